"""What a reader of a typed table works out without being told how: the one row in which a column does not
come from the others as in all other rows, a part above its whole, a share of more than all.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import permutations

from reporting.proof.pattern import Pattern
from reporting.proof.stated import Stated, shown

LEAST_ROWS = 3
"""So many rows must agree on how a column is worked out before another row is said to be wrong."""
CHANGE = Pattern(r"chang|differ|rise|rose|fall|fell|increase|decrease|growth|up|down|per ", re.IGNORECASE)
PART = Pattern(r"^((reviews |held |done )*(in time|on time|late)|of which .*)$", re.IGNORECASE)
WHOLE = Pattern(r"^(all|total|held|due|reviews? (held|due)|reviews|children|decisions)$", re.IGNORECASE)
Row = tuple[str, dict[str, Stated | None]]
Way = Callable[[Fraction, Fraction], Fraction | None]
WAYS: dict[str, Way] = {
    "{0} + {1}": lambda one, two: one + two,
    "{0} - {1}": lambda one, two: one - two,
    "{0} / {1}": lambda one, two: 100 * one / two if two else None,
}


def faults(columns: Sequence[str], rows: Sequence[Row], shares: set[str]) -> Iterator[tuple[str, str]]:
    """(Rule, words) of what can't be. `columns`: those with numbers that nobody explained; `shares`: those
    of them that are per cent.
    """
    counts = [c for c in columns if c not in shares]
    for name, cells in rows:
        yield from _more_than_all(name, cells, shares)
        yield from _above_the_whole(name, cells, counts)
    for column in columns:
        yield from _odd_one_out(column, [c for c in counts if c != column], rows, is_share=column in shares)


def _more_than_all(name: str, cells: dict[str, Stated | None], shares: set[str]) -> Iterator[tuple[str, str]]:
    for column in sorted(shares):
        cell = cells.get(column)
        if cell is not None and cell.value is not None and cell.value > 100 and not CHANGE.search(column):
            yield "impossible", f"“{name}”, “{column}”: {cell.text} is more than the whole."


def _above_the_whole(
    name: str, cells: dict[str, Stated | None], counts: Sequence[str]
) -> Iterator[tuple[str, str]]:
    wholes = [c for c in counts if WHOLE.search(c)]
    if len(wholes) != 1 or (whole := _number(cells, wholes[0])) is None:
        return
    for column in counts:
        part = _number(cells, column)
        if PART.search(column) and column != wholes[0] and part is not None and part > whole:
            said = f"“{name}”: “{column}” is larger than “{wholes[0]}”, of which it is a part."
            yield "impossible", said


def _odd_one_out(
    column: str, others: Sequence[str], rows: Sequence[Row], *, is_share: bool
) -> Iterator[tuple[str, str]]:
    """The row that does not come from two other columns as all the others do."""
    for words, way in WAYS.items():
        if ("/" in words) is not is_share:
            continue
        for one, two in permutations(others, 2):
            wrong = _rows_that_differ(column, (one, two), way, rows)
            if wrong is not None:
                name, printed, exact = wrong
                sum_of = words.format(f"“{one}”", f"“{two}”")
                said = f"“{name}”, “{column}” says {printed.text}, but {sum_of} comes to {exact}"
                yield "percent" if is_share else "total", f"{said}, as in the other rows."
                return


def _rows_that_differ(
    column: str, pair: tuple[str, str], way: Way, rows: Sequence[Row]
) -> tuple[str, Stated, str] | None:
    """The one row in which a way of working a column out fails that holds in at least three others."""
    held, odd = 0, []
    for name, cells in rows:
        one, two, printed = _number(cells, pair[0]), _number(cells, pair[1]), cells.get(column)
        if one is None or two is None or printed is None or printed.value is None:
            continue
        exact = way(one, two)
        if exact is not None and printed.shows(exact):
            held += exact != one  # a column that only repeats another says nothing
        elif exact is not None:
            odd.append((name, printed, shown(exact, printed.decimals)))
    return odd[0] if len(odd) == 1 and held >= LEAST_ROWS else None


def _number(cells: dict[str, Stated | None], column: str) -> Fraction | None:
    cell = cells.get(column)
    return None if cell is None else cell.value
