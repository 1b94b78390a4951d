"""How high contents, glossary and definitions are, in millimetres, before they are laid out (report.css)."""

from collections.abc import Sequence

from reporting.edition.printed import PrintedTable, Term
from reporting.paging.columns import WIDE
from reporting.paging.letters import MM_OF_A_POINT, lines

GAP, THREE = 5.0, 3
"""Millimetres between columns, and how many there are."""
OF_A_COLUMN = (WIDE - (THREE - 1) * GAP) / THREE
USUAL, AIRY, SNUG = (7.75, 9.6, 1.0), (8.25, 10.4, 1.4), (7.5, 9.0, 0.7)
"""Points of letters and of lines of a list in columns, millimetres below what a term means."""
ENDS = 1.5
"""Lines that stay empty at the end of a column, because a term stays with its meaning."""

OF_THE_CONTENTS, OF_A_SECTION, CLOSER_SECTION = 86.4, 9.7, 7.1
"""Millimetres of the contents of a short report with how it is read below them, and of each line."""
READING, READING_LINE, BEFORE_A_PARAGRAPH = 162.0, 13 * MM_OF_A_POINT, 1.0
"""How wide what is said of reading it is, and how high a line of it."""
OF_A_GLOSSARY, BELOW_TERMS, ABOVE_CODES, CODES_TITLE = (
    18 * MM_OF_A_POINT - 0.5,
    1.4,
    5.0,
    17 * MM_OF_A_POINT + 1.6,
)


def height_of_contents(sections: int, note: str, *, is_close: bool) -> float:
    """The contents of a short report, with how it is read."""
    said = lines(note, READING, 9.5) * READING_LINE + BEFORE_A_PARAGRAPH if note else 0.0
    return OF_THE_CONTENTS + sections * (CLOSER_SECTION if is_close else OF_A_SECTION) + said


def height_of_terms(table: PrintedTable) -> float:
    """Definitions in columns that are all as high; what goes on to another page as if it went on below."""
    size, line, below = AIRY if table.is_airy else SNUG if table.is_snug else USUAL
    each = line * MM_OF_A_POINT
    whole = 0.0
    for term, meaning in table.rows:
        said = [lines(words, OF_A_COLUMN, size) for words in meaning.splitlines()]
        whole += (lines(term, OF_A_COLUMN, size, True) + sum(said)) * each + len(said) * below
    return whole / THREE + ENDS * each


def rows_of_a_glossary(terms: Sequence[Term], codes: Sequence[Term]) -> list[float]:
    """Each row of three terms with their meanings; the codes of the return below them as one."""
    size, line, _ = USUAL
    each = line * MM_OF_A_POINT
    wide = WIDE / THREE
    rows = []
    for first in range(0, len(terms), THREE):
        of_row = enumerate(terms[first : first + THREE], start=1)
        tall = max(_term(term, wide - GAP * (n < THREE), size) for n, term in of_row)
        rows.append(tall * each + BELOW_TERMS)
    if codes:
        said = lines("; ".join(f"{code.term} {code.meaning}" for code in codes), OF_A_COLUMN, size)
        rows.append(ABOVE_CODES + CODES_TITLE + -(-said // THREE) * each)
    return rows


def _term(term: Term, wide: float, size: float) -> int:
    return lines(term.term, wide, size, True) + lines(term.meaning, wide, size)
