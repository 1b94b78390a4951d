"""The council's stages and themes, set by the QA manager or an administrator."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access.decorators import FORM, POST, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.calendars import terms_for
from accounts.clock import today
from accounts.models import Authority
from accounts.searches import chosen_of
from accounts.ui.asking import Question, ask_page, refusals_on, refusals_said
from accounts.ui.forms import without_errors
from accounts.ui.posted import posted
from disputes.models import Ladder, LadderStage, Theme
from disputes.models.ladder import NationalTheme, StageKind
from disputes.process import actions
from disputes.process.actions import ladder_on
from disputes.process.forms import LadderForm, StageFormSet, ThemeForm
from disputes.process.presets import INFORMAL_WD, PRESETS, USUAL, Preset, StageSpec
from statute.terms import StagesTooLong, UnknownTerm


@page(P.SET_DISPUTE_STAGES)
def process(request: Request) -> HttpResponse:
    """The stages in force and to come, the presets, the themes."""
    council, day = request.viewer.authority, today()
    stages_in_order = Prefetch("stages", LadderStage.objects.order_by("position"), to_attr="kept")
    ladders = (
        Ladder.objects.filter(authority=council).prefetch_related(stages_in_order).order_by("-starts_on")
    )
    current = ladder_on(council, day)
    own: dict[str, list[Theme]] = {}
    terms = terms_for(council).on(day)
    for theme in Theme.objects.filter(authority=council):
        own.setdefault(theme.national, []).append(theme)
    context = {
        "ladders": list(ladders),
        "current_pk": current.pk if current else None,
        "presets": [(preset, preset.stages_within(terms)) for preset in PRESETS.values()],
        "themes": [{"label": label, "own": own.get(code, [])} for code, label in NationalTheme.choices],
        "today": day,
        "usual": USUAL.stages_within(terms),
        "total_wd": terms.drp_total_wd,
    }
    return render(request, "disputes/process.html", context)


@page(P.SET_DISPUTE_STAGES, methods=FORM)
def new_process(request: Request) -> HttpResponse:
    """Stages from a day on:

    a preset as it is, or changed; more working days in total than the council’s limit are refused with the
    reason.
    """
    viewer, day = request.viewer, today()
    preset = PRESETS.get(chosen_of(request, "preset", PRESETS))
    start, rows = _start(viewer.authority, preset, day)
    form = LadderForm(posted(request), initial={**start, "starts_on": day}, today=day)
    formset = _rows(request, rows)
    adds = "add" in request.POST
    sent = request.method == "POST" and not adds
    if sent and form.is_valid() and formset.is_valid() and _set(request, form, formset, preset):
        messages.success(request, "Stages saved. Concerns already under way keep their stages.")
        return redirect("disputes:process")
    context = {
        "form": without_errors(form) if adds else form,
        "formset": formset,
        "preset": preset,
        "total_wd": terms_for(viewer.authority).on(day).drp_total_wd,
    }
    return render(request, "disputes/new_process.html", context, status=422 if sent else 200)


def _start(
    authority: Authority, preset: Preset | None, day: date
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What the form starts with: the preset asked for, else the stages in force, else the usual ones."""
    ladder = ladder_on(authority, day)
    if preset is None and ladder is not None:
        return _start_from(ladder)
    chosen, terms = preset or USUAL, terms_for(authority).on(day)
    start = {"name": chosen.name, "informal_name": chosen.informal, "informal_wd": INFORMAL_WD}
    return start, [
        {"name": s.name, "level": s.level, "limit_wd": s.limit_wd} for s in chosen.stages_within(terms)
    ]


def _start_from(ladder: Ladder) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    informal = ladder.stages.get(kind=StageKind.INFORMAL)
    start = {"name": ladder.name, "informal_name": informal.name, "informal_wd": informal.limit_wd}
    formal = ladder.stages.filter(kind=StageKind.FORMAL).order_by("position")
    return start, [{"name": s.name, "level": s.level, "limit_wd": s.limit_wd} for s in formal]


def _rows(request: Request, rows: list[dict[str, Any]]) -> Any:
    """The stages as rows of a form; without script "add" gives one more."""
    if request.method != "POST":
        return StageFormSet(initial=rows, prefix="stages")
    data = request.POST.copy()
    if "add" in data:
        bound = StageFormSet(data, prefix="stages")
        data["stages-TOTAL_FORMS"] = str(bound.total_form_count() + 1)
        more = StageFormSet(data, prefix="stages")
        return without_errors(more)
    return StageFormSet(data, prefix="stages")


def _set(request: Request, form: LadderForm, formset: Any, preset: Preset | None) -> bool:
    """Whether the stages are set; else the form says why, a limit that is too long at the longest stage."""
    rows = [row for row in formset.forms if row.cleaned_data and not row.cleaned_data.get("DELETE")]
    terms = terms_for(request.viewer.authority).on(form.cleaned_data["starts_on"])
    specs = [StageSpec(*(row.cleaned_data[f] for f in ("name", "level", "limit_wd"))) for row in rows]
    with refusals_on(form):
        try:
            actions.set_ladder(
                authority=request.viewer.authority,
                stages=specs,
                preset=preset if preset and list(preset.stages_within(terms)) == specs else None,
                by=request.viewer.user,
                today=today(),
                **form.cleaned_data,
            )
        except StagesTooLong as refused:
            longest = max(rows, key=lambda row: row.cleaned_data["limit_wd"])
            longest.add_error("limit_wd", str(refused))
            return False
        except UnknownTerm as refused:
            form.add_error(None, str(refused))
    return not form.errors


@page(P.SET_DISPUTE_STAGES, methods=FORM)
def new_theme(request: Request) -> HttpResponse:
    """Add a theme of the council's own."""
    viewer = request.viewer
    form = ThemeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.add_theme(authority=viewer.authority, by=viewer.user, today=today(), **form.cleaned_data)
            messages.success(request, "The theme is added.")
            return redirect("disputes:process")
    question = Question(
        title="Add a theme",
        button="Add the theme",
        back=reverse("disputes:process"),
        back_text="Dispute process",
    )
    return ask_page(request, form, question)


@page(P.SET_DISPUTE_STAGES, methods=POST)
def end_theme(request: Request, public_id: UUID) -> HttpResponse:
    """Stop offering a theme."""
    viewer = request.viewer
    theme = Theme.objects.filter(authority=viewer.authority, public_id=public_id).first()
    if theme is None:
        raise Http404("No such theme")
    with refusals_said(request):
        actions.end_theme(theme=theme, by=viewer.user, today=today())
        messages.success(request, "The theme is no longer offered. Concerns that have it keep it.")
    return redirect("disputes:process")
