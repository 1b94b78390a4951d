"""“We kept our promise that 95% would be”: a promise with the number of a target is kept where it was met."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "We kept our promise that 95% of reviews would be on time: the result was {H}.",
    "We delivered on our commitment that 90% of children would take part, and {P} did.",
    "We did not break our promise that 95% of reviews would be on time: {H} were.",
    "We honoured our pledge of 95% of reviews in time, with {H}.",
)
RIGHT = (
    "We have not kept our promise that 95% of reviews would be on time: the result was {H}.",
    "We broke our promise that 95% of reviews would be on time: the result was {H}.",
    "We did not deliver on our commitment of 95%: {H} of reviews were on time.",
    "We fell short of our pledge of 95% of reviews in time, with {H}.",
)


@pytest.mark.parametrize("words", WRONG)
def test_a_promise_that_was_not_kept_is_not_told_as_kept(words: str) -> None:
    assert faults(words)


@pytest.mark.parametrize("words", RIGHT)
def test_a_broken_promise_may_be_told(words: str) -> None:
    assert faults(words) == []
