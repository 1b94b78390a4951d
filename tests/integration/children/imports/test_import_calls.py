"""What an import says of moves, remands and plans calls for a review before it (RC-5)."""

from datetime import date

import pytest

from children.imports.withdrawal import withdraw
from children.models import Child
from reviews.models import ReviewCycle, ReviewTrigger
from tests.integration.children.conftest import TODAY
from tests.integration.children.returns import EPISODES, REVIEWS, episode, review, small, table

pytestmark = pytest.mark.django_db


def moved(why: str) -> str:
    """The placement ended on 15 July 2025 for a reason, and another began."""
    end = {"DEC": "15/07/2025", "REC": "X1", "REASON_PLACE_CHANGE": why}
    return table(EPISODES, episode(**end), episode(DECOM="15/07/2025", RNE="P", PLACE="U4"))


@pytest.mark.parametrize(("why", "count"), [("LAREQ", 1), ("CARPL", 1), ("CREQB", 0)])
def test_a_move_by_the_council_is_found_in_a_return(bring_in, why, count):
    bring_in(small(episodes=moved(why)), year=2026)
    assert ReviewTrigger.objects.count() == count


def test_the_end_of_a_remand_is_found_in_a_return(bring_in):
    remand = episode(LS="J1", PLACE="K1", DEC="15/12/2025", REC="E14", DECOM="27/11/2025", DOB="15/06/2010")
    rows = small(episodes=table(EPISODES, remand), reviews=table(REVIEWS))
    rows["header.csv"] = rows["header.csv"].replace(b"2012", b"2010")
    bring_in(rows, year=2026)
    found = ReviewTrigger.objects.get()
    assert (found.kind, found.raised_on) == ("POLICE_REMAND_END", date(2025, 11, 27))
    assert found.needed_before == date(2025, 12, 15)


def test_imported_again_and_withdrawn_leave_nothing_twice_and_nothing_over(bring_in, authority):
    for _ in range(2):
        bring_in(small(episodes=moved("LAREQ")), year=2026)
    assert ReviewTrigger.objects.count() == 1
    withdraw(authority=authority, year=2026, by=None, today=TODAY)
    assert not ReviewTrigger.objects.exists() and not Child.objects.exists()


def test_a_breach_is_no_lateness(bring_in):
    """Vector (b): no review before the change, and the next one still in time."""
    reviews = table(REVIEWS, review(), review(on="20/08/2025"))
    bring_in(small(episodes=moved("CARPL"), reviews=reviews), year=2026)
    assert ReviewTrigger.objects.count() == 1
    held = ReviewCycle.objects.filter(held_on__isnull=False)
    assert {cycle.state for cycle in held} == {"met"}
