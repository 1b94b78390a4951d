"""Rows into a table in one stream: the quickest way into the database."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from operator import itemgetter
from typing import Any

from django.db import connection, models

from accounts.clock import now
from children.imports.state.writer import as_it_is_sent, current

AT_ONCE = 500
"""So many rows are put into text while the database takes in those before."""
TEXTS = (models.CharField, models.TextField)


class _Lines:
    """Rows as the text that COPY reads; written while it reads."""

    def __init__(self, rows: Iterable[Sequence[object]]) -> None:
        self.rows = iter(rows)
        self.text = io.StringIO()
        self.writer = csv.writer(self.text, lineterminator="\n")

    def read(self, size: int = -1) -> str:
        """The next rows; empty at the end."""
        self.text.seek(0)
        self.text.truncate()
        self.writer.writerows(islice(self.rows, AT_ONCE))
        return self.text.getvalue()


def copy_in(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Add rows with COPY. `names`: the attributes that a row has, in order; None is written as NULL.

    The rows may not read the database: it is busy taking them in.
    """
    options = model._meta
    fields = {field.attname: field for field in options.concrete_fields}
    columns = [fields[name].column for name in names]
    never_null = [
        fields[name].column for name in names if isinstance(fields[name], TEXTS) and not fields[name].null
    ]
    kept = f", FORCE_NOT_NULL ({_quoted(never_null)})" if never_null else ""
    statement = f'COPY "{options.db_table}" ({_quoted(columns)}) FROM STDIN WITH (FORMAT csv{kept})'
    # the history learns who acts from the statement before: COPY itself can't carry it
    before = f'UPDATE "{options.db_table}" SET "{columns[0]}" = "{columns[0]}" WHERE false'
    if writer := current():
        writer.copy(as_it_is_sent(before), statement, list(iter(_Lines(rows).read, "")))
        return
    with connection.cursor() as cursor:
        cursor.execute(before)
        cursor.copy_expert(statement, _Lines(rows))


def _quoted(columns: Iterable[str | None]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def copy_values(model: type[models.Model], values: Sequence[Mapping[str, Any]]) -> None:
    """Add a row for each mapping of attribute to value; what a mapping lacks is the field's default."""
    if values:
        fields = [field for field in model._meta.concrete_fields if not field.primary_key]
        names = [field.attname for field in fields]
        copy_in(model, names, map(itemgetter(*names), _complete(fields, values)))


def _complete(fields: Sequence[Any], values: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Each mapping with the defaults of the fields, as COPY takes them."""
    moment = now()
    always, fresh, as_json = {}, {}, []
    for field in fields:
        if isinstance(field, models.JSONField):
            as_json.append(field.attname)
        if isinstance(field, models.DateTimeField) and (field.auto_now_add or field.auto_now):
            always[field.attname] = moment
        elif callable(field.default):
            fresh[field.attname] = field.get_default
        else:
            always[field.attname] = field.get_default()
    moments = {field.attname: moment for field in fields if always.get(field.attname) is moment}
    for given in values:
        made = {name: default() for name, default in fresh.items() if name not in given}
        row = {**always, **given, **made, **moments}
        yield row | {name: json.dumps(row[name]) for name in as_json} if as_json else row


def copy_objects(objects: Sequence[models.Model]) -> None:
    """Add objects of one model with COPY; afterwards they have their keys, as after bulk_create."""
    if not objects:
        return
    model = type(objects[0])
    options = model._meta
    for made, key in zip(objects, _keys(options.db_table, options.pk.column, len(objects)), strict=True):
        made.pk = key
    names = [field.attname for field in options.concrete_fields]
    copy_in(model, names, _stored(objects))
    for made in objects:
        made._state.adding, made._state.db = False, "default"


def _keys(table: str, column: str | None, count: int) -> list[int]:
    """So many fresh keys of a table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [table, column, count],
        )
        return [row[0] for row in cursor.fetchall()]


def _stored(objects: Sequence[models.Model]) -> Iterator[list[object]]:
    fields: Any = type(objects[0])._meta.concrete_fields
    for made in objects:
        yield [
            json.dumps(value) if isinstance(field, models.JSONField) else value
            for field in fields
            for value in [field.pre_save(made, add=True)]
        ]
