"""“Nobody asked why” tells of what was not found out, and of none of those counted."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "The child was spoken to alone before {SPN} of {SPD} reviews, and nobody asked for a change.",
    "{R} of social work reports were in time; nobody asked for help.",
    "{LATE} reviews were held late, and nobody waited.",
    "{CM} children went missing, and no one complained.",
    "{DL} decisions lapsed and nobody missed a reply.",
)
RIGHT = (
    "We know from {SPN} of {SPD} reviews that the child was spoken to; nobody asked why in the rest.",
    "The child was spoken to alone before {SPN} of {SPD} reviews, and nobody asked why in the rest.",
    "{R} of social work reports were in time; nobody asked why in the rest.",
    "{DL} decisions lapsed without an answer; no one asked why.",
    "{LATE} reviews were held late, and nobody knows why.",
    "{DL} decisions lapsed, and no one has said whether they were carried out.",
    "{LATE} reviews were late. Nobody asked the workers why.",
    "{LATE} reviews were held late, but nobody found out what the reasons were.",
)


@pytest.mark.parametrize("words", WRONG)
def test_what_nobody_did_is_refused(words: str) -> None:
    assert faults(words)


@pytest.mark.parametrize("words", RIGHT)
def test_what_nobody_found_out_raises_nothing(words: str) -> None:
    assert faults(words) == []
