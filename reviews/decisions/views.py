"""Pages of decisions: the work list, one decision, and what each person may do with it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.access.decorators import FORM, POST, page
from accounts.access.requests import Request
from accounts.access.roles import Permission
from accounts.clock import today
from accounts.lifecycle import NotNow
from accounts.models import OutgoingMail
from accounts.models.jobs import MailState
from accounts.registry import registered
from accounts.searches import chosen_filters, filter_data, filters_for_log, filters_in, to_list
from accounts.templatetags.govuk import day as day_words
from accounts.templatetags.govuk import plural
from accounts.ui.asking import Question, ask_page, refusals_on
from accounts.ui.forms import BaseForm
from accounts.ui.posted import posted
from children.access import log_list
from reviews import wording
from reviews.auditing.access import rating_for
from reviews.decisions import actions, states
from reviews.decisions.access import get_decision, may_answer, parts_in
from reviews.decisions.amended_answers import to_tell
from reviews.decisions.chasing import asked_in_words
from reviews.decisions.forms import (
    AnswerForm,
    CloseForm,
    FilterForm,
    LateCommentForm,
    ProgressForm,
    RespondForm,
)
from reviews.decisions.lists import decisions_list, filter_choices, waiting_for
from reviews.decisions.states import DECISION, Act, Part
from reviews.models import Decision, DecisionAnswer, DecisionAtReview
from reviews.models.decision import AnswerState

PER_PAGE = 25
READ = Permission.READ_REVIEW_RECORD


@dataclass(frozen=True)
class Row:
    """A decision of a list with the last time it was sent, and whether it can be ticked."""

    decision: Decision
    task: DecisionAnswer | None
    can_tick: bool = False


@page(READ, methods=FORM)
def decision_list(request: Request) -> HttpResponse:
    """The work list across IROs: those that wait come first, the oldest on top."""
    viewer = request.viewer
    form = FilterForm(filter_data(request), **filter_choices(viewer))
    if request.method == "POST":
        return to_list(request, form)
    filters = filters_in(request, form)
    shown = Paginator(decisions_list(viewer, filters, today()), PER_PAGE).get_page(request.GET.get("page"))
    rows = _with_tasks(list(shown.object_list), request)
    log_list(viewer, [d.child_id for d in shown], page="decisions", filters=filters_for_log(form))
    context = {
        "form": form,
        "page_obj": shown,
        "rows": rows,
        "selected": chosen_filters(request, form, filters),
        "today": today(),
        "can_tick": any(row.can_tick for row in rows),
        "can_ask": viewer.may(Permission.RECORD_REVIEW),
    }
    return render(request, "reviews/decisions/list.html", context)


def _with_tasks(decisions: list[Decision], request: Request) -> list[Row]:
    """The decisions with the last time each was sent, in one query for all."""
    latest = (
        DecisionAnswer.objects.filter(decision__in=decisions)
        .select_related("team", "answered_by")
        .order_by("decision_id", "-pk")
        .distinct("decision_id")
    )
    tasks = {task.decision_id: task for task in latest}
    rows = []
    for decision in decisions:
        task = tasks.get(decision.pk)
        can_tick = (
            task is not None
            and request.viewer.may(Permission.ANSWER_DECISIONS)
            and task.state == AnswerState.WAITING
            and task.due_on >= today()
            and task.sent_by_id != request.viewer.user_id
        )
        rows.append(Row(decision, task, can_tick))
    return rows


BUTTONS = (
    (Act.AGREE, "Answer this decision", "reviews:answer", "primary"),
    (Act.QUERY_LATE, "Add a query", "reviews:late_query", "secondary"),
    (Act.KEEP, "Respond to the manager", "reviews:respond", "primary"),
    (Act.CLOSE, "Close the decision", "reviews:close_decision", "secondary"),
    (Act.REPORT, "Report progress", "reviews:progress", "secondary"),
)
"""Act, what its button says, its page, how the button looks."""


@page(READ)
def decision_page(request: Request, public_id: UUID) -> HttpResponse:
    """One decision: its passport, its answers, its progress, and what this person may do now."""
    viewer = request.viewer
    decision = get_decision(viewer, public_id, page="decision")
    people = ("team", "answered_by", "sent_by", "late_comment_by", "review", "told_mail")
    in_order = DecisionAtReview.objects.select_related("review").order_by("review__held_on", "pk")
    prefetch_related_objects([decision], Prefetch("at_reviews", in_order))  # the panels look at them too
    answers = list(decision.answers.select_related(*people).order_by("-pk"))
    task = answers[0] if answers else None
    standing = states.standing(decision, task, today())
    parts = parts_in(viewer, decision, task)
    possible = DECISION.possible(standing, parts)
    context = {
        "decision": decision,
        "child": decision.child,
        "today": today(),
        "task": task,
        "answers": answers,
        "at_reviews": list(decision.at_reviews.all()),
        "earlier_dates": earlier_dates(decision),
        "updates": list(decision.updates.select_related("by")),
        "requests": list(decision.requests.select_related("asked_by")),
        "may_ask": Part.IRO in parts and decision.progress in states.OPEN,
        "mails": mails_about([a.review_id for a in answers]),
        "is_overdue": _is_overdue(decision),
        "buttons": [
            {"text": text, "href": reverse(name, args=[decision.public_id]), "kind": kind}
            for act, text, name, kind in BUTTONS
            if act in possible
        ],
        "panels": panels_of(request, decision),
        "to_tell": to_tell(answers) if Act.TELL in possible else [],
        "rating": rating_for(viewer, decision, is_iro=Part.IRO in parts),
    }
    return render(request, "reviews/decisions/decision.html", context)


def _is_overdue(decision: Decision) -> bool:
    return decision.progress in states.OPEN and decision.due_on < today()


def earlier_dates(decision: Decision) -> list[date]:
    """The dates the action was to be done by before the one it has now, oldest first: a moved date hides no
    drift.
    """
    history = decision.events  # type: ignore[attr-defined]  # pghistory gives it at run time
    had = history.order_by("pgh_id").values_list("due_on", flat=True)
    return [day for day in dict.fromkeys(had) if day != decision.due_on]


def panels_of(request: Request, decision: Decision) -> list[str]:
    """What upper floors show of a decision (settings.DECISION_PANELS), drawn."""
    found = [f(request.viewer, decision, today()) for f in registered("DECISION_PANELS")]
    return [render_to_string(p["template"], p["context"], request) for p in found if p]


def mails_about(review_ids: list[int]) -> list[OutgoingMail]:
    """Mail about these reviews that was not sent, so that nobody believes it was."""
    return list(
        OutgoingMail.objects.filter(about_type="reviews.review", about_id__in=review_ids)
        .exclude(state=MailState.SENT)
        .select_related("to")
        .order_by("pk")
    )


def _latest(decision: Decision) -> DecisionAnswer:
    task = decision.answers.order_by("-pk").first()
    if task is None:
        raise Http404("Not sent yet")
    task.decision = decision
    return task


def _as_sent(task: DecisionAnswer) -> dict[str, str]:
    """For a form about one sending of the decision: nobody answers words that they have not read."""
    return {"stands": str(task.public_id), "changed": wording.SENT_AGAIN}


def _to_answer(request: Request, public_id: UUID, page: str) -> DecisionAnswer:
    """The last time the decision was sent, for a manager who may answer it."""
    decision = get_decision(request.viewer, public_id, page=page)
    if not may_answer(request.viewer, decision.child):
        raise Http404("Not yours to answer")
    return _latest(decision)


def _of_own_child(request: Request, public_id: UUID, page: str) -> Decision:
    """The decision, for the child's IRO."""
    decision = get_decision(request.viewer, public_id, page=page)
    if Part.IRO not in parts_in(request.viewer, decision, None):
        raise Http404("Not yours")
    return decision


@page(Permission.ANSWER_DECISIONS, methods=FORM)
def answer(request: Request, public_id: UUID) -> HttpResponse:
    """A manager answers one decision."""
    task = _to_answer(request, public_id, "answer a decision")
    by = request.viewer.user
    if late := _too_late(
        request,
        task.decision,
        lambda: states.check_answer(task, state=AnswerState.AGREED, reason="", by_id=by.pk, today=today()),
    ):
        return late
    form = AnswerForm(posted(request), **_as_sent(task))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.answer(answer=task, by=by, today=today(), **form.cleaned_data)
            messages.success(request, f"Your answer has been saved: {task.get_state_display()}.")
            return redirect(_to_do())
    limit = (
        f"Answer by the end of {day_words(task.due_on)}. "
        "If you do not answer, the decision stands by default and is recorded as no answer."
    )
    return _ask(request, form, task.decision, task, "Answer a decision", "Send the answer", text=limit)


def _to_do() -> str:
    return reverse("reviews:decisions") + "?state=waiting"


@page(Permission.ANSWER_DECISIONS, methods=POST)
def agree_several(request: Request) -> HttpResponse:
    """Agree to many decisions: first a page that shows each of them, then the agreement."""
    viewer = request.viewer
    ids = _uuids(request.POST.getlist("decision"))
    if not ids:
        messages.error(request, "Tick the decisions you agree to, then choose Check and agree.")
        return redirect(_to_do())
    tasks = list(waiting_for(viewer, today()).filter(decision__public_id__in=ids))
    if request.POST.get("confirmed") == "yes":  # to what the check page showed, not to what was sent since
        shown = set(request.POST.getlist("shown"))
        _agree(request, [task for task in tasks if str(task.public_id) in shown], len(ids))
        return redirect(_to_do())
    log_list(viewer, [task.decision.child_id for task in tasks], page="check decisions")
    context = {"rows": tasks, "missing": len(ids) - len(tasks), "today": today()}
    return render(request, "reviews/decisions/agree_several.html", context)


def _agree(request: Request, tasks: list[DecisionAnswer], ticked: int) -> None:
    """Agree to these and say how many, and how many could not be agreed to any more."""
    agreed, _ = actions.agree_several(answers=tasks, by=request.viewer.user, today=today())
    if agreed:
        messages.success(request, f"You agreed to {plural(agreed, 'decision')}.")
    if gone := ticked - agreed:
        were = plural(gone, "decision was,decisions were")
        messages.warning(
            request,
            f"{were} not agreed by you: someone else answered, it was sent again, or the time had passed.",
        )


def _uuids(values: list[str]) -> list[UUID]:
    found = []
    for value in values[:500]:
        try:
            found.append(UUID(value))
        except ValueError:
            continue
    return found


@page(Permission.ANSWER_DECISIONS, methods=FORM)
def comment(request: Request, public_id: UUID) -> HttpResponse:
    """A manager adds a query to a decision that stands by default."""
    task = _to_answer(request, public_id, "query a decision late")
    if late := _too_late(request, task.decision, lambda: states.check_late_query(task, today=today())):
        return late
    form = LateCommentForm(posted(request), **_as_sent(task))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.comment_late(answer=task, by=request.viewer.user, today=today(), **form.cleaned_data)
            messages.success(request, "Your query has been added. The decision still stands by default.")
            return redirect("reviews:decision", public_id=task.decision.public_id)
    return _ask(request, form, task.decision, task, "Add a query", "Add the query")


@page(Permission.RECORD_REVIEW, methods=FORM)
def respond(request: Request, public_id: UUID) -> HttpResponse:
    """The IRO responds to a query or an objection."""
    decision = _of_own_child(request, public_id, "respond to a manager")
    task = _latest(decision)
    if late := _too_late(request, decision, lambda: states.check_response(task, today=today())):
        return late
    start = {
        "action": decision.action,
        "owner": decision.owner,
        "due_on": task.proposed_on or decision.due_on,
    }
    form = RespondForm(posted(request), initial=start, **_as_sent(task))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            sent = actions.respond(
                answer=task,
                kind=form.cleaned_data["kind"],
                response=form.cleaned_data["response"],
                changes=form.changes(),
                by=request.viewer.user,
                today=today(),
            )
            said = (
                "The decision has been changed and sent again." if sent else "Your response has been saved."
            )
            messages.success(request, said)
            return redirect("reviews:decision", public_id=decision.public_id)
    return _ask(request, form, decision, task, "Respond to the manager", "Save the response")


@page(Permission.UPDATE_PROGRESS, methods=FORM)
def progress(request: Request, public_id: UUID) -> HttpResponse:
    """The social worker or a manager says how far a decision is."""
    decision = get_decision(request.viewer, public_id, page="report progress")
    if late := _too_late(request, decision, lambda: states.check_is_open(decision)):
        return late
    form = ProgressForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.report_progress(decision=decision, by=request.viewer.user, **form.cleaned_data)
            messages.success(request, "The progress has been saved. The IRO can see it.")
            return redirect("reviews:decision", public_id=decision.public_id)
    asked = asked_in_words(decision)
    return _ask(request, form, decision, None, "Report progress", "Save the progress", text=asked)


@page(Permission.RECORD_REVIEW, methods=FORM)
def close(request: Request, public_id: UUID) -> HttpResponse:
    """The IRO closes a decision."""
    decision = _of_own_child(request, public_id, "close a decision")
    if late := _too_late(request, decision, lambda: states.check_is_open(decision)):
        return late
    form = CloseForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.close(decision=decision, by=request.viewer.user, today=today(), **form.cleaned_data)
            messages.success(request, f"The decision is closed: {decision.get_progress_display()}.")
            return redirect("reviews:decision", public_id=decision.public_id)
    return _ask(request, form, decision, None, "Close the decision", "Close the decision")


def _too_late(request: Request, decision: Decision, check: Callable[[], None]) -> HttpResponse | None:
    """Back to the decision, saying why, when a page is opened for what is not possible any more; else
    None.
    """
    if request.method == "POST":
        return None
    try:
        check()
    except NotNow as refused:
        messages.warning(request, str(refused))
        return redirect("reviews:decision", public_id=decision.public_id)
    return None


def _ask(
    request: Request,
    form: BaseForm,
    decision: Decision,
    task: DecisionAnswer | None,
    title: str,
    button: str,
    *,
    text: str = "",
) -> HttpResponse:
    question = Question(
        title=title,
        button=button,
        back=reverse("reviews:decision", args=[decision.public_id]),
        back_text="Back to the decision",
        text=text,
        about="reviews/decisions/_asked.html",
    )
    context: dict[str, Any] = {"decision": decision, "task": task, "is_overdue": _is_overdue(decision)}
    return ask_page(request, form, question, child=decision.child, today=today(), **context)
