"""Who is asking: the person, the council they work in now, and how far they see. Every list and door takes a
Viewer.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import BigIntegerField, DateField, Q

from accounts.access.roles import LINE_ROLES, SCOPES, Permission, Role, Scope, permissions_of
from accounts.models import Authority, Membership, TeamLine, User
from accounts.written import Written


class NotAllowed(Exception):
    """The person may not do this. Views answer 404 for objects and 403 for whole pages."""


@dataclass(frozen=True)
class Viewer:
    """A person at work in one council. `roles` are those in force today."""

    user: User
    authority: Authority
    roles: frozenset[str]
    line_team_ids: tuple[int, ...] = ()
    council_count: int = 1
    is_anybody: bool = False
    """Whether there are places where person, council and teams stand (accounts.access.written_for)."""
    permissions: frozenset[Permission] = field(init=False)
    scopes: frozenset[Scope] = field(init=False)
    asked: dict[tuple[str, str], tuple[str, tuple[Any, ...]]] = field(
        init=False, default_factory=dict, compare=False, repr=False
    )
    """Statements that were written for this person in this request: what is asked, and when -> its SQL."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "permissions", permissions_of(self.roles))
        object.__setattr__(self, "scopes", frozenset(SCOPES[Role(r)] for r in self.roles))

    @property
    def user_id(self) -> int:
        return self.user.pk

    @property
    def authority_id(self) -> int:
        return self.authority.pk

    @property
    def may_see_children(self) -> bool:
        return Permission.SEE_CHILDREN in self.permissions

    def of_line(self, team: str) -> Q:
        """That the team under this name is one in whose line the person stands."""
        return reduce(or_, (Q(**{team: pk}) for pk in self.line_team_ids), Q(pk__in=[]))

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions

    def is_a(self, *roles: Role) -> bool:
        return bool(self.roles & set(roles))

    def require(self, permission: Permission) -> None:
        """Raise NotAllowed unless the person has the permission in this council."""
        if permission not in self.permissions:
            raise NotAllowed(permission.value)


IN_FORCE: Written[Membership] = Written(
    lambda user, today: (
        Membership.objects.filter(Q(ended_on=None) | Q(ended_on__gt=today), user=user, started_on__lte=today)
        .select_related("authority")
        .order_by("authority__name", "authority_id", "role", "pk")
    ),
    user=BigIntegerField(),
    today=DateField(),
)


def memberships_of(user: User, today: date) -> list[Membership]:
    """The roles in force on the day, councils in order of name."""
    return IN_FORCE(user=user.pk, today=today)


def viewer_for(
    user: User,
    *,
    today: date,
    authority_public_id: UUID | str | None = None,
    only: Collection[int] | None = None,
) -> Viewer | None:
    """The person as a Viewer in the council they chose, else in their first; None when they have no role
    anywhere today. `only`: the councils that the session opens.
    """
    memberships = [m for m in memberships_of(user, today) if only is None or m.authority_id in only]
    if not memberships:
        return None
    chosen = next(
        (m.authority for m in memberships if str(m.authority.public_id) == str(authority_public_id)), None
    )
    authority = chosen or memberships[0].authority
    roles = frozenset(m.role for m in memberships if m.authority_id == authority.pk)
    teams: tuple[int, ...] = ()
    if roles & set(LINE_ROLES):
        teams = tuple(
            TeamLine.objects.filter(user=user, team__authority=authority, level__in=roles)
            .order_by("team_id")
            .values_list("team_id", flat=True)
            .distinct()
        )
    councils = len({m.authority_id for m in memberships})
    return Viewer(user=user, authority=authority, roles=roles, line_team_ids=teams, council_count=councils)
