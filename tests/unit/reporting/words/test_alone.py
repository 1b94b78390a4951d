"""Sentences with one figure of ours that lay it beside what they do not print: the year before, the target,
England; shares in words and bases of one figure; and years of which there is none yet."""

from dataclasses import replace

import pytest

from reporting.proof.checks import check
from reporting.proof.manuscript import Aside, Chapter, Fault, Known, Manuscript
from reporting.proof.text import read
from tests.unit.reporting.words.test_words_beside_figures import SHORT, year

ASIDES = {
    "S": Aside("58", "2024-25"),
    "L": Aside("54", "2024-25"),
    "H": Aside("94.0%", "2024-25", target="95%", england="90.0%"),
    "P": Aside("83.7%", "2024-25", target="80%"),
    "M3": Aside("4.1%", "31 March 2025", target="9%", england="10.0%"),
    "X": Aside("52", "2024-25", england="40"),
    "C": Aside("218", "31 March 2025"),
}
FORMS = Known(
    "179", "Forms completed", "forms", "2025-26", code="forms", aside=Aside(period="2024-25", target="150")
)
KNOWN = {
    ref: replace(year(text, *rest[:3], ref, rest[3]), aside=ASIDES.get(name))
    for name, (ref, text, *rest) in SHORT.items()
} | {"forms|2025-26|count": FORMS}
REFS = {name: f"[[figure:{one[0]}]]" for name, one in SHORT.items()} | {"F": "[[figure:forms|2025-26|count]]"}

WRONG = (
    # since the year before
    ("claim", "The number of children who came into care fell to {S}.", "58 in 2024-25"),
    ("claim", "The number who came into care doubled to {S}.", "58 in 2024-25"),
    ("claim", "Half as many children came into care as the year before: {S}.", "58"),
    ("claim", "{S} children came into care, fewer than last year.", "58"),
    ("claim", "{S} children came into care, fewer than in 2024-25.", "58"),
    ("claim", "More children left care than the year before ({L}).", "54"),
    ("claim", "The same number of children left care as last year: {L}.", "54"),
    ("claim", "Children left care {L} times, which is about the same as last year.", "54"),
    ("claim", "Timeliness improved to {H}.", "94.0%"),
    ("claim", "Timeliness was {H}, up on last year.", "94.0%"),
    ("claim", "Timeliness was {H}, an improvement on the year before.", "94.0%"),
    ("claim", "At {H} timeliness was better than last year.", "94.0%"),
    ("claim", "The share of children who moved often came down to {M3}.", "4.1% on 31 March 2025"),
    ("claim", "The share of children who moved often was {M3}, a fall on last year.", "4.1%"),
    ("unknown", "{F} forms were completed, more than last year.", "can’t be compared with 2024-25"),
    # target and England
    ("claim", "We met our target: {H} of reviews were in time.", "95%"),
    ("claim", "With {P} we missed our target.", "80%"),
    ("claim", "Timeliness was {H}, which beats our target.", "95%"),
    ("claim", "With {L} children leaving care, more left than in 2024-25.", "54"),
    ("typed", "Most of our children are boys.", "Most of our children"),
    ("claim", "With {H} we were above target.", "the target is 95%"),
    ("claim", "Our {M3} is above that of England.", "England is 10.0%"),
    ("claim", "At {M3} we are worse than the national average.", "England is 10.0%"),
    ("claim", "At {H} we are behind England.", "England is 90.0%"),
    ("claim", "With {X} we are in line with England.", "England is 40"),
    # what is to come
    ("period", "In 2026-27 so far {S} children came into care.", "2025-26"),
    ("period", "By the end of 2026-27 {C} children were in care.", "31 March 2026"),
    # of whom
    ("base", "{P} of the children took part.", "reviews"),
    ("base", "Of the {C} children in care, {P} took part.", "reviews"),
    ("base", "The {L} children who came into care were young.", "Left care"),
    ("base", "Children left care {S} times.", "Came into care"),
    ("base", "There were {L} new children in care.", "Left care"),
    # shares in words
    ("claim", "Most children who left care were adopted: {MAY} of {L}.", "Most children"),
    ("typed", "Half of the {C} children live with foster carers.", "without its number"),
    ("typed", "A quarter of those who left care went home.", "without its number"),
    # without a figure
    ("typed", "More children came into care in 2025-26 than in 2024-25.", "More children came"),
    ("typed", "Boys outnumber girls in our care.", "outnumber"),
    ("typed", "The number of reviews stayed the same as last year.", "stayed the same"),
    ("typed", "Reviews held in time rose.", "rose"),
    ("typed", "Reviews held in time rose by two percentage points.", "two"),
    ("typed", "A handful of reviews, about five, were late.", "handful"),
    ("typed", "Hardly any child went missing.", "Hardly any"),
    ("typed", "The service closed both disputes in time.", "both"),
    ("typed", "We completed all midway checks in time.", "completed all"),
    ("typed", "The IROs saw every child before the review.", "saw every child"),
)
RIGHT = (
    "The number of children who came into care rose to {S}.",
    "{S} children came into care, more than last year.",
    "Slightly fewer children left care than last year: {L}.",
    "We held as many meetings as last year, and {S} children came into care.",
    "{S} children came into care, about the same as last year.",
    "Timeliness fell to {H}.",
    "Timeliness did not improve on last year: it was {H}.",
    "The number of children in care rose to {C} on 31 March 2026.",
    "Children left care {L} times, and {S} came into care.",
    "After the rise in caseloads, {H} of reviews were held in time.",
    "{F} forms were completed.",
    "{F} forms were completed; last year we had none.",
    "At {H} we missed our target.",
    "Most children are glad to see their IRO.",
    "With {P} we met our target.",
    "We have not yet met our target: {H} of reviews were in time.",
    "Our {M3} is below that of England.",
    "At {M3} we are better than the national average.",
    "With {H} we are similar to England.",
    "We will see each of the {C} children in 2026-27.",
    "{P} of the reviews had the child’s part.",
    "Of the {HD} reviews, {H} were in time.",
    "The {L} children who left care were young.",
    "The manager met every IRO, and IROs wrote to each child.",
    "She settled in quickly, and met all her sisters.",
)


def faults(words: str) -> list[Fault]:
    chapter = Chapter("Our year", read(words.format(**REFS)), has_figures=True)
    return check(Manuscript([chapter], KNOWN, {"IRO": "", "IROS": ""}, year=2026))


@pytest.mark.parametrize(("rule", "words", "why"), WRONG)
def test_what_contradicts_a_figure_nobody_printed_is_refused(rule: str, words: str, why: str) -> None:
    found = faults(words)
    assert any(fault.rule == rule and why in fault.text for fault in found), found


@pytest.mark.parametrize("words", RIGHT)
def test_what_fits_it_is_not(words: str) -> None:
    assert not faults(words)


def test_a_movement_of_which_nothing_is_known_is_pointed_out() -> None:
    assert KNOWN["timely|2024-25|percent"].aside is None
    found = faults("Timeliness improved to {HB}.")
    assert [(fault.rule, fault.stops) for fault in found] == [("typed", False)]
    assert "nothing to check it with" in found[0].text
