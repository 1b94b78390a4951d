"""What must not come into a bundle: rows on a child whose record is closed to the person who asks."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db import models

from accounts.access.viewers import Viewer
from accounts.models import User, Worker
from children.models import Child
from children.retention.access import keeps_all
from children.retention.erasing import Found, belonging_to, with_merged

ANOTHER = "a child whose record is not open to you"


@dataclass(frozen=True)
class Closed:
    """Children who are closed to somebody, and the rows about them."""

    children: frozenset[int] = frozenset()
    rows: Found = field(default_factory=dict)


NONE = Closed()


def children_closed_to(viewer: Viewer | None, authority_id: int) -> frozenset[int]:
    """The children closed to this person, who holds a right to hand records out; all who are restricted
    where they hold none any more.
    """
    if viewer is not None and keeps_all(viewer):
        return frozenset()
    restricted = Child.objects.filter(authority=authority_id, is_restricted=True)
    if viewer is not None:
        restricted = restricted.exclude(pk__in=Child.objects.visible_to(viewer).values("pk").order_by())
    return frozenset(with_merged(restricted.values_list("pk", flat=True)))


def closed_to(viewer: Viewer | None, authority_id: int) -> Closed:
    """The same children, and every row on them."""
    children = children_closed_to(viewer, authority_id)
    if not children:
        return NONE
    rows = belonging_to(Child, set(children))
    for model, ids in _shared(rows).items():
        rows[model] = rows.get(model, set()) | ids
    return Closed(children, rows)


def _shared(rows: Found) -> Found:
    """What a closed child is named on beside another: a concern about two, with all that belongs to it."""
    found: Found = defaultdict(set)
    for model, ids in rows.items():
        for column in model._meta.concrete_fields:
            about = column.related_model
            if about is None or Child in (about, model) or column.null or not _is_of_children(about):
                continue
            named = set(model._base_manager.filter(pk__in=ids).values_list(column.attname, flat=True))
            if new := named - rows.get(about, set()):
                for belonging, more in belonging_to(about, new).items():
                    found[belonging] |= more
    return found


def _is_of_children(model: type[models.Model]) -> bool:
    """Whether the rows of a table are about a child."""
    return any(f.related_model is Child for f in model._meta.concrete_fields)


def children_named_in_bundle(worker: Worker, closed: frozenset[int]) -> set[int]:
    """The children that a bundle on this worker names."""
    found = set[int]()
    for column in [r.field for of in (Worker, User) for r in of._meta.related_objects]:
        one = worker.pk if column.related_model is Worker else worker.user_id
        way = _way_to_child(column.model)
        if one is not None and way:
            rows = column.model._base_manager.filter(**{column.name: one})
            found |= set(rows.order_by().values_list(way, flat=True))
    return found - {None} - closed


def _way_to_child(model: type[models.Model]) -> str:
    for column in model._meta.concrete_fields:
        if column.related_model is Child:
            return column.name
    for column in model._meta.concrete_fields:
        about = column.related_model
        for far in about._meta.concrete_fields if about is not None else ():
            if far.related_model is Child and not hasattr(model, "pgh_tracked_model"):
                return f"{column.name}__{far.name}"
    return ""
