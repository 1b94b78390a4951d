"""Other whole numbers for hidden cells that fit everything printed (AR-2), pure.

Found by integer programming: one unknown for each hidden cell, the change in it, and one equation for each
sum that a reader knows.
"""

from collections.abc import Hashable, Iterable, Mapping
from functools import cached_property
from math import inf
from typing import Any

from reporting.edition.known import solver

Key = Hashable
FURTHEST = 1_000_000
UP, DOWN = (1, FURTHEST), (-FURTHEST, -1)


class Moves:
    """How hidden cells can move. `slack`: every cell that is not printed, and by how much it may be less."""

    def __init__(self, sums: Iterable[Iterable[tuple[Key, int]]], slack: Mapping[Key, int]) -> None:
        self.slack, self.sums = slack, [list(terms) for terms in sums]
        rows = ({key: c for key, c in terms if key in slack} for terms in self.sums)
        self.rows = [row for row in rows if row]
        self.place = {key: place for place, key in enumerate(slack)}

    def other_value(self, key: Key) -> dict[Key, int] | None:
        """Moves of cells, this one among them, that leave every sum as it is; None where none is found."""
        if all(key not in row for row in self.rows):
            return {key: 1}
        for least, most in (UP, DOWN):
            found = self._moves(key, max(least, -self.slack[key]), most)
            if found is not None:
                return found
        return None

    def _moves(self, key: Key, least: int, most: int) -> dict[Key, int] | None:
        if least > most:
            return None
        place = self.place[key]
        values = solver.numbers(self._solver, place, least, most)
        self._solver.changeColBounds(place, -self.slack[key], FURTHEST)
        if values is None:
            return None
        moves = {key: value for key, value in zip(self.slack, values, strict=True) if value}
        return moves if least <= moves.get(key, 0) <= most and self._holds(moves) else None

    @cached_property
    def _solver(self) -> Any:
        rows = [{self.place[key]: c for key, c in row.items()} for row in self.rows]
        return solver.ready([-room for room in self.slack.values()], [FURTHEST] * len(self.slack), rows)

    def cheapest(self, key: Key, costs: Mapping[Key, tuple[int, float]]) -> set[Key]:
        """The cells that cost least of those that would let this one move if they too were hidden; empty
        where nothing would. `costs`: printed cell -> by how much it may be less, and what each step costs.
        """
        best: tuple[float, set[Key]] = (inf, set())
        for bounds in (UP, DOWN):
            best = min(best, self._way(key, bounds, costs), key=lambda way: way[0])
        return best[1]

    def _way(
        self, key: Key, bounds: tuple[int, int], costs: Mapping[Key, tuple[int, float]]
    ) -> tuple[float, set[Key]]:
        """What it costs to move a cell between these bounds, and which printed cells move with it. For a
        printed cell there are two numbers: by how much it is more, and by how much less.
        """
        least, most = max(bounds[0], -self.slack[key]), bounds[1]
        if least > most:
            return inf, set()
        hidden, printed = len(self.slack), len(costs)
        place = {k: n for n, k in enumerate([*self.slack, *costs])}
        rows = [{place[k]: c for k, c in terms if k in place} for terms in self.sums]
        for row in rows:
            row |= {n + printed: -c for n, c in row.items() if n >= hidden}
        rooms, each = [room for room, _ in costs.values()], [cost for _, cost in costs.values()]
        asked = solver.ready(
            [-room for room in self.slack.values()] + [0] * 2 * printed,
            [FURTHEST] * (hidden + printed) + rooms,
            [row for row in rows if row],
            [0.0] * hidden + each + each,
        )
        found = solver.numbers(asked, place[key], least, most)
        if found is None:
            return inf, set()
        moved = {k for k in costs if found[place[k]] or found[place[k] + printed]}
        return sum(costs[k][1] for k in moved), moved

    def _holds(self, moves: Mapping[Key, int]) -> bool:
        """Whether every sum stays and no cell falls below what is known of it: looked at in whole numbers,
        whatever the solver says.
        """
        return all(step >= -self.slack[key] for key, step in moves.items()) and not any(
            sum(c * moves.get(key, 0) for key, c in row.items()) for row in self.rows
        )
