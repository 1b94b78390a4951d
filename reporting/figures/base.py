"""The figures of a report: what each is made of, tables and charts of them, sentences that refer to them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from reporting.drawing.charts import shown
from reporting.drawing.wording import in_words
from statute.refusals import Refused

ABOUT_THE_SAME = Decimal("0.5")
"""Points below which a share is about the same as before."""
NEARLY = Decimal(2)
"""Points by which a target may be missed and still be amber."""
LEAST_BASE = 30
"""A share of fewer is no direction: one child more turns it."""
TOO_FEW = "too few to compare"
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
    base_count: int = 0
    """Of a share: of how many it is one."""
    is_unknown: bool = False
    """Without a value: because it is not known, not because there is nothing to count."""
    is_unrecorded: bool = False
    """Whether nothing of its kind was recorded in the period, so that it is no nought."""

    def __str__(self) -> str:
        return f"[[figure:{self.ref}]]"

    @property
    def text(self) -> str:
        """As it is printed: 1,234, 81.9%, "none to count"."""
        if self.value is None:
            has_nothing = self.kind in ("percent", "average") and not self.is_unknown
            return "none to count" if has_nothing else "not known"
        if self.kind == "change":
            return shown(abs(int(self.value)))
        return f"{self.value}%" if self.kind == "percent" else shown(self.value)

    @property
    def whole(self) -> int | None:
        """The value as a whole number; None where there is none."""
        return int(self.value) if self.value is not None else None

    @property
    def in_a_sentence(self) -> str:
        """As it stands in running text: a change in words and without its sign."""
        return in_words(abs(int(self.value or 0))) if self.kind == "change" else self.text


def is_balanced(start: Figure, came: Figure, left: Figure, end: Figure) -> bool:
    """Whether the start, those who came and those who left give the end; no where one of them is unknown."""
    known = [f.value for f in (start, came, left, end) if f.value is not None]
    return len(known) == 4 and known[0] + known[1] - known[2] == known[3]


@dataclass(frozen=True)
class Change:
    """How a figure moved since another: a cell that is shown where both of them are.

    `is_more_better` None: neither way is better. `before` None: there is nothing to compare with, and `why`
    says so.
    """

    now: Figure
    before: Figure | None = None
    is_more_better: bool | None = None
    why: str = "not comparable"

    @property
    def figures(self) -> tuple[Figure, ...]:
        """What a reader has to know for it."""
        return (self.now,) if self.before is None else (self.now, self.before)

    @property
    def text(self) -> str:
        """Up 1.8 points, better; down 14, from 426."""
        if self.before is None or self.now.value is None or self.before.value is None:
            return self.why
        if self.is_on_few:
            return TOO_FEW
        step = Decimal(self.now.value) - Decimal(self.before.value)
        way = self.way
        if way == "level":
            return f"about the same ({self.before.text})" if step else f"the same ({self.before.text})"
        points = " points" if self.now.kind == "percent" else ""
        said = f"{way} {shown(abs(step))}{points}, from {self.before.text}"
        if self.is_more_better is None:
            return said
        return f"{said}: {'better' if (step > 0) is self.is_more_better else 'worse'}"

    @property
    def is_on_few(self) -> bool:
        """Whether either share stands on so few that its direction tells nothing."""
        return self.now.kind == "percent" and any(f.base_count < LEAST_BASE for f in self.figures)

    @property
    def _one_case(self) -> Decimal:
        """The points by which one case more or less moves the share that stands on fewer."""
        smaller = min(figure.base_count for figure in self.figures)
        return Decimal(100) / smaller if smaller else Decimal(0)

    @property
    def way(self) -> str:
        """The sign beside it: up, down, level, or new for what cannot be compared."""
        if self.before is None or self.now.value is None or self.before.value is None or self.is_on_few:
            return "new"
        step = Decimal(self.now.value) - Decimal(self.before.value)
        if not step or self.now.kind == "percent" and abs(step) < max(ABOUT_THE_SAME, self._one_case):
            return "level"
        return "up" if step > 0 else "down"


def against(value: int | Decimal | None, target: Decimal, *, is_more_better: bool, sign: str) -> str:
    """A value held against a target, in words: met, just missed, or missed."""
    aim = f"target {target.normalize():f}{sign}"
    if value is None:
        return aim
    gap = target - value if is_more_better else value - target
    state = "met" if gap <= 0 else "just missed" if gap <= NEARLY else "missed"
    return f"{state}: {aim}"


@dataclass(frozen=True)
class Against:
    """A figure held against the target of the council: a cell that is shown where the figure is."""

    now: Figure
    target: Decimal
    is_more_better: bool

    @property
    def figures(self) -> tuple[Figure, ...]:
        """What a reader has to know for it."""
        return (self.now,)

    @property
    def text(self) -> str:
        """Met: 95%. Just missed: within two points."""
        sign = "%" if self.now.kind == "percent" else ""
        return against(self.now.value, self.target, is_more_better=self.is_more_better, sign=sign)


@dataclass(frozen=True)
class Was:
    """What an earlier edition printed: a cell that is shown where the figures of today are."""

    figures: tuple[Figure, ...]
    text: str


@dataclass(frozen=True)
class Share:
    """A percentage with the numbers behind it, in one cell."""

    figures: tuple[Figure, Figure, Figure]

    @property
    def text(self) -> str:
        """91.4% (285 of 312)."""
        return share_in_words(*(figure.text for figure in self.figures))


def share_in_words(share: str, count: str, base: str) -> str:
    """A percentage with the numbers behind it; by itself where there is none."""
    return f"{share} ({count} of {base})" if share.endswith("%") else share


class Join(StrEnum):
    """How groups with small numbers are joined for readers who may not see them."""

    NEIGHBOURS = "neighbours"
    OTHERS = "others"


Cell = Figure | Change | Against | Was | Share | str
Look = Literal[
    "table",
    "bars",
    "months",
    "multiples",
    "years",
    "flow",
    "pyramid",
    "late",
    "stages",
    "strips",
    "headlines",
    "plan",
    "terms",
    "appendix",
]
"""How a table is printed: as it is, or drawn with its numbers at the marks, so that nothing stands twice."""


@dataclass
class Table:
    """An exhibit: its figures in rows, and how they are printed. `total` names the row that the others must
    add up to, in the columns of `sums`."""

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
    look: Look = "table"
    says: str = ""
    """What it shows, printed as its heading where the figures in it may be shown; it may refer to figures."""
    about: str = ""
    """What is counted, of whom and when."""
    unit: str = ""
    gaps: list[str] = field(default_factory=list)  # rows at which the recording has a declared gap
    note: str = ""
    join: Join | None = None
    """How its small groups are joined; None: they are not."""
    is_internal: bool = False
    """Whether it shows single cases, so that only the internal edition prints it."""
    instead_of: tuple[str, ...] = ()
    """The exhibits of other editions in whose place it stands in the internal one."""

    def cells(self) -> Iterator[Figure]:
        """Every figure that stands in it."""
        for row in self.lines():
            for cell in row:
                if isinstance(cell, Figure):
                    yield cell
                elif not isinstance(cell, str):
                    yield from cell.figures

    def check(self) -> None:
        """Raise DoesNotSum when the parts of a column do not add up to its total."""
        for column in self.sums:
            assert self.total is not None
            total = self.total[column]
            if isinstance(total, Figure) and total.value is None:
                continue  # months that are known tell nothing of the whole
            parts = sum(_count(row[column]) for row in self.rows)
            if not self._is_whole(column, parts):
                raise DoesNotSum(
                    f"“{self.caption}”: the column “{self.headings[column]}” adds up to {parts}, but its "
                    f"total says {total if isinstance(total, str) else total.text}."
                )

    def _is_whole(self, column: int, parts: int) -> bool:
        """Whether the parts make up the total; no more than that where a part is not known."""
        total = (self.total or [])[column]
        if not isinstance(total, Figure):
            return False
        whole = total.value or 0
        cells = (row[column] for row in self.rows)
        has_unknown = any(isinstance(cell, Figure) and cell.value is None for cell in cells)
        return parts <= whole if has_unknown else parts == whole

    @property
    def numeric(self) -> tuple[int, ...]:
        """The columns that hold numbers, and are set to the right."""
        return tuple(n for n in range(1, len(self.headings)) if self.rows and self._is_numeric(n))

    def _is_numeric(self, column: int) -> bool:
        cells = [row[column] for row in self.rows]
        if any(isinstance(cell, Figure | Was | Share) for cell in cells):
            return True
        return all(isinstance(cell, str) and _is_of_numbers(cell) for cell in cells)

    def sums_of_figures(self) -> Iterator[tuple[Figure, list[Figure]]]:
        """Each total with the figures that add up to it: what a reader of the table knows."""
        for column in self.sums:
            total = self.total[column] if self.total else ""
            if isinstance(total, Figure):
                yield total, [cell for row in self.rows if isinstance(cell := row[column], Figure)]

    def lines(self) -> list[list[Cell]]:
        """The rows, the total last."""
        return [*self.rows, self.total] if self.total else self.rows


def _is_of_numbers(cell: str) -> bool:
    """7 of 12, 95%, or a dash for none of its kind."""
    return cell[:1].isdigit() or cell.startswith("[[figure:") or cell == "–"


def _count(cell: Cell) -> int:
    return cell.value if isinstance(cell, Figure) and isinstance(cell.value, int) else 0


@dataclass
class Part:
    """What one section of the report computes."""

    sentences: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    absent: str = ""
    """What was not recorded, where that is all a section has to say."""
    judgements: list[tuple[str, list[str]]] = field(default_factory=list)
    """What works, what worries, what comes next: headings with their points."""
    for_children: list[str] = field(default_factory=list)
