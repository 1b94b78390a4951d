"""How far from home and where a child lives: the columns that a return carries besides the national ones."""

from datetime import date
from decimal import Decimal

import pytest

from children.models import Child, Placement
from tests import factories as make
from tests.integration.children.returns import EPISODES, episode, small, table

MORE = (*EPISODES, "PL_DISTANCE", "PL_LOCATION", "PL_LA")


def _files(*cells):
    return small(episodes=table(MORE, (*episode(), *cells)))


@pytest.mark.parametrize(
    ("cells", "miles", "outside"),
    [
        (("23.4", "OUT", "370"), Decimal("23.4"), True),
        (("0", "IN", "310"), Decimal(0), False),
        (("999.9", "", ""), None, None),
        (("20.05", "", "310"), Decimal("20.1"), False),
        (("", "", "E08000017"), None, True),
    ],
)
def test_distance_and_area_come_with_the_return(bring_in, authority, cells, miles, outside):
    type(authority).objects.filter(pk=authority.pk).update(dfe_code="310")
    authority.refresh_from_db()
    outcome = bring_in(_files(*cells))
    assert not outcome.defects
    placement = Placement.objects.get()
    assert (placement.distance_miles, placement.is_out_of_area) == (miles, outside)
    assert not any("PL_" in note for note in outcome.warnings)


def test_without_the_councils_own_code_an_area_says_nothing(bring_in, authority):
    bring_in(_files("", "", "370"))
    assert Placement.objects.get().is_out_of_area is None


def test_the_same_return_again_changes_nothing(bring_in, authority):
    bring_in(_files("23.4", "OUT", ""))
    again = bring_in(_files("23.4", "OUT", ""))
    assert again.counts.get("changed", 0) == again.counts.get("new", 0) == 0


def test_a_wrong_cell_costs_that_cell_alone(bring_in, authority):
    outcome = bring_in(_files("far", "AWAY", "ABCDEFGHIJK"))
    assert sorted(d.column for d in outcome.pointed_out) == ["PL_DISTANCE", "PL_LA", "PL_LOCATION"]
    assert Placement.objects.get().distance_miles is None


def test_a_return_without_the_columns_is_read_as_before(bring_in, authority):
    outcome = bring_in(small())
    assert not any("PL_" in note for note in outcome.warnings)
    assert Placement.objects.get().distance_miles is None


def test_a_placement_entered_by_hand_keeps_what_was_said_of_it(bring_in, authority):
    """The child left and came back: the second time is in no return yet, though the first is."""
    type(authority).objects.filter(pk=authority.pk).update(dfe_code="310")
    authority.refresh_from_db()
    ended = episode(DEC="01/10/2025", REC="E4A")
    bring_in(small(episodes=table(MORE, (*ended, "23.4", "OUT", "370"))))
    child = Child.objects.get()
    period = make.make_period(child, date(2025, 11, 3))
    make.make_episode(period)
    make.make_placement(period, distance_miles=7, is_out_of_area=False)
    outcome = bring_in(small(episodes=table(MORE, (*ended, "30", "OUT", "370"))))
    assert outcome.defects == []
    found = [(p.source_id is None, p.distance_miles, p.is_out_of_area) for p in Placement.objects.all()]
    assert found == [(False, 30, True), (True, 7, False)]
