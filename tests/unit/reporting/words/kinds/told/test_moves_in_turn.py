"""Movements that are told in turn, each of its own figure, and of a later time that is named."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "Departures fell from {L1} in the first quarter to {L3} in the third and fell to {L4} in the last.",
    "Departures rose from {L1} in the first quarter to {L3} in the third and rose to {L4} in the last.",
    "The highest month-end total was reached in January 2026, when {CJAN} children were in care; by the "
    "end of March it had risen by three.",
    "In January 2026 {CJAN} children were in care, but by the end of February the number had grown.",
    "{S1} children came in the first quarter; in the second quarter arrivals rose.",
    "In January 2026 {CJAN} children were in care; by the end of March it had been reduced by five.",
)
RIGHT = (
    "Departures fell from {L1} in the first quarter to {L3} in the third and rose to {L4} in the last.",
    "Arrivals rose from {S2} in the second quarter to {S3} in the third and fell to {S4} in the last.",
    "In the year missing episodes rose to {M} and care leavers in touch rose to {CL}.",
    "The highest month-end total was reached in January 2026, when {CJAN} children were in care; by the "
    "end of March it had been reduced by three.",
    "In January 2026 {CJAN} children were in care, but by the end of February the number had fallen by "
    "seven.",
    "{S1} children came in the first quarter; in the third quarter arrivals rose by two.",
    "{CJAN} children were in care at the end of January 2026. The number dropped to 132 by the end of "
    "February.",
)


@pytest.mark.parametrize("words", WRONG)
def test_another_way_is_refused(words: str) -> None:
    assert faults(words)


@pytest.mark.parametrize("words", RIGHT)
def test_each_way_in_turn_raises_nothing(words: str) -> None:
    assert faults(words) == []
