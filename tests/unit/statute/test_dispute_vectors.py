"""The clocks of disputes: vectors of section 5, the total that never restarts, the shares of the presets."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disputes.process.presets import PRESETS
from statute import disputes as law
from statute.terms import STATUTORY, StagesTooLong, check_stages, tightened
from tests.unit.statute.care import CALENDAR, day


@pytest.mark.parametrize(
    ("raised", "limits", "starts", "due"),
    [
        # Easter, plain, Christmas: each stage raised on the last day of the one before
        (
            "2026-03-30",
            [5, 5, 5, 5],
            ["2026-03-30", "2026-04-08", "2026-04-15", "2026-04-22"],
            ["2026-04-08", "2026-04-15", "2026-04-22", "2026-04-29"],
        ),
        (
            "2026-01-05",
            [5, 5, 5, 5],
            ["2026-01-05", "2026-01-12", "2026-01-19", "2026-01-26"],
            ["2026-01-12", "2026-01-19", "2026-01-26", "2026-02-02"],
        ),
        (
            "2025-12-15",
            [5, 5, 5, 5],
            ["2025-12-15", "2025-12-22", "2025-12-31", "2026-01-08"],
            ["2025-12-22", "2025-12-31", "2026-01-08", "2026-01-15"],
        ),
        # five stages of four days over Easter
        (
            "2026-03-30",
            [4] * 5,
            ["2026-03-30", "2026-04-07", "2026-04-13", "2026-04-17", "2026-04-23"],
            ["2026-04-07", "2026-04-13", "2026-04-17", "2026-04-23", "2026-04-29"],
        ),
    ],
)
def test_stage_limits_equal_the_vectors(
    raised: str, limits: list[int], starts: list[str], due: list[str]
) -> None:
    found = [
        law.step_due_on(day(start), limit, calendar=CALENDAR)
        for start, limit in zip(starts, limits, strict=True)
    ]
    assert found == [day(d) for d in due]


@pytest.mark.parametrize(
    ("formal_on", "total"),
    [
        ("2026-03-30", "2026-04-29"),
        ("2026-01-05", "2026-02-02"),
        ("2025-12-15", "2026-01-15"),
        ("2026-11-23", "2026-12-21"),
    ],
)
def test_total_equals_the_vectors(formal_on: str, total: str) -> None:
    assert law.total_due_on(day(formal_on), calendar=CALENDAR) == day(total)


def test_an_early_answer_that_is_rejected_moves_the_next_stage_and_never_the_total() -> None:
    assert law.step_due_on(day("2026-01-07"), 5, calendar=CALENDAR) == day("2026-01-14")
    assert law.total_due_on(day("2026-01-05"), calendar=CALENDAR) == day("2026-02-02")


def test_a_jump_to_the_head_of_service_has_its_own_limit() -> None:
    assert law.step_due_on(day("2026-11-23"), 5, calendar=CALENDAR) == day("2026-11-30")


@pytest.mark.parametrize("limit", [None, 5])
def test_the_informal_stage_over_christmas(limit: int | None) -> None:
    due = law.step_due_on(day("2026-12-21"), limit, is_informal=True, calendar=CALENDAR)
    assert due == day("2026-12-30")


def test_the_informal_stage_without_a_limit_takes_the_council_s() -> None:
    own = tightened(informal_wd=3)
    assert law.step_due_on(day("2026-01-05"), None, is_informal=True, calendar=CALENDAR, terms=own) == day(
        "2026-01-08"
    )


def test_a_tightened_total_is_the_one_that_counts() -> None:
    own = tightened(drp_total_wd=15)
    assert law.total_due_on(day("2026-01-05"), calendar=CALENDAR, terms=own) == day("2026-01-26")
    with pytest.raises(StagesTooLong, match="add up to 20 working days; the whole process may take 15"):
        check_stages([5, 5, 5, 5], terms=own)


def test_six_stages_of_five_are_refused_with_the_reason() -> None:
    with pytest.raises(StagesTooLong, match="add up to 30 working days; the whole process may take 20"):
        check_stages([5] * 6)


@pytest.mark.parametrize(
    ("code", "limits"),
    [
        ("harrow", (10, 10)),
        ("bromley", (5, 5, 5, 5)),
        ("westminster", (20,)),
        ("haringey", (4, 4, 4, 4, 4)),
        ("usual", (5, 5, 5, 5)),
    ],
)
def test_presets_share_twenty_days_equally(code: str, limits: tuple[int, ...]) -> None:
    assert tuple(s.limit_wd for s in PRESETS[code].stages) == limits
    check_stages(limits)


@pytest.mark.parametrize(("stages", "shares"), [(3, (7, 7, 6)), (6, (4, 4, 3, 3, 3, 3)), (20, (1,) * 20)])
def test_what_is_left_over_goes_to_the_first_stages(stages: int, shares: tuple[int, ...]) -> None:
    assert law.shared_equally(stages) == shares


def test_days_used_count_working_days_and_stop_when_the_stage_ends() -> None:
    start, due = day("2026-03-30"), day("2026-04-08")
    used = law.days_used(start, due, as_at=day("2026-04-08"), calendar=CALENDAR)
    assert (used.used, used.limit, used.left, used.is_past) == (5, 5, 0, False)
    past = law.days_used(start, due, as_at=day("2026-04-10"), calendar=CALENDAR)
    assert (past.used, past.left, past.is_past) == (7, 0, True)
    ended = law.days_used(start, due, as_at=day("2026-06-01"), ended_on=day("2026-04-01"), calendar=CALENDAR)
    assert (ended.used, ended.is_past) == (2, False)
    assert law.days_used(start, None, as_at=day("2026-04-10"), calendar=CALENDAR).left is None


@pytest.mark.parametrize(
    ("here", "there", "skipped"), [(0, 1, ()), (1, 2, ()), (1, 3, (2,)), (0, 4, (1, 2, 3))]
)
def test_stages_between_are_the_skipped_ones(here: int, there: int, skipped: tuple[int, ...]) -> None:
    assert law.skipped_between([1, 2, 3, 4], here, there) == skipped


@pytest.mark.parametrize(("here", "there"), [(2, 2), (3, 1)])
def test_no_way_leads_back(here: int, there: int) -> None:
    with pytest.raises(ValueError, match="does not come after"):
        law.skipped_between([1, 2, 3, 4], here, there)


@pytest.mark.parametrize(("closed", "again"), [("2026-01-05", "2026-02-02"), ("2026-03-30", "2026-04-29")])
def test_nothing_yet_comes_back_after_twenty_working_days(closed: str, again: str) -> None:
    assert law.effect_due_on(day(closed), calendar=CALENDAR) == day(again)


days = st.dates(date(2015, 1, 1), date(2028, 12, 31))


@given(start=days, early=st.lists(st.integers(0, 5), min_size=1, max_size=4))
def test_the_total_never_depends_on_the_stages(start: date, early: list[int]) -> None:
    """However early each stage is answered or left, the last day in all stays, and no stage raised in time
    ends after it.
    """
    total = law.total_due_on(start, calendar=CALENDAR)
    on = start
    for used in early:
        due = law.step_due_on(on, 5, calendar=CALENDAR)
        assert due is not None and due <= total
        on = CALENDAR.add(on, used) if used else on
    assert law.total_due_on(start, calendar=CALENDAR) == total
    assert CALENDAR.between(start, total) == STATUTORY.drp_total_wd


@given(stages=st.integers(1, 20))
def test_shares_always_add_up_to_the_total(stages: int) -> None:
    assert sum(law.shared_equally(stages)) == STATUTORY.drp_total_wd
