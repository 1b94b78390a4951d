"""How figures and exhibits of a report are printed."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from django import template
from django.utils.safestring import SafeString

from accounts.councils.words import as_said
from reporting.cover.page import Committee, in_parts
from reporting.drawing import charts, exhibits, for_children, ladder, lateness, signs
from reporting.drawing import strips as strips_drawn
from reporting.drawing.cover import cover
from reporting.drawing.palette import Palette, palette
from reporting.drawing.pyramid import pyramid
from reporting.drawing.shapes import Value
from reporting.edition.exhibits import GAP
from reporting.edition.printed import ChildFigure, PrintedSection, PrintedTable, Term, late_days
from reporting.paging import columns
from reporting.paging.arranging import Arranged, Row, arranged
from reporting.proof.manuscript import Fault
from reporting.proof.stated import PRINTED

register = template.Library()


@register.filter
def figure(value: Any) -> Any:
    """1,234 for numbers, "not known" for None, texts as they are."""
    return charts.shown(value) if value is None or isinstance(value, int | float) else value


@register.filter
def stopping(faults: list[Fault]) -> dict[str, int]:
    """How many faults stop a report from being made, and how many only its publication."""
    stop = sum(fault.stops for fault in faults)
    return {"stopping": stop, "others": len(faults) - stop}


@register.filter
def in_rows(section: PrintedSection) -> Arranged:
    """A section as it stands on the page."""
    return arranged(section)


@register.filter
def committee(cover: Sequence[tuple[str, str]]) -> Committee:
    """The committee's page: what is short in a table, long words under headings, who cleared the report."""
    return in_parts(cover)


@register.filter
def in_threes(terms: Sequence[Term]) -> list[Sequence[Term]]:
    """Words with their meanings, three in a row: columns of one height would be laid out again and again."""
    return [terms[n : n + 3] for n in range(0, len(terms), 3)]


@register.filter
def marks(table: PrintedTable, row: Row) -> list[int]:
    """How wide the columns of an exhibit are in its row, as the stylesheet of the PDF knows them."""
    return columns.marks(table, row.room)


@register.filter
def headed(table: PrintedTable, row: tuple[str, ...]) -> list[tuple[str, str]]:
    """Each cell of a row, with the heading of its column."""
    return list(zip_longest(table.headings, row, fillvalue=""))


@register.simple_tag
def draw(table: PrintedTable, colour: str) -> SafeString:
    """The picture of an exhibit that is drawn."""
    return _DRAWN[table.look](table, palette(colour))


def value_of(cell: str) -> Value:
    """A printed cell as it is drawn: its number, its word, or None where nothing was recorded."""
    if cell == GAP or cell in ("not recorded", "not known"):
        return None
    found = PRINTED.match(cell.removesuffix(" r"))
    if found is None:
        return cell
    plain = found.group(1).replace(",", "")
    return Decimal(plain) if "." in plain else int(plain)


def _column(table: PrintedTable, place: int) -> list[Value]:
    return [value_of(row[place]) for row in table.rows]


def _labels(table: PrintedTable) -> list[str]:
    return [row[0] for row in table.rows]


def _months_named(table: PrintedTable) -> list[str]:
    """Apr for Apr 25, Dec so far for Dec 25 so far; a quarter in full."""
    return [ENDS_WITH_YEAR.sub(r"\1", label) for label in _labels(table)]


def _months(table: PrintedTable, colours: Palette) -> SafeString:
    labels = _months_named(table)
    values, part = _column(table, 1), []
    if table.unit != "%" and len(table.headings) == 3:
        part = _column(table, 2)
    name = table.headings[2].lower() if part else ""
    is_running = not part and labels[-1].endswith(exhibits.SO_FAR)
    return exhibits.months(
        str(table.caption),
        [label.removesuffix(f" {exhibits.SO_FAR}") for label in labels] if is_running else labels,
        values,
        colours,
        part=part,
        part_name=name,
        unit=table.unit,
        is_running=is_running,
    )


def _multiples(table: PrintedTable, colours: Palette) -> SafeString:
    labels = _months_named(table)
    series = [
        (heading, _column(table, n), table.total[n] if table.total else "")
        for n, heading in enumerate(table.headings)
        if n
    ]
    return exhibits.multiples(str(table.caption), labels, series, colours)


def _years(table: PrintedTable, colours: Palette) -> SafeString:
    others = [(table.headings[n], _column(table, n)) for n in range(2, len(table.headings))]
    values = _column(table, 1)
    return exhibits.years(str(table.caption), _labels(table), values, colours, others=others, unit=table.unit)


def _flow(table: PrintedTable, colours: Palette) -> SafeString:
    return exhibits.flow(
        str(table.caption), list(zip(_labels(table), _column(table, 1), strict=True)), colours
    )


def _pyramid(table: PrintedTable, colours: Palette) -> SafeString:
    sides = (table.headings[1], table.headings[2])
    rows = [(row[0], value_of(row[1]), value_of(row[2])) for row in table.rows]
    return pyramid(str(table.caption), sides, rows, colours)


def _late(table: PrintedTable, colours: Palette) -> SafeString:
    return lateness.late(str(table.caption), late_days(table), colours, many=as_said("reviews"))


def _stages(table: PrintedTable, colours: Palette) -> SafeString:
    steps = [ladder.Step(*row) for row in table.rows]
    return ladder.ladder(str(table.caption), steps, table.headings[3:], colours)


_DRAWN: dict[str, Callable[[PrintedTable, Palette], SafeString]] = {
    "months": _months,
    "multiples": _multiples,
    "years": _years,
    "flow": _flow,
    "pyramid": _pyramid,
    "late": _late,
    "stages": _stages,
}


@register.filter
def bar_widths(table: PrintedTable) -> list[tuple[tuple[str, ...], int | None]]:
    """The rows of a table with bars, each with the length of its bar in per cent of the longest."""
    numbers = [value_of(row[1]) for row in table.rows]
    high = max((float(n) for n in numbers if isinstance(n, int | Decimal)), default=0) or 1
    return [
        (row, None if n is None or isinstance(n, str) else round(float(n) / high * 100))
        for row, n in zip(table.rows, numbers, strict=True)
    ]


@register.simple_tag
def cover_picture(colour: str) -> SafeString:
    """Hills, a path and a house in the colours of the council."""
    return cover(palette(colour))


ENDS_WITH_YEAR = re.compile(rf" \d\d( {exhibits.SO_FAR})?$")
NO_FIGURE = ("Since ", "In one sentence", "Of known")
"""Columns of an exhibit on strips that hold nothing to draw."""
HEADLINE_STRIP = 118.0
STRIP = {"Target": "target", "Similar councils": "neighbours", "England": "england"}


def _on_strip(table: PrintedTable, row: tuple[str, ...]) -> dict[str, Value]:
    found: dict[str, Value] = {"now": value_of(row[1])}
    for heading, cell in zip(table.headings[2:], row[2:], strict=True):
        if heading in STRIP:  # a target among headlines says besides whether it was met
            found[STRIP[heading]] = value_of(cell.rpartition("target ")[2])
        elif not heading.startswith(NO_FIGURE):
            found["before"] = value_of(cell)
    return found


def _has_strip(table: PrintedTable, row: tuple[str, ...]) -> bool:
    """Whether a figure stands on the scale of its exhibit: an average among shares does not."""
    if " of " in row[1]:
        return False
    return row[1].endswith("%") or not any(r[1].endswith("%") or " of " in r[1] for r in table.rows)


def _ends(table: PrintedTable) -> tuple[float, float]:
    """The ends of the one scale of an exhibit: 0 to 100, or the part of it in which the figures lie."""
    every = [v for row in table.rows if _has_strip(table, row) for v in _on_strip(table, row).values()]
    return _scale_of(every, is_share=any(row[1].endswith("%") for row in table.rows))


def _scale_of(every: Iterable[Value], *, is_share: bool) -> tuple[float, float]:
    known = [float(v) for v in every if isinstance(v, int | Decimal)]
    if not known:
        return 0.0, 100.0
    low = max(0.0, min(known) - 5) // 10 * 10
    high = -(-(max(known) + 2) // 10) * 10
    return (low if low >= 20 else 0.0), (min(high, 100.0) if is_share else high)


@register.filter
def strips(table: PrintedTable) -> list[tuple[tuple[str, ...], dict[str, Value]]]:
    """The rows of an exhibit with comparators, and what stands on each strip."""
    return [(row, _on_strip(table, row)) for row in table.rows]


@register.simple_tag
def strip(table: PrintedTable, row: tuple[str, ...], colour: str) -> SafeString | str:
    """One figure beside its comparators. The ends of the scale stand on the first strip alone."""
    if not _has_strip(table, row):
        return ""
    has_ends = row == next(other for other in table.rows if _has_strip(table, other))
    low, high = _ends(table)
    unit = "%" if row[1].endswith("%") else ""
    values = _on_strip(table, row)
    return strips_drawn.strip(
        row[0], values, palette(colour), low=low, high=high, unit=unit, has_ends=has_ends
    )


@dataclass(frozen=True)
class Headline:
    """A row of the year on one page."""

    name: str
    value: str
    way: str
    target: str
    sentence: str
    values: dict[str, Value]


@register.filter
def headline_rows(table: PrintedTable) -> list[Headline]:
    """The year on one page, row by row."""
    place = table.headings.index("Target")
    return [
        Headline(row[0], row[1], row[2], row[place], row[-1], _on_strip(table, row)) for row in table.rows
    ]


@register.simple_tag
def strip_of_row(row: Headline, colour: str) -> SafeString | str:
    """A headline beside its comparators, on a scale of its own; nothing where it stands alone or is
    hidden."""
    known = {kind for kind, v in row.values.items() if isinstance(v, int | Decimal)}
    if "now" not in known or len(known) < 2:
        return ""
    is_share = row.value.endswith("%")
    low, high = _scale_of(row.values.values(), is_share=is_share)
    unit = "%" if is_share else ""
    return strips_drawn.strip(
        row.name, row.values, palette(colour), low=low, high=high, unit=unit, width=HEADLINE_STRIP
    )


KEY = 150.0
"""A key is as wide as the strips below it; a longer one goes on in another line, to leave the names room."""


@register.simple_tag
def strip_key(table: PrintedTable, colour: str) -> SafeString | str:
    """What the signs of an exhibit with comparators stand for, those alone that occur in it."""
    seen = {
        kind
        for row in table.rows
        for kind, v in _on_strip(table, row).items()
        if isinstance(v, Decimal | int)
    }
    if table.look != "headlines" and not any(_has_strip(table, row) for row in table.rows):
        return ""
    width = HEADLINE_STRIP if table.look == "headlines" else KEY
    return strips_drawn.key(
        [kind for kind in strips_drawn.MARKS if kind in seen], palette(colour), width=width
    )


@register.simple_tag
def child_faces(item: ChildFigure, colour: str) -> SafeString | str:
    """A share of the children's pages as twenty faces; nothing for a number."""
    if item.of_twenty is None:
        return ""
    return for_children.faces(item.of_twenty, f"{item.of_twenty} of 20 faces smile", palette(colour))


@register.simple_tag
def child_picture(kind: str, colour: str) -> SafeString:
    """A small picture beside a heading of the children's pages, or the scene at their top."""
    colours = palette(colour)
    return for_children.scene(colours) if kind == "scene" else for_children.picture(kind, colours)


STATES = {
    "done": "met",
    "met": "met",
    "partly done": "partly",
    "just missed": "partly",
    "not done": "missed",
    "missed": "missed",
}


@register.simple_tag
def sign(words: str) -> SafeString:
    """The sign beside words: a figure’s direction, whether a priority was done or a target met."""
    first = words.partition(" ")[0].rstrip(",:").lower()
    known = {"up": "up", "down": "down", "about": "level", "the": "level"}  # "too few": a ring
    return signs.sign(STATES.get(words.partition(":")[0].lower()) or known.get(first, "new"))
