"""From the notification to the named IRO, in working days and in hours."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statute.notification import Telling, When, allocated_in_time, allocation_due, by_days_alone, telling
from statute.terms import tightened
from tests.unit.statute.care import CALENDAR

LONDON = ZoneInfo("Europe/London")
HOURS = tightened(allocation_counted_in="hours")


def when(text: str) -> When:
    if "T" not in text:
        return When(date.fromisoformat(text))
    at = datetime.fromisoformat(text).replace(tzinfo=LONDON)
    return When(at.date(), at)


@pytest.mark.parametrize(
    ("told", "due"),
    [  # five working days after the notification, as AP-3 counts them after the start
        ("2026-01-05", "2026-01-12"),
        ("2026-04-01", "2026-04-10"),
        ("2025-12-23", "2026-01-02"),
        ("2026-07-18", "2026-07-24"),
        ("2026-12-23", "2027-01-04"),
        ("2026-05-22", "2026-06-01"),
    ],
)
def test_working_days_after_the_notification(told: str, due: str) -> None:
    assert allocation_due(when(told), calendar=CALENDAR) == when(due)
    assert allocated_in_time(when(told), when(due), calendar=CALENDAR)
    later = When(date.fromordinal(when(due).on.toordinal() + 1))
    assert allocated_in_time(when(told), later, calendar=CALENDAR) is False


@pytest.mark.parametrize(
    ("told", "due"),
    [
        ("2026-03-16T09:30", "2026-03-18T09:30"),
        ("2026-03-20T16:45", "2026-03-22T16:45"),  # a Friday: weekends count too
        ("2026-12-24T12:00", "2026-12-26T12:00"),  # and bank holidays
        ("2026-03-28T10:00", "2026-03-30T11:00"),  # summer time begins in between
        ("2026-10-24T10:00", "2026-10-26T09:00"),  # and ends
    ],
)
def test_forty_eight_hours_after_the_notification(told: str, due: str) -> None:
    assert allocation_due(when(told), calendar=CALENDAR, terms=HOURS) == when(due)
    assert allocated_in_time(when(told), when(due), calendar=CALENDAR, terms=HOURS)


@pytest.mark.parametrize(
    ("told", "named", "in_time"),
    [
        ("2026-03-16T09:30", "2026-03-18T09:31", False),
        ("2026-03-16", "2026-03-17", True),  # whatever the times, less than 48 hours
        ("2026-03-16", "2026-03-18", None),  # may be more, may be less
        ("2026-03-16", "2026-03-19", False),
        ("2026-03-16T09:30", "2026-03-18", None),  # the time of naming decides, and is not recorded
        ("2026-03-16", "2026-03-13", True),  # named before anybody told
    ],
)
def test_without_the_time_of_day_the_days_decide_only_where_they_can(
    told: str, named: str, in_time: bool | None
) -> None:
    assert allocated_in_time(when(told), when(named), calendar=CALENDAR, terms=HOURS) is in_time


def test_without_the_time_the_limit_is_a_day() -> None:
    assert allocation_due(when("2026-03-16"), calendar=CALENDAR, terms=HOURS) == when("2026-03-18")


@given(hours=st.integers(1, 240), days=st.integers(-3, 15))
def test_days_alone_never_say_what_some_times_of_day_contradict(hours: int, days: int) -> None:
    said = by_days_alone(days, hours)
    least, most = days * 24 - 24, days * 24 + 24
    if said is True:
        assert most <= hours
    if said is False:
        assert least >= hours


def test_told_looked_after_and_recorded_decide_together_how_the_notification_stands() -> None:
    """P-01, AP-4: what does not stand on record is missing only where it would have been recorded."""
    due, later = date(2026, 3, 18), date(2026, 3, 19)
    for told_on, today, is_to_be_recorded, stands in (
        (due, later, False, Telling.IN_TIME),
        (later, later, False, Telling.LATE),
        (None, due, True, Telling.WAITING),
        (None, later, True, Telling.OVERDUE),
        (None, date(2027, 3, 19), True, Telling.OVERDUE),
        (None, later, False, Telling.NOT_KNOWN),
    ):
        assert telling(told_on, due, today, is_to_be_recorded=is_to_be_recorded) is stands
    assert telling(None, None, later, is_to_be_recorded=True) is Telling.NOT_KNOWN
