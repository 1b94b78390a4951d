"""Everything that hangs on the record of a child, found by its relations and deleted with its history.

The floors above own most of the tables; they are found by their relations and never imported. What they must
do first is in settings.BEFORE_RECORD_ERASED. The audit trail stays: it names no child.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import pghistory.models
import pgtrigger
from django.apps import apps
from django.db import connection, models, transaction
from django.db.models import Q

from accounts.models import AccessGrant, AccessLog, AccessRequest, Draft
from accounts.models.pointing import LEFT_BY
from accounts.registry import registered
from children.feed.staging import FORMER
from children.imports.identity import Numbers
from children.models import (
    Child,
    FeedDelivery,
    FeedDifference,
    FeedLine,
    FeedRecord,
    ImportReject,
    ReturnRow,
    SameChild,
)
from children.retention.anonymous import facts_among, make_anonymous
from children.retention.summaries import forget_in_summaries

STAYS = "facts that stay without a name"
Found = dict[type[models.Model], set[int]]


def records_of(child: Child) -> set[int]:
    """The record and those that were put into it."""
    return with_merged([child.pk])


def with_merged(children: Iterable[int]) -> set[int]:
    """These records and those that were put into them."""
    found = set(children)
    while more := set(Child.objects.filter(merged_into__in=found).values_list("pk", flat=True)) - found:
        found |= more
    return found


def everything_on(child: Child) -> Found:
    """Rows that cannot be without the record: those that name it, those that name these, and so on."""
    return belonging_to(Child, records_of(child))


def belonging_to(first: type[models.Model], these: set[int]) -> Found:
    """These rows, and all that cannot be without them."""
    found: Found = defaultdict(set)
    found[first] = set(these)
    waiting: list[type[models.Model]] = [first]
    while waiting:
        model = waiting.pop()
        for relation in _relations_to(model):
            new = _naming(relation, found[model]) - found[relation.model]
            if new:
                found[relation.model] |= new
                waiting.append(relation.model)
    return {model: ids for model, ids in found.items() if ids}


def _relations_to(model: type[models.Model]) -> Iterator[Any]:
    """Foreign keys of ours to the model by which a row belongs to it; not the history's."""
    for relation in model._meta.related_objects:
        if not issubclass(relation.related_model, pghistory.models.Event) and _belongs(relation.field):
            yield relation.field


def _belongs(field: Any) -> bool:
    """Whether a row with this key is nothing without what it names. One that may be empty is only a
    mention, except between records.
    """
    return not field.null or field.name == "child"


def _naming(field: Any, ids: set[int]) -> set[int]:
    """The rows with this key, and those that had it once and are gone: their history still tells of them."""
    rows = field.model._base_manager
    past: set[int] = set()
    for event in events_of(field.model):
        told = event._base_manager.filter(**{f"{field.name}__in": ids})
        past |= set(told.values_list("pgh_obj_id", flat=True))
    past -= set(rows.filter(pk__in=past).values_list("pk", flat=True))
    return past | set(rows.filter(**{f"{field.name}__in": ids}).values_list("pk", flat=True))


def erase(child: Child, *, leaves_facts: date | None = None) -> dict[str, int]:
    """Delete the record with everything on it. Returns what went: kind of row -> how many.

    With `leaves_facts`, the day of it, the facts that figures count stay and are about nobody
    (children/retention/anonymous.py).
    Part of a larger action. The database checks every relation before this returns.
    """
    for prepare in registered("BEFORE_RECORD_ERASED"):
        prepare(records_of(child))
    everything, numbers = everything_on(child), numbers_of(child)
    facts = facts_among(everything) if leaves_facts else {}
    found = {model: ids for model, ids in everything.items() if model not in facts}
    counts: Counter[str] = Counter()
    _mentions_emptied(found)
    with _without_triggers():
        counts["drafts"] = _drafts(everything).delete()[0]
        for model, ids in found.items():
            counts[str(model._meta.verbose_name_plural)] += _gone(model._base_manager.filter(pk__in=ids))
            counts["earlier versions of rows"] += _history(model, ids)
        for model, ids in facts.items():
            counts["earlier versions of rows"] += _history(model, ids)
        if leaves_facts:
            counts[STAYS] = make_anonymous(facts, leaves_facts)
        for log in (AccessLog, AccessGrant, AccessRequest):
            rows = log._base_manager.filter(child_id__in=everything[Child])
            ids = set(rows.values_list("pk", flat=True))
            counts[str(log._meta.verbose_name_plural)] += _gone(rows)
            counts["earlier versions of rows"] += _history(log, ids)
        counts["rows of returns"] += _returned(child, numbers)
        counts["rows of the daily feed"] += _fed(child, numbers)
        counts["lists of imports"] += forget_in_summaries(
            child, numbers, everything[Child], [FeedDelivery, *events_of(FeedDelivery)]
        )
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return {kind: number for kind, number in sorted(counts.items()) if number}


def _gone(rows: models.QuerySet[Any]) -> int:
    return int(rows._raw_delete(rows.db) or 0)  # None where no row can be meant


def _history(model: type[models.Model], ids: set[int]) -> int:
    return sum(_gone(event._base_manager.filter(pgh_obj_id__in=ids)) for event in events_of(model) if ids)


def with_history(rows: models.QuerySet[Any]) -> int:
    """Delete rows that have served, and their earlier versions. Returns how many rows went."""
    ids = set(rows.values_list("pk", flat=True))
    with transaction.atomic(), _without_triggers():
        _history(rows.model, ids)
        return _gone(rows.model._base_manager.filter(pk__in=ids))


def events_of(model: type[models.Model]) -> list[Any]:
    """The tables that keep the earlier versions of the model's rows."""
    return [
        event
        for event in apps.get_models()
        if issubclass(event, pghistory.models.Event) and event.pgh_tracked_model is model
    ]


def _mentions_emptied(found: Found) -> None:
    """Rows that stay and mention one that goes: another child's challenge that rested on a concern."""
    for model, ids in list(found.items()):
        for relation in model._meta.related_objects:
            field = relation.field
            if issubclass(field.model, pghistory.models.Event) or _belongs(field):
                continue
            stays = field.model._base_manager.filter(**{f"{field.name}__in": ids})
            stays.exclude(pk__in=found.get(field.model, set())).update(**{field.name: None})


def _drafts(found: Found) -> models.QuerySet[Draft]:
    """What somebody typed about the record and never sent: its address has the id of something on it."""
    wanted = Q(pk__in=[])
    for model, ids in found.items():
        if any(field.name == "public_id" for field in model._meta.fields):
            rows = model._base_manager.filter(pk__in=ids).values_list("public_id", flat=True)
            for public_id in rows:
                wanted |= Q(subject__contains=str(public_id)) | Q(page__contains=str(public_id))
    return Draft.objects.filter(wanted)


def numbers_of(child: Child) -> set[str]:
    """Every number by which a return or the feed may speak of the child."""
    numbers, groups = set(), Numbers.of(child.authority)
    for number in Child.objects.filter(pk__in=records_of(child)).values_list("number", flat=True):
        numbers |= {number, *groups.group_of(number)}
    people = FeedRecord.objects.filter(authority=child.authority, table="person")
    for person, values in people.filter(values__contains=FORMER).values_list("person", "values"):
        if json.loads(values)[FORMER] in numbers:
            numbers.add(person)
    return numbers


def _fed(child: Child, numbers: set[str]) -> int:
    """What the daily feed said of the child, and where it differed."""
    said = FeedRecord.objects.filter(authority=child.authority, person__in=numbers)
    being_read = FeedLine.objects.filter(delivery__authority=child.authority, person__in=numbers)
    differs = FeedDifference.objects.filter(authority=child.authority, number__in=numbers)
    ids = set(differs.values_list("pk", flat=True))
    return _gone(said) + _gone(being_read) + _gone(differs) + _history(FeedDifference, ids)


def _returned(child: Child, numbers: set[str]) -> int:
    """What the returns and their refused rows say of the child, by number."""
    rows = ReturnRow.objects.filter(authority=child.authority, number__in=numbers)
    rejects = ImportReject.objects.filter(of__authority=child.authority, child__in=numbers)
    same = SameChild.objects.filter(Q(number__in=numbers) | Q(other__in=numbers), authority=child.authority)
    ids = set(same.values_list("pk", flat=True))
    return _gone(rows) + _gone(rejects) + _gone(same) + _history(SameChild, ids)


class _without_triggers:  # noqa: N801 - used as a word
    """No trigger keeps what must go or writes its history anew; afterwards they all work again."""

    def __enter__(self) -> None:
        self._set("{" + ",".join(_trigger_names()) + "}")

    def __exit__(self, *error: object) -> None:
        if error[0] is None:  # else the transaction is broken and takes the setting back itself
            self._set("{}")

    def _set(self, value: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('pgtrigger.ignore', %s, true)", [value])


def _trigger_names() -> list[str]:
    """All but those that nothing switches off: of the audit trail, of certificates, and those that check
    whether anything still points at a deleted row.
    """
    return [
        trigger.get_pgid(model)
        for model, trigger in pgtrigger.registry.registered()
        if model._meta.model_name not in ("auditevent", "auditseal", "erasure", "erasednumber")
        and not (trigger.name or "").startswith(LEFT_BY)
    ]
