"""What else the report knows of a figure: the same at other times, and of other groups."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from reporting.proof.manuscript import Manuscript
from reporting.proof.meaning.beside import group_of, number, others
from reporting.proof.pattern import Pattern
from reporting.proof.periods import span
from reporting.proof.sentence import Said, Sentence, kind_of
from reporting.proof.stated import stated
from reporting.proof.worked_out.known_then import spans_named

LONGEST_QUARTER = 100
FROM = Pattern(r"\bfrom\s+(?:last\s+year’s\s+)?$", re.I)


def value_of(one: Said) -> Fraction:
    """The number that a figure prints."""
    return one.printed.value or Fraction(0)


def good_way(one: Said) -> int:
    """1 where more is better, -1 where fewer are, 0 where neither is."""
    better = one.known.is_more_better if one.known else None
    return 0 if better is None else 1 if better else -1


def times(manuscript: Manuscript, one: Said) -> dict[tuple[date, date], Fraction]:
    """The same figure of every other period of the same length that is known."""
    ours = span(one.known.period) if one.known else None
    found: dict[tuple[date, date], Fraction] = {}
    for ref, known in manuscript.figures.items() if ours else ():
        if ref == one.ref or kind_of(ref) != one.kind:
            continue
        theirs, value = span(known.period), number(known)
        if ours and theirs and value is not None and _is_as_long(ours, theirs):
            found[theirs] = value
    return found


def _is_as_long(one: tuple[date, date], other: tuple[date, date]) -> bool:
    return abs((one[1] - one[0]) - (other[1] - other[0])) < timedelta(days=5)


def befores(manuscript: Manuscript, sentence: Sentence, one: Said) -> Iterator[Fraction]:
    """What the figure was before: a year ago, in the period just before it, or as the sentence says."""
    ours = span(one.known.period) if one.known else None
    if one.known is None or ours is None:
        return
    aside = stated(one.known.aside.before) if one.known.aside else None
    if aside and aside.value is not None:
        yield aside.value
    yield from _known_before(manuscript, one, ours[1])
    for other, theirs in sentence.ours:
        when = span(theirs.period)
        if other.kind == one.kind and when and when[1] < ours[1]:
            yield value_of(other)


def named_before(manuscript: Manuscript, words: str, one: Said) -> Iterator[Fraction]:
    """What a figure was on an earlier day, or in an earlier year, that the words name."""
    ours = span(one.known.period) if one.known else None
    if ours is None or not manuscript.year:
        return
    named = spans_named(manuscript, words)
    yield from (
        value for when, value in times(manuscript, one).items() if when in named and when[0] < ours[0]
    )


def after(manuscript: Manuscript, words: str, one: Said) -> Said | None:
    """The same a year later, where the words start from the earlier one: “down from 88.7%”."""
    ours = span(one.known.period) if one.known else None
    if ours is None or not FROM.search(words[: one.start]):
        return None
    for ref, known in manuscript.figures.items():
        theirs, printed = span(known.period), stated(known.text)
        if kind_of(ref) == one.kind and theirs and printed and 360 <= (theirs[1] - ours[1]).days <= 370:
            return replace(one, printed=printed, known=known, ref=ref)
    return None


def _known_before(manuscript: Manuscript, one: Said, day: date) -> Iterator[Fraction]:
    """The same in the period just before, and a year before."""
    known = {when: value for when, value in times(manuscript, one).items() if when[1] < day}
    if known:
        yield known[max(known)]
    yield from (value for when, value in known.items() if 360 <= (day - when[1]).days <= 370)


def rivals(manuscript: Manuscript, one: Said) -> dict[str, Fraction]:
    """The same figure of other groups, or for one of a month or a quarter that of the others of its year."""
    if group_of(one.ref)[1]:
        return {name: value for name, _, value in others(manuscript.figures, one)}
    ours = span(one.known.period) if one.known else None
    if ours is None or (ours[1] - ours[0]).days > LONGEST_QUARTER:
        return {}
    found = times(manuscript, one)
    return {str(when[0]): value for when, value in found.items() if abs((when[0] - ours[0]).days) < 366}
