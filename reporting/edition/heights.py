"""About how high the parts of a printed page are, in millimetres, before they are laid out (report.css)."""

from collections.abc import Sequence

from reporting.edition.printed import Block, PrintedTable

PAGE = 252.5
BETWEEN, HEADING_ABOVE, HEADING = 5.0, 9.0, 11.7
LETTER, LETTER_OF_TITLE, LETTER_OF_NOTE, LETTER_OF_TEXT = 1.55, 1.85, 1.4, 1.78
WIDE, HALF, PROSE = 170.0, 82.0, 150.0
DRAWN_ROWS = {"months": 32.5, "flow": 32.5, "years": 36.7}
MULTIPLE = 13.4
STRIP, LINE, PADDING = 53.6, 3.9, 2.2
WIDTHS = dict.fromkeys("ijl.,;:'’|!()tfr-", 0.62) | dict.fromkeys("mwMW%", 1.6)
WIDTHS |= dict.fromkeys("ABCDEGHKNOPQRSUVXYZ", 1.2)
"""Of letters that are narrower or wider than usual."""
LEAST_ROWS = 3
"""Rows of a table that is cut, on either side."""


def lines(words: str, width: float, letter: float = LETTER) -> int:
    """Lines that words take, `letter` being the width of a usual one."""
    found, used = 1, 0.0
    for word in words.split():
        wide = sum(WIDTHS.get(sign, 1.0) for sign in word) * letter
        if used and used + wide > width:
            found, used = found + 1, 0.0
        used += wide + letter * 0.45
    return found


def heading(title: str, lead: str) -> float:
    """A section's heading with its lead."""
    more = 9.2 * (lines(title, WIDE, 4.1) - 1)
    return HEADING + more + (lines(lead, PROSE, 2.08) * 6.0 + 4 if lead else 0)


def words(blocks: Sequence[Block], width: float = PROSE) -> float:
    """What an author wrote."""
    found = 0.0
    for block in blocks:
        if block.heading:
            found += 12.5
        found += sum(lines(point, width - 5, LETTER_OF_TEXT) * 5.1 + 1 for point in block.points)
        if block.text:
            paragraphs = block.text.split("\n")
            found += sum(lines(p, width, LETTER_OF_TEXT) * 5.1 for p in paragraphs) + 2.6
    return found


def exhibit(table: PrintedTable, width: float = WIDE) -> float:
    """An exhibit with its title and notes."""
    title = 2.2 + lines(str(table.caption), width, LETTER_OF_TITLE) * 4.6 + 0.6
    if table.about:
        title += lines(table.about, width, 1.4) * 3.7 + 0.9
    notes = [note for note in (table.note, table.source_line) if note]
    below = sum(lines(note, width, LETTER_OF_NOTE) * 3.7 + 1.4 for note in notes)
    return title + _body(table, width) + below


def _body(table: PrintedTable, width: float) -> float:
    if table.look == "multiples":
        return MULTIPLE * (len(table.headings) - 1) + 6
    if table.is_drawn:
        return DRAWN_ROWS[table.look]
    head = 1 + PADDING + 3.4 * _lines_of_head(table)
    return head + sum(row_heights(table, width))


def _lines_of_head(table: PrintedTable) -> int:
    numbers = table.headings[1:-1] if table.look == "headlines" else table.headings[1:]
    return max((lines(words, 16 if len(words) > 11 else 40, 1.4) for words in numbers), default=1)


def row_heights(table: PrintedTable, width: float = WIDE) -> list[float]:
    """Each row of a table, its total included."""
    if table.look == "headlines":
        return [11.0] * len(table.rows)
    found = []
    for row in [*table.rows, *([table.total] if table.total else [])]:
        tall = max((lines(cell, w) for cell, w in zip(row, _columns(table, width), strict=False)), default=1)
        padding = 3.3 if table.look == "plan" else PADDING
        found.append(max(tall * LINE + padding, 7.1 if table.look == "strips" else 0))
    return found


def _wide(cell: str) -> float:
    """The width of a cell with a number."""
    return len(cell) * 1.5 + 2.8 if len(cell) < 15 else 16


def _columns(table: PrintedTable, width: float) -> list[float]:
    """About how wide each column is."""
    numbers = len(table.numeric)
    rest = len(table.headings) - numbers
    if table.look == "bars":
        return [width * (0.3 if width == WIDE else 0.33 if len(table.headings) > 3 else 0.42)] + [width] * (
            len(table.headings) - 1
        )
    if table.look == "strips":
        taken = sum(
            max(_wide(cell) for cell in column)
            for column in list(zip(table.headings, *table.rows, strict=True))[1:]
        )
        return [width - STRIP - taken - 4] + [width] * (len(table.headings) - 1)
    if table.look == "plan":
        text = width * 0.76 - numbers * 15
        return [width * 0.24, *([text / max(rest - 1, 1)] * (len(table.headings) - 1))]
    left = width - numbers * 15
    share = left / max(rest, 1)
    return [width if n in table.numeric else share for n in range(len(table.headings))]
