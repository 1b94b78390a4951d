"""Sentences as authors write them, beside figures of two years: those that the figures contradict are refused
with why; those that fit, and numbers that measure nothing, raise nothing."""

import pytest

from reporting.proof.checks import check
from reporting.proof.manuscript import Chapter, Fault, Known, Manuscript
from reporting.proof.text import read


def year(text: str, what: str, base: str, period: str, ref: str, better: bool | None = None) -> Known:
    return Known(text, what, base, period, code=ref.partition("|")[0], is_more_better=better)


STARTS, REVIEWS, PART = (
    ("Came into care", "periods of care"),
    ("Reviews in time", "reviews"),
    ("Took part", "reviews"),
)
MOVED, MISSING, CHILDREN = (
    ("Three or more placements", "children"),
    ("Times missing", "missing episode"),
    ("Children looked after", "children"),
)
SHORT = {
    "S": ("starters|2025-26|count", "62", *STARTS, "2025-26", None),
    "SB": ("starters|2024-25|count", "58", *STARTS, "2024-25", None),
    "MAY": ("starters|2025-05|count", "10", *STARTS, "May 2025", None),
    "L": ("leavers|2025-26|count", "42", "Left care", "periods of care", "2025-26", None),
    "LB": ("leavers|2024-25|count", "54", "Left care", "periods of care", "2024-25", None),
    "H": ("timely|2025-26|percent", "91.4%", *REVIEWS, "2025-26", True),
    "HB": ("timely|2024-25|percent", "94.0%", *REVIEWS, "2024-25", True),
    "HN": ("timely|2025-26|count", "511", *REVIEWS, "2025-26", True),
    "HD": ("timely|2025-26|base", "559", *REVIEWS, "2025-26", True),
    "P": ("part|2025-26|percent", "82.9%", *PART, "2025-26", True),
    "PB": ("part|2024-25|percent", "83.7%", *PART, "2024-25", True),
    "M3": ("moved|2026-03-31|percent", "8.0%", *MOVED, "31 March 2026", False),
    "M3B": ("moved|2025-03-31|percent", "4.1%", *MOVED, "31 March 2025", False),
    "X": ("missing|2025-26|count", "66", *MISSING, "2025-26", False),
    "XB": ("missing|2024-25|count", "52", *MISSING, "2024-25", False),
    "C": ("children|2026-03-31|count", "238", *CHILDREN, "31 March 2026", None),
    "CB": ("children|2025-03-31|count", "218", *CHILDREN, "31 March 2025", None),
}
FIGURES = {ref: year(text, *rest[:3], ref, rest[3]) for ref, text, *rest in SHORT.values()}
RUNNING = {
    "starters|2025-26|count": Known(
        "12", *STARTS, "1 April 2025 to 1 June 2025", code="starters", is_of_a_part=True
    )
}

WRONG = (
    # how it moved
    ("claim", "Numbers coming into care fell: {S} this year and {SB} last year.", "rose"),
    ("claim", "Starts of care went up slightly, from {S} to {L}, then {SB}.", "went up"),
    ("claim", "Timeliness has increased to {H} from {HB}.", "fell"),
    ("claim", "Timeliness improved from {HB} to {H}.", "improved"),
    ("claim", "Timeliness stayed the same, {H} after {HB}.", "fell"),
    ("claim", "Moves of placement improved: {M3}, after {M3B}.", "rose"),
    ("claim", "Children moving often doubled, from {M3} to {M3B}.", "doubled"),
    # compared
    ("claim", "Fewer children came into care, {S} compared with {SB} last year.", "62 against 58"),
    ("claim", "More children left care, {L} compared with {LB} in the year before.", "42 against 54"),
    ("claim", "Participation was higher than last year ({P}, against {PB}).", "82.9%"),
    ("claim", "Our {H} is above the target of [[outside:95%|Business plan]].", "95%"),
    ("claim", "At {H} we are better than England ([[outside:94.0%|DfE, 2025]]).", "94.0%"),
    ("claim", "We met the target of [[outside:95%|Business plan]] with {H}.", "95%"),
    ("claim", "We have not met the target of [[outside:90%|Business plan]] with {H}.", "90%"),
    # by how much
    ("claim", "It fell by [[outside:4|our sums]] percentage points from {HB} to {H}.", "2.6"),
    ("unit", "It fell by [[outside:2.6%|our sums]] from {HB} to {H}.", "percentage points"),
    ("percent", "Times missing rose by [[outside:50%|our sums]], from {XB} to {X}.", "26.9%"),
    ("claim", "Children looked after rose by [[outside:12|our sums]] from {CB} to {C}.", "20"),
    # shares in words
    ("claim", "Nearly all reviews ({P}) were in time.", "82.9%"),
    ("claim", "All reviews ({H}) were in time.", "91.4%"),
    ("claim", "Fewer than half, {P}, took part.", "82.9%"),
    ("claim", "More than nine in ten children ({P}) took part.", "nine in ten"),
    ("claim", "Three quarters of the reviews ({H}) were early.", "Three quarters"),
    ("claim", "A small minority of reviews ({H}) were in time.", "minority"),
    ("claim", "Few children ({P}) took part.", "Few"),
    ("typed", "In 2025-26 half of our children took part.", "half of our children"),
    ("typed", "One in five of our children live far away.", "One in five"),
    ("typed", "Around 1 in 5 of our children live far away.", "1 in 5"),
    # of whom
    ("base", "{H} of children were reviewed in time.", "reviews"),
    ("base", "{M3} of reviews were of children who moved often.", "children"),
    ("base", "{HN} children had their reviews in time.", "reviews"),
    ("base", "{C} reviews were held.", "children"),
    # of which period
    ("period", "In 2025-26, {SB} children came into care.", "2024-25"),
    ("period", "In 2024/25 timeliness was {H}.", "2025-26"),
    ("period", "Last year {S} children came into care.", "2025-26"),
    ("period", "This year {SB} children came into care and last year {S}.", "2024-25"),
    ("period", "Over the whole year, {MAY} came.", "May 2025"),
    ("period", "In the first quarter {S} came into care.", "2025-26"),
    ("period", "In May {S} children came.", "2025-26"),
    ("period", "At 31 March 2025, {C} children were looked after.", "31 March 2026"),
    # numbers typed
    ("typed", "Two hundred and thirty-eight children were looked after.", "Two hundred and thirty-eight"),
    ("typed", "Zero children went missing.", "Zero"),
    ("typed", "There were 238\u00a0children and ２３８ plans.", "238"),
    ("typed", "Over 40 children came and 2025 reviews were held.", "40"),
)
RIGHT = (
    "Over the year {S} children came into care, more than the {SB} of the year before.",
    "Numbers coming into care rose: {S} this year and {SB} last year.",
    "In 2025/26 {S} children came into care and in 2024/25 {SB} did.",
    "Fewer children left care, {L} compared with {LB} last year.",
    "{HN} of {HD} reviews ({H}) were in time, down from {HB} in 2024-25.",
    "Timeliness did not improve: {H}, after {HB}.",
    "Starts rose ({S}, after {SB}) while fewer left care ({L}, after {LB}).",
    "It fell by [[outside:2.6|our sums]] percentage points, from {HB} to {H}.",
    "Times missing rose by [[outside:27%|our sums]], from {XB} to {X}.",
    "{H} of reviews were in time, below the target of [[outside:95%|Plan]].",
    "We did not meet the target of [[outside:95%|Plan]]: {H}.",
    "At {P} we are above our neighbours ([[outside:79.0%|DfE, 2025]]).",
    "Participation was much the same, {P} after {PB}.",
    "More than nine in ten reviews ({H}) were in time.",
    "Nearly all reviews ({H}) were in time.",
    "Over four fifths of reviews ({P}) heard the child.",
    "Fewer than one in ten children ({M3}) moved three times or more.",
    "Moving often nearly doubled, from {M3B} last year to {M3} this year.",
    "In May 2025 {MAY} children came into care.",
    "At the end of March 2026 {C} children were looked after.",
    "Of those asked, two thirds ([[outside:67%|Survey|of: 20/30]]) agreed.",
    "England’s rate is [[outside:70|DfE, 2025]] per 10,000 children.",
    "In the third review, {H} were in time; the fifth, {H}.",
    # numbers that measure nothing
    "Regulations 28 to 38, section 25B(1) and paragraph 7.15 of the Handbook 2.15 ask for it.",
    "The first review is held within 20 working days, later ones within 6 months.",
    "The guidance recommends 50 to 70 children for each full-time officer.",
    "Children aged 0-4, a 14-year-old, under-5s and those aged 16 and 17 were asked.",
    "She was 15 years old, and turned 18 in March.",
    "Call 01632 960 123 or (01632) 960123 from 9am to 5pm, 24 hours a day.",
    "Write to iro2@example.org.uk, https://example.org/2025/7 or 12/05/2025.",
    "In the 21st century, after COVID-19, this is our 12th report.",
    "“I have had 3 social workers,” one young person said.",
    "We see each child between two reviews.",
)


def faults(text: str, known: dict[str, Known]) -> list[Fault]:
    words = text.format(**{name: f"[[figure:{ref}]]" for name, (ref, *_) in SHORT.items()})
    glossary = {"DfE": "", "IRO": ""}
    return check(Manuscript([Chapter("Chapter", read(words))], known, glossary, year=2026))


@pytest.mark.parametrize(("rule", "words", "says"), WRONG)
def test_words_that_the_figures_contradict_are_refused(rule: str, words: str, says: str) -> None:
    found = faults(words, FIGURES)
    assert any(
        fault.rule == rule and says in fault.text and fault.place == "Chapter, paragraph 1" for fault in found
    ), found


@pytest.mark.parametrize("words", RIGHT)
def test_words_that_fit_raise_nothing(words: str) -> None:
    assert faults(words, FIGURES) == []


def test_the_same_part_of_the_year_before_is_no_whole_year() -> None:
    key, part = "timely|2024-04-01..2024-06-01|percent", "1 April 2024 to 1 June 2024"
    known = FIGURES | {key: year("95.2%", *REVIEWS, part, key, better=True)}
    words = f"Of reviews, [[figure:{key}]] were in time in {{}} of the year before."
    assert check_words(words.format("the same part"), known) == []
    assert check_words(words.format("the same months"), known) == []
    assert check_words(words.replace("{} of ", ""), known) == ["period"]
    assert check_words(words.replace(key, "timely|2024-25|percent").format("the same part"), known) == [
        "period"
    ]


def check_words(words: str, known: dict[str, Known]) -> list[str]:
    return [f.rule for f in check(Manuscript([Chapter("Chapter", read(words))], known, {}, year=2026))]


def test_months_of_a_year_that_is_not_over_are_not_said_of_the_year() -> None:
    assert [f.rule for f in faults("In 2025-26 {S} children came.", RUNNING)] == ["period"]
    assert faults("In 2025-26 {S} children came so far.", RUNNING) == []
