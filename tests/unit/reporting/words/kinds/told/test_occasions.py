"""So many “occasions” are those of what the figure counts, where their clause names it."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "Children came into care on {C} occasions.",
    "Children were visited on {MWN} occasions.",
    "Children went missing on {CM} occasions.",
    "On {C} occasions a child moved.",
    "Reviews were held late on {HN} occasions.",
    "Disputes were raised on {MWN} occasions.",
    "In the year, checks were late on {MWN} occasions, which was not good enough.",
)
RIGHT = (
    "Midway checks were completed in time on {MWN} occasions out of {MWD} ({MW}), and the eight which "
    "were not so completed will be examined in supervision.",
    "Children were spoken to before their review on {SPN} occasions out of {SPD}.",
    "Managers answered decisions on {DAN} of {DAD} occasions.",
    "Reviews were held in time on {HN} of {HD} occasions.",
    "Children went missing on {M} occasions.",
    "On {LATE} occasions a review was held late.",
    "On {HN} occasions out of {HD} the review was held within its time.",
    "Of the {MWD} midway checks, {MWN} were in time, and on eight occasions the check was not done in time.",
)


@pytest.mark.parametrize("words", WRONG)
def test_occasions_of_something_else_are_refused(words: str) -> None:
    assert faults(words)


@pytest.mark.parametrize("words", RIGHT)
def test_occasions_of_what_is_counted_raise_nothing(words: str) -> None:
    assert faults(words) == []
