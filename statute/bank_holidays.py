"""The bank holidays of England and Wales by the rule, for years that are not published yet (CAL-1).

Schedule 1 to the Banking and Financial Dealings Act 1971, and the proclamations made each year since: they
give the first Monday in May, New Year's Day, and a weekday for each day that falls on a weekend. One-off
days, such as a coronation, follow from no rule. That is why a year by the rule is provisional until its list
is published.
"""

from collections.abc import Iterable
from datetime import date, timedelta

DAY = timedelta(days=1)
MONDAY, SATURDAY = 0, 5


def easter(year: int) -> date:
    """Easter Sunday of the western churches, by the Gregorian reckoning (Meeus, Jones and Butcher)."""
    golden = year % 19
    century, of_century = divmod(year, 100)
    leap_centuries, rest = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - moon + 15) % 30
    leaps, left = divmod(of_century, 4)
    weekday = (32 + 2 * rest + 2 * leaps - epact - left) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def by_rule(year: int) -> dict[date, str]:
    """The eight bank holidays of a year, in their order."""
    sunday = easter(year)
    found = {
        **_on_weekdays([(date(year, 1, 1), "New Year’s Day")]),
        sunday - 2 * DAY: "Good Friday",
        sunday + DAY: "Easter Monday",
        _monday_from(date(year, 5, 1)): "Early May bank holiday",
        _monday_from(date(year, 5, 25)): "Spring bank holiday",
        _monday_from(date(year, 8, 25)): "Summer bank holiday",
        **_on_weekdays([(date(year, 12, 25), "Christmas Day"), (date(year, 12, 26), "Boxing Day")]),
    }
    return dict(sorted(found.items()))


def _monday_from(day: date) -> date:
    """The first Monday on or after a day."""
    return day + (MONDAY - day.weekday()) % 7 * DAY


def _on_weekdays(days: Iterable[tuple[date, str]]) -> dict[date, str]:
    """Each day, or the next weekday that is no bank holiday itself where it falls on a weekend."""
    given = list(days)
    found = {day: name for day, name in given if day.weekday() < SATURDAY}
    for day, name in given:
        if day.weekday() >= SATURDAY:
            while day.weekday() >= SATURDAY or day in found:
                day += DAY
            found[day] = f"{name} (substitute day)"
    return found
