"""Seasons beside figures of a quarter, a month or a day: “over the summer” is July to September, or a month
on either side of it."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from reporting.proof.pattern import Pattern
from reporting.proof.periods import span as period_of
from reporting.proof.sentence import Said
from reporting.proof.shares import FUTURE

Span = tuple[date, date]
MONTHS_OF = {
    "spring": {3, 4, 5, 6},
    "summer": {6, 7, 8, 9},
    "autumn": {9, 10, 11, 12},
    "winter": {12, 1, 2, 3},
}
SEASON = Pattern(
    r"\b(?:in|over|during|through(?:out)?|across|this|last|of|and|early|late)\s+(?:(?:the|early|late"
    r"|last)\s+)*"
    r"(?P<name>spring|summer|autumn|winter)\b|^(?P<first>spring|summer|autumn|winter)\b",
    re.I,
)
A_QUARTER = 100
A_COMMA = 60
"""As many letters further away."""


def wrong_seasons(words: str, figures: Sequence[Said], span: tuple[int, int]) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of a season beside figures of which none is of it."""
    found = [m for m in SEASON.finditer(words, *span) if not FUTURE.search(words[span[0] : m.start()])]
    short = _of_a_quarter_at_most(figures)
    if not found or not short:
        return
    named: set[int] = set().union(*(MONTHS_OF[(m["name"] or m["first"]).lower()] for m in found))
    for one, when in [_nearest(short, found)] if len(found) == 1 else short:
        if not _months(when) <= named and one.known:
            words_of_it = " ".join(found[0].group().split())
            said = f"“{words_of_it}” stands beside {one.printed.text}, but “{one.known.what}”"
            yield (
                "period",
                f"{said} is there of {one.known.period}. Choose the figure of the period that you name.",
            )
            return


def _of_a_quarter_at_most(figures: Sequence[Said]) -> list[tuple[Said, Span]]:
    return [
        (one, when)
        for one in figures
        if one.known and (when := period_of(one.known.period)) and _days(when) <= A_QUARTER
    ]


def _nearest(short: Sequence[tuple[Said, Span]], found: Sequence[re.Match[str]]) -> tuple[Said, Span]:
    """The figure that is nearest to the season, further away where a comma lies between."""
    words, (start, end) = found[0].string, found[0].span()

    def gap(pair: tuple[Said, Span]) -> int:
        between = words[end : pair[0].start] if pair[0].start >= end else words[pair[0].end : start]
        return len(between) + A_COMMA * ("," in between and pair[0].end <= start or ";" in between)

    return min(short, key=gap)


def _days(when: Span) -> int:
    return (when[1] - when[0]).days


def _months(when: Span) -> set[int]:
    first, last = when[0].year * 12 + when[0].month - 1, when[1].year * 12 + when[1].month - 1
    return {month % 12 + 1 for month in range(first, last + 1)}
