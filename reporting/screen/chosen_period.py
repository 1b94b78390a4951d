"""Which period a page of measures shows: one of those it offers, or an older one that its address names."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from accounts.access.requests import Request
from accounts.clock import today
from reporting.access import frozen_for
from reporting.periods import Period, collection_year, month
from reporting.periods import named_period as periods_by_name
from reporting.report.forms import PeriodForm
from statute.working_days import add_months

WEEKS, MONTHS = 4, 12


def periods(day: date) -> dict[str, tuple[str, Period]]:
    """The periods a page offers: this year up to today, the last three collection years, the last twelve
    months and the last four whole weeks one by one.
    """
    year = day.year + (day >= day.replace(month=4, day=1))
    found = {
        "year_to_date": (
            f"This year up to today ({year - 1}-{year % 100:02d})",
            Period(collection_year(year).start, day),
        )
    }
    for y in (year - 1, year - 2, year - 3):
        found[str(y)] = (f"{y - 1}-{y % 100:02d}", collection_year(y))
    for back in range(12):
        p = month(add_months(day.replace(day=1), -back))
        found[f"{p.start:%Y-%m}"] = (p.label, p if p.end <= day else Period(p.start, day))
    for key, week in whole_weeks(day).items():
        found[key] = (f"Week from {week.start.day} {week.start:%B %Y}", week)
    return found


def whole_weeks(day: date) -> dict[str, Period]:
    """The last whole weeks, from Monday to Sunday, the latest first."""
    monday = day - timedelta(days=day.weekday())
    weeks = [
        Period(monday - timedelta(days=7 * back), monday - timedelta(days=7 * back - 6))
        for back in range(1, WEEKS + 1)
    ]
    return {f"{week.start}..{week.end}": week for week in weeks}


def named_period(key: str, day: date) -> Period | None:
    """An older period that an address names: 2024 a collection year, 2024-25-Q3 a quarter of it, 2024-05 a
    month, or both days of any stretch (V-44). None: no such period, or not begun.
    """
    if ".." in key or "-Q" in key:
        stretch = periods_by_name(key)
        return Period(stretch.start, min(stretch.end, day)) if stretch and stretch.start <= day else None
    match = re.fullmatch(r"((?:19|20)\d\d)(?:-(0[1-9]|1[0-2]))?", key)
    if not match:
        return None
    year = int(match[1])
    found = month(day.replace(year=year, month=int(match[2]), day=1)) if match[2] else collection_year(year)
    return found if found.start <= day else None


def of_a_year(key: str) -> str:
    """2025-26 as reports write a year -> 2026, by which addresses name it; anything else as it is."""
    if re.fullmatch(r"\d{4}-\d\d", key) and int(key[-2:]) > MONTHS:
        found = periods_by_name(key)
        return str(found.end.year) if found else key
    return key


def frozen_periods(years: Iterable[Period], day: date) -> dict[str, tuple[str, Period]]:
    """What is offered to those who see the council as one: frozen years, in the form of `periods`. Without
    any the last whole year, of which they get no figure.
    """
    found = list(years) or [collection_year(day.year - (day < day.replace(month=4, day=1)))]
    return {str(year.end.year): (year.label, year) for year in found}


def chosen_period(request: Request) -> tuple[str, Period, PeriodForm]:
    """The key of the period as addresses name it, the period, and the form to choose another. Of an address
    that names no period the form says so, beside this year up to today, or the year frozen last."""
    frozen, day = frozen_for(request.viewer), today()
    offered = periods(day) if frozen is None else frozen_periods(frozen.years, day)
    first = next(iter(offered))
    asked = key = of_a_year(request.GET.get("period") or first)
    if key not in offered and frozen is None:
        named = named_period(key, day)
        offered |= {key: (named.label, named)} if named else {}
    key = key if key in offered else first
    form = PeriodForm({"period": asked}, periods=[(k, words) for k, (words, _) in offered.items()])
    return key, offered[key][1], form
