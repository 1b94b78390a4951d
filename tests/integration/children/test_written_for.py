"""Statements that are written once for all people whose roles reach as far say what Django writes for each
person.
"""

import re
from calendar import SUNDAY, WEDNESDAY
from collections.abc import Callable
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import EmptyResultSet, FieldError
from django.db import connection
from django.db.models import Field, QuerySet
from django.urls import get_resolver

from accounts.access.roles import Role
from accounts.access.viewers import Viewer
from accounts.access.written_for import COUNTED, MADE, CountedFor, WrittenFor
from accounts.clock import now
from accounts.models import Authority, User
from accounts.registry import registered
from accounts.written import Written
from children.child import list_forms, lists
from tests.turns import has_days, todays

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 10)
VALUES = {
    "DateField": TODAY + timedelta(days=3),
    "UUIDField": "00000000-0000-4000-8000-000000000007",
    "BigIntegerField": 7,
    "ArrayField": [7, 8],
}
PLACE = re.compile(r"\(\$(\d+) ([+-]\d+)\)|\$(\d+)")
ROLES = [frozenset([role]) for role in Role] + [frozenset(two) for two in combinations(Role, 2)]


def people(at_night: bool) -> list[Viewer]:
    """Somebody of each role and of each two of them, by day a share, with teams and without."""
    one, two = ROLES[: len(Role)], ROLES[len(Role) :]
    kinds = ROLES if at_night else [*todays(one, 2), *todays(two, 1)]
    return [
        Viewer(user=User(pk=71), authority=Authority(pk=82), roles=roles, line_team_ids=teams)
        for roles in kinds
        for teams in ((), (93, 94))
    ]


def literal(value: Any) -> str:
    with connection.cursor() as cursor:
        text: str = cursor.mogrify("%s", [value]).decode()
    return text


def by_django(rows: QuerySet[Any], around: str) -> str:
    try:
        sql, params = rows.query.sql_with_params()
    except EmptyResultSet:
        return ""
    return without_brackets(around.format(sql % tuple(literal(p) for p in params)))


def by_us(statement: Written[Any], values: dict[str, Any]) -> str:
    kept = statement.kept(connection)
    given = [field.get_db_prep_value(values[name], connection) for name, field in statement.fields.items()]

    def fill(place: re.Match[str]) -> str:
        if place[2]:
            return literal(given[int(place[1]) - 1] + timedelta(days=int(place[2])))
        return literal(given[int(place[3]) - 1])

    return without_brackets(PLACE.sub(fill, kept.text.replace("%%", "%").partition(" AS ")[2]))


def without_brackets(sql: str) -> str:
    return re.sub("[()]", "", sql)


def values_of(fields: "dict[str, Field[Any, Any]]") -> dict[str, Any]:
    return {name: VALUES[type(field).__name__] for name, field in fields.items()}


def of_cards(counted: CountedFor) -> WrittenFor[Any]:
    """A statement with everything that these cards can count; for whoever sees nothing the list is empty and
    has no such columns.
    """
    whole = Viewer(User(pk=71), Authority(pk=82), frozenset(Role), (93,))
    _, shows = counted.build(whole, TODAY, **values_of(counted.fields))
    return counted.counting(tuple(shows))


def all_of_them() -> list[WrittenFor[Any]]:
    """Every statement of the portal: of its pages, and of the cards of the home page."""
    assert get_resolver(settings.ROOT_URLCONF).url_patterns
    registered("HOME_CARDS")
    for counted in list(COUNTED):
        of_cards(counted)
    for order, _ in list_forms.SORTS:
        lists.as_it_opens(order)
    return list(MADE)


@has_days(WEDNESDAY, SUNDAY)
def test_they_say_what_django_writes(on_day: Callable[..., date], at_night: bool) -> None:
    on_day(TODAY)
    statements, wrong, compared = all_of_them(), [], 0
    for viewer in people(at_night):
        teams = {str(number): pk for number, pk in enumerate(viewer.line_team_ids)}
        for statement in statements:
            own = values_of(statement.fields)
            try:
                wanted = by_django(statement.build(viewer, TODAY, **own), statement.around)
            except FieldError:
                continue
            filled = {"user": 71, "authority": 82, "day": TODAY, "moment": now(), "today": TODAY}
            written = statement.written(viewer.roles, len(teams))
            if by_us(written, filled | teams | own) != wanted:
                wrong.append((sorted(viewer.roles), wanted))
            compared += bool(wanted)
    assert not wrong
    assert compared > (10 if at_night else 3) * len(statements)
