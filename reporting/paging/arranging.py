"""How the parts of a printed section stand on a page: words beside an exhibit, two narrow exhibits side by
side, wide ones by themselves."""

from collections.abc import Iterator
from dataclasses import dataclass

from reporting.edition.document import Contribution
from reporting.edition.printed import LEFT_OUT, NARROW_ALWAYS, Block, PrintedSection, PrintedTable
from reporting.paging.columns import BESIDE_WORDS, HALF, WIDE

BESIDE_AT_MOST = 520
"""Letters of words that stand beside an exhibit without reaching far below it."""
LEAD_AT_MOST = 190
COLUMN_AT_MOST = 500
"""Letters of a third of the width that still make a column of a hand's breadth."""
SHORT = 200
"""Letters of words that are kept with what follows them."""
SUMMARY = "key_messages"


@dataclass(frozen=True)
class Row:
    """What stands side by side: words, exhibits, or both; or up to three columns of points under headings."""

    words: tuple[Block, ...] = ()
    exhibits: tuple[PrintedTable, ...] = ()
    voices: tuple[Contribution, ...] = ()
    columns: tuple[tuple[Block, ...], ...] = ()

    @property
    def is_split(self) -> bool:
        """Whether there are two halves."""
        return len(self.exhibits) + bool(self.words) > 1

    @property
    def room(self) -> float:
        """How wide its exhibits are."""
        return (BESIDE_WORDS if self.words else HALF) if self.is_split else WIDE


@dataclass(frozen=True)
class Arranged:
    lead: str
    rows: tuple[Row, ...]
    may_move: bool = True
    """Whether exhibits may change their places."""

    @property
    def words_lead(self) -> bool:
        """Whether a few words stand between the heading and the first exhibit, and stay with both."""
        if len(self.rows) < 2 or not self.may_move:
            return False
        first = self.rows[0]
        is_short = sum(_letters(block) for block in first.words) <= SHORT
        return bool(first.words and not first.exhibits and is_short)


def arranged(section: PrintedSection) -> Arranged:
    """The section in rows. The first computed sentence leads it; narrow exhibits that follow each other stand
    side by side."""
    if section.key == SUMMARY:
        return _on_one_page(section)
    lead, rest = _lead(section)
    words = [block for block in section.blocks if block.table is None]
    words += [Block(text=" ".join(rest))] if rest else []
    tables = list(section.tables)
    narrow = [table for table in tables if table.is_narrow]
    rows: list[Row] = []
    if first_row_tables(section):
        rows.append(Row(tuple(words), (narrow[0],)))
        tables.remove(narrow[0])
    elif words:
        rows.append(Row(tuple(words)))
    rows += [Row(exhibits=(block.table,)) for block in section.blocks if block.table]
    rows += _paired(tables)
    rows += [Row(voices=(voice,)) for voice in section.voices]
    return Arranged(lead, tuple(rows), may_move=not section.is_ordered)


def _paired(tables: list[PrintedTable]) -> Iterator[Row]:
    left = list(tables)
    while left:
        first = left.pop(0)
        if first.is_narrow and left and left[0].is_narrow:
            yield Row(exhibits=(first, left.pop(0)))
        else:
            yield Row(exhibits=(first,))


def in_pairs(section: PrintedSection) -> tuple[PrintedTable, ...]:
    """The exhibits of a section with narrow ones of about the same height next to each other."""
    if section.key == SUMMARY or section.is_ordered:
        return section.tables
    narrow = sorted_by_height([table for table in section.tables if table.is_narrow])
    first = narrow.pop(0) if len(narrow) % 2 and _has_words(section) else None
    if len(narrow) % 2:
        *narrow, last = narrow
        after = [last]
    else:
        after = []
    pairs = {narrow[n].key: (narrow[n], narrow[n + 1]) for n in range(0, len(narrow), 2)}
    found = [first] if first else []
    for table in section.tables:
        if table.key in pairs:
            found += pairs[table.key]
        elif not table.is_narrow:
            found.append(table)
    return tuple(found + after)


def first_row_tables(section: PrintedSection) -> int:
    """How many of the exhibits stand before the author's own tables: one that is beside the words."""
    narrow = sum(table.is_narrow for table in section.tables)
    if section.is_ordered:  # the first stays the first
        return int(bool(section.tables) and section.tables[0].is_narrow and _has_words(section))
    return int(section.key != SUMMARY and narrow % 2 == 1 and _has_words(section))


def _has_words(section: PrintedSection) -> bool:
    """Whether there are words beside which an exhibit may stand."""
    _, rest = _lead(section)
    blocks = [block for block in section.blocks if block.table is None]
    letters = sum(_letters(block) for block in blocks) + len(" ".join(rest))
    return bool(blocks or rest) and letters <= BESIDE_AT_MOST


def _on_one_page(section: PrintedSection) -> Arranged:
    """Words, then the figures, then the points under their headings side by side; below each other where one
    has more to say than a column holds."""
    lead, rest = _lead(section)
    blocks = [*section.blocks]
    first = next((n for n, block in enumerate(blocks) if block.heading), len(blocks))
    before, after = blocks[:first], blocks[first:]
    words = (*before, *([Block(text=" ".join(rest))] if rest else []))
    columns: list[tuple[Block, ...]] = []
    for block in after:
        columns = [*columns, (block,)] if block.heading else [*columns[:-1], (*columns[-1], block)]
    columns += [(Block(heading=h), Block(points=points)) for h, points in section.judgements]
    rows = [Row(words)] if words else []
    rows += [Row(exhibits=(table,)) for table in section.tables]
    if any(sum(map(_letters, column)) > COLUMN_AT_MOST for column in columns):
        rows.append(Row(tuple(block for column in columns for block in column)))
    else:
        rows += [Row(columns=tuple(columns[n : n + 3])) for n in range(0, len(columns), 3)]
    rows += [Row(voices=(voice,)) for voice in section.voices]
    return Arranged(lead, tuple(rows), may_move=False)


def _lead(section: PrintedSection) -> tuple[str, tuple[str, ...]]:
    first = section.sentences[:1]
    if not first or len(first[0]) > LEAD_AT_MOST or first[0].startswith(LEFT_OUT):
        return "", section.sentences
    return first[0], section.sentences[1:]


def _letters(block: Block) -> int:
    return len(block.text) + sum(len(point) for point in block.points)


def sorted_by_height(tables: list[PrintedTable]) -> list[PrintedTable]:
    """In their order, unless another of them is much nearer in height to the one before it."""
    left, found = list(tables), []
    while left:
        first = left.pop(0)
        found.append(first)
        if left:
            best = min(range(len(left)), key=lambda n: (abs(_height(left[n]) - _height(first)) // 4, n))
            found.append(left.pop(best))
    return found


def _height(table: PrintedTable) -> int:
    """In lines of a table."""
    return 8 if table.look in NARROW_ALWAYS else len(table.rows) + bool(table.total)
