"""Tokens of other programs: made, renewed with an overlap, revoked. A token is shown once and kept hashed."""

import secrets
from datetime import timedelta
from hashlib import sha256

from django.db.models import QuerySet

from accounts.audit import trail as audit
from accounts.clock import now
from accounts.lifecycle import NotNow
from accounts.models import Authority, Connection, User
from accounts.models.connections import ConnectionScope

LASTS = timedelta(days=365)
PREFIX = "irop_"
"""So that a token left in a file can be found by a scanner."""


def digest_of(token: str) -> str:
    """How a token is kept. It has 256 random bits, so a fast digest cannot be guessed back."""
    return sha256(token.encode()).hexdigest()


def _make(
    authority: Authority, name: str, scope: str, by: User, follows: Connection | None = None
) -> tuple[Connection, str]:
    token = PREFIX + secrets.token_urlsafe(32)
    made = Connection.objects.create(
        authority=authority,
        name=name,
        scope=scope,
        digest=digest_of(token),
        hint=token[-4:],
        created_by=by,
        ends_at=now() + LASTS,
        follows=follows,
    )
    return made, token


def add(*, authority: Authority, name: str, scope: ConnectionScope, by: User) -> tuple[Connection, str]:
    """A new connection, and its token, which nobody can read again."""
    with audit.action("connection.added", by=by, authority=authority, scope=scope) as event:
        made, token = _make(authority, name, scope, by)
        event.target = made
    return made, token


def renew(*, connection: Connection, overlap_days: int, by: User) -> tuple[Connection, str]:
    """A new token for the same program. The old one goes on for some days, so that nothing stops.

    Raises NotNow.
    """
    with audit.action(
        "connection.renewed", by=by, authority=connection.authority_id, overlap_days=overlap_days
    ) as event:
        audit.hold(connection)
        if not is_open(connection) or hasattr(connection, "followed_by"):
            raise NotNow("This token has ended, or a newer one has taken its place.")
        made, token = _make(connection.authority, connection.name, connection.scope, by, follows=connection)
        connection.ends_at = min(connection.ends_at, now() + timedelta(days=overlap_days))
        connection.save(update_fields=["ends_at"])
        event.target = made
    return made, token


def revoke(*, connection: Connection, by: User) -> Connection:
    """End a token at once. Raises NotNow."""
    with audit.action("connection.revoked", by=by, authority=connection.authority_id, target=connection):
        audit.hold(connection)
        if not is_open(connection):
            raise NotNow("This token has ended already.")
        connection.revoked_at = connection.ends_at = now()
        connection.save(update_fields=["revoked_at", "ends_at"])
    return connection


def open_now(authority: Authority) -> QuerySet[Connection]:
    """The council's tokens that open something now."""
    return Connection.objects.filter(authority=authority, revoked_at=None, ends_at__gt=now())


def is_open(connection: Connection) -> bool:
    """Whether the token opens anything now."""
    return connection.revoked_at is None and connection.ends_at > now()
