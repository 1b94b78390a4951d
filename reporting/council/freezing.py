"""Figures as they were known: frozen for a period on a day; what the records give later is restated, never
silently.
"""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from accounts.audit import trail as audit
from accounts.clock import now
from accounts.models import Authority, User
from reporting.measures.base import Result
from reporting.models import Freeze, FrozenFigure, MeasureResult, Restatement
from reporting.periods import Period
from reporting.results.snapshot import one_snapshot
from reporting.results.store import store
from reviews.cycle.replay import ensure_replayed
from statute.refusals import Refused


class NotOver(Refused):
    """The period is not over yet; its figures would move by themselves."""


class AlreadyFrozen(Refused):
    """The figures of this period are frozen already."""


def freeze(*, authority: Authority, period: Period, reason: str, by: User, today: date) -> Freeze:
    """Keep every figure of a period as it is today. Raises NotOver, AlreadyFrozen."""
    if period.end >= today:
        raise NotOver(
            (
                f"{period.label} is not over. Freeze it from {period.end:%-d %B %Y} on, when its last day "
                "has passed."
            ),
            "period",
        )
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
        FrozenFigure.objects.bulk_create(
            [FrozenFigure(freeze=made, **_plain(row)) for row in _stored(authority, period)], batch_size=2000
        )
        event.target = made
    return made


def _stored(authority: Authority, period: Period) -> list[MeasureResult]:
    return list(
        MeasureResult.objects.filter(authority=authority, period_from=period.start, period_to=period.end)
    )


def _plain(row: MeasureResult) -> dict[str, Any]:
    names = ("code", "dimension", "key", "numerator", "denominator", "not_known", "scale")
    return {name: getattr(row, name) for name in names}


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
