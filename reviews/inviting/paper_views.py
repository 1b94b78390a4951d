"""What is printed for somebody invited, and what came back: invitation, consultation paper, answers."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.clock import today
from accounts.ui.asking import Question, ask_page, refusals_on
from accounts.ui.posted import posted
from children.needs.actions import needs_on
from reviews.inviting import consulting
from reviews.inviting.access import get_invitation
from reviews.inviting.actions import reference
from reviews.inviting.forms import ConsultationForm
from reviews.inviting.letter import letter_of
from reviews.inviting.papers import has_paper, paper_for, still_to_fill_in
from reviews.inviting.people import keep_places, to_ask_about
from reviews.meeting.access import get_review_for
from reviews.meeting.notices import when
from reviews.meeting.states import Act
from reviews.models import Invitation, Review
from reviews.models.review import AttendeeRole as R

KNOW_NEEDS = frozenset(
    {R.CHILD, R.SOCIAL_WORKER, R.CARER, R.ADVOCATE, R.INDEPENDENT_VISITOR, R.INTERPRETER, R.SCHOOL, R.HEALTH}
)
"""Whose invitation says what the child needs to take part."""


@page(P.BOOK_REVIEW)
def printed(request: Request, public_id: UUID) -> HttpResponse:
    """The invitation of one person to print. It names nobody else who is invited."""
    row = get_invitation(request.viewer, public_id, Act.ARRANGE, page="print an invitation")
    review = row.review
    keep_places(review.child, [row])
    context = {
        "row": row,
        "to_ask": to_ask_about(review.child, [row]),
        "review": review,
        "child": review.child,
        "today": today(),
        "when": when(review),
        "letter": letter_of(row, request.viewer.user, today()),
        "is_for_child": row.role == R.CHILD,
        "needs": needs_on(review.child, today()) if row.role in KNOW_NEEDS else None,
        "reply_to": request.viewer.user,
        "reference": reference(review),
    }
    return render(request, "reviews/inviting/printed.html", context)


@page(P.BOOK_REVIEW, P.SUBMIT_REPORT)
def blank(request: Request, public_id: UUID) -> HttpResponse:
    """The consultation paper of one person to print."""
    row = get_invitation(request.viewer, public_id, Act.CONSULT, page="print a consultation paper")
    if not has_paper(row.role):
        raise Http404("No paper for this person")
    return _to_write_on(request, row.review, [row])


@page(P.BOOK_REVIEW, P.SUBMIT_REPORT)
def blank_all(request: Request, public_id: UUID) -> HttpResponse:
    """The consultation papers of everybody who is invited and has not answered, to print in one go."""
    review = get_review_for(request.viewer, public_id, Act.CONSULT, page="print a consultation paper")
    return _to_write_on(request, review, still_to_fill_in(review))


def _to_write_on(request: Request, review: Review, rows: Sequence[Invitation]) -> HttpResponse:
    silent = to_ask_about(review.child, rows)
    context = {
        "to_ask": [row.name for row in rows if row.pk in silent],
        "review": review,
        "child": review.child,
        "today": today(),
        "papers": [(row, paper_for(row, today=today())) for row in rows],
    }
    return render(request, "reviews/inviting/blank.html", context)


@page(P.BOOK_REVIEW, P.SUBMIT_REPORT, methods=FORM)
def fill_in(request: Request, public_id: UUID) -> HttpResponse:
    """Enter what somebody said before the review."""
    row = get_invitation(
        request.viewer, public_id, Act.CONSULT, page="enter what somebody said before a review"
    )
    if not has_paper(row.role):
        raise Http404("No paper for this person")
    found = getattr(row, "consultation", None)
    begins = {"on": today()}
    if found is not None:
        begins = {"on": found.returned_on, "given": found.given, "helped_by": found.helped_by}
    paper = paper_for(row, today=today())
    form = ConsultationForm(
        posted(request), today=today(), paper=paper, said=found.words if found else [], initial=begins
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            consulting.record_consultation(
                invitation=row, said=form.said, by=request.viewer.user, today=today()
            )
            messages.success(request, "The answers are saved. The IRO finds them in the record.")
            return redirect("reviews:invitations", public_id=row.review.public_id)
    text = "The IRO, everyone who may book reviews, the social worker and their managers can read it."
    question = Question(
        title=paper.title,
        button="Save the answers",
        back=reverse("reviews:invitations", args=[row.review.public_id]),
        back_text="Back to the invitations",
        caption=f"{row.name}, {row.get_role_display()}",
        text=text,
    )
    return ask_page(request, form, question, child=row.review.child, today=today())
