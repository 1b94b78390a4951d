"""Other whole numbers for hidden cells that fit everything printed (AR-2), pure.

Every sum that a reader knows is solved for one of its cells, the one with most room below it. The others may
then be moved at will, and the cells solved for follow: where one of them would fall below what a reader knows
of it, another of its sum is moved too.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping

Key = Hashable
Row = dict[Key, int]
STEPS = (1, -1, 2, -2, 3, -3)
PATIENCE = 200  # places looked at for each step


class Moves:
    """How hidden cells can move. `slack`: every cell that is not printed, and by how much it may be less."""

    def __init__(self, sums: Iterable[Iterable[tuple[Key, int]]], slack: Mapping[Key, int]) -> None:
        self.slack = slack
        rows = ({key: c for key, c in terms if key in slack} for terms in sums)
        self.rows: list[Row] = [row for row in rows if row]
        self.solved: dict[Key, Row] = {}
        self.holders: defaultdict[Key, set[Key]] = defaultdict(set)
        for row in sorted(self.rows, key=len):
            self._solve(dict(row))

    def _solve(self, row: Row) -> None:
        """A sum solved for a cell that stands in it once, and that cell taken out of every other one. A sum
        without such a cell is only held to at the end."""
        for key in [k for k in row if k in self.solved]:
            self._take(row, self.solved[key], row[key])
        singles = [k for k, c in row.items() if c in (1, -1)]
        if not singles:
            return
        mark = max(singles, key=lambda k: (self.slack[k], repr(k)))
        sign = row[mark]
        row = {key: sign * c for key, c in row.items()}
        for other in self.holders.pop(mark, set()):
            before = self.solved[other].keys() - {other}
            self._take(self.solved[other], row, self.solved[other][mark])
            after = self.solved[other].keys() - {other}
            for key in before - after:
                self.holders[key].discard(other)
            for key in after - before:
                self.holders[key].add(other)
        self.solved[mark] = row
        for key in row.keys() - {mark}:
            self.holders[key].add(mark)

    @staticmethod
    def _take(row: Row, other: Row, times: int) -> None:
        for key, c in other.items():
            left = row.get(key, 0) - times * c
            if left:
                row[key] = left
            else:
                row.pop(key, None)

    def other_value(self, key: Key) -> dict[Key, int] | None:
        """Moves of cells, this one among them, that leave every sum as it is; None where none is found."""
        for step in STEPS:
            if step < -self.slack[key]:
                continue
            patience = [PATIENCE]
            if key not in self.solved:
                found = self._mend(self._moved({}, key, step), {key}, patience)
            else:
                found = self._mend_with({}, key, step, {key}, patience)
            if found and found.get(key) and self._holds(found):
                return found
        return None

    def _moved(self, moves: dict[Key, int], key: Key, step: int) -> dict[Key, int]:
        """The moves with a cell moved further, and those that follow it."""
        found = {**moves, key: moves.get(key, 0) + step}
        for other in self.holders.get(key, ()):
            found[other] = found.get(other, 0) - self.solved[other][key] * step
        return found

    def _mend(self, moves: dict[Key, int], fixed: set[Key], patience: list[int]) -> dict[Key, int] | None:
        """Moves more until no cell falls below what is known of it."""
        patience[0] -= 1
        if patience[0] < 0:
            return None
        low = [key for key, step in moves.items() if step < -self.slack[key]]
        if not low:
            return {key: step for key, step in moves.items() if step}
        key = min(low, key=lambda k: (len(self.solved[k]), repr(k)))
        return self._mend_with(moves, key, -self.slack[key] - moves[key], fixed, patience)

    def _mend_with(
        self, moves: dict[Key, int], key: Key, owed: int, fixed: set[Key], patience: list[int]
    ) -> dict[Key, int] | None:
        """Moves one of the cells that a cell follows, so that it moves by so much or nearer to it."""
        for other, step in sorted(self._ways(moves, key, owed, fixed), key=self._cost):
            found = self._mend(self._moved(moves, other, step), fixed | {other}, patience)
            if found:
                return found
        return None

    def _ways(self, moves: dict[Key, int], key: Key, owed: int, fixed: set[Key]) -> Iterator[tuple[Key, int]]:
        for other, c in self.solved[key].items():
            if other == key or other in fixed or owed % c:
                continue
            step = max(-owed // c, -self.slack[other] - moves.get(other, 0))
            if step * -c * owed > 0:
                yield other, step

    def _cost(self, way: tuple[Key, int]) -> tuple[int, str]:
        return len(self.holders.get(way[0], ())), repr(way[0])

    def _holds(self, moves: Mapping[Key, int]) -> bool:
        return not any(sum(c * moves.get(key, 0) for key, c in row.items()) for row in self.rows)
