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
from itertools import count
from typing import Any, Generic, TypeVar, cast
from weakref import WeakKeyDictionary

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, Field, QuerySet

Row = TypeVar("Row")


class Given(Expression):
    """A place in the statement that each asking fills."""

    def __init__(self, name: str, output_field: "Field[Any, Any]") -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]


MOST_PREPARED = 200
"""Statements that one connection holds; the one not asked for longest makes room."""
Held = OrderedDict[int, str]
"""The names under which a connection holds statements, by the number of the `Written` they are of."""
_prepared: "WeakKeyDictionary[Any, Held]" = WeakKeyDictionary()
_numbers, _names = count(1), count(1)


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
    which are named with their fields.
    """

    def __init__(self, build: Callable[..., "QuerySet[Any, Row]"], **fields: "Field[Any, Any]") -> None:
        self.build, self.fields = build, fields
        self.number = next(_numbers)
        self._kept: _Kept | None = None

    def __call__(self, **values: Any) -> list[Row]:
        """The rows. Every value must be there: an empty one would need another statement."""
        if values.keys() != self.fields.keys() or None in values.values():
            raise TypeError(f"asked with {values}, and needs {', '.join(self.fields)}")
        connection = connections[DEFAULT_DB_ALIAS]
        connection.ensure_connection()
        kept = self._kept or self._write(connection)
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

    def _write(self, connection: Any) -> "_Kept":
        rows: Any = self.build(**{name: Given(name, field) for name, field in self.fields.items()})
        if rows._prefetch_related_lookups:
            raise TypeError("a statement that is written once brings no rows of other tables after it")
        compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        places = {name: f"${number}" for number, name in enumerate(self.fields, start=1)}
        with connection.cursor() as cursor:
            text = sql % tuple(
                places[p.name] if isinstance(p, Given) else cursor.mogrify("%s", [p]).decode() for p in params
            )
        types = ", ".join(str(field.db_type(connection)) for field in self.fields.values())
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
    types of its places.
    """

    rows: Any
    compiler: Any
    text: str
