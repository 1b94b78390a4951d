"""A fourth set of wrong and right sentences, written after the checks of the third."""

import pytest

from tests.unit.reporting.words.test_worked_out import faults

WRONG = (
    "Compared with last year, 21 more children came into care ({S}).",
    "Each quarter between 10 and 12 children came ({SQ1}, {SQ2}, {SQ3}, {SQ4}).",
    "More than 320 of the {HD} reviews were in time ({HN}).",
    "Participation was {P}, four points higher than the year before.",
    "Half as many children left care as came into it ({L} and {S}).",
    "Reviews in time dropped in the fourth quarter, from {HQ3} to {HQ4}.",
    "By the end of December 2025, {S} children had come into care.",
    "{T} of reviews were of children with three homes.",
    "Since last year the number in care has shrunk to {C}.",
    "Our target of 90% for reviews in time was passed with {H}.",
    "Nine in ten children had their teeth checked ({DC}).",
    "In May, {S12} children came into care.",
    "The lowest number of arrivals in any quarter was {SQ1}, in the first.",
    "Health assessments rose from {DC} to {HA} in the year.",
    "Missing episodes fell by one to {M}.",
    "{PD} children took part in their reviews.",
    "Nearly half of those who came into care left again: {L} of {S}.",
    "Midway checks were better than last year at {MW}.",
)
RIGHT = (
    "Compared with last year, 21 fewer children came into care ({S}).",
    "Participation was {P}, 4.7 points lower than the year before.",
    "Between 12 and 16 children came into care each quarter ({SQ1}, {SQ2}, {SQ3} and {SQ4}).",
    "All but 17 of the {HD} reviews were in time ({HN}).",
    "Reviews in time rose in the fourth quarter, from {HQ3} to {HQ4}.",
    "By the end of the year {S} children had come into care.",
    "The number in care has grown to {C} since last year.",
    "Our target of 95% for reviews in time was narrowly missed with {H}.",
    "More than three in four children had their teeth checked ({DC}).",
    "In May 2025 {S5} children came into care, and in August the same number ({S8}).",
    "The lowest number of arrivals in any quarter was {SQ2}, in the second.",
    "Missing episodes rose by one to {M}.",
    "{PD} reviews were of children old enough to take part.",
    "The youngest child in our care is two weeks old.",
    "Every IRO has a laptop and a quiet room.",
    "On average, 27 reviews were held a month ({HD} in the year).",
    "Eight in ten is not enough: {P} took part, and our target is 90%.",
    "Children who came in 2025-26 numbered {S}; the year before, {SB}.",
    "A dental check was recorded for {DC}, so about one in four has none.",
    "{H} in time is 0.3 points below target.",
)


@pytest.mark.parametrize("words", WRONG)
def test_what_is_wrong_is_refused_at_its_place(words: str) -> None:
    assert {fault.place for fault in faults(words)} == {"Chapter, paragraph 1"}


@pytest.mark.parametrize("words", RIGHT)
def test_what_is_right_raises_nothing(words: str) -> None:
    assert faults(words) == []
