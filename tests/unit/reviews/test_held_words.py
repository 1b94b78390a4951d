"""What the page of a child's clock says of whether a review was held: unknown is never “not held”."""

from datetime import date
from types import SimpleNamespace

import pytest

from accounts.templatetags.govuk import turn_held
from reviews.cycle import wording
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


@pytest.mark.parametrize(
    ("state", "is_of_breaks", "of_child", "says"),
    [
        (State.NOT_KNOWN, True, False, wording.BREAKS_NOT_TOLD),
        (State.NOT_KNOWN, False, False, ""),
        (State.UNCONFIRMED, False, False, wording.NOT_CONFIRMED),
        (State.UNCONFIRMED, False, True, wording.NOT_CONFIRMED_OF_CHILD),
        (State.OVERDUE, True, True, ""),
    ],
)
def test_the_reason_is_that_of_the_child(state: State, is_of_breaks: bool, of_child: bool, says: str) -> None:
    assert wording.why_not_known(state, is_of_breaks=is_of_breaks, of_child=of_child) == says
