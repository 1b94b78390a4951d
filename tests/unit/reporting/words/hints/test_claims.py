"""An author who is asked for a source is told which words to mark: the claim, or its number. Marked so, the
sentence passes."""

import re

import pytest

from tests.unit.reporting.words.demo_figures import faults

CLAIMS = (
    ("Formal disputes fell from five to two.", "fell from five to two"),
    ("The number of children in care grew by a tenth.", "grew by a tenth"),
    ("Only a handful of reviews were late.", "a handful"),
    ("Timeliness improved.", "improved"),
    ("The vast majority of children took part in their reviews.", "The vast majority"),
    ("Dozens of children went missing.", "Dozens"),
    ("No child went missing in the year.", "No child"),
    ("None of our IROs has line management of any case.", "None"),
    ("More children left care than in the year before.", "More children left care than in the year before"),
    ("Our timeliness is the highest in the region.", "highest in the region"),
)
MARK = re.compile(r"\[\[outside:([^|]+)\|source\]\]")


@pytest.mark.parametrize(("words", "claim"), CLAIMS)
def test_the_claim_is_to_be_marked(words: str, claim: str) -> None:
    (fault,) = [one for one in faults(words) if one.rule == "typed"]
    found = MARK.search(fault.text)
    assert found is not None and found[1] == claim
    assert faults(words.replace(claim, f"[[outside:{claim}|Cabinet paper, 2026]]")) == []


def test_what_took_place_is_no_movement() -> None:
    (fault,) = faults("Thirty reviews went ahead without the views of a child aged 4 or over.")
    assert "“Thirty” is typed" in fault.text and "[[outside:Thirty|source]]" in fault.text
    assert faults("Three carers came forward, and each was visited before the summer.") == []
    assert faults("Participation crept ahead to {P}.")
