"""“Doubled” and “halved” of a figure whose earlier number is typed beside it or stands nowhere."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "Over two years the number of children in care has doubled: 104 in March 2024 and {C} in March 2026.",
    "The number of children in care has more than doubled, to {C}.",
    "Adoptions halved, from seven to {XAN}.",
    "At {XAN}, adoptions have doubled.",
)
RIGHT = (
    "Adoptions more than halved, from seven to {XAN}.",
    "The number of children in care did not double; it is {C}.",
    "Requests for advocacy doubled, and children took part in {P} of reviews.",
    "Our budget for advocacy has doubled, which should help the {C} children in care to be heard.",
)


@pytest.mark.parametrize("words", WRONG)
def test_a_figure_that_did_not_is_refused(words: str) -> None:
    assert faults(words)


@pytest.mark.parametrize("words", RIGHT)
def test_a_figure_that_did_so_passes(words: str) -> None:
    assert faults(words) == []
