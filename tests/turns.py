"""What a push looks at in part is chosen by the date, so that every part has its turn within a few days; the
night looks at everything."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TypeVar

T = TypeVar("T")

TURN = datetime.now(UTC).date().toordinal()
"""The day's number, taken before any test sets another clock."""


def todays(all_there: Sequence[T], most: int) -> list[T]:
    """So many of them, others each day."""
    start = TURN * most % max(1, len(all_there))
    return [*all_there[start:], *all_there[:start]][:most]


def is_todays(number: int, every: int) -> bool:
    """Whether this one of many has its turn, when each has it every so many days."""
    return (number + TURN) % every == 0
