"""Patterns across children, and the systemic concerns that were named."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.access.viewers import Viewer
from accounts.calendars import working_days
from accounts.clock import today
from accounts.models import Team
from accounts.ui.asking import Question, ask_page, refusals_on
from accounts.ui.forms import BaseForm
from accounts.ui.posted import posted
from children.access import log_list
from disputes.lists import Row, board_rows, concerns_list
from disputes.models import Concern, SystemicConcern
from disputes.patterns import actions, search
from disputes.patterns.access import get_systemic, possible_owners, systemic_visible_to
from disputes.patterns.forms import PeriodForm, SystemicAnswerForm, SystemicCloseForm, SystemicForm

A_YEAR = timedelta(days=365)


def _period(request: Request, day: date) -> tuple[date, date]:
    """The period asked for; the last year where none, or nonsense, was."""
    form = PeriodForm(request.GET)
    form.is_valid()
    end = form.cleaned_data.get("end") or day
    start = form.cleaned_data.get("start") or end - A_YEAR
    return (start, end) if start <= end else (end, start)


@page(P.CHALLENGE, P.OVERSEE_DISPUTES)
def patterns(request: Request) -> HttpResponse:
    """The same team, provider, theme or delay across children in a period; and the systemic concerns
    named.
    """
    viewer, day = request.viewer, today()
    start, end = _period(request, day)
    found = search.patterns(search.in_period(viewer, start, end, day))
    span = {"start": start.isoformat(), "end": end.isoformat()}
    groups = [
        {"title": title, "rows": [_with_query(p, span) for p in found if p.kind == kind]}
        for kind, title in search.KINDS.items()
    ]
    context = {
        "groups": [g for g in groups if g["rows"]],
        "form": PeriodForm(initial={"start": start, "end": end}),
        "start": start,
        "end": end,
        "names_patterns": viewer.may(P.OVERSEE_DISPUTES),
        "systemic": list(systemic_visible_to(viewer).select_related("owner")[:50]),
        "today": day,
    }
    return render(request, "disputes/patterns.html", context)


def _with_query(pattern: search.Pattern, span: dict[str, str]) -> dict[str, Any]:
    """A pattern with the end of the address that names it."""
    return {"pattern": pattern, "query": urlencode({**span, "kind": pattern.kind, "value": pattern.value})}


def _pattern_asked(request: Request) -> tuple[str, str]:
    """The pattern that the address names. Raises Http404 for anything that is none."""
    kind, value = request.GET.get("kind", ""), request.GET.get("value", "")
    if kind not in search.KINDS or not value or "\0" in value:
        raise Http404("No such pattern")
    if kind == "team":
        try:
            UUID(value)
        except ValueError as wrong:
            raise Http404("No such pattern") from wrong
    return kind, value


@page(P.OVERSEE_DISPUTES, methods=FORM)
def new_systemic(request: Request) -> HttpResponse:
    """Name a pattern: who owns it, and when they must answer by. The concerns behind it are linked to it."""
    viewer, day = request.viewer, today()
    kind, value = _pattern_asked(request)
    start, end = _period(request, day)
    concerns = _concerns_of(viewer, kind, value, (start, end), day)
    owners = possible_owners(viewer, day)
    form = SystemicForm(posted(request), owners=owners, today=day)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with refusals_on(form):
            made = actions.name_pattern(
                concerns=concerns,
                title=data["title"],
                text=data["text"],
                owner=next(o for o in owners if str(o.public_id) == data["owner"]),
                due_on=data["due_on"],
                period_from=start,
                period_to=end,
                by=viewer.user,
                today=day,
                **_facts(viewer, kind, value),
            )
            messages.success(request, "The systemic concern is named, and its owner has been told.")
            return redirect("disputes:systemic", public_id=made.public_id)
    question = Question(
        title="Name a systemic concern",
        button="Save the systemic concern",
        back=reverse("disputes:patterns"),
        back_text="Patterns",
        text="It rests on 1 concern." if len(concerns) == 1 else f"It rests on {len(concerns)} concerns.",
    )
    return ask_page(request, form, question)


def _concerns_of(viewer: Viewer, kind: str, value: str, span: tuple[date, date], day: date) -> list[Concern]:
    """The concerns behind the pattern that this person sees. Raises Http404 where there are none."""
    rows = search.of_pattern(search.in_period(viewer, *span, day), kind, value)
    found = list(rows.select_related("authority").distinct())
    if not found:
        raise Http404("No concern is behind this pattern")
    return found


def _facts(viewer: Viewer, kind: str, value: str) -> dict[str, Any]:
    """What the pattern is, as the systemic concern keeps it."""
    teams = Team.objects.filter(authority=viewer.authority)
    return {
        "team": teams.filter(public_id=value).first() if kind == "team" else None,
        "provider": value if kind == "provider" else "",
        "national": value if kind == "theme" else "",
        "delay": value if kind == "delay" else "",
    }


def _part_in(
    viewer: Viewer, found: SystemicConcern
) -> tuple[type[BaseForm], Callable[..., None], dict[str, Any]] | None:
    """What the person can do now: the form, the action and what the form starts with; None for nothing."""
    if found.closed_on is not None:
        return None
    if found.owner_id == viewer.user_id:
        return SystemicAnswerForm, actions.answer_pattern, {"answer": found.answer}
    if viewer.may(P.OVERSEE_DISPUTES):
        return SystemicCloseForm, actions.close_pattern, {}
    return None


@page(P.SEE_DISPUTES, methods=FORM)
def systemic(request: Request, public_id: UUID) -> HttpResponse:
    """One systemic concern:

    its owner answers, the QA manager closes it. Those who may see the concerns behind it do.
    """
    viewer, day = request.viewer, today()
    found = get_systemic(viewer, public_id)
    part = _part_in(viewer, found)
    if part is None:
        if request.method == "POST":
            raise Http404("Not yours to change")
        return _systemic_page(request, found, None, day)
    make, act, start = part
    form = make(posted(request), initial=start)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            act(systemic=found, by=viewer.user, today=day, **form.cleaned_data)
            messages.success(request, "Saved.")
            return redirect("disputes:systemic", public_id=public_id)
    return _systemic_page(request, found, form, day)


def _systemic_page(
    request: Request, found: SystemicConcern, form: BaseForm | None, day: date
) -> HttpResponse:
    viewer = request.viewer
    context = {
        "systemic": found,
        "form": form,
        "rows": _behind(viewer, found, day),
        "sees_patterns": viewer.may(P.OVERSEE_DISPUTES) or viewer.may(P.CHALLENGE),
        "today": day,
    }
    return render(request, "disputes/systemic.html", context, status=422 if form and form.errors else 200)


def _behind(viewer: Viewer, found: SystemicConcern, day: date) -> list[Row]:
    """The concerns behind it that this person sees; a manager who owns it sees none by that alone."""
    if not (viewer.may(P.CHALLENGE) or viewer.may(P.OVERSEE_DISPUTES)):
        return []
    rows = concerns_list(viewer, {"show": "all"}, day).filter(patterns__systemic=found)
    shown = list(rows)
    log_list(viewer, [c.child_id for c in shown if c.may_name], page="concerns behind a pattern")
    return board_rows(shown, day, working_days())
