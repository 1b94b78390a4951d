"""A council in which every kind of record exists for four children, each with words that belong to that child
alone: what shows on a page that should not open gives itself away."""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from functools import cache
from itertools import product
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection, models, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat

from accounts.access.roles import Role
from accounts.models import Draft
from children.models import Child, FamilyLink
from reviews.models import HeldTogether, Review
from tests import factories as make
from tests.attack import rich
from tests.house_rules import matrix_reviews
from tests.house_rules.url_matrix import OBJECTS, PEOPLE, Row, World, rows
from tests.locks import stand_as_committed

ROWS = rows()
DAY = date(2026, 4, 20)
READERS = [p for p in PEOPLE if p not in {"nobody", "lead_member"}]
TWIN = "Twin"
OF_CHILDREN = {"children", "reviews", "disputes", "reporting"}
WORDS = re.compile(r"[A-Z][a-z]|.*[a-z] [a-z]")
"""What reads as words: “Well”, “it was agreed”; not “CAME”, “yes” or “2026-04-20”."""
SHORTEST = 60
"""A column of fewer characters holds a code or a name, not words about a child."""


def canary_of(child: Child) -> str:
    """Words that stand in every record of this child and nowhere else."""
    return f"{'Twin' if child.forename == TWIN else 'Canary'}{child.surname}"


class Filled:
    """Everything that the matrix asks for, for each child: url name -> which child -> arguments, or None
    where the council can have only one.

    A child can have one review in hand and one review a day. What does not fit is made for a twin, who has
    the child's name and the same people."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.family = {which: [world.child(which)] for which in OBJECTS}
        self._done: dict[tuple[Callable[..., Any], str], dict[str, Any] | None] = {}
        self.made = {
            name: {which: self._made(row, which) for which in row.variants}
            for name, row in sorted(ROWS.items())
        }
        _join(world.child("own"), world.child("restricted"))
        for which in OBJECTS:
            child = world.child(which)
            rich.write(child, make.make_user(child.authority, Role.QA_MANAGER))
        here = [world.child(which) for which in OBJECTS if which != "foreign"]
        rich.bring_in(here)
        mark(self.children)
        Draft.objects.all().delete()
        with connection.cursor() as cursor:
            ours = ", ".join(connection.introspection.table_names(cursor))
            stand_as_committed()
            cursor.execute(f"ANALYZE {ours}")  # else the planner takes every table for empty

    @property
    def children(self) -> list[Child]:
        return [child for family in self.family.values() for child in family]

    def _made(self, row: Row, which: str) -> dict[str, Any] | None:
        if row.args is None:
            return {}
        key = (row.args, which)
        if key not in self._done:
            self._done[key] = self._made_for_one(row.args, "own" if which == "page" else which)
        return self._done[key]

    def _made_for_one(self, args: Callable[..., dict[str, Any]], which: str) -> dict[str, Any] | None:
        matrix_reviews.HELD += timedelta(days=1)
        for child in self.family[which]:
            with suppress(DatabaseError), transaction.atomic():
                return args(self.world, child)
        with suppress(DatabaseError), transaction.atomic():
            twin = _twin(self.world.child(which))
            made = args(self.world, twin)
            self.family[which].append(twin)
            return made
        return None


def _twin(child: Child) -> Child:
    by = child.social_worker_allocations.filter(ended_on=None).first()
    iro = child.iro_allocations.filter(ended_on=None).first()
    return make.make_child_in_care(
        child.authority,
        iro=iro.worker if iro else None,
        social_worker=by.worker if by else None,
        team=by.team if by else None,
        forename=TWIN,
        surname=child.surname,
        is_restricted=child.is_restricted,
    )


def _join(own: Child, restricted: Child) -> None:
    """The restricted child is the brother of one who is seen, and they share concerns and meetings."""
    if not FamilyLink.objects.filter(child=own, other=restricted).exists():
        make.make_siblings(own, restricted)
    allocation = own.iro_allocations.get(ended_on=None)
    assert allocation.worker is not None and allocation.worker.user is not None
    day = make.date(2026, 3, 2)
    make.make_concern(own, allocation.worker.user, day, siblings=[restricted])
    make.make_concern(restricted, allocation.worker.user, day, siblings=[own])
    held = [Review.objects.filter(child=child).order_by("pk") for child in (own, restricted)]
    for one, two in product(*held):
        first, other = sorted((one, two), key=lambda review: review.pk)
        HeldTogether.objects.get_or_create(review=first, other=other)


def mark(children: list[Child]) -> None:
    """Write each child's canary at the end of every text of every row about the child, of records that are
    closed to changes too; what a constraint refuses keeps its words."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # no triggers
    for model, path in tables():
        for child, theirs in _rows_of_each(model, path, children):
            canary = canary_of(child)
            words: dict[str, Any] = {name: Concat(name, Value(f" {canary}")) for name in texts(model)}
            if not kept_as_json(model) and words and _write(_by_key(model, *theirs), words):
                continue
            for pk, told in theirs.items():
                each = words | {name: _with_words(value, canary) for name, value in told.items()}
                if each and not _write(_by_key(model, pk), each):
                    for name, value in each.items():
                        _write(_by_key(model, pk), {name: value})
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")


Told = dict[Any, dict[str, Any]]
"""The key of a row, and what it holds as JSON."""


def _rows_of_each(
    model: type[models.Model], path: str, children: list[Child]
) -> Iterator[tuple[Child, Told]]:
    """The rows of a table about each of the children, in one question where a row leads to its child."""
    if not (texts(model) or kept_as_json(model)):
        return
    if path == "number":
        found = [(child, row) for child in children for row in _values(records_of(model, path, child), model)]
    else:
        by_key = {child.pk: child for child in children}
        asked = model._default_manager.filter(**{f"{path}__in": list(by_key)}).annotate(_of=F(path))
        found = [(by_key[row.pop("_of")], row) for row in _values(asked, model, "_of")]
    kept: dict[int, Told] = {}
    for child, row in found:
        kept.setdefault(child.pk, {})[row.pop("pk")] = row
    for child in children:
        if child.pk in kept:
            yield child, kept[child.pk]


def _values(rows: models.QuerySet[Any], model: type[models.Model], *more: str) -> list[dict[str, Any]]:
    return list(rows.values("pk", *kept_as_json(model), *more))


def _by_key(model: type[models.Model], *pks: Any) -> models.QuerySet[Any]:
    return model._default_manager.filter(pk__in=pks)


def _write(row: models.QuerySet[Any], words: dict[str, Any]) -> bool:
    """Whether the database took it."""
    with suppress(DatabaseError), transaction.atomic():
        row.update(**words)
        return True
    return False


def records_of(model: type[models.Model], path: str, child: Child) -> models.QuerySet[Any]:
    if path == "number":
        return model._default_manager.filter(authority=child.authority_id, number=child.number)
    return model._default_manager.filter(**{path: child.pk})


def _with_words(value: Any, canary: str) -> Any:
    """The same with the canary at the end of all that reads as words: codes, dates and keys stay."""
    if isinstance(value, dict):
        return {key: _with_words(part, canary) for key, part in value.items()}
    if isinstance(value, list):
        return [_with_words(part, canary) for part in value]
    is_words = isinstance(value, str) and WORDS.match(value)
    return f"{value} {canary}" if is_words else value


@cache
def tables() -> list[tuple[type[models.Model], str]]:
    """Every table of rows about one child, with the shortest way from a row to the child, however many tables
    are between; by the number where the row has nothing but that."""
    child = apps.get_model(settings.CHILD_MODEL)
    ours = [
        model
        for model in apps.get_models()
        if model._meta.app_label in OF_CHILDREN and not hasattr(model, "pgh_tracked_model")
    ]
    ways: dict[type[models.Model], str] = {}
    found = {child: ""}
    while found:
        ways |= found
        found = {model: way for model in ours if model not in ways and (way := _way(model, ways)) is not None}
    del ways[child]
    for model in set(ours) - ways.keys() - {child}:
        columns = {f.name: f for f in model._meta.concrete_fields}
        if "authority" in columns and isinstance(columns.get("number"), models.CharField):
            ways[model] = "number"
        elif "record_id" in columns:
            ways[model] = "record_id"
    return sorted(ways.items(), key=lambda way: way[0]._meta.label)


def _way(model: type[models.Model], ways: dict[type[models.Model], str]) -> str | None:
    """The first relation that leads on, the child itself before others."""
    on = [
        f"{f.name}__{ways[f.related_model]}".removesuffix("__")
        for f in model._meta.concrete_fields
        if f.is_relation and f.name != "other" and f.related_model in ways
    ]
    return min(on, key=lambda way: (way.count("__"), way != "child"), default=None)


def texts(model: type[models.Model]) -> list[str]:
    """The columns that hold words."""
    found = []
    for field in model._meta.concrete_fields:
        is_long = isinstance(field, models.CharField) and (field.max_length or 0) >= SHORTEST
        if (isinstance(field, models.TextField) or is_long) and not field.choices and not field.is_relation:
            found.append(field.name)
    return found


def kept_as_json(model: type[models.Model]) -> list[str]:
    return [f.name for f in model._meta.concrete_fields if isinstance(f, models.JSONField)]
