"""One group at the top of all or at the bottom, however it is put: “led the field”, “brought up the rear”."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "Looking across the teams, Assessment and Safeguarding led the field in 2025-26, with {TS} of its"
    " reviews held in time; the others have something to learn from it.",
    "Assessment and Safeguarding leads the way with {TS} of its reviews held in time.",
    "Children in Care North topped the table at {TNO}.",
    "Assessment and Safeguarding headed the list with {TS}.",
    "Among the teams, Adolescents came out on top with {TA}.",
    "Assessment and Safeguarding set the pace: {TS} of its reviews were in time.",
    "Children in Care South brought up the rear at {TSO}.",
    "Children in Care South came last with {TSO}.",
    "Children in Care North finished first, with {TNO} in time.",
    "First reviews led the field at {KF}.",
    "Special guardianship dominates among the ways of leaving care ({XS}).",
    "Children under one dominated the intake ({A0}).",
)
RIGHT = (
    "Children in Care South led the field in 2025-26, with {TSO} of its reviews held in time.",
    "Children in Care South topped the table at {TSO}.",
    "Assessment and Safeguarding brought up the rear at {TS}.",
    "Children in Care South came out on top with {TSO}.",
    "Children in Care South leads the way with {TSO} of reviews in time.",
    "Second reviews came last, with {KS} in time.",
    "The manager who led the work reports that {TS} of reviews were in time.",
    "The IRO leads the meeting, and {H} of reviews were in time.",
    "Returns to parents or family dominate the ways out of care ({XF}).",
)


@pytest.mark.parametrize("words", WRONG)
def test_a_group_at_another_place_is_refused(words: str) -> None:
    assert faults(words)


@pytest.mark.parametrize("words", RIGHT)
def test_a_group_at_its_place_raises_nothing(words: str) -> None:
    assert faults(words) == []
