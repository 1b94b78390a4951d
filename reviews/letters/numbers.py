"""Days and ages as people write them in a letter."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from statute.clock_words import MONTHS

_MONTH = "|".join(MONTHS)
_DAY = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)? ({_MONTH})(?:,? (\d{{4}}))?\b")
_SHORT = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b")
_MONTH_ALONE = re.compile(rf"\b(?i:in|by|until|before|of|from|during|since) ({_MONTH})(?: (\d{{4}}))?\b")

ONES = tuple(
    re.findall(
        r"\w+",
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen "
        "seventeen eighteen",
    )
)
NTH = tuple(
    re.findall(
        r"\w+",
        "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
        "fourteenth fifteenth sixteenth seventeenth eighteenth",
    )
)
AGE = rf"(?:1?\d|{'|'.join(ONES)})"


@dataclass(frozen=True)
class Written:
    """A day in a text: the last day it can mean, and where it stands."""

    last_day: date
    start: int
    end: int


def days_in(text: str, near: date) -> Iterator[Written]:
    """Each day or month of a text. Without a year the one nearest to `near` is meant."""
    for m in _DAY.finditer(text):
        day = _day(int(m[1]), MONTHS.index(m[2]) + 1, int(m[3]) if m[3] else None, near)
        if day:
            yield Written(day, *m.span())
    for m in _SHORT.finditer(text):
        day = _day(int(m[1]), int(m[2]), int(m[3]), near)
        if day:
            yield Written(day, *m.span())
    for m in _MONTH_ALONE.finditer(text):
        yield Written(_end_of_month(MONTHS.index(m[1]) + 1, int(m[2]) if m[2] else None, near), *m.span())


def _day(day: int, month: int, year: int | None, near: date) -> date | None:
    years = [year] if year else [near.year - 1, near.year, near.year + 1]
    found = []
    for each in years:
        try:
            found.append(date(each, month, day))
        except ValueError:
            continue
    return min(found, key=lambda d: abs(d - near), default=None)


def _end_of_month(month: int, year: int | None, near: date) -> date:
    if year is None:
        middle = _day(15, month, None, near) or near
        year = middle.year
    return (date(year, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def number(word: str) -> int:
    """An age in figures or words."""
    return int(word) if word.isdecimal() else ONES.index(word.lower())
