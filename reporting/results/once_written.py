"""Figures of several periods of a council by statements that are written once, for the first of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection

from reporting.measures.base import (
    NO_FIGURE,
    Measure,
    Result,
    Rows,
    Scope,
    compute_by,
    figures_by_group,
    grouped,
    rows_of,
)
from reporting.places import Places, ReadInPython, filled
from reporting.results.families import Asking, askings, compute_many


@dataclass
class OnceWritten:
    """The figures of measures, period by period. Periods of one council in one state of the database."""

    measures: Sequence[Measure]
    kept: list["_Kept"] = field(default_factory=list)

    def of(self, scope: Scope) -> dict[str, Result]:
        """Code -> figure for the whole, of every measure."""
        for kept in self.kept:
            if kept.places.fit(scope):
                return kept.ask(scope)
        kept = _Kept.write(self.measures, scope)
        self.kept.append(kept)
        return kept.ask(scope)


@dataclass
class Statements:
    """Figures of one council in one state of the database, each measure by itself."""

    of_measures: dict[str, OnceWritten] = field(default_factory=dict)
    of_groups: dict[tuple[str, str], list["_Grouped"]] = field(default_factory=dict)

    def of(self, measure: Measure, scope: Scope) -> Result:
        """The figure for the whole."""
        if measure.code not in self.of_measures:
            self.of_measures[measure.code] = OnceWritten([measure])
        return self.of_measures[measure.code].of(scope)[measure.code]

    def by(self, measure: Measure, scope: Scope, dimension: str) -> dict[str, Result]:
        """Key -> figure of each group with any rows, in one statement."""
        written = self.of_groups.setdefault((measure.code, dimension), [])
        fitting = next((one for one in written if one.places.fit(scope)), None)
        if fitting is None:
            fitting = _Grouped.write(measure, scope, dimension)
            written.append(fitting)
        return fitting.ask(scope) if fitting.rows else compute_by(measure, scope, dimension)


@dataclass
class _Grouped:
    """The statement of a breakdown with its places. No rows: it has none, or reads more of its days than can
    be kept.
    """

    measure: Measure
    places: Places
    rows: Rows | None = None
    compiler: Any = None
    names: Sequence[str] = ()
    text: str = ""
    values: Sequence[Any] = ()

    @classmethod
    def write(cls, measure: Measure, scope: Scope, dimension: str) -> "_Grouped":
        places = Places(scope)
        try:
            rows = rows_of(measure, replace(scope, period=places.period(), shared={}))
            if rows is None or dimension not in rows.dimensions:
                return cls(measure, places)
            query = grouped(rows, dim=dimension).query
            compiler = query.get_compiler(connection=connection)
            return cls(measure, places, rows, compiler, list(query.selected or ()), *compiler.as_sql())
        except (ReadInPython, EmptyResultSet):
            return cls(measure, places)

    def ask(self, scope: Scope) -> dict[str, Result]:
        assert self.rows is not None
        with connection.cursor() as cursor:
            cursor.execute(self.text, [filled(value, scope) for value in self.values])
            found = self.compiler.results_iter([cursor.fetchall()])
        return figures_by_group(
            self.measure, self.rows, (dict(zip(self.names, row, strict=True)) for row in found)
        )


@dataclass
class _Kept:
    """What was written for a period. `alone`: the measures that read more of their days than can be kept."""

    places: Places
    statements: list["_Statement"]
    alone: list[Measure]
    measures: Sequence[Measure]

    @classmethod
    def write(cls, measures: Sequence[Measure], scope: Scope) -> "_Kept":
        places = Places(scope)
        placed = replace(scope, period=places.period(), shared={})
        made: dict[str, Rows | None] = {}
        alone = []
        for measure in measures:
            try:
                made[measure.code] = rows_of(measure, placed)
            except ReadInPython:
                alone.append(measure)
        written = askings([m for m in measures if m.code in made], made)
        return cls(places, [_Statement.write(asking, scope) for asking in written], alone, measures)

    def ask(self, scope: Scope) -> dict[str, Result]:
        found = {measure.code: NO_FIGURE for measure in self.measures}
        for statement in self.statements:
            found |= statement.ask(scope)
        return found | compute_many(self.alone, scope)


@dataclass
class _Statement:
    """One statement with its places, and what it gave for the scope it was written for. No text: it finds
    nothing, whatever is filled in.
    """

    asking: Asking
    scope: Scope
    text: str
    values: Sequence[Any]
    first: dict[str, Any]

    @classmethod
    def write(cls, asking: Asking, scope: Scope) -> "_Statement":
        written: list[tuple[str, Sequence[Any]]] = [("", ())]

        def keep(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            values = [filled(value, scope) for value in params]  # to find one may ask something itself
            written.append((sql, params))
            return execute(sql, values, many, context)

        with connection.execute_wrapper(keep):
            first = asking.rows.aggregate(**asking.counts)
        return cls(asking, scope, *written[-1], first)

    def ask(self, scope: Scope) -> dict[str, Result]:
        if scope is self.scope or not self.text:
            return self.asking.read(self.first)
        with connection.cursor() as cursor:
            cursor.execute(self.text, [filled(value, scope) for value in self.values])
            row = cursor.fetchone()
        return self.asking.read(dict(zip(self.asking.counts, row, strict=True)))
