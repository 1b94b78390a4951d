"""In which order the exhibits of each section stand, so that no page ends far above its foot.

What is laid out later is only guessed: among the orders of each section the one is taken that
leaves the least empty, and moves the least."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reporting.edition.printed import SHORT, TYPED, PrintedSection, PrintedTable
from reporting.paging.arranging import SUMMARY, Row, arranged
from reporting.paging.heights import (
    AIR_BELOW,
    BETWEEN,
    CLOSER_BELOW,
    HEADING_ABOVE,
    PAGE,
    height_of_heading,
)
from reporting.paging.lists import height_of_contents
from reporting.paging.pieces import Piece, of_a_glossary, pieces_of

EMPTY_AT_MOST = 45.0
"""Millimetres at the foot of a page: less than a fifth of it."""
ENOUGH = 40.0
"""Millimetres: a table of up to fourteen rows is rather cut than that more stays empty before it."""
LOOSE, EMPTY_AT_LEAST = 30.0, 8.0
"""Millimetres at a foot from which on the exhibits of the page get more room, and those that stay empty."""
OF_THE_YEAR = 25.0
"""Millimetres that stay empty below the year on one page, whose columns are as wide as its words want."""
UNSURE = 1.0
"""Millimetres by which a height may be another than was worked out: what fits by less may turn out not to."""
UNCLEAR = 120.0
"""What it costs when that decides on which page all that follows stands."""
DOUBT = 0.15
"""How often such a piece does not fit, and leaves its room empty."""
UNSURE_OF_A_LIST = 6.0
"""The same of a list of terms in columns over more than a page."""
KEPT = 120
"""Orders that are followed at the same time."""
ON_A_NEW_PAGE = frozenset({"key_messages", "definitions"})
"""Sections that begin a page; the first of them has it to itself."""

GLOSSARY = "glossary"
"""A short one has no page to itself: the definitions begin below it."""
LEAST_AT_LAST, SPILT = 60.0, 25.0
"""Millimetres that a part needs on its last page, so that few lines do not stand alone; what less costs."""
CLOSE_CONTENTS, PARTED = 2.0, 6.0
"""What it costs that the contents of a short report stand closer, and that the words which lead a section are
parted from its first exhibit."""


@dataclass(frozen=True)
class Stand:
    """A piece that stands on one page, or the end of a page with what is surely left empty."""

    piece: Piece | None = None
    empty: float = 0.0
    is_snug: bool = False
    """Whether it fits on its page only where everything there stands closer."""


@dataclass(frozen=True)
class Way:
    """One order so far: where it has come to on its page, and what it costs."""

    cost: float
    at: float
    room: float = 0.0
    give: float = 0.0
    """By how much the exhibits on the page so far may grow, and shrink."""
    order: tuple[Piece, ...] = ()
    left: tuple[Piece, ...] = ()
    orders: tuple[tuple[Piece, ...], ...] = ()
    stands: tuple["Stand", ...] = ()
    has_close_contents: bool = False
    """Whether the contents of a short report stand closer than they might."""


def ordered(sections: Sequence[PrintedSection], note: str = "") -> tuple[PrintedSection, ...]:
    """The sections with their exhibits in the order in which they fill the pages best. `note`: what is said
    above them all of hidden numbers."""
    is_short = len(sections) <= SHORT  # then all follows the contents
    ways = _below_contents(len(sections), note) if is_short else [Way(0.0, 0.0)]
    before, spilt = "", False
    for section in sections:
        is_after_it = before == SUMMARY and not spilt
        at_top = not is_short and (_begins_a_page(section.key, before) or is_after_it)
        begun = [_turned(way, is_spread=is_after_it) if at_top else way for way in ways]
        before = section.key
        ways = [
            replace(way, order=(), left=(), orders=(*way.orders, way.order))
            for way in _of_section(section, begun)
        ]
        if section.key == SUMMARY:
            spilt = not is_short and _is_spilt(begun, ways)
    best = min(ways, key=lambda way: way.cost + _spilt_at_the_end(way))
    airy, snug = _spaced(best.stands)
    made = [_in_order(s, order, airy, snug) for s, order in zip(sections, best.orders, strict=True)]
    first = [replace(one, is_below_close_contents=best.has_close_contents) for one in made[:1]]
    return tuple(replace(s, is_followed=spilt and s.key == SUMMARY) for s in (*first, *made[1:]))


def _below_contents(sections: int, note: str) -> list[Way]:
    roomy, close = (height_of_contents(sections, note, is_close=is_close) for is_close in (False, True))
    return [Way(0.0, roomy), Way(CLOSE_CONTENTS, close, has_close_contents=True)]


def _begins_a_page(key: str, before: str) -> bool:
    return key in ON_A_NEW_PAGE and before != GLOSSARY


def _of_section(section: PrintedSection, begun: Sequence[Way]) -> list[Way]:
    """The best orders of a section. Words that lead it may be parted from what follows, where that leaves
    less empty."""
    if section.glossary:
        above = height_of_heading(section.heading, "", is_small=True)
        return _filled([replace(way, left=(of_a_glossary(section),)) for way in begun], above)
    found = arranged(section)
    pieces = tuple(pieces_of(found)) or (Piece(0, Row(), 0.0, may_move=False),)  # a heading takes room too
    above = height_of_heading(section.heading, found.lead)
    if not found.words_lead:
        return _filled([replace(way, left=pieces) for way in begun], above)
    parted = [replace(way, left=pieces, cost=way.cost + PARTED) for way in begun]
    whole = [replace(way, left=pieces[1:]) for way in begun]
    with_words = above + pieces[0].height + 4
    return _best([*_filled(whole, with_words), *_filled(parted, above)])


def _is_spilt(begun: Sequence[Way], ways: Sequence[Way]) -> bool:
    """Whether the year on one page goes on to another: what follows would leave that nearly empty."""
    before = len(begun[0].stands)
    return any(stand.piece is None for way in ways for stand in way.stands[before:])


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
                grown += [_placed(way, one, before) for one in (piece, *piece.instead_of_it)]
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
    cost = way.cost + piece.dear + 1.5 * (piece.place - min(p.place for p in way.left))
    order, left = (*way.order, piece), _without(piece, way.left)
    over = start + piece.height - PAGE
    between = bool(way.at and way.order and not above and way.order[-1].is_spaced)
    give = way.give + between * CLOSER_BELOW + piece.shrinks
    if over <= 0:
        cost += _unclear(over, way)
        stands = (*way.stands, Stand(piece))
        way = replace(way, room=way.room + between * AIR_BELOW + piece.grows, give=give)
        return replace(way, cost=cost, at=start + piece.height, order=order, left=left, stands=stands)
    if over + UNSURE <= give:
        stands = (*way.stands, Stand(piece, is_snug=True))
        at = start + piece.height - give
        return replace(way, cost=cost + 4, at=at, room=0.0, give=0.0, order=order, left=left, stands=stands)
    empty = PAGE - way.at
    cut = _cut(piece, PAGE - start, would_be_empty=empty)
    if cut is not None:
        order = (*way.order, replace(piece, is_cut=True))
        stands = (*way.stands, Stand())
        cost += piece.dear_cut
        return replace(
            way, cost=cost, at=cut % PAGE, room=0.0, give=0.0, order=order, left=left, stands=stands
        )
    cost += empty * 0.05 + _too_empty(empty, way.room)
    stands = (*way.stands, Stand(empty=empty), Stand(piece))
    way = replace(way, room=piece.grows, give=piece.shrinks)
    at = (above + piece.height) % PAGE
    return replace(way, cost=cost, at=at, order=order, left=left, stands=stands)


def _without(piece: Piece, left: Iterable[Piece]) -> tuple[Piece, ...]:
    """What is left once this stands, or once it stands instead of another."""
    return tuple(other for other in left if other is not piece and piece not in other.instead_of_it)


def _unclear(over: float, way: Way) -> float:
    """What it costs that a piece fits by so little that it may turn out not to."""
    if -over >= UNSURE:
        return 0.0
    return UNCLEAR * (1 + over / UNSURE) + DOUBT * _too_empty(PAGE - way.at, way.room)


def _turned(way: Way, *, is_spread: bool) -> Way:
    """At the top of a page, whatever was left empty before it: that was the last of a part. The year on one
    page is spread over its page."""
    empty = PAGE - way.at - OF_THE_YEAR if is_spread else 0.0
    cost = way.cost + (0.0 if is_spread else _spilt_at_the_end(way))
    return replace(way, cost=cost, at=0.0, room=0.0, give=0.0, stands=(*way.stands, Stand(empty=empty)))


def _spilt_at_the_end(way: Way) -> float:
    """What it costs that few lines of a part stand on a page by themselves, or may do."""
    goes_on = any(stand.piece is None for stand in way.stands)
    last = way.orders[-1][-1:] if way.orders else ()
    is_unsure = any(piece.is_list for piece in last) and PAGE - way.at < UNSURE_OF_A_LIST
    return SPILT if goes_on and (way.at < LEAST_AT_LAST or is_unsure) else 0.0


def _spaced(stands: Iterable[Stand]) -> tuple[frozenset[str], frozenset[str]]:
    """The keys of the exhibits that get more room, on pages that end far above their foot, and of those that
    stand closer, because their page is nearly too full."""
    airy: set[str] = set()
    snug: set[str] = set()
    on_page: list[Stand] = []
    for stand in (*stands, Stand()):
        if stand.piece:
            on_page.append(stand)
            continue
        if any(other.is_snug for other in on_page):
            snug |= {t.key for other in on_page for t in _exhibits(other) if t.look != "terms"}
        spare = stand.empty - EMPTY_AT_LEAST if stand.empty > LOOSE else 0.0
        for other in on_page:
            more = other.piece.grows + AIR_BELOW * other.piece.is_spaced if other.piece else 0.0
            if 0 < more <= spare:
                spare -= more
                airy |= {table.key for table in _exhibits(other)}
        on_page = []
    return frozenset(airy), frozenset(snug)


def _exhibits(stand: Stand) -> tuple[PrintedTable, ...]:
    return stand.piece.row.exhibits if stand.piece else ()


def _too_empty(empty: float, room: float) -> float:
    """What it costs to leave more of a page empty than may be, where its exhibits may grow by so much."""
    if empty <= EMPTY_AT_MOST:
        return 0.0
    left = max(empty - room, EMPTY_AT_LEAST) - EMPTY_AT_MOST
    return 2.0 + (left**2 / 8 + 40 if left > 0 else 0.0)


def _cut(piece: Piece, room: float, *, would_be_empty: float) -> float | None:
    """Where what is cut comes to on the next page; None where it can't be, or is better whole."""
    if piece.is_better_whole and would_be_empty <= ENOUGH:
        return None
    used = piece.head
    for number, tall in enumerate(piece.cuts):
        if used + tall > room:
            return piece.height - sum(piece.cuts[:number]) + piece.head_again if number else None
        used += tall
    return None  # what does not fit are the notes below it


def _in_order(
    section: PrintedSection, order: Sequence[Piece], airy: frozenset[str], snug: frozenset[str]
) -> PrintedSection:
    cut = {t.key for piece in order if piece.is_cut for t in piece.row.exhibits}
    found: list[PrintedTable] = [t for piece in order for t in piece.row.exhibits if t.key != TYPED]
    assert len(found) == len(section.tables)
    spaced = (
        replace(
            t,
            is_airy=t.is_airy or t.key in airy,
            is_snug=t.is_snug or t.key in snug,
            is_whole=t.is_better_whole and t.key not in cut,
        )
        for t in found
    )
    is_parted = bool(order) and arranged(section).words_lead and order[0].place == 0
    return replace(section, tables=tuple(spaced), is_parted=is_parted)
