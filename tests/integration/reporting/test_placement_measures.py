"""Distance, mix and stability against the vectors of I-06 to I-11, on rows made by hand."""

from datetime import date
from decimal import Decimal

import pytest

from reporting.measures.base import Result, Scope, compute, compute_by
from reporting.measures.registry import MEASURES
from reporting.periods import collection_year
from tests import factories as make

pytestmark = pytest.mark.django_db
YEAR = collection_year(2026)
END = YEAR.end


@pytest.fixture
def council():
    return make.make_authority()


def ask(council, code, period=YEAR):
    return compute(MEASURES[code], Scope(council, period))


def live(council, *homes, started_on=date(2020, 5, 1), born_on=date(2014, 1, 1)):
    """A child in care since a day whose placements follow each other: (code, started_on, reason_new)."""
    child = make.make_child(council, born_on=born_on)
    period = make.make_period(child, started_on)
    make.make_legal_status(period)
    for n, (code, begun, reason) in enumerate(homes):
        ended = homes[n + 1][1] if n + 1 < len(homes) else None
        make.make_placement(period, code, started_on=begun, ended_on=ended, reason_new=reason)
    return child


@pytest.mark.parametrize(
    ("miles", "counts"), [("18.8", False), ("21.7", True), ("20.0", False), ("20.1", True), (None, None)]
)
def test_more_than_twenty_miles(council, miles, counts):
    child = make.make_child_in_care(council)
    child.placements.update(distance_miles=Decimal(miles) if miles else None)
    expected = Result(0, 0, 1) if counts is None else Result(int(counts), 1, 0)
    assert ask(council, "placed_over_20_miles") == expected


THREE = [
    ("in one home all year", [("U6", date(2024, 1, 1), "S")], 1),
    (
        "two moves",
        [("U6", date(2024, 1, 1), "S"), ("U6", date(2025, 6, 2), "P"), ("K2", date(2025, 11, 3), "P")],
        3,
    ),
    (
        "hospital and back, then a move",
        [
            ("U6", date(2024, 1, 1), "S"),
            ("T1", date(2025, 5, 1), "P"),
            ("U6", date(2025, 5, 10), "P"),
            ("U4", date(2025, 9, 1), "P"),
        ],
        2,
    ),
    (
        "in hospital on 1 April and back",
        [("U6", date(2024, 1, 1), "S"), ("T1", date(2025, 3, 25), "P"), ("U6", date(2025, 4, 10), "P")],
        1,
    ),
    (
        "a new house of the same carer, then a move",
        [("U6", date(2024, 1, 1), "S"), ("U6", date(2025, 6, 2), "T"), ("K2", date(2025, 11, 3), "P")],
        2,
    ),
]


@pytest.mark.parametrize(("words", "homes", "number"), THREE)
def test_placements_in_the_year(council, words, homes, number):
    live(council, *homes)
    assert ask(council, "three_placements") == Result(int(number >= 3), 1, 0)
    moved = compute_by(MEASURES["placement_moves"], Scope(council, YEAR), "moves")
    assert list(moved) == [{1: "no move", 2: "one move", 3: "two moves or more"}[number]]


def test_placements_of_two_periods_of_care_count_together(council):
    child = make.make_child(council, born_on=date(2014, 1, 1))
    first = make.make_period(child, date(2024, 1, 1), ended_on=date(2025, 10, 10))
    make.make_placement(first, "U6")
    second = make.make_period(child, date(2025, 11, 20))
    make.make_legal_status(second)
    make.make_placement(second, "U6", ended_on=date(2026, 1, 5))
    make.make_placement(second, "U4", started_on=date(2026, 1, 5), reason_new="P")
    assert ask(council, "three_placements") == Result(1, 1, 0)


@pytest.mark.parametrize(
    ("since", "homes", "born_on", "expected"),
    [
        (date(2023, 9, 30), [("U6", date(2023, 9, 30), "S")], date(2014, 1, 1), Result(1, 1, 0)),
        (date(2023, 10, 1), [("U6", date(2023, 10, 1), "S")], date(2014, 1, 1), Result(0, 0, 0)),
        (
            date(2022, 1, 3),
            [("K2", date(2022, 1, 3), "S"), ("U6", date(2024, 3, 31), "P")],
            date(2014, 1, 1),
            Result(1, 1, 0),
        ),
        (
            date(2022, 1, 3),
            [("K2", date(2022, 1, 3), "S"), ("U6", date(2024, 4, 1), "P")],
            date(2014, 1, 1),
            Result(0, 1, 0),
        ),
        (date(2022, 1, 3), [("U6", date(2022, 1, 3), "S")], date(2010, 4, 1), Result(1, 1, 0)),
        (date(2022, 1, 3), [("U6", date(2022, 1, 3), "S")], date(2010, 3, 31), Result(0, 0, 0)),
        (
            date(2022, 1, 3),
            [("K2", date(2022, 1, 3), "S"), ("U6", date(2024, 2, 1), "P"), ("A6", date(2025, 11, 1), "P")],
            date(2021, 1, 1),
            Result(1, 1, 0),
        ),
        (
            date(2022, 1, 3),
            [("U6", date(2022, 1, 3), "S"), ("T1", date(2025, 6, 1), "P"), ("U6", date(2025, 6, 20), "P")],
            date(2014, 1, 1),
            Result(1, 1, 0),
        ),
    ],
)
def test_settled_for_two_years(council, since, homes, born_on, expected):
    live(council, *homes, started_on=since, born_on=born_on)
    assert ask(council, "settled_placement") == expected


@pytest.mark.parametrize(
    ("begun", "settled", "same_home"),
    [
        (date(2022, 10, 19), Result(1, 1, 0), Result(1, 1, 0)),
        (date(2023, 11, 1), Result(1, 1, 0), Result(0, 0, 1)),
        (date(2025, 2, 1), Result(0, 0, 1), Result(0, 0, 1)),
    ],
)
def test_a_first_known_placement_that_goes_on_counts_once_it_is_long_enough(
    council, begun, settled, same_home
):
    """The returns begin with an episode that continues an earlier one: how long before is not known."""
    live(council, ("U6", begun, "T"), started_on=date(2021, 1, 1))
    assert ask(council, "settled_placement") == settled
    assert ask(council, "same_home") == same_home


def test_the_mix_adds_up_to_all_and_a_temporary_home_stands_for_the_one_before(council):
    start = date(2024, 1, 1)
    for code, provider in [
        ("K2", "PR4"),
        ("U1", "PR1"),
        ("U6", "PR1"),
        ("U6", "PR4"),
        ("U6", "PR2"),
        ("A6", "PR1"),
        ("K3", "PR4"),
        ("P1", "PR0"),
        ("Z12", ""),
    ]:
        child = live(council, (code, start, "S"))
        child.placements.update(provider=provider)
    live(council, ("U6", start, "S"), ("T3", date(2026, 3, 20), "P"))
    bare = make.make_child(council)
    make.make_period(bare, start)
    found = compute_by(MEASURES["placement_mix"], Scope(council, YEAR), "home")
    assert {k: r.numerator for k, r in found.items()} == {
        "Residential": 1,
        "Kinship foster care": 1,
        "In-house foster care": 2,
        "Agency foster care": 1,
        "Foster care of another council": 1,
        "Placed for adoption": 1,
        "Supported or independent living": 1,
        "With parents": 1,
        "Other": 1,
        "not recorded": 1,
    }
    assert sum(r.numerator for r in found.values()) == ask(council, "looked_after_at_end").numerator == 11
    assert ask(council, "placed_in_house_foster") == Result(2, 10, 1)


def test_the_list_behind_the_figure_is_the_children_counted(council):
    far = make.make_child_in_care(council)
    far.placements.update(distance_miles=Decimal("35.2"))
    make.make_child_in_care(council)
    rows = MEASURES["placed_over_20_miles"].rows(Scope(council, YEAR))
    assert list(rows.numerator()) == [far]
    assert rows.not_known().count() == 1


@pytest.mark.parametrize(
    ("day", "first"), [(date(2026, 3, 31), date(2025, 4, 1)), (date(2025, 4, 30), date(2025, 4, 1))]
)
def test_a_month_counts_moves_since_1_april(council, day, first):
    """Harrow's row rises through the year and starts again in April."""
    live(
        council, ("U6", date(2024, 1, 1), "S"), ("U4", date(2025, 4, 10), "P"), ("K2", date(2025, 4, 20), "P")
    )
    period = type(YEAR)(day.replace(day=1), day)
    assert first.month == 4
    assert ask(council, "three_placements", period) == Result(1, 1, 0)
