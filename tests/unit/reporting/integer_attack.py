"""A reader with every published edition of a council and an integer programme: which hidden counts can have
one value alone?

Shares no code with the suppression: what adds up is worked out here again from what is printed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import lil_matrix

from reporting.edition.printed import Amount, PackRow, Printed

PARTS = ("count", "base", "not_known", "all")
HIGHEST = 20_000
Terms = Sequence[tuple[str, int]]


def _part(ref: str, part: str) -> str:
    code, when, _, *rest = ref.split("|", 3)
    return "|".join((code, when, part, *rest))


@dataclass
class Reader:
    """What is printed: a number, or None where it is hidden. `sums` must come to 0, `offsets` to that
    number."""

    cells: dict[str, int | None] = field(default_factory=dict)
    sums: list[tuple[Terms, int]] = field(default_factory=list)
    blank: set[str] = field(default_factory=set)
    """Parts of totals of which every part is hidden."""

    @classmethod
    def of(cls, editions: Iterable[Printed], truth: Mapping[str, int], told: Iterable[Terms]) -> "Reader":
        """Reads every edition. `truth` says which sums hold at all; `told` are those that tables print."""
        reader = cls()
        told = list(told)
        for edition in editions:
            for row in edition.pack:
                reader._read(row)
        reader.sums += [(terms, 0) for terms in told]
        reader.sums += [(terms, 0) for terms in reader._groups()]
        reader.sums += [(terms, 0) for terms in _breakdowns(truth)]
        reader.sums += list(_over_time(truth))
        reader.sums += [(terms, 0) for terms in _iros(truth)]
        reader.sums = [
            (terms, offset)
            for terms, offset in reader.sums
            if all(ref in truth or ref in reader.cells for ref, _ in terms)
            and (not all(ref in truth for ref, _ in terms) or _comes_to(terms, truth) == offset)
        ]
        reader.blank = {ref for terms in told for ref in reader._parts(terms) if reader._is_blank(terms)} | {
            ref for terms in _breakdowns(truth) for ref in reader._parts(terms) if reader._is_blank(terms)
        }
        return reader

    def _parts(self, terms: Terms) -> list[str]:
        return [ref for ref, sign in terms if sign != terms[0][1]]

    def _is_blank(self, terms: Terms) -> bool:
        """Whether every part of a total is hidden: noughts may be among them."""
        parts = self._parts(terms)
        return len(parts) + 1 == len(terms) and all(self.cells.get(ref, 0) is None for ref in parts)

    def _read(self, row: PackRow) -> None:
        part = row.reference.split("|")[2]
        if part in PARTS:
            self._note(row.reference, row.value)
        if part == "percent":
            self._note(_part(row.reference, "count"), row.numerator)
            self._note(_part(row.reference, "base"), row.denominator)
            if row.value.number is not None:
                assert "c" not in (row.numerator.word, row.denominator.word), row.reference

    def _note(self, ref: str, amount: Amount) -> None:
        if amount.number is not None:
            value = int(amount.number)
            assert self.cells.get(ref) in (None, value), f"{ref} is printed twice with two values"
            self.cells[ref] = value
        elif amount.word == "c":
            self.cells.setdefault(ref, None)

    def _groups(self) -> Iterator[Terms]:
        """All are the base and those not known."""
        for ref in {_part(ref, "count") for ref in self.cells}:
            yield ((_part(ref, "all"), 1), (_part(ref, "base"), -1), (_part(ref, "not_known"), -1))

    def found_out(self) -> dict[str, int]:
        """The hidden counts that can have one value alone, with it."""
        return _Programme(self).pinned()


def _comes_to(terms: Terms, truth: Mapping[str, int]) -> int:
    return sum(sign * truth[ref] for ref, sign in terms)


def _breakdowns(truth: Mapping[str, int]) -> Iterator[Terms]:
    """The parts of a breakdown are the whole."""
    parts: dict[tuple[str, str], list[str]] = defaultdict(list)
    for ref in truth:
        head, mark, dimension = ref.rpartition("|")
        if mark and "=" in dimension:
            parts[head, dimension.partition("=")[0]].append(ref)
    for (whole, _), refs in parts.items():
        yield ((whole, 1), *((ref, -1) for ref in refs))


def _iros(truth: Mapping[str, int]) -> Iterator[Terms]:
    """Children with an IRO and those without are all in care. The average caseload times the posts, in
    hundredths, is how many children the IROs have."""
    for ref in truth:
        code, when, part, *rest = ref.split("|")
        whole = f"looked_after_at_end|{when}|count"
        of = [r for r in truth if r.startswith(f"{whole}|iro=") and not r.endswith("=not recorded")]
        if (code, part, rest) == ("iro_named", "count", []):
            yield ((whole, 1), (ref, -1), (f"{whole}|iro=not recorded", -1))
        elif (code, part, rest) == ("caseload", "count", []):
            yield ((ref, 1), *((iro, -100) for iro in of))


def _months_of(year: str) -> list[str]:
    first = int(year[:4])
    return [f"{first}-{m:02d}" for m in range(4, 13)] + [f"{first + 1}-{m:02d}" for m in range(1, 4)]


def _over_time(truth: Mapping[str, int]) -> Iterator[tuple[Terms, int]]:
    """A quarter is its months, a year its quarters; who is in care follows from who came and left."""
    whens = {ref.split("|")[1] for ref in truth if ref.count("|") >= 2}
    years = [w for w in whens if len(w) == 7 and int(w[5:]) == (int(w[:4]) + 1) % 100]
    for year in years:
        months = _months_of(year)
        quarters = {f"{year}-Q{n}": months[3 * n - 3 : 3 * n] for n in range(1, 5)}
        for whole, parts in {**quarters, year: list(quarters)}.items():
            yield from _sums_of_period(truth, whole, parts)
        yield from _sums_of_period(truth, year, months)
        for whole, parts in {year: months, **quarters, **{m: [m] for m in months}}.items():
            yield from _flow(truth, whole, parts)


def _sums_of_period(truth: Mapping[str, int], whole: str, parts: list[str]) -> Iterator[tuple[Terms, int]]:
    for ref in truth:
        code, when, *rest = ref.split("|", 2)
        if when == whole:
            yield ((ref, 1), *(("|".join((code, part, *rest)), -1) for part in parts)), 0


def _flow(truth: Mapping[str, int], whole: str, months: list[str]) -> Iterator[tuple[Terms, int]]:
    days = sorted(
        r.split("|")[1] for r in truth if r.startswith("looked_after_at_end|") and r.count("|") == 2
    )
    ends = {day[:7]: day for day in days}
    before = ends.get(_month_before(months[0]))
    after = ends.get(months[-1])
    came, left = f"starters|{whole}|count", f"leavers|{whole}|count"
    if before and after and came in truth and left in truth:
        start, end = f"looked_after_at_end|{before}|count", f"looked_after_at_end|{after}|count"
        terms = ((start, 1), (came, 1), (left, -1), (end, -1))
        yield terms, _comes_to(terms, truth)  # those who crossed over are known


def _month_before(month: str) -> str:
    year, number = int(month[:4]), int(month[5:])
    return f"{year - 1}-12" if number == 1 else f"{year}-{number - 1:02d}"


class _Programme:
    """Every unknown count as a whole number: at least 1 where it is hidden and another part of its total is
    not, else at least 0."""

    def __init__(self, reader: Reader) -> None:
        self.cells = reader.cells
        refs = {ref for terms, _ in reader.sums for ref, _ in terms} | set(reader.cells)
        self.unknown = sorted(ref for ref in refs if reader.cells.get(ref) is None)
        self.place = {ref: n for n, ref in enumerate(self.unknown)}
        self.hidden = [ref for ref in self.unknown if ref in reader.cells]
        rows = self._rows(reader)
        self.matrix = lil_matrix((max(len(rows), 1), len(self.unknown)))
        self.right = np.zeros(max(len(rows), 1))
        for n, (left, right) in enumerate(rows):
            for at, sign in left:
                self.matrix[n, at] += sign
            self.right[n] = right
        least = [1 if ref in reader.cells and ref not in reader.blank else 0 for ref in self.unknown]
        self.bounds = Bounds(np.array(least, dtype=float), np.full(len(self.unknown), HIGHEST))

    def _rows(self, reader: Reader) -> list[tuple[list[tuple[int, int]], int]]:
        """Each sum as the unknown counts in it, by their place, and what they come to."""
        rows = []
        for terms, offset in reader.sums:
            left = [(self.place[ref], sign) for ref, sign in terms if ref in self.place]
            if left:
                known = sum(sign * (reader.cells[ref] or 0) for ref, sign in terms if ref not in self.place)
                rows.append((left, offset - known))
        return rows

    def _solve(self, goal: np.ndarray) -> np.ndarray:
        answer = milp(
            goal,
            constraints=LinearConstraint(self.matrix.tocsr(), self.right, self.right),
            integrality=np.ones(len(self.unknown)),
            bounds=self.bounds,
        )
        assert answer.success, f"what is printed contradicts itself: {answer.message}"
        return np.rint(answer.x)

    def pinned(self) -> dict[str, int]:
        if not self.hidden:
            return {}
        lowest, highest = self._solve(np.ones(len(self.unknown))), self._solve(-np.ones(len(self.unknown)))
        seen = [lowest, highest]
        found = {}
        for ref in self.hidden:
            at = self.place[ref]
            for sign in (1, -1):
                if len({answer[at] for answer in seen}) == 1:
                    goal = np.zeros(len(self.unknown))
                    goal[at] = sign
                    seen.append(self._solve(goal))
            if len({answer[at] for answer in seen}) == 1:
                found[ref] = int(seen[0][at])
        return found
