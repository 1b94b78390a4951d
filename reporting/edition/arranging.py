"""How the parts of a printed section stand on a page: words beside an exhibit, two narrow exhibits side by
side, wide ones by themselves."""

from collections.abc import Iterator
from dataclasses import dataclass

from reporting.edition.document import Contribution
from reporting.edition.printed import Block, PrintedSection, PrintedTable

MOST_ROWS, MOST_COLUMNS = 8, 4
BESIDE_AT_MOST = 900
"""Letters of words that stand beside an exhibit without reaching far below it."""
NARROW_ALWAYS = frozenset({"flow", "years"})
LEAD_AT_MOST = 190
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


@dataclass(frozen=True)
class Arranged:
    lead: str
    rows: tuple[Row, ...]

    @property
    def goes_on(self) -> bool:
        """Whether words follow the lead, so that both may stand at the foot of a page without what they
        explain."""
        return bool(self.rows and self.rows[0].words and not self.rows[0].is_split)


def arranged(section: PrintedSection) -> Arranged:
    """The section in rows. The first computed sentence leads it."""
    if section.key == SUMMARY:
        return _on_one_page(section)
    lead, rest = _lead(section)
    words = [block for block in section.blocks if block.table is None]
    words += [Block(text=" ".join(rest))] if rest else []
    typed = [Row(exhibits=(block.table,)) for block in section.blocks if block.table]
    narrow = [table for table in section.tables if _is_narrow(table)]
    rows: list[Row] = []
    if words and len(narrow) % 2 and sum(_letters(block) for block in words) <= BESIDE_AT_MOST:
        rows.append(Row(tuple(words), (narrow.pop(0),)))
    elif words:
        rows.append(Row(tuple(words)))
    rows += typed
    rows += _shorter_first(list(_in_order(section.tables, narrow)))
    rows += [Row(voices=(voice,)) for voice in section.voices]
    return Arranged(lead, tuple(rows))


def _on_one_page(section: PrintedSection) -> Arranged:
    """Words, then the figures, then the points under their headings side by side."""
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
    rows += [Row(columns=tuple(columns[n : n + 3])) for n in range(0, len(columns), 3)]
    return Arranged(lead, (*rows, *(Row(voices=(voice,)) for voice in section.voices)))


def _lead(section: PrintedSection) -> tuple[str, tuple[str, ...]]:
    first = section.sentences[:1]
    if not first or len(first[0]) > LEAD_AT_MOST:
        return "", section.sentences
    return first[0], section.sentences[1:]


def _letters(block: Block) -> int:
    return len(block.text) + sum(len(point) for point in block.points)


def _is_narrow(table: PrintedTable) -> bool:
    if table.look in NARROW_ALWAYS:
        return True
    is_small = len(table.rows) <= MOST_ROWS and len(table.headings) <= MOST_COLUMNS
    return table.look in ("bars", "table") and is_small and _is_of_numbers(table)


def _is_of_numbers(table: PrintedTable) -> bool:
    return len(table.numeric) == len(table.headings) - 1


def _in_order(tables: tuple[PrintedTable, ...], narrow: list[PrintedTable]) -> Iterator[Row]:
    """Narrow exhibits in pairs at the place of the first of the two; pairs are of about the same height."""
    ordered = sorted_by_height(narrow)
    pairs = {ordered[n].caption.id: tuple(ordered[n : n + 2]) for n in range(0, len(ordered), 2)}
    left = {table.caption.id for table in narrow}
    for table in tables:
        if table.caption.id in pairs:
            yield Row(exhibits=pairs[table.caption.id])
        elif table.caption.id not in left and not _is_narrow(table):
            yield Row(exhibits=(table,))


def _shorter_first(rows: list[Row]) -> list[Row]:
    """A row that can be broken or is low stands first, so that the heading finds room at the foot of a
    page."""
    if not rows or not rows[0].is_split:
        return rows
    low = next((n for n, row in enumerate(rows) if not row.is_split), None)
    return rows if low is None else [rows[low], *rows[:low], *rows[low + 1 :]]


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
