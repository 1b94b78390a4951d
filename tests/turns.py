"""What a push looks at in part is chosen by the date, so that every part has its turn within a few days; the
night looks at everything.

`TEST_DAY=2026-11-27 script/test …` looks at the share of another day: a run that fails says which it was.
"""

import os
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import TypeVar
from zlib import crc32

import pytest

T = TypeVar("T")

DAY = date.fromisoformat(os.environ.setdefault("TEST_DAY", datetime.now(UTC).date().isoformat()))
"""Taken before any test sets another clock, and handed to the processes that share the work."""
WEEKS = 3
"""What has its days has them in one week of so many."""


def turn_of(day: date) -> int:
    """The number of a day, by which shares are chosen: one more each day, and a few more after so many weeks.

    What comes round once in so many weeks would otherwise meet the same share again and again wherever the
    number of shares divides those days. It now comes round after 23 steps.
    """
    return day.toordinal() + day.toordinal() // (7 * WEEKS) * 2


TURN = turn_of(DAY)


def todays(all_there: Sequence[T], most: int, turn: int = TURN) -> list[T]:
    """So many of them, others each day: those of the next day begin where these end."""
    start = turn * most % max(1, len(all_there))
    return [*all_there[start:], *all_there[:start]][:most]


def is_todays(number: int, every: int, turn: int = TURN) -> bool:
    """Whether this one of many has its turn, when each has it every so many days."""
    return (number + turn) % every == 0


def has_days(*days: int) -> pytest.MarkDecorator:
    """The mark of a file or a test that a push of all tests runs on these days alone, as `calendar` numbers
    them, in one week of three. Who names the file runs it on any day.
    """
    return pytest.mark.turn(*days)


def comes_every(days: int) -> pytest.MarkDecorator:
    """The mark of a file: of its tests a push of all tests runs one in so many, others the next day. Naming
    the file runs all of them.
    """
    return pytest.mark.share(days)


def is_left_out(test: str, every: int, turn: int = TURN) -> bool:
    """Whether this test waits for another day, when each has it every so many days. Its name decides: a new
    test beside it moves no other."""
    return not is_todays(crc32(test.encode()), every, turn)


def waits(days: Sequence[int], file: str, day: date = DAY) -> bool:
    """Whether it is not the day, or not the week, of what stands in this file: each week has a third of the
    files."""
    week = (day.toordinal() - 1) // 7
    return day.weekday() not in days or (crc32(file.encode()) + week) % WEEKS != 0


def in_turns(cases: Sequence[T], every: int) -> list[object]:
    """The cases of a parametrised test: those of today, and the others at night."""
    return [
        case if is_todays(number, every) else pytest.param(case, marks=pytest.mark.nightly)
        for number, case in enumerate(cases)
    ]
