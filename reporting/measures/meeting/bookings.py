"""Bookings that were moved, or not held at all (P-160)."""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from reporting.measures import dimensions as by
from reporting.measures.base import Measure, Rows, Scope, only
from reporting.measures.reviews_held import choices_of, held
from reviews.cycle.of_breaks import of_ordinary_care
from reviews.models import BookingMove, Review
from reviews.models.review import CancelKind, ReviewStatus


def moved(scope: Scope) -> Rows:
    """Bookings moved away from a day of the period."""
    rows = BookingMove.objects.filter(
        review__child__authority=scope.authority, was_for__range=(scope.period.start, scope.period.end)
    )
    dimensions = {
        **by.iro_and_team("review__child", OuterRef("was_for")),
    }
    return Rows(
        only(of_ordinary_care(rows, "review"), scope, "review__child"), met=Q(), dimensions=dimensions
    )


def moved_late(scope: Scope) -> Rows:
    """Those moved past the last lawful day, of those of which it was known."""
    rows = moved(scope)
    return Rows(rows.population, Q(moved_to__gt=F("due_on")), Q(due_on__isnull=False), rows.dimensions)


def cancelled(scope: Scope) -> Rows:
    """Reviews booked for a day of the period that were cancelled, by why they were not held."""
    rows = Review.objects.filter(
        child__authority=scope.authority,
        status=ReviewStatus.CANCELLED,
        booked_for__range=(scope.period.start, scope.period.end),
    )
    dimensions = {
        **by.iro_and_team("child", OuterRef("booked_for")),
        "reason": lambda: choices_of("cancelled_as", CancelKind.choices),
    }
    return Rows(only(of_ordinary_care(rows), scope), met=Q(), dimensions=dimensions)


def as_booked(scope: Scope) -> Rows:
    """Reviews whose record was finished here: those whose booking was never moved to another day."""
    rows = held(scope)
    here = rows.population.filter(recorded_at__isnull=False)
    moves = BookingMove.objects.filter(review=OuterRef("pk"))
    return Rows(here.annotate(was_moved=Exists(moves)), Q(was_moved=False), dimensions=rows.dimensions)


def _measure(code: str, title: str, definition: str, unit: str, rows: Any, **over: Any) -> Measure:
    given = {"dimensions": ("month", "iro", "team"), "is_more_better": False, **over}
    return Measure(code, title, definition, "P-160", unit, rows, **given)


MEASURES = [
    _measure(
        "bookings_kept",
        "Reviews held on the day first booked",
        "Of reviews held in the period whose record was finished in the portal: those whose booking was "
        "never moved to another day.",
        "review",
        as_booked,
        is_more_better=True,
    ),
    _measure(
        "bookings_moved",
        "Bookings moved",
        "Bookings of reviews for a day of the period that were moved to another day, each time they were. "
        "The day by which a review is due never moves.",
        "move",
        moved,
        is_count=True,
        path="review__child",
    ),
    _measure(
        "bookings_moved_late",
        "Bookings moved past the last lawful day",
        "Of bookings for a day of the period that were moved: those moved to a day after the last lawful "
        "one. Not known where that day was not.",
        "move",
        moved_late,
        path="review__child",
    ),
    _measure(
        "bookings_cancelled",
        "Bookings cancelled",
        "Reviews booked for a day of the period that were cancelled, by why they were not held.",
        "booking",
        cancelled,
        is_count=True,
        path="child",
        dimensions=("month", "iro", "team", "reason"),
    ),
]
