"""Clauses without a figure that tell how the figure before them moved, or how it stands to others."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "There were {C} children in care, and our rate is below that of England.",
    "There were {C} children in care; the number has doubled since 2023-24.",
    "There were {C} children in care, and that has halved in two years.",
    "{T} had three or more homes, and it was higher than the national average.",
    "{S} children came into care, and the number has doubled since 2024-25.",
)
RIGHT = (
    "There were {C} children in care, and the number has grown since 2023-24.",
    "There were {C} children in care, and that has kept us busy.",
    "{T} had three or more homes, and it was lower than the national average.",
    "{S} children came into care, but the number has fallen since 2024-25.",
    "{H} of reviews were in time, and we are proud of it.",
    "{C} children were in care and {HAN} had a health assessment, but it was not always a good one.",
)


@pytest.mark.parametrize("words", WRONG)
def test_what_is_wrong_is_refused_or_pointed_out(words: str) -> None:
    assert faults(words)


@pytest.mark.parametrize("words", RIGHT)
def test_what_is_right_raises_nothing(words: str) -> None:
    assert faults(words) == []
