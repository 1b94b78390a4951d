"""Pages of monitoring forms: the list, one form, completing it, the manager's answer, closing an issue."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.access.viewers import Viewer
from accounts.clock import today
from accounts.models import OutgoingMail
from accounts.models.jobs import MailState
from accounts.searches import chosen_filters, filter_data, filters_for_log, filters_in, to_list
from accounts.ui.asking import Question, ask_page, refusals_on
from accounts.ui.posted import posted
from children.access import log_list
from reviews.decisions.lists import filter_choices
from reviews.models import MonitoringAnswer, MonitoringForm, MonitoringIssue
from reviews.models.monitoring import FormState, IssueState
from reviews.monitoring import actions
from reviews.monitoring.access import (
    answers_visible_to,
    get_form,
    get_form_to_answer,
    get_form_to_complete,
    get_issue_to_close,
    parts_in,
)
from reviews.monitoring.forms import AnswerForm, CloseIssueForm, FilterForm
from reviews.monitoring.lists import forms_list, with_issue_counts
from reviews.monitoring.questions import FLAGGED, QuestionsForm, asked_at, known_answers, shown
from reviews.monitoring.states import FORM as LIFE
from reviews.monitoring.states import ISSUE, Act, IssueAct, Part
from reviews.record import concern_prefill as concern_words

PER_PAGE = 25


@page(P.READ_MONITORING, methods=FORM)
def form_list(request: Request) -> HttpResponse:
    """The list of forms, those that wait longest first."""
    viewer = request.viewer
    form = FilterForm(filter_data(request), **filter_choices(viewer))
    if request.method == "POST":
        return to_list(request, form)
    filters = filters_in(request, form)
    rows: QuerySet[MonitoringForm] = with_issue_counts(forms_list(viewer, filters, today()))
    page_obj = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    log_list(
        viewer, [row.child_id for row in page_obj], page="monitoring forms", filters=filters_for_log(form)
    )
    context = {
        "form": form,
        "page_obj": page_obj,
        "selected": chosen_filters(request, form, filters),
        "today": today(),
    }
    return render(request, "reviews/monitoring/list.html", context)


@dataclass
class IssueShown:
    """An issue as the page shows it: what the person can do, and the concern that was raised from it."""

    issue: MonitoringIssue
    may_close: bool
    may_raise: bool
    key: str
    raise_href: str = ""
    raised: dict[str, str] | None = None


@dataclass
class AnswerShown:
    """An answer as the page shows it; one that flags can be raised as a concern by the IRO."""

    question: str
    answer: str | date
    is_date: bool
    flags: bool
    key: str
    raise_href: str = ""
    raised: dict[str, str] | None = None


@dataclass(frozen=True)
class SectionShown:
    """A section of the form with its answers."""

    title: str
    rows: list[AnswerShown]


@page(P.READ_MONITORING)
def form_page(request: Request, public_id: UUID) -> HttpResponse:
    """One form: its answers, its issues and what this person may do now."""
    viewer = request.viewer
    form = get_form(viewer, public_id, page="monitoring form")
    parts = parts_in(viewer, form)
    found = form.issues.select_related("question", "responded_by", "closed_by").order_by("pk")
    issues = [_issue(issue, form, parts) for issue in found]
    sections = _sections(viewer, form, is_iro=Part.IRO in parts)
    _add_concerns(viewer, [*issues, *(row for section in sections for row in section.rows)])
    is_open = any(ISSUE.may(IssueAct.ANSWER, shown.issue.state, parts) for shown in issues)
    may_acknowledge = LIFE.may(Act.ACKNOWLEDGE, form.state, parts)
    context = {
        "form": form,
        "child": form.child,
        "sections": sections,
        "issues": issues,
        "praise": list(form.good_practice.select_related("worker").order_by("pk")),
        "mails": unsent_mails("reviews.monitoringform", form.pk),
        "may_complete": LIFE.may(Act.COMPLETE, form.state, parts),
        "may_praise": LIFE.may(Act.PRAISE, form.state, parts),
        "may_acknowledge": may_acknowledge,
        "may_answer": is_open and not may_acknowledge and LIFE.may(Act.ANSWER, form.state, parts),
        "today": today(),
    }
    return render(request, "reviews/monitoring/form.html", context)


def _issue(issue: MonitoringIssue, form: MonitoringForm, parts: frozenset[Part]) -> IssueShown:
    may_raise = ISSUE.may(IssueAct.RAISE, issue.state, parts)
    return IssueShown(
        issue,
        may_close=ISSUE.may(IssueAct.CLOSE, issue.state, parts),
        may_raise=may_raise,
        key=concern_words.key_of(concern_words.ISSUE, issue.public_id),
        raise_href=concern_words.link(form.child, concern_words.ISSUE, issue.public_id) if may_raise else "",
    )


def _add_concerns(viewer: Viewer, rows: list[IssueShown | AnswerShown]) -> None:
    """Issues and answers from which a concern was raised carry the link to it, so that none is raised
    twice unknowingly.
    """
    offered = [row for row in rows if row.raise_href]
    made = concern_words.raised(viewer, [row.key for row in offered], today())
    for row in offered:
        row.raised = made.get(row.key)


def _sections(viewer: Viewer, form: MonitoringForm, *, is_iro: bool) -> list[SectionShown]:
    """The answers by section."""
    found: dict[str, list[AnswerShown]] = {}
    for answer in answers_visible_to(viewer, form):
        found.setdefault(answer.question.section, []).append(_answer_shown(answer, form, is_iro=is_iro))
    return [SectionShown(title, rows) for title, rows in found.items()]


def _answer_shown(answer: MonitoringAnswer, form: MonitoringForm, *, is_iro: bool) -> AnswerShown:
    flags = answer.value in FLAGGED[answer.question.flag]
    source = f"{form.public_id}.{answer.question.key}"
    return AnswerShown(
        question=answer.question.text,
        answer=shown(answer),
        is_date=answer.on is not None,
        flags=flags,
        key=concern_words.key_of(concern_words.ANSWER, source),
        raise_href=concern_words.link(form.child, concern_words.ANSWER, source) if is_iro and flags else "",
    )


def unsent_mails(about_type: str, about_id: int) -> list[OutgoingMail]:
    """Mail about this row that was not sent, so that nobody believes it was."""
    return list(
        OutgoingMail.objects.filter(about_type=about_type, about_id=about_id)
        .exclude(state=MailState.SENT)
        .select_related("to")
        .order_by("pk")
    )


@page(P.RECORD_REVIEW, methods=FORM)
def complete(request: Request, public_id: UUID) -> HttpResponse:
    """The IRO answers the questions; what is known is filled in."""
    viewer = request.viewer
    found = get_form_to_complete(
        viewer, public_id, page="complete a monitoring form", log=request.method != "POST"
    )
    questions = asked_at(found)
    known = known_answers(found.review, questions)
    form = QuestionsForm(posted(request), today=today(), questions=questions, known=known)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.complete(
                form=found, answers=form.answers(), issues=form.issues(), by=viewer.user, today=today()
            )
            messages.success(request, "The form is complete and has been sent to the manager.")
            return redirect("reviews:monitoring_form", public_id=found.public_id)
    context = {
        "about": found,
        "child": found.child,
        "form": form,
        "today": today(),
        "is_open": LIFE.may(Act.COMPLETE, found.state, parts_in(viewer, found)),
    }
    return render(request, "reviews/monitoring/complete.html", context, status=422 if form.errors else 200)


@page(P.ANSWER_DECISIONS, methods=FORM)
def answer(request: Request, public_id: UUID) -> HttpResponse:
    """A manager acknowledges the form and answers its issues, now or later."""
    viewer = request.viewer
    found = get_form_to_answer(viewer, public_id, page="acknowledge a monitoring form")
    issues = list(found.issues.filter(state=IssueState.OPEN).select_related("question").order_by("pk"))
    form = AnswerForm(posted(request), issues=issues)
    is_new = found.state == FormState.SENT
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.acknowledge(form=found, responses=form.responses(), by=viewer.user, today=today())
            messages.success(request, READ_NOT_AGREED if is_new else "Your answers are with the IRO.")
            return redirect("reviews:monitoring_form", public_id=found.public_id)
    context = {"about": found, "child": found.child, "form": form, "today": today()}
    return render(request, "reviews/monitoring/answer.html", context, status=422 if form.errors else 200)


READ_NOT_AGREED = "You have acknowledged the form. That is recorded as read, not as agreed."


@page(P.RECORD_REVIEW, methods=FORM)
def close_issue(request: Request, public_id: UUID) -> HttpResponse:
    """The IRO closes an issue."""
    issue = get_issue_to_close(request.viewer, public_id, page="close an issue")
    form = CloseIssueForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.close_issue(issue=issue, by=request.viewer.user, **form.cleaned_data)
            messages.success(request, "The issue is closed.")
            return redirect("reviews:monitoring_form", public_id=issue.form.public_id)
    question = Question(
        title="Close an issue",
        button="Close the issue",
        back=reverse("reviews:monitoring_form", args=[issue.form.public_id]),
        back_text="Monitoring form",
        about="reviews/monitoring/_issue.html",
    )
    return ask_page(request, form, question, child=issue.form.child, today=today(), issue=issue)
