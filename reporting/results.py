"""Stored results: computed for a council and a period in one snapshot of the database, written so that twice changes nothing."""

from collections.abc import Callable
from datetime import date

from accounts.clock import now
from accounts.models import Authority
from reporting.measures.base import Result, Scope, compute, compute_by
from reporting.measures.registry import ALL
from reporting.models import MeasureResult
from reporting.periods import Period, collection_year, month
from reporting.snapshots import one_snapshot
from reviews.replaying import ensure_replayed
from statute.working_days import add_months

MONTHS_BACK = 24


def periods_up_to(today: date, *, months: int = MONTHS_BACK) -> list[Period]:
    """The collection years and months that the pages show: this year, the two before, and their months up to today."""
    this_year = today.year + (today >= date(today.year, 4, 1))
    years = [collection_year(y) for y in range(this_year - 2, this_year + 1)]
    first = month(add_months(today, -months)).start
    found, day = [], first
    while day <= today:
        found.append(month(day))
        day = add_months(day, 1)
    return years + found


def store(authority: Authority, period: Period, *, today: date, dimensions: bool) -> int:
    """Compute every measure of a council for a period and store it; rows that are no longer there go. Returns how many rows."""
    scope = Scope(authority, period, as_at=today)
    at = now()
    rows = []
    with one_snapshot():
        for measure in ALL:
            rows.append(_row(authority, measure.code, period, "", "", compute(measure, scope), at))
            wanted = [d for d in measure.dimensions if d != "month"] if dimensions else []
            for dimension in wanted:
                for key, result in compute_by(measure, scope, dimension).items():
                    rows.append(_row(authority, measure.code, period, dimension, key[:80], result, at))
        MeasureResult.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["authority", "code", "period_from", "period_to", "dimension", "key"],
            update_fields=["numerator", "denominator", "not_known", "scale", "computed_at"],
        )
        MeasureResult.objects.filter(
            authority=authority, period_from=period.start, period_to=period.end, computed_at__lt=at
        ).delete()
    return len(rows)


def _row(
    authority: Authority, code: str, period: Period, dimension: str, key: str, result: Result, at: object
) -> MeasureResult:
    return MeasureResult(
        authority=authority, code=code, period_from=period.start, period_to=period.end, dimension=dimension, key=key,
        numerator=result.numerator, denominator=result.denominator, not_known=result.not_known, scale=result.scale,
        computed_at=at,
    )  # fmt: skip


def compute_all(
    authority: Authority, *, today: date, report: Callable[[int, str], None] | None = None
) -> int:
    """Compute and store every period the pages show, for one council. Idempotent. Returns how many rows."""
    ensure_replayed(authority, today)
    periods = periods_up_to(today)
    total = 0
    for number, period in enumerate(periods):
        if report:
            report(100 * number // len(periods), f"Computing {period.label}")
        total += store(authority, period, today=today, dimensions=period.is_collection_year)
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
