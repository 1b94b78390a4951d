"""What the council sets for its measures: targets, gaps in recording, its own groups, figures typed in."""

from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access.decorators import FORM, POST, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.access.viewers import Viewer
from accounts.audit.trail import Gone
from accounts.clock import today
from accounts.models import Authority
from accounts.ui.asking import Question, ask_page, only_shown, refusals_on, show_changes
from accounts.ui.posted import posted
from reporting.access import council_scope
from reporting.council import actions as act
from reporting.council import shown_first
from reporting.council.forms import GapForm, GroupsForm, TargetForm, TypedFigureForm, as_lines
from reporting.measures.base import Scope
from reporting.measures.groups import groups_on
from reporting.measures.registry import MEASURES
from reporting.models import Grouping, RecordingGap, Target, TypedFigure
from reporting.models.groupings import GroupingKind
from reporting.periods import Period, collection_year_of


def _title(code: str) -> str:
    return MEASURES[code].title if code in MEASURES else code


@page(P.WRITE_REPORT)
def settings(request: Request) -> HttpResponse:
    """What is set now."""
    viewer: Viewer = request.viewer
    mine = {"authority": viewer.authority}
    context = {
        "targets": [
            {
                "row": t,
                "title": _title(t.code),
                "sign": MEASURES[t.code].sign if t.code in MEASURES and not MEASURES[t.code].is_count else "",
            }
            for t in Target.objects.filter(**mine).order_by("code", "-starts_on")
        ],
        "gaps": [
            {"row": g, "title": _title(g.code) if g.code else "Every measure"}
            for g in RecordingGap.objects.filter(**mine)
        ],
        "kinds": [{"value": value, "label": label} for value, label in GroupingKind.choices],
        "groupings": Grouping.objects.filter(**mine).order_by("kind", "-starts_on"),
        "typed": [{"row": f, "title": _title(f.indicator)} for f in TypedFigure.objects.filter(**mine)],
    }
    return render(request, "reporting/measure_settings.html", context)


def _question(title: str, button: str, *, text: str = "", shows: bool = False) -> Question:
    back, back_text = reverse("reporting:measure_settings"), "Targets, gaps, groups and typed figures"
    return Question(title, button, back, back_text, text=text, shows=shows)


def _this_year(viewer: Viewer) -> Scope:
    """The year so far, of the children whom this person's figures count."""
    return council_scope(viewer, Period(collection_year_of(today()).start, today()))


def _ask(request: Request, form: Any, *, title: str, button: str, text: str = "") -> HttpResponse:
    return ask_page(request, form, _question(title, button, text=text))


def _done(request: Request, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("reporting:measure_settings")


@page(P.WRITE_REPORT, methods=FORM)
def set_target(request: Request) -> HttpResponse:
    """Set the target of a measure from a day on."""
    viewer: Viewer = request.viewer
    form = TargetForm(posted(request), initial={"code": request.GET.get("measure", "")})
    text = "A target holds from its day until the next one begins."
    question = _question("Set a target", "Save the target", text=text, shows=True)
    if only_shown(request, form):
        asked = {name: form.cleaned_data[name] for name in ("code", "starts_on", "value")}
        table = shown_first.of_target(_this_year(viewer), **asked)
        return show_changes(request, form, question, [table])
    if request.method == "POST" and form.is_valid():
        act.set_target(authority=viewer.authority, by=viewer.user, **form.cleaned_data)
        return _done(request, "The target is saved.")
    return ask_page(request, form, question)


@page(P.WRITE_REPORT, methods=FORM)
def declare_gap(request: Request) -> HttpResponse:
    """Declare a gap in recording."""
    viewer: Viewer = request.viewer
    form = GapForm(posted(request))
    if request.method == "POST" and form.is_valid():
        act.declare_gap(authority=viewer.authority, by=viewer.user, **form.cleaned_data)
        return _done(request, "The gap is saved.")
    text = "Figures of these days are shown as a gap, and no trend is drawn across it."
    return _ask(request, form, title="Declare a gap in recording", button="Save the gap", text=text)


def _gap(viewer: Viewer, pk: int) -> RecordingGap:
    found = RecordingGap.objects.filter(pk=pk, authority=viewer.authority_id).first()
    if found is None:
        raise Http404("No such gap")
    return found


@page(P.WRITE_REPORT, methods=FORM)
def change_gap(request: Request, pk: int) -> HttpResponse:
    """Correct a gap, or say when it ended."""
    viewer: Viewer = request.viewer
    gap = _gap(viewer, pk)
    initial = {name: getattr(gap, name) for name in ("started_on", "ended_on", "reason")}
    form = GapForm(posted(request), initial=initial, fixed_measure=True)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            act.change_gap(gap=gap, by=viewer.user, **form.cleaned_data)
            return _done(request, "The gap is saved.")
    return _ask(
        request,
        form,
        title="Change the gap in recording",
        button="Save",
        text=_title(gap.code) if gap.code else "Every measure",
    )


@page(P.WRITE_REPORT, methods=POST)
def withdraw_gap(request: Request, pk: int) -> HttpResponse:
    """Take back a gap declared by mistake."""
    viewer: Viewer = request.viewer
    with suppress(Gone):  # somebody else removed it in the same moment
        act.withdraw_gap(gap=_gap(viewer, pk), by=viewer.user)
    return _done(request, "The gap is removed.")


GROUPS_LATER = "Tables use new groups the next time the measures are computed."


def _fits(form: GroupsForm, authority: Authority, kind: str) -> bool:
    """Whether the groups could be saved; else the form says why not."""
    with refusals_on(form):
        act.check_groups(kind, form.cleaned_data["groups"])
        act.check_not_told(authority, form.cleaned_data["starts_on"])
    return not form.errors


@page(P.WRITE_REPORT, methods=FORM)
def set_groups(request: Request, kind: str) -> HttpResponse:
    """Set the council's groups of one kind from a day on."""
    viewer: Viewer = request.viewer
    if kind not in GroupingKind.values:
        raise Http404("No such kind")
    ages = kind == GroupingKind.AGE
    lines = as_lines(groups_on(viewer.authority, kind, today()), ages=ages)
    form = GroupsForm(posted(request), ages=ages, initial={"groups": lines})
    question = _question(GroupingKind(kind).label, "Save the groups", shows=True)
    if only_shown(request, form) and _fits(form, viewer.authority, kind):
        asked = form.cleaned_data
        table = shown_first.of_groups(
            _this_year(viewer), kind, asked["groups"], starts_on=asked["starts_on"], today=today()
        )
        return show_changes(request, form, question, [table], note=GROUPS_LATER)
    if request.method == "POST" and "show" not in request.POST and form.is_valid():
        with refusals_on(form):
            act.set_grouping(authority=viewer.authority, kind=kind, by=viewer.user, **form.cleaned_data)
            return _done(request, f"The groups are saved. {GROUPS_LATER}")
    return ask_page(request, form, question)


@page(P.WRITE_REPORT, methods=FORM)
def type_figure(request: Request) -> HttpResponse:
    """Type in a figure of before, or of elsewhere, with its source."""
    viewer: Viewer = request.viewer
    form = TypedFigureForm(
        request.POST or None,
        initial={"indicator": request.GET.get("measure", ""), "geography": viewer.authority.name},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        act.type_figure(
            authority=viewer.authority,
            by=viewer.user,
            is_own=data["geography"] == viewer.authority.name,
            **data,
        )
        return _done(request, "The figure is saved.")
    return _ask(
        request,
        form,
        title="Add a figure",
        button="Save the figure",
        text="For years before the records here, or for areas of which nothing is published.",
    )


@page(P.WRITE_REPORT, methods=POST)
def remove_figure(request: Request, pk: int) -> HttpResponse:
    """Take out a typed figure."""
    viewer: Viewer = request.viewer
    found = TypedFigure.objects.filter(pk=pk, authority=viewer.authority_id).first()
    if found is None:
        raise Http404("No such figure")
    with suppress(Gone):
        act.remove_figure(figure=found, by=viewer.user)
    return _done(request, "The figure is removed.")
