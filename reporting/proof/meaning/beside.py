"""What the report knows beside a figure: its share of all, and the same of other groups."""

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, pairwise

from reporting.proof.manuscript import Known
from reporting.proof.pattern import Pattern
from reporting.proof.sentence import Said
from reporting.proof.stated import stated

EACH = Pattern(r"\b(?:each|both|respectively|either(?![^.;(]*\bor\b)|neither|whereas|while)\b", re.IGNORECASE)
AND = Pattern(r"\s*(?:,|and|plus|,\s*and)\s+", re.IGNORECASE)
NOT_FAR = 60
ENGLAND = Pattern(r"\b(?:England|English|national(?:ly)?|country)\b", re.IGNORECASE)
THEN = Pattern(
    r"\b(?:up|down|rose|fell|risen|fallen)\s+from\b|\b(?:last|previous)\s+year\b"
    r"|\byear\s+(?:before|earlier|ago)\b",
    re.IGNORECASE,
)
GOAL = Pattern(r"\b(?:targets?|goals?|aim(?:ed)?|hoped?|like)\b", re.IGNORECASE)
Figures = Mapping[str, Known]
SHARES = ("share", "percent")


def group_of(ref: str) -> tuple[str, str]:
    """The dimension and the group of a reference: team, Adolescents; empty for all together."""
    dimension, _, key = ref.partition("|")[2].partition("|")[2].partition("|")[2].partition("=")
    return dimension, key


def part_of(ref: str) -> str:
    """Which of its counts a reference is of: count, base, percent, share."""
    return ref.split("|")[2] if ref.count("|") > 1 else ""


def number(known: Known | None) -> Fraction | None:
    """The number that a figure prints."""
    found = stated(known.text) if known is not None and known.is_known else None
    return found.value if found else None


def share_of(figures: Figures, one: Said) -> Fraction | None:
    """A count as the share that the report prints of it, or that follows from its whole."""
    code, _, rest = one.ref.partition("|")
    when, _, tail = rest.partition("|")
    part, _, group = tail.partition("|")
    if part != "count" or one.printed.value is None:
        return None
    after = f"|{group}" if group else ""
    of_it = (number(figures.get(f"{code}|{when}|{name}{after}")) for name in SHARES)
    printed = next((share for share in of_it if share is not None), None)
    if printed is not None:
        return printed / 100
    whole = number(figures.get(f"{code}|{when}|base{after}"))
    whole = whole or (None if group else _whole(one) or whole_of_rest(figures, one))
    return one.printed.value / whole if whole else None


def _whole(one: Said) -> Fraction | None:
    """What a count is counted among, though nobody printed it."""
    found = stated(one.known.aside.whole) if one.known and one.known.aside else None
    return found.value if found else None


def whole_of_rest(figures: Figures, one: Said) -> Fraction | None:
    """The whole of which a count is what another measure leaves: 17 reviews, as 306 of 323 were in time."""
    when = one.known.period if one.known else ""
    for ref, known in figures.items():
        if ref.endswith("|base") and known.period == when and one.known and known.base == one.known.base:
            whole, part = number(known), number(figures.get(f"{ref.removesuffix('base')}count"))
            if whole is not None and part is not None and whole - part == one.printed.value:
                return whole
    return None


def others(figures: Figures, one: Said) -> Iterator[tuple[str, Known, Fraction]]:
    """The same figure of each other group, with the group's name."""
    dimension, key = group_of(one.ref)
    head = one.ref.partition("=")[0]
    for ref, known in figures.items() if dimension else ():
        value = number(known) if ref.startswith(f"{head}=") else None
        name = group_of(ref)[1]
        if value is not None and name not in (key, "not known", "not recorded"):
            yield name, known, value


def told_apart(words: str, figures: Sequence[Said]) -> list[Said]:
    """The figures without those of groups that stand together, “(57.4% and 13.2%)”: of these the sum is told,
    unless each of them is."""
    if EACH.search(words):
        return [*figures]
    together = {
        one.ref
        for pair in pairwise(figures)
        if AND.fullmatch(words[pair[0].end : pair[1].start]) and len({head_of(of.ref) for of in pair}) == 1
        for one in pair
    }
    return [one for one in figures if one.ref not in together]


def shares_beside(words: str, told: tuple[int, int], figures: Sequence[Said]) -> list[Fraction]:
    """What a share in words may stand for that is no figure of the sentence: England’s share, or that of the
    year before."""
    near = words[max(0, told[0] - NOT_FAR) : told[1] + NOT_FAR]
    sides = (("england", ENGLAND), ("before", THEN), ("target", GOAL))
    names = [name for name, told_by in sides if told_by.search(near)]
    asides = [one.known.aside for one in figures if one.known and one.known.aside]
    known = [stated(getattr(aside, name)) for aside in asides for name in names]
    return [one.value / 100 for one in known if one and one.is_percent and one.value is not None]


def head_of(ref: str) -> str:
    """A reference up to its group; each its own where it has none."""
    return ref.partition("=")[0] if "=" in ref else ref


def shares_together(known: Figures, figures: Sequence[Said]) -> list[Fraction]:
    """What several groups of one measure and time make together, as a share of all."""
    shares: dict[tuple[str, str, str], list[Fraction]] = {}
    for one in figures:
        dimension, key = group_of(one.ref)
        share = one.printed.value / 100 if one.printed.is_percent and one.printed.value is not None else None
        share = share_of_all(known, one) if share is None else share
        code, when, part = (one.ref.split("|") + ["", ""])[:3]
        if key and share is not None and part in ("share", "count"):
            shares.setdefault((code, when, dimension), []).append(share)
    return [
        sum(some, Fraction(0))
        for found in shares.values()
        for size in range(2, len(found) + 1)
        for some in combinations(found, size)
    ]


def share_of_all(figures: Figures, one: Said) -> Fraction | None:
    """A count of a group as a share of all groups together."""
    known = share_of(figures, one)
    code, when, part = (one.ref.split("|") + ["", ""])[:3]
    whole = figures.get(f"{code}|{when}|count")
    if part != "count" or one.printed.value is None or whole is None or "=" not in one.ref:
        return known
    text = whole.text.replace(",", "")
    return one.printed.value / int(text) if text.isdigit() and int(text) else known
