"""“More than half of the 17 late reviews (7)”: a share of a printed whole is that of the part beside it, also
where all of them are late."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "More than half of the {LATE} late reviews ({D20}) took place 11 to 20 working days after they were due.",
    "Half of the {LATE} late reviews ({D5}) were late by no more than five working days.",
    "Most of the {LATE} reviews that ran late, {D20}, were 11 to 20 working days late.",
    "Two thirds of the {LATE} late reviews ({D20}) were 11 to 20 working days late.",
    "The majority of the {LATE} late reviews ({D5}) were up to 5 working days late.",
)
RIGHT = (
    "About two fifths of the {LATE} late reviews ({D20}) took place 11 to 20 working days after they "
    "were due.",
    "Fewer than half of the {LATE} late reviews ({D20}) were 11 to 20 working days late.",
    "About a third of the {LATE} late reviews ({D5}) were late by no more than five working days.",
    "Fewer than half of the {LATE} reviews that were held late ({D20}) were 11 to 20 working days late.",
)


@pytest.mark.parametrize("words", WRONG)
def test_another_share_is_refused(words: str) -> None:
    assert faults(words)


@pytest.mark.parametrize("words", RIGHT)
def test_the_share_of_the_part_passes(words: str) -> None:
    assert faults(words) == []
