"""“Half, in fact rather more” is told of a share above a half."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "Half of the children stayed in one home, in fact slightly fewer ({MV0}).",
    "A third left for special guardianship, in fact rather more ({XS}).",
    "Three quarters were in foster care, in fact a little less ({F}).",
    "Half of the children in care were ten or over, in fact rather fewer ({C10} were 10 to 15).",
    "Half of those who went missing were boys, in fact rather more ({CM}).",
)
RIGHT = (
    "Half of those who came into care were ten or over, in fact rather more: {A10} were 10 to 15 and "
    "{A16} were older.",
    "Half of those who came were ten or over, in fact somewhat more: {A10} were 10 to 15 and {A16} 16 and "
    "over.",
    "Half of the children stayed in one home, in fact slightly more ({MV0}).",
    "A third left for special guardianship, or rather slightly fewer ({XS}).",
    "Three quarters were in foster care, indeed a little more ({F}).",
    "Half of the children are on full care orders, indeed rather more ({LF}).",
)


@pytest.mark.parametrize("words", WRONG)
def test_the_other_side_is_refused(words: str) -> None:
    assert faults(words)


@pytest.mark.parametrize("words", RIGHT)
def test_the_side_that_is_said_raises_nothing(words: str) -> None:
    assert faults(words) == []
