"""The two clocks of a review that was held: its decisions, and its record."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BigIntegerField
from django.utils.timezone import localdate

from accounts.calendars import working_days
from accounts.written import Written
from reviews.models import DecisionAnswer, Review, ReviewSection
from reviews.models.decision import Fate
from reviews.models.review import SectionKey
from reviews.record.entry import EARLIER
from statute import timescales
from statute.terms import Terms, TermsInForce
from statute.working_days import WorkingDays

DECISIONS, RECORD = "Decisions to managers", "Record"


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


SENT = Written(
    lambda review: (
        DecisionAnswer.objects.filter(review=review).order_by("sent_at").values_list("sent_at")[:1]
    ),
    review=BigIntegerField(),
)


def clocks_of(
    review: Review,
    last_meeting: date,
    today: date,
    saved: Mapping[str, ReviewSection],
    in_force: TermsInForce,
) -> list[Clock]:
    """The clocks of one review, by the limits in force and by what is saved; empty before it was held."""
    if review.started_on is None:
        return []
    held = review.completed_on or last_meeting
    terms = in_force.on(held)
    sent = SENT.first(review=review.pk)
    decisions = saved.get(SectionKey.DECISIONS)
    return clocks(
        held,
        sent_on=localdate(sent[0]) if sent else None,
        decisions=decisions.data if decisions else None,
        calendar=working_days(),
        terms=terms,
        today=today,
    )


def clocks(
    held: date,
    *,
    sent_on: date | None,
    decisions: dict[str, Any] | None,
    calendar: WorkingDays,
    terms: Terms,
    today: date,
) -> list[Clock]:
    """The clocks of a review that was held: when its first decision was sent, and the decisions as they are
    saved, which are not due where there are none.
    """
    found = []
    if sent_on or not _has_none(decisions):
        due = timescales.decisions_due_on(held, calendar=calendar, terms=terms)
        found.append(Clock(DECISIONS, due, f"{terms.decisions_wd} working days", sent_on, today))
    due = timescales.record_due_on(held, calendar=calendar, terms=terms)
    found.append(Clock(RECORD, due, f"{terms.record_wd} working days", None, today))
    return found


def _has_none(data: dict[str, Any] | None) -> bool:
    """Whether the decisions were saved and there is nothing to send: no new one, none carried over."""
    if data is None:
        return False
    carried = any(row.get("fate") == Fate.CARRIED for row in data.get(EARLIER, {}).values())
    return not data.get("decisions") and not carried
