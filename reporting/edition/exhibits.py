"""Exhibits as one edition prints them: numbered, hidden numbers as words, rows in an order that gives none
away."""

import re
from collections.abc import Sequence
from dataclasses import replace

from reporting.appendix.lines import filled
from reporting.drawing.exhibits import SO_FAR
from reporting.edition.disclosure import typed_key
from reporting.edition.phrasing import Phrasing
from reporting.edition.printed import DRAWN, HIDDEN, TYPED, Caption, PrintedSection, PrintedTable
from reporting.figures import Figure, Table
from reporting.figures.base import Cell
from reporting.figures.joining import ALL_OTHERS
from reporting.paging.arranging import first_row_tables
from reporting.proof import text as texts
from reporting.proof.manuscript import plain_name
from reporting.proof.stated import stated

SINCE = re.compile(r"(?:(?<=\. )|^)(?:[A-Z](?:[^.]|\.\d)*?: r|R)ecorded since ([^;]+); not known before\.\s*")
"""A note that says since when there are records."""
GAP = "gap"
NO_NUMBER, WHOLE = "–", "100.0%"
NAMES = {"table": "Table", "figure": "Figure"}


class Exhibits:
    """Prints exhibits. They are numbered once their order is known."""

    def __init__(self, phrasing: Phrasing) -> None:
        self.phrasing, self.document = phrasing, phrasing.document

    def exhibit(self, table: Table) -> PrintedTable:
        """An exhibit that was computed; the appendix is filled with the figures of this edition."""
        is_appendix = table.look == "appendix"
        return filled(table, self.document, self.phrasing) if is_appendix else self.table(table)

    def table(self, table: Table) -> PrintedTable:
        """An exhibit that was computed. What it shows is its heading, unless a figure of that is hidden. One
        row has no bar and no total: there is nothing to lay it beside."""
        order = self._order(table.rows, [str(row[0]) for row in table.rows], table.by_size_from)
        rows = [[self.phrasing.cell(c) for c in table.rows[n]] for n in order]
        rows = self._with_stand_ins([self._with_gaps(row, table) for row in rows])
        figures = list(table.cells())
        is_restated = any(figure.ref in self.document.restated for figure in figures)
        headings, total = table.headings, self._total(table)
        numeric, look = table.numeric, "table" if _is_of_one(table) else table.look
        if empty := self._all_hidden(table, rows, total):
            kept = [n for n in range(len(headings)) if n not in empty]
            headings, total = [headings[n] for n in kept], [total[n] for n in kept if total]
            rows, numeric = (
                [[row[n] for n in kept] for row in rows],
                tuple(kept.index(n) for n in numeric if n in kept),
            )
        note = " r: restated since it was first published." if is_restated else ""
        is_said = bool(table.says) and not self.phrasing.hides(table.says)
        words = self.phrasing.text(table.says if is_said else table.caption)
        return PrintedTable(
            table.key,
            Caption("", "", words + self._provisional(words, figures)),
            tuple(self.phrasing.plain(heading) for heading in headings),
            tuple(tuple(row) for row in rows),
            tuple(total),
            _without_what_is_said(table, words, rows) + note,
            numeric,
            look,
            self.phrasing.text(_about(table, is_said=is_said)),
            table.unit,
            "" if self.phrasing.hides(table.note) else self.phrasing.text(table.note),
        )

    def _provisional(self, words: str, figures: Sequence[Figure]) -> str:
        """That figures will change, unless the heading says itself that the period runs, or names its day."""
        is_said = SO_FAR in words or self.document.head.to_day in words
        return " (provisional)" if not is_said and any(figure.is_provisional for figure in figures) else ""

    def _total(self, table: Table) -> list[str]:
        return [] if _is_of_one(table) else [self.phrasing.cell(cell) for cell in table.total or ()]

    def _all_hidden(self, table: Table, rows: list[list[str]], total: list[str]) -> set[int]:
        """The columns beside the first of which nothing may be shown: they are left out."""
        if table.look not in ("bars", "table"):
            return set()
        return {
            n for n in range(2, len(table.headings)) if _tells_nothing([row[n] for row in rows], total[n:])
        }

    def _with_gaps(self, row: list[str], table: Table) -> list[str]:
        """A row that was not recorded has no numbers."""
        return [row[0], *[GAP] * (len(row) - 1)] if row[0] in table.gaps else row

    def shows_anything(self, table: Table) -> bool:
        """Whether anything is left to see of a drawing once small numbers are hidden."""
        bars = slice(1, 2) if table.look == "months" else slice(None)
        figures = [cell for row in table.rows for cell in row[bars] if isinstance(cell, Figure)]
        hidden = self.phrasing.hidden
        if table.look not in DRAWN or not any(figure.ref in hidden for figure in figures):
            return True
        return any(figure.value and figure.ref not in hidden for figure in figures)

    def _with_stand_ins(self, rows: list[list[str]]) -> list[list[str]]:
        """Outside the service an IRO is a number; the rows stand in the order of the numbers."""
        staff = self.phrasing.staff
        numbers = {label: n for n, label in enumerate(staff.values())}
        found = [[staff.get(row[0], row[0]), *row[1:]] for row in rows]
        if not any(row[0] in numbers for row in found):
            return found
        return sorted(found, key=lambda row: numbers.get(row[0], len(numbers)))

    def typed(self, section: str, number: int, table: texts.Typed) -> PrintedTable:
        """A table that the author typed."""
        rows = [
            tuple(self._typed_cell(typed_key(section, number, r, c), cell) for c, cell in enumerate(row))
            for r, row in enumerate(table.rows)
        ]
        headings = tuple(self.phrasing.plain(plain_name(h)) for h in table.headings)
        numeric = [
            c for c in range(1, len(headings)) if all(_is_number(row[c]) for row in rows if c < len(row))
        ]
        status = f" ({table.status})" if table.status else ""
        base = f"Base: {table.base}." if table.base else ""
        source = " ".join(part for part in (f"{table.source.rstrip('.')}.", base, table.note) if part)
        caption = Caption("", "", table.caption + status)
        return PrintedTable(TYPED, caption, headings, tuple(rows), (), source, tuple(numeric))

    def _typed_cell(self, key: tuple[str, str, int, int, int], cell: str) -> str:
        if key[-1] == 0:
            return plain_name(self.phrasing.text(cell))
        words = self.phrasing.text(cell)
        return self.phrasing.hidden_cell() if key in self.phrasing.hidden else words

    def _order(
        self, rows: Sequence[Sequence[Cell]], labels: Sequence[str], by_size_from: int | None
    ) -> list[int]:
        """Rows in order of size would tell which hidden number is the larger: those that hide one stand
        last, by the alphabet."""
        places = list(range(len(rows)))
        if by_size_from is None:
            return places
        hides = [n for n in places if n >= by_size_from and self._hides_any(rows[n])]
        return [n for n in places if n not in hides] + sorted(
            hides, key=lambda n: (labels[n] == ALL_OTHERS, labels[n])
        )

    def _hides_any(self, row: Sequence[Cell]) -> bool:
        return any(self.phrasing.is_hidden(cell) for cell in row)


def _without_what_is_said(table: Table, heading: str, rows: Sequence[Sequence[str]]) -> str:
    """The source without notes on a beginning that the heading names, or a row of the year on one page."""
    said = [heading, *(cell for row in rows for cell in row if table.look == "headlines")]

    def left(note: re.Match[str]) -> str:
        is_said = any(re.search(rf"\b[Ff]rom {note[1]}", words) for words in said)
        return "" if is_said else note[0]

    return SINCE.sub(left, table.source).rstrip()


def _is_of_one(table: Table) -> bool:
    """Whether a table with bars has one row."""
    return table.look == "bars" and len(table.rows) == 1


def _about(table: Table, *, is_said: bool) -> str:
    """What stands below the heading: the caption where the heading does not hold it, and what is said."""
    is_named = is_said and not table.says.startswith(table.caption)
    return ". ".join(part for part in (table.caption if is_named else "", table.about) if part)


def _is_number(cell: str) -> bool:
    return cell == HIDDEN or stated(cell) is not None


WITHOUT_CAPTION = ("headlines", "terms", "appendix")
"""Exhibits whose heading is that of their section: they carry no caption, and so no number."""


def numbered(sections: Sequence[PrintedSection], captions: str) -> tuple[PrintedSection, ...]:
    """The sections with their exhibits numbered as they stand: Table 1, Figure B, or without a number."""
    made = {"table": 0, "figure": 0}

    def called(table: PrintedTable) -> PrintedTable:
        if table.look in WITHOUT_CAPTION:
            return replace(table, caption=Caption(f"exhibit-{table.key}", "", table.caption.words))
        kind = "figure" if table.look in DRAWN else "table"
        made[kind] += 1
        number, name = made[kind], NAMES[kind]
        labels = {"numbers": f"{name} {number}. ", "letters": f"{name} {letters(number)}. "}
        caption = Caption(f"{kind}-{number}", labels.get(captions, ""), table.caption.words)
        return replace(table, caption=caption)

    found = []
    for section in sections:
        beside = first_row_tables(section)
        before = [called(t) for t in section.tables[:beside]]
        blocks = tuple(replace(b, table=called(b.table)) if b.table else b for b in section.blocks)
        after = [called(t) for t in section.tables[beside:]]
        found.append(replace(section, blocks=blocks, tables=(*before, *after)))
    return tuple(found)


def letters(number: int) -> str:
    """1 -> A, 26 -> Z, 27 -> AA."""
    found = ""
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(65 + rest) + found
    return found


def _tells_nothing(cells: Sequence[str], total: Sequence[str]) -> bool:
    """Whether a column has nothing but hidden numbers and places where none belongs. The total that begins
    the rest of its row is read with them; all of a whole says nothing either."""
    is_empty = all(cell in (HIDDEN, NO_NUMBER) for cell in cells) and HIDDEN in cells
    return is_empty and (not total or total[0] in (HIDDEN, NO_NUMBER, WHOLE))
