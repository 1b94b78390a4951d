"""Rows into a table in one stream: the quickest way into the database."""

import json
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import islice, repeat
from operator import attrgetter
from os import urandom
from typing import Any
from uuid import uuid4

from django.db import connection, models

from accounts.clock import now
from children.imports.state.writer import NEXT_KEYS, as_it_is_sent, current

AT_ONCE = 2000
"""So many rows are put into text while the database takes in those before."""
TEXTS = (models.CharField, models.TextField)
NOTHING = "\\N"
"""How COPY writes that a column is empty."""
SPECIAL = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
MARKS = "\\\t\n\r"
FLAGS = {True: "t", False: "f", None: NOTHING, "": NOTHING}
Column = Sequence[Any]


class _Lines:
    """Rows as the text that COPY reads; written while it reads. `same`: the fields and values that every row
    has after its own.

    Column by column: that is several times as fast as value by value.
    """

    def __init__(
        self, fields: Sequence[Any], rows: Iterable[Sequence[object]], same: Mapping[Any, object]
    ) -> None:
        self.rows = iter(rows)
        self.ways = [_way(field) for field in fields]
        self.same = [_way(field)([value])[0] for field, value in same.items()]

    def read(self, size: int = -1) -> str:
        """The next rows; empty at the end."""
        some = list(islice(self.rows, AT_ONCE))
        if not some:
            return ""
        columns: list[Iterable[str]] = [
            way(column) for way, column in zip(self.ways, zip(*some, strict=True), strict=True)
        ]
        columns += [repeat(text, len(some)) for text in self.same]
        return "\n".join(map("\t".join, zip(*columns, strict=True))) + "\n"


def _way(field: Any) -> Callable[[Column], Sequence[str]]:
    """How the values of a field are written."""
    if isinstance(field, TEXTS) and not field.null:
        return _texts
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        return _days
    if isinstance(field, models.BooleanField):
        return _flags
    return _numbers if isinstance(getattr(field, "target_field", field), models.IntegerField) else _others


def _texts(column: Column) -> Sequence[str]:
    """Words; where there are none the column is blank, not empty."""
    if None in column:
        column = ["" if value is None else value for value in column]
    try:
        every = "".join(column)
    except TypeError:
        column = [str(value) for value in column]
        every = "".join(column)
    if not any(mark in every for mark in MARKS):
        return column
    return [text.translate(SPECIAL) for text in column]


def _days(column: Column) -> Sequence[str]:
    return [NOTHING if day is None else _day(day) for day in column]


@cache
def _day(day: date) -> str:
    return str(day)


def _flags(column: Column) -> Sequence[str]:
    return [FLAGS[flag] for flag in column]


def _numbers(column: Column) -> Sequence[str]:
    """Whole numbers, and keys that are some: nothing in them must be written otherwise."""
    return [NOTHING if number is None or number == "" else str(int(number)) for number in column]


def _others(column: Column) -> Sequence[str]:
    told = iter(_texts([str(value) for value in column if value is not None and value != ""]))
    return [NOTHING if value is None or value == "" else next(told) for value in column]


def copy_in(
    model: type[models.Model],
    names: Sequence[str],
    rows: Iterable[Sequence[object]],
    same: Mapping[str, object] | None = None,
) -> None:
    """Add rows with COPY. `names`: the attributes that a row has, in order; `same`: what all rows have
    besides. None is written as NULL.

    The rows may not read the database: it is busy taking them in.
    """
    options = model._meta
    fields = {field.attname: field for field in options.concrete_fields}
    columns = [fields[name].column for name in (*names, *(same or ()))]
    statement = f'COPY "{options.db_table}" ({_quoted(columns)}) FROM STDIN'
    lines = _Lines(
        [fields[name] for name in names], rows, {fields[name]: v for name, v in (same or {}).items()}
    )
    # the history learns who acts from the statement before: COPY itself can't carry it
    before = f'UPDATE "{options.db_table}" SET "{columns[0]}" = "{columns[0]}" WHERE false'
    if writer := current():
        writer.copy(as_it_is_sent(before), statement, list(iter(lines.read, "")))
        return
    with connection.cursor() as cursor:
        cursor.execute(before)
        cursor.copy_expert(statement, lines)


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
    given = [field for name, field in fields.items() if name in said and name not in same]
    made = [field for name, field in fields.items() if name not in said and name not in same]
    columns = [_column(field, values) for field in given] + [fresh_ids(len(values)) for _ in made]
    names = [field.attname for field in (*given, *made)]
    filled = {name: value for name, value in same.items() if value is not None}
    copy_in(model, names, zip(*columns, strict=True), filled)


def _same_in_all(fields: Mapping[str, Any], said: Container[str]) -> dict[str, Any]:
    """What is the same in all rows: this moment, and the defaults of what none of them says."""
    moment = now()
    same: dict[str, Any] = {}
    for name, field in fields.items():
        if _is_stamped(field):
            same[name] = moment
        elif name not in said and field.default is not uuid4:
            default = field.get_default()
            is_json = isinstance(field, models.JSONField) and default is not None
            same[name] = json.dumps(default) if is_json else default
    return same


def _is_stamped(field: Any) -> bool:
    return isinstance(field, models.DateTimeField) and (field.auto_now_add or field.auto_now)


def _column(field: Any, values: Iterable[Mapping[str, Any]]) -> list[Any]:
    """What the mappings say of a field."""
    name = field.attname
    try:
        column = [told[name] for told in values]
    except KeyError:
        column = [told[name] if name in told else field.get_default() for told in values]
    return list(map(as_json, column)) if isinstance(field, models.JSONField) else column


def as_json(value: Any) -> str:
    """As `json.dumps`, and much quicker for an empty list, which most values are."""
    kind: Any = type(value)
    return json.dumps(value) if value else _empty(kind)


@cache
def _empty(kind: Any) -> str:
    return json.dumps(kind())


def fresh_ids(count: int) -> list[str]:
    """So many random identities, as `uuid4` makes them one at a time and several times as slowly."""
    every = urandom(16 * count).hex()
    each = (every[at : at + 32] for at in range(0, len(every), 32))
    return [f"{some[:12]}4{some[13:16]}{'89ab'[int(some[16], 16) % 4]}{some[17:]}" for some in each]


def fresh(model: type[models.Model], told: Mapping[str, Any]) -> Any:
    """A new object of these attributes, as the model itself makes it and several times as quickly: by name it
    asks of each field whether it is told.
    """
    places, values, made = _defaults(model)
    values = values.copy()
    for at, default in made:
        values[at] = default()
    for name, value in told.items():
        values[places[name]] = value
    return model(*values)


@cache
def _defaults(
    model: type[models.Model],
) -> tuple[dict[str, int], list[Any], list[tuple[int, Callable[[], Any]]]]:
    """The places of a model's attributes, their defaults, and the places of those that are made anew for each
    object.
    """
    fields = model._meta.concrete_fields
    made = [(at, field.get_default) for at, field in enumerate(fields) if callable(field.default)]
    values = [None if callable(field.default) else field.get_default() for field in fields]
    return {field.attname: at for at, field in enumerate(fields)}, values, made


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
