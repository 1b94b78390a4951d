"""CAL-1 to CAL-6: working days, months, weeks and ages."""

import csv
from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from statute.working_days import CalendarExhausted, WorkingDays, add_months, add_weeks, age_on, birthday
from tests.unit.statute.care import CALENDAR, ROOT, day

DAYS = st.dates(date(2011, 1, 1), date(2029, 12, 31))


@pytest.mark.parametrize(
    ("rule", "start", "working_days", "expected", "rival"),
    [
        ("CAL-v1", "2026-01-05", 20, "2026-02-02", "2026-01-30"),
        ("CAL-v2", "2026-03-26", 20, "2026-04-27", "2026-04-24"),
        ("CAL-v3", "2025-12-19", 20, "2026-01-21", None),
        ("CAL-v4", "2026-12-24", 20, "2027-01-26", None),
        ("CAL-v5 Saturday", "2026-05-02", 20, "2026-06-02", None),
        ("CAL-v6 bank holiday", "2026-05-25", 20, "2026-06-22", None),
        ("CAL-v7 jubilee", "2022-05-16", 20, "2022-06-15", None),
        ("CAL-v8", "2027-12-10", 20, "2028-01-12", None),
        ("CAL-v18", "2026-04-10", -3, "2026-04-07", None),
        ("CAL-v18", "2026-04-10", -15, "2026-03-18", None),
        ("CAL-v18", "2026-04-10", -20, "2026-03-11", None),
    ],
)
def test_working_days_leave_out_the_day_itself(
    rule: str, start: str, working_days: int, expected: str, rival: str | None
) -> None:
    assert CALENDAR.add(day(start), working_days) == day(expected)
    if rival:  # the reading that counts the day itself is one working day earlier, and not used
        assert CALENDAR.add(day(start), working_days - 1) == day(rival)


@pytest.mark.parametrize(
    ("rule", "start", "months", "expected", "last_working_day"),
    [
        ("CAL-v9", "2024-11-29", 3, "2025-02-28", "2025-02-28"),
        ("CAL-v10", "2026-11-30", 3, "2027-02-28", "2027-02-26"),
        ("CAL-v11", "2022-08-31", 6, "2023-02-28", "2023-02-28"),
        ("CAL-v12", "2027-08-31", 6, "2028-02-29", "2028-02-29"),
        ("CAL-v13", "2023-02-28", 6, "2023-08-28", "2023-08-25"),
        ("CAL-v14", "2026-09-30", 6, "2027-03-30", "2027-03-30"),
        ("CAL-v15", "2026-01-31", 3, "2026-04-30", "2026-04-30"),
        ("CAL-v16", "2025-09-25", 3, "2025-12-25", "2025-12-24"),
        ("CAL-v17", "2025-10-03", 6, "2026-04-03", "2026-04-02"),
        ("CAL-3 back over the year", "2026-01-31", -11, "2025-02-28", "2025-02-28"),
    ],
)
def test_months_keep_the_day_or_end_with_the_month(
    rule: str, start: str, months: int, expected: str, last_working_day: str
) -> None:
    due = add_months(day(start), months)
    assert due == day(expected)
    assert CALENDAR.last_on_or_before(due) == day(last_working_day)


def test_edge_cases_of_the_first_three_reviews_by_hand() -> None:
    with (ROOT / "tests/data/review_date_edge_cases.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 8
    for row in rows:
        first, second, third = (
            row["first_due_20_working_days"],
            row["second_due_3_calendar_months_if_first_held_on_due_day"],
            row["third_due_6_calendar_months_if_second_held_on_calendar_due"],
        )
        assert CALENDAR.add(day(row["became_looked_after"]), 20) == day(first), row["why"]
        assert add_months(day(first), 3) == day(second), row["why"]
        assert add_months(day(second), 6) == day(third), row["why"]


def test_weeks_are_seven_days_each() -> None:
    assert add_weeks(day("2026-01-02"), 4) == day("2026-01-30")  # CAL-4


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("2026-12-28", False),  # substitute for Boxing Day
        ("2026-12-26", False),  # the Saturday itself
        ("2026-12-29", True),  # the days between Christmas and New Year are working days
        ("2020-05-04", True),  # May Day moved to the 8th
        ("2020-05-08", False),
        ("2022-09-19", False),
        ("2023-05-08", False),
        ("2026-04-03", False),  # Good Friday
    ],
)
def test_working_day(text: str, is_one: bool) -> None:
    assert CALENDAR.is_working_day(day(text)) is is_one


@pytest.mark.parametrize(
    "ask",
    [
        lambda c: c.is_working_day(date(2031, 1, 1)),
        lambda c: c.add(date(2030, 12, 20), 20),
        lambda c: c.add(date(2031, 1, 2), 0),
        lambda c: c.between(date(2009, 12, 31), date(2012, 1, 1)),
        lambda c: c.between(date(2012, 1, 1), date(2031, 1, 1)),
        lambda c: c.last_on_or_before(date(2031, 5, 1)),
        lambda c: c.last_on_or_before(
            date(2010, 1, 1)
        ),  # a bank holiday: the answer lies in a year not known
    ],
)
def test_calendar_refuses_years_it_does_not_know(ask) -> None:
    with pytest.raises(CalendarExhausted, match="Add the missing years"):
        ask(CALENDAR)


def test_empty_calendar_knows_no_day() -> None:
    with pytest.raises(CalendarExhausted):
        WorkingDays(frozenset(), 0, 0).is_working_day(date(2026, 1, 5))


@given(DAYS, st.integers(-200, 200))
def test_adding_and_counting_working_days_are_inverse(start: date, working_days: int) -> None:
    end = CALENDAR.add(start, working_days)
    if working_days >= 0 or CALENDAR.is_working_day(start):
        assert CALENDAR.between(start, end) == working_days
    assert CALENDAR.between(start, end) == -CALENDAR.between(end, start)


@given(DAYS, DAYS)
def test_working_days_between_are_those_counted_one_by_one(start: date, end: date) -> None:
    first, last = sorted((start, end))
    one_by_one = sum(
        CALENDAR.is_working_day(first + timedelta(days=n)) for n in range(1, (last - first).days + 1)
    )
    assert abs(CALENDAR.between(start, end)) == one_by_one


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)), st.integers(-60, 60))
def test_months_never_leave_their_month(start: date, months: int) -> None:
    due = add_months(start, months)
    assert (due.year * 12 + due.month) - (start.year * 12 + start.month) == months
    assert due.day == start.day or (due.day < start.day and (due + timedelta(days=1)).day == 1)
    assert due == start + relativedelta(months=months)


@given(DAYS)
def test_last_working_day_is_one_and_lies_close_before(on: date) -> None:
    last = CALENDAR.last_on_or_before(on)
    assert CALENDAR.is_working_day(last)
    assert timedelta() <= on - last <= timedelta(days=5)


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        ("2022-03-10", "2026-03-09", 3),
        ("2022-03-10", "2026-03-10", 4),  # on the birthday itself
        ("2020-02-29", "2024-02-28", 3),
        ("2020-02-29", "2024-02-29", 4),
        ("2020-02-29", "2023-02-28", 2),
        ("2020-02-29", "2023-03-01", 3),
        ("2020-02-29", "2020-02-28", -1),
    ],
)
def test_age_changes_on_the_birthday(born: str, on: str, age: int) -> None:
    assert age_on(day(born), day(on)) == age


def test_birthday_of_a_leap_day_child_in_a_common_year() -> None:
    assert birthday(day("2008-02-29"), 18) == day("2026-03-01")
    assert birthday(day("2008-02-29"), 4) == day("2012-02-29")
