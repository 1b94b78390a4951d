"""The figures of a report: what each is made of, tables and charts of them, sentences that refer to them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from reporting.drawing.charts import shown
from reporting.drawing.wording import in_words
from statute.refusals import Refused

Kind = Literal["count", "percent", "average", "change"]


class DoesNotSum(Refused):
    """A part of the report does not add up; the report is not built. Names the part."""


@dataclass(frozen=True)
class Figure:
    """One figure, once: what it is, of which period and base, and the counts it is made of. In a sentence it
    stands as a reference.
    """

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

    @property
    def in_a_sentence(self) -> str:
        """As it stands in running text: a change in words and without its sign."""
        return in_words(abs(int(self.value or 0))) if self.kind == "change" else self.text


def is_balanced(start: Figure, came: Figure, left: Figure, end: Figure) -> bool:
    """Whether the start, those who came and those who left give the end; no where one of them is unknown."""
    known = [f.value for f in (start, came, left, end) if f.value is not None]
    return len(known) == 4 and known[0] + known[1] - known[2] == known[3]


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
                    f"“{self.caption}”: the column “{self.headings[column]}” adds up to {parts}, but its "
                    f"total says {total.text if isinstance(total, Figure) else total}."
                )

    @property
    def numeric(self) -> tuple[int, ...]:
        """The columns that hold numbers, and are set to the right."""
        return tuple(n for n in range(1, len(self.headings)) if self.rows and self._is_numeric(n))

    def _is_numeric(self, column: int) -> bool:
        cells = [row[column] for row in self.rows]
        if any(isinstance(cell, Figure) for cell in cells):
            return True
        return all(isinstance(cell, str) and cell[:1].isdigit() for cell in cells)

    def sums_of_figures(self) -> Iterator[tuple[Figure, list[Figure]]]:
        """Each total with the figures that add up to it: what a reader of the table knows."""
        for column in self.sums:
            total = self.total[column] if self.total else ""
            if isinstance(total, Figure):
                yield total, [cell for row in self.rows if isinstance(cell := row[column], Figure)]

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
    """What one section of the report computes."""

    sentences: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)
