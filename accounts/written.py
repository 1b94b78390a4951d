"""Statements that are written once and asked again and again.

Django writes the SQL of a queryset anew for each page, which takes several times longer than PostgreSQL takes
to answer it; a page that asks thirty small questions spends most of its time so. `Written` keeps the SQL of
one of them and fills in what differs:

    PLACEMENTS = Written(lambda child: Placement.objects.filter(child=child), child=BigIntegerField())
    PLACEMENTS(child=child.pk)

Only for statements whose text is always the same: nothing in them may depend on who asks, on the day, or on
whether a value is there.
"""

from collections.abc import Callable
from copy import copy
from typing import Any, Generic, TypeVar, cast

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
        self._kept: tuple[Any, Any, str, tuple[Any, ...]] | None = None

    def __call__(self, **values: Any) -> list[Row]:
        """The rows. Every value must be there: an empty one would need another statement."""
        if values.keys() != self.fields.keys() or None in values.values():
            raise TypeError(f"asked with {values}, and needs {', '.join(self.fields)}")
        rows, written, sql, params = self._kept or self._write()
        connection = connections[DEFAULT_DB_ALIAS]
        compiler = copy(written)
        compiler.connection = connection
        filled = tuple(
            p.output_field.get_db_prep_value(values[p.name], connection) if isinstance(p, Given) else p
            for p in params
        )
        compiler.as_sql = lambda *args, **kwargs: (sql, filled)
        asked: Any = QuerySet(
            rows.model, query=cast("Any", _Asked(rows.query, compiler)), using=DEFAULT_DB_ALIAS
        )
        asked._fields = rows._fields
        return list(rows._iterable_class(asked))

    def first(self, **values: Any) -> Row | None:
        """The first row, or None."""
        return next(iter(self(**values)), None)

    def has_any(self, **values: Any) -> bool:
        """Whether there is a row."""
        return bool(self(**values))

    def _write(self) -> tuple[Any, Any, str, tuple[Any, ...]]:
        rows: Any = self.build(**{name: Given(name, field) for name, field in self.fields.items()})
        if rows._prefetch_related_lookups:
            raise TypeError("a statement that is written once brings no rows of other tables after it")
        compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        self._kept = (rows, compiler, sql, tuple(params))
        return self._kept
