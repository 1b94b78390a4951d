"""Compulsory school age (Education Act 1996 s.8; I-14)."""

from datetime import date, timedelta

FIRST_DAYS = ((3, 31), (8, 31), (12, 31))
FRIDAY = 4


def leaving_day(year: int) -> date:
    """The last Friday in June, at the end of which those who turn 16 by 31 August are no longer of school
    age.
    """
    day = date(year, 6, 30)
    return day - timedelta(days=(day.weekday() - FRIDAY) % 7)


def births_of_school_age(day: date) -> tuple[date, date]:
    """The first and last date of birth of those who are of compulsory school age on a day."""
    began = max(d for y in (day.year - 1, day.year) for m, n in FIRST_DAYS if (d := date(y, m, n)) <= day)
    leaves = day.year if day > leaving_day(day.year) else day.year - 1
    return date(leaves - 16, 9, 1), began.replace(year=began.year - 5)


def of_school_age(born_on: date, day: date) -> bool:
    """Whether a person is of compulsory school age on a day: from the prescribed day on or after the fifth
    birthday (31 August, 31 December, 31 March) to the last Friday of June of the school year in which they
    turn 16.
    """
    first, last = births_of_school_age(day)
    return first <= born_on <= last
