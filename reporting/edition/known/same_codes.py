"""One number told in two ways by what it counts: as a measure, in groups, code by code (AR-2).

What a group is called says nothing: its codes are those that the council gave it, on the last day of the
period.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from itertools import product

from reporting.edition.suppression import Equation, Key
from reporting.measures import groups
from reporting.measures.groups import Group
from statute.formats import LONG_TERM_FOSTER

Case = str | int
"""The smallest part that two groups can differ in: a code, a placement with its provider, a year of age."""
Cells = Mapping[str, Set[Case]]
"""What a breakdown, or several measures side by side, tell apart: name -> what it counts."""
EXITS, MIX = "exits", "placement_mix"
ANY, ANOTHER = (), "another"
YEARS = range(40)
REASONS: Mapping[str, tuple[str, ...]] = {
    "left_adopted": groups.ADOPTED,
    "left_to_family": groups.HOME,
    "left_special_guardianship": groups.GUARDIANSHIP,
    "left_child_arrangements": ("E41",),
    "left_to_other_council": ("E3",),
    "stayed_put": ("E17",),
}
HOMES: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "placed_residential": (groups.RESIDENTIAL, ANY),
    "placed_kinship": (groups.KINSHIP, ANY),
    "placed_in_house_foster": (groups.FOSTER, groups.OWN),
    "placed_agency_foster": (groups.FOSTER, groups.AGENCY),
    "placed_adoptive": (groups.ADOPTIVE, ANY),
    "placed_semi_independent": (groups.SEMI_INDEPENDENT, ANY),
    "placed_with_parents": (groups.PARENTS, ANY),
}
STATUSES: Mapping[str, tuple[str, ...]] = {
    "under_full_care_order": ("C2",),
    "under_interim_order": ("C1",),
    "accommodated": ("V2",),
    "under_placement_order": ("E1", "D1"),
    "remanded": ("J1", "J2", "J3"),
}
ALSO_HOMES: Mapping[str, tuple[str, ...]] = {
    "placed_in_foster_care": (*groups.KINSHIP, *groups.FOSTER),
    "long_term_fostering": tuple(sorted(LONG_TERM_FOSTER)),
    f"{MIX}||provider=Parents": groups.PARENTS,
}
"""Others of the same children, each of which stands for itself."""


@dataclass(frozen=True)
class Groupings:
    """The groups that a council made for itself: of what kind, from which day."""

    own: tuple[tuple[str, date, tuple[Group, ...]], ...] = field(default=())

    def on(self, kind: str, day: date) -> tuple[Group, ...]:
        """The groups in force on a day, else the national ones."""
        in_force = [(start, found) for of, start, found in self.own if of == kind and start <= day]
        return max(in_force, key=lambda one: one[0])[1] if in_force else groups.national(kind)


def same_codes(counts: Mapping[str, int], days: Mapping[str, date], of: Groupings) -> Iterator[Equation]:
    """The sums between two ways of telling the same. `days`: the last day of each period by its name."""
    told_at: dict[str, set[str]] = defaultdict(set)
    for ref in counts:
        code, when, *_ = (*ref.split("|", 2), "", "")
        told_at[when].add(code)
    for when, day in sorted(days.items()):
        ways_of: list[list[Cells]] = []
        if EXITS in told_at[when]:
            ways_of += [_reasons(of, day, counts, when), _ages(of, day)]
        if MIX in told_at[when]:
            ways_of += [_homes(of, day), _statuses(of, day)]
        for told in ways_of:
            ways = [{_named(name, when): cases for name, cases in way.items()} for way in told]
            for number, one in enumerate(ways):
                for other in ways[number + 1 :]:
                    yield from _between(one, other, counts)


def _named(name: str, when: str) -> str:
    code, _, rest = name.partition("||")
    return "|".join([code, when, "count", *([rest] if rest else [])])


def _reasons(of: Groupings, day: date, counts: Mapping[str, int], when: str) -> list[Cells]:
    measures = {name: frozenset(codes) for name, codes in REASONS.items()}
    start = _named(f"{EXITS}||reason=", when)
    singly = {ref.removeprefix(start) for ref in counts if ref.startswith(start)}
    council = of.on("reason", day)
    every = {
        *singly,
        *(c for group in council for c in group.codes),
        *(c for m in measures.values() for c in m),
    }
    told = _first_that_fits(council, every)
    return [
        measures,
        {f"{EXITS}||group={label}": cases for label, cases in told.items()},
        {f"{EXITS}||reason={code}": {code} for code in every},
    ]


def _homes(of: Groupings, day: date) -> list[Cells]:
    council = of.on("placement", day)
    named = [code.partition("/") for group in council for code in group.codes]
    codes = {code for code, _, _ in named} | {code for kinds, _ in HOMES.values() for code in kinds}
    every = {ANOTHER, *(whose for _, _, whose in named if whose), *groups.OWN, *groups.AGENCY}
    told = _first_that_fits(council, _with(codes, every))
    return [
        {name: _with(kinds, providers or every) for name, (kinds, providers) in HOMES.items()},
        {f"{MIX}||home={label}": cases for label, cases in told.items()},
        *({name: _with(kinds, every)} for name, kinds in ALSO_HOMES.items()),
    ]


def _statuses(of: Groupings, day: date) -> list[Cells]:
    council = of.on("legal", day)
    every = {code for group in council for code in group.codes} | {c for m in STATUSES.values() for c in m}
    told = _first_that_fits(council, every)
    return [
        {name: frozenset(codes) for name, codes in STATUSES.items()},
        {f"{MIX}||legal={label}": cases for label, cases in told.items()},
    ]


def _ages(of: Groupings, day: date) -> list[Cells]:
    def told(bands: Iterable[Group]) -> Cells:
        return {f"{EXITS}||age={b.label}": _years(b) for b in bands}

    return [
        {"left_at_18": frozenset(range(18, YEARS.stop))},
        told(of.on("age", day)),
        told(groups.EVERY_COUNCIL),
    ]


def _years(band: Group) -> frozenset[int]:
    return frozenset(year for year in YEARS if band.low <= year and (band.high is None or year <= band.high))


def _with(codes: Iterable[str], providers: Iterable[str]) -> frozenset[str]:
    return frozenset(f"{code}/{provider}" for code, provider in product(codes, providers))


def _first_that_fits(council: Iterable[Group], every: Iterable[str]) -> dict[str, set[Case]]:
    """As the figures are grouped: the first group that names a code has it, by its provider or by any."""
    found: dict[str, set[Case]] = defaultdict(set)
    for case in every:
        names = {case, case.partition("/")[0]}
        label = next((group.label for group in council if names & set(group.codes)), None)
        if label is not None:
            found[label].add(case)
    return found


def _between(one: Cells, other: Cells, counts: Mapping[str, int]) -> Iterator[Equation]:
    """The smallest sums of one way that are sums of the other."""
    left = {name for name, cases in one.items() if cases}
    while left:
        first = min(left)
        left, mine, theirs = left - {first}, {first}, set[str]()
        while True:
            cases = set[Case]().union(*(one[name] for name in mine), *(other[name] for name in theirs))
            more = {name for name in left if one[name] & cases}
            others = {name for name in other.keys() - theirs if other[name] & cases}
            if not more and not others:
                break
            mine, theirs, left = mine | more, theirs | others, left - more
        covered = set[Case]().union(*(one[name] for name in mine))
        if covered == set[Case]().union(*(other[name] for name in theirs)):
            yield from _equal(sorted(mine), sorted(theirs), counts)


def _equal(mine: list[str], theirs: list[str], counts: Mapping[str, int]) -> Iterator[Equation]:
    """That both sums are the same, where they are: a group in which nobody is has no figure."""
    terms: list[tuple[Key, int]] = [(name, 1) for name in mine if name in counts]
    others: list[tuple[Key, int]] = [(name, -1) for name in theirs if name in counts]
    same_name = {key for key, _ in terms} & {key for key, _ in others}
    if terms and others and not same_name and not sum(counts[str(k)] * sign for k, sign in terms + others):
        yield Equation((*terms, *others))
