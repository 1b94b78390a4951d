"""Children looked after, starters and leavers: edges of days, breakdowns, and what reconciles (I-01 to
I-09)."""

from datetime import date

import pytest

from reporting.measures.base import Result, Scope, compute, compute_by
from reporting.measures.registry import MEASURES
from reporting.periods import Period, collection_year
from tests import factories as make

pytestmark = pytest.mark.django_db
YEAR = collection_year(2026)
END = YEAR.end


@pytest.fixture
def count(authority):
    """`count("starters")`: a count of 2025-26; with a dimension the counts by its keys."""

    def figure(code, dimension=None, period=YEAR):
        measure, scope = MEASURES[code], Scope(authority, period)
        if dimension is None:
            return compute(measure, scope).numerator
        return {key: r.numerator for key, r in compute_by(measure, scope, dimension).items()}

    return figure


def in_care(authority, start, end=None, **over):
    child = make.make_child(
        authority, **{k: v for k, v in over.items() if k not in ("status", "placement", "reason")}
    )
    ends = {"ended_on": end, "end_reason": over.get("reason", "E4A")} if end else {}
    period = make.make_period(child, start, **ends)
    make.make_legal_status(period, over.get("status", "C2"))
    make.make_placement(period, over.get("placement", "U6"))
    return child


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (END, None, 1),
        (date(2026, 4, 1), None, 0),
        (date(2025, 5, 1), END, 0),
        (date(2025, 5, 1), date(2026, 4, 1), 1),
    ],
)
def test_looked_after_at_the_end_of_the_last_day(authority, count, start, end, expected):
    in_care(authority, start, end)
    assert count("looked_after_at_end") == expected


@pytest.mark.parametrize(
    ("born_on", "expected"),
    [(date(2008, 4, 1), 1), (date(2008, 3, 31), 0), (date(2008, 2, 29), 0), (date(2001, 1, 1), 0)],
)
def test_nobody_is_looked_after_from_the_18th_birthday_on(authority, count, born_on, expected):
    in_care(authority, date(2024, 5, 1), born_on=born_on)
    assert count("looked_after_at_end") == expected


def test_a_leap_day_child_turns_18_on_1_march(authority, count):
    in_care(authority, date(2024, 5, 1), born_on=date(2008, 2, 29))
    assert count("looked_after_at_end", period=Period(date(2026, 2, 1), date(2026, 2, 28))) == 1
    assert count("looked_after_at_end", period=Period(date(2026, 2, 1), date(2026, 3, 1))) == 0


def test_short_breaks_are_counted_apart(authority, count):
    in_care(authority, date(2025, 5, 1), status="V4")
    in_care(authority, date(2025, 5, 1), status="V3")
    in_care(authority, date(2025, 5, 1))
    assert (count("looked_after_at_end"), count("short_breaks_at_end")) == (1, 2)
    assert (count("starters"), count("leavers")) == (1, 0)


def test_starters_and_leavers_are_periods_of_care(authority, count):
    child = in_care(authority, date(2025, 4, 1), date(2025, 9, 1))
    again = make.make_period(child, date(2025, 12, 1), ended_on=END, end_reason="E13")
    make.make_legal_status(again)
    in_care(authority, date(2025, 3, 31), date(2025, 4, 1))
    in_care(authority, date(2024, 3, 31), date(2025, 3, 31))
    assert count("starters") == 2
    assert count("leavers") == 3
    assert count("leavers", "reason") == {
        "Left care to live with parent/relative/other person with no PR": 1,
        "Returned home to parent/relative/other person with PR, as part of the care planning process": 2,
    }


def test_an_end_that_is_not_known_has_no_reason(authority, count):
    in_care(authority, date(2024, 3, 31), date(2025, 4, 1), reason="NK")
    parts = compute_by(MEASURES["leavers"], Scope(authority, YEAR), "reason")
    assert parts == {"not recorded": Result(0, None, 1)}


@pytest.mark.parametrize("year", [2025, 2026])
def test_start_and_starters_less_leavers_is_the_end(sample, year):
    """Periods of care, so that a child who came twice is no puzzle; short breaks stay apart."""
    scope = Scope(sample, collection_year(year))
    before = Scope(sample, collection_year(year - 1))
    at_start = compute(MEASURES["looked_after_at_end"], before).numerator
    at_end = compute(MEASURES["looked_after_at_end"], scope).numerator
    came, left = (compute(MEASURES[code], scope).numerator for code in ("starters", "leavers"))
    assert at_start + came - left == at_end


@pytest.mark.parametrize("dimension", ["age", "sex", "ethnicity", "placement"])
def test_every_breakdown_of_the_sample_adds_up(sample, dimension):
    scope = Scope(sample, YEAR)
    parts = compute_by(MEASURES["looked_after_at_end"], scope, dimension)
    assert len(parts) > 1
    assert sum(r.numerator for r in parts.values()) == 238


@pytest.mark.parametrize(
    ("born_on", "band"),
    [
        (END, "Under 1"),
        (date(2025, 4, 1), "Under 1"),
        (date(2025, 3, 31), "1 to 4"),
        (date(2021, 4, 1), "1 to 4"),
        (date(2021, 3, 31), "5 to 9"),
        (date(2016, 4, 1), "5 to 9"),
        (date(2016, 3, 31), "10 to 15"),
        (date(2010, 4, 1), "10 to 15"),
        (date(2010, 3, 31), "16 and 17"),
        (date(2008, 4, 1), "16 and 17"),
    ],
)
def test_age_bands_change_on_the_birthday(authority, count, born_on, band):
    in_care(authority, END, born_on=born_on)
    assert count("looked_after_at_end", "age") == {band: 1}


def test_starters_and_leavers_have_the_age_of_the_day(authority, count):
    """Nobody comes into care at 18; the age at the end of the year is another."""
    in_care(authority, date(2025, 5, 1), born_on=date(2007, 5, 2))
    in_care(authority, date(2025, 5, 1), date(2025, 12, 1), born_on=date(2024, 5, 2))
    assert count("starters", "age") == {"16 and 17": 1, "Under 1": 1}
    assert count("leavers", "age") == {"1 to 4": 1, "18 and over": 1}


def test_leavers_are_those_of_the_team_they_left(authority, count):
    team = make.make_team(authority, name="North")
    child = make.make_child_in_care(authority, team=team, started_on=date(2025, 5, 1))
    child.periods.update(ended_on=date(2026, 2, 2), end_reason="E4A")
    child.social_worker_allocations.update(ended_on=date(2026, 2, 2))
    assert count("leavers", "team") == {"North": 1}


def test_sex_and_ethnicity_in_words_and_not_recorded(authority, count):
    in_care(authority, END, sex="F", ethnicity="MWBC")
    in_care(authority, END, sex="M", ethnicity="REFU")
    in_care(authority, END, sex="", ethnicity="")
    assert count("looked_after_at_end", "sex") == {"Female": 1, "Male": 1, "not recorded": 1}
    assert count("looked_after_at_end", "ethnicity") == {
        "Mixed": 1,
        "Refused or not obtained": 1,
        "not recorded": 1,
    }


def test_a_temporary_placement_stands_for_the_one_it_interrupts(authority, count):
    child = make.make_child(authority)
    period = make.make_period(child, date(2025, 5, 1))
    make.make_legal_status(period)
    make.make_placement(period, "K2", started_on=date(2025, 5, 1), ended_on=date(2026, 3, 30))
    make.make_placement(period, "T1", started_on=date(2026, 3, 30))
    assert count("looked_after_at_end", "placement") == {"Residential": 1}


def test_placements_fall_into_their_groups(authority, count):
    for code in ("U6", "U1", "K2", "P1", "A6", "K3", "R5"):
        in_care(authority, END, placement=code)
    found = count("looked_after_at_end", "placement")
    assert (found["Foster care"], found["With parents"], found["Placed for adoption"]) == (2, 1, 1)
    assert sum(found.values()) == 7


def test_a_team_sees_its_own_children_only(authority):
    mine, other = make.make_team(authority, name="North"), make.make_team(authority, name="South")
    child = make.make_child_in_care(authority, team=mine)
    make.make_child_in_care(authority, team=other)
    whole = compute_by(MEASURES["looked_after_at_end"], Scope(authority, YEAR), "team")
    assert whole == {"North": Result(1, None), "South": Result(1, None)}
    children = type(child).objects.filter(pk=child.pk)
    assert compute(MEASURES["looked_after_at_end"], Scope(authority, YEAR, children)).numerator == 1


def test_by_month_every_month_is_a_period_of_its_own(authority, count):
    in_care(authority, date(2025, 5, 31), date(2025, 8, 1))
    months = count("looked_after_at_end", "month")
    assert [m for m, n in months.items() if n] == ["2025-05", "2025-06", "2025-07"]
    assert count("starters", "month")["2025-05"] == 1
    assert count("leavers", "month")["2025-08"] == 1
