"""A council in which every kind of record exists for four children, each with words that belong to that child
alone: what shows on a page that should not open gives itself away."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection, models, transaction
from django.db.models import Value
from django.db.models.functions import Concat

from accounts.models import Draft
from children.models import Child, FamilyLink
from tests import factories as make
from tests.house_rules.url_matrix import OBJECTS, Row, World, rows

ROWS = rows()
SHORTEST = 60
"""A column of fewer characters holds a code or a name, not words about a child."""


def canary_of(child: Child) -> str:
    """Words that stand in every record of this child and nowhere else."""
    return f"Canary{child.surname}"


def fill(world: World) -> dict[str, dict[str, dict[str, Any]]]:
    """Make everything that the matrix asks for, for each child. Url name -> which child -> arguments."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for name, row in sorted(ROWS.items()):
        found[name] = {which: _made(world, row, which) for which in row.variants}
    children = [world.child(which) for which in OBJECTS]
    _join(world.child("own"), world.child("restricted"))
    for child in children:
        mark(child)
    Draft.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # else the planner takes every table for empty
    return found


def _made(world: World, row: Row, which: str) -> dict[str, Any]:
    if row.args is None:
        return {}
    try:
        with transaction.atomic():
            return row.args(world, world.child("own" if which == "page" else which))
    except DatabaseError:
        return {"skip": True}


def _join(own: Child, restricted: Child) -> None:
    """The restricted child is the brother of one who is seen, and they share concerns both ways."""
    if not FamilyLink.objects.filter(child=own, other=restricted).exists():
        make.make_siblings(own, restricted)
    allocation = own.iro_allocations.get(ended_on=None)
    assert allocation.worker is not None and allocation.worker.user is not None
    day = make.date(2026, 3, 2)
    make.make_concern(own, allocation.worker.user, day, siblings=[restricted])
    make.make_concern(restricted, allocation.worker.user, day, siblings=[own])


def mark(child: Child) -> None:
    """Write the child's canary at the end of every text of every row about the child; what the database
    refuses to change keeps its words."""
    for model, path in _tables():
        for field in _texts(model):
            change = {field: Concat(field, Value(f" {canary_of(child)}"))}
            try:
                with transaction.atomic():
                    model._default_manager.filter(**{path: child.pk}).update(**change)
            except DatabaseError:
                continue


def _tables() -> list[tuple[type[models.Model], str]]:
    """Every table of rows about a child, with the way from a row to the child."""
    child = apps.get_model(settings.CHILD_MODEL)
    found = []
    for model in apps.get_models():
        if model._meta.app_label not in {"children", "reviews", "disputes"} or hasattr(
            model, "pgh_tracked_model"
        ):
            continue
        direct = [
            f.name for f in model._meta.concrete_fields if f.related_model is child and f.name != "other"
        ]
        if direct:
            found.append((model, direct[0]))
            continue
        for relation in model._meta.concrete_fields:
            target = relation.related_model
            if isinstance(target, type) and "child" in {f.name for f in target._meta.concrete_fields}:
                found.append((model, f"{relation.name}__child"))
                break
    return found


def _texts(model: type[models.Model]) -> list[str]:
    found = []
    for field in model._meta.concrete_fields:
        is_long = isinstance(field, models.CharField) and (field.max_length or 0) >= SHORTEST
        if (isinstance(field, models.TextField) or is_long) and not field.choices and not field.is_relation:
            found.append(field.name)
    return found
