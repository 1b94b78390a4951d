"""“Whilst the lowest, ten points behind, was 88.4%”: what is put in speaks of the subject before it."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "Assessment and Safeguarding had {TS}; Children in Care South, some way behind, had {TSO}.",
    "Second reviews did well ({KS}), while first reviews, rather lower, were at {KF}.",
    "Boys are a large group ({GM}), with girls, a little fewer, at {GF}.",
    "Second reviews were at {KS}, and later reviews, well behind, at {KL}.",
    "Assessment and Safeguarding was at {TS}, while the best team, well behind, was at {TSO}.",
)
RIGHT = (
    "Of the six teams, the highest proportion of reviews in time was attained by Children in Care South "
    "({TSO}), whilst the lowest, nearly ten percentage points behind, was that of Assessment and "
    "Safeguarding ({TS}).",
    "Children in Care South led with {TSO}; Assessment and Safeguarding, some way behind, had {TS}.",
    "First reviews ({KF}) did well, while second reviews, rather lower, were at {KS}.",
    "Girls are the larger group ({GF}), with boys, a little fewer, at {GM}.",
    "Adolescents were at {TA}, while the weakest team, well behind, was at {TS}.",
    "Children in Care South came to {TSO}, and the other end of the table, much lower, was {TS} in "
    "Assessment and Safeguarding.",
)


@pytest.mark.parametrize("words", WRONG)
def test_the_higher_one_is_not_behind(words: str) -> None:
    assert faults(words)


@pytest.mark.parametrize("words", RIGHT)
def test_the_lower_one_is_behind(words: str) -> None:
    assert faults(words) == []
