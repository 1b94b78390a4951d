"""Figures that belong together are read from one state of the database."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import InterfaceError, OperationalError, connection, transaction

from accounts.models import Authority

FIGURES = 0x66696775
"""What of a council is held while its figures are stored."""


@contextmanager
def one_snapshot(*, storing: Authority | None = None) -> Iterator[None]:
    """A transaction whose statements all see the same state; inside another transaction that one decides.

    `storing`: the council whose figures are stored from it. Of two that store at once the second waits before
    it looks: from a state before the first one's figures it could not replace them.
    """
    outermost = not connection.in_atomic_block
    with _alone(storing if outermost else None), transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


@contextmanager
def _alone(authority: Authority | None) -> Iterator[None]:
    """Held by the connection, so that the database releases it when the process dies."""
    if authority is None:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [FIGURES, authority.pk])
    try:
        yield
    finally:
        with suppress(InterfaceError, OperationalError), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [FIGURES, authority.pk])
