"""Pages of decisions: the work list, one decision, and what each person may do with it."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.access.decorators import FORM, POST, page
from accounts.access.requests import Request
from accounts.access.roles import Permission
from accounts.clock import today
from accounts.models import OutgoingMail
from accounts.models.jobs import MailState
from accounts.registry import registered
from accounts.searches import chosen_filters, filter_data, to_list
from accounts.ui.posted import posted
from children.access import log_read, may_record
from reviews.decisions import actions, states
from reviews.decisions.access import decisions_visible_to, get_decision, may_answer
from reviews.decisions.forms import (
    AnswerForm,
    CloseForm,
    FilterForm,
    LateCommentForm,
    ProgressForm,
    RespondForm,
)
from reviews.decisions.lists import decisions_list, filter_choices
from reviews.models import Decision, DecisionAnswer
from reviews.models.decision import AnswerState

PER_PAGE = 25
READ = Permission.READ_REVIEW_RECORD


@page(READ, methods=FORM)
def decision_list(request: Request) -> HttpResponse:
    """The work list across IROs: those that wait come first, the oldest on top."""
    viewer = request.viewer
    form = FilterForm(filter_data(request), **filter_choices(viewer))
    if request.method == "POST":
        return to_list(request, form)
    filters = form.cleaned_data if form.is_valid() else {}
    rows = decisions_list(viewer, filters, today())
    shown = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page_obj": shown,
        "rows": with_answers(list(shown.object_list)),
        "selected": chosen_filters(request, form, filters),
        "today": today(),
        "may_answer": viewer.may(Permission.ANSWER_DECISIONS),
        "can_tick": viewer.may(Permission.ANSWER_DECISIONS)
        and any(r.answer_state == AnswerState.WAITING for r in shown.object_list),
    }
    return render(request, "reviews/decisions/list.html", context)


def with_answers(decisions: list[Decision]) -> list[Decision]:
    """Put the latest task on each row as `task`, in one query for all."""
    tasks = DecisionAnswer.objects.select_related("team", "answered_by").in_bulk(
        [d.latest_answer for d in decisions if d.latest_answer]
    )
    for decision in decisions:
        decision.task = tasks.get(decision.latest_answer)
    return decisions


@page(READ)
def decision_page(request: Request, public_id: UUID) -> HttpResponse:
    """One decision: its passport, its answers, its progress, and what this person may do now."""
    viewer = request.viewer
    decision = get_decision(viewer, public_id, page="decision")
    answers = list(
        decision.answers.select_related(
            "team", "answered_by", "sent_by", "late_comment_by", "review"
        ).order_by("-pk")
    )
    task = answers[0] if answers else None
    reviews = list(decision.at_reviews.select_related("review").order_by("review__held_on", "pk"))
    is_iro = may_record(viewer, decision.child)
    answerable = (
        task is not None
        and may_answer(viewer, decision.child)
        and task.sent_by_id != viewer.user_id
        and task.state not in (AnswerState.AGREED, AnswerState.QUERIED, AnswerState.OBJECTED)
    )
    in_time = task is not None and task.state == AnswerState.WAITING and today() <= task.due_on
    context = {
        "decision": decision,
        "child": decision.child,
        "task": task,
        "answers": answers,
        "at_reviews": reviews,
        "times_carried": max((r.times_carried for r in reviews), default=0),
        "earlier_dates": earlier_dates(decision),
        "updates": list(decision.updates.select_related("by")),
        "mails": mails_about([a.review_id for a in answers]),
        "is_open": decision.progress in states.OPEN,
        "is_overdue": decision.progress in states.OPEN and decision.due_on < today(),
        "can_answer": answerable and in_time,
        "can_comment": answerable
        and not in_time
        and task is not None
        and not task.late_comment
        and decision.progress in states.OPEN,
        "can_respond": is_iro
        and task is not None
        and not task.responded_at
        and decision.progress in states.OPEN
        and (task.state in states.NEED_REASON or bool(task.late_comment)),
        "can_close": is_iro and decision.progress in states.OPEN,
        "can_report": not is_iro
        and viewer.may(Permission.UPDATE_PROGRESS)
        and decision.progress in states.OPEN,
        "panels": panels_of(request, decision),
        "today": today(),
    }
    return render(request, "reviews/decisions/decision.html", context)


def earlier_dates(decision: Decision) -> list[date]:
    """The dates the action was to be done by before the one it has now, oldest first: a moved date hides no drift."""
    had = decision.events.order_by("pgh_id").values_list("due_on", flat=True)
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


@page(Permission.ANSWER_DECISIONS, methods=FORM)
def answer(request: Request, public_id: UUID) -> HttpResponse:
    """A manager answers one decision."""
    viewer = request.viewer
    decision = get_decision(viewer, public_id, page="answer a decision")
    if not may_answer(viewer, decision.child):
        raise Http404("Not yours to answer")
    task = _latest(decision)
    form = AnswerForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer(answer=task, by=viewer.user, today=today(), **form.cleaned_data)
        except states.NotNow as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Your answer is recorded: {task.get_state_display()}.")
            return redirect(_next(request))
    return _too_late(
        request,
        decision,
        lambda: states.check_can_answer(
            task, state=AnswerState.AGREED, reason="", by_id=viewer.user_id, today=today()
        ),
    ) or render(
        request,
        "reviews/decisions/answer.html",
        {"form": form, "decision": decision, "child": decision.child, "task": task, "today": today()},
        status=422 if form.errors else 200,
    )


def _next(request: Request) -> str:
    return reverse("reviews:decisions") + "?state=waiting"


@page(Permission.ANSWER_DECISIONS, methods=POST)
def agree_several(request: Request) -> HttpResponse:
    """Agree to many decisions: first a page that shows each of them, then the agreement."""
    viewer = request.viewer
    ids = _uuids(request.POST.getlist("decision"))
    if not ids:
        messages.error(request, "Tick the decisions you agree to, then choose Check and agree.")
        return redirect(_next(request))
    decisions = list(
        decisions_visible_to(viewer)
        .filter(public_id__in=ids, answer_state=AnswerState.WAITING)
        .filter(
            child__social_worker_allocations__ended_on=None,
            child__social_worker_allocations__team__in=viewer.line_team_ids,
        )
        .select_related("child", "made_at")
        .order_by("answer_due_on", "pk")
    )
    rows = [
        d
        for d in with_answers(decisions)
        if d.task and d.task.sent_by_id != viewer.user_id and not may_record(viewer, d.child)
    ]
    if request.POST.get("confirmed") != "yes":
        for child_id in {d.child_id for d in rows}:
            log_read(viewer, child_id, page="check decisions")
        context = {"rows": rows, "missing": len(ids) - len(rows), "today": today()}
        return render(request, "reviews/decisions/agree_several.html", context)
    for row in rows:
        row.task.decision = row
    agreed, left = actions.agree_several(answers=[d.task for d in rows], by=viewer.user, today=today())
    gone = len(ids) - agreed
    if agreed:
        messages.success(request, f"You agreed to {agreed} {'decision' if agreed == 1 else 'decisions'}.")
    if gone:
        messages.warning(
            request,
            f"{gone} {'was' if gone == 1 else 'were'} not agreed by you: somebody else answered, or the time to answer had passed.",
        )
    return redirect(_next(request))


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
    viewer = request.viewer
    decision = get_decision(viewer, public_id, page="query a decision late")
    if not may_answer(viewer, decision.child):
        raise Http404("Not yours to answer")
    task = _latest(decision)
    form = LateCommentForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.comment_late(answer=task, by=viewer.user, today=today(), **form.cleaned_data)
        except states.NotNow as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Your query is recorded. The decision still stands by default.")
            return redirect("reviews:decision", public_id=decision.public_id)
    return _too_late(request, decision, lambda: states.check_can_comment_late(task, today=today())) or _form(
        request, form, decision, task, "Add a query", "Add the query"
    )


@page(Permission.RECORD_REVIEW, methods=FORM)
def respond(request: Request, public_id: UUID) -> HttpResponse:
    """The IRO responds to a query or an objection."""
    viewer = request.viewer
    decision = get_decision(viewer, public_id, page="respond to a manager")
    if not may_record(viewer, decision.child):
        raise Http404("Not yours to respond to")
    task = _latest(decision)
    start = {"action": decision.action, "owner": decision.owner, "due_on": decision.due_on}
    form = RespondForm(posted(request), initial=start)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        changes = {name: data[name] for name in ("action", "owner", "due_on")}
        try:
            sent = actions.respond(
                answer=task,
                kind=data["kind"],
                response=data["response"],
                changes=changes,
                by=viewer.user,
                today=today(),
            )
        except states.NotNow as refused:
            form.add_error(None, str(refused))
        else:
            said = (
                "The decision was changed and sent again."
                if sent
                else "Your response is recorded. The decision stays as it is."
            )
            messages.success(request, said)
            return redirect("reviews:decision", public_id=decision.public_id)
    return _too_late(request, decision, lambda: states.check_can_respond(task)) or _form(
        request, form, decision, task, "Respond to the manager", "Save the response"
    )


@page(Permission.UPDATE_PROGRESS, methods=FORM)
def progress(request: Request, public_id: UUID) -> HttpResponse:
    """The social worker or a manager says how far a decision is."""
    decision = get_decision(request.viewer, public_id, page="report progress")
    form = ProgressForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.report_progress(decision=decision, by=request.viewer.user, **form.cleaned_data)
        except states.NotNow as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The progress is recorded. The IRO sees it.")
            return redirect("reviews:decision", public_id=decision.public_id)
    return _too_late(request, decision, lambda: states.check_is_open(decision)) or _form(
        request, form, decision, None, "Report progress", "Save the progress"
    )


@page(Permission.RECORD_REVIEW, methods=FORM)
def close(request: Request, public_id: UUID) -> HttpResponse:
    """The IRO closes a decision."""
    viewer = request.viewer
    decision = get_decision(viewer, public_id, page="close a decision")
    if not may_record(viewer, decision.child):
        raise Http404("Not yours to close")
    form = CloseForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.close(decision=decision, by=viewer.user, today=today(), **form.cleaned_data)
        except states.NotNow as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"The decision is closed: {decision.get_progress_display()}.")
            return redirect("reviews:decision", public_id=decision.public_id)
    return _too_late(request, decision, lambda: states.check_is_open(decision)) or _form(
        request, form, decision, None, "Close the decision", "Close the decision"
    )


def _too_late(request: Request, decision: Decision, check: Callable[[], None]) -> HttpResponse | None:
    """Back to the decision, saying why, when a page is opened for what is not possible any more; else None."""
    if request.method == "POST":
        return None
    try:
        check()
    except states.NotNow as refused:
        messages.warning(request, str(refused))
        return redirect("reviews:decision", public_id=decision.public_id)
    return None


def _form(
    request: Request, form: Any, decision: Decision, task: DecisionAnswer | None, title: str, button: str
) -> HttpResponse:
    context = {
        "form": form,
        "decision": decision,
        "child": decision.child,
        "task": task,
        "title": title,
        "button": button,
    }
    return render(request, "reviews/decisions/form.html", context, status=422 if form.errors else 200)
