"""The year as a whole, however it is put, beside the figure of a quarter; a year to come told as over."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

OF_A_PART = (
    "In the course of the whole financial year {S3} children were admitted to care.",
    "The annual figure for admissions is {S3}.",
    "{S3} children came into care in all twelve months together.",
    "Across the financial year {S3} children came into care.",
    "{S3} children came into care in the course of the year.",
    "Taking the year as a whole, {S3} children came into care.",
    "The full year brought {S3} children into care.",
    "The whole of the year brought {L1} departures.",
    "{L3} children in all left care in the twelve months of the report.",
    "The annual total of leavers was {L3}.",
    "From one end of the year to the other, {L3} children left.",
    "Within the financial year {L3} children left care.",
    "All year long, {S3} children came into care.",
)
OVER = (
    "The year 2026-27 having now drawn to a close, it can be confirmed that {L} children ceased to be looked"
    " after in the course of it.",
    "With 2026-27 now behind us, we can say that {H} of reviews were in time.",
    "Having come to the end of 2026-27, we report that {H} of reviews were in time.",
    "After 2026-27 ended, we counted {L} children who had left.",
    "As 2026-27 comes to its end we find that {H} of reviews were in time.",
    "Our report for 2026-27 shows that {H} of reviews were in time.",
    "{H} of reviews were in time; that is the result of 2026-27.",
    "Looking back on 2026-27, {CM} children went missing.",
)
RIGHT = (
    "In the course of the whole financial year {S} children were admitted to care.",
    "{L} children left care over the whole of the financial year.",
    "The annual figure is {S}, and in the third quarter it was {S3}.",
    "In the course of the year numbers rose to {C}.",
    "The third quarter brought {S3} children, more than any other of the financial year.",
    "October to December was the busiest quarter of the whole year, when {S3} came.",
    "{S3} children came into care in the third quarter, a little over a quarter of the annual total.",
    "Our annual conference heard that {S3} children came into care in the third quarter.",
    "With 2026-27 now under way, {H} of reviews were in time in 2025-26.",
    "When 2026-27 is over we will know whether {H} can be bettered.",
    "The strategy for 2026-27 was finished after {S} children had come into care in 2025-26.",
    "Before the year 2026-27 had ended nobody could tell; {S} children came into care in 2025-26.",
    "We look to 2026-27 with confidence after {H} of reviews were in time.",
)


@pytest.mark.parametrize("words", OF_A_PART)
def test_a_part_is_not_the_whole_year(words: str) -> None:
    assert {fault.rule for fault in faults(words)} == {"period"}


@pytest.mark.parametrize("words", OVER)
def test_a_year_to_come_is_not_over(words: str) -> None:
    assert {fault.rule for fault in faults(words)} == {"period"}


@pytest.mark.parametrize("words", RIGHT)
def test_the_right_year_raises_nothing(words: str) -> None:
    assert faults(words) == []
