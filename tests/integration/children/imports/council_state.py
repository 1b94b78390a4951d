"""Everything that is stored about the children of a council, to compare two councils or two moments."""

from typing import Any

from accounts.models import Authority, Worker
from children.models import Child, ReturnRow

LEFT_OUT = {
    "id",
    "public_id",
    "source",
    "names_source",
    "created_at",
    "recorded_at",
    "review",
    "period",
    "child",
    "authority",
    "version",
    "after_review",
    "worker",
}


def state(authority: Authority) -> dict[str, list[str]]:
    """Table by table, without keys and times of writing."""
    authority.refresh_from_db()
    found = {
        "ReturnRow": _rows(ReturnRow.objects.filter(authority=authority)),
        "Child": _rows(Child.objects.filter(authority=authority)),
        "Worker": _rows(Worker.objects.filter(authority=authority)),
        "known": [str((authority.known_from, authority.known_until))],
    }
    for relation in Child._meta.related_objects:
        model: Any = relation.related_model
        if not model.__name__.endswith("Event"):
            found[model.__name__] = _rows(
                model.objects.filter(**{f"{relation.field.name}__authority": authority})
            )
    return found


def unlike(one: Authority, two: Authority) -> dict[str, tuple[list[str], list[str]]]:
    """The rows that only one of two councils has, by table."""
    return between(state(one), state(two))


def between(one: dict[str, list[str]], two: dict[str, list[str]]) -> dict[str, tuple[list[str], list[str]]]:
    """The rows that only one of two states has, by table."""
    found = {}
    for name in one:
        mine, yours = one[name], two[name]
        if mine != yours:
            found[name] = ([r for r in mine if r not in yours], [r for r in yours if r not in mine])
    return found


def _rows(rows: Any) -> list[str]:
    names = [f.attname for f in rows.model._meta.concrete_fields if f.name not in LEFT_OUT]
    numbers = dict(Child.objects.values_list("pk", "number"))
    staff = dict(Worker.objects.values_list("pk", "staff_id"))
    return sorted(
        str(
            (
                numbers.get(getattr(row, "child_id", None)),
                staff.get(getattr(row, "worker_id", None)),
                *((name, getattr(row, name)) for name in names),
            )
        )
        for row in rows
    )
