"""The page of one step of a review: asked only while the step is possible."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.access.requests import Request
from accounts.clock import today
from accounts.lifecycle import NotNow
from accounts.templatetags.govuk import day as day_words
from accounts.ui.asking import Question, ask_page
from reviews.meeting.states import REVIEW, Act
from reviews.models import Review


def too_late(request: Request, review: Review, act: Act) -> HttpResponse | None:
    """Back to the review, saying why, when a page is opened for a step that is not possible any more; else
    None.
    """
    if request.method == "POST":
        return None
    try:
        REVIEW.check_state(act, review.status)
    except NotNow as refused:
        messages.warning(request, str(refused))
        return redirect("reviews:review", public_id=review.public_id)
    return None


def ask_step(
    request: Request, review: Review, form: forms.Form, act: Act, title: str, button: str, **more: Any
) -> HttpResponse:
    """A page with one form about a step of a review. `more` goes into the Question (facts, warning,
    about).
    """
    back = reverse("reviews:review", args=[review.public_id])
    question = Question(title=title, button=button, back=back, back_text="Back to the review", **more)
    return too_late(request, review, act) or ask_page(
        request, form, question, child=review.child, review=review, today=today()
    )


def last_day_of_adjournment(review: Review) -> tuple[str, ...]:
    """What to know before a second meeting is booked or recorded."""
    if review.adjourned_until is None:
        return ()
    last = day_words(review.adjourned_until)
    return (
        (
            f"The last day to complete this adjourned review is {last}. After that day, the date of the "
            "second meeting counts."
        ),
    )
