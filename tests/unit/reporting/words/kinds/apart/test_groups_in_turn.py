"""“More girls than boys: 64 girls and 72 boys”: each number stands next to the group that it is of."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "More girls than boys are in our care: {GM} girls and {GF} boys.",
    "Fewer boys than girls came to us: {GF} boys against {GM} girls.",
    "More children went to parents than were adopted: {XAN} to parents and {XFN} to adopters.",
    "Our care population has more girls than boys, with {GM} girls to {GF} boys.",
)
RIGHT = (
    "More girls than boys are in our care: {GF} girls and {GM} boys.",
    "Fewer boys than girls came to us: {GM} boys against {GF} girls.",
    "More children went to parents than were adopted: {XFN} to parents and {XAN} to adopters.",
    "Our care population has more girls than boys, with {GF} girls to {GM} boys.",
)


@pytest.mark.parametrize("words", WRONG)
def test_a_number_under_another_name_is_refused(words: str) -> None:
    assert faults(words)


@pytest.mark.parametrize("words", RIGHT)
def test_each_under_its_own_name_passes(words: str) -> None:
    assert faults(words) == []
