"""A figure of another year than its sentence names: “since 2023-24, when 95.4% were in time”, of 2024-25;
“fewer than in 2023-24: 82.6% now, 91.1% then”, where 91.1% is of 2024-25."""

import re
from collections.abc import Iterator
from datetime import date

from reporting.proof.meaning.lengths import YEAR
from reporting.proof.meaning.named_spans import Span
from reporting.proof.pattern import Pattern
from reporting.proof.periods import span
from reporting.proof.sentence import Said, Sentence
from reporting.proof.when import periods_named

WHEN = Pattern(
    r"\s*,?\s+when\s+(?:(?:it|there|they|we|that|this|the\s+(?:figure|share|number|rate))\s+"
    r"(?:was|were|stood\s+at|had|held|looked\s+after|counted)\s+)?(?:only\s+|just\s+|still\s+)?$",
    re.I,
)


COMPARED = Pattern(
    r"\b(?:than|compared\s+(?:with|to)|against|since|from|down\s+on|up\s+on)\s+(?:in\s+|that\s+of\s+"
    r"|those\s+of\s+)?$",
    re.I,
)


YEARS = {"a": 1, "one": 1, "twelve": 1, "two": 2, "three": 3}
LATER = Pattern(r"\b(?:(?P<n>a|one|two|three)\s+years?|(?P<m>twelve)\s+months)\s+later\b", re.I)
AFTER_IT = Pattern(r"\s+(?:children\s+|young\s+people\s+|reviews\s+)?", re.I)
BEFORE_IT = Pattern(r"\s+(?:(?:it\s+(?:was|stood\s+at)|there\s+were|to)\s+)?", re.I)


def wrong_later(sentence: Sentence, year: int) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of a figure that is said to be of so many years after the period named before:
    “from 104 in March 2024 to 136 a year later”, where 136 were there two years later."""
    told = [*LATER.finditer(sentence.words)] if year else []
    ends = _ends_before(sentence, told[0].start(), year) if len(told) == 1 else set()
    for one, known in sentence.ours if ends else ():
        later = YEARS[(told[0]["n"] or told[0]["m"]).lower()]
        if _is_beside(sentence.words, told[0], one) and _is_not_later(span(known.period), ends, later):
            said = f"“{told[0].group()}” stands beside {one.printed.text}, but “{known.what}” is there of"
            yield "period", f"{said} {known.period}. Choose the figure of the period that you name."


def _ends_before(sentence: Sentence, at: int, year: int) -> set[date]:
    """The days on which the last period named before may end."""
    named = [one for one in periods_named(sentence.words, year) if one.start < at]
    return {of[1] for of in named[-1].spans} if named else set()


def _is_not_later(ours: Span | None, ends: set[date], years: int) -> bool:
    """Whether a period ends on the same day of another year than so many years after one of those days."""
    alike = [end for end in ends if ours and (end.month, end.day) == (ours[1].month, ours[1].day)]
    return bool(alike and ours) and not any(end.year + years == ours[1].year for end in alike if ours)


def _is_beside(words: str, found: re.Match[str], one: Said) -> bool:
    """Whether a figure stands right before the words, or right after them."""
    is_before = one.end <= found.start() and AFTER_IT.fullmatch(words, one.end, found.start())
    return bool(is_before or one.start >= found.end() and BEFORE_IT.fullmatch(words, found.end(), one.start))


def wrong_year_before(sentence: Sentence, year: int) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of the earlier of two figures where the one year that they are held against is
    another: “fewer than in 2023-24: 82.6% now, 91.1% then”."""
    pair = sentence.pair()
    named = [*periods_named(sentence.words, year)] if year and pair else []
    if pair is None or len(named) != 1 or not COMPARED.search(sentence.words[: named[0].start]):
        return
    times = [(of, one, known) for one, known in pair if (of := span(known.period))]
    (first, last), *others = named[0].spans
    if len(times) == 2 and not others and (last - first).days >= YEAR:
        _, one, known = min(times, key=lambda time: time[0][1])
        if not any(first <= of[1] <= last for of, *_ in times):
            said = (
                f"“{named[0].words}” is what {one.printed.text} is held against, but “{known.what}” is there"
            )
            yield "period", f"{said} of {known.period}. Choose the figure of the period that you name."


def wrong_then(sentence: Sentence, year: int) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of each figure that is there of another time than that before “when”."""
    for period in periods_named(sentence.words, year) if year and sentence.ours else ():
        end = period.start + len(period.words)
        for one, known in sentence.ours:
            ours = span(known.period)
            if ours is None or one.start < end or not WHEN.fullmatch(sentence.words, end, one.start):
                continue
            if not any(of[0] <= ours[0] and ours[1] <= of[1] or of == ours for of in period.spans):
                said = f"“{period.words}” stands beside {one.printed.text}, but “{known.what}” is there of"
                yield "period", f"{said} {known.period}. Choose the figure of the period that you name."
