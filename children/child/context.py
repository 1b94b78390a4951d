"""What all pages of one child share: the identity bar's facts and the navigation between the pages."""

from datetime import date
from typing import Any

from django.urls import reverse

from accounts.access.viewers import Viewer
from accounts.registry import registered
from children.access import may_read_access_log
from children.models import Child

OWN = (
    ("Overview", "children:child"),
    ("Details", "children:details"),
    ("Registers", "children:registers"),
    ("People", "children:people"),
)


def child_context(viewer: Viewer, child: Child, today: date, *, current: str) -> dict[str, Any]:
    """Context of a page of this child: `child`, `today`, and `tabs`, of which the one with the text
    `current` is marked.

    Upper floors add theirs by settings.CHILD_TABS: functions `(viewer, child) -> list of {"text", "href"}`.
    """
    tabs: list[dict[str, Any]] = [{"text": t, "href": reverse(n, args=[child.public_id])} for t, n in OWN]
    for more in registered("CHILD_TABS"):
        tabs += more(viewer, child)
    if may_read_access_log(viewer, child):
        tabs.append(
            {"text": "Who has looked", "href": reverse("children:access_log", args=[child.public_id])}
        )
    for tab in tabs:
        tab["current"] = tab["text"] == current
    return {"child": child, "today": today, "tabs": tabs}
