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
from reporting.proof.worked_out.known_then import spans_named
from reporting.proof.worked_out.numbers import N
from reporting.proof.worked_out.numbers import number as value_of

SOME = r"(?:\d[\d,]*\s+)?"
THEM = r"(?:the|our|these|those|all|them)"
LATE = (
    r"(?:late\b|overdue\b|over\b|after\s+(?:(?:its|their|the)\b|they\s+were\s+due)|past\b|behind\b"
    r"|beyond\b|out\s+of\s+(?:time|date)\b)"
)
BEYOND = r"(?:more\s+than|over|beyond|longer\s+than|later\s+than|above|in\s+excess\s+of|exceed(?:ed|ing|s)?)"
UNITS = {"working day": 1, "week": 5, "fortnight": 10, "month": 20}
"""How many working days each has at the least; a calendar day is measured by nobody."""
TOLD = Pattern(
    rf"\b(?P<who>(?:none\s+of\s+{THEM}\s+|no\s+|not\s+(?:one|a\s+single)\s+(?:of\s+{THEM}\s+)?)"
    rf"{SOME}(?P<late>late\s+)?reviews?|of\s+{THEM}\s+{SOME}late\s+reviews,?\s+none"
    r"|(?P<them>none(?:\s+of\s+(?:them|these|those|which))?))\b(?!\s+of\b)"
    rf"(?P<was>[^.;:(\d]{{0,40}}?)\b{BEYOND}\s+"
    rf"(?P<n>{N}|an?)\s+(?P<unit>working\s+day|week|fortnight|month)s?\b(?:\s+(?P<after>{LATE}))?",
    re.IGNORECASE,
)
IS_LATE = Pattern(
    r"\b(?:late(?:ness)?|overdue|delay(?:ed|s)?|behind|out\s+of\s+time|not\s+in\s+time)\b", re.I
)
LATE_REVIEWS = "reviews_late"
BAND = Pattern(
    r"^(?:(?P<up_to>up\s+to\s+)|(?P<over>(?:more\s+than|over)\s+)|(?P<low>\d+)\s+to\s+)?(?P<n>\d+)", re.I
)


def beyond_a_bound(
    manuscript: Manuscript, words: str, before: str = ""
) -> Iterator[tuple[re.Match[str], bool, Known | None]]:
    """Each such denial, whether the bands bear it out, and the one that contradicts it. `before` is the
    sentence before these words."""
    for found in TOLD.finditer(words):
        if not _is_of_late_reviews(found, before) or _is_of_another_time(manuscript, words):
            continue
        bands, whole = _bands(manuscript)
        bound = _days(found)
        beyond = [known for known, most in bands if number(known) and (most is None or most > bound)]
        is_all = whole is not None and sum(number(known) or 0 for known, _ in bands) == whole
        if beyond or is_all:
            yield found, not beyond, next(iter(beyond), None)


def _is_of_late_reviews(found: re.Match[str], before: str) -> bool:
    """Whether it is told of the reviews that were late: “none of them” only after these were named."""
    is_late = found["late"] or found["after"] or IS_LATE.search(f"{found['who']} {found['was']}")
    if not found["them"]:
        return bool(is_late)
    told = f"{before}{found.string[: found.start()]}"
    return bool(re.search(r"\breviews?\b", told, re.IGNORECASE) and (is_late or IS_LATE.search(told)))


def _is_of_another_time(manuscript: Manuscript, words: str) -> bool:
    """Whether a sentence names periods, and the year of the report is none of them."""
    named = spans_named(manuscript, words)
    return bool(named) and _year(manuscript) not in named


def _days(found: re.Match[str]) -> Fraction:
    """The bound in working days."""
    many = Fraction(1) if found["n"].lower() in ("a", "an") else value_of(found["n"])
    return many * UNITS[" ".join(found["unit"].lower().split())]


def _bands(manuscript: Manuscript) -> tuple[list[tuple[Known, Fraction | None]], Fraction | None]:
    """The bands of the report’s year with the most days of each, None for one without an end, and how many
    there are in all."""
    year = _year(manuscript)
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


def _year(manuscript: Manuscript) -> tuple[date, date] | None:
    return (date(manuscript.year - 1, 4, 1), date(manuscript.year, 3, 31)) if manuscript.year else None
