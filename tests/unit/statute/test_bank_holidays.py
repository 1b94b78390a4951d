"""Bank holidays by the rule: as published in every year without a one-off day."""

import csv
from datetime import date

import pytest

from statute.bank_holidays import by_rule, easter
from tests.unit.statute.care import ROOT

ONE_OFF = {2011, 2012, 2020, 2022, 2023}
"""Years of a wedding, jubilees, VE day, a funeral and a coronation."""


def published() -> dict[int, set[date]]:
    found: dict[int, set[date]] = {}
    with (ROOT / "accounts/data/bank_holidays_england_wales.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            day = date.fromisoformat(row["date"])
            found.setdefault(day.year, set())
            if day.weekday() < 5:
                found[day.year].add(day)
    return found


@pytest.mark.parametrize("year", sorted(published().keys() - ONE_OFF))
def test_the_rule_gives_what_was_published(year):
    assert set(by_rule(year)) == published()[year]


@pytest.mark.parametrize("year", sorted(ONE_OFF))
def test_a_one_off_day_follows_from_no_rule(year):
    assert set(by_rule(year)) != published()[year]


@pytest.mark.parametrize(
    ("year", "sunday"),
    [
        (2000, date(2000, 4, 23)),
        (2008, date(2008, 3, 23)),
        (2028, date(2028, 4, 16)),
        (2038, date(2038, 4, 25)),
        (2049, date(2049, 4, 18)),
    ],
)
def test_easter(year, sunday):
    assert easter(year) == sunday


def test_days_at_a_weekend_are_moved_each_to_a_day_of_its_own():
    assert [day for day in by_rule(2032) if day.month == 12] == [date(2032, 12, 27), date(2032, 12, 28)]
    assert by_rule(2033)[date(2033, 1, 3)] == "New Year’s Day (substitute day)"
    assert by_rule(2033)[date(2033, 12, 27)] == "Christmas Day (substitute day)"


@pytest.mark.parametrize("year", range(2028, 2051))
def test_every_year_has_eight_on_weekdays(year):
    days = by_rule(year)
    assert len(days) == 8 and all(day.weekday() < 5 for day in days) and list(days) == sorted(days)
