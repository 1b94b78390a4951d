"""Working days, months, weeks and ages (CAL-1 to CAL-6)."""

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

DAY = timedelta(days=1)


class CalendarExhausted(ValueError):
    """A day lies outside the years whose bank holidays are known. The calendar refuses; it never guesses."""

    def __init__(self, day: date, first_year: int, last_year: int) -> None:
        self.day = day
        super().__init__(
            f"{day.isoformat()} is outside the bank-holiday calendar ({first_year} to {last_year}). "
            "Add the missing years to the calendar."
        )


SHARED = 8192
"""So many days that were reckoned are remembered: many children share them."""


@dataclass(frozen=True)
class WorkingDays:
    """The working days of England and Wales between two years, both included (CAL-1)."""

    bank_holidays: frozenset[date]
    first_year: int
    last_year: int
    _first: date = field(init=False, repr=False, compare=False)
    _last: date = field(init=False, repr=False, compare=False)
    _added: dict[tuple[date, int], date] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What was reckoned before: many children share a day."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "_first", date(max(self.first_year, 1), 1, 1))
        object.__setattr__(self, "_last", date(max(self.last_year, 1), 12, 31))

    def _known(self, day: date) -> date:
        if not self._first <= day <= self._last:
            raise CalendarExhausted(day, self.first_year, self.last_year)
        return day

    def is_working_day(self, day: date) -> bool:
        """Whether the day is neither Saturday, Sunday nor a bank holiday (CAL-1)."""
        return self._known(day).weekday() < 5 and day not in self.bank_holidays

    def add(self, day: date, working_days: int) -> date:
        """The last day "within N working days" of a day, which is day 0 and may be any day (CAL-2).

        Negative counts back.
        """
        if (found := self._added.get((day, working_days))) is not None:
            return found
        last = self._known(day)
        step = DAY if working_days > 0 else -DAY
        left = abs(working_days)
        while left:
            last += step
            if self.is_working_day(last):
                left -= 1
        self._added[day, working_days] = last
        return last

    def between(self, start: date, end: date) -> int:
        """How many working days lie after start, up to and including end (CAL-2); negative when end is before
        start.
        """
        if end < start:
            return -self.between(end, start)
        self._known(start)
        self._known(end)
        weeks, rest = divmod((end - start).days, 7)
        count = weeks * 5 + sum(1 for n in range(1, rest + 1) if (start + DAY * n).weekday() < 5)
        return count - sum(1 for h in self.bank_holidays if start < h <= end and h.weekday() < 5)

    def last_on_or_before(self, day: date) -> date:
        """The working day on or before a day, for booking; the legal date itself is never moved (CAL-5)."""
        while not self.is_working_day(day):
            day -= DAY
        return day


@lru_cache(maxsize=SHARED)
def add_months(day: date, months: int) -> date:
    """The corresponding date so many months later, or that month's last day (CAL-3)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1] if day.day > 28 else 28
    return date(year, month + 1, min(day.day, last))


def add_weeks(day: date, weeks: int) -> date:
    """So many times seven days after the event (CAL-4)."""
    return day + timedelta(weeks=weeks)


@lru_cache(maxsize=SHARED)
def birthday(born_on: date, age: int) -> date:
    """The day on which the age is reached; for those born on 29 February, 1 March in a common year."""
    try:
        return born_on.replace(year=born_on.year + age)
    except ValueError:
        return date(born_on.year + age, 3, 1)


def age_on(born_on: date, day: date) -> int:
    """Age in whole years on a day (PA-1)."""
    years = day.year - born_on.year
    return years if day >= birthday(born_on, years) else years - 1


def collection_year_number(day: date) -> int:
    """The collection year of a day, 1 April to 31 March, named by its end."""
    return day.year + (day >= date(day.year, 4, 1))
