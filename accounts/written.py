"""Statements that are written once and asked again and again.

Django writes the SQL of a queryset anew for each page, which takes several times longer than PostgreSQL takes
to answer it; a page that asks thirty small questions spends most of its time so. `Written` keeps the SQL of
one of them and fills in what differs:

    PLACEMENTS = Written(lambda child: Placement.objects.filter(child=child), child=BigIntegerField())
    PLACEMENTS(child=child.pk)

Only for statements whose text is always the same: nothing in them may depend on who asks, on the day, or on
whether a value is there.

PostgreSQL keeps them too: each connection prepares a statement when it first asks it, since to plan one of
them takes as long as to answer it several times.
"""

from collections import OrderedDict
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import Any, Generic, TypeVar, cast
from weakref import WeakKeyDictionary, WeakSet

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import BooleanField, DateField, Expression, Field, Func, QuerySet

Row = TypeVar("Row")


class Given(Expression):
    """A place in the statement that each asking fills. From one that holds a day, days are counted: `days` of
    them lie between.
    """

    def __init__(self, name: str, output_field: "Field[Any, Any]", days: int = 0) -> None:
        super().__init__(output_field=output_field)
        self.name, self.days = name, days

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]

    def __add__(self, other: Any) -> Any:
        if type(self.output_field) is DateField and isinstance(other, timedelta):
            return Given(self.name, self.output_field, self.days + other.days)
        return super().__add__(other)

    def __sub__(self, other: Any) -> Any:
        return self + -other if isinstance(other, timedelta) else super().__sub__(other)

    def in_text(self, number: int) -> str:
        """How it stands in a statement that a connection holds, where it is the place of this number."""
        return f"(${number} {self.days:+})" if self.days else f"${number}"


class OneOf(Func):
    """That a column holds one of the values of a place for a list: `OneOf("pk", pks)`."""

    template, arg_joiner = "%(expressions)s)", " = ANY("
    output_field = BooleanField()


MOST_PREPARED = 300
"""Statements that one connection holds; the one not asked for longest makes room."""
Held = OrderedDict[int, str]
"""The names under which a connection holds statements, by the number of the `Written` they are of."""
_prepared: "WeakKeyDictionary[Any, Held]" = WeakKeyDictionary()
_numbers, _names = count(1), count(1)
WRITTEN: "WeakSet[Written[Any]]" = WeakSet()
"""Every one there is, so that a web process can write them before it serves."""


class _Asked:
    """The query of a queryset whose statement is written already."""

    def __init__(self, query: Any, compiler: Any) -> None:
        self.query, self.compiler = query, compiler

    def get_compiler(self, *args: Any, **kwargs: Any) -> Any:
        return self.compiler

    def __getattr__(self, name: str) -> Any:
        return getattr(self.query, name)


class Written(Generic[Row]):
    """One statement. `build` makes its queryset from an expression for each of the values it is asked with,
    which are named with their fields. `around`: a statement with as many columns over that of the queryset.
    """

    def __init__(
        self,
        build: Callable[..., "QuerySet[Any, Row]"],
        *,
        around: str = "{}",
        **fields: "Field[Any, Any]",
    ) -> None:
        self.build, self.around, self.fields = build, around, fields
        self.number = next(_numbers)
        self._kept: _Kept | None = None
        WRITTEN.add(self)

    def __call__(self, **values: Any) -> list[Row]:
        """The rows. Every value must be there: an empty one would need another statement."""
        if values.keys() != self.fields.keys() or None in values.values():
            raise TypeError(f"asked with {values}, and needs {', '.join(self.fields)}")
        connection = connections[DEFAULT_DB_ALIAS]
        # before it is asked what the connection holds: one that was lost would be replaced only afterwards
        connection.close_if_health_check_failed()
        connection.ensure_connection()
        kept = self.kept(connection)
        if not kept.text:
            return []
        held = _prepared.setdefault(connection.connection, OrderedDict())
        sql = self._prepare(kept, held) + self._execute(held)
        filled = tuple(
            field.get_db_prep_value(values[name], connection) for name, field in self.fields.items()
        )
        compiler = copy(kept.compiler)
        compiler.connection = connection
        compiler.as_sql = lambda *args, **kwargs: (sql, filled)
        asked: Any = QuerySet(
            kept.rows.model, query=cast("Any", _Asked(kept.rows.query, compiler)), using=DEFAULT_DB_ALIAS
        )
        asked._fields = kept.rows._fields
        try:
            return list(kept.rows._iterable_class(asked))
        except BaseException:
            held.pop(self.number, None)  # perhaps it was not prepared: the next asking prepares it anew
            raise

    def first(self, **values: Any) -> Row | None:
        """The first row, or None."""
        return next(iter(self(**values)), None)

    def has_any(self, **values: Any) -> bool:
        """Whether there is a row."""
        return bool(self(**values))

    def kept(self, connection: Any) -> "_Kept":
        """What is kept of it, which is written when it is asked for first."""
        return self._kept or self._write(connection)

    def _write(self, connection: Any) -> "_Kept":
        rows: Any = self.build(**{name: Given(name, field) for name, field in self.fields.items()})
        if rows._prefetch_related_lookups:
            raise TypeError("a statement that is written once brings no rows of other tables after it")
        compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            self._kept = _Kept(rows, compiler, "")
            return self._kept
        numbers = {name: number for number, name in enumerate(self.fields, start=1)}
        with connection.cursor() as cursor:
            text = sql % tuple(
                p.in_text(numbers[p.name]) if isinstance(p, Given) else cursor.mogrify("%s", [p]).decode()
                for p in params
            )
        types = ", ".join(str(field.db_type(connection)) for field in self.fields.values())
        text = self.around.format(text)
        text = f"({types}) AS {text}" if types else f"AS {text}"
        self._kept = _Kept(rows, compiler, text.replace("%", "%%"))
        return self._kept

    def _prepare(self, kept: "_Kept", held: Held) -> str:
        """What prepares the statement on this connection; nothing where it holds it already."""
        if self.number in held:
            held.move_to_end(self.number)
            return ""
        dropped = f"DEALLOCATE {held.popitem(last=False)[1]}; " if len(held) >= MOST_PREPARED else ""
        held[self.number] = f"written_{next(_names)}"
        return f"{dropped}PREPARE {held[self.number]} {kept.text}; "

    def _execute(self, held: Held) -> str:
        places = ", ".join(["%s"] * len(self.fields))
        return f"EXECUTE {held[self.number]}" + (f" ({places})" if places else "")


@dataclass(frozen=True)
class _Kept:
    """What is kept of a statement: its queryset, the compiler that reads its rows, and its text with the
    types of its places; no text where it finds nothing whatever it is asked with.
    """

    rows: Any
    compiler: Any
    text: str
