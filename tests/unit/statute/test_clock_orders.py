"""A review under a placement order that was overdue when the child was placed was missed (RC-7a, AAR reg
36(1)).
"""

from datetime import date

import pytest

from statute.clock_facts import CarePeriod, ChildFacts, LegalSpan, PlacementSpan, ReviewFact, State
from statute.review_clock import replay
from statute.terms import TermsInForce
from tests.unit.statute.care import CALENDAR

ORDER = date(2025, 8, 31)  # its own date is 30 November 2025; the care-planning date is 27 December 2025


@pytest.mark.parametrize(
    ("placed_on", "state", "rule"),
    [
        (date(2025, 11, 30), State.VOID, "RC-7a on its day"),
        (date(2025, 12, 1), State.MISSED, "RC-7a passed by a day"),
        (date(2025, 12, 20), State.MISSED, "RC-7a passed, care-planning date to come"),
        (date(2025, 12, 28), State.MISSED, "both passed"),
    ],
)
def test_placed_without_a_review_under_an_order(placed_on: date, state: State, rule: str) -> None:
    start = date(2025, 3, 12)
    held = (date(2025, 4, 8), date(2025, 6, 27))
    facts = ChildFacts(
        born_on=date(2023, 1, 29),
        periods=(CarePeriod(start),),
        legal=(LegalSpan("C1", start, ORDER), LegalSpan("E1", ORDER)),
        placements=(PlacementSpan("U3", start, placed_on), PlacementSpan("A6", placed_on)),
        reviews=tuple(ReviewFact(day, day, day) for day in held),
    )
    cycles = replay(facts, as_at=date(2026, 3, 31), calendar=CALENDAR, terms=TermsInForce())
    turn = next(c for c in cycles if c.closed_on == placed_on)
    assert (turn.rule, turn.due_on, turn.state) == ("RC-7a", date(2025, 11, 30), state), rule
