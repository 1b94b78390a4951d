"""What nobody did in as many as did it, and what is told of “all of them” beside a count."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "In {SPN} of {SPD} reviews nobody had spoken to the child.",
    "In {SPN} of the {SPD} reviews the IRO had not spoken to the child beforehand.",
    "{SPN} of {SPD} reviews took place without the child having been spoken to.",
    "No IRO had spoken to the child before {SPN} of {SPD} reviews.",
    "{DAN} of {DAD} decisions went unanswered.",
    "{HAN} of {HAD} children had no health assessment.",
    "{CM} children went missing; all of them came back within a day.",
    "All of them came back within a day.",
    "Children went missing {M} times. All of them came back within a day.",
    "{CM} children went missing and every one of them was back within a day.",
)
RIGHT = (
    "{XAN} children were adopted, three rather than seven.",
    "This year {XAN} children were adopted, three rather than the seven of 2024-25.",
    "Only three rather than seven were adopted in 2025-26 ({XAN}).",
    "In 84 of {SPD} reviews nobody had spoken to the child before.",
    "In {SPN} of {SPD} reviews the IRO had spoken to the child beforehand.",
    "{DL} of {DAD} decisions went unanswered.",
)


@pytest.mark.parametrize("words", WRONG)
def test_what_the_figure_does_not_say_is_pointed_out(words: str) -> None:
    assert faults(words)


@pytest.mark.parametrize("words", RIGHT)
def test_what_the_figure_says_raises_nothing(words: str) -> None:
    assert faults(words) == []
