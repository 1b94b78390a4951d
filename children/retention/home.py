"""The tile of the home page for those who end records."""

from datetime import date
from typing import Any

from django.urls import reverse

from accounts.access.roles import Permission
from accounts.access.viewers import Viewer
from accounts.site.home import card
from children.models import Erasure
from children.models.retention import ErasureState
from children.retention.access import records_for
from children.retention.due import records_until


def cards(viewer: Viewer, today: date) -> list[dict[str, Any]]:
    """Records past the time they are kept, and deletions that wait; only where there are any."""
    if not viewer.may(Permission.END_RECORDS):
        return []
    over = [r for r in records_until(viewer.authority, records_for(viewer), today, today) if r.is_over(today)]
    waiting = Erasure.objects.filter(authority=viewer.authority_id, state=ErasureState.PROPOSED)
    mine = waiting.filter(record_id__in=records_for(viewer).values("pk").order_by())
    to_answer = mine.exclude(proposed_by=viewer.user).count()
    found = [
        ("Records past the time they are kept", len(over), "need not be kept any longer"),
        ("Deletions to answer", to_answer, "somebody else proposed them"),
    ]
    return [card(name, n, note, reverse("children:records")) for name, n, note in found if n]
