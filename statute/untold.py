"""From when on reviews are known, and of which time between they are not: a year's return is missing, came
without its reviews, is of a part of its year, or has a review of a child that could not be read (RC-3).
"""

from collections.abc import Iterable
from datetime import date, timedelta

from statute.working_days import collection_year_number

DAY = timedelta(days=1)
Stretch = tuple[date, date]
"""[first, after): the first day of which nothing is told, and the first of which something is again."""


def untold_stretches(
    years: Iterable[int], parts_until: Iterable[date] = (), *, known_until: date | None = None
) -> tuple[Stretch, ...]:
    """The stretches of these collection years, and of the rest of those told only until a day; in order, and
    one where they follow each other. None begins after `known_until`.
    """
    whole = set(years)
    found = [(date(year - 1, 4, 1), date(year, 4, 1)) for year in whole]
    for until in parts_until:
        if (year := collection_year_number(until)) not in whole:
            found.append((until + DAY, date(year, 4, 1)))
    joined: list[Stretch] = []
    for first, after in sorted(found):
        if known_until is not None and first > known_until:
            break
        if joined and first <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(after, joined[-1][1])
        else:
            joined.append((first, after))
    return tuple(joined)


def known_between(
    begins: date | None, stretches: tuple[Stretch, ...]
) -> tuple[date | None, tuple[Stretch, ...]]:
    """The day from which on reviews are known, and the stretches after it: one with which it all begins only
    makes that day later.
    """
    if begins is not None and stretches and stretches[0][0] <= begins:
        return stretches[0][1], stretches[1:]
    return begins, stretches
