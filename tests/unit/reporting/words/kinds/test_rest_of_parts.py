"""What is left of a whole after the parts of it that are printed."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "How late were the {LATE} late reviews of 2025-26? {D5} were held within five working days of the"
    " date and {D20} were eleven to twenty working days over; the remaining 5 fell in between.",
    "Of the {LATE} late reviews {D5} were up to five working days late, {D20} were 11 to 20 days "
    "late, and the remaining 3 fell in between.",
    "Of {L} leavers {XFN} went home and {XSN} to special guardians; the remaining 12 left in other ways.",
    "{C} children were in care: {GF} girls, and the remaining 66 boys.",
    "There were {LATE} late reviews. {D5} were up to five working days late and {D20} eleven to "
    "twenty; the other six lay in between.",
)
RIGHT = (
    "How late were the {LATE} late reviews of 2025-26? {D5} were held within five working days of the"
    " date and {D20} were eleven to twenty working days over; the remaining 4 fell in between.",
    "Of the {LATE} late reviews {D5} were up to five working days late, {D20} were 11 to 20 days "
    "late, and the remaining 4 fell in between.",
    "There were {LATE} late reviews. {D5} were up to five working days late and {D20} eleven to "
    "twenty; the other four lay in between.",
    "{C} children were in care: {GF} girls, and the remaining 64 boys.",
    "Of {L} leavers {XFN} went home and {XSN} to special guardians; the remaining 10 left in other ways.",
)


@pytest.mark.parametrize("words", WRONG)
def test_what_the_parts_do_not_leave_is_refused(words: str) -> None:
    assert faults(words)


@pytest.mark.parametrize("words", RIGHT)
def test_what_the_parts_leave_raises_nothing(words: str) -> None:
    assert faults(words) == []
