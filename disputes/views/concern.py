"""The board, one concern, a child's concerns, and logging one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.calendars import terms_for, working_days
from accounts.clock import today
from accounts.searches import chosen_filters, filter_data, to_list
from accounts.ui.posted import posted
from children.access import get_child
from children.child.context import child_context
from disputes import telling
from disputes.access import concerns_visible_to, get_concern, may_log, require_may_log, siblings_to_join
from disputes.actions import raising
from disputes.actions.stages import ladder_on
from disputes.forms.concern import TALKED, TOLD, FilterForm, LogForm
from disputes.lists import board_rows, concerns_list, filter_choices, waiting_for_director
from disputes.models.ladder import StageKind
from disputes.prefill import prefill
from disputes.present import concern_context
from disputes.views.asking import tried
from disputes.views.beside import own_themes
from disputes.views.steps import NOBODY

PER_PAGE = 25


@page(P.SEE_DISPUTES, methods=FORM)
def board(request: Request) -> HttpResponse:
    """Concerns by stage with the days used of the stage and of the 20 in all."""
    viewer, day = request.viewer, today()
    form = FilterForm(filter_data(request), **filter_choices(viewer, day))
    if request.method == "POST":
        return to_list(request, form)
    form.is_valid()
    filters = form.cleaned_data
    shown = Paginator(concerns_list(viewer, filters, day), PER_PAGE).get_page(request.GET.get("page"))
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
    """One concern: where it stands, its days, its stages and answers, and what this person can do."""
    viewer, day = request.viewer, today()
    found = get_concern(viewer, public_id, page="dispute", today=day)
    return render(request, "disputes/concern.html", concern_context(viewer, found, day, working_days()))


@page(P.SEE_DISPUTES)
def child_concerns(request: Request, public_id: UUID) -> HttpResponse:
    """Every concern about a child that this person sees."""
    viewer, day = request.viewer, today()
    child = get_child(viewer, public_id, page="disputes")
    rows = concerns_list(viewer, {"show": "all"}, day).filter(
        pk__in=concerns_visible_to(viewer, day).filter(children__child=child).values("pk").order_by()
    )
    shown = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = child_context(viewer, child, day, current="Concerns") | {
        "page_obj": shown,
        "rows": board_rows(list(shown.object_list), day, working_days()),
        "may_log": may_log(viewer, child),
    }
    return render(request, "disputes/child.html", context)


@page(P.CHALLENGE, methods=FORM)
def log(request: Request, public_id: UUID) -> HttpResponse:
    """Log a concern: one page, at most six fields, informal by default."""
    viewer, day = request.viewer, today()
    child = get_child(viewer, public_id, page="log a concern")
    require_may_log(viewer, child)
    siblings, own = siblings_to_join(viewer, child), own_themes(child.authority_id)
    known = prefill(viewer, child, request.GET)
    form = LogForm(
        posted(request),
        siblings=siblings,
        own_themes=own,
        answer_days=_answer_days(viewer, day),
        today=day,
        initial={"raised_on": day, "how": TOLD, **known.initial},
    )
    if request.method == "POST" and form.is_valid():
        data, made = form.cleaned_data, []
        chosen = set(data.get("children") or [])
        if tried(
            form,
            lambda: made.append(
                raising.log_concern(
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
            ),
        ):
            _say_logged(request, made[0])
            return redirect("disputes:concern", public_id=made[0].public_id)
    context = {"form": form, "child": child, "decision": known.decision, "today": day}
    return render(request, "disputes/log.html", context, status=422 if form.errors else 200)


def _answer_days(viewer: Any, day: Any) -> int:
    """Working days that a manager has to answer informally."""
    ladder = ladder_on(viewer.authority, day)
    stage = ladder.stages.filter(kind=StageKind.INFORMAL).first() if ladder else None
    days = stage.limit_wd if stage else None
    return days or terms_for(viewer.authority).on(day).informal_wd


def _say_logged(request: Request, concern: Any) -> None:
    step = concern.steps.select_related("stage").first()
    if step is None:
        messages.success(request, "The concern is noted. Only you and the QA manager see it.")
    elif telling.answerers_of(concern, step.stage.level):
        messages.success(
            request, f"The concern is logged. The manager is asked to answer by {step.due_on:%-d %B %Y}."
        )
    else:
        messages.success(request, "The concern is logged.")
        messages.warning(request, NOBODY)
