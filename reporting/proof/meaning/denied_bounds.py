"""“None of the 17 late reviews was more than twenty working days overdue”: what is denied beyond a bound is
known from the bands in which the report counts the days, where these make up all of them."""

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from reporting.proof.manuscript import Known, Manuscript
from reporting.proof.meaning.beside import group_of, number
from reporting.proof.pattern import Pattern
from reporting.proof.periods import span
from reporting.proof.worked_out.numbers import N
from reporting.proof.worked_out.numbers import number as value_of

SOME = r"(?:\d[\d,]*\s+)?"
LATE = r"(?:late\b|overdue\b|over\b|after\s+(?:its|their|the)\b|past\b|behind\b|out\s+of\s+time\b)"
TOLD = Pattern(
    rf"\b(?:(?:none\s+of\s+(?:the|our|these|those)\s+|no\s+|not\s+(?:one|a\s+single)\s+(?:of\s+(?:the|our"
    rf"|these|those)\s+)?){SOME}(?P<late>late\s+)?reviews?|of\s+(?:the|our|these|those)\s+{SOME}late\s+"
    rf"reviews,?\s+none)\b[^.;:(\d]{{0,30}}?\b(?:more\s+than|over|beyond|longer\s+than|later\s+than)\s+"
    rf"(?P<n>{N})\s+working\s+days(?:\s+{LATE})?",
    re.IGNORECASE,
)
LATE_REVIEWS = "reviews_late"
BAND = Pattern(
    r"^(?:(?P<up_to>up\s+to\s+)|(?P<over>(?:more\s+than|over)\s+)|(?P<low>\d+)\s+to\s+)?(?P<n>\d+)", re.I
)


def beyond_a_bound(manuscript: Manuscript, words: str) -> Iterator[tuple[re.Match[str], bool, Known | None]]:
    """Each such denial, whether the bands bear it out, and the one that contradicts it."""
    for found in TOLD.finditer(words):
        bands, whole = _bands(manuscript)
        bound = value_of(found["n"])
        beyond = [known for known, most in bands if number(known) and (most is None or most > bound)]
        is_all = whole is not None and sum(number(known) or 0 for known, _ in bands) == whole
        if beyond or is_all:
            yield found, not beyond, next(iter(beyond), None)


def _bands(manuscript: Manuscript) -> tuple[list[tuple[Known, Fraction | None]], Fraction | None]:
    """The bands of the report’s year with the most days of each, None for one without an end, and how many
    there are in all."""
    year = (date(manuscript.year - 1, 4, 1), date(manuscript.year, 3, 31)) if manuscript.year else None
    ours = {
        ref: known
        for ref, known in manuscript.figures.items()
        if known.code == LATE_REVIEWS and ref.split("|")[2:3] == ["count"] and span(known.period) == year
    }
    bands = [
        (known, None if band["over"] else Fraction(band["n"]))
        for ref, known in ours.items()
        if (band := BAND.match(group_of(ref)[1]))
    ]
    return bands, next((number(known) for ref, known in ours.items() if not group_of(ref)[0]), None)
