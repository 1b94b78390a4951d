"""How high everything in a report is, in millimetres, before it is laid out (report.css)."""

from collections.abc import Sequence

from reporting.drawing import ladder, lateness
from reporting.edition.document import Contribution
from reporting.edition.printed import Block, PrintedTable, late_days
from reporting.paging.columns import AFTER_NUMBERS, HEAD, PADDING, PLAN, TABLE, WHOLE, WIDE, columns
from reporting.paging.letters import MM_OF_A_POINT, lines
from reporting.paging.lists import height_of_terms

PAGE = 252.9
BETWEEN, HEADING_ABOVE = 5.0, 9.0
TITLE, NOTE, SUB, TEXT, LEAD, SECTION = 10.5, 8.0, 8.25, 10.25, 12.5, 23.0
"""Points of letters."""
ROW_LINE, PLAN_LINE, HEAD_LINE, TITLE_LINE, NOTE_LINE = (
    points * MM_OF_A_POINT for points in (11, 11.8, 9.5, 13, 10.5)
)
TEXT_LINE, LEAD_LINE, SECTION_LINE, SMALL_SECTION_LINE = (
    points * MM_OF_A_POINT for points in (14.4, 17, 26, 18)
)
CLOSER_ABOVE = 3.0
HEADING_LINE = QUOTED_LINE = LEAD_LINE
HEADING, QUOTED, DRAWING = 14, 13, 98.0
PROSE, WORDS_BESIDE = 150.0, 67.3
ABOVE_AND_BELOW, OF_A_PLAN, AIRY, SNUG, RULE = 2.2, 3.45, 3.6, 1.7, 0.2
DRAWN_ROWS = {"months": 32.5, "flow": 32.5, "years": 36.7}
MULTIPLE, PYRAMID = 13.4, 7.06
KEY_LINE, MARKS = 4.3, frozenset({"Target", "Similar councils", "England"})
"""A second line of the key above strips, and the columns that need one."""
STRIP_ROW, SIGN = 7.15, 3.6
AIR_BELOW, CLOSER_BELOW = 3.0, 1.4
"""By how much more or less stands below an exhibit that has more room, or stands closer."""
AIRY_HEADLINE = 5.3
"""By how much more each figure of the year on one page takes there."""
AFTER_IN, AFTER_ABOVE = 5.2, 11 * MM_OF_A_POINT + 1.2
"""What happened after the year stands further in, below a line that says when."""
LEAST_OF_A_POINT = 2
"""Lines of a point that is cut, on either side; of a table or a paragraph it is three."""
APPENDIX, APPENDIX_LINE, APPENDIX_NAME, APPENDIX_HEADING = 7.5, 9 * MM_OF_A_POINT, 79.0, 2
"""Of the data appendix: points of letters, millimetres of a line and of a name, the cells of a heading."""
YEAR_SENTENCE, YEAR_NAME, YEAR_WAY = 48.0, 34.6, 19.5


def height_of_heading(title: str, lead: str, *, is_small: bool = False) -> float:
    """A section's heading with its lead. That of the glossary is small, and closer to what is above."""
    if is_small:
        return SMALL_SECTION_LINE + 2.5 - CLOSER_ABOVE
    said = lines(lead, PROSE, LEAD) * LEAD_LINE + 4 if lead else 0
    return lines(title, WIDE, SECTION, True) * SECTION_LINE + 2.5 + said


def height_of_words(blocks: Sequence[Block], width: float = PROSE) -> float:
    """What an author wrote, to its last line."""
    found = below = 0.0
    for block in blocks:
        if block.heading:
            above = max(below, 5.0) if found else 0.0
            found += above + lines(block.heading, width, HEADING, True) * HEADING_LINE
            below = 1.6
        if block.points:
            rows = sum(lines(point, width - 4.4, TEXT) * TEXT_LINE for point in block.points)
            found, below = found + below + rows + len(block.points) - 1, 3.0
        if block.after:
            said = lines(block.text, width - AFTER_IN, TEXT)
            found, below = found + below + AFTER_ABOVE + said * TEXT_LINE, 2.6
        elif block.text:
            paragraphs = block.text.split("\n")
            found += below + sum(lines(p, width, TEXT) * TEXT_LINE for p in paragraphs)
            below = 2.6
    return found


def chunks_of_rows(rows: Sequence[float], least: int = 3) -> tuple[float, ...]:
    """Rows or lines that stay together where a page ends among them: the first, and the last."""
    if len(rows) < 2 * least:
        return (sum(rows),)
    return (sum(rows[:least]), *rows[least:-least], sum(rows[-least:]))


def chunks_of_words(blocks: Sequence[Block], width: float = PROSE) -> tuple[float, ...]:
    """The same of words: a heading stays with what follows, a point of a list is cut as a paragraph is."""
    found: list[float] = []
    heading = 0.0
    for block in blocks:
        if block.heading:
            heading = height_of_words((block,), width) + (4.0 if found else 1.6)
            continue
        if block.after:
            found, heading = [*found, heading + height_of_words((block,), width) + 2.6], 0.0
            continue
        of_block = [part for point in block.points for part in _chunks_of_point(point, width)]
        for paragraph in block.text.split("\n") if block.text else ():
            of_block += chunks_of_rows([TEXT_LINE] * lines(paragraph, width, TEXT))
        if of_block:
            of_block[0] += heading
            of_block[-1] += 2.6
            found, heading = found + of_block, 0.0
    return tuple(found)


def _chunks_of_point(point: str, width: float) -> tuple[float, ...]:
    *before, last = chunks_of_rows([TEXT_LINE] * lines(point, width - 4.4, TEXT), LEAST_OF_A_POINT)
    return (*before, last + 1)


def height_of_voice(voice: Contribution) -> float:
    """What a child gave."""
    if voice.kind == "quotation":
        return lines(f"“{voice.text}”", WIDE, QUOTED, True) * QUOTED_LINE
    if voice.kind == "drawing":
        return DRAWING + lines(voice.text, WIDE - 6, TITLE, True) * TITLE_LINE
    return 15.0 + sum(lines(p, WIDE - 12, TEXT) * TEXT_LINE for p in voice.text.split("\n"))


def height_of_exhibit(table: PrintedTable, width: float = WIDE) -> float:
    """An exhibit with its title and notes."""
    if table.look == "terms":
        return height_of_terms(table)
    notes = [note for note in (table.note, table.source_line) if note]
    below = sum(lines(note, width, NOTE) * NOTE_LINE + 1.4 for note in notes)
    return height_of_title(table, width) + _body(table, width) + below


def height_of_title(table: PrintedTable, width: float = WIDE) -> float:
    """What an exhibit says, and what is counted."""
    title = 2.2 + lines(str(table.caption), width, TITLE, True) * TITLE_LINE + 0.6
    if table.about:
        return title + lines(f"{table.about}.", width, SUB) * NOTE_LINE + 2.4
    return title if table.is_drawn else title + 1.0


def _body(table: PrintedTable, width: float) -> float:
    if table.look == "multiples":
        return MULTIPLE * (len(table.headings) - 1) + 6
    if table.look == "pyramid":
        return PYRAMID * len(table.rows) + 8
    if table.look == "stages":
        return ladder.height(len(table.rows)) * MM_OF_A_POINT
    if table.look == "late":
        return lateness.height([days for _, days in late_days(table)]) * MM_OF_A_POINT
    if table.is_drawn:
        return DRAWN_ROWS[table.look]
    return head_height(table, width) + sum(row_heights(table, width))


def head_height(table: PrintedTable, width: float = WIDE) -> float:
    """The headings of the columns."""
    if table.look in ("headlines", "appendix"):
        return 6.0
    inner = _inner(table, width, of_head=True)
    tall = max(lines(words, wide, HEAD) for words, wide in zip(table.headings, inner, strict=True))
    said = HEAD_LINE * tall
    if table.look == "strips" and not MARKS.isdisjoint(table.headings):
        said = max(said, HEAD_LINE + KEY_LINE)
    return _padding(table) + RULE + said


def _padding(table: PrintedTable) -> float:
    """Above and below the words of a row."""
    return AIRY if table.is_airy else SNUG if table.is_snug else ABOVE_AND_BELOW


def row_heights(table: PrintedTable, width: float = WIDE) -> list[float]:
    """Each row of a table, its total included."""
    if table.look == "headlines":
        return [_of_a_headline(row) + AIRY_HEADLINE * table.is_airy for row in table.rows]
    if table.look == "appendix":
        return [_of_the_appendix(row) for row in table.rows]
    inner, bold = _inner(table, width), int(table.look == "plan")
    found = [max(_row(table, row, inner, bold), STRIP_ROW * _has_strip(table, row)) for row in table.rows]
    return [*found, *([_row(table, table.total, inner, len(table.total))] if table.total else [])]


def _of_the_appendix(row: Sequence[str]) -> float:
    """A line of figures, or the name of a measure with what it counts."""
    if len(row) > APPENDIX_HEADING:
        return lines(row[0], APPENDIX_NAME, APPENDIX) * APPENDIX_LINE + 0.7
    return (1 + lines(row[1], WIDE, APPENDIX)) * APPENDIX_LINE + 2.2


def _row(table: PrintedTable, row: Sequence[str], inner: Sequence[float], bold: int) -> float:
    """A row of words and numbers; its first cells, so many, are bold."""
    is_plan = table.look == "plan"
    size, line = (PLAN, PLAN_LINE) if is_plan else (TABLE, ROW_LINE)
    cells = enumerate(zip(row, inner, strict=True))
    tall = max(lines(cell, wide, size, n < bold) for n, (cell, wide) in cells)
    return tall * line + max(_padding(table), OF_A_PLAN if is_plan else 0.0) + RULE


def _has_strip(table: PrintedTable, row: Sequence[str]) -> bool:
    """Whether a share is drawn in the row."""
    return table.look == "strips" and row[1].endswith("%")


def _of_a_headline(row: Sequence[str]) -> float:
    sentence, name, way = row[-1], row[0], row[2]
    said = max(lines(sentence, YEAR_SENTENCE, PLAN) + 1, lines(way, YEAR_WAY, TABLE))
    tall = max(said * 4.02, lines(name, YEAR_NAME, 9.75, True) * 4.23, 7.76)
    return tall + 3.1 + RULE


def _inner(table: PrintedTable, width: float, *, of_head: bool = False) -> list[float]:
    """How wide the words of each column may be. Numbers are never broken, of their headings what is long."""
    wide = list(columns(table, width))
    has_picture = table.look in ("bars", "strips")
    if has_picture:
        del wide[1]
    found = []
    for n, of_column in enumerate(wide):
        if n and (has_picture or n in table.numeric):
            may_break = of_head and len(table.headings[n]) >= WHOLE
            around = PADDING if n == len(wide) - 1 else 2 * PADDING  # the last ends at the margin
            found.append(of_column - around if may_break else width)
        else:
            found.append(of_column - _beside_words(table, n, of_head))
    return found


def _beside_words(table: PrintedTable, n: int, of_head: bool) -> float:
    """What of a column its words can't have: the room around them, and in a plan the sign of a state."""
    sign = SIGN if table.look == "plan" and n == 1 and not of_head else 0.0
    return PADDING + (AFTER_NUMBERS if n - 1 in table.numeric else 0.0) + sign
