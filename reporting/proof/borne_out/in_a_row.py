"""Quarters and months one after the other: “for the third quarter in a row fewer children came”, held to
those before it."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from reporting.proof.borne_out.series import times, value_of
from reporting.proof.borne_out.words import LESS, MORE, MOVES
from reporting.proof.manuscript import Manuscript
from reporting.proof.number_words import ONES
from reporting.proof.pattern import Pattern
from reporting.proof.periods import span as period_of
from reporting.proof.sentence import Said
from reporting.proof.shares import FUTURE

NTH = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
IN_A_ROW = r"(?:running|in\s+a\s+row|in\s+succession|one\s+after\s+the\s+other)"
RUN = Pattern(
    rf"\b(?:(?P<nth>{'|'.join(NTH)})\s+(?:consecutive|successive|straight)\s+(?:quarter|month)"
    rf"|(?P<nth_of>{'|'.join(NTH)})\s+(?:quarter|month)\s+{IN_A_ROW}"
    r"|(?P<all>quarter\s+(?:by|after|on)\s+quarter|month\s+(?:by|after|on)\s+month|(?:each|every)\s+quarter)"
    rf"|(?P<many>{'|'.join(ONES[:5])})\s+(?:quarters|months)\s+{IN_A_ROW}"
    rf"|(?P<many_of>{'|'.join(ONES[:5])})\s+(?:consecutive|successive|straight)\s+(?:quarters|months))\b",
    re.I,
)
WAY = Pattern(rf"\b(?:(?P<up>{MORE})|(?P<down>{LESS}))\b", re.I)
AT_THE_HEAD = Pattern(r"\s*,")
"""“Quarter by quarter, it was …” leads to a row."""
QUARTER = 100
PARTS = 4


def wrong_runs(
    manuscript: Manuscript, words: str, figures: Sequence[Said], span: tuple[int, int]
) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of a row of quarters or months that did not all go the way that is said."""
    found, way = _run(words, span), _way(words, span)
    series = [of for one in figures if (of := _up_to(manuscript, one))]
    if found is None or not way or not series or FUTURE.search(words[span[0] : found.start()]):
        return
    if found["all"]:
        yield from _of_all(found.group(), way, max(series, key=len))
        return
    nth = found["nth"] or found["nth_of"]
    steps = NTH[nth.lower()] if nth else ONES.index((found["many"] or found["many_of"]).lower()) + 2
    last = [of[-(steps + 1) :] for of in series]
    if all(any((after - before) * way <= 0 for before, after in pairwise(of)) for of in last):
        said = f"“{' '.join(found.group().split())}” does not fit those before {figures[0].printed.text}."
        yield "claim", f"{said} Say how they changed."


def _run(words: str, span: tuple[int, int]) -> re.Match[str] | None:
    """What tells of quarters or months in a row; a lead to them, “quarter by quarter, it was”, does not."""
    found = RUN.search(words, *span)
    return None if found and not found.start() and AT_THE_HEAD.match(words, found.end()) else found


def _of_all(words: str, way: int, series: Sequence[Fraction]) -> Iterator[tuple[str, str]]:
    if any((after - before) * way <= 0 for before, after in pairwise(series[-PARTS:])):
        yield "claim", f"“{' '.join(words.split())}” does not fit them. Say how they changed."


def _way(words: str, span: tuple[int, int]) -> int:
    """1 for more, -1 for fewer; 0 where words say neither, or both."""
    told = [*WAY.finditer(words, *span), *MOVES.finditer(words, *span)]
    ways = {{"up": 1, "down": -1}.get(found.lastgroup or "", 0) for found in told} - {0}
    return ways.pop() if len(ways) == 1 else 0


def _up_to(manuscript: Manuscript, one: Said) -> list[Fraction]:
    """The same of the quarters or months before, in their order, and of this one."""
    ours = period_of(one.known.period) if one.known else None
    if ours is None or (ours[1] - ours[0]).days > QUARTER:
        return []
    known = {when: value for when, value in times(manuscript, one).items() if when[1] < ours[1]}
    return [*(known[when] for when in sorted(known)), value_of(one)] if known else []
