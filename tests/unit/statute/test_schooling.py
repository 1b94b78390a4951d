"""Compulsory school age against the vectors of I-14."""

from datetime import date

import pytest

from statute.schooling import births_of_school_age, leaving_day, of_school_age


@pytest.mark.parametrize(
    ("born_on", "day", "expected"),
    [
        (date(2021, 8, 31), date(2026, 8, 30), False),
        (date(2021, 8, 31), date(2026, 8, 31), True),
        (date(2021, 9, 1), date(2026, 12, 30), False),
        (date(2021, 9, 1), date(2026, 12, 31), True),
        (date(2010, 8, 20), date(2026, 6, 26), True),
        (date(2010, 8, 20), date(2026, 6, 27), False),
        (date(2009, 9, 10), date(2026, 6, 26), True),
        (date(2009, 9, 10), date(2026, 6, 27), False),
        (date(2010, 9, 1), date(2026, 8, 15), True),
    ],
)
def test_vectors_of_school_age(born_on, day, expected):
    assert of_school_age(born_on, day) is expected


@pytest.mark.parametrize(
    ("year", "day"), [(2025, date(2025, 6, 27)), (2026, date(2026, 6, 26)), (2027, date(2027, 6, 25))]
)
def test_the_last_friday_of_june(year, day):
    assert leaving_day(year) == day


def test_summer_holidays_change_nothing():
    """Harrow printed "Summer Hols" for August; the rule knows no holidays."""
    july, august = births_of_school_age(date(2014, 7, 31)), births_of_school_age(date(2014, 8, 30))
    assert july == august
