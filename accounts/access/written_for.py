"""Statements about what a person sees, written once for all people whose roles reach as far.

    FORMS = WrittenFor(lambda viewer, today: forms_visible_to(viewer).filter(due_on__lt=today))
    FORMS(viewer, today)

What makes the queryset gets a viewer who is nobody yet, with a place for the person, the council and each
team, and a place for the day. So it may ask for roles, permissions and keys; it finds no name and no setting
of the council, and fails at once where it looks for one. Other values that it needs are named with their
fields, as in `accounts.written.Written`.
"""

from collections.abc import Callable
from datetime import date
from functools import cache, lru_cache
from types import SimpleNamespace
from typing import Any, Generic, TypeVar, cast

from django.db.models import BigIntegerField, Case, DateField, DateTimeField, Field, Q, QuerySet, Value, When
from django.utils.timezone import localdate

from accounts.access.viewers import Viewer
from accounts.clock import now
from accounts.written import Given, Written

Row = TypeVar("Row")
PEOPLE = 500
"""Kinds of people, by roles and how many teams they stand over, that each statement is kept for."""
MADE: "list[WrittenFor[Any]]" = []
COUNTED: "list[CountedFor]" = []
"""All there are: tests compare each with what Django writes for a person."""


@lru_cache(maxsize=PEOPLE)
def anybody(roles: frozenset[str], teams: int) -> Viewer:
    """Whoever has these roles, and stands over so many teams."""
    key = BigIntegerField()
    return Viewer(
        user=cast("Any", SimpleNamespace(pk=Given("user", key))),
        authority=cast("Any", SimpleNamespace(pk=Given("authority", key))),
        roles=roles,
        line_team_ids=cast("Any", tuple(Given(str(number), key) for number in range(teams))),
        is_anybody=True,
    )


class WrittenFor(Generic[Row]):
    """One statement, for every kind of people. `build` makes its queryset for a viewer, a day, and the values
    that are named with their fields.
    """

    def __init__(
        self,
        build: Callable[..., "QuerySet[Any, Row]"],
        *,
        around: str = "{}",
        **fields: "Field[Any, Any]",
    ) -> None:
        self.build, self.around, self.fields = build, around, fields
        self.written = lru_cache(maxsize=PEOPLE)(self._written)
        MADE.append(self)

    def __call__(self, viewer: Viewer, today: date | None = None, **values: Any) -> list[Row]:
        """The rows that this person sees. The day is left out where the statement asks for none."""
        moment = now()
        teams = {str(number): pk for number, pk in enumerate(viewer.line_team_ids)}
        return self.written(viewer.roles, len(teams))(
            user=viewer.user_id,
            authority=viewer.authority_id,
            day=localdate(moment),
            moment=moment,
            today=today or localdate(moment),
            **teams,
            **values,
        )

    def first(self, viewer: Viewer, today: date | None = None, **values: Any) -> Row | None:
        """The first row, or None."""
        return next(iter(self(viewer, today, **values)), None)

    def _written(self, roles: frozenset[str], teams: int) -> Written[Row]:
        key: Field[Any, Any] = BigIntegerField()
        day: Field[Any, Any] = DateField()
        places: dict[str, Field[Any, Any]] = {
            "user": key,
            "authority": key,
            "day": day,
            "moment": DateTimeField(),
            "today": day,
        }

        def build(**given: Given) -> "QuerySet[Any, Row]":
            own = {name: given[name] for name in self.fields}
            return self.build(anybody(roles, teams), given["today"], **own)

        of_teams = {str(number): key for number in range(teams)}
        return Written(build, around=self.around, **places, **of_teams, **self.fields)


Counting = Callable[..., tuple["QuerySet[Any]", dict[str, Q]]]
"""What is counted, for a viewer and a day: rows, and what each word shows of them."""


class CountedFor:
    """How many of the rows each word shows, in one statement, so that a page of cards asks once who sees
    what.
    """

    def __init__(self, build: Counting, **fields: "Field[Any, Any]") -> None:
        self.build, self.fields = build, fields
        self.counting = cache(self._counting)
        COUNTED.append(self)

    def __call__(self, viewer: Viewer, today: date, *words: str, **values: Any) -> dict[str, int]:
        """The figures, by word."""
        if not words:
            return {}
        found = self.counting(words)(viewer, today, **values)
        return dict(zip(words, found[0] if found else [0] * len(words), strict=True))

    def _counting(self, words: tuple[str, ...]) -> WrittenFor[tuple[int, ...]]:
        def build(viewer: Viewer, today: Any, **given: Any) -> "QuerySet[Any, tuple[int, ...]]":
            rows, shows = self.build(viewer, today, **given)
            shown = {f"show_{word}": _one_or_nought(shows[word]) for word in words}
            return rows.order_by().annotate(**shown).values_list(*shown)

        columns = [f"show_{word}" for word in words]
        figures = ", ".join(f"coalesce(sum({column}), 0)" for column in columns)
        around = f"SELECT {figures} FROM ({{}}) AS rows ({', '.join(columns)})"
        return WrittenFor(build, around=around, **self.fields)


def _one_or_nought(shown: Q) -> Case | Value:
    return Case(When(shown, then=Value(1)), default=Value(0)) if shown else Value(1)
