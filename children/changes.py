"""What must happen after facts of children changed: the floors above are told, in the same transaction."""

from datetime import date
from typing import Any

from accounts.models import Authority
from accounts.registry import registered


def facts_changed(authority: Authority, child_ids: list[int], today: date) -> list[dict[str, Any]]:
    """Tell the floors above (settings.AFTER_CHILDREN_CHANGED). Returns the due dates that moved."""
    moved: list[dict[str, Any]] = []
    for tell in registered("AFTER_CHILDREN_CHANGED"):
        moved += tell(authority, child_ids, today)
    return moved
