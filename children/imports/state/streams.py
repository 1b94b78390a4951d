"""Rows into a table in one stream: the quickest way into the database."""

import csv
import io
import json
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from operator import attrgetter
from typing import Any

from django.db import connection, models

from accounts.clock import now
from children.imports.state.writer import NEXT_KEYS, as_it_is_sent, current

AT_ONCE = 2000
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
    """Add a row for each mapping of attribute to value; what a mapping lacks is the field's default.

    A column that is empty in every row is left out: the database leaves it empty.
    """
    if not values:
        return
    fields = {field.attname: field for field in model._meta.concrete_fields if not field.primary_key}
    said = set().union(*values)
    same = _same_in_all(fields, said)
    varied = [field for name, field in fields.items() if name not in same]
    filled = {name: value for name, value in same.items() if value is not None}
    given = [field for field in varied if field.attname in said]
    made = [field for field in varied if field.attname not in said]
    names = [field.attname for field in (*given, *made)]
    copy_in(model, [*names, *filled], _rows(given, made, tuple(filled.values()), values))


def _same_in_all(fields: Mapping[str, Any], said: Container[str]) -> dict[str, Any]:
    """What is the same in all rows: this moment, and the defaults of what none of them says."""
    moment, same = now(), {}
    for name, field in fields.items():
        if _is_stamped(field):
            same[name] = moment
        elif name not in said and not callable(field.default):
            same[name] = field.get_default()
    return same


def _is_stamped(field: Any) -> bool:
    return isinstance(field, models.DateTimeField) and (field.auto_now_add or field.auto_now)


def _rows(
    given: Sequence[Any], made: Sequence[Any], same: tuple[Any, ...], values: Iterable[Mapping[str, Any]]
) -> Iterator[Sequence[Any]]:
    """Each mapping as a row: what it says of `given`, what is `made` for it, and the `same`."""
    names = [field.attname for field in given]
    wanted = set(names)
    in_json = [at for at, field in enumerate((*given, *made)) if isinstance(field, models.JSONField)]
    for told in values:
        if not wanted <= told.keys():
            told = {**{f.attname: f.get_default() for f in given if f.attname not in told}, **told}
        row = [told[name] for name in names]
        row += [field.get_default() for field in made]
        row += same
        for at in in_json:
            row[at] = json.dumps(row[at])
        yield row


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


def expect(tables: Iterable[type[models.Model]], count: int) -> None:
    """Fetch so many keys of each table before anything is written beside: later they would have to wait."""
    if writer := current():
        for model in tables:
            writer.expect_keys(model._meta.db_table, model._meta.pk.column, count)


def _keys(table: str, column: str | None, count: int) -> list[int]:
    """So many fresh keys of a table."""
    if writer := current():
        return writer.keys_of(table, column, count)
    with connection.cursor() as cursor:
        cursor.execute(NEXT_KEYS, [table, column, count])
        return [key for (key,) in cursor.fetchall()]


def _stored(objects: Sequence[models.Model]) -> Iterator[list[object]]:
    fields: Any = type(objects[0])._meta.concrete_fields
    stamped = [field for field in fields if _is_stamped(field)]
    in_json = [at for at, field in enumerate(fields) if isinstance(field, models.JSONField)]
    read = attrgetter(*(field.attname for field in fields))
    for made in objects:
        for field in stamped:
            field.pre_save(made, add=True)
        row = list(read(made))
        for at in in_json:
            row[at] = json.dumps(row[at])
        yield row
