"""What stands around one figure: its target, the figure beside it of a year before and of others, its gap, its frozen state."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Q

from reporting.comparators.beside import Beside, beside, own
from reporting.council.actions import target_on
from reporting.council.gaps import gap_in, gaps_of
from reporting.measures.base import Measure, Result, Scope, compute
from reporting.models import FrozenFigure
from reporting.periods import a_year_before
from reporting.screen.shown import Standing, figure, frozen_standing


def months_in_gaps(scope: Scope, measure: Measure) -> set[str]:
    """The months of a period that a gap in recording touches."""
    gaps = gaps_of(scope.authority)
    return {f"{m.start:%Y-%m}" for m in scope.period.months() if gap_in(gaps, measure, m)}


def around(scope: Scope, measure: Measure, result: Result, today: date) -> dict[str, Any]:
    """Target, comparisons, gap and frozen figure of the whole council; managers of teams see their own figure alone."""
    period = scope.period
    gaps = gaps_of(scope.authority)
    gap = gap_in(gaps, measure, period)
    before = a_year_before(period)
    past = compute(measure, replace(scope, period=before, as_at=today))
    gap_before = gap_in(gaps, measure, before)
    rows = [
        own("This council", period.label, measure, result, gap.reason if gap else ""),
        own(
            "This council, a year before",
            before.label,
            measure,
            past,
            gap_before.reason if gap_before else "",
        ),
    ]
    if scope.children is None:
        year = period.end.year + (period.end >= date(period.end.year, 4, 1))
        rows += beside(
            scope.authority, measure, year if period.end.month == 3 and period.end.day == 31 else year - 1
        )
    target = target_on(scope.authority, measure.code, period.end)
    return {
        "gap": gap,
        "gap_words": f"There is a gap in recording in this period: {gap.reason}" if gap else "",
        "beside": [{"row": r, "shown": _shown(measure, r)} for r in rows],
        "target": target,
        "target_words": f"{target.value.normalize():f}{'' if measure.is_count else measure.sign}"
        if target and target.value is not None
        else "",
        "is_met": _is_met(measure, result, target.value if target else None),
        "standing": _standing(scope, measure),
    }


def _shown(measure: Measure, row: Beside) -> str:
    if row.value is None:
        return row.why
    text = (
        f"{row.value.normalize():f}"
        if row.value == row.value.to_integral_value()
        else f"{row.value:f}".rstrip("0")
    )
    return text if measure.is_count else f"{text}{measure.sign}"


def _is_met(measure: Measure, result: Result, target: Any) -> bool | None:
    """Whether a target is reached; None when there is none, no figure, or no better direction."""
    value = result.numerator if measure.is_count else result.value
    if target is None or value is None or measure.is_more_better is None:
        return None
    return value >= target if measure.is_more_better else value <= target


def _standing(scope: Scope, measure: Measure) -> dict[str, Any] | None:
    """The frozen figure of this very period."""
    if scope.children is not None:
        return None
    row = (
        FrozenFigure.objects.filter(
            Q(freeze__period_from=scope.period.start, freeze__period_to=scope.period.end),
            freeze__authority=scope.authority,
            code=measure.code,
            dimension="",
        )
        .select_related("freeze", "restatement")
        .first()
    )
    if row is None:
        return None
    found: Standing = frozen_standing(row)
    return {
        "freeze": row.freeze,
        "figure": figure(measure, found.result),
        "now": figure(measure, found.restated) if found.restated else "",
    }
