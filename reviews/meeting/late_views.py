"""Pages about late reviews: those without a reason, and the question of one."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.templatetags.govuk import day as day_words
from accounts.ui.asking import refusals_on
from accounts.ui.posted import posted
from children.access import log_list
from reviews.meeting import lateness
from reviews.meeting.access import get_review_for
from reviews.meeting.forms import LatenessForm
from reviews.meeting.states import Act
from reviews.meeting.step_page import ask_step

PER_PAGE = 50


@page(P.BOOK_REVIEW)
def late_reviews(request: Request) -> HttpResponse:
    """Reviews held after their due date of which nobody has said why."""
    every = lateness.late_turns(request.viewer)
    missing = lateness.without_reason(every).select_related("child", "review")
    shown = Paginator(missing, PER_PAGE).get_page(request.GET.get("page"))
    log_list(request.viewer, [turn.child_id for turn in shown], page="late reviews")
    return render(request, "reviews/late.html", {"page": shown, "late": every.count()})


@page(P.BOOK_REVIEW, methods=FORM)
def explain(request: Request, public_id: UUID) -> HttpResponse:
    """Say why a review was late, and whose delay it was."""
    act = Act.EXPLAIN_DELAY
    review = get_review_for(request.viewer, public_id, act, page="say why a review was late")
    now_set = {
        "late_reason": review.late_reason,
        "late_note": review.late_reason_note,
        "owner": review.late_owner,
        "discussed": {True: "yes", False: "no", None: ""}[review.late_discussed],
    }
    form = LatenessForm(posted(request), initial=now_set)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            lateness.explain(review=review, late=form.lateness, by=request.viewer.user)
            messages.success(request, "The reason is recorded.")
            return redirect("reviews:late_reviews")
    turn = review.cycles.first()
    facts: tuple[str, ...] = ()
    if turn is not None and turn.due_on and turn.held_on:
        facts = (f"Due by {day_words(turn.due_on)}, held on {day_words(turn.held_on)}.",)
    return ask_step(request, review, form, act, "Why was this review late?", "Save the reason", facts=facts)
