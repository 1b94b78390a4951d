"""Years that a text names: collection years (2018/19) and days (31 March 2019), by the year they end in."""

import re
from calendar import monthrange
from datetime import date

from reporting.proof.pattern import Pattern
from statute.clock_words import MONTHS

YEAR = Pattern(r"\b(20\d\d|19\d\d)\s?[-/–]\s?(\d\d(?:\d\d)?)\b")
SHORT = Pattern(r"\b(\d\d)/(\d\d)\b")
DAY = Pattern(
    rf"\b(?:\d{{1,2}}\s+)?({'|'.join(MONTHS)}|{'|'.join(m[:3] for m in MONTHS)})\s+(20\d\d|19\d\d)\b"
)
LABEL_YEAR = Pattern(r"(\d{4})\s?[-/–]\s?(\d\d(?:\d\d)?)(?:\sQ([1-4]))?")
LABEL_DAY = Pattern(
    rf"(?:(\d{{1,2}})\s)?({'|'.join(MONTHS)}|{'|'.join(m[:3] for m in MONTHS)})\s(\d{{4}})", re.IGNORECASE
)


def years_in(text: str) -> set[int]:
    """The collection years of a text, each named by its end. April 2018 and 31 March 2019 are both 2019."""
    found = {int(first) + 1 for first, second in YEAR.findall(text) if _follows(first, second)}
    for month, year in DAY.findall(text):
        number = [m[:3] for m in MONTHS].index(month[:3]) + 1
        found.add(int(year) + (number >= 4))
    found |= {2000 + int(b) for a, b in SHORT.findall(text) if int(b) == int(a) + 1}
    return found


def impossible_years(text: str) -> list[str]:
    """Labels that look like a year and are none: 2018/18, Q2 23/23."""
    wrong = [found.group() for found in YEAR.finditer(text) if not _follows(*found.groups())]
    quarters = re.findall(r"\bQ[1-4]\s+(\d\d)/(\d\d)\b", text)
    return wrong + [f"{a}/{b}" for a, b in quarters if (int(a) + 1) % 100 != int(b)]


def _follows(first: str, second: str) -> bool:
    return (int(first) + 1) % 100 == int(second) % 100


def span(label: str) -> tuple[date, date] | None:
    """The first and last day of a period as it is printed: 2025-26, 2025-26 Q3, May 2025, 31 March 2026, or
    two days; None for what is no period."""
    first, to, last = label.partition(" to ")
    if to:
        ends = span(first), span(last)
        return (ends[0][0], ends[1][1]) if ends[0] and ends[1] else None
    if found := LABEL_YEAR.fullmatch(label):
        return _year_or_quarter(int(found[1]), found[3]) if _follows(found[1], found[2]) else None
    if found := LABEL_DAY.fullmatch(label):
        number = [m[:3] for m in MONTHS].index(found[2][:3].title()) + 1
        return _month_or_day(int(found[3]), number, found[1])
    return None


def in_a_sentence(period: str) -> str:
    """In 2025-26, on 31 March 2026, from 1 April 2026 to 1 June 2026."""
    if " to " in period:
        return f"from {period}"
    return f"on {period}" if re.match(r"\d{1,2} [A-Z]", period) else f"in {period}"


def _year_or_quarter(year: int, quarter: str | None) -> tuple[date, date]:
    if not quarter:
        return date(year, 4, 1), date(year + 1, 3, 31)
    return quarter_of(year, int(quarter))


def quarter_of(year: int, number: int) -> tuple[date, date]:
    """A quarter of the year that begins in April of this one."""
    first = 3 * number + 1
    begins = year + (first > 12)
    first = (first - 1) % 12 + 1
    return date(begins, first, 1), date(begins, first + 2, monthrange(begins, first + 2)[1])


def _month_or_day(year: int, month: int, day: str | None) -> tuple[date, date] | None:
    last = monthrange(year, month)[1]
    if not day:
        return date(year, month, 1), date(year, month, last)
    return (date(year, month, int(day)),) * 2 if 1 <= int(day) <= last else None
