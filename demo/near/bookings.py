"""Bookings that were moved, and some that were cancelled and made anew; all by the portal's actions."""

from datetime import date, timedelta

from accounts.models import User
from demo.days import at_work
from demo.held import Setting
from demo.people import Staff
from reviews.meeting import actions
from reviews.meeting.actions import Booking
from reviews.models import Review, ReviewCycle
from reviews.models.review import CancelKind, ReviewStatus

MOVED_AT, BACK_AT, MEANT_FOR = timedelta(days=24), timedelta(days=9), timedelta(days=5)
"""How many days ago a review was brought forward and put back, and for which day it was then booked."""
EVERY = 6
EARLIER = (
    "The mother can come that week and not later.",
    "The child asked for it before half-term.",
    "The social worker is on leave on the day.",
)
BACK = (
    "The carer is ill; the day first booked stands again.",
    "The report is not there yet; back to the day first booked.",
    "The child has a school trip; back to the day first booked.",
)
NOT_HELD = (
    (CancelKind.NOT_HELD, "The IRO’s train did not run."),
    (CancelKind.NOT_HELD, "The child was in hospital on the day."),
    (CancelKind.NOT_NEEDED, "It was booked twice."),
    (CancelKind.OTHER, "The school was closed."),
)


def store_moved_bookings(staff: Staff, setting: Setting) -> None:
    """Of the reviews booked in time one in six was brought forward and put back, and four were cancelled."""
    by = staff.users["support.demo@example.org"]
    day = setting.calendar.last_on_or_before(setting.today - MEANT_FOR)
    long_open = ReviewCycle.objects.filter(closed_on=None, opened_on__lt=setting.today - 2 * MOVED_AT)
    rows = Review.objects.filter(
        child__in=long_open.values("child"),
        child__authority=staff.authority,
        status=ReviewStatus.BOOKED,
        booked_for__gt=setting.today + MEANT_FOR,
        late_reason="",
    ).select_related("child__authority")
    for number, review in enumerate(rows.order_by("booked_for", "pk")):
        turn, kind = divmod(number, EVERY)
        if kind == 0:
            _moved_and_back(review, day, turn, by, setting)
        elif kind == 1 and turn < len(NOT_HELD):
            _cancelled(review, day, turn, by, setting)


def _moved(review: Review, on: date, reason: str, by: User, ago: timedelta, setting: Setting) -> None:
    booking = Booking.of(review)
    with at_work(setting.calendar.last_on_or_before(setting.today - ago), 11) as day:
        moved = Booking(**vars(booking) | {"on": on})
        actions.change_booking(review=review, booking=moved, reason=reason, by=by, today=day)


def _moved_and_back(review: Review, day: date, turn: int, by: User, setting: Setting) -> None:
    first = review.booked_for or day
    _moved(review, day, EARLIER[turn % len(EARLIER)], by, MOVED_AT, setting)
    _moved(review, first, BACK[turn % len(BACK)], by, BACK_AT, setting)


def _cancelled(review: Review, day: date, turn: int, by: User, setting: Setting) -> None:
    kind, reason = NOT_HELD[turn]
    again = Booking.of(review)
    _moved(review, day, EARLIER[turn % len(EARLIER)], by, MOVED_AT, setting)
    with at_work(day, 15) as then:
        actions.cancel(review=review, reason=reason, kind=kind, by=by)
        actions.book(child=review.child, booking=again, by=by, today=then)
