"""“Came up short of our target” and “ended up below it” tell where something ended, not that it rose."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "At {H} we came up to our 95.0% target for reviews on time.",
    "Timeliness came up to {H}.",
    "Participation has come up, to {P}.",
    "At {P} we came out just above our target of 90.0%.",
    "Participation ended up higher than the year before ({P}).",
    "Immunisations crept up over the year, to {IM}.",
    "The number in care ended up lower than the year before, at {C}.",
)
RIGHT = (
    "At {H} we came up just short of our 95.0% target for reviews on time. It was close, and one more on "
    "time would have seen us over the line.",
    "At {H} we came up a little short of the target of 95.0%.",
    "Timeliness came up against the target of 95.0% and fell short, at {H}.",
    "At {P} we ended up below our target of 90.0%.",
    "With {H} in time we ran up against the limits of the diary, and the target of 95.0% was missed.",
    "The target of 90.0% turned out to be out of reach: {P} took part.",
    "What came up again and again in the {SPN} talks was school.",
    "We came down narrowly on the wrong side of our 95.0% target ({H}).",
    "{DL} decisions were without an answer and were followed up by the IRO.",
    "At {IM}, immunisations ended up a little below the share of the year before.",
)


@pytest.mark.parametrize("words", WRONG)
def test_what_moved_the_other_way_is_refused(words: str) -> None:
    assert faults(words)


@pytest.mark.parametrize("words", RIGHT)
def test_where_it_ended_raises_nothing(words: str) -> None:
    assert faults(words) == []
