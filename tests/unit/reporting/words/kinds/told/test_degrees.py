"""“Wholly accounted for by” says how much something is so, “entirely in time” that all were."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "{P} of children took part, so participation was complete: they took part entirely.",
    "Reviews were entirely in time ({H}).",
    "The children were wholly in foster care ({F}).",
    "Children in care are wholly in foster homes: {F}.",
    "Reviews were held in full within their time ({H}).",
    "The reports came fully in time ({R}).",
    "Those who came were entirely girls: {GF} of {C}.",
    "The reviews were fully compliant at {H}.",
    "Children in care are entirely White ({EW}).",
    "The team's reviews were wholly punctual, with {TA} in time.",
)
RIGHT = (
    "The growth of ten in the number of children looked after is wholly accounted for by the excess of "
    "those who came into care ({S}) over those who left ({L}).",
    "The rise in the number in care to {C} is entirely explained by arrivals: {S} came and {L} left.",
    "{IM} of the children were fully immunised.",
    "Of the {C} children in care, {HMA} lived with agency carers, an entirely different picture from that "
    "of ten years ago.",
    "We are fully aware that {P} is below our target.",
    "{LATE} reviews were late, which is wholly the result of one long absence.",
    "That {P} took part is entirely down to the work of our participation officers.",
    "{R} of reports were in time, and it is a wholly unacceptable state of affairs.",
    "At {H}, timeliness is perfectly respectable, though below target.",
    "{LATE} late reviews, all of them fully explained in the record.",
    "The drop to {DT} was wholly unexpected.",
    "Entirely new arrangements for reports will follow, since {R} were in time.",
)


@pytest.mark.parametrize("words", WRONG)
def test_all_that_are_not_all_are_refused(words: str) -> None:
    assert faults(words)


@pytest.mark.parametrize("words", RIGHT)
def test_what_is_so_to_a_degree_raises_nothing(words: str) -> None:
    assert faults(words) == []
