"""The two clocks of a review that was held: its decisions, and its record."""

from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from accounts.calendars import terms_for, working_days
from reviews.models import Review
from reviews.models.decision import Fate
from reviews.models.review import SectionKey
from reviews.record.entry import EARLIER
from statute import timescales
from statute.terms import Terms
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


def clocks_of(review: Review, last_meeting: date, today: date) -> list[Clock]:
    """The clocks of one review; empty before it was held."""
    if review.started_on is None:
        return []
    held = review.completed_on or last_meeting
    terms = terms_for(review.child.authority).on(held)
    return clocks(review, held, calendar=working_days(), terms=terms, today=today)


def clocks(review: Review, held: date, *, calendar: WorkingDays, terms: Terms, today: date) -> list[Clock]:
    """The clocks of a review that was held. Decisions are not due where the record was saved with none."""
    found = []
    sent_on = _first_sent(review)
    if sent_on or not _has_none(review):
        due = timescales.decisions_due_on(held, calendar=calendar, terms=terms)
        found.append(Clock(DECISIONS, due, f"{terms.decisions_wd} working days", sent_on, today))
    due = timescales.record_due_on(held, calendar=calendar, terms=terms)
    found.append(Clock(RECORD, due, f"{terms.record_wd} working days", None, today))
    return found


def _first_sent(review: Review) -> date | None:
    sent = [answer.sent_at for answer in review.answers.all()]
    return localdate(min(sent)) if sent else None


def _has_none(review: Review) -> bool:
    """Whether the decisions were saved and there is nothing to send: no new one, none carried over."""
    data = next((s.data for s in review.sections.all() if s.key == SectionKey.DECISIONS), None)
    if data is None:
        return False
    carried = any(row.get("fate") == Fate.CARRIED for row in data.get(EARLIER, {}).values())
    return not data.get("decisions") and not carried
