"""What a section is made of where it is laid on pages: rows with their heights, and how they may be changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reporting.edition.printed import TYPED, PrintedTable
from reporting.paging.arranging import Arranged, Row
from reporting.paging.columns import WIDE
from reporting.paging.heights import (
    PROSE,
    WORDS_BESIDE,
    chunks_of_rows,
    chunks_of_words,
    head_height,
    height_of_exhibit,
    height_of_title,
    height_of_voice,
    height_of_words,
    row_heights,
)


@dataclass(frozen=True)
class Piece:
    """A row of a section, how high it is, and its rows where it is a table that may be cut."""

    place: int
    row: Row
    height: float
    cuts: tuple[float, ...] = ()
    head: float = 0.0
    head_again: float = 0.0
    may_move: bool = True
    instead: tuple["Piece", ...] = ()
    """The two exhibits of a pair each in the whole width."""
    is_single: bool = False
    """A narrow exhibit by itself: before another narrow one it would be taken for its pair."""
    grows: float = 0.0
    shrinks: float = 0.0
    """By how much it is higher where its exhibits get more room, and lower where they stand closer."""

    is_cut: bool = False

    @property
    def is_better_whole(self) -> bool:
        """Whether it is cut only where too much of a page would stay empty."""
        return any(table.is_better_whole for table in self.row.exhibits)

    @property
    def is_spaced(self) -> bool:
        """Whether the distance below it, to what is not a heading, changes with its room."""
        return bool(self.row.exhibits) and not self.row.is_split


def pieces_of(found: Arranged) -> Iterable[Piece]:
    """The rows of a section as pieces, in their order."""
    for place, row in enumerate(found.rows):
        is_typed = any(table.key == TYPED for table in row.exhibits)
        may_move = bool(row.exhibits) and not row.words and not is_typed and found.may_move
        wider, is_single = tuple(_wider(place, row, may_move)), _is_single(row)
        yield _with_heights(Piece(place, row, 0.0, *_cuts(row), may_move, wider, is_single))


def _with_heights(piece: Piece) -> Piece:
    row = piece.row
    tall, airy, snug = (_height(row, exhibits) for exhibits in _spacings(row))
    return replace(piece, height=tall, grows=airy - tall, shrinks=tall - snug)


def _spacings(row: Row) -> Iterable[tuple[PrintedTable, ...]]:
    """The exhibits of a row as usual, with more room, and closer; the author's own tables as they are."""
    yield row.exhibits
    yield tuple(table if table.key == TYPED else replace(table, is_airy=True) for table in row.exhibits)
    yield tuple(table if table.key == TYPED else replace(table, is_snug=True) for table in row.exhibits)


def _height(row: Row, exhibits: Sequence[PrintedTable]) -> float:
    tall = max((height_of_exhibit(table, row.room) for table in exhibits), default=0.0)
    if row.words:
        tall = max(tall, height_of_words(row.words, WORDS_BESIDE if row.is_split else PROSE))
    for column in row.columns:
        wide = (WIDE - 6 * (len(row.columns) - 1)) / len(row.columns)
        tall = max(tall, height_of_words(column, wide))
    return tall + sum(map(height_of_voice, row.voices))


def _wider(place: int, row: Row, may_move: bool) -> Iterable[Piece]:
    if not may_move or len(row.exhibits) != 2 or any(table.is_drawn for table in row.exhibits):
        return
    for table in row.exhibits:
        wide = Row(exhibits=(replace(table, is_wide=True),))
        yield _with_heights(Piece(place, wide, 0.0, *_cuts(wide)))


def _cuts(row: Row) -> tuple[tuple[float, ...], float, float]:
    """What of a row stays together where it is cut, what stands above it, and above the rest of it again."""
    if row.words and not row.is_split:
        return chunks_of_words(row.words), 0.0, 0.0
    table = row.exhibits[0] if len(row.exhibits) == 1 else None
    if table is None or not (table.is_long or table.is_wordy):
        return (), 0.0, 0.0
    head, rows = head_height(table), row_heights(table)
    return chunks_of_rows(rows) if table.is_long else tuple(rows), height_of_title(table) + head, head


def _is_single(row: Row) -> bool:
    return len(row.exhibits) == 1 and row.exhibits[0].is_narrow and not row.words
