"""Pages of booking: a review booked, moved to another day, cancelled."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import get_text_list

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.calendars import working_days
from accounts.clock import today
from accounts.templatetags.govuk import clock, plural
from accounts.templatetags.govuk import day as day_words
from accounts.ui.asking import Question, ask_page, refusals_on
from accounts.ui.posted import posted
from children.access import get_child, log_list
from children.models import Child
from children.needs.actions import language_words, needs_on
from children.people.kin import siblings_of
from reviews.cycle.current import running_cycle
from reviews.diary.away import away_on
from reviews.diary.lists import Pair, clashes_of
from reviews.meeting import actions, notices
from reviews.meeting.access import get_review_for
from reviews.meeting.actions import Booking
from reviews.meeting.forms import BookingForm, CancelForm, ChangeBookingForm, SecondMeetingForm
from reviews.meeting.states import Act, is_past_limit
from reviews.meeting.step_page import ask_step, last_day_of_adjournment, too_late
from reviews.models import Review
from reviews.models.review import ReviewStatus
from statute.working_days import CalendarExhausted


@page(P.BOOK_REVIEW, methods=FORM)
def book(request: Request, public_id: UUID) -> HttpResponse:
    """Book a review for a child."""
    child = get_child(request.viewer, public_id, page="book a review")
    form = BookingForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            booking = Booking(**form.cleaned_data)
            review = actions.book(child=child, booking=booking, by=request.viewer.user, today=today())
            _say_booked(request, booking.on)
            warn_of_days_away(request, child, booking.on)
            warn_of_clashes(request, review)
            return redirect("reviews:review", public_id=review.public_id)
    back = reverse("reviews:child_reviews", args=[child.public_id])
    return _ask_booking(request, form, child, Question("Book a review", "Book the review", back))


def _say_booked(request: Request, on: date) -> None:
    if on < today():
        messages.success(request, f"The review of {day_words(on)} has been added. Now start its record.")
    else:
        messages.success(request, f"The review is booked for {day_words(on)}. The due date has not changed.")
    warn_of_day_off(request, on)


def _ask_booking(request: Request, form: BookingForm, child: Child, question: Question) -> HttpResponse:
    asked = Question(
        title=question.title,
        button=question.button,
        back=question.back,
        about="reviews/_due.html",
    )
    needs = needs_on(child, today())
    at_home = language_words(needs, today())
    about = {"cycle": running_cycle(child), "needs": needs, "language_at_home": at_home}
    return ask_page(request, form, asked, child=child, today=today(), **about)


def warn_of_day_off(request: Request, day: date) -> None:
    """Point out a meeting to come on a weekend or bank holiday: it is lawful, and mostly a slip of the
    hand.
    """
    try:
        is_off = day >= today() and not working_days().is_working_day(day)
    except CalendarExhausted:
        return
    if is_off:
        messages.warning(
            request,
            f"{day:%A} {day_words(day)} is not a working day. Change the booking if that was not intended.",
        )


def warn_of_days_away(request: Request, child: Child, day: date) -> None:
    """Point out that the child's IRO or social worker is away on the day."""
    people = away_on(child, day) if day >= today() else []
    if people:
        are = "is" if len(people) == 1 else "are"
        names = " and ".join(map(str, people))
        messages.warning(
            request, f"{names} {are} away on {day_words(day)}. Change the booking if that matters."
        )


def warn_of_clashes(request: Request, review: Review) -> None:
    """Name the other reviews at which the IRO or the social worker would have to be at that time."""
    review.refresh_from_db(fields=["booked_for", "booked_time", "place", "status"])
    found = clashes_of(request.viewer, review, today())
    others = [pair.other if pair.one == review else pair.one for pair in found]
    log_list(request.viewer, [other.child_id for other in others], page="clashes of a booking")
    siblings = siblings_of(review.child) if others else set()
    for pair, other in zip(found, others, strict=True):
        joint = " Hold them together if they are one meeting." if other.child_id in siblings else ""
        messages.warning(request, f"{_clash_words(pair, other)} Change one of the bookings.{joint}")


def _clash_words(pair: Pair, other: Review) -> str:
    who = get_text_list([str(person) for person in pair.people], "and")
    at = f"at {clock(other.booked_time)}{f', {other.place}' if other.place else ''}"
    between = "overlap" if pair.minutes is None else f"are {plural(pair.minutes, 'minute')} apart"
    return f"{who} cannot be at both: this review and that of {other.child.name} {at}, {between}."


def say_who_is_told(request: Request, review: Review) -> None:
    """Name those who get an email, so that the others can be told."""
    names = [person.name for person in notices.reached(review, by=request.viewer.user)]
    people = get_text_list([*names, *(row.name for row in notices.invited_outside(review))], "and")
    told = f"An email goes to {people}." if people else "Nobody gets an email from the portal."
    messages.info(request, f"{told} Tell everybody else who was invited.")


@page(P.BOOK_REVIEW, methods=FORM)
def change_booking(request: Request, public_id: UUID) -> HttpResponse:
    """Book the review for another day or place."""
    review = get_review_for(request.viewer, public_id, Act.CHANGE_BOOKING, page="change a booking")
    if review.status == ReviewStatus.ADJOURNED:
        return _change_second_meeting(request, review)
    if late := too_late(request, review, Act.CHANGE_BOOKING):
        return late
    form = ChangeBookingForm(posted(request), initial=vars(Booking.of(review)))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            given = dict(form.cleaned_data)
            reason, booking = given.pop("reason"), Booking(**given)
            actions.change_booking(
                review=review, booking=booking, reason=reason, by=request.viewer.user, today=today()
            )
            messages.success(request, "The booking has been changed. The due date has not changed.")
            say_who_is_told(request, review)
            warn_of_day_off(request, booking.on)
            warn_of_days_away(request, review.child, booking.on)
            warn_of_clashes(request, review)
            return redirect("reviews:review", public_id=review.public_id)
    back = reverse("reviews:review", args=[review.public_id])
    return _ask_booking(request, form, review.child, Question("Change the booking", "Save the booking", back))


def _change_second_meeting(request: Request, review: Review) -> HttpResponse:
    """Move the second meeting of an adjourned review."""
    start = {"on": review.booked_for, "at": review.booked_time, "place": review.place}
    form = SecondMeetingForm(posted(request), initial=start)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.change_second_meeting(
                review=review, by=request.viewer.user, today=today(), **form.cleaned_data
            )
            on = form.cleaned_data["on"]
            said = f"The second meeting is on {day_words(on)}."
            if is_past_limit(review, on):
                said += " It is after the last day to complete the review, so its own date will count."
            messages.success(request, said)
            say_who_is_told(request, review)
            warn_of_day_off(request, on)
            warn_of_clashes(request, review)
            return redirect("reviews:review", public_id=review.public_id)
    return ask_step(
        request,
        review,
        form,
        Act.MOVE_SECOND_MEETING,
        "Change the second meeting",
        "Save the booking",
        facts=last_day_of_adjournment(review),
    )


@page(P.BOOK_REVIEW, methods=FORM)
def cancel(request: Request, public_id: UUID) -> HttpResponse:
    """Cancel a booking."""
    review = get_review_for(request.viewer, public_id, Act.CANCEL, page="cancel a review")
    form = CancelForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.cancel(review=review, by=request.viewer.user, **form.cleaned_data)
            messages.success(request, "The booking has been cancelled. The due date has not changed.")
            say_who_is_told(request, review)
            return redirect("reviews:child_reviews", public_id=review.child.public_id)
    return ask_step(request, review, form, Act.CANCEL, "Cancel the booking", "Cancel the booking")
