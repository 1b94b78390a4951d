"""A whole, then its part: “half of the 136 children, 78”; things of one kind called another; ages, and what
is still wished for."""

import pytest

from reporting.proof.manuscript import Known
from tests.unit.reporting.words.test_words_beside_figures import FIGURES, faults

OF_ALERTS = Known("3", "Informal alerts", "concerns", "2025-26", code="informal")
TOOK_PART = {
    f"part|2025-26|{part}": Known(text, "Took part", "reviews", "2025-26", code="part")
    for part, text in (("count", "411"), ("base", "496"))
}
OTHERS = {
    "chaired|2025-26|base": Known("323", "Child chaired the review", "reviews", "2025-26", code="chaired"),
    "starters|2025-08|count": Known(
        "20", "Came into care", "periods of care", "August 2025", code="starters"
    ),
    "kept|2025-26|percent": Known("94.7%", "Kept in time", "reviews", "2025-26", code="kept"),
    "new|2025-26|count": Known("3", "IROs who joined", "IROs", "2025-26", code="new"),
}
ALL = FIGURES | TOOK_PART | OTHERS | {"informal|2025-26|count": OF_ALERTS}
WHOLE, AUGUST, KEPT, NEW = (f"[[figure:{ref}]]" for ref in OTHERS)
WRONG = (
    ("claim", "Half of the {HD} reviews, {HN}, were in time.", "half"),
    ("claim", "Two thirds of the {HD} reviews, {HN}, were in time.", "two thirds"),
    ("claim", "One in three of the {HD} reviews, {HN}, were in time.", "one in three"),
    ("claim", "Most of the {S} children who came into care were under 1: {MAY}.", "most"),
    ("claim", "Hardly any of the {HD} reviews were in time: {HN}.", "Hardly any"),
    ("claim", "All {HD} reviews were in time: {HN}.", "All"),
    ("claim", "All but two of the {HD} reviews were in time: {HN}.", "all but two"),
    ("base", "[[figure:informal|2025-26|count]] formal disputes were raised.", "formal disputes"),
    ("base", "Children took part in [[figure:part|2025-26|count]] of {HD} reviews.", "is of 496"),
    ("claim", "For the first time over {H} of reviews were in time, after {HB}.", "for the first time over"),
    ("claim", "[[figure:part|2025-26|count]] reviews were answered late.", "answered late"),
    ("claim", "Of the {HD} reviews held, {HN} were in time, a third of them.", "a third"),
    ("claim", "Times missing more than doubled: {X}, after {XB}.", "doubled"),
    ("claim", "{P} of reviews were held in time.", "in time"),
    ("typed", "All children knew their IRO.", "All children knew"),
    ("base", f"A review was chaired by some of the {WHOLE} children who came.", "counts reviews"),
    ("base", f"We held {WHOLE} children in mind.", "counts reviews"),
    ("claim", "Ten times as many children left ({L}) as came ({S}).", "ten times as many"),
    ("claim", f"Twice as many came in May ({{MAY}}) as in August ({AUGUST}).", "twice as many"),
    ("claim", "Nine in ten reviews ({P}) were in time.", "nine in ten"),
    ("base", "We looked after {S} children on 31 March 2026.", "looked after"),
    ("claim", "We chaired {HN} reviews, all of them late.", "late"),
    ("period", "Since 1 January {S} children have come into care.", "ince 1 January"),
)
RIGHT = (
    "We looked after {C} children on 31 March 2026.",
    "We looked after {S} children who came into care in the year.",
    "We chaired {HN} reviews in time, most of them in person.",
    f"{WHOLE} reviews were chaired by adults or children.",
    f"Twice as many children came in August ({AUGUST}) as in May ({{MAY}}).",
    f"Twice as many children came into care in August as in May: {AUGUST} and {{MAY}}.",
    f"{NEW} IROs are new, one of whom joined in May.",
    f"Nine in ten reviews ({KEPT}) were in time.",
    "Of the {HD} reviews held, {HN} were in time, nine in ten of them.",
    "[[outside:48|our list]] of {HD} reviews were held late.",
    "Nearly all of the {HD} reviews, {HN}, were in time.",
    "Nine tenths of the {HD} reviews, {HN}, were in time.",
    "[[figure:part|2025-26|count]] of [[figure:part|2025-26|base]] took part.",
    "For the first time over {H} of reviews were in time, after [[outside:80%|LAIT, 2025]].",
    "Most of the {HD} reviews were in time, {HN}.",
    "[[figure:informal|2025-26|count]] informal alerts were raised.",
    "Since 1 April {S} children have come into care.",
    "Next year we want nine in ten children to take part.",
    "Children who were 16 or over had a pathway plan.",
)


@pytest.mark.parametrize(("rule", "words", "says"), WRONG)
def test_what_is_wrong_is_refused_at_its_place(rule: str, words: str, says: str) -> None:
    found = faults(words, ALL)
    assert any(fault.rule == rule and says.lower() in fault.text.lower() for fault in found), found
    assert {fault.place for fault in found} == {"Chapter, paragraph 1"}


@pytest.mark.parametrize("words", RIGHT)
def test_what_is_right_raises_nothing(words: str) -> None:
    assert faults(words, ALL) == []
