"""A measure: a population of rows, which of them are known and which count, computed in one statement."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import CharField, Count, Q, QuerySet, Sum, Value
from django.db.models.functions import Cast, Coalesce

from accounts.models import Authority
from children.models import Child
from reporting.measures.recorded import OF_REVIEWS, OF_THE_YEAR, RecordedFrom, as_recorded, is_unknown
from reporting.measures.to_come import is_year_over, that_have_come
from reporting.periods import Period
from reporting.places import asked
from reporting.shares import ratio
from statute.terms import Terms


@dataclass(frozen=True)
class Scope:
    """Whose figure: a council in a period, and for managers only the children of their teams."""

    authority: Authority
    period: Period
    children: QuerySet[Child] | None = None
    as_at: date | None = None  # the day of asking; None: every day of the period is over
    is_for_many: bool = False  # many measures, one after the other: it pays to find their rows once
    is_council: bool = False  # `children` are all of the council but those closed to the reader
    known: RecordedFrom | None = None  # from when each kind of record is kept; found when it is needed
    frozen: "Callable[[Measure, Period], Result] | None" = None
    """All that they get who see the council as one: nothing is counted for them (screen/frozen_years.py)."""
    left: QuerySet[Any] | None = None
    """Beside some children: the periods of care that ended while one was `theirs`, or nobody's by record."""
    terms: Terms | None = None  # to count by instead of those in force, to see what they would do
    bands: tuple[Any, ...] = ()  # bands of age to use instead of the council's own
    shared: dict[tuple[Any, ...], Any] = field(default_factory=dict, compare=False, repr=False)
    """What several measures judge by, made once for the council or for each period."""

    def once(self, name: str, make: Callable[[], Any]) -> Any:
        """A fact by its name: the same object for every measure of the period that asks for it."""
        return self.of_council((name, self.period.start, self.period.end), make)

    def for_all(self, name: str, make: Callable[[], Any]) -> Any:
        """The same, where it is made of the children of the scope: once as long as these are all children."""
        return self.once(name, make) if self.children is None else make()

    def of_council(self, key: tuple[Any, ...], make: Callable[[], Any]) -> Any:
        """What holds for the council in whatever period: found once for every measure and month."""
        if key not in self.shared:
            self.shared[key] = make()
        return self.shared[key]

    @property
    def is_of_some(self) -> bool:
        """Whether it is of somebody's own children, which have no figure of the council alone."""
        return self.children is not None and not self.is_council

    @cached_property
    def recorded(self) -> RecordedFrom:
        """From which day on the council keeps each kind of record."""
        return self.known or self.of_council(("recorded",), lambda: RecordedFrom(self.authority))

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
    """The population of a measure in a scope. `known` and `met` are conditions on it; `dimensions` are
    expressions by name, or functions that make one, called when a breakdown is asked for (most figures
    never are broken down).

    `amount` is summed where the figure is not a number of rows, `weight` where what it is divided by
    is not; `total` is what it is divided by when that comes from outside, as a population does. Rows
    of one `family` are the same `base` with other `facts`.
    """

    population: QuerySet[Any]
    met: Q
    known: Q = field(default_factory=Q)
    dimensions: dict[str, Any] = field(default_factory=dict)
    amount: Any = None
    weight: Any = None
    total: int | None = None
    family: str = ""
    base: QuerySet[Any] | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    is_part: bool = False  # the population is a part of the base: what is not known is counted of it alone
    counted: str = "pk"
    """What is counted: the field that is one for each row of the population."""
    whole: "Rows | None" = None
    """The same rows as one statement that is quicker and good for the whole alone: no list, no breakdown."""
    is_costly: bool = False
    """The facts are looked up row by row, and several figures rest on each: the database is to do it once."""
    unasked: str = ""  # since when the council does not ask what is counted, in words
    is_recorded: bool = True
    """False: this kind of record was not kept yet. There is no figure, and every row is not known."""
    besides: int = 0
    """So many more are not known and no row of the population: those of which a return's row was refused."""

    def numerator(self) -> QuerySet[Any]:
        return self.population.filter(self.known & self.met) if self.is_recorded else self.population.none()

    def denominator(self) -> QuerySet[Any]:
        return self.population.filter(self.known) if self.is_recorded else self.population.none()

    def not_known(self) -> QuerySet[Any]:
        """Those of whom it cannot be said, an answer that is missing included."""
        if not self.is_recorded:
            return self.population
        if not self.known:
            return self.population.none()
        return self.population.exclude(pk__in=self.denominator().order_by().values("pk"))

    def failed(self) -> QuerySet[Any]:
        """Those of the denominator that do not count."""
        return self.denominator().exclude(pk__in=self.numerator().order_by().values("pk"))


BY_UNIT = "by unit"
CHILD_PATHS = {"child": "", "decision sent": "decision__child", "answer": "form__child"}


@dataclass(frozen=True)
class Measure:
    """A figure with its definition. `is_count`: the numerator is the figure, there is no denominator.

    `scale` and `sign` make the value: 100 and "%" a share, 10,000 a rate, 1 a mean. `path` leads from
    a row to its child (None: the rows are not children's).
    """

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
    of_years: bool = False  # for 1 April to 31 March alone
    scale: int = 100
    sign: str = "%"
    path: str | None = BY_UNIT
    record: str = ""
    """The kind of record it is made of, where that is kept from some day on (see recorded.py)."""
    day: str = ""  # the field with the day a row belongs to; empty where rows have none
    of_returns: bool = False  # only returns tell it: it is not known after the day that they reach
    has_file: Callable[["Scope"], bool] = lambda scope: False  # of the return, that tells it by itself
    in_hundredths: bool = False  # its parts are kept so, as parts of a full-time post are

    def is_told(self, scope: Scope) -> bool:
        """Whether returns reach to what is counted, or the portal was live by then: the last day for a count
        on it, else the first, or every day once the year is over, in no year without a return.
        """
        recorded, period = scope.recorded, scope.period
        is_begun = self.is_reached(recorded, self.first_day(period)) and self.has_return(recorded, period)
        told = is_begun and (not is_year_over(scope) or self.is_reached_throughout(recorded, period))
        return told or self.has_file(scope)

    def has_return(self, recorded: RecordedFrom, period: Period) -> bool:
        """Whether the first and the last day of which a figure tells are of years whose return is in."""
        days = {self.first_day(period), period.end}
        told = (recorded.authority.has_return_of(day, **self.asks) for day in days)
        return not self.of_returns or all(told)

    def is_reached(self, recorded: RecordedFrom, day: date) -> bool:
        """Whether records reach to a day: those of reviews, or those of who is in care."""
        return recorded.reaches(self.of_returns, day, **self.asks)

    def is_reached_throughout(self, recorded: RecordedFrom, period: Period) -> bool:
        return recorded.reaches_throughout(self.of_returns, self.first_day(period), period.end, **self.asks)

    @property
    def asks(self) -> dict[str, bool]:
        """Whether it asks returns for reviews, and whether only for who is in care at the end of the day."""
        in_the_year = self.of_years or self.code in OF_THE_YEAR
        of_reviews = self.unit == "review" or self.code in OF_REVIEWS
        return {"of_reviews": of_reviews, "at_end": self.as_at_end and not in_the_year and not of_reviews}

    def first_day(self, period: Period) -> date:
        """The first day of which a figure tells."""
        return period.end if self.as_at_end else period.start

    @property
    def is_share(self) -> bool:
        """Whether the value is a part of a whole in per cent."""
        return not self.is_count and self.scale == 100

    @property
    def months_add_up(self) -> bool:
        """Whether its months add up to it: not for a day's count, nor for children, who come in several."""
        return not self.as_at_end and self.unit != "child"

    @property
    def child_path(self) -> str | None:
        """The way from a row of its list to the child."""
        return CHILD_PATHS.get(self.unit, "child") if self.path == BY_UNIT else self.path

    @property
    def periods(self) -> str:
        """The kinds of period it is for, in words."""
        if self.of_years:
            return "collection year"
        return "as at a day" if self.as_at_end else "month, quarter, year to date, year"


@dataclass(frozen=True)
class Result:
    """A figure: numerator, denominator without those not known, and those. None: there is no such figure."""

    numerator: int | None
    denominator: int | None
    not_known: int = 0
    scale: int = 100
    is_hidden: bool = False
    """There is a figure, but it would tell of single children, so the reader does not get it."""
    hides_not_known: bool = False
    """The number of those not known is as small, and not for the reader."""

    @property
    def known(self) -> int | None:
        """How many are known: of a plain count those that count."""
        return self.numerator if self.denominator is None else self.denominator

    @property
    def value(self) -> Decimal | None:
        """Percentage, rate or mean to one decimal, half up; None without a denominator."""
        return ratio(self.numerator, self.denominator, self.scale)


Hide = Callable[[Measure, Result, Period], Result]


def only_known(measure: Measure, result: Result) -> Result:
    """The figure as it may be said: none where it is more unknown than known."""
    if result.is_hidden or not is_unknown(measure.code, result.known, result.not_known):
        return result
    return replace(result, numerator=None, denominator=None, not_known=counted_all(result))


def counted_all(result: Result) -> int:
    """All rows of a figure, known or not."""
    return (result.known or 0) + result.not_known


NO_FIGURE = Result(None, None, 0)
NOT_RECORDED = "not recorded"
EVERY_ROW = 2**31 - 1
"""A limit that no council reaches: with one, the database works out a fact once a row, not once a figure."""


def rows_of(measure: Measure, scope: Scope, *, told: bool = True) -> Rows | None:
    """The rows of a measure; None when there is no such figure. What is counted on the last day needs that
    day to have come. `told=False`: also those of a time of which no return tells.
    """
    if measure.of_years and not asked(scope, lambda s: s.period.is_collection_year):
        return None
    if measure.as_at_end and not scope.is_over:
        return None
    rows = measure.rows(scope)
    if rows is None:
        return None
    rows = that_have_come(as_recorded(rows, measure, scope) if measure.record else rows, measure, scope)
    if told and not asked(scope, measure.is_told):
        return replace(rows, is_recorded=False)  # of what was recorded all the same nobody knows of how many
    return rows


def compute(measure: Measure, scope: Scope) -> Result:
    """The figure for the whole, in one statement."""
    if scope.frozen is not None:
        return scope.frozen(measure, scope.period)
    rows = rows_of(measure, scope)
    return NO_FIGURE if rows is None else result_of(measure, rows, whole_counts(rows))


def whole_counts(rows: Rows) -> dict[str, Any]:
    """The aggregates of all rows."""
    population, counts = whole_of(rows)
    return population.aggregate(**counts)


def whole_of(rows: Rows) -> tuple[QuerySet[Any], dict[str, Any]]:
    """What is aggregated of all rows, and how, by the quicker statement where there is one."""
    quick = rows.whole if rows.whole and rows.is_recorded else rows
    population = quick.population.order_by()
    return population[:EVERY_ROW] if quick.is_costly else population, counts_of(quick)


def compute_by(
    measure: Measure, scope: Scope, dimension: str, *, rows: Rows | None = None
) -> dict[str, Result]:
    """Key -> figure of each group with any rows, in one statement (one a month by month). `rows`: if made."""
    if dimension not in measure.dimensions or scope.frozen is not None:
        return {}
    if dimension == "month":
        return {f"{m.period.start:%Y-%m}": compute(measure, m) for m in scope.months()}
    rows = rows or rows_of(measure, scope)
    if rows is None or dimension not in rows.dimensions:
        return {}
    return figures_by_group(measure, rows, grouped(rows, dim=dimension))


def grouped(rows: Rows, **dimensions: str) -> QuerySet[Any, dict[str, Any]]:
    """The aggregates of each group."""
    named = {name: _expression(rows, dimension) for name, dimension in dimensions.items()}
    groups = rows.population.order_by().annotate(**named).values(*named)
    return groups.annotate(**counts_of(rows)).order_by(*named)


def figures_by_group(measure: Measure, rows: Rows, found: Iterable[dict[str, Any]]) -> dict[str, Result]:
    """Key -> figure of each group with any rows, which these aggregates give."""
    groups = {_key(row["dim"]): result_of(measure, rows, row) for row in found if row["n_all"]}
    if rows.besides and rows.is_recorded:
        none = result_of(measure, rows, {"n_all": 0, "amount": 0, "weight": 0, "dim": ""})
        group = groups.get(NOT_RECORDED, none)
        groups[NOT_RECORDED] = replace(group, not_known=group.not_known + rows.besides)
    return groups


def with_key(rows: Rows, dimension: str, key: str) -> Rows:
    """The rows of one key of a breakdown."""
    dim = Cast(_expression(rows, dimension), CharField())
    population = rows.population.annotate(dim_text=Coalesce(dim, text("")))
    found = population.filter(dim_text="" if key == NOT_RECORDED else key)
    besides = rows.besides if key == NOT_RECORDED else 0
    return replace(rows, population=found, whole=None, family="", besides=besides)


def compute_cross(measure: Measure, scope: Scope, down: str, across: str) -> dict[tuple[str, str], Result]:
    """(key, key) -> figure for two breakdowns at once, in one statement."""
    rows = rows_of(measure, scope) if scope.frozen is None else None
    if rows is None:
        return {}
    found = grouped(rows, dim=down, side=across)
    return {(_key(r["dim"]), _key(r["side"])): result_of(measure, rows, r) for r in found if r["n_all"]}


def _key(found: Any) -> str:
    return str(found) if found not in (None, "") else NOT_RECORDED


def _expression(rows: Rows, dimension: str) -> Any:
    found = rows.dimensions[dimension]
    return found() if callable(found) else found


def counts_of(rows: Rows) -> dict[str, Any]:
    """The aggregates that make a figure. Where none says so all rows are known, and all known ones met it."""
    if not rows.is_recorded:
        return {"n_all": Count("pk")}
    known, one = rows.known, rows.counted
    counts: dict[str, Any] = {"n_all": Count(one)}
    if known:
        counts["n_known"] = Count(one, filter=known)
    if rows.amount is not None:
        counts["amount"] = Sum(rows.amount, filter=(known & rows.met) or None, default=0)
    elif rows.met:
        counts["n_met"] = Count(one, filter=known & rows.met)
    if rows.weight is not None:
        counts["weight"] = Sum(rows.weight, filter=known or None, default=0)
    return counts


def result_of(measure: Measure, rows: Rows, counts: dict[str, Any]) -> Result:
    """The figure that these aggregates give."""
    besides = 0 if "dim" in counts else rows.besides  # of a group of rows it is not known
    every, known = counts["n_all"] + besides, counts.get("n_known", counts["n_all"])
    if not rows.is_recorded:
        return Result(None, None, every, measure.scale)
    part = int(counts["amount"]) if rows.amount is not None else counts.get("n_met", known)
    if measure.is_count:
        return Result(part, None, every - known)
    whole = int(counts["weight"]) if rows.weight is not None else known
    return Result(part, whole if rows.total is None else rows.total, every - known, measure.scale)


def text(value: str) -> Value:
    """A constant text in SQL."""
    return Value(value, output_field=CharField())


def only(queryset: QuerySet[Any], scope: Scope, path: str = "child") -> QuerySet[Any]:
    """The rows of the children of the scope."""
    if scope.children is None:
        return queryset
    return queryset.filter(**{f"{path}__in" if path else "pk__in": scope.children.values("pk").order_by()})
