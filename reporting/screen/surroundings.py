"""What stands around one figure: its target, the figure beside it of a year before and of others, its gap,
its frozen state.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import Q

from accounts.ui.tables import Cell, Table, headings
from reporting.comparators.beside import Beside, beside, own
from reporting.council.actions import target_on
from reporting.council.gaps import Gaps
from reporting.measures.base import NO_FIGURE, Measure, Result, Scope, compute, only_known
from reporting.measures.groups import own_terms
from reporting.models import Freeze, FrozenFigure, Target
from reporting.periods import a_year_before
from reporting.screen.shown import figure, frozen_standing
from statute.terms import Terms
from statute.working_days import collection_year_number


@dataclass(frozen=True)
class FrozenHere:
    """The figure of this very period as it was frozen; `now` is what the records give since, where that is
    another.
    """

    freeze: Freeze
    figure: str
    now: str


@dataclass(frozen=True)
class Surroundings:
    """All that a page of one measure says beside the figure."""

    label: str
    target: Target | None
    target_words: str
    is_met: bool | None
    gap_words: str
    beside: Table
    frozen: FrozenHere | None
    terms: Terms
    """The council's terms at the end of the period."""


def months_in_gaps(scope: Scope, measure: Measure) -> set[str]:
    """The months of a period that a gap in recording touches."""
    gaps = Gaps(scope.authority, scope.recorded)
    return {f"{m.start:%Y-%m}" for m in scope.period.months() if gaps.at(measure, m)}


WHOSE = {
    True: ("This council", "This council, a year before"),
    False: ("Your children", "The same children, a year before"),
}
"""Whose figures stand side by side: of the council, or of the children whom somebody has now."""


def around(scope: Scope, measure: Measure, result: Result, today: date) -> Surroundings:
    """What stands around the figure of the whole council; who sees some children alone sees their own
    figures alone.
    """
    target = target_on(scope.authority, measure.code, scope.period.end)
    value = target.value if target else None
    rows = [*_own_rows(scope, measure, result, today), *_others(scope, measure)]
    return Surroundings(
        label=scope.period.label,
        target=target,
        target_words="" if value is None else f"{value.normalize():f}{_sign(measure)}",
        is_met=_is_met(measure, result, value),
        gap_words=" ".join(Gaps(scope.authority, scope.recorded).notes(measure, scope.period)),
        beside=Table(
            "Side by side",
            headings("Whose figure", "Year", "Figure", "Source and note", numeric=("Figure",)),
            [_cells(measure, row, "Records here" if scope.frozen is None else "As frozen") for row in rows],
        ),
        frozen=_frozen(scope, measure),
        terms=own_terms(scope),
    )


def _own_rows(scope: Scope, measure: Measure, result: Result, today: date) -> list[Beside]:
    """The figure, and that of the same stretch of days a year before: while a period runs, of the same part
    of it.
    """
    period, before = scope.period, a_year_before(scope.period)
    past = compute(measure, replace(scope, period=before, as_at=today))
    gaps = Gaps(scope.authority, scope.recorded)
    gap, gap_before = gaps.at(measure, period), gaps.at(measure, before)
    why_not = gap_before.reason if gap_before else ""
    if scope.frozen is not None and past == NO_FIGURE:
        why_not = "not frozen"
    if not why_not and (gaps.notes(measure, before) or gaps.notes(measure, period)):
        why_not = "not comparable"
    ours, earlier = WHOSE[not scope.is_of_some]
    return [
        own(ours, period.label, measure, result, gap.reason if gap else ""),
        own(earlier, before.label, measure, past, why_not),
    ]


def _others(scope: Scope, measure: Measure) -> list[Beside]:
    if scope.is_of_some:
        return []
    end = scope.period.end
    year = collection_year_number(end)
    return beside(scope.authority, measure, year if (end.month, end.day) == (3, 31) else year - 1)


def _cells(measure: Measure, row: Beside, ours: str) -> list[Cell]:
    said = ". ".join(part for part in (row.source or (ours if row.is_own else ""), row.note) if part)
    return [{"text": row.who}, {"text": row.year}, {"text": _shown(measure, row)}, {"text": said}]


def _sign(measure: Measure) -> str:
    return "" if measure.is_count else measure.sign


def _shown(measure: Measure, row: Beside) -> str:
    if row.value is None:
        return row.why
    is_whole = row.value == row.value.to_integral_value()
    text = f"{row.value.normalize():,f}" if is_whole else f"{row.value:,f}".rstrip("0")
    return f"{text}{_sign(measure)}"


def _is_met(measure: Measure, result: Result, target: Decimal | None) -> bool | None:
    """Whether a target is reached; None when there is none, no figure, or no better direction."""
    known = only_known(measure, result)
    value = known.numerator if measure.is_count else known.value
    if target is None or value is None or measure.is_more_better is None:
        return None
    return value >= target if measure.is_more_better else value <= target


def _frozen(scope: Scope, measure: Measure) -> FrozenHere | None:
    """The frozen figure of this very period, which counts every child; none beside one that does not."""
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
    if scope.frozen is not None:
        return FrozenHere(row.freeze, figure(measure, scope.frozen(measure, scope.period)), "")
    found = frozen_standing(row)
    now = figure(measure, found.restated) if found.restated else ""
    return FrozenHere(row.freeze, figure(measure, found.result), now)
