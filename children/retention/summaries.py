"""What imports and deliveries list of children one by one: a deleted child is taken out of it."""

import re
from typing import Any

from django.db import models

from children.models import Child, ReturnImport


def forget_in_summaries(
    child: Child, numbers: set[str], records: set[int], deliveries: list[type[models.Model]]
) -> int:
    """Take the child out of every list that an import or a delivery left. Returns in how many it stood.

    `deliveries` are the deliveries and the tables of their earlier versions.
    """
    tells = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(numbers)))})(?!\w)")
    changed = 0
    imports = ReturnImport.objects.filter(authority=child.authority).only("preview", "moved")
    for record in imports.iterator(chunk_size=100):
        was = record.preview, record.moved
        record.preview = without(record.preview, tells)
        record.moved = [one for one in record.moved if one.get("child") not in records]
        if was != (record.preview, record.moved):
            record.save(update_fields=["preview", "moved"])
            changed += 1
    for model in deliveries:
        for pk, told in model._base_manager.filter(authority=child.authority).values_list("pk", "summary"):
            left = without(told, tells)
            if left != told:
                changed += model._base_manager.filter(pk=pk).update(summary=left)
    return changed


def without(told: Any, tells: re.Pattern[str]) -> Any:
    """The same without entries of lists, and keys, that name one of the numbers."""
    if isinstance(told, dict):
        return {key: without(one, tells) for key, one in told.items() if not tells.search(str(key))}
    if isinstance(told, list):
        return [without(one, tells) for one in told if not _names(one, tells)]
    return told


def _names(entry: Any, tells: re.Pattern[str]) -> bool:
    """Whether an entry is about one of the numbers: itself, or one of its own words."""
    if isinstance(entry, dict):
        return any(isinstance(one, str) and _names(one, tells) for one in entry.values())
    if isinstance(entry, list):
        return any(isinstance(one, str) and _names(one, tells) for one in entry)
    return isinstance(entry, str) and bool(tells.search(entry))
