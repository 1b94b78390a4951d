"""“91.8% in the first quarter and 97.1% in the third”: the third is a quarter too."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "Reviews due improved from {DUE1} in the first quarter to {DUE3} in the fourth.",
    "Reviews due improved from {DUE1} in the first quarter to {DUE3} in the third, before easing to 93.9% "
    "in the fourth.",
    "{S1} came in the first quarter and {S3} in the second.",
    "{S1} came in the first quarter, 13 in the second, {S3} in the third and {S4} in the fourth.",
    "In the first quarter {DUE1} of reviews due were in time; in the second it was {DUE3}.",
    "{S1} came in the first quarter, 12 in the second and {S4} in the third.",
)
RIGHT = (
    "When the measure is taken of reviews due, and not merely of those held, performance is seen to have "
    "improved from {DUE1} in the first quarter to {DUE3} in the third, before easing to 95.9% in the "
    "fourth.",
    "{S1} came in the first quarter, 12 in the second, {S3} in the third and {S4} in the fourth.",
    "{S1} came in the first quarter and {S2} in the second.",
    "In the first quarter {DUE1} of reviews due were in time; in the third it was {DUE3}.",
    "In the first quarter {S1} children came in, and {KS} of second reviews were in time.",
)


@pytest.mark.parametrize("words", WRONG)
def test_another_quarter_is_refused(words: str) -> None:
    assert faults(words)


@pytest.mark.parametrize("words", RIGHT)
def test_the_quarter_left_out_raises_nothing(words: str) -> None:
    assert faults(words) == []
