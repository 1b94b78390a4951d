"""“Fewer were settled a year ago” says that more are now; “fell due” is no fall; a mean is held closely."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "Fewer children were settled a year ago. {SC} of those the measure counts had been in one home for "
    "two years; it was 31.3% in 2024-25.",
    "Fewer children came into care last year. {S} came this year.",
    "{CM} children went missing {M} times, which is more than two episodes each on average.",
    "{CM} children went missing {M} times, nearly three times each.",
    "{DUE3} of reviews from October to December were in time, which fell to {DUE1} in April to June.",
)
RIGHT = (
    "More children were settled a year ago. {SC} of those the measure counts had been in one home for "
    "two years; it was 31.3% in 2024-25.",
    "More children came into care last year. {S} came this year.",
    "{CM} children went missing {M} times, which is fewer than two episodes each on average.",
    "{CM} children went missing {M} times, nearly twice each.",
    "{DUE3} of the reviews that fell due from October to December were in time, and {DUE1} of those "
    "that fell due from April to June.",
)


@pytest.mark.parametrize("words", WRONG)
def test_the_other_way_is_refused(words: str) -> None:
    assert faults(words)


@pytest.mark.parametrize("words", RIGHT)
def test_the_way_it_went_passes(words: str) -> None:
    assert faults(words) == []
