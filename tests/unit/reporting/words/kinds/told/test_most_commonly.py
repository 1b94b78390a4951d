"""“Most commonly” is told of one among others, and is no share of all."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "The placements most commonly in use were in-house foster care, {HMI}, and kinship foster care, {HMK}.",
    "The placement most commonly used was kinship foster care ({HMK}).",
    "The most widely used placement was in-house foster care ({HMI}).",
    "Residential care was most commonly used ({HMR}).",
    "Most commonly children left for special guardianship ({XS}).",
    "Children commonly lived with kinship carers ({HMK}).",
)
RIGHT = (
    "The placements most commonly in use at 31 March 2026 were:\n(a) agency foster care, {HMA};\n(b) "
    "in-house foster care, {HMI}; and\n(c) kinship foster care, {HMK}.",
    "Agency foster care was most commonly used ({HMA}).",
    "The legal status most commonly held was a full care order ({LF}).",
    "The most widely used placement was agency foster care ({HMA}).",
    "Children came most frequently because of abuse or neglect ({NA}).",
    "Children left most usually for home ({XF}).",
)


@pytest.mark.parametrize("words", WRONG)
def test_what_is_not_the_commonest_is_refused(words: str) -> None:
    assert faults(words)


@pytest.mark.parametrize("words", RIGHT)
def test_the_commonest_raises_nothing(words: str) -> None:
    assert faults(words) == []
