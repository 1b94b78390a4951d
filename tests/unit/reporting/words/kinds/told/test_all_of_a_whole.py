"""“Before every one of the 184 reviews”, where it was before 100: all of a whole is held to its part."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "“Someone always asks me first what I think,” said one young person. This is true for all our children: "
    "IROs spoke to the child before every one of the {SPD} reviews.",
    "The child was spoken to beforehand at all {SPD} reviews.",
    "At none of the {SPD} reviews had the IRO spoken to the child beforehand.",
    "All of the {PD} reviews had the child taking part.",
    "Each of the {MWD} midway checks was done in time.",
    "Managers answered all {DAD} decisions.",
    "Every midway check that was due, {MWD} in all, was done in time.",
)
RIGHT = (
    "IROs spoke to the child before {SPN} of the {SPD} reviews.",
    "We asked at every one of the {SPD} reviews whether the IRO had spoken to the child.",
    "Not all of the {SPD} reviews began with a talk between the IRO and the child: {SPN} did.",
    "Nearly all of the {HD} reviews were held on time.",
    "All {HD} reviews were chaired by an IRO.",
    "IROs should speak to the child before every one of the {SPD} reviews.",
)


@pytest.mark.parametrize("words", WRONG)
def test_all_or_none_of_a_whole_is_refused_where_its_part_is_some(words: str) -> None:
    assert faults(words)


@pytest.mark.parametrize("words", RIGHT)
def test_what_is_not_said_of_all_passes(words: str) -> None:
    assert faults(words) == []
