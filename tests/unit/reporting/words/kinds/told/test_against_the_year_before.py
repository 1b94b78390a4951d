"""A typed number of this year, held against the printed one of the year before."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "Sixteen reviews were held late, two up on the {LATEB} of the year before.",
    "Seventeen reviews were held late, four up on the {LATEB} of the year before.",
    "Seventeen reviews were held late, three down on the {LATEB} of the year before.",
    "Fifty-six children left care, one up on the {LB} of the year before.",
    "There were 24 episodes of going missing, two up on the {MB} of the year before.",
)
RIGHT = (
    "Seventeen reviews were held late, three up on the {LATEB} of the year before.",
    "Fifty-six children came into care, 21 down on the {SB} of 2024-25.",
    "Forty-six children left care, nine fewer than the {LB} of the year before.",
    "There were 23 episodes of going missing, one up on the {MB} of the year before.",
    "Children in care numbered 136, ten more than the {CB} of a year before.",
)


@pytest.mark.parametrize("words", WRONG)
def test_another_number_of_this_year_is_pointed_out(words: str) -> None:
    assert faults(words)


@pytest.mark.parametrize("words", RIGHT)
def test_the_number_of_this_year_raises_nothing(words: str) -> None:
    assert faults(words) == []
