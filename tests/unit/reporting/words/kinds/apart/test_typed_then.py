"""“104 in March 2024, 136 in March 2025”: a number right before its time, and the sum of what follows."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "The number of children in our care has grown for two years: 104 in March 2024, 136 in March 2025 "
    "and now {C}.",
    "{S} children came into care, against 66 in 2024-25.",
    "We held {LATE} reviews late, and 16 in 2024-25.",
    "There were five challenges in all: {IA} informal alerts and {FD} formal dispute.",
    "We had 30 arrivals in all ({S1} in spring and {S2} in summer).",
)
RIGHT = (
    "The number of children in our care has grown for two years: 104 in March 2024, 126 in March 2025 "
    "and now {C}.",
    "{S} children came into care, against 77 in 2024-25.",
    "We held {LATE} reviews late, and 14 in 2024-25.",
    "There were four challenges in all: {IA} informal alerts and {FD} formal dispute.",
    "The number who went home to parents or family rose from 19 to {XFN}.",
)


@pytest.mark.parametrize("words", WRONG)
def test_another_number_is_refused(words: str) -> None:
    assert faults(words)


@pytest.mark.parametrize("words", RIGHT)
def test_the_number_of_that_time_passes(words: str) -> None:
    assert faults(words) == []
