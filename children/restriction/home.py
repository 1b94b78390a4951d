"""The tile of the home page for those who restrict records."""

from datetime import date
from typing import Any

from django.urls import reverse

from accounts.access.roles import Permission
from accounts.access.viewers import Viewer
from accounts.site.home import card
from children.restriction.naming import names_in


def cards(viewer: Viewer, today: date) -> list[dict[str, Any]]:
    """Names on restricted records to look at or renew; only where there are any."""
    if not viewer.may(Permission.RESTRICT_CHILD):
        return []
    names = names_in(viewer.authority, today)
    near = [name for name in names if name.is_due_soon or name.ends_soon or name.is_last]
    overdue = sum(name.is_overdue or name.is_last for name in near)
    note = f"reviews overdue: {overdue}" if overdue else "a review or the end is near"
    found = card("Names on restricted records", len(near), note, reverse("children:names"), alert=overdue > 0)
    return [found] if near else []
