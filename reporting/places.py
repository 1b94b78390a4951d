"""Days that stand in a statement as places: what is written for one period is asked for others by filling in
theirs.

Django takes longer to write a statement than PostgreSQL takes to answer it, and the statement of a month is
that of every other month but for its days. A scope whose period is made of places goes through a measure like
any other. Whatever a measure asks of its days in Python may lead to another statement, so each comparison is
kept with its answer, and a period of which it would have another does not fit. What a measure makes of a day
goes through here: `from_day` another day, `keys_on` and `keys_in` rows that are found for a day or a period,
`asked` and `asked_on` anything else.
"""

import operator
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, Protocol, TypeVar

from reporting.periods import Period
from reviews.cycle.facts import array_of
from statute import working_days


class Scoped(Protocol):
    """What has a period: a scope of measures."""

    @property
    def period(self) -> Period: ...


T = TypeVar("T")
S = TypeVar("S", bound=Scoped)


class ReadInPython(Exception):
    """More is read of a day than how it compares with another: the statement is good for this day alone."""


@dataclass
class Places:
    """The places of one statement. `scope`: that of the period it was written for, with days as they are."""

    scope: Any
    conditions: list[tuple[Callable[[Any], Any], Any]] = field(default_factory=list)

    def period(self) -> Period:
        """The period of the scope, of places."""
        start, end = self.scope.period.start, self.scope.period.end
        return Period(Place(start, lambda p: p.start, self), Place(end, lambda p: p.end, self))

    def asked(self, question: Callable[[Any], T]) -> T:
        """The answer for the scope, which every other one must give too to fit."""
        answer = question(self.scope)
        self.conditions.append((question, answer))
        return answer

    def fit(self, scope: Any) -> bool:
        """Whether the statement of this scope is the same but for what is filled in."""
        return all(question(scope) == answer for question, answer in self.conditions)


def _refused(name: str) -> Any:
    def refuse(*args: Any, **kwargs: Any) -> Any:
        raise ReadInPython(name)

    return refuse


def _compared(compare: Callable[[date, date], bool]) -> Callable[["Place", object], bool]:
    def answer(self: "Place", other: object) -> bool:
        if not isinstance(other, date):
            return NotImplemented
        return self.places.asked(lambda scope: compare(filled(self, scope), filled(other, scope)))

    return answer


class Place(date):
    """A day of a period, or one that is found from it by a rule."""

    rule: Callable[[Period], date]
    places: Places

    def __new__(cls, day: date, rule: Callable[[Period], date], places: Places) -> "Place":
        made = super().__new__(cls, day.year, day.month, day.day)
        made.rule, made.places = rule, places
        return made

    def then(self, rule: Callable[[date], date]) -> "Place":
        """The day that is found from this one."""
        first = self.rule
        return Place(rule(first(self.places.scope.period)), lambda period: rule(first(period)), self.places)

    def __add__(self, other: timedelta) -> "Place":
        return self.then(lambda day: day + other)

    __radd__ = __add__

    def __sub__(self, other: Any) -> Any:
        if not isinstance(other, timedelta):
            raise ReadInPython("days between")
        return self.then(lambda day: day - other)

    def __deepcopy__(self, memo: Any) -> "Place":
        return self

    __eq__, __ne__ = _compared(operator.eq), _compared(operator.ne)
    __lt__, __le__ = _compared(operator.lt), _compared(operator.le)
    __gt__, __ge__ = _compared(operator.gt), _compared(operator.ge)
    __hash__ = date.__hash__
    __rsub__ = __str__ = __format__ = __reduce__ = __reduce_ex__ = _refused("in words")
    isoformat = strftime = ctime = timetuple = toordinal = replace = _refused("in words")
    weekday = isoweekday = isocalendar = _refused("of the week")
    year, month, day = (property(_refused(part)) for part in ("year", "month", "day"))


class Array(str):
    """Keys as the database reads them: {1,2,3}."""

    rule: Callable[[Any], str] | None = None


def filled(value: Any, scope: Any) -> Any:
    """What stands in a place for a scope; anything else is as it is."""
    if isinstance(value, Place):
        return value.rule(scope.period)
    if isinstance(value, Array) and value.rule:
        return value.rule(scope)
    return value


def places_of(scope: Scoped) -> Places | None:
    """The places of a scope; None where its days are as they are."""
    end = scope.period.end
    return end.places if isinstance(end, Place) else None


def asked(scope: S, question: Callable[[S], T]) -> T:
    """The answer to a question about the period of a scope."""
    places = places_of(scope)
    if places is None:
        return question(scope)
    start, end = scope.period.start, scope.period.end
    return places.asked(lambda s: question(replace(s, period=Period(filled(start, s), filled(end, s)))))


def from_day(day: date, rule: Callable[[date], date]) -> date:
    """The day that is found from another one."""
    return day.then(rule) if isinstance(day, Place) else rule(day)


def asked_on(scope: S, day: date, question: Callable[[S, date], T]) -> T:
    """The answer to a question about a day of a scope."""
    if not isinstance(day, Place):
        return question(scope, day)
    return day.places.asked(lambda real: question(real, filled(day, real)))


def add_months(day: date, months: int) -> date:
    """The corresponding day so many months later, or that month's last day (CAL-3)."""
    return from_day(day, lambda on: working_days.add_months(on, months))


def keys_on(scope: S, day: date, find: Callable[[S, date], Iterable[int]]) -> Array:
    """The keys that are found for a day of a scope, for `among`. What is found may hang on the council and on
    the day, and on nothing else of the scope.
    """

    def keys(real: Any, on: date) -> str:
        return array_of(find(real, on))

    if not isinstance(day, Place):
        return Array(keys(scope, day))
    found = Array(keys(day.places.scope, filled(day, day.places.scope)))
    found.rule = lambda real: keys(real, filled(day, real))
    return found


def keys_in(scope: S, find: Callable[[S], Iterable[int]]) -> Array:
    """The keys that are found for the period of a scope, for `among`; of the scope for nothing else."""
    places = places_of(scope)
    if places is None:
        return Array(array_of(find(scope)))
    start, end = scope.period.start, scope.period.end

    def keys(real: Any) -> str:
        return array_of(find(replace(real, period=Period(filled(start, real), filled(end, real)))))

    found = Array(keys(places.scope))
    found.rule = keys
    return found
