"""What a section is made of where it is laid on pages: rows, their heights, and how they may be changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reporting.edition.printed import TYPED, PrintedSection, PrintedTable
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
from reporting.paging.lists import height_of_terms, rows_of_a_glossary

SLICE = 4.0
"""Millimetres of a list of terms that stay together: about a line of it."""


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
    instead_of_it: tuple["Piece", ...] = ()
    """The same closer together, or with more room, and what that costs."""
    dear: float = 0.0

    @property
    def is_better_whole(self) -> bool:
        """Whether it is cut only where too much of a page would stay empty."""
        return any(table.is_better_whole for table in self.row.exhibits)

    @property
    def is_spaced(self) -> bool:
        """Whether the distance below it, to what is not a heading, changes with its room."""
        return bool(self.row.exhibits) and not self.row.is_split and not self.is_list

    @property
    def dear_cut(self) -> float:
        """What it costs to cut it: nothing for a list, which goes on anywhere."""
        return 0.0 if self.is_list else 12.0

    @property
    def is_list(self) -> bool:
        """Whether it is a list of terms in columns, which is cut anywhere."""
        return any(table.look == "terms" for table in self.row.exhibits)


def pieces_of(found: Arranged) -> Iterable[Piece]:
    """The rows of a section as pieces, in their order."""
    for place, row in enumerate(found.rows):
        is_typed = any(table.key == TYPED for table in row.exhibits)
        may_move = bool(row.exhibits) and not row.words and not is_typed and found.may_move
        wider, is_single = tuple(_wider(place, row, may_move)), _is_single(row)
        if any(table.look == "terms" for table in row.exhibits):
            yield _of_terms(place, row)
            continue
        yield _with_heights(Piece(place, row, 0.0, *_cuts(row), may_move, wider, is_single))


def _of_terms(place: int, row: Row) -> Piece:
    """Definitions: their lines may stand closer or further apart, so that few of them are not left over."""
    (table,) = row.exhibits
    usual, *others = (
        _in_slices(place, replace(table, is_snug=snug, is_airy=airy), dear)
        for snug, airy, dear in ((False, False, 0.0), (True, False, 3.0), (False, True, 3.0))
    )
    return replace(usual, instead_of_it=tuple(others))


def _in_slices(place: int, table: PrintedTable, dear: float) -> Piece:
    tall = height_of_terms(table)
    slices = max(1, int(tall / SLICE))
    cuts = (tall / slices,) * slices
    return Piece(place, Row(exhibits=(table,)), tall, cuts, may_move=False, dear=dear)


def of_a_glossary(section: PrintedSection) -> Piece:
    """The terms of a glossary, which is cut between its rows."""
    rows = rows_of_a_glossary(section.terms, section.codes)
    return Piece(0, Row(), sum(rows), tuple(rows), may_move=False)


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
        if any(table.look == "terms" for table in row.exhibits):
            yield _of_terms(place, row)
            continue
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
