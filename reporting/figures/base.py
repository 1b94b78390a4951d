"""The figures of a report as plain data: figures with what they are made of, tables and charts of them, sentences that refer to them.

What stands here is frozen with the document; every edition is drawn from it alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from reporting.drawing.charts import shown

Kind = Literal["count", "percent", "average", "change"]


class DoesNotSum(ValueError):
    """A part of the report does not add up; the report is not built. Names the part."""


@dataclass(frozen=True)
class Figure:
    """One figure, once: what it is, of which period and base, and the counts it is made of. In a sentence it stands as a reference."""

    ref: str
    kind: Kind
    value: int | Decimal | None  # None: there is no such figure
    what: str
    base: str
    period: str
    parts: tuple[str, ...] = ()  # percent: part and whole; average: the count; change: now and before
    is_provisional: bool = False

    def __str__(self) -> str:
        return f"[[figure:{self.ref}]]"

    @property
    def text(self) -> str:
        """As it is printed: 1,234, 81.9%, "none to count"."""
        if self.value is None:
            return "none to count" if self.kind in ("percent", "average") else "not known"
        if self.kind == "change":
            return shown(abs(int(self.value)))
        return f"{self.value}%" if self.kind == "percent" else shown(self.value)

    def plain(self) -> dict[str, Any]:
        """As it is frozen."""
        value = str(self.value) if isinstance(self.value, Decimal) else self.value
        return {
            "kind": self.kind,
            "value": value,
            "text": self.text,
            "what": self.what,
            "base": self.base,
            "period": self.period,
            "parts": list(self.parts),
            "provisional": self.is_provisional,
        }


Cell = Figure | str


@dataclass
class Table:
    """A table as it is printed. `total` names the row that the others must add up to, in these columns."""

    key: str
    caption: str
    headings: list[str]
    rows: list[list[Cell]]
    source: str
    total: list[Cell] | None = None
    sums: list[int] = field(default_factory=list)  # columns whose parts must add up to the total
    by_size_from: int | None = (
        None  # from this row on they stand in order of size, which tells of numbers that are not shown
    )

    def check(self) -> None:
        """Raise DoesNotSum when the parts of a column do not add up to its total."""
        for column in self.sums:
            assert self.total is not None
            total = self.total[column]
            parts = sum(_count(row[column]) for row in self.rows)
            if not isinstance(total, Figure) or parts != (total.value or 0):
                raise DoesNotSum(
                    f"“{self.caption}”: the column “{self.headings[column]}” adds up to {parts}, but its total says {total.text if isinstance(total, Figure) else total}."
                )

    def lines(self) -> list[list[Cell]]:
        """The rows, the total last."""
        return [*self.rows, self.total] if self.total else self.rows


def _count(cell: Cell) -> int:
    return cell.value if isinstance(cell, Figure) and isinstance(cell.value, int) else 0


@dataclass
class Chart:
    """A chart of figures. Its title says what it shows, and may refer to figures."""

    key: str
    kind: str  # bars, lines, rows
    title: str
    labels: list[str]
    series: list[tuple[str, Sequence[Figure | None]]]
    unit: str = ""
    claim: str = ""  # what the title goes on to say, where its figures may be shown
    by_size_from: int | None = None  # as for tables
    gaps: list[str] = field(default_factory=list)  # labels at which the recording has a declared gap


@dataclass
class Part:
    """What one section of the report computes. `equations` are sums that a reader knows beyond those of the tables."""

    sentences: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)
    equations: list[tuple[Figure, list[Figure]]] = field(default_factory=list)

    def plain(self) -> dict[str, Any]:
        """As it is frozen: figures by reference."""
        return {
            "sentences": list(self.sentences),
            "tables": [_plain_table(t) for t in self.tables],
            "charts": [_plain_chart(c) for c in self.charts],
        }


def _plain_cell(cell: Cell) -> dict[str, str]:
    return {"ref": cell.ref} if isinstance(cell, Figure) else {"text": cell}


def _plain_table(table: Table) -> dict[str, Any]:
    numeric = [
        n
        for n in range(1, len(table.headings))
        if any(isinstance(row[n], Figure) for row in table.rows)
        or all(isinstance(row[n], str) and str(row[n])[:1].isdigit() for row in table.rows)
    ]
    return {
        "key": table.key,
        "caption": table.caption,
        "headings": list(table.headings),
        "rows": [[_plain_cell(c) for c in row] for row in table.rows],
        "total": [_plain_cell(c) for c in table.total] if table.total else None,
        "source": table.source,
        "numeric": numeric if table.rows else [],
        "by_size_from": table.by_size_from,
    }


def _plain_chart(chart: Chart) -> dict[str, Any]:
    series = [[name, [f.ref if f is not None else None for f in values]] for name, values in chart.series]
    return {
        "key": chart.key,
        "kind": chart.kind,
        "title": chart.title,
        "labels": list(chart.labels),
        "series": series,
        "unit": chart.unit,
        "gaps": list(chart.gaps),
        "claim": chart.claim,
        "by_size_from": chart.by_size_from,
    }
