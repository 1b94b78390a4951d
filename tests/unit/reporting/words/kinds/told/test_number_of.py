"""“The number of episodes has gone up” is told of the figure before that counts episodes."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "{CM} children went missing, {M} times between them. The number of episodes has gone down by one.",
    "{CM} children went missing, {M} times between them. The number of episodes has gone up by two.",
    "{CM} children went missing, {M} times between them. The number of children has risen.",
    "{M} episodes of going missing were recorded. The number of episodes fell.",
    "In the year {LATE} reviews were late. The number of reviews held late fell.",
    "{C} children were in care and {L} periods of care ended. The number of children has fallen.",
)
RIGHT = (
    "{CM} children went missing, {M} times between them. The number of children has not changed from last "
    "year and the number of episodes has gone up by one.",
    "{CM} children went missing, {M} times between them. Episodes rose by one.",
    "{CM} children went missing, {M} times between them. The number of episodes rose, while the number of "
    "children stayed the same.",
    "{DA} of decisions were answered by managers. Most letters were short.",
    "{L} left care and {S} came in. The number of starters fell by 21 and the number of leavers by nine.",
    "In the year {LATE} reviews were late. The number of reviews held late rose by three.",
    "{C} children were in care and {L} periods of care ended. The number of children has grown by ten.",
    "{CM} children went missing, {M} times between them. Episodes rose, while the number of children "
    "stayed the same.",
)


@pytest.mark.parametrize("words", WRONG)
def test_the_number_of_what_is_counted_is_refused(words: str) -> None:
    assert faults(words)


@pytest.mark.parametrize("words", RIGHT)
def test_the_number_of_what_is_counted_raises_nothing(words: str) -> None:
    assert faults(words) == []
