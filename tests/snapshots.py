"""Rows that take long to make, kept in memory: made once in a process, put back for each module that needs
them."""

import io
from collections.abc import Callable
from contextlib import closing

from django.apps import apps
from django.db import connection

from accounts.models import AuditSeal

KEPT: dict[str, dict[str, bytes]] = {}


def rows_of(name: str, make: Callable[[], object]) -> None:
    """Run `make` the first time a name is asked for; afterwards put back the rows that it made.

    For tables that were empty before: everything else stays as it is, and where `make` adds to others too
    nothing is kept. Within the caller's transaction.
    """
    if name in KEPT:
        _put_back(KEPT[name])
        return
    before = {table: _rows_in(table) for table in _tables()}
    make()
    added = [table for table, rows in before.items() if _rows_in(table) != rows]
    if not any(before[table] for table in added):
        KEPT[name] = {table: _copied(table) for table in added}


def _tables() -> list[str]:
    """All but the links of the trail: two kept councils in one module would have the same places in it."""
    models = [m for m in apps.get_models(include_auto_created=True) if m is not AuditSeal]
    return sorted({m._meta.db_table for m in models if m._meta.managed and not m._meta.proxy})


def _rows_in(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608
        return int(cursor.fetchone()[0])


def _copied(table: str) -> bytes:
    with connection.cursor() as cursor, closing(io.BytesIO()) as file:
        cursor.copy_expert(f'COPY "{table}" TO STDOUT', file)
        return file.getvalue()


def _put_back(rows: dict[str, bytes]) -> None:
    """Triggers and checks of keys are off meanwhile: the rows hold what the triggers wrote, history
    included."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table, content in rows.items():
            cursor.copy_expert(f'COPY "{table}" FROM STDIN', io.BytesIO(content))
        cursor.execute("SET LOCAL session_replication_role = origin")
