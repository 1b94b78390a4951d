"""What of children waits for this person, as cards of the home page. Every card counts exactly the list it
opens.
"""

from datetime import date
from typing import Any

from django.urls import reverse

from accounts.access.roles import LINE_ROLES, Permission, Role, Scope
from accounts.access.viewers import Viewer
from accounts.site.home import Wanted, cards_of
from children.child.lists import NEW_IN_CARE, shows
from children.models import Child


def cards(viewer: Viewer, today: date) -> list[dict[str, Any]]:
    """Who has no IRO, for those who allocate; the own children of IROs, social workers and managers; who is
    new in care.
    """
    if not viewer.may_see_children or viewer.scopes <= {Scope.BY_REASON, Scope.NONE}:
        return []
    wanted = _wanted(viewer)
    found = {show: shows(viewer, today, show) for show, *_ in wanted}
    return cards_of(Child.objects.visible_to(viewer), found, wanted, reverse("children:list"))


def _wanted(viewer: Viewer) -> list[Wanted]:
    new = ("new", "New in care", f"in the last {NEW_IN_CARE.days} days", False)
    if viewer.may(Permission.ALLOCATE_IRO):
        return [
            ("no_iro", "Children without an IRO", "looked after, nobody named", False),
            ("iro_late", "IRO not named in time", "five working days have passed", True),
            (
                "not_told",
                "No notification",
                "in care, with no record of when the IRO service was told",
                False,
            ),
            new,
        ]
    if viewer.is_a(Role.IRO, Role.SOCIAL_WORKER):
        return [("", "Your children", "looked after now", False)]
    if viewer.is_a(*LINE_ROLES):
        return [("", "Children of your teams", "looked after now", False), new]
    return []
