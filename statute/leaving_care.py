"""Eligible children, for whom leaving care is prepared (CA89 Sch. 2 para. 19B, reg 40; I-24)."""

from collections.abc import Iterable
from datetime import date, timedelta

from statute.working_days import birthday

Span = tuple[date, date | None]
"""First day, and the day on which it ended; None: it runs."""

COUNTED_FROM, ELIGIBLE_FROM, GROWN_UP = 14, 16, 18
IN_ALL = timedelta(weeks=13)


def is_eligible(born_on: date, cared: Iterable[Span], short_breaks: Iterable[Span], on: date) -> bool:
    """Whether a child of 16 or 17 was looked after for 13 weeks in all since the age of 14, some of it at 16
    or later. Short breaks count for nothing.
    """
    from_16 = birthday(born_on, ELIGIBLE_FROM)
    if not from_16 <= on < birthday(born_on, GROWN_UP):
        return False
    from_14 = birthday(born_on, COUNTED_FROM)
    until = on + timedelta(days=1)
    times, breaks = list(cared), list(short_breaks)

    def counted(since: date) -> timedelta:
        return _days(times, since, until) - _days(breaks, since, until)

    return counted(from_14) >= IN_ALL and counted(from_16) > timedelta()


def _days(spans: Iterable[Span], since: date, until: date) -> timedelta:
    """How long spans that do not overlap lasted between two days."""
    lasted = (min(end or until, until) - max(start, since) for start, end in spans)
    return sum((days for days in lasted if days > timedelta()), timedelta())
