"""What a measure is: a population of rows, which of them are known, which of them count. One statement computes it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import CharField, Count, Q, QuerySet, Value

from accounts.models import Authority
from children.models import Child
from reporting.periods import Period


@dataclass(frozen=True)
class Scope:
    """Whose figure: a council in a period, and for managers only the children of their teams."""

    authority: Authority
    period: Period
    children: QuerySet[Child] | None = None
    as_at: date | None = None  # the day of asking; None: every day of the period is over

    @property
    def is_over(self) -> bool:
        """Whether the last day of the period has come."""
        return self.as_at is None or self.period.end <= self.as_at

    def months(self) -> list["Scope"]:
        """The calendar months that have begun; the one under way ends on the day of asking."""
        begun = [p for p in self.period.months() if self.as_at is None or p.start <= self.as_at]
        return [replace(self, period=Period(p.start, min(p.end, self.as_at or p.end))) for p in begun]


@dataclass(frozen=True)
class Rows:
    """The population of a measure in a scope. `known` and `met` are conditions on it; `dimensions` are expressions by name."""

    population: QuerySet[Any]
    met: Q
    known: Q = field(default_factory=Q)
    dimensions: dict[str, Any] = field(default_factory=dict)

    def numerator(self) -> QuerySet[Any]:
        return self.population.filter(self.known & self.met)

    def denominator(self) -> QuerySet[Any]:
        return self.population.filter(self.known)

    def not_known(self) -> QuerySet[Any]:
        return self.population.filter(~self.known) if self.known else self.population.none()


@dataclass(frozen=True)
class Measure:
    """A figure with its definition. `is_count`: the numerator is the figure, there is no denominator."""

    code: str
    title: str
    definition: str
    rule: str
    unit: str  # child, review, decision, period of care
    rows: Callable[[Scope], Rows | None]
    is_count: bool = False
    is_more_better: bool | None = None
    dimensions: tuple[str, ...] = ()
    as_at_end: bool = False


@dataclass(frozen=True)
class Result:
    """A figure: numerator, denominator without those not known, and those. None: there is no such figure."""

    numerator: int | None
    denominator: int | None
    not_known: int = 0

    @property
    def value(self) -> Decimal | None:
        """Percentage to one decimal, half up; None without a denominator."""
        return percentage(self.numerator, self.denominator)


def percentage(part: int | None, whole: int | None) -> Decimal | None:
    """100 x part / whole to one decimal, half up; None when there is nothing to divide by."""
    if part is None or not whole:
        return None
    return (Decimal(100 * part) / Decimal(whole)).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


NO_FIGURE = Result(None, None, 0)


def rows_of(measure: Measure, scope: Scope) -> Rows | None:
    """The rows of a measure; None when there is no such figure. What is counted on the last day needs that day to have come."""
    return None if measure.as_at_end and not scope.is_over else measure.rows(scope)


def compute(measure: Measure, scope: Scope) -> Result:
    """The figure for the whole, in one statement."""
    rows = rows_of(measure, scope)
    if rows is None:
        return NO_FIGURE
    counts = rows.population.order_by().aggregate(**_counts(rows))
    return _result(measure, counts)


def compute_by(measure: Measure, scope: Scope, dimension: str) -> dict[str, Result]:
    """Key -> figure, in one statement (a month is a period of its own, so by month it is one a month)."""
    if dimension not in measure.dimensions:
        return {}
    if dimension == "month":
        return {f"{m.period.start:%Y-%m}": compute(measure, m) for m in scope.months()}
    rows = rows_of(measure, scope)
    if rows is None or dimension not in rows.dimensions:
        return {}
    grouped = (
        rows.population.order_by()
        .annotate(dim=rows.dimensions[dimension])
        .values("dim")
        .annotate(**_counts(rows))
        .order_by("dim")
    )
    return {
        str(row["dim"]) if row["dim"] not in (None, "") else "not recorded": _result(measure, row)
        for row in grouped
    }


def _counts(rows: Rows) -> dict[str, Any]:
    known = rows.known
    return {
        "n_met": Count("pk", filter=known & rows.met) if rows.met or known else Count("pk"),
        "n_known": Count("pk", filter=known) if known else Count("pk"),
        "n_all": Count("pk"),
    }


def _result(measure: Measure, counts: dict[str, Any]) -> Result:
    not_known = counts["n_all"] - counts["n_known"]
    if measure.is_count:
        return Result(counts["n_met"], None, not_known)
    return Result(counts["n_met"], counts["n_known"], not_known)


def text(value: str) -> Value:
    """A constant text in SQL."""
    return Value(value, output_field=CharField())


def only(queryset: QuerySet[Any], scope: Scope, path: str = "child") -> QuerySet[Any]:
    """The rows of the children of the scope."""
    if scope.children is None:
        return queryset
    return queryset.filter(**{f"{path}__in" if path else "pk__in": scope.children.values("pk").order_by()})
