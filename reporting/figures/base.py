"""The figures of a report as plain data: tables with their checks, charts with the same numbers, sentences in words.

What stands here is frozen with the document; the PDF is drawn from it alone.
"""

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from accounts.models import Authority
from reporting.measures.base import Result, Scope, compute, compute_by
from reporting.measures.registry import MEASURES
from reporting.periods import Period, collection_year


class DoesNotSum(ValueError):
    """A part of the report does not add up; the report is not built. Names the part."""


@dataclass
class Table:
    """A table as it is printed. `total` names the row that the others must add up to, in these columns."""

    key: str
    caption: str
    headings: list[str]
    rows: list[list[Any]]
    source: str
    total: list[Any] | None = None
    sums: list[int] = field(default_factory=list)  # columns whose parts must add up to the total

    def check(self) -> None:
        """Raise DoesNotSum when the parts of a column do not add up to its total."""
        for column in self.sums:
            assert self.total is not None
            parts = sum(row[column] for row in self.rows if isinstance(row[column], int))
            if parts != self.total[column]:
                raise DoesNotSum(
                    f"“{self.caption}”: the column “{self.headings[column]}” adds up to {parts}, but its total says {self.total[column]}."
                )


@dataclass
class Chart:
    """A chart: what it shows in words, and the numbers."""

    key: str
    kind: str  # bars, lines, rows
    title: str
    labels: list[str]
    series: list[tuple[str, list[float | int | None]]]
    unit: str = ""


@dataclass
class Part:
    """What one section of the report computes."""

    sentences: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)

    def plain(self) -> dict[str, Any]:
        return asdict(self)


def percent(result: Result) -> str:
    """81.9% (190 of 232), with those not known apart; in words where there is nothing to divide by."""
    if result.value is None:
        return "none to count" if not result.not_known else f"not known for {result.not_known}"
    text = f"{result.value}% ({result.numerator:,} of {result.denominator:,})"
    return f"{text}; not known for {result.not_known:,}" if result.not_known else text


def change(now: int | None, before: int | None, noun: str) -> str:
    """More, fewer, the same, or not comparable, in words."""
    if now is None or before is None:
        return f"The number of {noun} can’t be compared with the year before."
    if now == before:
        return f"That is the same number of {noun} as the year before."
    more = "more" if now > before else "fewer"
    return f"That is {abs(now - before):,} {more} {noun} than the year before ({before:,})."


class Figures:
    """Computes the parts of a report for a council and a collection year, each figure once."""

    def __init__(self, authority: Authority, year: int, *, as_at: date) -> None:
        self.authority, self.year, self.as_at = authority, year, as_at
        whole, self.before = collection_year(year), collection_year(year - 1)
        self.is_over = whole.end <= as_at
        self.period = whole if self.is_over else Period(whole.start, max(whole.start, as_at))
        self.known_from = authority.known_from
        self._results: dict[tuple[str, Period], Result] = {}
        self._by: dict[tuple[str, Period, str], dict[str, Result]] = {}

    def _scope(self, period: Period) -> Scope:
        return Scope(self.authority, period, as_at=self.as_at)

    def get(self, code: str, period: Period | None = None) -> Result:
        key = (code, period or self.period)
        if key not in self._results:
            self._results[key] = compute(MEASURES[code], self._scope(key[1]))
        return self._results[key]

    def by(self, code: str, dimension: str, period: Period | None = None) -> dict[str, Result]:
        key = (code, period or self.period, dimension)
        if key not in self._by:
            self._by[key] = compute_by(MEASURES[code], self._scope(key[1]), dimension)
        return self._by[key]

    def has_before(self) -> bool:
        """Whether the year before is known at all, so that it can be compared."""
        return self.known_from is None or self.known_from <= self.before.start

    def source(self, *codes: str) -> str:
        rules = ", ".join(dict.fromkeys(MEASURES[c].rule for c in codes))
        return f"Records of {self.authority.name}; {rules}."


def value_of(result: Result) -> str:
    return f"{result.value}" if result.value is not None else "–"


def share_of(part: int | None, whole: int) -> str:
    value = Result(part, whole).value
    return f"{value}%" if value is not None else "–"


def month_label(key: str) -> str:
    return f"{date.fromisoformat(f'{key}-01'):%b %y}"
