"""In which order the exhibits of each section stand, so that no page ends far above its foot.

What is laid out later is only guessed: among the orders of each section the one is taken that
leaves the least empty, and moves the least."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reporting.drawing import lateness
from reporting.edition.arranging import SUMMARY, Arranged, Row, arranged
from reporting.edition.printed import TYPED, Block, PrintedSection, PrintedTable, late_days

EMPTY_AT_MOST = 42.0
"""Millimetres at the foot of a page: less than a fifth of it."""
ROOM_TO_FILL = 14.0
"""Millimetres that more room for the exhibits of a page usually takes."""
LOOSE, EMPTY_AT_LEAST = 32.0, 18.0
"""Millimetres at the foot of a page from which on its exhibits get more room, and those that stay empty then:
what is higher than it was guessed has to fit."""
UNSURE = 6.0
"""Millimetres by which a guess may be wrong: what fits by less may turn out not to."""
UNCLEAR = 120.0
"""What it costs when a guess decides on which page all that follows stands."""
SURE = 10.0
"""Millimetres by which a piece must be too high, so that it surely stands on the next page."""
DOUBT = 0.15
"""How often such a piece does not fit, and leaves its room empty."""
HEAD_AGAIN = 6.0
KEPT = 80
"""Orders that are followed at the same time."""
ON_A_NEW_PAGE = frozenset({"key_messages", "definitions"})
"""Sections that begin a page; the first of them has it to itself."""


@dataclass(frozen=True)
class Piece:
    """A row of a section, how high it is, and its rows where it is a table that may be cut."""

    place: int
    row: Row
    height: float
    cuts: tuple[float, ...] = ()
    head: float = 0.0
    may_move: bool = True
    instead: tuple["Piece", ...] = ()
    """The two exhibits of a pair each in the whole width."""
    is_single: bool = False
    """A narrow exhibit by itself: before another narrow one it would be taken for its pair."""


@dataclass(frozen=True)
class Stand:
    """A piece that stands on one page, or the end of a page with what is surely left empty."""

    piece: Piece | None = None
    empty: float = 0.0


@dataclass(frozen=True)
class Way:
    """One order so far: where it has come to on its page, and what it costs."""

    cost: float
    at: float
    order: tuple[Piece, ...] = ()
    left: tuple[Piece, ...] = ()
    orders: tuple[tuple[Piece, ...], ...] = ()
    stands: tuple["Stand", ...] = ()


def ordered(sections: Sequence[PrintedSection]) -> tuple[PrintedSection, ...]:
    """The sections with their exhibits in the order in which they fill the pages best."""
    ways = [Way(0.0, 0.0)]
    before = ""
    for section in sections:
        found = arranged(section)
        pieces = tuple(_pieces(found))
        leading = pieces[0] if found.words_lead else None
        above = height_of_heading(section.heading, found.lead)
        if leading:
            pieces, above = pieces[1:], above + leading.height + 4
        pieces = pieces or (Piece(0, Row(), 0.0, may_move=False),)  # a heading by itself takes its room too
        at_top = section.key in ON_A_NEW_PAGE or before == SUMMARY
        before = section.key
        begun = [_turned(way) if at_top else way for way in ways]
        begun = [replace(way, left=pieces) for way in begun]
        ways = [
            replace(way, order=(), left=(), orders=(*way.orders, way.order)) for way in _filled(begun, above)
        ]
    best = min(ways, key=lambda way: way.cost)
    airy = _airy(best.stands)
    return tuple(_in_order(s, order, airy) for s, order in zip(sections, best.orders, strict=True))


def _filled(ways: Iterable[Way], above: float) -> list[Way]:
    """The best orders of one section. Its heading stands with its first piece."""
    open_ways, done = list(ways), []
    is_first = True
    while open_ways:
        grown = []
        for way in open_ways:
            if not way.left:
                done.append(way)
                continue
            for piece in _next(way):
                before = above if is_first else 0.0
                grown.append(_placed(way, piece, before))
                if piece.instead:
                    rest = tuple(p for p in way.left if p is not piece)
                    wider = replace(way, cost=way.cost + 5, left=(*rest, *piece.instead))
                    grown += [_placed(wider, one, before) for one in piece.instead]
        is_first = False
        open_ways = _best(grown)
    return _best(done)


def _next(way: Way) -> Iterable[Piece]:
    """What may come next: what stands still in its place, or any of those that may move."""
    first = way.left[0]
    if not first.may_move:
        return (first,)
    movable = [piece for piece in way.left if piece.may_move]
    has_pairs = any(len(piece.row.exhibits) == 2 for piece in movable)
    return [piece for piece in movable if not (piece.is_single and has_pairs)]


def _best(ways: Iterable[Way]) -> list[Way]:
    """The cheapest, one for each place on the page and each set that is left."""
    found: dict[tuple[int, tuple[int, ...]], Way] = {}
    for way in sorted(ways, key=lambda way: way.cost):
        found.setdefault((round(way.at / 4), tuple(sorted(p.place for p in way.left))), way)
    return list(found.values())[:KEPT]


def _placed(way: Way, piece: Piece, above: float) -> Way:
    gap = (HEADING_ABOVE if above else BETWEEN) if way.at else 0.0
    start = way.at + gap + above
    cost = way.cost + 1.5 * (piece.place - min(p.place for p in way.left))
    order, left = (*way.order, piece), tuple(p for p in way.left if p is not piece)
    over = start + piece.height - PAGE
    if over <= 0:
        if -over < UNSURE:
            cost += UNCLEAR * (1 + over / UNSURE) + DOUBT * _too_empty(PAGE - way.at)
        stands = (*way.stands, Stand(piece))
        return replace(way, cost=cost, at=start + piece.height, order=order, left=left, stands=stands)
    empty = PAGE - way.at
    if over < UNSURE:  # it may fit after all, and all that follows stand elsewhere
        cost += UNCLEAR * (1 - over / UNSURE)
    cut = _cut(piece, PAGE - start)
    if cut is not None:
        stands = (*way.stands, Stand())
        return replace(way, cost=cost + 12, at=cut, order=order, left=left, stands=stands)
    cost += empty * 0.05 + _too_empty(empty)
    stands = (*way.stands, Stand(empty=empty if over > SURE else 0.0), Stand(piece))
    at = above + piece.height
    while at > PAGE:
        at -= PAGE
    return replace(way, cost=cost, at=at, order=order, left=left, stands=stands)


def _turned(way: Way) -> Way:
    """At the top of a page, whatever was left empty before it: that was the last of a part."""
    return replace(way, at=0.0, stands=(*way.stands, Stand()))


def _airy(stands: Iterable[Stand]) -> frozenset[str]:
    """The keys of the exhibits that get more room, on pages that end far above their foot."""
    found: set[str] = set()
    on_page: list[Piece] = []
    for stand in stands:
        if stand.piece:
            on_page.append(stand.piece)
            continue
        spare = stand.empty - EMPTY_AT_LEAST if stand.empty > LOOSE else 0.0
        for piece in on_page:
            more = _more_room(piece)
            if 0 < more <= spare:
                spare -= more
                found |= {table.key for table in piece.row.exhibits}
        on_page = []
    return frozenset(found)


def _more_room(piece: Piece) -> float:
    """By how much a row grows where its exhibits get more room."""
    rows = [len(t.rows) + bool(t.total) + 1 for t in piece.row.exhibits if t.key != TYPED and not t.is_drawn]
    return AIR * max(rows) + (0 if piece.row.is_split else AIR_BELOW) if rows else 0.0


def _too_empty(empty: float) -> float:
    """What it costs to leave more of a page empty than may be."""
    if empty <= EMPTY_AT_MOST:
        return 0.0
    return ((empty - EMPTY_AT_MOST) ** 2) / 8 + (40 if empty > EMPTY_AT_MOST + ROOM_TO_FILL else 0)


def _cut(piece: Piece, room: float) -> float | None:
    """Where a table that is cut comes to on the next page; None where it can't be."""
    fits, used = 0, piece.head
    for tall in piece.cuts:
        if used + tall > room:
            break
        used += tall
        fits += 1
    fits = min(fits, len(piece.cuts) - LEAST_ROWS)
    if fits < LEAST_ROWS:
        return None
    return piece.height - sum(piece.cuts[:fits]) + (HEAD_AGAIN if piece.head else 0)


def _pieces(found: Arranged) -> Iterable[Piece]:
    for place, row in enumerate(found.rows):
        width = (BESIDE_WORDS if row.words else HALF) if row.is_split else WIDE
        tall = max((height_of_exhibit(table, width) for table in row.exhibits), default=0.0)
        if row.words:
            tall = max(tall, height_of_words(row.words, WORDS_BESIDE if row.is_split else PROSE))
        for column in row.columns:
            wide = (WIDE - 6 * (len(row.columns) - 1)) / len(row.columns)
            tall = max(tall, height_of_words(column, wide))
        tall += sum(20 + 5.1 * lines(v.text, 150, TEXT) for v in row.voices)
        is_typed = any(table.key == TYPED for table in row.exhibits)
        may_move = bool(row.exhibits) and not row.words and not is_typed and found.may_move
        cuts, head = _cuts(row)
        yield Piece(
            place, row, tall, cuts, head, may_move, tuple(_wider(place, row, may_move)), _is_single(row)
        )


def _wider(place: int, row: Row, may_move: bool) -> Iterable[Piece]:
    if not may_move or len(row.exhibits) != 2 or any(table.is_drawn for table in row.exhibits):
        return
    for table in row.exhibits:
        wide = Row(exhibits=(replace(table, is_wide=True),))
        yield Piece(place, wide, height_of_exhibit(table), *_cuts(wide))


def _cuts(row: Row) -> tuple[tuple[float, ...], float]:
    """The rows of a table that may be cut, and what stands above them; lines of words, which always may."""
    if row.words and not row.is_split:
        tall = height_of_words(row.words)
        return (5.1,) * int(tall / 5.1), 0.0
    if len(row.exhibits) != 1 or not row.exhibits[0].is_long:
        return (), 0.0
    rows = row_heights(row.exhibits[0])
    return tuple(rows), 16.0


def _is_single(row: Row) -> bool:
    return len(row.exhibits) == 1 and row.exhibits[0].is_narrow and not row.words


def _in_order(section: PrintedSection, order: Sequence[Piece], airy: frozenset[str]) -> PrintedSection:
    found: list[PrintedTable] = [t for piece in order for t in piece.row.exhibits if t.key != TYPED]
    assert len(found) == len(section.tables)
    return replace(section, tables=tuple(replace(t, is_airy=True) if t.key in airy else t for t in found))


# about how high things are, in millimetres, before they are laid out (report.css)

PAGE = 252.5
MM_OF_A_POINT = 25.4 / 72
BETWEEN, HEADING_ABOVE, HEADING = 5.0, 9.0, 11.7
TABLE, TITLE, NOTE, TEXT, LEAD, SECTION = 8.75, 10.5 * 1.06, 8.0, 10.25, 12.5, 23 * 1.06
"""Points of letters; bold ones are wider."""
WIDE, HALF, PROSE = 170.0, 82.0, 150.0
WORDS_BESIDE, BESIDE_WORDS = 67.3, 96.7
DRAWN_ROWS = {"months": 32.5, "flow": 32.5, "years": 36.7}
MULTIPLE, PYRAMID = 13.4, 7.06
STRIP, LINE, PADDING = 53.6, 3.9, 2.2
LETTERS = {
    0.20: " ",
    0.25: "',.:;ij‘’|Il",
    0.30: "!f()[]-",
    0.35: "t/r",
    0.42: "*?sz",
    0.46: "xc",
    0.48: "vyJY–",
    0.54: "ESATZ`houbnV",
    0.57: "dpqCPRKB",
    0.64: "DGUHN",
    0.66: "OQ",
    0.73: "wM",
    0.80: "W—",
    0.83: "m%@",
}
WIDTHS = {sign: wide for wide, signs in LETTERS.items() for sign in signs}
"""Of letters that are narrower or wider than half their size."""
KEY_LINE, MARKS = 4.3, frozenset({"Target", "Similar councils", "England"})
"""A second line of the key above strips, and the columns that need one."""
AIR, AIR_BELOW = 1.4, 3.0
"""Millimetres by which a row of an exhibit with more room is higher, and the distance below it."""
LEAST_ROWS = 3
"""Rows of a table that is cut, on either side."""


def width_of(words: str, size: float = TABLE) -> float:
    """Of words on one line, in letters of so many points."""
    return sum(WIDTHS.get(sign, 0.5) for sign in words) * size * MM_OF_A_POINT


def lines(words: str, width: float, size: float = TABLE) -> int:
    """Lines that words take, in letters of so many points."""
    found, used, space = 1, 0.0, width_of(" ", size)
    for word in words.split():
        wide = width_of(word, size)
        if used and used + wide > width:
            found, used = found + 1, 0.0
        used += wide + space
    return found


def height_of_heading(title: str, lead: str) -> float:
    """A section's heading with its lead."""
    more = 9.2 * (lines(title, WIDE, SECTION) - 1)
    return HEADING + more + (lines(lead, PROSE, LEAD) * 6.0 + 4 if lead else 0)


def height_of_words(blocks: Sequence[Block], width: float = PROSE) -> float:
    """What an author wrote."""
    found = 0.0
    for block in blocks:
        if block.heading:
            found += 12.5
        found += sum(lines(point, width - 5, TEXT) * 5.1 + 1 for point in block.points)
        if block.text:
            paragraphs = block.text.split("\n")
            found += sum(lines(p, width, TEXT) * 5.1 for p in paragraphs) + 2.6
    return found


def height_of_exhibit(table: PrintedTable, width: float = WIDE) -> float:
    """An exhibit with its title and notes."""
    title = 2.2 + lines(str(table.caption), width, TITLE) * 4.6 + 0.6
    if table.about:
        title += lines(table.about, width, NOTE) * 3.7 + (2.4 if table.is_drawn else 0.9)
    notes = [note for note in (table.note, table.source_line) if note]
    below = sum(lines(note, width, NOTE) * 3.7 + 1.4 for note in notes)
    return title + _body(table, width) + below


def _body(table: PrintedTable, width: float) -> float:
    if table.look == "multiples":
        return MULTIPLE * (len(table.headings) - 1) + 6
    if table.look == "pyramid":
        return PYRAMID * len(table.rows) + 8
    if table.look == "late":
        return lateness.height([days for _, days in late_days(table)]) * MM_OF_A_POINT
    if table.is_drawn:
        return DRAWN_ROWS[table.look]
    head = 1 + PADDING + 3.4 * _lines_of_head(table)
    if table.look == "strips":
        head += KEY_LINE * (not MARKS.isdisjoint(table.headings))
    return head + sum(row_heights(table, width))


def _lines_of_head(table: PrintedTable) -> int:
    numbers = table.headings[1:-1] if table.look == "headlines" else table.headings[1:]
    if table.look == "table":
        numbers = tuple(words for n, words in enumerate(table.headings) if n in table.numeric)
    return max((lines(words, 16 if len(words) > 11 else 40, NOTE) for words in numbers), default=1)


def row_heights(table: PrintedTable, width: float = WIDE) -> list[float]:
    """Each row of a table, its total included."""
    if table.look == "headlines":
        return [14.8] * len(table.rows)
    found = []
    for row in [*table.rows, *([table.total] if table.total else [])]:
        tall = max((lines(cell, w) for cell, w in zip(row, _columns(table, width), strict=False)), default=1)
        padding = 3.6 if table.look == "plan" else PADDING
        found.append(max(tall * LINE + padding, 7.1 if table.look == "strips" else 0))
    return found


def _wide(cell: str) -> float:
    """The width of a cell with a number."""
    return width_of(cell) + 2.8 if len(cell) < 15 else 16


def _columns(table: PrintedTable, width: float) -> list[float]:
    """About how wide each column is."""
    numbers = len(table.numeric)
    rest = len(table.headings) - numbers
    if table.look in ("bars", "strips"):
        columns = list(zip(table.headings, *table.rows, strict=True))[1:]
        left = width - sum(max(_wide(cell) for cell in column) for column in columns)
        name = left - STRIP - 1 if table.look == "strips" else left * (0.4 if width == WIDE else 0.6) - 1.4
        name = max(name, 10.0)
        return [name] + [width] * len(columns)
    if table.look == "plan":
        text = width * 0.76 - numbers * 15
        return [width * 0.24, *([text / max(rest - 1, 1)] * (len(table.headings) - 1))]
    left = width - numbers * 15
    share = left / max(rest, 1)
    return [width if n in table.numeric else share for n in range(len(table.headings))]
