"""The months of a year at once: what happens on a day of its own is counted for all months in one
statement.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.db.models.functions import TruncMonth

from reporting.measures.base import (
    NO_FIGURE,
    Measure,
    Result,
    Rows,
    Scope,
    compute_by,
    counted_all,
    counts_of,
    result_of,
    rows_of,
    whole_counts,
)
from reporting.measures.timeliness import for_many
from reporting.periods import Period, month
from reporting.results.once_written import OnceWritten, Statements


def months_of(scope: Scope) -> list[Scope]:
    """A scope for every calendar month that has begun, whole, with what it counts found once."""
    return [for_many(replace(scope, period=month(m.period.start))) for m in scope.months()]


def _all(rows: Rows) -> Rows:
    return rows


def compute_part(measure: Measure, scope: Scope, part: Callable[[Rows], Rows]) -> Result:
    """The figure of a part of the rows, in one statement."""
    rows = rows_of(measure, scope)
    if rows is None:
        return NO_FIGURE
    found = part(rows)
    return result_of(measure, found, whole_counts(found))


def compute_months(
    measure: Measure,
    scope: Scope,
    months: list[Scope],
    part: Callable[[Rows], Rows] = _all,
    written: Statements | None = None,
) -> dict[Period, Result]:
    """The figure of every month of a scope (`months_of`): in one statement where the rows have a day, else
    one a month. `part`: which of the rows.
    """
    if not measure.day and written and part is _all:
        return {m.period: written.of(measure, m) for m in months}
    if not measure.day or not months:
        return {m.period: compute_part(measure, m, part) for m in months}
    scope = replace(scope, known=scope.recorded)
    span = Period(months[0].period.start, months[-1].period.end)
    whole = rows_of(measure, replace(scope, period=span), told=False)
    if whole is None:
        return {}
    rows = part(whole)
    grouped: Any = (
        rows.population.order_by()
        .annotate(dim=TruncMonth(measure.day))
        .values("dim")
        .annotate(**counts_of(rows))
        .order_by("dim")
    )
    found = {(row["dim"].year, row["dim"].month): result_of(measure, rows, row) for row in grouped}
    none = Result(0, None if measure.is_count else 0, 0, 100 if measure.is_count else measure.scale)
    figures = {m.period: found.get((m.period.start.year, m.period.start.month), none) for m in months}
    figures = _with_besides(measure, rows, months, figures)
    told = {m.period: measure.is_told(replace(scope, period=m.period)) for m in months}
    return {
        period: _unrecorded(result)
        if not scope.recorded.covers(measure.record, period.end) or not told[period]
        else result
        for period, result in figures.items()
    }


def compute_parts(
    measure: Measure, scope: Scope, dimension: str, written: Statements | None = None
) -> dict[str, Result]:
    """Key -> figure of a breakdown, that by month too in one statement."""
    if dimension != "month" or dimension not in measure.dimensions:
        by = written.by if written else compute_by
        return by(measure, scope, dimension)
    found = compute_months(measure, scope, scope.months(), written=written)
    return {f"{period.start:%Y-%m}": result for period, result in found.items()}


def _with_besides(
    measure: Measure, of_all: Rows, months: list[Scope], figures: dict[Period, Result]
) -> dict[Period, Result]:
    """The figures with what is not known in each month and no row tells of."""
    if not of_all.besides:
        return figures
    rows = {m.period: rows_of(measure, m, told=False) for m in months}
    besides = {period: found.besides if found else 0 for period, found in rows.items()}
    return {
        period: replace(result, not_known=result.not_known + besides[period])
        for period, result in figures.items()
    }


def _unrecorded(result: Result) -> Result:
    """The figure of a month of which no records tell: none, with everything not known."""
    return Result(None, None, counted_all(result), result.scale)


def compute_every_month(
    measures: list[Measure], scope: Scope, months: list[Scope]
) -> dict[Period, dict[str, Result]]:
    """Month -> code -> figure: all months in one statement where the rows have a day, else all measures of a
    family in one a month.
    """
    written = OnceWritten([x for x in measures if not x.day])
    found = {m.period: written.of(m) for m in months}
    for measure in measures:
        if measure.day:
            for period, result in compute_months(measure, scope, months).items():
                found[period][measure.code] = result
    return found
