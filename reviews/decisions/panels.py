"""What the child's page shows of decisions."""

from datetime import date
from typing import Any

from django.db.models import BigIntegerField

from accounts.access.roles import Permission
from accounts.access.viewers import Viewer
from accounts.access.written_for import WrittenFor
from children.models import Child
from reviews.decisions.access import decisions_visible_to
from reviews.decisions.lists import with_carries
from reviews.decisions.states import OPEN

OPEN_DECISIONS = WrittenFor(
    lambda viewer, today, child: (
        with_carries(decisions_visible_to(viewer).filter(child=child, progress__in=OPEN))
        .select_related("made_at")
        .order_by("due_on", "pk")
    ),
    child=BigIntegerField(),
)


def open_decisions(viewer: Viewer, child: Child, today: date) -> dict[str, Any] | None:
    """The child's open decisions, for those who may read the record."""
    if not viewer.may(Permission.READ_REVIEW_RECORD):
        return None
    rows = OPEN_DECISIONS(viewer, today, child=child.pk)
    context = {"decisions": rows, "child": child, "today": today}
    return {"template": "reviews/decisions/panel.html", "context": context}
