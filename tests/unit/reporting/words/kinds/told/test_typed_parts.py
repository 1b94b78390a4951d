"""Typed parts of a printed whole stand next to the names of their groups."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "The {LATE} reviews which were out of time may be broken down thus: four were late by up to five "
    "working days, six by between six and ten, and seven by between 11 and 20.",
    "Of the {L} who left, 15 went home, 21 to special guardians and three were adopted.",
    "Of the {L} who left, 21 went home, 15 to special guardians and seven were adopted.",
    "{LATE} reviews were late: seven by up to 5 working days, four by 6 to 10 and six by 11 to 20.",
    "Of the {LATE} late reviews, five were 11 to 20 working days over.",
)
RIGHT = (
    "The {LATE} reviews which were out of time may be broken down thus: six were late by up to five "
    "working days, four by between six and ten, and seven by between 11 and 20. None was more than 20 "
    "working days late.",
    "Of the {LATE} late reviews six were up to five days late, four six to ten days and seven 11 to 20 days.",
    "{LATE} reviews were late: six by up to 5 working days, four by 6 to 10 and seven by 11 to 20.",
    "Of the {LATE} late reviews, seven were 11 to 20 working days over, four six to ten and {D5} up to five.",
)


@pytest.mark.parametrize("words", WRONG)
def test_parts_of_another_group_are_pointed_out(words: str) -> None:
    assert faults(words)


@pytest.mark.parametrize("words", RIGHT)
def test_parts_next_to_their_groups_raise_nothing(words: str) -> None:
    assert faults(words) == []
