"""Days that stand in a statement as places."""

from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from reporting.periods import Period, month
from reporting.places import Places, ReadInPython, add_months, asked, filled, from_day, keys_on


@dataclass(frozen=True)
class Scope:
    period: Period


APRIL, MAY = Scope(month(date(2025, 4, 1))), Scope(month(date(2025, 5, 1)))


@pytest.fixture
def placed():
    places = Places(APRIL)
    return Scope(places.period()), places


def test_what_is_found_from_a_day_is_found_again_from_another(placed):
    scope, _ = placed
    eve, old = scope.period.start - timedelta(days=1), add_months(scope.period.end, -12 * 18)
    first = from_day(scope.period.end, lambda day: day.replace(month=1, day=1))
    assert [filled(day, APRIL) for day in (eve, old, first)] == [
        date(2025, 3, 31),
        date(2007, 4, 30),
        date(2025, 1, 1),
    ]
    assert [filled(day, MAY) for day in (eve, old)] == [date(2025, 4, 30), date(2007, 5, 31)]
    assert filled(eve + timedelta(days=2), MAY) == date(2025, 5, 2) == filled(timedelta(days=2) + eve, MAY)
    assert filled(deepcopy(eve), MAY) == filled(eve, MAY)
    assert from_day(date(2025, 1, 1), lambda day: day) == date(2025, 1, 1)


def test_keys_are_found_again(placed):
    scope, _ = placed
    found = keys_on(scope, scope.period.end, lambda of, day: [of.period.start.month, day.day])
    assert (found, filled(found, MAY)) == ("{4,30}", "{5,31}")
    assert filled(keys_on(APRIL, APRIL.period.end, lambda of, day: [day.day]), MAY) == "{30}"


@pytest.mark.parametrize(
    "question",
    [
        lambda s: s.period.end < date(2025, 5, 1),
        lambda s: date(2025, 5, 1) > s.period.end,
        lambda s: s.period.end == date(2025, 4, 30),
        lambda s: s.period.start in [date(2025, 4, 1)],
        lambda s: min(s.period.end, date(2025, 5, 5)) == date(2025, 4, 30),
        lambda s: asked(s, lambda real: real.period.start.month) == 4,
    ],
)
def test_another_answer_does_not_fit(placed, question):
    scope, places = placed
    assert question(scope)
    assert places.fit(APRIL) and not places.fit(MAY)


def test_the_same_answer_fits(placed):
    scope, places = placed
    assert scope.period.start > date(2025, 1, 1) and scope.period.end != scope.period.start
    assert places.fit(MAY)


@pytest.mark.parametrize(
    "read",
    [
        lambda day: day.year,
        lambda day: day.month,
        lambda day: day.day,
        lambda day: f"{day}",
        str,
        lambda day: day.isoformat(),
        lambda day: day.replace(day=1),
        lambda day: day - date(2025, 1, 1),
        lambda day: date(2025, 6, 1) - day,
        lambda day: day.toordinal(),
        lambda day: day.weekday(),
        lambda day: day.timetuple(),
        lambda day: day.isocalendar(),
    ],
)
def test_nothing_else_is_read_of_a_place(placed, read):
    with pytest.raises(ReadInPython):
        read(placed[0].period.end)
