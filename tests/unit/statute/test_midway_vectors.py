"""The vectors of section 4: the middle day, its window, and what becomes of a check (MW-1 to MW-4)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statute import midway
from statute.clock_facts import ReviewCycle
from statute.midway import Interval, MidwayState, NotRequired
from statute.terms import STATUTORY, tightened
from tests.unit.statute.care import CALENDAR, day

DAYS = st.dates(min_value=date(2011, 1, 1), max_value=date(2026, 1, 1))


@pytest.mark.parametrize(
    ("id_", "held", "due", "target"),
    [
        ("MW-2a", "2026-01-15", "2026-07-15", "2026-04-15"),
        ("MW-2b", "2026-04-29", "2026-10-29", "2026-07-29"),
        ("MW-2c", "2026-01-30", "2026-04-30", "2026-03-16"),
    ],
)
def test_the_middle_day(id_: str, held: str, due: str, target: str) -> None:
    assert midway.middle(Interval(day(held), day(due)), calendar=CALENDAR).target_on == day(target)


@pytest.mark.parametrize(
    ("target", "opens", "closes"),
    [
        ("2026-04-15", "2026-03-23", "2026-05-07"),  # Good Friday, Easter Monday; the May holiday
        ("2026-07-29", "2026-07-08", "2026-08-19"),
        ("2026-12-20", "2026-11-30", "2027-01-13"),  # a Sunday; three holidays
    ],
)
def test_the_window_is_fifteen_working_days_on_either_side(target: str, opens: str, closes: str) -> None:
    middle = day(target)
    found = midway.middle(
        Interval(middle.replace(year=middle.year - 1), middle.replace(year=middle.year + 1)),
        calendar=CALENDAR,
    )
    assert (found.target_on, found.window_from, found.window_to) == (middle, day(opens), day(closes))


@pytest.mark.parametrize(
    ("id_", "interval", "changes", "why"),
    [
        ("MW-2a", Interval(day("2026-01-15"), day("2026-07-15")), {}, None),
        ("MW-2c", Interval(day("2026-01-30"), day("2026-04-30"), True), {}, NotRequired.FIRST_TO_SECOND),
        (
            "MW-2c on",
            Interval(day("2026-01-30"), day("2026-04-30"), True),
            {"midway_first_to_second": True},
            None,
        ),
        ("90 days", Interval(day("2026-01-30"), day("2026-04-30")), {}, None),
        ("89 days", Interval(day("2026-01-31"), day("2026-04-30")), {}, NotRequired.SHORT_INTERVAL),
        ("off", Interval(day("2026-01-15"), day("2026-07-15")), {"midway": False}, NotRequired.SWITCHED_OFF),
    ],
)
def test_what_needs_a_check(
    id_: str, interval: Interval, changes: dict[str, bool], why: NotRequired | None
) -> None:
    assert midway.not_required(interval, terms=tightened(**changes)) == why


SIX_MONTHS = midway.middle(Interval(day("2026-01-15"), day("2026-07-15")), calendar=CALENDAR)


@pytest.mark.parametrize(
    ("as_at", "facts", "state"),
    [
        ("2026-03-22", {}, MidwayState.PLANNED),
        ("2026-03-23", {}, MidwayState.DUE),
        ("2026-05-07", {}, MidwayState.DUE),
        ("2026-05-08", {}, MidwayState.OVERDUE),
        ("2026-05-08", {"done_on": day("2026-05-07")}, MidwayState.DONE),
        ("2026-05-08", {"done_on": day("2026-05-08")}, MidwayState.LATE),
        ("2026-04-01", {"next_review_on": day("2026-03-30")}, MidwayState.SUPERSEDED),  # before the midpoint
        ("2026-05-08", {"next_review_on": day("2026-05-07")}, MidwayState.SUPERSEDED),
        ("2026-06-01", {"next_review_on": day("2026-05-08")}, MidwayState.MISSED),
        ("2026-06-01", {"ended_on": day("2026-04-01")}, MidwayState.ENDED),
        ("2026-06-01", {"ended_on": day("2026-05-20")}, MidwayState.MISSED),
        (
            "2026-06-01",
            {"ended_on": day("2026-05-20"), "next_review_on": day("2026-04-20")},
            MidwayState.SUPERSEDED,
        ),
        ("2026-08-01", {"done_on": day("2026-04-10"), "next_review_on": day("2026-04-20")}, MidwayState.DONE),
        ("2026-04-02", {"next_review_on": day("2026-04-03")}, MidwayState.DUE),  # not known yet
    ],
)
def test_how_a_check_stands(as_at: str, facts: dict[str, date], state: MidwayState) -> None:
    assert midway.standing(SIX_MONTHS, as_at=day(as_at), **facts) == state


def test_a_check_is_not_a_review() -> None:
    """MW-4: the clock's turns know nothing of midway checks, so none can fill one."""
    assert not [name for name in ReviewCycle._fields if "midway" in name]


def test_the_social_worker_has_five_working_days() -> None:
    assert midway.update_due_on(day("2026-03-30"), calendar=CALENDAR) == day("2026-04-08")
    assert midway.update_due_on(
        day("2026-03-30"), calendar=CALENDAR, terms=tightened(midway_update_wd=2)
    ) == day("2026-04-01")


@given(DAYS, st.integers(min_value=90, max_value=200))
def test_the_target_lies_in_its_window_and_between_the_reviews(held: date, length: int) -> None:
    due = date.fromordinal(held.toordinal() + length)
    found = midway.middle(Interval(held, due), calendar=CALENDAR)
    assert held < found.target_on < due
    assert found.window_from < found.target_on < found.window_to
    before, after = (found.target_on - held).days, (due - found.target_on).days
    assert after - before in (0, 1)  # rounded down


@given(DAYS, DAYS, DAYS)
def test_a_done_check_is_never_superseded(done: date, review: date, as_at: date) -> None:
    found = midway.standing(SIX_MONTHS, as_at=max(as_at, done), done_on=done, next_review_on=review)
    assert found in (MidwayState.DONE, MidwayState.LATE)


@pytest.mark.parametrize(
    ("last_made", "due"), [(None, "2026-02-26"), ("2026-02-20", "2026-04-03"), ("2026-01-02", "2026-02-26")]
)
def test_contact_is_due_as_agreed(last_made: str | None, due: str) -> None:
    """P-44: what happened before the agreement does not count towards it."""
    found = midway.contact_due_on(day("2026-01-15"), day(last_made) if last_made else None, 6)
    assert found == day(due)


def test_the_terms_are_our_own_and_have_no_ceiling() -> None:
    assert tightened(midway_window_wd=20, monitoring_answer_wd=10).midway_window_wd == 20
    assert (STATUTORY.midway, STATUTORY.midway_window_wd, STATUTORY.midway_min_interval_days) == (
        True,
        15,
        90,
    )
