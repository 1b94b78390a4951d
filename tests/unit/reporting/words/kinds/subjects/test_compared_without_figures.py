"""Comparisons with another time, or with others, in sentences that print no figure: somebody must know it."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

CLAIMS = (
    "IROs raised fewer concerns than last year.",
    "More informal alerts were raised by IROs than in 2024-25.",
    "IROs challenged more often than last year.",
    "Social workers’ reports came in time more often than last year.",
    "Managers answered fewer decisions than in the year before.",
    "Our rate of children in care is below that of England.",
    "Caseloads are lower than in other councils.",
    "Our share of children in foster homes is in line with the national average.",
)
NO_CLAIMS = (
    "We spent less on training than last year.",
    "Our IROs told us that caseloads felt lower than last year.",
    "We hope that fewer concerns will be raised than last year.",
    "The office is warmer than last year.",
    "If more children come than last year, we will need another IRO.",
)


@pytest.mark.parametrize("words", CLAIMS)
def test_a_comparison_without_figures_is_pointed_out(words: str) -> None:
    assert faults(words)


@pytest.mark.parametrize("words", NO_CLAIMS)
def test_what_compares_nothing_counted_raises_nothing(words: str) -> None:
    assert faults(words) == []


def test_it_is_held_to_the_figure_of_the_paragraph() -> None:
    assert faults("There was {FD} formal dispute. IROs raised fewer disputes than in the year before.")
