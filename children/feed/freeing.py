"""Give what a person entered over to the council's system, so that the next reading may write it."""

from datetime import date
from typing import Any

from django.utils.timezone import localdate

from children.feed.by_hand import CARE, DISABILITY, NAME
from children.imports.rows import BY_HAND
from children.imports.table_list import stores
from children.models import (
    Child,
    ChildNeeds,
    Episode,
    FeedDifference,
    IroAllocation,
    ReturnRow,
    SocialWorkerAllocation,
)
from children.models.needs import Disabled
from statute.working_days import collection_year_number

ALLOCATIONS = {"IRO": IroAllocation, "CW": SocialWorkerAllocation}


def free(difference: FeedDifference) -> None:
    """Make the import the owner of what stands in the way. What is drawn next is compared with it."""
    source = difference.delivery.record_id
    child = Child.objects.get(authority=difference.authority_id, number=difference.number)
    if difference.table == CARE:
        _free_care(child, source)
    if difference.table == NAME:
        Child.objects.filter(pk=child.pk).update(names_source=source)
    elif difference.table == DISABILITY:
        ChildNeeds.objects.filter(child=child, source=None).update(
            is_disabled=Disabled.NOT_KNOWN, disabilities=[]
        )
    elif difference.table == "involvements":
        role, _, day = difference.key.partition("|")
        _free_allocations(child, ALLOCATIONS[role], date.fromisoformat(day), source)
    else:
        _free_fact(child, difference, source)


def _free_care(child: Child, source: int | None) -> None:
    """What a person entered of the child and of care makes room; the history keeps it."""
    Child.objects.filter(pk=child.pk, source=None).update(source=source)
    Episode.objects.filter(child=child, source=None).update(source=source)
    ReturnRow.objects.filter(authority=child.authority_id, number=child.number, year=BY_HAND).delete()


def _free_allocations(child: Child, model: type[Any], start: date, source: int | None) -> None:
    """Whoever was named by hand and is still there on that day, or came after it."""
    mine = model.objects.filter(child=child).exclude(ended_on__lte=start)
    mine.update(source=source, ended_by_hand=False)


def _free_fact(child: Child, difference: FeedDifference, source: int | None) -> None:
    for store in stores():
        if store.table == difference.table:
            told: list[Any] = (
                [collection_year_number(localdate(difference.created_at))] if store.key == ("year",) else []
            )
            parts = told or [part for part in difference.key.split("|") if part]
            named = dict(zip(store.key, parts, strict=False))
            store.model._default_manager.filter(child=child, **named).update(source=source)
