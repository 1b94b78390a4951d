"""Periods of measures: months, collection years, and any stretch from a day to a day, both included."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from statute.working_days import add_months


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
        """2025-26 for a collection year, May 2025 for a month, else both days."""
        if self.is_collection_year:
            return f"{self.start.year}-{self.end.year % 100:02d}"
        if self == month(self.start):
            return f"{self.start:%B %Y}"
        return f"{self.start.day} {self.start:%B %Y} to {self.end.day} {self.end:%B %Y}"


def collection_year(year: int) -> Period:
    """The collection year named by its end: 2026 is 1 April 2025 to 31 March 2026."""
    return Period(date(year - 1, 4, 1), date(year, 3, 31))


def month(day: date) -> Period:
    """The calendar month of a day."""
    first = day.replace(day=1)
    return Period(first, add_months(first, 1) - timedelta(days=1))


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
