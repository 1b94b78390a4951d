"""Pages of a meeting that several reviews share: say it, end it, take facts over."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.clock import today
from accounts.ui.asking import refusals_on
from accounts.ui.posted import posted
from children.access import log_list
from reviews.joint import actions, taking
from reviews.joint.access import can_join, get_other, held_with, whole_meeting
from reviews.joint.facts import people_to_take, to_take
from reviews.joint.forms import ApartForm, TakeOverForm, TogetherForm
from reviews.meeting.access import get_review_for
from reviews.meeting.booking_views import say_who_is_told
from reviews.meeting.states import Act
from reviews.meeting.step_page import ask_step
from reviews.models.review import ReviewStatus

ABOUT = (
    "One meeting, and one record for each child. What is said of one child never goes into another child’s "
    "record; each keeps their own decisions and letter."
)


@page(P.RECORD_REVIEW, methods=FORM)
def together(request: Request, public_id: UUID) -> HttpResponse:
    """Say that the review is held together with those of brothers and sisters on the same day."""
    viewer = request.viewer
    review = get_review_for(viewer, public_id, Act.HOLD_TOGETHER, page="hold reviews together")
    others = can_join(viewer, review, held_with(viewer, review))
    if not others and request.method != "POST":
        messages.warning(request, "No review of a brother or sister that you write is on the same day.")
        return redirect("reviews:review", public_id=review.public_id)
    log_list(viewer, [one.child_id for one in others], page="hold reviews together")
    form = TogetherForm(posted(request), others=others)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            meeting = whole_meeting(viewer, review, form.chosen)
            actions.hold_together(reviews=meeting, by=viewer.user)
            messages.success(request, "The reviews are held together. Each child keeps their own record.")
            return redirect("reviews:review", public_id=review.public_id)
    title = "Hold reviews together"
    return ask_step(request, review, form, Act.HOLD_TOGETHER, title, "Hold them together", text=ABOUT)


@page(P.RECORD_REVIEW, methods=FORM)
def apart(request: Request, public_id: UUID) -> HttpResponse:
    """End that the review is held together with others."""
    viewer = request.viewer
    review = get_review_for(viewer, public_id, Act.HOLD_APART, page="hold a review on its own")
    others = held_with(viewer, review)
    form = ApartForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.hold_apart(review=review, others=others, by=viewer.user)
            messages.success(request, "The review is held on its own. What was taken over stays.")
            return redirect("reviews:review", public_id=review.public_id)
    names = ", ".join(one.child.name for one in others)
    facts = (f"Held together with the reviews of {names}.",) if names else ()
    title = "Hold this review on its own"
    return ask_step(request, review, form, Act.HOLD_APART, title, "Hold it on its own", facts=facts)


@page(P.RECORD_REVIEW, methods=FORM)
def take(request: Request, public_id: UUID, other_id: UUID) -> HttpResponse:
    """Take facts of the meeting over from the record of a brother or sister, as they are chosen."""
    viewer = request.viewer
    review = get_review_for(viewer, public_id, Act.TAKE_OVER, page="take facts over")
    other = get_other(viewer, review, other_id, page="take facts over")
    facts, people = to_take(review, other), people_to_take(review, other)
    if not facts and not people and request.method != "POST":
        messages.info(request, f"There is nothing to take over: {other.child.name}’s record says no more.")
        return redirect("reviews:review", public_id=review.public_id)
    form = TakeOverForm(posted(request), to_take=facts, people=people)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            taking.take_over(
                review=review,
                other=other,
                names=form.cleaned_data.get("facts", []),
                people=form.chosen_people,
                viewer=viewer,
                today=today(),
            )
            messages.success(request, f"Taken over: {form.said()}.")
            if review.status == ReviewStatus.BOOKED:
                say_who_is_told(request, review)
                return redirect("reviews:review", public_id=review.public_id)
            return redirect("reviews:record", public_id=review.public_id)
    said = f"From the review of {other.child.name} that is held together with this one."
    text = (
        "Only what you choose is taken over, and only what is saved there. What is said of one child never "
        "goes into another child’s record."
    )
    title = "Take over facts of the meeting"
    return ask_step(request, review, form, Act.TAKE_OVER, title, "Take over", facts=(said,), text=text)
