"""That none went beyond a bound, by the bands in which the report counts."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "None of the {LATE} late reviews was more than ten working days overdue: {D5} were late by no "
    "more than five working days, four by six to ten, and {D20} by 11 to 20.",
    "None of the {LATE} late reviews was more than five working days overdue.",
    "None of the {LATE} late reviews was held in a family home.",
    "None of the {LATE} late reviews was over ten working days late.",
    "{LATE} reviews were held late, but none of them by more than a fortnight.",
    "No late review was more than two weeks overdue.",
    "{LATE} reviews were held late. None was more than 10 working days late.",
    "No review was more than 5 working days behind. Of the {LATE} that were late, {D20} were the latest.",
    "Of the {LATEB} reviews that were late in 2024-25 not one was more than 20 working days behind.",
)
RIGHT = (
    "None of the {LATE} late reviews was more than twenty working days overdue: {D5} were late by no "
    "more than five working days, four by six to ten, and {D20} by 11 to 20.",
    "Of the {LATE} late reviews none was more than twenty working days late: {D5} were up to five "
    "working days late, four six to ten, and {D20} 11 to 20.",
    "No late review was more than twenty working days over: {D5} were up to five working days late, "
    "four six to ten and {D20} 11 to 20, {LATE} in all.",
    "None of the {LATE} late reviews was held more than twenty working days after its date.",
    "No late review was more than four weeks overdue.",
    "{LATE} reviews were held late, but none of them by more than a month.",
    "No review was more than 20 working days behind. Of the {LATE} that were late, {D5} were up to five days "
    "over, four were six to ten days over and {D20} were between 11 and 20.",
    "{LATE} reviews were held late. None was more than 20 working days late.",
    "Not one of the {LATE} late reviews exceeded its date by over four weeks.",
    "The delays were short: none of the {LATE} late reviews ran over by more than 20 working days.",
)


@pytest.mark.parametrize("words", WRONG)
def test_what_a_band_contradicts_is_refused(words: str) -> None:
    assert faults(words)


@pytest.mark.parametrize("words", RIGHT)
def test_what_the_bands_bear_out_raises_nothing(words: str) -> None:
    assert faults(words) == []
