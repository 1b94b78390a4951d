"""The board, one concern, a child's concerns; raising one, changing its wording, closing it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.access.viewers import Viewer
from accounts.calendars import terms_for, working_days
from accounts.clock import today
from accounts.searches import chosen_filters, filter_data, filters_for_log, filters_in, to_list
from accounts.ui.asking import refusals_on
from accounts.ui.posted import posted
from children.access import get_child, log_list
from children.child.context import child_context
from children.models import Child
from disputes import notify
from disputes.access import (
    Actor,
    concerns_visible_to,
    get_concern,
    may_log,
    require_may_log,
    siblings_to_join,
)
from disputes.concern import actions
from disputes.concern.forms import TALKED, TOLD, CloseForm, EditForm, EffectForm, FilterForm, LogForm
from disputes.concern.page import concern_context
from disputes.concern.prefill import Prefill, prefill
from disputes.doors import NOBODY, act_page, as_read, ask, done, step_now
from disputes.lists import board_rows, concerns_list, filter_choices, waiting_for_director
from disputes.models import Concern, Theme
from disputes.models.ladder import StageKind
from disputes.process.actions import ladder_on
from disputes.states import Act
from reviews.midway.earlier import left_to_do
from reviews.midway.wording import EARLIER

PER_PAGE = 25


@page(P.SEE_DISPUTES, methods=FORM)
def board(request: Request) -> HttpResponse:
    """Concerns by stage with the days used of the stage and of the 20 in total."""
    viewer, day = request.viewer, today()
    form = FilterForm(filter_data(request), **filter_choices(viewer, day))
    if request.method == "POST":
        return to_list(request, form)
    filters = filters_in(request, form)
    shown = Paginator(concerns_list(viewer, filters, day), PER_PAGE).get_page(request.GET.get("page"))
    named = [concern.child_id for concern in shown if concern.may_name]
    log_list(viewer, named, page="concerns", filters=filters_for_log(form))
    ladder = ladder_on(viewer.authority, day)
    context = {
        "form": form,
        "page_obj": shown,
        "rows": board_rows(list(shown.object_list), day, working_days()),
        "selected": chosen_filters(request, form, filters),
        "process": ladder.name if ladder else "",
        "for_director": list(waiting_for_director(viewer).select_related("stage", "concern__child")),
        "sees_patterns": viewer.may(P.OVERSEE_DISPUTES) or viewer.may(P.CHALLENGE),
        "sets_stages": viewer.may(P.SET_DISPUTE_STAGES),
        "today": day,
    }
    return render(request, "disputes/board.html", context)


@page(P.SEE_DISPUTES)
def concern(request: Request, public_id: UUID) -> HttpResponse:
    """One concern: its status, its days, its stages and answers, and what this person can do."""
    viewer, day = request.viewer, today()
    found = get_concern(viewer, public_id, page="concern", today=day)
    return render(request, "disputes/concern.html", concern_context(viewer, found, day, working_days()))


@page(P.SEE_DISPUTES)
def child_concerns(request: Request, public_id: UUID) -> HttpResponse:
    """Every concern about a child that this person sees."""
    viewer, day = request.viewer, today()
    child = get_child(viewer, public_id, page="concerns")
    rows = concerns_list(viewer, {"show": "all"}, day).filter(
        pk__in=concerns_visible_to(viewer, day).filter(children__child=child).values("pk").order_by()
    )
    shown = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    log_list(viewer, {c.child_id for c in shown if c.may_name} - {child.pk}, page="concerns of another child")
    context = child_context(viewer, child, day, current="Concerns") | {
        "page_obj": shown,
        "rows": board_rows(list(shown.object_list), day, working_days()),
        "may_log": may_log(viewer, child),
    }
    return render(request, "disputes/child.html", context)


@page(P.CHALLENGE, methods=FORM)
def log(request: Request, public_id: UUID) -> HttpResponse:
    """Raise a concern: one page, at most six fields, informal by default."""
    viewer, day = request.viewer, today()
    child = get_child(viewer, public_id, page="raise a concern")
    require_may_log(viewer, child)
    siblings = siblings_to_join(viewer, child)
    known = prefill(viewer, child, request.GET, day)
    form = LogForm(
        posted(request),
        siblings=siblings,
        own_themes=own_themes(child.authority_id),
        answer_days=_answer_days(viewer, day),
        today=day,
        initial={"raised_on": day, "how": TOLD, **known.initial},
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            raised = _log(viewer, child, siblings, form, known, day)
            _say_raised(request, raised)
            if check := left_to_do(known.origin):
                messages.warning(request, EARLIER)
                return redirect(check)
            return redirect("disputes:concern", public_id=raised.public_id)
    context = {"form": form, "child": child, "decision": known.decision, "today": day}
    return render(request, "disputes/log.html", context, status=422 if form.errors else 200)


def _log(
    viewer: Viewer, child: Child, siblings: list[Child], form: LogForm, known: Prefill, day: date
) -> Concern:
    data = form.cleaned_data
    chosen = set(data.get("children") or [])
    return actions.log_concern(
        child=child,
        siblings=[s for s in siblings if str(s.public_id) in chosen],
        themes=form.chosen,
        text=data["text"],
        wanted=data["wanted"],
        tell_manager=data["how"] != TALKED,
        raised_on=data["raised_on"],
        by=viewer.user,
        today=day,
        decision=known.decision,
        origin=known.origin,
    )


def own_themes(authority_id: int, concern: Concern | None = None) -> list[Theme]:
    """The council's own themes on offer, and those that the concern already has."""
    themes = Theme.objects.filter(authority=authority_id)
    has = set(concern.themes.values_list("theme", flat=True)) if concern else set()
    return [t for t in themes if t.ends_on is None or t.pk in has]


def _answer_days(viewer: Viewer, day: date) -> int:
    """Working days that a manager has to answer informally."""
    ladder = ladder_on(viewer.authority, day)
    stage = ladder.stages.filter(kind=StageKind.INFORMAL).first() if ladder else None
    days = stage.limit_wd if stage else None
    return days or terms_for(viewer.authority).on(day).informal_wd


def _say_raised(request: Request, concern: Concern) -> None:
    step = concern.steps.select_related("stage").first()
    if step is None:
        messages.success(request, "The concern is saved. Only you and the QA manager can see it.")
    elif notify.answerers_of(concern, step.stage.level):
        by = f" by {step.due_on:%-d %B %Y}" if step.due_on else ""
        messages.success(request, f"The concern is raised. The manager has been asked to answer{by}.")
    else:
        messages.success(request, "The concern is raised.")
        messages.warning(request, NOBODY)


@act_page(Act.EDIT, P.CHALLENGE)
def edit(request: Request, concern: Concern, actor: Actor) -> HttpResponse:
    """The IRO changes the concern's wording."""
    own = own_themes(concern.authority_id, concern)
    form = EditForm(posted(request), own_themes=own, initial=_wording_of(concern))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with refusals_on(form):
            actions.edit(
                concern=concern,
                text=data["text"],
                wanted=data["wanted"],
                delay=data["delay"],
                themes=form.chosen,
                by=actor,
            )
            return done(request, concern, "The concern is changed. What it said before stays in the history.")
    return ask(request, concern, form, title="Change the concern", button="Save the concern")


def _wording_of(concern: Concern) -> dict[str, Any]:
    themes = concern.themes.select_related("theme")
    return {
        "themes": [str(t.theme.public_id) if t.theme else t.national for t in themes],
        "text": concern.text,
        "wanted": concern.wanted,
        "delay": concern.delay,
    }


@act_page(Act.CLOSE, P.CHALLENGE)
def close(request: Request, concern: Concern, actor: Actor) -> HttpResponse:
    """The IRO closes the concern; nobody else can."""
    waits = actions.waits_for_cafcass(concern)
    form = CloseForm(
        posted(request), cafcass_waits=waits, initial={"step": step_now(concern)}, **as_read(concern)
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with refusals_on(form):
            actions.close(
                concern=concern,
                ending=data["ending"],
                effect=data["effect"],
                effect_text=data["effect_text"],
                reason=data.get("reason", ""),
                by=actor,
                today=today(),
                from_step=data["step"],
            )
            return done(request, concern, "The concern is closed.")
    warning = " ".join(_still_open(concern, cafcass_waits=waits))
    return ask(request, concern, form, title="Close the concern", button="Close the concern", warning=warning)


def _still_open(concern: Concern, *, cafcass_waits: bool) -> list[str]:
    """What is not finished, for a last look before the concern is closed."""
    open_actions = concern.actions.filter(done_on=None).count()
    found = []
    if open_actions:
        found.append(
            "1 promised action is not done yet."
            if open_actions == 1
            else f"{open_actions} promised actions are not done yet."
        )
    if cafcass_waits:
        found.append("Cafcass has not given its result yet.")
    return found


@act_page(Act.EFFECT, P.CHALLENGE)
def effect(request: Request, concern: Concern, actor: Actor) -> HttpResponse:
    """What changed for the child since the concern was closed."""
    form = EffectForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.record_effect(concern=concern, by=actor, today=today(), **form.cleaned_data)
            return done(request, concern, "What changed for the child is recorded.")
    return ask(request, concern, form, title="What changed for the child?", button="Save")
