"""The two clocks of a review that was held: its decisions, and its record."""

from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from accounts.calendars import terms_for, working_days
from reviews.models import Review
from statute import timescales


@dataclass(frozen=True)
class Clock:
    """Something that is due after a review, and whether it is done."""

    what: str
    due_on: date
    reason: str
    done_on: date | None
    today: date

    @property
    def is_late(self) -> bool:
        return (self.done_on or self.today) > self.due_on


def clocks_of(review: Review, last_meeting: date, today: date) -> list[Clock]:
    """Decisions to the managers, then the record; empty before the review was held."""
    if review.started_on is None:
        return []
    held = review.completed_on or last_meeting
    calendar, terms = working_days(), terms_for(review.child.authority).on(held)
    return [
        Clock(
            "Decisions to managers",
            timescales.decisions_due_on(held, calendar=calendar, terms=terms),
            f"{terms.decisions_wd} working days",
            _first_sent(review),
            today,
        ),
        Clock(
            "Record",
            timescales.record_due_on(held, calendar=calendar, terms=terms),
            f"{terms.record_wd} working days",
            None,
            today,
        ),
    ]


def _first_sent(review: Review) -> date | None:
    sent_at = review.answers.order_by("sent_at").values_list("sent_at", flat=True).first()
    return localdate(sent_at) if sent_at else None
