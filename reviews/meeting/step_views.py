"""Pages of the steps of a review held: started, adjourned, continued, checked and completed."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.calendars import terms_for
from accounts.clock import today
from accounts.templatetags.govuk import day as day_words
from accounts.ui.asking import refusals_on
from accounts.ui.posted import posted
from reviews.cycle.current import running_cycle, timetable
from reviews.meeting import actions, states
from reviews.meeting.access import get_review_for
from reviews.meeting.booking_views import warn_of_clashes
from reviews.meeting.forms import AdjournForm, ChangeDayForm, ReconveneForm, StartForm, UndoStartForm
from reviews.meeting.gate import is_settled
from reviews.meeting.lateness import as_recorded, explain
from reviews.meeting.states import Act
from reviews.meeting.step_page import ask_step, last_day_of_adjournment
from reviews.models.review import ReviewFormat


@page(P.RECORD_REVIEW, methods=FORM)
def start(request: Request, public_id: UUID) -> HttpResponse:
    """Say when the review was held and begin to record it."""
    review = get_review_for(request.viewer, public_id, Act.START, page="start a review")
    held = min(review.booked_for or today(), today())
    running = running_cycle(review.child)
    now_set = {"on": held, "way": review.way, **as_recorded(review)}
    form = StartForm(
        posted(request),
        today=today(),
        initial=now_set,
        due_on=states.last_day_known(running),
        has_meeting=review.format != ReviewFormat.NO_MEETING,
        asks_for_report=terms_for(request.viewer.authority).on(held).report_gate and not is_settled(review),
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form), transaction.atomic():
            on = form.cleaned_data["on"]
            actions.start(
                review=review,
                on=on,
                by=request.viewer.user,
                today=today(),
                way=form.cleaned_data.get("way", ""),
                without_report=form.cleaned_data.get("without_report", ""),
            )
            if form.is_late:
                explain(review=review, late=form.lateness, by=request.viewer.user)
            return redirect("reviews:record", public_id=review.public_id)
    return ask_step(request, review, form, Act.START, "Start the record", "Start")


@page(P.RECORD_REVIEW, methods=FORM)
def change_day(request: Request, public_id: UUID) -> HttpResponse:
    """Correct the day of a review whose record is not complete."""
    review = get_review_for(request.viewer, public_id, Act.CHANGE_DAY, page="correct the day of a review")
    part = review.parts.order_by("-number").first()
    form = ChangeDayForm(posted(request), today=today(), initial={"on": part.held_on if part else None})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.change_day(review=review, by=request.viewer.user, today=today(), **form.cleaned_data)
            messages.success(request, "The day has been corrected.")
            return redirect("reviews:review", public_id=review.public_id)
    return ask_step(request, review, form, Act.CHANGE_DAY, "Correct the day", "Save the day")


@page(P.RECORD_REVIEW, methods=FORM)
def undo_start(request: Request, public_id: UUID) -> HttpResponse:
    """Undo the start of a record that was started by mistake."""
    review = get_review_for(request.viewer, public_id, Act.UNDO_START, page="undo the start of a review")
    form = UndoStartForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.undo_start(review=review, by=request.viewer.user, **form.cleaned_data)
            messages.success(request, "The start has been undone. The review is booked as before.")
            return redirect("reviews:review", public_id=review.public_id)
    return ask_step(request, review, form, Act.UNDO_START, "Undo the start", "Undo the start")


@page(P.RECORD_REVIEW, methods=FORM)
def adjourn(request: Request, public_id: UUID) -> HttpResponse:
    """Adjourn the review, once."""
    review = get_review_for(request.viewer, public_id, Act.ADJOURN, page="adjourn a review")
    form = AdjournForm(posted(request), initial={"place": review.place})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.adjourn(review=review, by=request.viewer.user, **form.cleaned_data)
            messages.success(
                request,
                "The review has been adjourned. Its decisions must wait until the record is complete.",
            )
            warn_of_clashes(request, review)
            return redirect("reviews:review", public_id=review.public_id)
    last = timetable(review, review.child.authority).adjourned_until
    facts = (
        (
            f"The review must be completed by {day_words(last)}. After that day, the date of the second "
            "meeting counts."
        ),
    )
    return ask_step(request, review, form, Act.ADJOURN, "Adjourn the review", "Adjourn", facts=facts)


@page(P.RECORD_REVIEW, methods=FORM)
def reconvene(request: Request, public_id: UUID) -> HttpResponse:
    """Record the second meeting of an adjourned review."""
    review = get_review_for(request.viewer, public_id, Act.RECONVENE, page="continue a review")
    form = ReconveneForm(posted(request), today=today(), initial={"on": review.booked_for})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.reconvene(review=review, by=request.viewer.user, today=today(), **form.cleaned_data)
            return redirect("reviews:record", public_id=review.public_id)
    facts = last_day_of_adjournment(review)
    return ask_step(request, review, form, Act.RECONVENE, "Continue the review", "Continue", facts=facts)
