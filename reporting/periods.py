"""Periods of measures: months, collection years, and any stretch from a day to a day, both included."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from statute.working_days import add_months

YEARS = range(1900, 2200)
MOST_YEARS = 10
"""An address may ask for a stretch of so many: a page that counts each month of a thousand years takes
minutes."""


@dataclass(frozen=True)
class Period:
    """From a day to a day, both included."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError("The period ends before it starts.")

    @property
    def is_collection_year(self) -> bool:
        """Whether it runs from 1 April to 31 March."""
        return self == collection_year(self.end.year)

    @property
    def is_quarter(self) -> bool:
        """Whether it is a quarter of a collection year: April to June, and so on."""
        return self == quarter_of(self.start)

    def months(self) -> list["Period"]:
        """The calendar months of the period, the first and last cut to it."""
        found, day = [], self.start
        while day <= self.end:
            last = min(add_months(day.replace(day=1), 1) - timedelta(days=1), self.end)
            found.append(Period(day, last))
            day = last + timedelta(days=1)
        return found

    @property
    def label(self) -> str:
        """2025-26 for a collection year, 2025-26 Q1 for a quarter of it, May 2025 for a month, else both
        days."""
        if self.is_collection_year:
            return f"{self.start.year}-{self.end.year % 100:02d}"
        if self == month(self.start):
            return f"{self.start:%B %Y}"
        if self.is_quarter:
            return quarter_label(*quarter_named(self.start))
        return f"{self.start.day} {self.start:%B %Y} to {self.end.day} {self.end:%B %Y}"


def collection_year(year: int) -> Period:
    """The collection year named by its end: 2026 is 1 April 2025 to 31 March 2026."""
    return Period(date(year - 1, 4, 1), date(year, 3, 31))


def collection_year_of(day: date) -> Period:
    """The collection year of a day."""
    return collection_year(quarter_named(day)[0])


def quarter(year: int, number: int) -> Period:
    """A quarter of a collection year: 1 is April to June of its first calendar year, 4 January to March of
    its second."""
    start = add_months(collection_year(year).start, 3 * (number - 1))
    return Period(start, add_months(start, 3) - timedelta(days=1))


def quarter_named(day: date) -> tuple[int, int]:
    """Collection year and number of the quarter of a day."""
    return day.year + (day.month >= 4), (day.month - 4) % 12 // 3 + 1


def quarter_of(day: date) -> Period:
    """The quarter of a day."""
    return quarter(*quarter_named(day))


def quarter_label(year: int, number: int) -> str:
    """2025-26 Q3."""
    return f"{collection_year(year).label} Q{number}"


def month(day: date) -> Period:
    """The calendar month of a day."""
    first = day.replace(day=1)
    return Period(first, add_months(first, 1) - timedelta(days=1))


def a_year_before(period: Period) -> Period:
    """The same stretch a year earlier."""
    return Period(add_months(period.start, -12), add_months(period.end, -12))


def named_period(text: str) -> Period | None:
    """The period of a reference: 2025-26 a year, 2025-26-Q3 a quarter of it, 2025-04 a month, or both days;
    None for no period, and for a stretch of more than ten years.

    A year is never meant by its first month.
    """
    try:
        if re.fullmatch(r"(19|20)\d\d-(0[1-9]|1[0-2])", text):
            return month(date.fromisoformat(f"{text}-01"))
        if re.fullmatch(r"\d{4}-\d{2}-Q\d", text):
            return quarter(*parse_quarter(text))
        first, _, last = text.partition("..")
        if last:
            return _stretch(date.fromisoformat(first), date.fromisoformat(last))
        return collection_year(parse_year(text))
    except ValueError:
        return None


def _stretch(first: date, last: date) -> Period | None:
    if first.year not in YEARS or last.year not in YEARS or last >= add_months(first, 12 * MOST_YEARS):
        return None
    return Period(first, last)


def parse_year(text: str) -> int:
    """2025-26, 2025/26 or 2026 -> 2026. Raises ValueError in words."""
    text = text.strip().replace("/", "-")
    first, _, second = text.partition("-")
    if re.fullmatch(r"(19|20)\d\d", first):
        if not second and "-" not in text:
            return int(first)
        following = int(first) + 1
        if second in (f"{following % 100:02d}", str(following)):
            return following
    raise ValueError(f"{text!r} is not a collection year. Write 2025-26, or 2026 for the same.")


def parse_quarter(text: str) -> tuple[int, int]:
    """2025-26-Q3 or 2025/26 Q3 -> (2026, 3). Raises ValueError in words."""
    found = re.fullmatch(r"(.+?)[-\s]Q([1-4])", text.strip(), re.IGNORECASE)
    try:
        if found:
            return parse_year(found[1]), int(found[2])
    except ValueError:
        pass
    raise ValueError(f"{text!r} is not a quarter. Write 2025-26-Q3 for October to December 2025.")
