"""Clauses and sentences without a figure that tell how the one before them moved, or stands to others."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "There were {C} children in care, and our rate is below that of England.",
    "There were {C} children in care; the number has doubled since 2023-24.",
    "There were {C} children in care, and that has halved in two years.",
    "{T} had three or more homes, and it was higher than the national average.",
    "{S} children came into care, and the number has doubled since 2024-25.",
    "{C} children were in care. We are proud of how they are doing. The number has doubled since 2023-24.",
    "The number has doubled since 2023-24.",
    "Our rate has risen sharply.",
    "The share was below that of England.",
    "{S} children came into care. Our teams felt it. The total was the same as last year.",
    "{T} of children had three or more homes. We know why. The rate is above that of England.",
)
RIGHT = (
    "{HAN} of {HAD} children had a health assessment. It has improved their sleep and their school days.",
    "{DT} of children had their teeth checked. This has reduced the wait for those in pain.",
    "{H} of reviews were in time. That has grown out of years of work with the teams.",
    "The team is smaller than it was. It has grown closer.",
    "{S} children came into care. Our teams felt it. The total was lower than last year.",
    "{T} of children had three or more homes. We know why. The rate is below that of England.",
    "Our office moved. It has improved the mood.",
    "The number of the duty line has changed.",
    "{C} children were in care. They have grown in confidence.",
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
