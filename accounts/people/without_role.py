"""What somebody is told who can sign in and has no role in any council today: when one begins, and whom to
ask.
"""

from datetime import date
from typing import Any

from accounts.access.roles import Role
from accounts.access.viewers import memberships_of
from accounts.models import Authority, Membership, User
from accounts.people.actions import open_memberships


def councils_to_ask(user: User, today: date) -> list[dict[str, Any]]:
    """The councils of the person, before or from a later day, each with its administrators; and those whose
    roles this session does not open.
    """
    found = Membership.objects.filter(user=user).order_by("authority__name", "started_on")
    in_force = {one.authority_id for one in memberships_of(user, today)}
    councils: dict[int, dict[str, Any]] = {}
    for one in found.select_related("authority"):
        row = councils.setdefault(one.authority_id, {"council": one.authority, "begins": None})
        row["elsewhere"] = one.authority_id in in_force
        if one.started_on > today and row["begins"] is None and one.ended_on != one.started_on:
            row["begins"] = one.started_on
    for row in councils.values():
        row["administrators"] = _administrators(row["council"], today, but=user)
    return list(councils.values())


def _administrators(council: Authority, today: date, *, but: User) -> list[User]:
    of = Membership.objects.filter(
        open_memberships(today), authority=council, role=Role.ADMINISTRATOR, started_on__lte=today
    )
    return list(User.objects.filter(pk__in=of.values("user"), is_active=True).exclude(pk=but.pk))
