"""“With 56 coming and 46 leaving, the number of children in care fell by ten”: it moved by those who came
less those who left, though it is not printed."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "With {S} children coming into care and {L} leaving, the number of children in care fell by 10 "
    "over the year.",
    "Because {S} children came into care and only {L} left, our total number of children in care fell.",
    "{S} children came into care and {L} left, which means that the number we look after went down by ten.",
    "{L} children left care and {S} came in, so the number of children in care grew by twenty.",
    "{S} came and {L} left, so we ended the year with ten fewer children than we began it.",
    "With {L} departures and {S} arrivals, our population shrank by ten.",
    "{S} children came into care and {L} left, so the number of children in care grew by a third.",
    "{CM} children went missing, although the number of children in care fell.",
)
RIGHT = (
    "With {S} children coming into care and {L} leaving, the number of children in care rose by 10 "
    "over the year.",
    "{S} came and {L} left, so we ended the year with ten more children than we began it.",
    "{S} children came into care and {L} left, so the number of children in care grew by about a twelfth.",
    "{S} children came into care and {L} left; the number of children in care did not fall.",
    "We had hoped that the number of children in care would fall, but {S} came and {L} left.",
    "{CM} children went missing, although the number of children in care rose.",
)


@pytest.mark.parametrize("words", WRONG)
def test_another_way_or_number_is_refused(words: str) -> None:
    assert faults(words)


@pytest.mark.parametrize("words", RIGHT)
def test_the_way_it_went_passes(words: str) -> None:
    assert faults(words) == []
