"""One list of children over every council that a person works in (a service that two councils share)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.access.roles import Permission
from accounts.access.viewers import Viewer, memberships_of, viewer_for
from accounts.models import User
from accounts.registry import registered
from children.child.current_facts import with_present
from children.child.lists import not_left
from children.models import Child

LATEST = date.max


@dataclass(frozen=True)
class Row:
    """A child with the council it is in the care of, and when its next review is due."""

    viewer: Viewer
    child: Child
    due: dict[str, Any] | None


def viewers_of(user: User, *, today: date, only: Collection[int] | None) -> list[Viewer]:
    """The person in each council in which they see children. `only`: those that the session opens."""
    councils = {m.authority.public_id for m in memberships_of(user, today)}
    found = [viewer_for(user, today=today, authority_public_id=c, only=only) for c in councils]
    different = {v.authority_id: v for v in found if v and v.may(Permission.SEE_CHILDREN)}
    return sorted(different.values(), key=lambda viewer: viewer.authority.name)


def everywhere(viewers: list[Viewer], today: date) -> list[Row]:
    """Children in care whom the person sees in any of the councils, the next review first. In each council
    they see what they see when they work there.
    """
    rows = []
    for viewer in viewers:
        seen = Child.objects.visible_to(viewer).filter(not_left())
        children = list(with_present(seen))
        due: dict[int, dict[str, Any]] = {}
        for columns in registered("CHILD_LIST_COLUMNS"):
            due |= columns([child.pk for child in children], today)
        rows += [Row(viewer, child, due.get(child.pk)) for child in children]
    return sorted(rows, key=lambda row: ((row.due or {}).get("due_on") or LATEST, row.child.pk))
