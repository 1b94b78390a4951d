"""A typed count on which a share rests: it is right where it is what the share is counted among."""

import pytest

from reporting.proof.checks import check
from reporting.proof.manuscript import Chapter, Fault, Known, Manuscript
from reporting.proof.text import read
from reporting.report.glossary import GLOSSARY
from tests.unit.reporting.words.demo_figures import known

BASE = "permanence_by_second_review|2025-26|base"
AMONG = Known(
    "28",
    "Plan for permanence at the second review: counted among",
    "reviews",
    "2025-26",
    code="permanence_by_second_review",
)
RIGHT = (
    "{PERM} had a plan for permanence at the second review; only 28 second reviews are behind it.",
    "{PERM} of second reviews had a plan for permanence. Only 28 second reviews are behind it.",
    "The {PERM} with a plan for permanence rests on just 28 second reviews.",
    "{PERM} had a plan for permanence. This is based on 28 reviews.",
)


def _faults(words: str) -> list[Fault]:
    names, figures = known()
    ours = {**figures, BASE: AMONG}
    return check(Manuscript([Chapter("Chapter", read(words.format_map(names)))], ours, GLOSSARY, year=2026))


@pytest.mark.parametrize("words", RIGHT)
def test_what_a_share_is_counted_among_may_be_typed(words: str) -> None:
    assert _faults(words) == []


@pytest.mark.parametrize("words", RIGHT)
def test_another_count_is_pointed_out(words: str) -> None:
    assert [fault.rule for fault in _faults(words.replace("28", "26"))] == ["typed"]
