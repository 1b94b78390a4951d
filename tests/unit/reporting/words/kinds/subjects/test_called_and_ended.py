"""Figures that are called annual or monthly, years told as over, targets in words, “just as in 2024-25”,
and a comparative of any adjective with its amount."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "{S3} children came into care from October to December. That annual figure is in line with our plans.",
    "{S3} children came into care from October to December, and that annual figure is as planned.",
    "{S1} children came into care in the first quarter; this is our yearly total.",
    "{S} children came into care. This quarterly figure is what we expected.",
    "{S} came into care, which is the monthly number that we plan for.",
    "We wanted ninety-five per cent of reviews to be in time, and at {H} we got there.",
    "Our target was ninety-five per cent; {H} were in time, so it was met.",
    "Ninety-five per cent was the mark; at {H} we reached it.",
    "At {P}, participation cleared the ninety per cent that we set ourselves.",
    "This year's intake of {S} was leaner by ten than last year's.",
    "The intake of {S} was slimmer by twelve than last year's.",
    "{L} left care, scanter by two than the year before.",
    "The {M} episodes were commoner by four than in the year before.",
    "We closed 2026-27 with {C} children in care.",
    "The service closed 2026-27 in good heart: {S} children came into care.",
    "The council ended 2026-27 on a high: {H} of reviews were in time.",
    "As we saw out 2026-27, {S} children had come into care.",
    "Managers answered {DA} of decisions, just as in 2024-25.",
    "Managers answered {DA} of decisions, exactly as in 2024-25.",
    "IROs had seen {T} of children move three times or more, just as in 2024-25.",
    "IROs found that {DT} had their teeth checked, just as in 2024-25.",
)
RIGHT = (
    "{S} children came into care. We plan with that annual figure.",
    "{S3} children came into care from October to December. That quarterly figure is in line with our plans.",
    "{C} children were in care on 31 March. That yearly figure goes to the department.",
    "We wanted ninety-five per cent of reviews to be in time, and at {H} we fell just short.",
    "Our target was ninety-five per cent; {H} were in time, so it was missed.",
    "This year's intake of {S} was leaner by twenty-one than last year's.",
    "The intake of {S} was smaller by twenty-one than last year's.",
    "We closed 2025-26 with {C} children in care.",
    "The year 2025-26 closed with {C} children in care.",
    "Before 2026-27 closed we had moved office; {S} children came into care in 2025-26.",
    "{CM} children went missing, just as in 2024-25.",
    "All care leavers ({CLS}) were in suitable homes, just as in 2024-25.",
    "Managers answered {DA} of decisions. Just as in 2024-25, we met their heads each quarter.",
)


@pytest.mark.parametrize("words", WRONG)
def test_what_is_wrong_is_refused_or_pointed_out(words: str) -> None:
    assert faults(words)


@pytest.mark.parametrize("words", RIGHT)
def test_what_is_right_raises_nothing(words: str) -> None:
    assert faults(words) == []
