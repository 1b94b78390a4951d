"""The numbers of a list are no figures; a count in brackets is one."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "Three groups were late: (7) second reviews, (4) first ones and (6) later ones.",
    "We saw (3) formal disputes in the year.",
    "Adoptions (1), special guardianship orders (2) and returns home (3) were made.",
)
RIGHT = (
    "Our priorities for 2026-27 are: (1) preparing children better for their reviews, (2) chasing "
    "unanswered decisions sooner, and (3) recording compliments and good practice so that they can be"
    " counted next time.",
    "We will do three things: 1) prepare children, 2) chase decisions, 3) record compliments.",
    "Our priorities: 1. prepare children better; 2. chase decisions; 3. record compliments.",
    "The steps are (a) to ask, (b) to write and (c) to check.",
    "There are two aims: (i) to hear children and (ii) to write to them.",
)


@pytest.mark.parametrize("words", WRONG)
def test_a_count_in_brackets_is_pointed_out(words: str) -> None:
    assert faults(words)


@pytest.mark.parametrize("words", RIGHT)
def test_a_number_of_a_list_raises_nothing(words: str) -> None:
    assert faults(words) == []
