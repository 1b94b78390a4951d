"""Checks of one typed table: what adds up, what recomputes, of which base and period it is, where it comes
from."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from reporting.proof import inferred
from reporting.proof.manuscript import Fault, Manuscript, plain_name
from reporting.proof.pattern import Pattern
from reporting.proof.periods import impossible_years, years_in
from reporting.proof.stated import Stated, shown, whole_number_for
from reporting.proof.sums import BadSum, NotKnown, Sum, read
from reporting.proof.text import Typed

TOTAL = Pattern(r"^(total|all|the year|year|whole|in all)\b", re.IGNORECASE)
PERCENT = Pattern(r"%|per cent|share", re.IGNORECASE)
PER = Pattern(r"per (\d[\d,]*)", re.IGNORECASE)
ALMOST = Pattern(r"£?[+-]?[\dOolI.,]+\s?%?\*?")
NUMBER = Pattern(r"£?[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?\s?%?\*?")
UNSETTLED = Pattern(r"\b(provisional|restated|revised|estimated?)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Line:
    """A row with its label, the sum in the label if any, and its cells by column."""

    name: str
    sum: Sum | None
    cells: dict[str, Stated | None]

    @property
    def is_total(self) -> bool:
        return bool(TOTAL.match(self.name))


class TableCheck:
    """One table under check."""

    def __init__(self, table: Typed, manuscript: Manuscript, chapter: str) -> None:
        self.table, self.manuscript = table, manuscript
        self.place = f"{chapter}, table “{table.caption}”"
        self.columns = [plain_name(h) for h in table.headings]
        self.broken: list[Fault] = []
        self.sums = {plain_name(h): self._sum(h, self.columns) for h in table.headings[1:]}
        labels = [plain_name(r[0]) for r in table.rows if r]
        self.lines = [self._line(row, labels) for row in table.rows if row]

    def _sum(self, heading: str, names: list[str]) -> Sum | None:
        _, sign, words = heading.partition(" = ")
        if not sign:
            return None
        totals = [f"total {n}" for n in names]
        try:
            return read(words, [*names, *totals])
        except BadSum as error:
            self.broken.append(Fault(self.place, "sum", f"“{heading}” can’t be read: {error}."))
            return None

    def _line(self, row: tuple[str, ...], labels: list[str]) -> Line:
        cells = {
            name: self.manuscript.cell(row[n]) if n < len(row) else None
            for n, name in enumerate(self.columns)
            if n
        }
        return Line(plain_name(row[0]), self._sum(row[0], labels), cells)

    def faults(self) -> Iterator[Fault]:
        yield from self.broken
        yield from self._form()
        yield from self._no_numbers()
        yield from self._totals()
        for at, line in enumerate(self.lines):
            for column in self.columns[1:]:
                yield from self._cell(at, line, column)
        yield from self._unexplained()
        yield from self._bases()
        yield from self._periods()

    def _unexplained(self) -> Iterator[Fault]:
        """What a reader works out where nobody said how."""
        columns = [c for c in self.columns[1:] if self.sums[c] is None and not PER.search(c)]
        rows = [(line.name, line.cells) for line in self.lines if line.sum is None]
        shares = {c for c in columns if self._is_percent(c, *(cells[c] for _, cells in rows))}
        for rule, words in inferred.faults(columns, rows, shares):
            yield self._fault(rule, words)

    def _fault(self, rule: str, text: str) -> Fault:
        return Fault(self.place, rule, text)

    def _form(self) -> Iterator[Fault]:
        table = self.table
        if not table.is_closed:
            yield self._fault("form", "the table has no [[end]] line. Add it below the last row.")
        if not table.rows:
            yield self._fault("empty", "the table has no rows. Add them, or leave the table out.")
        if not table.source:
            yield self._fault("source", "say where the figures come from: add “source: …” after the caption.")
        for row in table.rows:
            if len(row) != len(table.headings):
                yield self._fault(
                    "form", f"the row “{row[0]}” has {len(row)} cells, the heading {len(table.headings)}."
                )
        words = " ".join((table.source, table.note, table.period, table.caption))
        if UNSETTLED.search(words) and not table.status:
            yield self._fault(
                "mark",
                "figures that are provisional or restated must be marked: add “status: provisional” or "
                "“status: restated”.",
            )
        starred = any("*" in c for row in table.rows for c in row) or any(
            "*" in h.partition(" = ")[0] for h in table.headings
        )
        if starred and "*" not in table.note:
            yield self._fault(
                "mark", "a * stands in the table, but nothing says what it means: add “note: * …”."
            )

    def _no_numbers(self) -> Iterator[Fault]:
        """A cell that was meant for a number and is none: 1O, 12,34, 5..2."""
        for row, line in zip((row for row in self.table.rows if row), self.lines, strict=True):
            for cell, column in zip(row[1:], self.columns[1:], strict=False):
                others = [other.cells[column] for other in self.lines if other is not line]
                looks_like_one = re.search(r"\d", cell) and ALMOST.fullmatch(cell)
                if looks_like_one and not NUMBER.fullmatch(cell) and any(others):
                    said = f"“{line.name}”, “{column}”: {cell} is not a number. Write it as 1,234 or 56.7."
                    yield self._fault("form", said)

    def _is_percent(self, column: str, *cells: Stated | None) -> bool:
        return bool(PERCENT.search(column)) or any(c is not None and c.is_percent for c in cells)

    def _totals(self) -> Iterator[Fault]:
        total = next((line for line in self.lines if line.is_total and line.sum is None), None)
        parts = [line for line in self.lines if not line.is_total and line.sum is None]
        if total is None or not parts:
            return
        for column in self.columns[1:]:
            if not self._recomputes_by_row(column):
                yield from self._column(column, total.cells[column], [line.cells[column] for line in parts])

    def _recomputes_by_row(self, column: str) -> bool:
        of = self.sums[column]
        return of is not None and not (of.is_share and of.tokens[2].startswith("total "))

    def _column(self, column: str, whole: Stated | None, cells: list[Stated | None]) -> Iterator[Fault]:
        """Whether a column adds up to its total, as far as every cell of it is a number."""
        known = [cell for cell in cells if cell is not None and cell.value is not None]
        if whole is None or whole.value is None or len(known) != len(cells):
            return
        found = sum((cell.value or Fraction(0) for cell in known), Fraction(0))
        slack = Fraction(0)
        if self._is_percent(column, whole, *known) or whole.decimals:
            slack = sum((cell.half_unit for cell in known), whole.half_unit)
        if abs(found - whole.value) > slack:
            adds_up = shown(found, max(cell.decimals for cell in known))
            said = f"the column “{column}” adds up to {adds_up}, but its total says {whole.text}."
            yield self._fault("total", said)

    def _cell(self, at: int, line: Line, column: str) -> Iterator[Fault]:
        printed = line.cells[column]
        if printed is None or printed.value is None:
            return
        of = line.sum or self.sums[column]
        if of is None:
            return
        place = f"“{line.name}”, “{column}”"

        def look(name: str, previous: bool) -> Fraction | None:
            return self._value(at, line, column, name, previous)

        try:
            if of.is_comparison:
                return
            if of.whole_base is not None:
                base = of.whole_base.value(look)
                if whole_number_for(printed, base, self._factor(column, printed)) is None:
                    yield self._fault(
                        "whole", f"{place}: {printed.text} of {shown(base, 0)} is not a whole number."
                    )
                return
            exact = of.value(look)
        except NotKnown:
            return
        except BadSum as error:
            yield self._fault("sum", f"{place} can’t be worked out: {error}.")
            return
        yield from self._compare(place, of, printed, exact, column)

    def _compare(self, place: str, of: Sum, printed: Stated, exact: Fraction, column: str) -> Iterator[Fault]:
        assert printed.value is not None
        if of.is_linear:
            is_rounded = self._is_percent(column, printed) or printed.decimals > 0
            slack = of.terms * printed.half_unit + printed.half_unit if is_rounded else 0
            if abs(exact - printed.value) > slack:
                yield self._fault(
                    "total",
                    f"{place} says {printed.text}, but its parts come to {shown(exact, printed.decimals)}.",
                )
            return
        if of.is_share and exact > 1 and self._is_percent(column, printed):
            yield self._fault("impossible", f"{place}: the part is larger than the whole.")
            return
        factor = self._factor(column, printed)
        if not printed.shows(exact * factor):
            rule = "percent" if factor == 100 else "average"
            yield self._fault(
                rule,
                f"{place} says {printed.text}, but it comes to {shown(exact * factor, printed.decimals)}.",
            )

    def _factor(self, column: str, printed: Stated) -> int:
        per = PER.search(column)
        if per:
            return int(per.group(1).replace(",", ""))
        return 100 if self._is_percent(column, printed) else 1

    def _value(self, at: int, line: Line, column: str, name: str, previous: bool) -> Fraction | None:
        """What a name in a sum stands for: another column of the row, another row of the column, or a
        total."""
        if line.sum is not None:
            other = next((o for o in self.lines if o.name.lower() == name.lower()), None)
            return _number(other.cells.get(column)) if other else None
        if name.lower().startswith("total ") and name not in self.columns:
            return self._total_of(name[6:])
        if previous:
            return _number(self.lines[at - 1].cells.get(name)) if at else None
        return _number(line.cells.get(name))

    def _total_of(self, name: str) -> Fraction | None:
        column = next((c for c in self.columns if c.lower() == name.lower()), "")
        total = next((o for o in self.lines if o.is_total), None)
        if total is not None:
            return _number(total.cells.get(column))
        parts = [_number(o.cells.get(column)) for o in self.lines if o.sum is None]
        return (
            None if any(p is None for p in parts) else sum((p for p in parts if p is not None), Fraction(0))
        )

    def _bases(self) -> Iterator[Fault]:
        shares = [c for c in self.columns[1:] if PERCENT.search(c) and self.sums[c] is None]
        if shares and not self.table.base and not self._base_column():
            yield self._fault(
                "base",
                f"“{shares[0]}” is a share of what? Add “base: …” after the caption, or say how it is "
                f"worked out: “{shares[0]} = part / whole”.",
            )
        column = self._base_column()
        has_total = any(line.is_total for line in self.lines)
        if column and has_total:
            at = self.columns.index(column)
            bases = {
                row[at].lower()
                for row, line in zip(self.table.rows, self.lines, strict=True)
                if not line.is_total and at < len(row)
            }
            if len(bases) > 1:
                yield self._fault(
                    "base", f"shares of different bases ({', '.join(sorted(bases))}) can’t be added up."
                )

    def _base_column(self) -> str:
        return next((c for c in self.columns[1:] if c.lower() == "base"), "")

    def _periods(self) -> Iterator[Fault]:
        table = self.table
        said = years_in(f"{table.caption} {table.period}")
        labels = [*table.headings, *(row[0] for row in table.rows if row)]
        for label in [table.caption, table.period, *labels]:
            for wrong in impossible_years(label):
                yield self._fault("period", f"“{wrong}” is not a year. Write it as 2025-26.")
        if not said:
            return
        for label in labels:
            if other := years_in(label) - said:
                names = ", ".join(sorted(f"{y - 1}-{y % 100:02d}" for y in other))
                yield self._fault(
                    "period",
                    f"“{label}” is of {names}, but the caption is of another period. Name every period "
                    f"after “period:”.",
                )


def _number(cell: Stated | None) -> Fraction | None:
    return cell.value if cell is not None else None
