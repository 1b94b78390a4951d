"""What England has may stand beside our figure as a typed number: it says on which side of it ours lies."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "{SC} of the children counted had been settled for two years. That is a long way above 69.0% for "
    "England.",
    "{SC} had been settled for two years. That is below 59.0% for England.",
    "{CLO} of care leavers were occupied, ahead of 54.0% for England.",
    "{F} live in foster care. That is below 67.0% for England.",
    "{T} had three or more homes, more than 10.0% in England.",
    "In the year England had {SC} settled for two years.",
    "{SC} had been settled for two years, over 69.0% in England.",
)
RIGHT = (
    "Just one in four of the children counted had been settled in the same home for two years ({SC}). "
    "That is a long way below 69.0% for England and lower than our own 31.3% of the year before.",
    "{SC} of the children counted had been settled for two years. This is far below the 69.0% of England.",
    "{SC} of the children counted had been settled for two years, against 69.0% for England as a whole.",
    "{CLO} of care leavers were occupied, well short of 54.0% for England.",
    "{F} live in foster care. That is above 67.0% for England.",
    "{T} had three or more homes, fewer than 10.0% in England.",
    "{CMP} went missing, which is lower than the England figure of 11.0%.",
    "{CLO} of care leavers were occupied. That is below 54.0% for England and also below our own 66.7% of "
    "the year before.",
    "{F} of our children were fostered, above the 67.0% of England, but lower than our own 82.5% of the "
    "year before.",
)


@pytest.mark.parametrize("words", WRONG)
def test_the_wrong_side_of_england_is_refused(words: str) -> None:
    assert faults(words)


@pytest.mark.parametrize("words", RIGHT)
def test_the_right_side_of_england_raises_nothing(words: str) -> None:
    assert faults(words) == []
