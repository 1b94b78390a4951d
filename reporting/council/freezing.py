"""Figures as they were known: frozen for a period on a day; what the records give later is restated, never
silently.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from django.db import IntegrityError, transaction

from accounts.audit import trail as audit
from accounts.clock import now
from accounts.models import Authority, User
from reporting.figures.references import reference
from reporting.measures.base import Result
from reporting.measures.registry import MEASURES
from reporting.models import Freeze, FrozenFigure, MeasureResult, Report, Restatement
from reporting.periods import Period, collection_year
from reporting.results.snapshot import one_snapshot
from reporting.results.store import store
from reviews.cycle.replay import ensure_replayed
from statute.refusals import Refused

NOTHING_TOLD: Mapping[str, int] = MappingProxyType({})


class NotOver(Refused):
    """The period is not over yet; its figures would move by themselves."""


class AlreadyFrozen(Refused):
    """The figures of this period are frozen already."""


def freeze(
    *,
    authority: Authority,
    period: Period,
    reason: str,
    by: User,
    today: date,
    told: Mapping[str, int] = NOTHING_TOLD,
) -> Freeze:
    """Keep every figure of a period as it is today; those that a report tells, as it tells them. `told`: its
    counts by their references. Raises NotOver, AlreadyFrozen.
    """
    _check_over(period, today)
    ensure_replayed(authority, today)
    with (
        one_snapshot(storing=authority),
        audit.action(
            "figures.frozen",
            by=by,
            authority=authority,
            reason=reason,
            start=str(period.start),
            end=str(period.end),
        ) as event,
    ):
        try:
            with transaction.atomic():
                made = Freeze.objects.create(
                    authority=authority,
                    period_from=period.start,
                    period_to=period.end,
                    reason=reason,
                    frozen_by=by,
                    frozen_at=now(),
                )
        except IntegrityError as already:
            raise AlreadyFrozen(f"The figures of {period.label} are frozen already.", "period") from already
        store(authority, period, today=today, dimensions=True)
        rows = [
            FrozenFigure(freeze=made, **_as_told(row, period, told)) for row in _stored(authority, period)
        ]
        FrozenFigure.objects.bulk_create(rows, batch_size=2000)
        event.target = made
    return made


def _check_over(period: Period, today: date) -> None:
    if period.end >= today:
        after = period.end + timedelta(days=1)
        raise NotOver(f"{period.label} is not over. You can freeze it from {after:%-d %B %Y}.", "period")


def _stored(authority: Authority, period: Period) -> list[MeasureResult]:
    return list(
        MeasureResult.objects.filter(authority=authority, period_from=period.start, period_to=period.end)
    )


def _plain(row: MeasureResult) -> dict[str, Any]:
    names = ("code", "dimension", "key", "numerator", "denominator", "not_known", "scale")
    return {name: getattr(row, name) for name in names}


def _as_told(row: MeasureResult, period: Period, told: Mapping[str, int]) -> dict[str, Any]:
    """A figure to freeze, its counts as a report tells them: readers would learn of a child from two numbers
    for the same."""
    plain, measure = _plain(row), MEASURES.get(row.code)
    if not told or measure is None or row.numerator is None:
        return plain
    for name, part in (("numerator", "count"), ("denominator", "base"), ("not_known", "not_known")):
        if plain[name] is not None:
            plain[name] = told.get(reference(measure, period, part, row.dimension, row.key), plain[name])
    return plain


def freeze_published(
    *, report: Report, counts: Mapping[str, int], by: User | None, today: date
) -> Freeze | None:
    """Freeze the year of a report as it is published: its figures are what readers see from then on. None
    where the year is frozen already, or not over.
    """
    period = collection_year(report.year)
    standing = Freeze.objects.filter(
        authority=report.authority_id, period_from=period.start, period_to=period.end
    )
    if by is None or period.end >= today or standing.exists():
        return None
    reason = f"The annual report of {period.label} was published"
    return freeze(authority=report.authority, period=period, reason=reason, by=by, today=today, told=counts)


def compare(standing: Freeze, *, today: date, by: User | None) -> int:
    """Lay the frozen figures beside the records of today. Returns how many differ now; each difference is
    kept as a restatement.

    A figure that was not frozen (a new measure) is none. One that the records no longer hold at all
    counts as none left: 0.
    """
    period = Period(standing.period_from, standing.period_to)
    authority = standing.authority
    ensure_replayed(authority, today)
    at = now()
    with (
        one_snapshot(storing=authority),
        audit.action("figures.compared", by=by, authority=authority, target=standing) as event,
    ):
        store(authority, period, today=today, dimensions=True)
        current = {(r.code, r.dimension, r.key): r for r in _stored(authority, period)}
        known = {code for code, _, _ in current}
        restated = {
            r.figure_id: r for r in Restatement.objects.filter(figure__freeze=standing).select_for_update()
        }
        differing = 0
        for figure in standing.figures.order_by("pk"):
            if figure.code not in known:
                continue
            row = current.get((figure.code, figure.dimension, figure.key))
            differing += _restate(figure, row, restated.get(figure.pk), at)
        Freeze.objects.filter(pk=standing.pk).update(compared_at=at)
        event.details["differing"] = differing
    return differing


def _restate(figure: FrozenFigure, row: MeasureResult | None, standing: Restatement | None, at: Any) -> bool:
    was = (figure.numerator, figure.denominator, figure.not_known)
    gone = (0, 0 if figure.denominator is not None else None, 0)
    found = (row.numerator, row.denominator, row.not_known) if row else gone
    values = dict(zip(("numerator", "denominator", "not_known"), found, strict=True))
    if standing is None and found != was:
        Restatement.objects.create(figure=figure, first_seen_at=at, changed_at=at, **values)
    elif standing is not None and (standing.numerator, standing.denominator, standing.not_known) != found:
        Restatement.objects.filter(pk=standing.pk).update(
            changed_at=at, why="", explained_by=None, explained_at=None, **values
        )  # what was explained was another number
    return found != was


def explain(*, restatement: Restatement, why: str, by: User) -> None:
    """Say why a figure moved."""
    authority = restatement.figure.freeze.authority
    with audit.action("restatement.explained", by=by, authority=authority, target=restatement):
        Restatement.objects.filter(pk=restatement.pk).update(why=why, explained_by=by, explained_at=now())


def was_and_is(restatement: Restatement) -> tuple[Result, Result]:
    """The frozen figure and what the records give now."""
    figure = restatement.figure
    return (
        Result(figure.numerator, figure.denominator, figure.not_known, figure.scale),
        Result(restatement.numerator, restatement.denominator, restatement.not_known, figure.scale),
    )


def compare_all(authority: Authority, *, today: date) -> int:
    """Every freeze of a council. Returns how many figures differ."""
    return sum(
        compare(standing, today=today, by=None)
        for standing in Freeze.objects.filter(authority=authority).select_related("authority").order_by("pk")
    )
