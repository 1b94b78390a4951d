"""What somebody may let a program do, and whether a token still opens what it was made for."""

from datetime import date

from django.db.models import Q

from accounts.access.roles import Permission
from accounts.access.viewers import Viewer, viewer_for
from accounts.connections.actions import open_now
from accounts.models import Authority, Connection, Membership, User
from accounts.models.connections import ConnectionScope

ABOUT_CHILDREN = (ConnectionScope.ROWS, ConnectionScope.ALL_ROWS)


def scopes_for(viewer: Viewer) -> list[ConnectionScope]:
    """What this person may let a program do: rows about children only who may export them."""
    found = [ConnectionScope.FEED, ConnectionScope.FIGURES]
    if viewer.may(Permission.EXPORT_RETURNS):
        found.append(ConnectionScope.ROWS)
        if viewer.may(Permission.RESTRICT_CHILD):
            found.append(ConnectionScope.ALL_ROWS)
    return found


def is_still_given(connection: Connection, *, today: date) -> bool:
    """Whether the person who made a token that reads rows about children could make it today. They have seen
    it, and what it reads is logged as read by them, so it ends when their right does. Other tokens tell of no
    child, and the nightly feed must not stop because somebody leaves.
    """
    if connection.scope not in ABOUT_CHILDREN:
        return True
    maker, council = connection.created_by, connection.authority
    viewer = viewer_for(maker, today=today, authority_public_id=council.public_id)
    if not maker.is_active or viewer is None or viewer.authority_id != council.pk:
        return False
    return connection.scope in scopes_for(viewer)


def makers_who_left(connections: list[Connection], *, today: date) -> set[int]:
    """Those among the makers who have no role in the council any more, and still know the token."""
    in_force = Membership.objects.filter(Q(ended_on=None) | Q(ended_on__gt=today))
    makers = {(one.created_by_id, one.authority_id) for one in connections}
    here = set(
        in_force.filter(user__in={user for user, _ in makers}, user__is_active=True)
        .order_by()
        .values_list("user", "authority")
    )
    return {user for user, _ in makers - here}


def left_behind_by(person: User, authority: Authority) -> str:
    """What the page on which somebody is let go says of the tokens they have seen; empty for none."""
    scopes = set(open_now(authority).filter(created_by=person).values_list("scope", flat=True))
    said = []
    if scopes & {*ABOUT_CHILDREN}:
        said.append("Tokens that this person made for programs to read rows about children stop at once.")
    if scopes - {*ABOUT_CHILDREN}:
        said.append(
            "Other tokens that this person made for programs go on working: replace them under Connections."
        )
    return " ".join(said)
