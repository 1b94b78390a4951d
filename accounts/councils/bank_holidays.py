"""The published list of bank holidays: read, laid over the days by the rule, and missed in good time."""

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from accounts.audit.trail import action
from accounts.models import BankHoliday, CalendarYear
from statute.bank_holidays import by_rule
from statute.refusals import Refused

DIVISION = "england-and-wales"
FEWEST = 8
"""Every year has at least as many bank holidays; a list with fewer is cut off."""
YEARS_AHEAD = 20
Days = Mapping[date, str]


class Unreadable(Refused):
    """The file is not a whole list of bank holidays; the text says what is wrong with it."""


def read_published(text: str) -> dict[int, dict[date, str]]:
    """The days of each year from the file that GOV.UK publishes (bank-holidays.json). Raises Unreadable."""
    try:
        found = [
            (date.fromisoformat(e["date"]), str(e["title"])) for e in json.loads(text)[DIVISION]["events"]
        ]
    except (ValueError, KeyError, TypeError) as error:
        raise Unreadable("This is not the list of bank holidays that GOV.UK publishes as JSON.") from error
    years: dict[int, dict[date, str]] = defaultdict(dict)
    for day, name in found:
        years[day.year][day] = name[:80]
    for year, days in years.items():
        if len(days) < FEWEST:
            raise Unreadable(f"The list has only {len(days)} bank holidays in {year}. Use the whole list.")
    if not years:
        raise Unreadable("The list has no bank holidays.")
    return dict(years)


def confirm(published: Mapping[int, Days]) -> dict[int, tuple[list[date], list[date]]]:
    """Make the days of these years those published. Returns by year what came and what went."""
    changed = {}
    with action("calendar.confirmed", by=None, years=sorted(published)):
        stored = set(BankHoliday.objects.filter(day__year__in=published).values_list("day", flat=True))
        for year, days in sorted(published.items()):
            before = {day for day in stored if day.year == year and day.weekday() < 5}
            came, went = sorted(days.keys() - stored), sorted(before - days.keys())
            BankHoliday.objects.filter(day__in=went).delete()
            BankHoliday.objects.bulk_create([BankHoliday(day=day, name=days[day]) for day in came])
            CalendarYear.objects.update_or_create(year=year, defaults={"is_provisional": False})
            if came or went:
                changed[year] = (came, went)
        _follow_the_rule(range(max(published) + 1, max(published) + YEARS_AHEAD + 1))
    return changed


def _follow_the_rule(years: range) -> None:
    """The days of years that are not in the calendar yet, so that it reaches far beyond every due date."""
    known = set(CalendarYear.objects.filter(year__in=years).values_list("year", flat=True))
    missing = [year for year in years if year not in known]
    days = [BankHoliday(day=day, name=name) for year in missing for day, name in by_rule(year).items()]
    BankHoliday.objects.bulk_create(days, ignore_conflicts=True)
    CalendarYear.objects.bulk_create(CalendarYear(year=year, is_provisional=True) for year in missing)


def unconfirmed(today: date) -> list[int]:
    """This year and the next, as far as their list is not confirmed: there is a year to do it in."""
    wanted = [today.year, today.year + 1]
    known = CalendarYear.objects.filter(year__in=wanted, is_provisional=False)
    return sorted(set(wanted) - set(known.values_list("year", flat=True)))
