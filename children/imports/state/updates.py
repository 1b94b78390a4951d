"""Changes of many rows in one statement: putting them into words Django's way takes most of an import's
time."""

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from django.db import connection, models, transaction

AT_ONCE = 1000


def update_objects(objects: Iterable[models.Model], names: Sequence[str]) -> None:
    """Write these fields of objects of one model as they are now, each row by its key."""
    waiting = iter(objects)
    with transaction.atomic(savepoint=False):
        while portion := list(islice(waiting, AT_ONCE)):
            _update(portion, names)


def _type(field: Any) -> str:
    """The kind of a column without its length: words that are too long are refused, not cut off."""
    return re.sub(r"\(.*?\)", "", field.db_type(connection))


def _update(objects: list[models.Model], names: Sequence[str]) -> None:
    options = type(objects[0])._meta
    fields: list[Any] = [options.get_field(name) for name in dict.fromkeys(names)]
    changes = ", ".join(f'"{f.column}" = new."{f.column}"::{_type(f)}' for f in fields)
    columns = ", ".join(f'"{f.column}"' for f in (options.pk, *fields))
    row = f"({', '.join(['%s'] * (len(fields) + 1))})"
    values: list[Any] = []
    for changed in objects:
        values.append(changed.pk)
        values += [f.get_db_prep_save(getattr(changed, f.attname), connection) for f in fields]
    table, key = f'"{options.db_table}"', f'"{options.pk.column}"'
    rows = ", ".join([row] * len(objects))
    told = f"(VALUES {rows}) AS new ({columns})"
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {changes} FROM {told} WHERE {table}.{key} = new.{key}", values)
