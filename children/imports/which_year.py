"""Of which collection year a return is: from what is sound in it, never from one mistyped date."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from accounts.templatetags.govuk import day as day_words
from accounts.templatetags.govuk import plural
from children.imports import values as v
from children.imports.reading import Sheet
from children.imports.rows import ANSWERLESS, Table
from statute.refusals import Refused
from statute.working_days import collection_year_number

FEW = 0.05
MANY = 20
"""A year with fewer than one in twenty of at least so many dates is more likely a mistake than a year just
begun.
"""
STRAY = 0.25
"""A named year must not be followed by more than this share of the dates."""


class YearUnclear(ValueError):
    """The year of the return must be confirmed by a person; the text says why."""


class YearImpossible(ValueError):
    """No row of the files is of the year that was given."""


class BadDay(Refused):
    """The files of the year cannot tell to the day that was stated."""


IN_THE_FUTURE = "The day must be today or in the past: files cannot cover future days."
BEFORE_YEAR = "The day must be {first} or later: the year of the return begins then."


def check_stated(day: date | None, year: int, *, today: date) -> None:
    """Raise BadDay for a day to which the files of a return cannot tell."""
    if day is not None and day > today:
        raise BadDay(IN_THE_FUTURE, "stated_until")
    first = v.year_bounds(year)[0]
    if day is not None and day < first:
        raise BadDay(BEFORE_YEAR.format(first=day_words(first)), "stated_until")


def words(year: int) -> str:
    return f"1 April {year - 1} to 31 March {year}"


def _dates(some: int, of: int) -> str:
    return f"{some} of {plural(of, 'date')} {'is' if some == 1 else 'are'}"


def _day(name: str, text: str) -> date | None:
    """The day of a cell; None where it is empty, or says so in a program's own way."""
    if v.is_open_end(text) or text.upper() in ANSWERLESS:
        return None
    return v.parse_date(name, text, "")


class Dates:
    """The dates of a return that can be true: each row by its latest date, and the days that its spells
    cover.
    """

    def __init__(self, sheets: Iterable[tuple[Table, Sheet]], today: date) -> None:
        self.today = today
        self.years: Counter[int] = Counter()
        self.over: set[int] = set()
        """Years of rows that are over: a spell that is still open is a matter of every later year too."""
        self.spells: list[tuple[date, date]] = []
        for table, sheet in sheets:
            if table.dates:
                for _, cells in sheet.each():
                    self._add(table, cells)

    def _add(self, table: Table, cells: Mapping[str, str]) -> None:
        try:
            days = [_day(name, cells.get(name, "")) for name in table.dates]
        except v.Refused:
            return
        known = [day for day in days if day is not None]
        if not known or days[0] is None or max(known) > self.today:
            return
        year = collection_year_number(max(known))
        self.years[year] += 1
        is_open = len(days) > 1 and days[-1] is None
        if not is_open:
            self.over.add(year)
        self.spells.append((days[0], self.today if is_open else max(known)))

    @property
    def total(self) -> int:
        return sum(self.years.values())

    def latest(self) -> int | None:
        """The collection year of the latest date. Raises YearUnclear where hardly any date is of that
        year.
        """
        if not self.years:
            return None
        year = max(self.years)
        few = self.years[year] < FEW * self.total
        if len(self.years) > 1 and self.total >= MANY and few and self.years[year] < self.years[year - 1]:
            raise YearUnclear(
                f"Only {_dates(self.years[year], self.total)} in {words(year)}, so the year of "
                "the return "
                f"is not clear."
            )
        return year

    def touch(self, year: int) -> bool:
        """Whether any row is of this year, or of a spell that goes on in it."""
        start, end = v.year_bounds(year)
        return any(first <= end and last >= start for first, last in self.spells)

    def contradict(self, year: int) -> str:
        """Why the dates do not fit a year that was named; empty where they do."""
        if not self.years:
            return ""
        if not self.years[year] and (self.over or max(self.years) > year):
            return f"No date of the files is in {words(year)}"
        after = sum(count for of, count in self.years.items() if of > year)
        if after > STRAY * self.total:
            return f"{_dates(after, self.total)} after {words(year)}"
        return ""


def year_of(
    sheets: Iterable[tuple[Table, Sheet]],
    *,
    today: date,
    given: int | None = None,
    named: int | None = None,
    returns: Iterable[int] = (),
) -> int | None:
    """The collection year: the one given, else the one the folder is named by, else that of the latest
    sound date.

    None where the files hold no date. Raises YearUnclear where a person must say so, YearImpossible where a
    given year
    cannot be.
    """
    dates = Dates(sheets, today)
    if given is not None:
        if dates.spells and not dates.touch(given):
            raise YearImpossible(f"No row of the files is of {words(given)}. Nothing was imported.")
        return given
    last = collection_year_number(today)
    if named is not None:
        if named > last:
            raise YearUnclear(f"The folder is named {named}, which is in the future.")
        if why := dates.contradict(named):
            raise YearUnclear(f"{why}, as the folder's name says.")
        return named
    year = dates.latest()
    if year is not None:
        check_no_gap(year, returns)
    return year


def check_no_gap(year: int, returns: Iterable[int]) -> None:
    """Raise YearUnclear where a year that nobody named would leave a year out between it and the returns
    that are in.
    """
    known = set(returns)
    if known and year > max(known) + 1:
        raise YearUnclear(
            f"The latest date is in {words(year)}, but the last return that is in is that of {max(known)}: "
            "a year would be left out."
        )


def folder_year(name: str) -> int | None:
    """The year that a folder is named by."""
    return int(name) if re.fullmatch(r"(19|20)\d\d", name) else None
