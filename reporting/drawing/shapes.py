"""Letters, boxes and lines of which the drawings of a report are made. One unit is one point of paper."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from html import escape

from django.utils.safestring import SafeString, mark_safe

FONT = "'Source Sans 3', arial, sans-serif"
INK = "#16191c"
Value = Decimal | int | str | None
"""A number, the word that stands in its place, or None: not recorded."""


def number(value: Value) -> float | None:
    """The value as a length; None for a word and for what is not recorded."""
    return None if value is None or isinstance(value, str) else float(value)


def shown(value: Value | float, unit: str = "") -> str:
    """As it is printed: 1,148 or 95.6%, a word as it is."""
    if value is None:
        return "not recorded"
    if isinstance(value, str):
        return value
    if isinstance(value, int):
        return f"{value:,}{unit}"
    exact = Decimal(str(value))
    return f"{exact.quantize(Decimal('0.1'), rounding=ROUND_HALF_UP):,}{unit}"


def coordinate(value: float) -> str:
    """At most two decimals."""
    return f"{float(value):.2f}".rstrip("0").rstrip(".")


def text(
    x: float,
    y: float,
    words: str,
    *,
    size: float = 8.5,
    anchor: str = "start",
    fill: str = INK,
    bold: bool = False,
) -> str:
    """A line of letters."""
    weight = ' font-weight="700"' if bold else ""
    return (
        f'<text x="{coordinate(x)}" y="{coordinate(y)}" font-size="{size}" text-anchor="{anchor}" '
        f'fill="{fill}"{weight}>{escape(words)}</text>'
    )


def box(
    x: float, y: float, wide: float, tall: float, fill: str, *, edge: str = "", thick: float = 0.8
) -> str:
    """A box."""
    line = f' stroke="{edge}" stroke-width="{thick}"' if edge else ""
    return (
        f'<rect x="{coordinate(x)}" y="{coordinate(y)}" width="{coordinate(max(wide, 0))}" '
        f'height="{coordinate(max(tall, 0))}" fill="{fill}"{line}/>'
    )


def line(x1: float, y1: float, x2: float, y2: float, stroke: str, thick: float = 0.6, dash: str = "") -> str:
    """A straight line."""
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<line x1="{coordinate(x1)}" y1="{coordinate(y1)}" x2="{coordinate(x2)}" y2="{coordinate(y2)}" '
        f'stroke="{stroke}" stroke-width="{thick}"{dashes}/>'
    )


def hatch(x: float, y: float, wide: float, tall: float, stroke: str, step: float = 5) -> str:
    """Slanting lines in a box: the one sign for what was not recorded."""
    out, at = [box(x, y, wide, tall, "#ffffff", edge=stroke, thick=0.5)], step
    while at < wide + tall:
        x1, y1 = (x + at, y) if at <= wide else (x + wide, y + at - wide)
        x2, y2 = (x, y + at) if at <= tall else (x + at - tall, y + tall)
        out.append(line(x1, y1, x2, y2, stroke, 0.5))
        at += step
    return "".join(out)


def svg(
    title: str,
    figures: str,
    width: float,
    height: float,
    body: str,
    *,
    name: str = "",
    decorative: bool = False,
) -> SafeString:
    """The frame. The title says message and figures: it is read aloud in place of the picture.

    A decorative picture is hidden from screen readers on a page; the tags of the PDF still say what it shows.
    """
    said = escape(f"{title}. {figures}" if figures else title)
    kind = f' class="{name}"' if name else ""
    role = 'aria-hidden="true"' if decorative else 'role="img"'
    return mark_safe(  # every text in it was escaped above
        f'<svg xmlns="http://www.w3.org/2000/svg" {role}{kind} '
        f'viewBox="0 0 {coordinate(width)} {coordinate(height)}" '
        f'width="{coordinate(width)}pt" height="{coordinate(height)}pt">'
        f"<title>{said}</title>"
        f'<g font-family="{FONT}">{body}</g></svg>'
    )


def pairs(labels: Sequence[str], values: Sequence[Value], unit: str = "") -> str:
    """April 12, May 15: a series as it is read aloud."""
    return ", ".join(f"{name} {shown(value, unit)}" for name, value in zip(labels, values, strict=True))
