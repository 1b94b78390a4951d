"""How many more came than left, told beside the number in care."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "Ten fewer came than left over the twelve months, which is why the number in care went up from "
    "{CB} to {C}.",
    "Twelve more came than left over the twelve months, which is why the number in care went up from "
    "{CB} to {C}.",
    "More left than came over the twelve months, and the number in care went from {CB} to {C}.",
    "Ten more left than came, which is why the number in care went up from {CB} to {C}.",
    "Fewer came than left: the number in care moved from {CB} to {C}.",
)
RIGHT = (
    "Ten more came than left over the twelve months, which is why the number in care went up from "
    "{CB} to {C}.",
    "Ten more children came than left, and the number in care rose from {CB} to {C}.",
    "The number in care rose from {CB} to {C}, as ten more came into care than left it.",
    "More children came into care than left it: the number rose from {CB} to {C}.",
    "Because more came than left, {C} children were in care at the end of the year, ten more than the"
    " {CB} of a year before.",
    "We ended the year with {C} children against {CB} at its start, since arrivals exceeded "
    "departures by ten.",
)


@pytest.mark.parametrize("words", WRONG)
def test_another_balance_is_refused(words: str) -> None:
    assert faults(words)


@pytest.mark.parametrize("words", RIGHT)
def test_the_balance_raises_nothing(words: str) -> None:
    assert faults(words) == []
