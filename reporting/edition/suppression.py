"""Disclosure control of the public edition (AR-2), pure: which cells stay in, so that none of those taken
out can be worked out.

A reader knows every printed cell of the edition, that cells are whole numbers, that a hidden one is at least
1 (0 where all parts of a total are hidden), and what adds up to
what: in a table, and between tables that share cells. Each hidden cell therefore needs a witness: other
whole numbers for hidden cells
that fit everything printed. Where none is found a further cell is hidden. No witness found in time counts as
none: the error is on the
safe side.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from reporting.edition.known.moves import Moves

Key = Hashable
DEARER = 20.0
"""So many cells are hidden before one that readers need more."""


@dataclass(frozen=True)
class Rules:
    """What is small: settings of the council, with the values of AR-2."""

    largest_hidden_count: int = 5
    largest_hidden_base: int = 10

    def is_small(self, count: int) -> bool:
        """1 to 5 is small; 0 is not: it stays."""
        return 1 <= count <= self.largest_hidden_count

    def hides_ratio(self, numerator: int, denominator: int) -> bool:
        """A percentage on a numerator of 1 to 5 or a denominator of 1 to 10; 0 stays 0."""
        return numerator > 0 and (self.is_small(numerator) or 1 <= denominator <= self.largest_hidden_base)


@dataclass(frozen=True)
class Equation:
    """What the reader knows to add up: the sum of coefficient x cell is 0."""

    terms: tuple[tuple[Key, int], ...]

    @classmethod
    def total(cls, total: Key, parts: Iterable[Key]) -> "Equation":
        """The parts add up to the total."""
        return cls(((total, 1), *((part, -1) for part in parts)))


@dataclass(frozen=True)
class Ratio:
    """A percentage or an average that is printed: with its counts it tells each of them."""

    key: Key
    numerator: Key
    denominator: Key | None = None  # None: a base that is no count of people


@dataclass
class System:
    """Every count and ratio that an edition prints, and what the reader knows of them.

    `unprinted` counts stand nowhere in the edition but belong to an equation: at least 0, and never in need
    of hiding.
    `known` ones were printed before, so nothing can hide them any more; those `hidden_before` must stay
    hidden.
    `harmless` ones say nothing about a child, and are printed however small they are.
    `needed` ones are those for which the edition is read, each with how much: of several cells any of which
    would do, one that is needed more is hidden last.
    """

    counts: dict[Key, int]
    equations: Sequence[Equation] = ()
    ratios: Sequence[Ratio] = ()
    unprinted: Mapping[Key, int] = field(default_factory=dict)
    known: Mapping[Key, int] = field(default_factory=dict)
    hidden_before: frozenset[Key] = frozenset()
    harmless: frozenset[Key] = frozenset()
    needed: Mapping[Key, int] = field(default_factory=dict)


def hidden_cells(system: System, rules: Rules | None = None) -> frozenset[Key]:
    """The keys of counts and ratios that the edition must not print."""
    one = _same_cells(system)
    hidden = _Search(_told_once(system, one), rules or Rules()).run()
    cells = system.counts.keys() | system.hidden_before
    return hidden | {key for key in cells if one.get(key, key) in hidden and key not in system.known}


def _values(system: System) -> dict[Key, int]:
    return {**system.unprinted, **system.known, **system.counts}


def _same_cells(system: System) -> dict[Key, Key]:
    """Cells that are one number under two names: each with the name that stands for all of them."""
    values, one = _values(system), dict[Key, Key]()

    def of(key: Key) -> Key:
        while key in one:
            key = one[key]
        return key

    for equation in system.equations:
        terms = _merged(equation).terms
        if len(terms) == 2 and terms[0][1] == -terms[1][1] and all(k in values for k, _ in terms):
            first, other = of(terms[0][0]), of(terms[1][0])
            if first != other:
                one[other] = first
    return {key: of(key) for key in one}


def _told_once(system: System, one: Mapping[Key, Key]) -> System:
    """The system with a single cell for each number: printed where any of its names is, and so on."""

    def of(key: Key) -> Key:
        return one.get(key, key)

    known = {of(key): count for key, count in system.known.items()}
    counts = {of(key): count for key, count in system.counts.items() if key not in known}
    equations = (Equation(tuple((of(key), c) for key, c in e.terms)) for e in system.equations)
    return System(
        counts=counts,
        equations=[e for e in map(_merged, equations) if e.terms],
        ratios=[
            Ratio(r.key, of(r.numerator), None if r.denominator is None else of(r.denominator))
            for r in system.ratios
        ],
        unprinted={of(k): n for k, n in system.unprinted.items() if of(k) not in counts},
        known=known,
        hidden_before=frozenset(map(of, system.hidden_before)),
        harmless=frozenset(map(of, system.harmless))
        - {of(k) for k in system.counts.keys() - system.harmless},
        needed=_most_needed((of(k), need) for k, need in system.needed.items()),
    )


def _most_needed(needs: Iterable[tuple[Key, int]]) -> dict[Key, int]:
    """Each cell with the most that any of its names is needed."""
    found: dict[Key, int] = {}
    for key, need in needs:
        found[key] = max(need, found.get(key, need))
    return found


class _Search:
    def __init__(self, system: System, rules: Rules) -> None:
        self.system, self.rules = system, rules
        self.values = _values(system)
        self.equations = [
            e.terms
            for e in dict.fromkeys(_merged(e) for e in system.equations)
            if all(k in self.values for k, _ in e.terms)
        ]
        self.of: dict[Key, list[int]] = defaultdict(list)
        for n, terms in enumerate(self.equations):
            for key, _ in terms:
                self.of[key].append(n)
        self.known = self._follows_from_what_was_printed()
        self.settled: set[Key] = set()
        self.blank: set[Key] = set()
        self.printable = system.counts.keys() - self.known
        self.hidden = {k for k in self.printable if self._is_small(k)}
        self.hidden |= {k for k in system.hidden_before if k in self.values and k not in self.known}
        self.hidden |= {r.numerator for r in system.ratios if self._needs_its_numerator_hidden(r)}

    def _follows_from_what_was_printed(self) -> set[Key]:
        """What earlier documents printed, and what follows from it alone: hiding that would protect
        nothing."""
        known = set(self.system.known)
        while True:
            unknown = ([k for k, _ in terms if k not in known] for terms in self.equations)
            found = {keys[0] for keys in unknown if len(keys) == 1}
            found = {key for key in found if not self._is_small(key)}
            if not found:
                return known
            known |= found

    def _is_small(self, key: Key) -> bool:
        return key not in self.system.harmless and self.rules.is_small(self.values[key])

    def _hides(self, ratio: Ratio) -> bool:
        """Whether a percentage is left out for its own numbers."""
        if ratio.denominator is None or ratio.numerator in self.system.harmless:
            return False
        return self.rules.hides_ratio(self.values[ratio.numerator], self.values[ratio.denominator])

    def _needs_its_numerator_hidden(self, ratio: Ratio) -> bool:
        """A ratio on a small base is taken out: with both its counts in print it could be worked out
        again."""
        is_open = not {ratio.numerator, ratio.denominator} & self.hidden
        return is_open and self._hides(ratio) and ratio.numerator in self.printable

    def run(self) -> frozenset[Key]:
        safe: set[Key] = set()
        while True:
            self.settled = self._follows_from_what_is_shown()
            further = self._lonely_or_small_remainder() or self._unprotected(safe)
            if not further:
                break
            self.hidden |= further
        return frozenset(self.hidden | {r.key for r in self.system.ratios if self._is_out(r)})

    def _is_out(self, ratio: Ratio) -> bool:
        return ratio.numerator in self.hidden or ratio.denominator in self.hidden or self._hides(ratio)

    def _follows_from_what_is_shown(self) -> set[Key]:
        """What is printed nowhere and follows from what is: it can take up nothing."""
        shown = (self.system.counts.keys() | self.known) - self.hidden
        settled: set[Key] = set()
        while True:
            unknown = (
                [k for k, _ in terms if k not in shown and k not in settled] for terms in self.equations
            )
            found = {keys[0] for keys in unknown if len(keys) == 1} - self.hidden
            if not found:
                return settled
            settled |= found

    def _is_free(self, key: Key) -> bool:
        return key in self.hidden or not (
            key in self.system.counts or key in self.known or key in self.settled
        )

    def _lonely_or_small_remainder(self) -> set[Key]:
        """A cell to hide besides one that stands alone in its sum, or besides some that together are still a
        small number."""
        for terms in self.equations:
            free = [(key, c) for key, c in terms if self._is_free(key)]
            if not any(key in self.hidden for key, _ in free):
                continue
            signs = {c > 0 for _, c in free}
            rest = abs(sum(c * self.values[key] for key, c in free))
            is_small = len(signs) == 1 and self.rules.is_small(rest) and not self._is_harmless(terms)
            if len(free) == 1 or is_small:
                beside = next(key for key, _ in free if key in self.hidden)
                if found := self._smallest_open((key for key, _ in terms), beside):
                    return found
        return set()

    def _is_harmless(self, terms: Iterable[tuple[Key, int]]) -> bool:
        """Whether what is shown of a sum says nothing about a child, so that its rest does not either."""
        return all(
            key in self.system.harmless for key, _ in terms if self.values[key] and not self._is_free(key)
        )

    def _unprotected(self, safe: set[Key]) -> set[Key]:
        """Cells to hide so that another one, of which there is no witness yet, gets one: those that readers
        need least.
        """
        free = [key for key in self.values if self._is_free(key)]
        moves = Moves(self.equations, {key: self.values[key] - self._least(key) for key in free})
        for key in sorted(self.hidden - safe, key=lambda k: (self.values[k], repr(k))):
            if key in safe:
                continue
            witness = moves.other_value(key)
            if witness:
                safe |= {k for k in witness if k in self.hidden}
                continue
            if found := moves.cheapest(key, self._costs()) or self._smallest_open(self._linked(key), key):
                return found
            if self._is_small(key) and self._blank_a_sum_of(key):
                return {key}
            safe.add(key)  # all its sums are hidden throughout: every one may be twice as high
        return set()

    def _costs(self) -> dict[Key, tuple[int, float]]:
        """What it costs to hide each printed cell, and by how much it could then be less."""
        return {
            key: (self.values[key] - 1, DEARER ** self.system.needed.get(key, 0))
            for key in sorted(self.printable - self.hidden, key=repr)
            if self.values[key] > 0
        }

    def _blank_a_sum_of(self, key: Key) -> bool:
        """Hides the noughts too of a sum whose parts are all hidden otherwise: then a reader no longer knows
        that each of them is at least 1. The last resort, where a total is as small as its parts are many.
        """
        for n in self.of[key]:
            terms = self.equations[n]
            parts = [k for k, c in terms if (c > 0) is not (terms[0][1] > 0)]
            if len(parts) + 1 != len(terms):
                continue
            open_ones = [k for k in parts if k not in self.hidden]
            if not set(parts) <= self.blank and open_ones and set(open_ones) <= self.printable:
                self.hidden |= set(open_ones)
                self.blank |= set(parts)
                return True
        return False

    def _least(self, key: Key) -> int:
        """What a reader knows a cell to be at the least."""
        return 1 if key in self.hidden and key not in self.blank else 0

    def _smallest_open(self, keys: Iterable[Key], beside: Key) -> set[Key]:
        """The smallest cell that costs least: one that readers need less goes first, then one that leaves no
        other sum with a single hidden cell, then one that stands in the same sums as the cell beside which
        it is hidden: what one of them is more, the other is less.
        """
        open_ones = [k for k in keys if k in self.printable and k not in self.hidden and self.values[k] > 0]
        sums = set(self.of[beside])

        def cost(key: Key) -> tuple[int, int, int, int, str]:
            apart = len(sums ^ set(self.of[key]))
            return self.system.needed.get(key, 0), self._lonely_in(key), apart, self.values[key], repr(key)

        return {min(open_ones, key=cost)} if open_ones else set()

    def _lonely_in(self, key: Key) -> int:
        """In how many sums a cell would be the only hidden one."""
        return sum(not any(self._is_free(k) for k, _ in self.equations[n] if k != key) for n in self.of[key])

    def _linked(self, key: Key) -> set[Key]:
        """Every cell that hangs together with this one through sums."""
        found, todo = {key}, [key]
        while todo:
            for n in self.of[todo.pop()]:
                new = {k for k, _ in self.equations[n]} - found
                found |= new
                todo += new
        return found


def _merged(equation: Equation) -> Equation:
    """The same equation with every cell in it once."""
    together: dict[Key, int] = defaultdict(int)
    for key, coefficient in equation.terms:
        together[key] += coefficient
    return Equation(tuple((k, c) for k, c in together.items() if c))
