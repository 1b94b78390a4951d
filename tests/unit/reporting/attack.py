"""A reader who wants to know: works out hidden cells of tables from what is printed. Shares no code with the
suppression.

Knows every printed cell, what adds up to what, that cells are whole numbers and that a hidden one is at least
1.
"""

from collections.abc import Hashable, Mapping, Sequence

Terms = Sequence[tuple[Hashable, int]]
HIGHEST = 5000


class TooHard(Exception):
    """The search was given up: the test must not count that as safe."""


class Reader:
    def __init__(
        self,
        printed: Mapping[Hashable, int | None],
        sums: Sequence[Terms],
        unprinted: Sequence[Hashable] = (),
    ) -> None:
        """`unprinted` cells stand nowhere, belong to sums, and may be 0."""
        self.printed = printed = {**printed, **dict.fromkeys(unprinted)}
        self.unknown = [k for k, v in printed.items() if v is None]
        self.least = {k: 0 if k in set(unprinted) else 1 for k in self.unknown}
        self.rows: list[tuple[list[tuple[Hashable, int]], int]] = []
        for terms in sums:
            left = [(k, c) for k, c in terms if printed[k] is None]
            if left:
                known = sum(c * (printed[k] or 0) for k, c in terms if printed[k] is not None)
                self.rows.append((left, -known))
        self.steps = 0

    def ranges(self) -> dict[Hashable, tuple[int, int]]:
        """How far each hidden cell is known from adding and subtracting alone, however often: quick for a
        whole report."""
        found = self._tighten({k: (self.least[k], HIGHEST) for k in self.unknown})
        assert found is not None, "the printed cells contradict each other"
        return {k: r for k, r in found.items() if self.least[k] == 1}

    def pinned(self) -> set[Hashable]:
        """The hidden cells that can have one value alone."""
        found = set()
        base = self._tighten(dict.fromkeys(self.unknown, (1, HIGHEST)))
        assert base is not None, "the printed cells contradict each other"
        witnesses: list[dict[Hashable, int]] = []
        for key in (k for k in self.unknown if self.least[k] == 1):
            seen = {w[key] for w in witnesses}
            low, high = base[key]
            if not seen:
                answer = self._solve(base)
                assert answer is not None, "the printed cells contradict each other"
                witnesses.append(answer)
                seen = {answer[key]}
            if len(seen) > 1:
                continue
            value = next(iter(seen))
            for part in ((low, value - 1), (value + 1, high)):
                answer = self._solve(base | {key: part}) if part[0] <= part[1] else None
                if answer is not None:
                    witnesses.append(answer)
                    break
            else:
                found.add(key)
        return found

    def _tighten(self, bounds: dict[Hashable, tuple[int, int]]) -> dict[Hashable, tuple[int, int]] | None:
        """Narrow every range by every sum until nothing moves; None when nothing fits."""
        bounds, moving = dict(bounds), True
        while moving:
            moving = False
            for terms, total in self.rows:
                for k, c in terms:
                    low, high = _span(terms, bounds)
                    if low > total or high < total:
                        return None
                    of_k = _span([(k, c)], bounds)
                    ends = sorted(((total - low + of_k[0]) / c, (total - high + of_k[1]) / c))
                    a, b = bounds[k]
                    new = max(a, -int(-ends[0] // 1)), min(b, int(ends[1] // 1))
                    if new[0] > new[1]:
                        return None
                    if new != (a, b):
                        bounds[k], moving = new, True
        return bounds

    def _solve(self, bounds: dict[Hashable, tuple[int, int]]) -> dict[Hashable, int] | None:
        self.steps += 1
        if self.steps > 50_000:
            raise TooHard
        narrowed = self._tighten(bounds)
        if narrowed is None:
            return None
        open_ones = [k for k, (a, b) in narrowed.items() if a < b]
        if not open_ones:
            return {k: a for k, (a, _) in narrowed.items()}
        key = min(open_ones, key=lambda k: (narrowed[k][1] - narrowed[k][0], repr(k)))
        a, b = narrowed[key]
        middle = (a + b) // 2
        for part in ((a, middle), (middle + 1, b)):
            answer = self._solve(narrowed | {key: part})
            if answer is not None:
                return answer
        return None


def _span(terms: Sequence[tuple[Hashable, int]], bounds: dict[Hashable, tuple[int, int]]) -> tuple[int, int]:
    """The least and the most that a sum can be within these ranges."""
    ends = [sorted((c * bounds[k][0], c * bounds[k][1])) for k, c in terms]
    return sum(low for low, _ in ends), sum(high for _, high in ends)
