"""How wide the columns of an exhibit are on paper: said once, for the page and for the composer, which has to
know the lines."""

import re
from collections.abc import Sequence
from math import ceil, floor

from reporting.edition.printed import PrintedTable
from reporting.paging.letters import longest_word, width_of

TABLE, HEAD, PLAN = 8.75, 8.0, 9.0
"""Points of letters in rows, in heads and in plans (report.css)."""
WIDE, HALF, BESIDE_WORDS = 170.0, 82.0, 96.7
"""Millimetres of an exhibit by itself, beside another, and beside words."""
STRIP = 54.5
PADDING, AFTER_NUMBERS = 1.4, 4.0
SLACK = 0.4
NAME_AT_LEAST, BAR_AT_LEAST = 0.3, 0.16
"""Of the width of a table with bars."""
PLAN_NAME = 0.26
WHOLE = 12
"""Letters from which on the heading of a number may take two lines."""
TWO_LINES = 0.6
"""Of its width on one line, with which a heading takes two."""
DAY = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}")


def columns(table: PrintedTable, width: float = WIDE) -> tuple[float, ...]:
    """Millimetres of each column, in their order; of a bar or strip too, which has the second. All but the
    first, which has the rest, in steps that the stylesheet has names for."""
    found = _with_picture(table, width) if table.look in ("bars", "strips") else _plain(table, width)
    others = [round(2 * wide) / 2 for wide in found[1:]]
    return (width - sum(others), *others)


def _with_picture(table: PrintedTable, width: float) -> tuple[float, ...]:
    cells = list(zip(table.headings, *table.rows, *([table.total] if table.total else []), strict=True))
    numbers = [_number(heading, column, n == 0, width) for n, (heading, *column) in enumerate(cells[1:])]
    left = width - sum(numbers)
    if table.look == "strips":
        return (left - STRIP, STRIP, *numbers)
    names = (width_of(name, TABLE, is_bold=bool(table.total)) for name in cells[0][1:])
    name = max(max(names, default=0.0) + PADDING + SLACK, NAME_AT_LEAST * width)
    name = min(name, left - BAR_AT_LEAST * width)
    return (name, floor(2 * (left - name)) / 2, *numbers)


def _number(heading: str, column: Sequence[str], is_now: bool, width: float) -> float:
    """The width of a column of numbers: none of them is broken, of its heading only what is long; that takes
    two lines where the table is wide."""
    cells = max((width_of(cell, TABLE, is_now or cell is column[-1]) for cell in column), default=0.0)
    above = on_one_line = width_of(heading, HEAD)
    if len(heading) >= WHOLE:
        above = max(longest_word(heading, HEAD), above * TWO_LINES if width == WIDE else 0.0)
    found = ceil(2 * (max(cells, above) + 2 * PADDING + SLACK)) / 2
    nearly_fits = any(-SLACK < found - around - on_one_line < SLACK for around in (PADDING, 2 * PADDING))
    return found + 0.5 * nearly_fits  # so that it is sure on how many lines the heading stands


def _plain(table: PrintedTable, width: float) -> tuple[float, ...]:
    """Numbers take what they need, words share the rest by what they would take on one line."""
    cells = list(zip(table.headings, *table.rows, *([table.total] if table.total else []), strict=True))
    found = {n: _number(cells[n][0], cells[n][1:], n == table.now, width) for n in table.numeric if n}
    if table.look == "plan":
        found[0] = PLAN_NAME * width
    needs = {n: _words(table, n, cells[n]) for n in range(len(cells)) if n not in found}
    left = width - sum(found.values()) - sum(least for least, _ in needs.values())
    shares = {n: min(most, width) - least for n, (least, most) in needs.items()}
    whole = sum(shares.values())
    for n, (least, _) in needs.items():
        found[n] = least + left * (shares[n] / whole if whole else 1 / len(needs))
    return tuple(found[n] for n in range(len(cells)))


def _words(table: PrintedTable, n: int, cells: Sequence[str]) -> tuple[float, float]:
    """The width of a column of words that is least needed, and that of its words on one line."""
    size = PLAN if table.look == "plan" else TABLE
    padding = PADDING + SLACK + (AFTER_NUMBERS if n - 1 in table.numeric else 0.0)
    heading, *column = cells
    least = max(longest_word(heading, HEAD), *(_unbroken(cell, size) for cell in column))
    most = max(width_of(heading, HEAD), *(width_of(cell, size) for cell in column))
    return least + padding, most + padding


def _unbroken(cell: str, size: float) -> float:
    """What stays on one line: each word, and a day as a whole."""
    return width_of(cell, size) if DAY.fullmatch(cell) else longest_word(cell, size)


def marks(table: PrintedTable, width: float) -> list[int]:
    """The columns behind the first in half millimetres (pdf.py)."""
    return [int(2 * wide) for wide in columns(table, width)[1:]]
