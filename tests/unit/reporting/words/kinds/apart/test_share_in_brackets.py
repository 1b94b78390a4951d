"""“Of 46 who left, most (21) went home”: a share in words before a bracket is held to the part in it."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "Of {L} children who left care, most ({XFN}) went home to parents or family.",
    "Of the {C} children in care, the majority ({GM}) are boys.",
    "Of the {HD} reviews held, nearly all ({PN}) had the child taking part.",
    "Of the {LATE} late reviews, two thirds ({D20}) were more than ten working days late.",
    "Of the {SPD} reviews, about a third ({SPN}) began with a talk with the child.",
)
RIGHT = (
    "Of {L} children who left care, fewer than half ({XFN}) went home to parents or family.",
    "Of the {C} children in care, most ({FN}) live with foster carers.",
    "Of the {L} children who left, about a third ({XSN}) went to special guardians.",
    "Of the {SPD} reviews, just over half ({SPN}) began with a talk with the child.",
)


@pytest.mark.parametrize("words", WRONG)
def test_another_share_is_refused(words: str) -> None:
    assert faults(words)


@pytest.mark.parametrize("words", RIGHT)
def test_the_share_of_the_part_passes(words: str) -> None:
    assert faults(words) == []
