"""Pages of monitoring forms: the list, one form, completing it, the manager's answer, closing an issue."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.access.viewers import Viewer
from accounts.clock import today
from accounts.models import OutgoingMail
from accounts.models.jobs import MailState
from accounts.searches import chosen_filters, filter_data, to_list
from accounts.ui.posted import posted
from children.access import may_record
from reviews import drafts, paper_pages
from reviews.decisions.access import may_answer
from reviews.decisions.lists import filter_choices
from reviews.models import MonitoringForm, MonitoringIssue
from reviews.models.monitoring import FormState, IssueState
from reviews.monitoring import actions, states
from reviews.monitoring.access import (
    answers_visible_to,
    get_form,
    get_form_to_answer,
    get_form_to_complete,
    get_issue_to_close,
)
from reviews.monitoring.forms import AnswerForm, CloseIssueForm, FilterForm
from reviews.monitoring.lists import forms_list, with_issue_counts
from reviews.monitoring.questions import FLAGGED, QuestionsForm, asked_at, known_answers, shown
from reviews.record import concern_prefill as concern_words

PER_PAGE = 25


@page(P.READ_MONITORING, methods=FORM)
def form_list(request: Request) -> HttpResponse:
    """The list of forms, those that wait longest first."""
    viewer = request.viewer
    form = FilterForm(filter_data(request), **filter_choices(viewer))
    if request.method == "POST":
        return to_list(request, form)
    filters = form.cleaned_data if form.is_valid() else {}
    rows: QuerySet[MonitoringForm] = with_issue_counts(forms_list(viewer, filters, today()))
    context = {
        "form": form,
        "page_obj": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "selected": chosen_filters(request, form, filters),
        "today": today(),
    }
    return render(request, "reviews/monitoring/list.html", context)


@page(P.READ_MONITORING)
def form_page(request: Request, public_id: UUID) -> HttpResponse:
    """One form: its answers, its issues and what this person may do now."""
    viewer = request.viewer
    form = get_form(viewer, public_id, page="monitoring form")
    is_iro = may_record(viewer, form.child)
    found = form.issues.select_related("question", "responded_by", "closed_by").order_by("pk")
    issues = [_with_concern(issue, form, is_iro) for issue in found]
    parts = _answers(viewer, form, is_iro)
    _tell_what_was_raised(viewer, parts, issues)
    answerable = may_answer(viewer, form.child) and viewer.user_id != form.completed_by_id
    can_complete = is_iro and form.state == FormState.DUE
    context = {
        "paper": form,
        "child": form.child,
        "parts": parts,
        "issues": issues,
        "praise": list(form.good_practice.select_related("worker").order_by("pk")),
        "mails": unsent_mails("reviews.monitoringform", form.pk),
        "is_iro": is_iro,
        "can_complete": can_complete,
        "draft": drafts.find(form) if can_complete else None,
        "can_acknowledge": answerable and form.state == FormState.SENT,
        "can_answer": answerable
        and form.state == FormState.ACKNOWLEDGED
        and any(i.state == IssueState.OPEN for i in issues),
        "today": today(),
    }
    return render(request, "reviews/monitoring/form.html", context)


def _with_concern(issue: MonitoringIssue, form: MonitoringForm, is_iro: bool) -> MonitoringIssue:
    """The issue with the address that makes a concern of it, for the IRO while it is open."""
    is_open = issue.state != IssueState.CLOSED
    issue.concern = (
        concern_words.link(form.child, concern_words.ISSUE, issue.public_id) if is_iro and is_open else ""
    )
    return issue


def _tell_what_was_raised(viewer: Viewer, parts: list[dict[str, Any]], issues: list[MonitoringIssue]) -> None:
    """Answers and issues of which a concern was made carry the link to it, so that none is raised twice unknowingly."""
    rows = [row for part in parts for row in part["rows"] if row["concern"]]
    open_ones = [issue for issue in issues if issue.concern]
    keys = [row["key"] for row in rows]
    keys += [concern_words.key_of(concern_words.ISSUE, i.public_id) for i in open_ones]
    made = concern_words.raised(viewer, keys, today())
    for row in rows:
        row["made"] = made.get(row["key"])
    for issue in open_ones:
        issue.made = made.get(concern_words.key_of(concern_words.ISSUE, issue.public_id))


def _answers(viewer: Viewer, form: MonitoringForm, is_iro: bool) -> list[dict[str, Any]]:
    """The answers by section; one that flags carries the link to a concern, for the IRO."""
    parts: dict[str, list[dict[str, Any]]] = {}
    for answer in answers_visible_to(viewer, form):
        flags = answer.value in FLAGGED[answer.question.flag]
        source = f"{form.public_id}.{answer.question.key}"
        parts.setdefault(answer.question.section, []).append(
            {
                "question": answer.question.text,
                "answer": shown(answer),
                "is_date": answer.on is not None,
                "flags": flags,
                "key": concern_words.key_of(concern_words.ANSWER, source),
                "concern": concern_words.link(form.child, concern_words.ANSWER, source)
                if is_iro and flags
                else "",
            }
        )
    return [{"title": title, "rows": rows} for title, rows in parts.items()]


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
    """The IRO answers the questions. POST with autosave=1 keeps a draft and answers in JSON."""
    viewer = request.viewer
    saving = request.method == "POST"
    paper = get_form_to_complete(viewer, public_id, page="complete a monitoring form", log=not saving)
    if request.POST.get("autosave"):
        return paper_pages.autosave(request, paper, is_open=paper.state == FormState.DUE)
    questions = asked_at(paper)
    first = known_answers(paper.review, questions)

    def make(data: Any) -> QuestionsForm:
        return QuestionsForm(data, today=today(), questions=questions, known=first)

    if not saving:
        form, about = paper_pages.opened(paper, make)
        return _complete_page(request, paper, form, about)
    form = make(request.POST)
    try:
        if request.POST.get("save") == "draft":
            paper_pages.keep(request, paper)
            messages.success(
                request, "Your draft is kept. Nobody in the child’s team sees it until you send it."
            )
            return redirect("reviews:monitoring_form", public_id=paper.public_id)
        if form.is_valid():
            actions.complete(
                form=paper,
                answers=form.answers(),
                issues=form.issues(),
                token=request.POST.get(paper_pages.TOKEN, "0"),
                by=viewer.user,
                today=today(),
            )
            messages.success(request, "The form is complete and has been sent to the manager.")
            return redirect("reviews:monitoring_form", public_id=paper.public_id)
    except drafts.Stale as stale:
        return paper_pages.conflict(request, paper, form, stale, "Monitoring form")
    except states.NotNow as refused:
        form.add_error(None, f"{refused} Copy your words from this page before you leave it.")
    about = {"draft": None, "draft_saved": "", "token": request.POST.get(paper_pages.TOKEN, "0")}
    return _complete_page(request, paper, form, about)


def _complete_page(
    request: Request, paper: MonitoringForm, form: QuestionsForm, about: dict[str, Any]
) -> HttpResponse:
    context = {
        "paper": paper,
        "child": paper.child,
        "form": form,
        "today": today(),
        "is_open": paper.state == FormState.DUE,
    }
    return render(
        request, "reviews/monitoring/complete.html", context | about, status=422 if form.errors else 200
    )


@page(P.ANSWER_DECISIONS, methods=FORM)
def answer(request: Request, public_id: UUID) -> HttpResponse:
    """A manager acknowledges the form and answers its issues, now or later."""
    viewer = request.viewer
    paper = get_form_to_answer(viewer, public_id, page="acknowledge a monitoring form")
    issues = list(paper.issues.filter(state=IssueState.OPEN).select_related("question").order_by("pk"))
    form = AnswerForm(posted(request), issues=issues)
    is_new = paper.state == FormState.SENT
    if request.method == "POST" and form.is_valid():
        said = (
            "You have acknowledged the form. That is recorded as read, not as agreed."
            if is_new
            else "Your answers are with the IRO."
        )
        try:
            actions.acknowledge(form=paper, responses=form.responses(), by=viewer.user, today=today())
        except states.NotNow as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, said)
            return redirect("reviews:monitoring_form", public_id=paper.public_id)
    context = {"paper": paper, "child": paper.child, "form": form, "today": today()}
    return render(request, "reviews/monitoring/answer.html", context, status=422 if form.errors else 200)


@page(P.RECORD_REVIEW, methods=FORM)
def close_issue(request: Request, public_id: UUID) -> HttpResponse:
    """The IRO closes an issue."""
    viewer = request.viewer
    issue = get_issue_to_close(viewer, public_id, page="close an issue")
    form = CloseIssueForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.close_issue(issue=issue, by=viewer.user, **form.cleaned_data)
        except states.NotNow as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The issue is closed.")
            return redirect("reviews:monitoring_form", public_id=issue.form.public_id)
    context = {"issue": issue, "paper": issue.form, "child": issue.form.child, "form": form, "today": today()}
    return render(request, "reviews/monitoring/close_issue.html", context, status=422 if form.errors else 200)
