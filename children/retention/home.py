"""The tile of the home page for those who end records."""

from datetime import date
from typing import Any

from django.urls import reverse

from accounts.access.roles import Permission
from accounts.access.viewers import Viewer
from accounts.site.home import card
from children.retention.access import records_for
from children.retention.due import records_until


def cards(viewer: Viewer, today: date) -> list[dict[str, Any]]:
    """Records whose time is over; only where there are any."""
    if not viewer.may(Permission.END_RECORDS):
        return []
    over = [r for r in records_until(viewer.authority, records_for(viewer), today, today) if r.is_over(today)]
    note = "need not be kept any longer"
    return [card("Records whose time is over", len(over), note, reverse("children:records"))] if over else []
