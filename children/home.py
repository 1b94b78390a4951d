"""What of children waits for this person, as cards of the home page. Every card counts exactly the list it opens."""

from datetime import date
from typing import Any

from django.urls import reverse

from accounts.access import Viewer
from accounts.home import card
from accounts.roles import LINE_ROLES, Permission, Role, Scope
from children.lists import NEW_IN_CARE, children_for


def _card(
    viewer: Viewer, today: date, show: str, label: str, note: str, *, alert: bool = False
) -> dict[str, Any]:
    figure = children_for(viewer, {"show": show}, today).count()
    href = reverse("children:list") + (f"?show={show}" if show else "")
    return card(label, figure, note, href, alert=alert)


def cards(viewer: Viewer, today: date) -> list[dict[str, Any]]:
    """Who has no IRO, for those who allocate; the own children of IROs, social workers and managers; who is new in care."""
    if not viewer.may_see_children or viewer.scopes <= {Scope.BY_REASON, Scope.NONE}:
        return []
    new = f"in the last {NEW_IN_CARE.days} days"
    if viewer.may(Permission.ALLOCATE_IRO):
        return [
            _card(viewer, today, "no_iro", "Children without an IRO", "looked after, nobody named"),
            _card(
                viewer,
                today,
                "iro_late",
                "IRO not named in time",
                "five working days have passed",
                alert=True,
            ),
            _card(viewer, today, "new", "New in care", new),
        ]
    if viewer.is_a(Role.IRO):
        return [_card(viewer, today, "", "Your children", "looked after now")]
    if viewer.is_a(Role.SOCIAL_WORKER):
        return [_card(viewer, today, "", "Your children", "looked after now")]
    if viewer.is_a(*LINE_ROLES):
        return [
            _card(viewer, today, "", "Children of your teams", "looked after now"),
            _card(viewer, today, "new", "New in care", new),
        ]
    return []
