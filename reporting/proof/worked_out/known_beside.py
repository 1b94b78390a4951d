"""Typed numbers that the portal knows though the sentence does not print their figure: the share of the year
before (“up from 81.8%”), the target, England’s, and by how many its own measure moved (“18 more of them”)."""

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from reporting.proof.manuscript import Known, Manuscript
from reporting.proof.meaning.beside import number as value_of
from reporting.proof.no_figures import without_them
from reporting.proof.pattern import Pattern
from reporting.proof.periods import span
from reporting.proof.sentence import Said, Sentence, kind_of
from reporting.proof.stated import stated
from reporting.proof.worked_out.numbers import N, number

PER_CENT = r"(?P<percent>\s?(?:%|per\s+cent\b))?"
BEFORE = Pattern(
    r"\b(?:from|after|against|than|compared|last\s+year|previous\s+year|year\s+(?:before|earlier|ago)"
    r"|previously"
    r"|twelve\s+months\s+(?:before|earlier|ago)|when\s+it\s+was)\b",
    re.I,
)
ENGLAND = Pattern(r"\b(?:England|English|national(?:ly)?)\b", re.I)
ANY = Pattern(rf"(?<![\w.])(?P<n>{N}){PER_CENT}(?![\d-])", re.I)
SUM = Pattern(rf"\b{N}\b(?!\s?(?:%|per\s+cent)|[\d-])", re.I)
TOGETHER = Pattern(
    r"\b(?:together|in\s+all|in\s+total|altogether|a\s+total\s+of|between\s+them|combined|sum)\b", re.I
)
SOME_OF = Pattern(rf"\b(?P<n>{N})\s+of\s+(?:(?:the|our|all|these|those)\s+)*(?=\d)", re.I)
"""“Six of the 17 late reviews”."""
MORE = Pattern(rf"\b(?P<n>{N})\s+(?:[a-z]+\s+){{0,2}}?(?P<way>more|fewer|less)\b(?!\s+than\b)", re.I)
Place = tuple[int, int]


def proved(manuscript: Manuscript, sentence: Sentence) -> Iterator[Place]:
    """Where such numbers stand."""
    words, printed = without_them(sentence.words), {one.start for one in sentence.figures}
    yield from _asides(sentence, words, printed)
    yield from _sums(sentence, words, printed)
    for found in SOME_OF.finditer(words):
        if found.start("n") not in printed and number(found["n"]) in {*_some(manuscript, sentence, found)}:
            yield found.span("n")
    for found in MORE.finditer(words):
        moved = {change for one, known in sentence.ours for change in _changes(manuscript, one, known)}
        way = 1 if found["way"].lower() == "more" else -1
        if found.start("n") not in printed and way * number(found["n"]) in moved:
            yield found.span("n")


def _asides(sentence: Sentence, words: str, printed: set[int]) -> Iterator[Place]:
    """What the figures were the year before, or are in England."""
    for pattern, name in ((BEFORE, "before"), (ENGLAND, "england")):
        known = [stated(getattr(known.aside, name)) for _, known in sentence.ours if known.aside]
        alike = {(one.value, one.is_percent) for one in known if one}
        for found in ANY.finditer(words) if alike and pattern.search(words) else ():
            is_one = (number(found["n"]), bool(found["percent"])) in alike
            if found.start() not in printed and is_one:
                yield found.span("n")


def _sums(sentence: Sentence, words: str, printed: set[int]) -> Iterator[Place]:
    """What some of the counts of the sentence make together."""
    counts = sentence.values(is_percent=False)
    sums = {sum(some) for size in range(2, len(counts) + 1) for some in combinations(counts, size)}
    for found in SUM.finditer(words) if TOGETHER.search(words) else ():
        if found.start() not in printed and number(found.group()) in sums:
            yield found.span()


def _some(manuscript: Manuscript, sentence: Sentence, found: re.Match[str]) -> Iterator[Fraction]:
    """How many of a whole there may be: those in brackets or the others, else any that the report counts."""
    whole = next(((one, known) for one, known in sentence.ours if one.start == found.end()), None)
    if whole is None or whole[0].printed.value is None:
        return
    of, known = whole[0].printed.value, whole[1]
    told = [x.printed.value for x in sentence.figures if sentence.words[: x.start].endswith("(")]
    for value in told or _counts(manuscript, known):
        if value is not None and value <= of:
            yield from (value, of - value)


def _counts(manuscript: Manuscript, known: Known) -> Iterator[Fraction | None]:
    """The counts of the measure of a figure in its period."""
    for other in manuscript.figures.values():
        if other.code == known.code and other.period == known.period and not other.text.endswith("%"):
            yield value_of(other)


def _changes(manuscript: Manuscript, one: Said, known: Known) -> Iterator[Fraction]:
    """By how many each count of the measure of a figure moved within the year."""
    if "=" in one.ref:
        return
    same = {ref: of for ref, of in manuscript.figures.items() if of.code == known.code and "=" not in ref}
    for ref, now in same.items():
        if now.period == known.period and not now.text.endswith("%"):
            alike = (then for other, then in same.items() if kind_of(ref) == kind_of(other))
            yield from _since(now, [then for then in alike if _is_a_year_before(then, now)])


def _since(now: Known, before: list[Known]) -> Iterator[Fraction]:
    """By how many a count moved since each of those before it."""
    value = value_of(now)
    for was in map(value_of, before):
        if value is not None and was is not None:
            yield value - was


def _is_a_year_before(then: Known, now: Known) -> bool:
    theirs, ours = span(then.period), span(now.period)
    return bool(theirs and ours and 360 <= (ours[1] - theirs[1]).days <= 370)
