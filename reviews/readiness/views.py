"""Pages of what a review needs: the papers, the social worker's report, and going ahead or putting it off."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header

from accounts.access.decorators import FORM, POST, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.calendars import terms_for
from accounts.clock import today
from accounts.templatetags.govuk import day as day_words
from accounts.templatetags.govuk import plural
from accounts.ui.asking import Question, ask_page, refusals_on, refusals_said
from accounts.ui.fields import sentence
from accounts.ui.posted import posted
from accounts.unseen import without_unseen
from reviews.cycle.current import running_cycle
from reviews.meeting.access import get_review_for, parts_in
from reviews.meeting.booking_views import (
    say_who_is_told,
    warn_of_clashes,
    warn_of_day_off,
    warn_of_days_away,
)
from reviews.meeting.states import REVIEW, Act
from reviews.models import Review, ReviewPaper
from reviews.models.readiness import WITH_A_PAGE, GateKind, PaperKind
from reviews.models.review import LateOwner
from reviews.readiness import actions
from reviews.readiness.forms import GoAheadForm, PutOffForm, ReceivedForm, ReportForm
from reviews.readiness.papers import came, missing, wanted_for


@page(P.BOOK_REVIEW, P.SUBMIT_REPORT)
def readiness(request: Request, public_id: UUID) -> HttpResponse:
    """Every paper with its limit and whether it is in, and what was decided where something was missing."""
    review = get_review_for(request.viewer, public_id, Act.RECEIVE, page="what a review needs")
    wanted = wanted_for(review, today=today())
    lacking = missing(wanted)
    to_ask = [row for row in lacking if row.paper is None or row.paper.asked_on != today()]
    can = REVIEW.possible(review.status, parts_in(request.viewer, review.child))
    terms = terms_for(review.child.authority).on(review.booked_for or today())
    decided = list(review.gate_decisions.select_related("decided_by"))
    context = {
        "review": review,
        "child": review.child,
        "today": today(),
        "wanted": wanted,
        "missing": lacking,
        "asks_for_all": len(to_ask) > 1 and Act.ASK_PAPER in can,
        "can": {act.name: True for act in can},
        "effect": _effect(review),
        "gate": terms.report_gate,
        "decided": [(row, _labels(row.missing)) for row in decided],
        "goes_ahead": any(
            row.kind == GateKind.PROCEED and row.booked_for == review.booked_for for row in decided
        ),
        "opens_review": request.viewer.may(P.BOOK_REVIEW),
    }
    return render(request, "reviews/readiness.html", context)


def _labels(kinds: list[str]) -> str:
    return ", ".join(str(PaperKind(kind).label) for kind in kinds)


def _effect(review: Review) -> str:
    """What holding it on its day, or later, does to the clock."""
    if review.booked_for is None:
        return ""
    due, late = actions.effect(review.child, review.booked_for)
    if due is None:
        earlier = running_cycle(review.child)
        if earlier is not None and earlier.due_on is not None:
            return (
                f"It is not known whether the review due by {day_words(earlier.due_on)} was held, so the "
                "last lawful day of this one is not known."
            )
        return "The last lawful day of this review is not known."
    if late:
        return (
            f"The last lawful day is {day_words(due)}. On {day_words(review.booked_for)} the review is "
            f"{plural(late, 'working day')} late."
        )
    return f"The last lawful day is {day_words(due)}. It does not change if the review is put off."


def _ask(request: Request, review: Review, form: Any, title: str, button: str, **more: Any) -> HttpResponse:
    back = reverse("reviews:readiness", args=[review.public_id])
    question = Question(title=title, button=button, back=back, back_text="What the review needs", **more)
    return ask_page(request, form, question, child=review.child, today=today())


def _back(review: Review) -> HttpResponse:
    return redirect("reviews:readiness", public_id=review.public_id)


@page(P.SUBMIT_REPORT, methods=FORM)
def submit_report(request: Request, public_id: UUID) -> HttpResponse:
    """Write the report for the review, or attach it."""
    review = get_review_for(request.viewer, public_id, Act.SUBMIT, page="submit a report")
    found = review.papers.filter(kind=PaperKind.REPORT).defer("content").first()
    written, there = (found.words, found.file_name) if found else ([], "")
    form = ReportForm(posted(request), request.FILES or None, written=written, there=there)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.submit_report(
                review=review,
                words=form.words,
                attached=form.cleaned_data["file"],
                without_file=form.cleaned_data.get("without_file", False),
                by=request.viewer.user,
                today=today(),
            )
            messages.success(request, "The report is submitted to the IRO.")
            return _back(review)
    row = wanted_for(review, today=today())[0]
    by = f"The report is to reach the IRO by {day_words(row.due_on)}, {row.due_why}." if row.due_on else ""
    facts = (by,) if by else ()
    text = "The IRO, everyone who may book reviews and the managers of the child’s team can read it."
    return _ask(request, review, form, "Social worker’s report", "Submit the report", facts=facts, text=text)


def _kind(kind: str) -> PaperKind:
    try:
        return PaperKind(kind)
    except ValueError as wrong:
        raise Http404("No such paper") from wrong


@page(P.BOOK_REVIEW, P.SUBMIT_REPORT, methods=FORM)
def receive(request: Request, public_id: UUID, kind: str) -> HttpResponse:
    """Record that a paper was received, or why it is not needed."""
    wanted = _kind(kind)
    review = get_review_for(request.viewer, public_id, Act.RECEIVE, page="record a paper of a review")
    start = review.papers.filter(kind=wanted, received_on__isnull=False).values("received_on").first()
    form = ReceivedForm(
        posted(request),
        request.FILES or None,
        today=today(),
        has_page=wanted in WITH_A_PAGE,
        initial={"on": start["received_on"], "is_in": "yes"} if start else None,
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            data, by = form.cleaned_data, request.viewer.user
            if data["is_in"] == "yes":
                actions.mark_received(
                    review=review, kind=wanted, on=data["on"], attached=data.get("file"), by=by, today=today()
                )
            else:
                actions.not_needed(review=review, kind=wanted, reason=data["reason"], by=by)
            messages.success(request, "It is recorded.")
            return _back(review)
    return _ask(request, review, form, sentence(str(wanted.label)), "Save")


@page(P.BOOK_REVIEW, methods=POST)
def ask(request: Request, public_id: UUID, kind: str) -> HttpResponse:
    """Ask the social worker for a paper."""
    review = get_review_for(request.viewer, public_id, Act.ASK_PAPER, page="ask for a paper of a review")
    with refusals_said(request):
        person = actions.ask_for(review=review, kind=_kind(kind), by=request.viewer.user, today=today())
        messages.success(request, f"{person.name} has been asked.")
    return _back(review)


@page(P.BOOK_REVIEW, methods=POST)
def ask_for_all(request: Request, public_id: UUID) -> HttpResponse:
    """Ask the social worker for everything that is missing."""
    review = get_review_for(request.viewer, public_id, Act.ASK_PAPER, page="ask for a paper of a review")
    with refusals_said(request):
        person, count = actions.ask_for_all(review=review, by=request.viewer.user, today=today())
        messages.success(request, f"{person.name} gets one email about {plural(count, 'paper')}.")
    return _back(review)


def _paper(request: Request, public_id: UUID, kind: str) -> ReviewPaper:
    review = get_review_for(request.viewer, public_id, Act.RECEIVE, page="read a paper of a review")
    found = review.papers.filter(kind=_kind(kind)).first()
    if found is None or not (found.words or found.file_name):
        raise Http404("Nothing to read")
    found.review = review
    return found


@page(P.BOOK_REVIEW, P.SUBMIT_REPORT)
def paper(request: Request, public_id: UUID, kind: str) -> HttpResponse:
    """Read a paper that was written here, or download its file."""
    found = _paper(request, public_id, kind)
    context = {
        "paper": found,
        "came": came(found),
        "review": found.review,
        "child": found.review.child,
        "today": today(),
    }
    return render(request, "reviews/paper.html", context)


@page(P.BOOK_REVIEW, P.SUBMIT_REPORT)
def paper_file(request: Request, public_id: UUID, kind: str) -> HttpResponse:
    """The file, always as a download: what somebody uploaded is never shown as a page."""
    found = _paper(request, public_id, kind)
    if not found.file_name:
        raise Http404("No file")
    ending = found.file_name.rpartition(".")[2]
    name = without_unseen(f"{found.kind}-{found.review.child.number}.{ending}")
    headers = {"Content-Disposition": content_disposition_header(True, name)}
    return HttpResponse(bytes(found.content), content_type="application/octet-stream", headers=headers)


@page(P.RECORD_REVIEW, methods=FORM)
def go_ahead(request: Request, public_id: UUID) -> HttpResponse:
    """Record why the review goes ahead although something is missing."""
    review = get_review_for(request.viewer, public_id, Act.PROCEED, page="go ahead with a review")
    form = GoAheadForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.go_ahead(review=review, by=request.viewer.user, today=today(), **form.cleaned_data)
            messages.success(request, "It is recorded that the review goes ahead.")
            return _back(review)
    return _ask(request, review, form, "The review goes ahead", "Record it", facts=_lacking(review))


@page(P.BOOK_REVIEW, methods=FORM)
def put_off(request: Request, public_id: UUID) -> HttpResponse:
    """Book the review for a later day because something is missing."""
    review = get_review_for(request.viewer, public_id, Act.PUT_OFF, page="put off a review")
    start = {"at": review.booked_time, "place": review.place, "owner": LateOwner.SOCIAL_WORK}
    form = PutOffForm(posted(request), initial=start)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            found = actions.put_off(review=review, by=request.viewer.user, today=today(), **form.cleaned_data)
            late = found.working_days_late
            said = f" It will be {plural(late, 'working day')} late." if late else ""
            messages.success(request, f"The review is put off to {day_words(found.moved_to)}.{said}")
            say_who_is_told(request, review)
            if found.moved_to is not None:
                warn_of_day_off(request, found.moved_to)
                warn_of_days_away(request, review.child, found.moved_to)
                warn_of_clashes(request, review)
            return _back(review)
    facts = (*_lacking(review), _effect(review))
    return _ask(request, review, form, "Put off the review", "Put it off", facts=facts)


def _lacking(review: Review) -> tuple[str, ...]:
    lacking = missing(wanted_for(review, today=today()))
    return (f"Missing: {', '.join(str(row.kind.label) for row in lacking)}.",) if lacking else ()
