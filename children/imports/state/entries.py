"""What is known of children beside the return that is imported now: by other returns, and by people."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from accounts.registry import registered
from children.imports.identity import Person
from children.imports.state.lives import Council
from children.imports.state.unread import TABLE as UNREAD
from children.models import Child, ReturnRow


def only_of_this_return(council: Council) -> set[str]:
    """The numbers of children of whom an earlier import of this return told, and nothing else."""
    rows = ReturnRow.objects.filter(authority=council.authority).exclude(table=UNREAD)
    others = set(rows.exclude(year=council.year).values_list("number", flat=True).distinct())
    here = set(rows.filter(year=council.year).values_list("number", flat=True).distinct())
    return here - others


def with_entries(council: Council, numbers: Collection[str]) -> set[str]:
    """Those of these children about whom somebody entered something in the portal."""
    mine = Child.objects.filter(authority=council.authority, merged_into=None, number__in=numbers)
    children = dict(mine.values_list("pk", "number"))
    by_hand = set(mine.filter(Q(source=None) | Q(is_restricted=True)).values_list("pk", flat=True))
    with transaction.atomic():
        before = transaction.savepoint()
        for remove in registered("BEFORE_CHILDREN_REMOVED"):  # what was worked out says nothing
            remove(list(children))
        for relation in Child._meta.related_objects:
            model = relation.related_model
            if model.__name__.endswith("Event"):
                continue
            rows = model._default_manager.filter(**{f"{relation.field.name}__in": children})
            if any(field.name == "source" for field in model._meta.concrete_fields):
                rows = rows.filter(source=None)
            by_hand |= set(rows.values_list(relation.field.name, flat=True).distinct())
        transaction.savepoint_rollback(before)
    return {children[pk] for pk in by_hand}


def known_otherwise(
    council: Council, people: Iterable[Person], told: Mapping[str, Person]
) -> Iterator[Person]:
    """The children as other returns tell of them, and this one as it is now: an earlier import of it may have
    been wrong.
    """
    rows = ReturnRow.objects.filter(authority=council.authority).exclude(table=UNREAD)
    here = set(rows.filter(year=council.year).values_list("number", flat=True).distinct())
    others = rows.filter(number__in=here).exclude(year=council.year).order_by("year", "pk")
    headers: dict[str, dict[str, Any]] = dict(
        others.filter(table="Header").values_list("number", "values").iterator()
    )
    starts: dict[str, set[date]] = defaultdict(set)
    for number, key in others.filter(table="Episodes").values_list("number", "key").iterator():
        starts[number].add(date.fromisoformat(key))
    for person in people:
        now, before = told.get(person.number), headers.get(person.number)
        if person.number not in here or not (now or before):
            yield person
            continue
        if before:
            born = date.fromisoformat(before["born_on"]) if before["born_on"] else None
            started = frozenset(starts[person.number])
            person = Person(person.number, born, before["sex"], before["upn"], started)
        yield _corrected(person, now) if now else person


def _corrected(person: Person, now: Person) -> Person:
    """What is known, where the return says it otherwise now: an empty cell takes nothing away."""
    return replace(
        person,
        born_on=now.born_on or person.born_on,
        sex=now.sex or person.sex,
        upn=now.upn or person.upn,
        started=person.started | now.started,
    )
