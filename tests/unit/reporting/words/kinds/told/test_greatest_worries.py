"""The greatest worry is the worst figure, and the greatest strength the best."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "First reviews gave the greatest cause for concern, {KF} of them having been held in time.",
    "Our biggest worry is later reviews, where {KL} were in time.",
    "The largest problem lay in Children in Care South, where {TSO} of reviews were in time.",
    "The greatest strength was in second reviews, at {KS}.",
    "First reviews gave the least cause for concern, with {KF} held in time.",
)
RIGHT = (
    "Second reviews gave the greatest cause for concern, {KS} of them having been held in time as against "
    "{KF} of first reviews and {KL} of later ones; adoption reviews, by contrast, were all in time.",
    "Our biggest worry is second reviews, where {KS} were in time.",
    "Second reviews were the greatest challenge, with {KS} in time.",
    "The largest problem lay in Assessment and Safeguarding, where {TS} of reviews were in time.",
    "Second reviews carry the highest risk of delay: {KS} were in time.",
    "The main weakness was in second reviews, at {KS}.",
)


@pytest.mark.parametrize("words", WRONG)
def test_another_worry_is_refused(words: str) -> None:
    assert faults(words)


@pytest.mark.parametrize("words", RIGHT)
def test_the_greatest_worry_raises_nothing(words: str) -> None:
    assert faults(words) == []
