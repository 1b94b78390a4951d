"""The part of the year that is called the best, the busiest or the weakest without its figure."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

DUE = "[[figure:timeliness_reviews_due|2025-26|percent]] of the reviews due were held in time"
REFUSED = (
    f"{DUE}. The best quarter was the last one.",
    f"{DUE}; the weakest quarter was the third.",
    f"{DUE}. The first quarter was the best.",
    f"{DUE}. It was strongest in the second quarter.",
    "{S} children came into care. The busiest quarter was the first.",
    "{S} children came into care. The quietest quarter was the last.",
    "{S} children came into care; the autumn quarter was the quietest.",
    "{S} children came into care. The busiest month was May.",
)
POINTED_OUT = (
    "{H} of reviews were in time. The best quarter was the last one.",
    "{H} of reviews were in time; the weakest quarter was the second.",
    "{LATE} reviews were late. The worst quarter was the third.",
    "{M} times a child went missing. The quietest quarter was the first.",
)
RIGHT = (
    f"{DUE}. The best quarter was the third.",
    f"{DUE}; the weakest quarter was the first.",
    f"{DUE}. The first quarter was the weakest.",
    "{S} children came into care. The busiest quarter was the third.",
    "{S} children came into care. The quietest quarter was the second one.",
    "{S} children came into care; the busiest quarter was October to December.",
    "{S} children came into care. The busiest month was November.",
)


@pytest.mark.parametrize("words", REFUSED)
def test_another_part_is_refused(words: str) -> None:
    assert any(fault.stops for fault in faults(words))


@pytest.mark.parametrize("words", POINTED_OUT)
def test_parts_that_nobody_knows_are_pointed_out(words: str) -> None:
    found = faults(words)
    assert found
    assert not any(fault.stops for fault in found)


@pytest.mark.parametrize("words", RIGHT)
def test_the_part_that_it_was_raises_nothing(words: str) -> None:
    assert faults(words) == []
