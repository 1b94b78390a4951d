"""What hangs on one record is put onto another one, and back again.

What somebody entered moves. Where the other record has the same already it goes, and comes back
when the merge is
undone. What returns say is worked out from their rows anew.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core import serializers
from django.db import IntegrityError, models, transaction

from accounts.lifecycle import NotNow
from accounts.registry import registered
from accounts.templatetags.govuk import day as day_words
from children.models import (
    Child,
    ChildMerge,
    Episode,
    FamilyLink,
    IroAllocation,
    LegalStatus,
    PeriodOfCare,
    Placement,
    SocialWorkerAllocation,
)
from children.models.family import LinkKind

IN_A_PERIOD: tuple[Any, ...] = (Episode, LegalStatus, Placement)
CARE: tuple[Any, ...] = (PeriodOfCare, *IN_A_PERIOD)
PEOPLE = (IroAllocation, SocialWorkerAllocation)
BOTH = "Both records have {what}, and one record can hold only one. Correct or end one of the two first."


@dataclass
class Moved:
    """What was moved and what was removed, as a merge keeps it."""

    moved: list[dict[str, Any]] = field(default_factory=list)
    removed: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class Mover:
    """Puts everything of one record onto another one."""

    gone: Child
    kept: Child
    returned: bool
    """Whether returns tell of the child's care: then what they say of a time counts."""
    done: Moved = field(default_factory=Moved)

    def run(self) -> Moved:
        """Move it. Raises NotNow where both records have something of which one record can hold only one."""
        for forget in registered("BEFORE_CHILDREN_REMOVED"):
            forget([self.gone.pk, self.kept.pk])  # what is worked out: it is worked out again
        for model, name in _relations():
            for found in model._default_manager.filter(**{name: self.gone.pk}).order_by("pk"):
                self._move(found, name)
        for model in reversed(CARE):  # what was removed last hangs on what was removed first
            model._default_manager.filter(child=self.gone).delete()
        return self.done

    def _move(self, found: Any, name: str) -> None:
        values = {f"{name}_id": self.kept.pk}
        before = {f"{name}_id": self.gone.pk}
        if isinstance(found, IN_A_PERIOD):
            period = self._period(found)
            if period is None:
                return self._remove(found)
            before["period_id"], values["period_id"] = found.period_id, period
        if isinstance(found, FamilyLink):
            before, values = {"child_id": found.child_id, "other_id": found.other_id}, self._link(found)
        if not self._update(found, values):
            if not self._can_give_way(found):
                raise NotNow(BOTH.format(what=_words(found)), "number")
            if self._is_spare(found):
                return self._remove(found)
            self._update(found, values)
        self.done.moved.append(
            {"model": found._meta.label_lower, "pk": found.pk, "before": before, "after": values}
        )

    def _update(self, found: Any, values: dict[str, Any]) -> bool:
        """Whether the other record could take it."""
        try:
            with transaction.atomic():
                type(found)._default_manager.filter(pk=found.pk).update(**values)
        except IntegrityError:
            return False
        return True

    def _link(self, found: FamilyLink) -> dict[str, Any]:
        """Both ends of a link in the family; between brothers and sisters the lower one first."""
        ends = [self.kept.pk if end == self.gone.pk else end for end in (found.child_id, found.other_id)]
        child, other = sorted(ends) if found.kind == LinkKind.SIBLING else ends
        return {"child_id": child, "other_id": other}

    def _period(self, found: Any) -> int | None:
        """The period of the other record in which the time lies; None where there is none."""
        periods = PeriodOfCare.objects.filter(child=self.kept, started_on__lte=found.started_on)
        period = periods.order_by("-started_on").first()
        return period.pk if period else None

    def _can_give_way(self, found: Any) -> bool:
        """Both records have it. What a return says, or what says the same, goes: from this record, or the
        other.
        """
        if self._is_spare(found):
            return True
        held_on = getattr(found, "held_on", None)
        if held_on is None:
            return False
        same = type(found)._default_manager.filter(child=self.kept, held_on=held_on, source__isnull=False)
        spare = [other for other in same if not _has_work(other)]
        for other in spare:
            self._remove(other)
        return bool(spare)

    def _is_spare(self, found: Any) -> bool:
        if isinstance(found, CARE):
            return self.returned or found.source_id is not None
        if isinstance(found, FamilyLink) or getattr(found, "source_id", None) is not None:
            return not _has_work(found)
        if isinstance(found, PEOPLE):
            return bool(type(found)._default_manager.filter(child=self.kept, worker=found.worker_id).exists())
        return _has_twin(found, self.gone, self.kept)

    def _remove(self, found: Any) -> None:
        kept: dict[str, Any] = json.loads(serializers.serialize("json", [found]))[0]
        self.done.removed.append(kept)
        if not isinstance(found, CARE):
            found.delete()


def _relations() -> Iterator[tuple[Any, str]]:
    """Everything that names a child, periods of care first: other things belong to them."""
    found = [
        (relation.related_model, relation.field.name)
        for relation in Child._meta.related_objects
        if relation.related_model not in (Child, ChildMerge)
        and not relation.related_model.__name__.endswith("Event")
    ]
    return iter(sorted(found, key=lambda pair: pair[0] is not PeriodOfCare))


def _has_work(found: Any) -> bool:
    """Whether something hangs on it."""
    relations = found._meta.related_objects
    return not isinstance(found, CARE) and any(
        relation.related_model._default_manager.filter(**{relation.field.name: found.pk}).exists()
        for relation in relations
        if not relation.related_model.__name__.endswith("Event")
    )


def _has_twin(found: Any, gone: Child, kept: Child) -> bool:
    """Whether the other record has one that says the same."""
    skip = {"id", "public_id", "created_at"}
    same = {
        f.attname: getattr(found, f.attname) for f in found._meta.concrete_fields if f.attname not in skip
    }
    same = {
        name: kept.pk if name == "child_id" and value == gone.pk else value for name, value in same.items()
    }
    return bool(type(found)._default_manager.filter(**same).exists())


def _words(found: Any) -> str:
    name = str(found._meta.verbose_name)
    day = getattr(found, "held_on", None) or getattr(found, "started_on", None)
    return f"{name} of {day_words(day)}" if day else f"{name} of the same kind"


def put_back(merge: ChildMerge) -> None:
    """Undo: what was removed is there again, and what was moved is moved back, as it stands now."""
    for entry in merge.moved:
        model: Any = _model(entry["model"])
        after = {name: value for name, value in entry["after"].items() if name != "period_id"}
        model._default_manager.filter(pk=entry["pk"], **after).update(**entry["before"])
    for stored in serializers.deserialize("json", json.dumps(_in_order(merge.removed))):
        if not type(stored.object)._default_manager.filter(pk=stored.object.pk).exists():
            stored.save()


def _in_order(removed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(removed, key=lambda entry: entry["model"] != PeriodOfCare._meta.label_lower)


def _model(label: str) -> type[models.Model]:
    return next(model for model, _ in _relations() if model._meta.label_lower == label)
