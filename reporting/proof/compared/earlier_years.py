"""The earlier year with which words compare a figure: the year before, or another that they name, “since
2023-24”, “two years ago”, “in three years”. Of that the report knows what the figure was, or it does not."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from reporting.proof.manuscript import Aside, Known, Manuscript
from reporting.proof.meaning.named_spans import number
from reporting.proof.pattern import Pattern
from reporting.proof.periods import span
from reporting.proof.sentence import Said
from reporting.proof.when import AGO, LAST, YEAR
from reporting.proof.worked_out.known_then import alike

AGAINST = (
    r"(?:from|since|on|than|compared\s+(?:with|to)|against|as|(?:number|share|rate|total)\s+of"
    r"|(?:it|they|there)\s+(?:was|were))\s+"
    r"(?:in\s+|at\s+|for\s+|that\s+of\s+)*"
)
LONG = (
    r"(?:in|over|within|across|inside|during)\s+(?:(?:just|only|under|little\s+more\s+than)\s+)?"
    r"(?:(?:the|these)\s+)?(?:(?:last|past)\s+)?(?P<years>two|three|four|five)\s+years\b"
    r"(?!\s+(?:ago|earlier|before|or\s+(?:more|longer)|old|of\s+age))"
)
THEN = Pattern(
    rf"\b(?:{AGAINST}(?:(?P<last>{LAST}|last(?=\s*[,.;:(]|\s*$))|(?P<year>{YEAR})|(?P<ago>{AGO}))"
    rf"|(?P<over>(?:over|during|across)\s+the\s+year\b)|(?P<long>{LONG}))",
    re.IGNORECASE,
)
"""With what a figure is compared: the year before, or one that is named."""


def as_named(manuscript: Manuscript, clause: str, one: Said) -> Said:
    """A figure with what it was in the earlier year that the clause compares it with, where that is another
    than the year before: “has doubled since 2023-24”."""
    aside = one.known.aside if one.known else None
    named = [*THEN.finditer(clause)] if aside else []
    if one.known is None or aside is None or any(is_then(found, aside) for found in named):
        return one
    ends = next((end for found in named if (end := _end_named(found, one.known))), None)
    if ends is None:
        return one
    before, period = _known_then(manuscript, one, ends)
    return replace(
        one, known=replace(one.known, aside=replace(aside, before=before, period=period, ends=ends))
    )


def _known_then(manuscript: Manuscript, one: Said, ends: date) -> tuple[str, str]:
    """What the figure was in the period that ended on that day, and that period; empty where nobody
    knows."""
    then = next(
        (known for known in alike(manuscript, one) if (of := span(known.period)) and of[1] == ends), None
    )
    return (then.text, then.period) if then and then.is_known else ("", "")


def _end_named(found: re.Match[str], known: Known) -> date | None:
    """The last day of the earlier year that words name: “since 2023-24”, “two years ago”."""
    ours, named = span(known.period), span(found["year"]) if found["year"] else None
    if named:
        return named[1]
    back = _years_back(found)
    if ours is None or not back:
        return None
    day = 28 if ours[1].month == 2 else ours[1].day
    return date(ours[1].year - back, ours[1].month, day)


def years_compared(words: str, year: int) -> Iterator[int]:
    """The years, by that in which each ends, with which words compare a figure of the report of this one."""
    for found in THEN.finditer(words):
        back = _years_back(found)
        if (named := span(found["year"]) if found["year"] else None) or back:
            yield named[1].year if named else year - back


def _years_back(found: re.Match[str]) -> int:
    """How many years before that of a figure words name another; 0 where they do not say it so."""
    back = (found["years"] or (found["ago"] or "").split(" ")[0]).lower()
    return 2 if back in ("the", "year") else number(back) if back else 0  # the year before last


def is_then(found: re.Match[str], aside: Aside) -> bool:
    """Whether words name the year before that of the figure."""
    if found["last"]:
        return True
    if found["over"]:  # of a count on a day, a year before
        then = span(aside.period)
        return then is not None and then[0] == then[1]
    if found["year"] is None:  # two years ago
        return aside.ends is not None
    named, then = span(found["year"]), span(aside.period)
    return bool(named and (aside.ends == named[1] or then and named[1] == then[1]))
