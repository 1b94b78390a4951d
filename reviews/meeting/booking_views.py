"""Pages of booking: a review booked, moved to another day, cancelled."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.calendars import working_days
from accounts.clock import today
from accounts.ui.posted import posted
from children.access import get_child
from reviews.cycle.current import running_cycle
from reviews.meeting import actions, states
from reviews.meeting.access import get_review
from reviews.meeting.forms import BookingForm, CancelForm, SecondMeetingForm
from reviews.models import Review
from reviews.models.review import ReviewStatus
from reviews.question_pages import attempt, question, too_late
from statute.working_days import CalendarExhausted


@page(P.BOOK_REVIEW, methods=FORM)
def book(request: Request, public_id: UUID) -> HttpResponse:
    """Book a review for a child."""
    viewer = request.viewer
    child = get_child(viewer, public_id, page="book a review")
    form = BookingForm(posted(request))
    if request.method == "POST" and form.is_valid():
        review = attempt(
            form, lambda: actions.book(child=child, by=viewer.user, today=today(), **form.cleaned_data)
        )
        if review:
            day = f"{review.booked_for:%-d %B %Y}"
            held = review.booked_for < today()
            said = (
                f"The review of {day} is entered. Start its record."
                if held
                else f"The review is booked for {day}. The due date has not moved."
            )
            messages.success(request, said)
            warn_of_day_off(request, review.booked_for)
            return redirect("reviews:review", public_id=review.public_id)
    context = {
        "form": form,
        "child": child,
        "cycle": running_cycle(child),
        "title": "Book a review",
        "button": "Book the review",
        "today": today(),
    }
    return render(request, "reviews/booking.html", context, status=422 if form.errors else 200)


def warn_of_day_off(request: Request, day: date) -> None:
    """Point out a meeting to come on a weekend or bank holiday: it is lawful, and mostly a slip of the hand."""
    try:
        is_off = day >= today() and not working_days().is_working_day(day)
    except CalendarExhausted:
        return
    if is_off:
        messages.warning(
            request,
            f"{day:%A} {day:%-d %B %Y} is not a working day. Change the booking if that was not meant.",
        )


@page(P.BOOK_REVIEW, methods=FORM)
def change_booking(request: Request, public_id: UUID) -> HttpResponse:
    """Book the review for another day or place."""
    viewer = request.viewer
    review = get_review(viewer, public_id, page="change a booking")
    if review.status == ReviewStatus.ADJOURNED:
        return _change_second_meeting(request, review)
    start = {
        "on": review.booked_for,
        "at": review.booked_time,
        "place": review.place,
        "format": review.format,
        "late_reason": review.late_reason,
        "late_note": review.late_reason_note,
    }
    form = BookingForm(posted(request), initial=start)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(
            form,
            lambda: actions.change_booking(review=review, by=viewer.user, today=today(), **form.cleaned_data),
        )
    ):
        messages.success(request, "The booking is changed. The due date has not moved.")
        warn_of_day_off(request, form.cleaned_data["on"])
        return redirect("reviews:review", public_id=review.public_id)
    context = {
        "form": form,
        "child": review.child,
        "cycle": running_cycle(review.child),
        "title": "Change the booking",
        "button": "Save the booking",
        "review": review,
        "today": today(),
    }
    return too_late(request, review, "change_booking") or render(
        request, "reviews/booking.html", context, status=422 if form.errors else 200
    )


def _change_second_meeting(request: Request, review: Review) -> HttpResponse:
    """Move the second meeting of an adjourned review."""
    form = SecondMeetingForm(
        posted(request), initial={"on": review.booked_for, "at": review.booked_time, "place": review.place}
    )
    if request.method == "POST" and form.is_valid():
        changed = attempt(
            form,
            lambda: actions.change_second_meeting(
                review=review,
                by=request.viewer.user,
                today=today(),
                **form.cleaned_data,
            ),
        )
        if changed:
            said = f"The second meeting is on {changed.booked_for:%-d %B %Y}."
            if states.is_past_limit(changed, changed.booked_for):
                said += " It is after the last day to complete the review, so its own date will count."
            messages.success(request, said)
            warn_of_day_off(request, changed.booked_for)
            return redirect("reviews:review", public_id=review.public_id)
    title, button = "Change the second meeting", "Save the booking"
    return question(
        request, review, form, "change_second_meeting", title, button, limit=review.adjourned_until
    )


@page(P.BOOK_REVIEW, methods=FORM)
def cancel(request: Request, public_id: UUID) -> HttpResponse:
    """Cancel a booking."""
    viewer = request.viewer
    review = get_review(viewer, public_id, page="cancel a review")
    form = CancelForm(posted(request))
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, lambda: actions.cancel(review=review, by=viewer.user, **form.cleaned_data))
    ):
        messages.success(request, "The booking is cancelled. The clock keeps running.")
        return redirect("reviews:child_reviews", public_id=review.child.public_id)
    return question(request, review, form, "cancel", "Cancel the booking", "Cancel the booking")
