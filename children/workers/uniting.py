"""Two workers who are one person: what uniting them would do, what happens, and how it is undone."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core import serializers
from django.db import models
from django.utils.timezone import localdate

from accounts.audit.trail import action
from accounts.clock import now
from accounts.lifecycle import NotNow
from accounts.models import PastPerson, User, Worker, WorkerHours, WorkersApart
from accounts.people.independence import hold_cases
from children.models import WorkerUnion
from children.people.independence import check_as_one

SET = ("user_id", "team_id", "is_iro")
"""What the worker who stays takes from the one who goes, where it is not known."""

GONE = "Somebody has put one of them into the other already."
IN_WORDS = {
    "children.iroallocation": ("allocation as IRO", "allocations as IRO"),
    "children.socialworkerallocation": ("allocation as social worker", "allocations as social worker"),
    "accounts.workerhours": ("entry of working hours", "entries of working hours"),
}


@dataclass(frozen=True)
class Preview:
    """What uniting would do: the two, how many things of each kind move, and how many hours are left out."""

    kept: Worker
    gone: Worker
    moved: tuple[str, ...]
    removed: int


def try_out(*, one: Worker, other: Worker, today: date) -> Preview:
    """What uniting the two would do; nothing of it is done. Raises NotNow."""
    kept, gone = _which(one, other)
    _check_one_person(kept, gone, today)
    both = _hours_of_both(kept, gone)
    numbers: Counter[str] = Counter()
    for model, name in _relations():
        if model not in (WorkersApart, PastPerson):  # ends where the two are one; nothing that people entered
            numbers[model._meta.label_lower] += model._default_manager.filter(**{name: gone}).count()
    numbers[WorkerHours._meta.label_lower] -= len(both)
    moved = tuple(f"{count} {_named(model, count)}" for model, count in sorted(numbers.items()) if count)
    return Preview(kept, gone, moved, len(both))


def _named(label: str, count: int) -> str:
    """What is moved, as people call it."""
    if label in IN_WORDS:
        return IN_WORDS[label][count != 1]
    names = _model(label)._meta
    return str(names.verbose_name if count == 1 else names.verbose_name_plural)


def unite(*, one: Worker, other: Worker, by: User, today: date) -> WorkerUnion:
    """Make two workers one: the one that imports name stays, with everything that hung on the other.

    Raises NotNow where imports name both, two people sign in as them, or the person would not be independent.
    """
    with action("worker.united", by=by, authority=one.authority_id) as event:
        hold_cases(one.authority)
        held = Worker.objects.select_for_update().order_by("pk").in_bulk([one.pk, other.pk])
        if len(held) < 2:
            raise NotNow(GONE)
        kept, gone = (held[worker.pk] for worker in _which(one, other))
        _check_one_person(kept, gone, today)
        event.target = kept
        event.details |= {"gone": gone.pk, "number": kept.staff_id}
        union = WorkerUnion(kept=kept, gone=_as_stored(gone), created_by=by)
        union.before = {name: getattr(kept, name) for name in SET}
        _move(gone, union)
        for name in SET:
            setattr(kept, name, getattr(kept, name) or getattr(gone, name))
        gone.delete()
        kept.save()
        union.save()
    return union


def _which(one: Worker, other: Worker) -> tuple[Worker, Worker]:
    """The worker who stays, and the one who goes."""
    return (one, other) if one.staff_id else (other, one)


def _check_one_person(kept: Worker, gone: Worker, today: date) -> None:
    if gone.staff_id:
        raise NotNow("Both have a number of their own, so imports name two people.")
    if kept.user_id and gone.user_id and kept.user_id != gone.user_id:
        raise NotNow("Two people sign in as these workers. Change the link of one of them first.")
    check_as_one(kept, gone, today=today)


def _move(gone: Worker, union: WorkerUnion) -> None:
    """Everything that names the one names the other: hours of a day that both have stay the kept one's."""
    kept = union.kept
    WorkersApart.objects.filter(models.Q(one=gone) | models.Q(other=gone)).delete()
    both = _hours_of_both(kept, gone)
    union.removed = [_as_stored(hours) for hours in both]
    both.delete()
    for model, name in _relations():
        rows = model._default_manager.filter(**{name: gone}).order_by("pk")
        if keys := list(rows.values_list("pk", flat=True)):
            model._default_manager.filter(pk__in=keys).update(**{name: kept})
            union.moved.append({"model": model._meta.label_lower, "field": name, "keys": keys})


def _hours_of_both(kept: Worker, gone: Worker) -> models.QuerySet[WorkerHours]:
    """The hours of the one who goes that start on a day from which the other has some too."""
    days = list(kept.hours.order_by("pk").values_list("starts_on", flat=True))
    return gone.hours.filter(starts_on__in=days).order_by("pk")


def _relations() -> Iterator[tuple[Any, str]]:
    """Everything that names a worker, but for the history of rows."""
    for relation in Worker._meta.related_objects:
        if not hasattr(relation.related_model, "pgh_tracked_model"):
            yield relation.related_model, relation.field.name


def _model(label: str) -> Any:
    return next(model for model, _ in _relations() if model._meta.label_lower == label)


def _as_stored(found: models.Model) -> dict[str, Any]:
    stored: dict[str, Any] = json.loads(serializers.serialize("json", [found]))[0]
    return stored


def undo(*, union: WorkerUnion, by: User, today: date) -> Worker:
    """Make two of them again. What was recorded since stays with the worker who stayed. Returns the other.

    Raises NotNow where it was undone already.
    """
    with action("worker.parted", by=by, authority=union.kept.authority_id, target=union.kept) as event:
        union = WorkerUnion.objects.select_for_update(of=["self"]).select_related("kept").get(pk=union.pk)
        if union.undone_at is not None:
            raise NotNow("They are two people again already.")
        kept = union.kept
        gone = next(serializers.deserialize("json", json.dumps([union.gone])))
        signed_in = kept.user_id
        for name in SET:
            if getattr(kept, name) == getattr(gone.object, name):  # not changed since
                setattr(kept, name, union.before[name])
        kept.save()
        gone.save()
        back = Worker.objects.get(pk=gone.object.pk)
        for entry in union.moved:
            rows = _model(entry["model"])._default_manager.filter(pk__in=entry["keys"])
            rows.filter(**{entry["field"]: kept}).update(**{entry["field"]: back})
        for hours in serializers.deserialize("json", json.dumps(union.removed)):
            hours.save()
        if kept.user_id != signed_in:
            _keep_who_it_was(union, signed_in, today)
        union.undone_at, union.undone_by = now(), by
        union.save()
        event.details["back"] = back.pk
    return back


def _keep_who_it_was(union: WorkerUnion, person: int | None, today: date) -> None:
    """Whoever worked as the one who they were for a time is not independent of what they did so (AP-10)."""
    since = localdate(union.created_at)
    if person and union.kept.social_worker_allocations.filter(started_on__gte=since).exists():
        PastPerson.objects.create(worker=union.kept, user_id=person, ended_on=today)
