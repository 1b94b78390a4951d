"""What a reader of a typed table can add up: counts, totals, columns that are sums of others, shares."""

from collections.abc import Callable, Iterator

from reporting.edition.suppression import Equation, Key, Ratio
from reporting.proof import text as texts
from reporting.proof.manuscript import plain_name
from reporting.proof.stated import stated
from reporting.proof.sums import BadSum, Sum, read
from reporting.proof.tables import PERCENT, TOTAL


class Grid:
    """One typed table as cells with keys."""

    def __init__(self, table: texts.Typed, key: Callable[[int, int], Key]) -> None:
        self.table, self.key = table, key
        self.names = [plain_name(heading) for heading in table.headings]
        self.sums = [self._sum(heading) for heading in table.headings]
        self.counts: dict[Key, int] = {}
        for r, row in enumerate(table.rows):
            for c, cell in enumerate(row[1:], start=1):
                count = self._count(c, cell)
                if count is not None:
                    self.counts[key(r, c)] = count

    def _sum(self, heading: str) -> Sum | None:
        """How a column is worked out: what stands after the = in its heading."""
        _, sign, words = heading.partition(" = ")
        if not sign:
            return None
        try:
            return read(words, [*self.names, *(f"total {name}" for name in self.names)])
        except BadSum:
            return None

    def _is_share(self, column: int) -> bool:
        return column < len(self.names) and bool(PERCENT.search(self.names[column]))

    def _count(self, column: int, cell: str) -> int | None:
        """The number of a cell that counts something; None for words, shares and averages."""
        words = "".join(getattr(piece, "text", "") for piece in texts.pieces(cell))
        found = stated(words)
        if found is None or found.value is None or found.decimals or found.is_percent:
            return None
        return None if self._is_share(column) or found.value < 0 else int(found.value)

    def equations(self) -> Iterator[Equation]:
        """Totals of columns, and columns that are sums of others."""
        for column in range(1, len(self.names)):
            yield from self._total(column)
            for row in range(len(self.table.rows)):
                yield from self._row_sum(row, column)

    def _total(self, column: int) -> Iterator[Equation]:
        plain = [r for r, row in enumerate(self.table.rows) if row and " = " not in row[0]]
        totals = [r for r in plain if TOTAL.match(self.table.rows[r][0])]
        parts = [self.key(r, column) for r in plain if r not in totals]
        keys = [self.key(r, column) for r in totals[:1]] + parts
        if totals and parts and all(key in self.counts for key in keys):
            yield Equation.total(keys[0], parts)

    def _row_sum(self, row: int, column: int) -> Iterator[Equation]:
        """A column that is worked out by adding others: the reader can do it the other way round."""
        of = self.sums[column]
        if of is None or not of.is_linear:
            return
        terms: list[tuple[Key, int]] = [(self.key(row, column), 1)]
        sign, at = -1, row
        for token in of.tokens:
            if token in "+-":
                sign = -1 if token == "+" else 1
            elif token == "previous":
                at = row - 1
            elif token in self.names:
                terms.append((self.key(at, self.names.index(token)), sign))
                at = row
            else:
                return
        if all(key in self.counts for key, _ in terms):
            yield Equation(tuple(terms))

    def ratios(self) -> Iterator[Ratio]:
        """A share goes with its counts; one whose counts can’t be told goes when the row has any that is
        small."""
        for row in range(len(self.table.rows)):
            for column in range(1, len(self.names)):
                if self._is_share(column):
                    yield from self._ratios_of(row, column)

    def _ratios_of(self, row: int, column: int) -> Iterator[Ratio]:
        key, of = self.key(row, column), self.sums[column]
        if of is not None and of.is_share and of.tokens[0] in self.names:
            part = self.key(row, self.names.index(of.tokens[0]))
            whole = self._whole(row, of.tokens[2])
            if part in self.counts and whole in self.counts:
                yield Ratio(key, part, whole)
                return
        for other in range(1, len(self.names)):
            if self.key(row, other) in self.counts:
                yield Ratio(key, self.key(row, other))

    def _whole(self, row: int, name: str) -> Key | None:
        """The cell that a share is of: in its row, or in the total row."""
        plain = name.removeprefix("total ")
        if plain not in self.names:
            return None
        return self.key(row if plain == name else self._total_row(), self.names.index(plain))

    def _total_row(self) -> int:
        return next((r for r, row in enumerate(self.table.rows) if row and TOTAL.match(row[0])), -1)
