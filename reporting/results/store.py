"""Stored results: computed for a council and a period in one snapshot of the database, written so that twice
changes nothing.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from django.db import connection
from django.db.models import Q

from accounts.clock import now
from accounts.models import Authority
from children.imports.run import without_collecting
from reporting.dashboard.layout import measures_of
from reporting.layouts.blocks import BALANCE, Balance, Breakdown, Months, Years
from reporting.layouts.registry import PAGES
from reporting.measures import participation, population, timeliness
from reporting.measures.base import Measure, Result, Rows, Scope, compute_by
from reporting.measures.decisions import answered
from reporting.measures.recorded import RecordedFrom
from reporting.measures.registry import ALL
from reporting.measures.timeliness import for_many
from reporting.models import MeasureResult
from reporting.models.results import KEY_LENGTH
from reporting.periods import Period, collection_year
from reporting.results.families import compute_many, rows_of_each
from reporting.results.months import compute_every_month, months_of
from reporting.results.snapshot import one_snapshot
from reviews.cycle.replay import ensure_replayed
from statute.working_days import collection_year_number

BROKEN_DOWN = frozenset(
    m.code for m in (*timeliness.MEASURES, *population.MEASURES, *participation.MEASURES, *answered.MEASURES)
)
MONTHLY = tuple(
    m
    for m in ALL
    if (m.code in BROKEN_DOWN and "month" in m.dimensions)
    or any(
        m.code in (b.codes if isinstance(b, Months) else BALANCE)
        for p in PAGES.values()
        for b in p.blocks
        if isinstance(b, Months | Balance)
    )
)
ON_A_PAGE = frozenset(
    (b.code, b.dimension) for p in PAGES.values() for b in p.blocks if isinstance(b, Breakdown | Years)
)

Row = tuple[str, date, date, str, str, int | None, int | None, int, int]
"""Code, first day, last day, dimension, key, numerator, denominator, not known, scale."""
KEEP = """
    INSERT INTO reporting_measureresult (
        authority_id, computed_at, code, period_from, period_to, dimension, key,
        numerator, denominator, not_known, scale
    )
    SELECT %s, %s, figure.*
    FROM unnest(
        %s::text[], %s::date[], %s::date[], %s::text[], %s::text[],
        %s::bigint[], %s::bigint[], %s::bigint[], %s::integer[]
    ) AS figure
    ON CONFLICT (authority_id, code, period_from, period_to, dimension, key) DO UPDATE SET
        numerator = EXCLUDED.numerator, denominator = EXCLUDED.denominator, not_known = EXCLUDED.not_known,
        scale = EXCLUDED.scale, computed_at = EXCLUDED.computed_at
"""


def years_up_to(today: date) -> list[Period]:
    """The collection years that the pages show: this year and the two before; each is stored with its
    months.
    """
    this_year = collection_year_number(today)
    return [collection_year(y) for y in range(this_year - 2, this_year + 1)]


def monthly_of(authority: Authority) -> list[Measure]:
    """What is stored by month: what pages of figures show so, and what the council's dashboard shows."""
    return list(dict.fromkeys((*MONTHLY, *measures_of(authority))))


def store(
    authority: Authority,
    period: Period,
    *,
    today: date,
    dimensions: bool,
    measures: Sequence[Measure] = ALL,
    known: RecordedFrom | None = None,
) -> int:
    """Compute measures of a council for a period and store them; rows that are no longer there go. Returns
    how many rows.

    A calendar month is computed whole, up to today.
    """
    at = now()
    with one_snapshot(storing=authority), without_collecting():
        scope = for_many(Scope(authority, period, as_at=today, known=known))
        rows = _rows(scope, measures, dimensions=dimensions)
        _write(authority, [period], rows, measures, at)
    return len(rows)


def _rows(scope: Scope, measures: Sequence[Measure], *, dimensions: bool) -> list[Row]:
    made = rows_of_each(measures, scope)
    whole = compute_many(measures, scope, made)
    rows = []
    for measure in measures:
        found, figure = made[measure.code], whole[measure.code]
        rows.append(_row(measure.code, scope.period, "", "", figure))
        broken_down = dimensions and found is not None and may_have_groups(measure, found, figure)
        for dimension in kept_dimensions(measure) if broken_down else ():
            for key, result in compute_by(measure, scope, dimension, rows=found).items():
                rows.append(_row(measure.code, scope.period, dimension, key, result))
    return rows


def may_have_groups(measure: Measure, rows: Rows, whole: Result) -> bool:
    """Whether there can be a row in any group, by the figure of the whole. Without one no breakdown is asked
    for: a council keeps no record of many things, and each would be a statement that finds nothing.
    """
    if not rows.is_recorded:
        return whole.not_known > 0
    tells_nothing = rows.weight is not None or rows.total is not None or (measure.is_count and bool(rows.met))
    return tells_nothing or bool(whole.known or whole.not_known)


def store_months(
    authority: Authority,
    year: Period,
    *,
    today: date,
    measures: Sequence[Measure] | None = None,
    known: RecordedFrom | None = None,
) -> int:
    """Every month of a collection year that has begun, of the measures that a page shows by month. Returns
    how many rows.
    """
    measures = monthly_of(authority) if measures is None else measures
    at = now()
    with one_snapshot(storing=authority), without_collecting():
        scope = for_many(Scope(authority, year, as_at=today, known=known))
        months = months_of(scope)
        rows = _rows_by_month(scope, months, measures)
        _write(authority, [m.period for m in months], rows, measures, at)
    return len(rows)


def _rows_by_month(scope: Scope, months: list[Scope], measures: Sequence[Measure]) -> list[Row]:
    return [
        _row(code, period, "", "", result)
        for period, figures in compute_every_month(list(measures), scope, months).items()
        for code, result in figures.items()
    ]


def store_year(authority: Authority, year: Period, *, today: date, known: RecordedFrom | None = None) -> int:
    """A collection year with its breakdowns, and its months, from one snapshot: what both judge by is found
    once. Returns how many rows.
    """
    at, by_month = now(), monthly_of(authority)
    with one_snapshot(storing=authority), without_collecting():
        scope = for_many(Scope(authority, year, as_at=today, known=known))
        months = months_of(scope)
        rows = _rows(scope, ALL, dimensions=True)
        _write(authority, [year], rows, ALL, at)
        monthly = _rows_by_month(scope, months, by_month)
        _write(authority, [m.period for m in months], monthly, by_month, at)
    return len(rows) + len(monthly)


def kept_dimensions(measure: Measure) -> tuple[str, ...]:
    """The breakdowns that are stored: those of a page of figures, and every one of the measures that all
    else rests on.
    """
    if measure.code in BROKEN_DOWN:
        return tuple(d for d in measure.dimensions if d != "month")
    return tuple(d for d in measure.dimensions if (measure.code, d) in ON_A_PAGE)


def _write(
    authority: Authority, periods: list[Period], rows: list[Row], measures: Sequence[Measure], at: datetime
) -> None:
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(KEEP, [authority.pk, at, *(list(column) for column in zip(*rows, strict=True))])
    same = Q(pk__in=[])
    for period in periods:
        same |= Q(period_from=period.start, period_to=period.end)
    stale = MeasureResult.objects.filter(same, authority=authority, computed_at__lt=at)
    if measures is not ALL:
        stale = stale.filter(code__in=[m.code for m in measures])
    stale.delete()


def _row(code: str, period: Period, dimension: str, key: str, result: Result) -> Row:
    figure = (result.numerator, result.denominator, result.not_known, result.scale)
    return (code, period.start, period.end, dimension, key[:KEY_LENGTH], *figure)


def compute_all(
    authority: Authority, *, today: date, report: Callable[[int, str], None] | None = None
) -> int:
    """Compute and store every period the pages show, for one council. Idempotent. Returns how many rows."""
    ensure_replayed(authority, today)
    years, known = years_up_to(today), RecordedFrom(authority)
    total = 0
    for number, year in enumerate(years):
        if report:
            report(100 * number // len(years), f"Computing {year.label}")
        total += store_year(authority, year, today=today, known=known)
    return total


def stored(authority: Authority, code: str, periods: list[Period]) -> dict[Period, Result]:
    """Stored figures of the whole by period, in one query; a period that is not stored is not in it."""
    wanted = {(p.start, p.end): p for p in periods}
    rows = MeasureResult.objects.filter(
        authority=authority, code=code, dimension="", period_from__in={p.start for p in periods}
    )
    return {
        wanted[r.period_from, r.period_to]: Result(r.numerator, r.denominator, r.not_known, r.scale)
        for r in rows
        if (r.period_from, r.period_to) in wanted
    }
