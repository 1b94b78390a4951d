"""Rows into a table in one stream: the quickest way into the database."""

import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models

ESCAPED = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\x00": ""})
PORTION = 20_000


def copy_in(table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Add rows with COPY; True and False are written as the database does, None as NULL."""
    into = ", ".join(f'"{name}"' for name in columns)
    stream, held = io.StringIO(), 0
    with connection.cursor() as cursor:
        # the history learns who acts from the statement before: COPY itself can't carry it
        cursor.execute(f'UPDATE "{table}" SET "{columns[0]}" = "{columns[0]}" WHERE false')
        for row in rows:
            stream.write("\t".join(_cell(value) for value in row))
            stream.write("\n")
            held += 1
            if held == PORTION:
                _send(cursor, table, into, stream)
                stream, held = io.StringIO(), 0
        _send(cursor, table, into, stream)


def copy_objects(objects: Sequence[models.Model]) -> None:
    """Add objects of one model with COPY; afterwards they have their keys, as after bulk_create."""
    if not objects:
        return
    options: Any = objects[0]._meta
    for made, key in zip(objects, _keys(options.db_table, options.pk.column, len(objects)), strict=True):
        made.pk = key
    fields = options.concrete_fields
    rows = ([_stored(field, made) for field in fields] for made in objects)
    copy_in(options.db_table, [field.column for field in fields], rows)
    for made in objects:
        made._state.adding, made._state.db = False, "default"


def _keys(table: str, column: str, count: int) -> list[int]:
    """So many fresh keys of a table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [table, column, count],
        )
        return [row[0] for row in cursor.fetchall()]


def _stored(field: Any, made: models.Model) -> object:
    value = field.pre_save(made, add=True)
    if isinstance(field, models.JSONField):
        return json.dumps(value)
    return value


def _send(cursor: object, table: str, into: str, stream: io.StringIO) -> None:
    stream.seek(0)
    cursor.copy_expert(f"COPY {table} ({into}) FROM STDIN", stream)  # type: ignore[attr-defined]


def _cell(value: object) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    return str(value).translate(ESCAPED)
