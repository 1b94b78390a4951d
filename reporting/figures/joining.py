"""Groups of a breakdown joined for readers who may not see small numbers: two ages that are told together say
more than two that are hidden. Cells are hidden last (AR-2)."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeGuard

from accounts.templatetags.govuk import within
from reporting.drawing.wording import together
from reporting.figures.base import Cell, Figure, Join, Table
from reporting.figures.references import tidy
from reporting.figures.tables import PROPER
from reporting.shares import percentage

IsSmall = Callable[[int], bool]
Sum = tuple[tuple[str, int], ...]
LEAST_ROWS = 2
"""Groups that must be left: one alone is no breakdown."""
UNKNOWN = ("not recorded", "not known", "number not known")
BAND = re.compile(
    r"(?P<under>Under|Up to) (?P<end>\d+)|(?P<low>\d+) (?:to|and) (?P<high>\d+)|(?P<from>\d+) and over"
    r"|More than (?P<more>\d+)"
)


@dataclass(frozen=True)
class Joined:
    """A table with groups joined, the new figures in it, the sums that a reader knows of them, and what they
    are made of."""

    table: Table
    figures: tuple[Figure, ...] = ()
    sums: tuple[Sum, ...] = ()
    parts: frozenset[str] = frozenset()


def joined(table: Table, is_small: IsSmall) -> Joined:
    """The breakdown with its small groups joined, so that no number of theirs is small; as it is where
    nothing is small, or too little would be left."""
    if not table.join or any(_is_count(c) and c.value is None for row in table.rows for c in row):
        return Joined(table)
    groups = [[row] for row in table.rows if not _is_unknown(row)]
    unknown = [row for row in table.rows if _is_unknown(row)]
    grouped = _neighbours(groups, is_small) if table.join == Join.NEIGHBOURS else _others(groups, is_small)
    is_mended = not any(_has_small(group, is_small) for group in grouped)
    if len(grouped) == len(groups) or len(grouped) < LEAST_ROWS or not is_mended:
        return Joined(table)
    return _made(table, grouped, unknown)


def _is_unknown(row: Sequence[Cell]) -> bool:
    return str(row[0]).lower() in UNKNOWN


def _sums(group: Sequence[Sequence[Cell]]) -> list[int]:
    """The counts of a group of rows, column by column."""
    columns = zip(*(row[1:] for row in group), strict=True)
    return [sum(c.whole or 0 for c in column if _is_count(c)) for column in columns]


def _is_count(cell: Cell) -> TypeGuard[Figure]:
    return isinstance(cell, Figure) and cell.kind == "count"


def _has_small(group: Sequence[Sequence[Cell]], is_small: IsSmall) -> bool:
    return any(is_small(number) for number in _sums(group))


MOST_NAMED, ALL_OTHERS, OR_MORE = 3, "All others", " or more"
"""A row that joins more groups than this is not called by all their names."""
Groups = list[list[list[Cell]]]


def _neighbours(groups: Groups, is_small: IsSmall) -> Groups:
    """Each small group with the smaller of the two beside it, until none is small."""
    found = [list(group) for group in groups]
    while len(found) > 1:
        place = next((n for n, group in enumerate(found) if _has_small(group, is_small)), None)
        if place is None:
            break
        beside = [n for n in (place - 1, place + 1) if 0 <= n < len(found)]
        other = min(beside, key=lambda n: (_sums(found[n])[0], n))
        first, second = sorted((place, other))
        found[first : second + 1] = [found[first] + found[second]]
    return found


def _others(groups: Groups, is_small: IsSmall) -> Groups:
    """All small groups as one, with the smallest of the others where together they are small still."""
    small = [group for group in groups if _has_small(group, is_small)]
    rest = [group for group in groups if group not in small]
    if not small:
        return groups
    one = [row for group in small for row in group]
    while rest and (len(one) == 1 or _has_small(one, is_small)):
        next_one = min(rest, key=lambda group: _sums(group)[0])
        rest.remove(next_one)
        one += next_one
    return [*rest, one]


def _made(table: Table, groups: Groups, unknown: list[list[Cell]]) -> Joined:
    rows: list[list[Cell]] = []
    figures: list[Figure] = []
    sums: list[Sum] = []
    parts: set[str] = set()
    for group in groups:
        if len(group) == 1:
            rows.append(group[0])
            continue
        row = _row(table, group)
        rows.append(row)
        for cell, *olds in zip(row[1:], *(old[1:] for old in group), strict=True):
            if isinstance(cell, Figure):
                figures.append(cell)
            if isinstance(cell, Figure) and cell.kind == "count":
                refs = [old.ref for old in olds if isinstance(old, Figure)]
                sums.append(((cell.ref, 1), *((ref, -1) for ref in refs)))
                parts |= set(refs)
    says = "" if any(ref in table.says for ref in parts) else table.says
    made = replace(table, rows=[*rows, *unknown], says=says)
    sums += [((total.ref, 1), *((cell.ref, -1) for cell in cells)) for total, cells in made.sums_of_figures()]
    return Joined(made, tuple(figures), tuple(sums), frozenset(parts))


def _row(table: Table, group: Sequence[Sequence[Cell]]) -> list[Cell]:
    names = [str(row[0]) for row in group]
    label = label_of(names, is_proper=_dimension(group[0]) in PROPER)
    row: list[Cell] = [label if len(names) <= MOST_NAMED else ALL_OTHERS]
    for column, cells in enumerate(zip(*(row[1:] for row in group), strict=True), start=1):
        first = cells[0]
        if not isinstance(first, Figure):
            row.append(first)
        elif first.kind == "count":
            row.append(_figure(first, label, sum(c.whole or 0 for c in cells if isinstance(c, Figure))))
        else:
            row.append(_share(first, label, row[column - 1], table.total[1] if table.total else ""))
    return row


def _dimension(row: Sequence[Cell]) -> str:
    return next(c.ref.rpartition("|")[2].partition("=")[0] for c in row if isinstance(c, Figure))


def _figure(one: Figure, label: str, value: int) -> Figure:
    head, _, by = one.ref.rpartition("|")
    dimension, _, key = by.partition("=")
    what = one.what.replace(key, label) if key in one.what else f"{one.what.rpartition(',')[0]}, {label}"
    return replace(one, ref=f"{head}|{dimension}={tidy(label)}", value=value, what=what)


def _share(one: Figure, label: str, count: Cell, whole: Cell) -> Figure:
    """The share of a joined group. It stands right of its number."""
    assert isinstance(count, Figure) and isinstance(whole, Figure)
    found = _figure(one, label, 0)
    return replace(found, value=percentage(count.whole, whole.whole), parts=(count.ref, whole.ref))


def label_of(names: Sequence[str], *, is_proper: bool = False) -> str:
    """How a joined group is called: under 5 for under 1 with 1 to 4, else all names in their order,
    others last."""
    bands = [BAND.fullmatch(name) for name in names]
    if all(bands) and (found := _band([band for band in bands if band])):
        return found
    if names[-1].endswith(OR_MORE) and len(names[0].split()) == 2:
        return f"{names[0]}{OR_MORE}"
    first, *rest = sorted(names, key=lambda name: name.lower().startswith("other"))
    return together([first, *(_inside(name, is_proper=is_proper) for name in rest)])


def _inside(name: str, *, is_proper: bool) -> str:
    """A group behind others: names keep their capital, “other ethnic groups” has none to keep."""
    return within(name) if not is_proper or name.startswith("Other ") else name


def _band(bands: Sequence[re.Match[str]]) -> str:
    """Bands that follow each other as one; empty where they do not."""
    if any(_end(one) + 1 != _start(other) for one, other in pairwise(bands)):
        return ""
    first, last = bands[0], bands[-1]
    if last["more"] or last["from"]:
        if first["under"]:
            return ""
        return f"More than {_start(first) - 1}" if last["more"] else f"{_start(first)} and over"
    if first["under"] == "Under":
        return f"Under {_end(last) + 1}"
    return f"Up to {_end(last)}" if first["under"] else f"{_start(first)} to {_end(last)}"


def _start(band: re.Match[str]) -> int:
    if band["under"]:
        return 0
    return int(band["more"]) + 1 if band["more"] else int(band["low"] or band["from"])


def _end(band: re.Match[str]) -> int:
    if band["under"]:
        return int(band["end"]) - (band["under"] == "Under")
    return int(band["high"] or 10**6)
