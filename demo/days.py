"""The clock of the demo: what is done in `at_work(day, hour)` is stored as if it were done then.

The product's actions read the instant from one clock (`accounts.clock`), and that clock reads Django's.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from unittest import mock
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """An instant of the day in London."""
    return datetime.combine(day, time(hour, minute), tzinfo=LONDON)


@contextmanager
def at_work(day: date, hour: int) -> Iterator[date]:
    """Let the clock stand at an hour of a day. Gives the day, which actions are told as their `today`."""
    instant = at(day, hour)
    with mock.patch("django.utils.timezone.now", lambda: instant):
        yield day
