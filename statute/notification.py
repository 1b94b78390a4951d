"""From the notification to the named IRO: by when, and whether it was in time (AP-3, V-16).

The law counts days (CAL-6). A council that counts hours needs the time of day; where it is not recorded, the
days decide only if they leave no doubt.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum

from statute.terms import STATUTORY, Terms
from statute.working_days import WorkingDays


class Telling(Enum):
    """Whether the IRO service was told of a child who came into care, and by the last day for it (AP-4)."""

    IN_TIME = "in time"
    LATE = "late"
    WAITING = "not told yet"
    OVERDUE = "not told, and the last day has passed"
    NOT_KNOWN = "not known"


def telling(told_on: date | None, due_on: date | None, today: date, *, is_to_be_recorded: bool) -> Telling:
    """How the notification stands. `is_to_be_recorded`: whether it would have been recorded here; where it
    would not, none on record says nothing (P-01). Without a last day nobody can say whether it was in time.
    """
    if due_on is None or (told_on is None and not is_to_be_recorded):
        return Telling.NOT_KNOWN
    if told_on is not None:
        return Telling.IN_TIME if told_on <= due_on else Telling.LATE
    return Telling.OVERDUE if due_on < today else Telling.WAITING


@dataclass(frozen=True)
class When:
    """A day, and the instant on it where the time was recorded (aware)."""

    on: date
    at: datetime | None = None


def allocation_due(told: When, *, calendar: WorkingDays, terms: Terms = STATUTORY) -> When:
    """By when an IRO is named, counted from the notification: working days, or hours where the council counts
    hours. Without the time of day only the day is given.
    """
    if terms.allocation_counted_in == "working_days":
        return When(calendar.add(told.on, terms.iro_appoint_wd))
    hours = timedelta(hours=terms.allocation_hours)
    if told.at is None:
        return When(told.on + hours)
    due = (told.at.astimezone(UTC) + hours).astimezone(told.at.tzinfo)
    return When(due.date(), due)


def allocated_in_time(
    told: When, named: When, *, calendar: WorkingDays, terms: Terms = STATUTORY
) -> bool | None:
    """Whether the IRO was named in time after the notification; None where a time that decides it is not
    recorded.
    """
    due = allocation_due(told, calendar=calendar, terms=terms)
    if terms.allocation_counted_in == "working_days":
        return named.on <= due.on
    if due.at is not None and named.at is not None:
        return named.at <= due.at
    return by_days_alone((named.on - told.on).days, terms.allocation_hours)


def by_days_alone(days: int, hours: int) -> bool | None:
    """Whether so many days between two dates are surely within the hours, or surely not."""
    least, most = surely_within(hours), surely_beyond(hours)
    return True if days <= least else False if days >= most else None


def surely_within(hours: int) -> int:
    """The most days between two dates that cannot be more than these hours, whatever the times of day."""
    return hours // 24 - 1


def surely_beyond(hours: int) -> int:
    """The fewest days between two dates that must be more than these hours."""
    return -(-hours // 24) + 1
