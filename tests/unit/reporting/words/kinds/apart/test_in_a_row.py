"""Comparisons that go on from one to the next, and words of movement that stand before their figure."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "Our second reviews let us down: {KS} were on time. Later reviews did better ({KL}), and first "
    "ones better still ({KF}).",
    "Children in Care North did better ({TNO}), and Assessment and Safeguarding even better ({TS}).",
    "Reviews improved a little. {H} were held on time.",
    "From October to December {S3} children came, two fewer than the {S4} of the quarter that followed.",
    "July to September brought {S2} arrivals, two more than the {S1} of the quarter before.",
    "The year began with 130 children in care and ended with {C}.",
    "All our children have an up-to-date health assessment; {HAN} of {HAD} had one in the year.",
    "Every child has had a dental check; {DT} did in the year.",
)
RIGHT = (
    "Our second reviews let us down: {KS} were on time. First reviews did better ({KF}), and later "
    "ones better still ({KL}).",
    "Adolescents did well ({TA}), and Children in Care South did even better ({TSO}).",
    "Reviews slipped a little. {H} were held on time, 0.7 percentage points fewer than in 2024-25.",
    "October to December brought {S3} arrivals, two more than the {S4} of the quarter that followed.",
    "July to September brought {S2} arrivals, two fewer than the {S1} of the quarter before.",
    "The year began with 126 children in care and ended with {C}.",
    "Our year started with 126 children in care and closed with {C}.",
    "All of our children have a right to a health assessment; {HAN} of {HAD} had one in the year.",
)


@pytest.mark.parametrize("words", WRONG)
def test_the_other_order_or_way_is_refused(words: str) -> None:
    assert faults(words)


@pytest.mark.parametrize("words", RIGHT)
def test_what_follows_in_order_passes(words: str) -> None:
    assert faults(words) == []
