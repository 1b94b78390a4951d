"""What the page of a child's clock says of whether a review was held: unknown is never “not held”."""

from datetime import date
from types import SimpleNamespace

import pytest

from accounts.templatetags.govuk import turn_held
from statute.clock_facts import State

DAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("state", "says"),
    [
        (State.OPEN, "not yet"),
        (State.OVERDUE, "not held"),
        (State.ADJOURNED, "begun"),
        (State.UNCONFIRMED, "not known"),
        (State.MISSED, "not held"),
        (State.VOID, "not required"),
        (State.NOT_KNOWN, "not known"),
    ],
)
def test_a_turn_without_a_review(state: State, says: str) -> None:
    turn = SimpleNamespace(held_on=None, state_on=lambda day: state)
    assert turn_held(turn, DAY) == says


def test_a_review_that_was_held() -> None:
    assert turn_held(SimpleNamespace(held_on=date(2026, 3, 2)), DAY) == "2 March 2026"
