"""“Managers replied to only 44 of the 383”, where 44 had no answer: what was not done is not told as done."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "Managers replied to only {DL} of the {DAD} decisions that IROs sent them.",
    "Only {DL} decisions out of {DAD} were responded to.",
    "Heads of service got back to us on {DL} of the {DAD} decisions.",
    "IROs sent {DAD} decisions, and managers gave a reply to {DL}.",
    "Answers came for {DL} of the {DAD} decisions.",
    "{LATE} of the {HD} reviews met the legal deadline.",
    "We kept to the statutory timescale for {LATE} of our {HD} reviews.",
)
RIGHT = (
    "Managers did not reply to {DL} of the {DAD} decisions that IROs sent them.",
    "Managers replied to all but {DL} of the {DAD} decisions.",
    "Managers replied to {DAN} of the {DAD} decisions and left {DL} without a reply.",
    "{DL} of the {DAD} decisions got no reply.",
    "Heads of service have since replied to the {DL} decisions that had lapsed.",
    "{LATE} of the {HD} reviews missed the legal deadline.",
)


@pytest.mark.parametrize("words", WRONG)
def test_what_was_not_done_is_not_told_as_done(words: str) -> None:
    assert faults(words)


@pytest.mark.parametrize("words", RIGHT)
def test_what_was_not_done_may_be_told_so(words: str) -> None:
    assert faults(words) == []
