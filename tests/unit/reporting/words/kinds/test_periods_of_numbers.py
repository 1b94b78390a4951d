"""A period belongs to the number that leads to it, typed or printed."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "The number in care has now risen two years running, from 110 at the end of March 2024 to {CB} "
    "and then {C}.",
    "The number in care has now risen two years running, from {CB} at the end of March 2024 to {C}.",
    "In care were 104 children at the end of March 2025, and {C} now.",
    "At the end of March 2024 {CB} children were in care, and now {C}.",
    "{TB} of children had had three or more homes in the year, against {T} twelve months before.",
    "{T} of children had had three or more homes in the year, against {S} twelve months before.",
    "In the year {SB} children came into care, against {S} twelve months before.",
    "{SB} children came into care in the year, against {S} twelve months before.",
    "In March 2025 {CB} children were in care; two years later {C}.",
    "On 31 March 2025 {CB} children were in care and two years later there were {C}.",
    "In 2024-25 {S} children came into care, a year later {SB}.",
)
RIGHT = (
    "The number in care has now risen two years running, from 104 at the end of March 2024 to {CB} "
    "and then {C}.",
    "From 104 on 31 March 2024 the number in care rose to {CB} and then to {C}.",
    "The number in care was 104 at the end of March 2024, then {CB} and now {C}.",
    "In care were 104 children at the end of March 2024, {CB} a year later and {C} now.",
    "There were 104 children in care on 31 March 2024, {CB} on 31 March 2025 and {C} on 31 March 2026.",
    "Stability over the short term has improved. On 31 March 2026 {T} of children had had three or "
    "more homes in the year, against {TB} twelve months before and 10.0% in England.",
    "On 31 March 2026 {T} of children had had three or more homes in the year, against {TB} a year before.",
    "{T} of children had three or more homes in the year, compared with {TB} the year before.",
    "{DT} had their teeth checked in the year, down from {DTB} twelve months earlier.",
    "{T} had three or more homes in the year, after {TB} in 2024-25.",
    "On 31 March 2025 {CB} children were in care and a year later there were {C}.",
    "The number rose from 104 at the end of March 2024 to {CB} a year later and then to {C}.",
    "The number rose from 104 at the end of March 2024 to {C} two years later.",
    "From {CB} on 31 March 2025 the number in care rose to {C} a year later.",
    "In 2024-25 {SB} children came into care, a year later {S}.",
)


@pytest.mark.parametrize("words", WRONG)
def test_a_number_of_another_period_is_refused(words: str) -> None:
    assert faults(words)


@pytest.mark.parametrize("words", RIGHT)
def test_a_number_of_its_period_raises_nothing(words: str) -> None:
    assert faults(words) == []
