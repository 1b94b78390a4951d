"""Typed numbers that are of another time than the figure beside them: “ten in February”, “two fewer than in
May”, “18 more of them than the year before”."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from reporting.proof.manuscript import Known, Manuscript
from reporting.proof.meaning.beside import number as value_of
from reporting.proof.meaning.named_spans import number as number_of
from reporting.proof.pattern import Pattern
from reporting.proof.periods import span
from reporting.proof.sentence import Said, Sentence, kind_of
from reporting.proof.when import periods_named
from reporting.proof.worked_out.numbers import N, number
from statute.clock_words import MONTHS

PER_CENT = r"(?P<percent>\s?(?:%|per\s+cent\b))?"
ANY = Pattern(rf"(?<![\w.])(?P<n>{N}){PER_CENT}(?![\d-])", re.I)
MORE = Pattern(rf"\b(?P<n>{N})\s+(?:[a-z]+\s+){{0,2}}?(?P<way>more|fewer|less)\b(?!\s+than\b)", re.I)
MORE_THAN = Pattern(
    rf"\b(?P<n>{N})\s+(?:[a-z]+\s+){{0,2}}?(?P<way>(?:more|fewer|less|higher|lower)(?=\s+than\b)"
    r"|(?:up|down)(?=\s+on\b))",
    re.I,
)
MOVED_BY = Pattern(
    rf"\b(?P<way>rose|risen|grew|grown|increased|climbed|up|raised|lifted|fell|fallen|dropped|decreased"
    rf"|declined|down|reduced|lowered|eased|shrunk|shrank|slipped|dipped)\s+by\s+(?P<n>{N})\b",
    re.I,
)
WAYS_UP = (
    "more",
    "higher",
    "rose",
    "risen",
    "grew",
    "grown",
    "increased",
    "climbed",
    "up",
    "raised",
    "lifted",
)
IN_YEARS = Pattern(
    r"\b(?:in|over|within|across|during)\s+(?:(?:just|only|the|last|past)\s+)*"
    r"(?P<n>two|three|four|five|[2-5])\s+"
    r"years\b|\b(?P<ago>two|three|four|five|[2-5])\s+years\s+(?:ago|earlier|before)\b",
    re.I,
)
MONTH = Pattern(rf"\b((?:\d{{1,2}}\s+)?(?:{'|'.join(MONTHS)}))\b")
Place = tuple[int, int]


def at_other_times(manuscript: Manuscript, sentence: Sentence, words: str) -> Iterator[Place]:
    """Where such numbers stand."""
    yield from _elsewhere(manuscript, sentence, words)
    moved = {change for one, known in sentence.ours for change in _changes(manuscript, one, known)}
    apart = {*_from_named(manuscript, sentence)}
    since = apart | {*_until_named(manuscript, sentence)} | {*_in_years(manuscript, sentence)}
    for pattern, values in ((MORE, moved), (MORE_THAN, apart), (MOVED_BY, since)):
        for found in pattern.finditer(words):
            way = 1 if found["way"].lower().startswith(WAYS_UP) else -1
            if way * number(found["n"]) in values:
                yield found.span("n")


def _from_named(manuscript: Manuscript, sentence: Sentence) -> Iterator[Fraction]:
    """By how many a figure lies from the same of a period that the sentence names, or of a year after."""
    named = spans_named(manuscript, sentence.words)
    for one, known in sentence.ours:
        mine = value_of(known)
        for other in alike(manuscript, one):
            value, is_later = value_of(other), _is_a_year_before(known, other)
            if mine is not None and value is not None and (is_later or span(other.period) in named):
                yield value - mine if is_later else mine - value


def _in_years(manuscript: Manuscript, sentence: Sentence) -> Iterator[Fraction]:
    """By how many a figure lies from the same so many years before: “has risen by 32 in two years”."""
    backs = {number_of((found["n"] or found["ago"]).lower()) for found in IN_YEARS.finditer(sentence.words)}
    for one, known in sentence.ours if backs else ():
        mine, ours = value_of(known), span(known.period)
        for other in alike(manuscript, one):
            value, theirs = value_of(other), span(other.period)
            is_then = ours and theirs and round((ours[1] - theirs[1]).days / 365) in backs
            if is_then and mine is not None and value is not None:
                yield mine - value


def _until_named(manuscript: Manuscript, sentence: Sentence) -> Iterator[Fraction]:
    """By how many the same had moved by a later time that the sentence names: “139 in January; by the end of
    March it had been reduced by three”."""
    named = spans_named(manuscript, sentence.words)
    for one, known in sentence.ours:
        mine, ours = value_of(known), span(known.period)
        for other in alike(manuscript, one):
            value, theirs = value_of(other), span(other.period)
            is_later = theirs in named and ours and theirs and theirs[1] > ours[1]
            if is_later and mine is not None and value is not None:
                yield value - mine


def alike(manuscript: Manuscript, one: Said) -> Iterator[Known]:
    """The same figure of all times."""
    yield from (known for ref, known in manuscript.figures.items() if kind_of(ref) == one.kind)


def a_year_before(manuscript: Manuscript, one: Said, known: Known) -> Iterator[Known]:
    """The same figure of the year before."""
    yield from (then for then in alike(manuscript, one) if _is_a_year_before(then, known))


NOW = Pattern(r"\b(?:now(?!\s+that\b)|today|this\s+(?:year|time)|currently|at\s+present)\b", re.I)


def spans_named(manuscript: Manuscript, words: str) -> set[object]:
    """The periods that words name, their months and days also without their year."""
    if not manuscript.year:
        return set()
    spans = {of for one in periods_named(words, manuscript.year) for of in one.spans}
    spans |= {(date(manuscript.year - 1, 4, 1), date(manuscript.year, 3, 31))} if NOW.search(words) else set()
    days = {day for of in spans for day in (*of, of[0] - timedelta(days=1))}
    named: set[object] = spans | {(day, day) for day in days}
    months = MONTH.findall(words)
    years = (manuscript.year - 1, manuscript.year)
    of_months = {of for month in months for year in years if (of := span(f"{month} {year}"))}
    return named | of_months | {(last, last) for _, last in of_months}


def _elsewhere(manuscript: Manuscript, sentence: Sentence, words: str) -> Iterator[Place]:
    """The same measure in a period that the sentence names: “ten in February”."""
    named = spans_named(manuscript, sentence.words)
    heads = {_head(one.ref) for one, _ in sentence.ours}
    values = {
        (value, known.text.endswith("%"))
        for ref, known in manuscript.figures.items()
        if _head(ref) in heads and span(known.period) in named
        if (value := value_of(known)) is not None
    }
    for found in ANY.finditer(words) if values else ():
        is_one = (number(found["n"]), bool(found["percent"])) in values
        if is_one:
            yield found.span("n")


def _head(ref: str) -> tuple[str, bool, str]:
    """The measure of a reference, whether it is of a count, and its group."""
    return ref.partition("|")[0], ref.split("|")[2:3] == ["count"], ref.partition("=")[2]


def changes_of(manuscript: Manuscript, ref: str, now: Known) -> Iterator[Fraction]:
    """By how many a figure moved within the year."""
    before = (then for other, then in manuscript.figures.items() if kind_of(other) == kind_of(ref))
    yield from _since(now, [then for then in before if _is_a_year_before(then, now)])


def _changes(manuscript: Manuscript, one: Said, known: Known) -> Iterator[Fraction]:
    """By how many each count of the measure of a figure moved within the year."""
    tail = one.ref.partition("=")[2]
    same = {
        ref: of
        for ref, of in manuscript.figures.items()
        if of.code == known.code and ref.partition("=")[2] == tail
    }
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
