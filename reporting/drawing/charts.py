"""SVG charts for page and PDF: one module, no dependency, the same bytes for the same numbers. None draws a
gap.

The message stands in the title, which assistive technology reads; a table with the same numbers stands
beside every chart.
A value may also be a word, "not shown": it is printed where the bar would stand, and has
no length.
"""

import math
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from html import escape
from textwrap import wrap

from django.utils.safestring import SafeString, mark_safe

PALETTE = (
    "#12436D",
    "#28A197",
    "#801650",
    "#F46A25",
    "#3D3D3D",
    "#A285D1",
)  # a palette for categories that keeps its contrast
FONT = "'Source Sans 3', arial, helvetica, sans-serif"
Number = int | float | Decimal
Value = Number | str | None


def drawn(values: Sequence[Value]) -> list[Number]:
    """The values that are numbers."""
    return [v for v in values if v is not None and not isinstance(v, str)]


def shown(value: Number | None) -> str:
    """1,234 or 81.9, half up; "not known" for None."""
    if value is None:
        return "not known"
    number = Decimal(str(value))
    if isinstance(value, Decimal) and value.as_tuple().exponent == -1:
        return f"{value:,}"  # a percentage keeps its decimal, so that chart and table say the same
    if number == number.to_integral_value():
        return f"{int(number):,}"
    return f"{number.quantize(Decimal('0.1'), rounding=ROUND_HALF_UP):,}"


def ticks(highest: Number, count: int = 5) -> list[float]:
    """Round steps from 0 that reach the highest value; a whole number is never reached by parts of one."""
    if highest <= 0:
        return [0.0, 1.0]
    raw = float(highest) / count
    magnitude = 10 ** math.floor(math.log10(raw))
    step = next(s * magnitude for s in (1, 2, 2.5, 5, 10) if s * magnitude >= raw)
    if isinstance(highest, int):
        step = math.ceil(step)
    return [round(step * n, 6) for n in range(math.ceil(float(highest) / step - 1e-9) + 1)]


def bars(
    uid: str, title: str, labels: Sequence[str], values: Sequence[Value], *, unit: str = ""
) -> SafeString:
    """Upright bars with their value above; a value that is not known has no bar and says so."""
    return _columns(uid, title, labels, values, unit=unit)


def _columns(
    uid: str, title: str, labels: Sequence[str], values: Sequence[Value], *, unit: str
) -> SafeString:
    width, height, left, top, bottom = 640, 280, 48, 16, 40
    scale = ticks(max(drawn(values), default=0))
    body, plot = [_grid(width, height, left, top, bottom, scale, unit)], height - top - bottom
    slot = (width - left - 8) / max(len(labels), 1)
    for n, (label, value) in enumerate(zip(labels, values, strict=True)):
        x, centre = left + slot * n + slot * 0.15, left + slot * (n + 0.5)
        body.append(_text(centre, height - bottom + 18, label, anchor="middle"))
        if value is None or isinstance(value, str):
            body.append(_text(centre, height - bottom - 6, value or "–", anchor="middle"))
            continue
        tall = plot * float(value) / scale[-1]
        body.append(
            f'<rect x="{x:.1f}" y="{top + plot - tall:.1f}" width="{slot * 0.7:.1f}" height="{tall:.1f}" '
            f'fill="{PALETTE[0]}"/>'
        )
        body.append(_text(centre, top + plot - tall - 4, f"{shown(value)}{unit}", anchor="middle", bold=True))
    return _svg(uid, title, width, height, "".join(body))


def lines(
    uid: str,
    title: str,
    labels: Sequence[str],
    series: Sequence[tuple[str, Sequence[Value]]],
    *,
    unit: str = "",
    top_value: Number | None = None,
) -> SafeString:
    """Lines over time; where a value is not known the line is broken."""
    width, height, left, right, top, bottom = 640, 280, 48, 8, 34, 40
    known = [v for _, values in series for v in drawn(values)]
    scale = ticks(top_value if top_value is not None else max(known, default=0))
    body = [_grid(width, height, left, top, bottom, scale, unit), _legend([name for name, _ in series], left)]
    plot, slot = height - top - bottom, (width - left - right) / max(len(labels), 1)
    step = max(1, math.ceil(len(labels) / 12))
    for n, label in enumerate(labels):
        if n % step == 0:
            body.append(_text(left + slot * (n + 0.5), height - bottom + 18, label, anchor="middle"))
    for number, (_, values) in enumerate(series):
        colour = PALETTE[number % len(PALETTE)]
        run: list[str] = []
        for n, value in enumerate([*values, None]):
            if value is None or isinstance(value, str):
                if isinstance(value, str):
                    body.append(_text(left + slot * (n + 0.5), height - bottom - 6, value, anchor="middle"))
                if len(run) > 1:
                    body.append(
                        f'<polyline fill="none" stroke="{colour}" stroke-width="2.5" '
                        f'points="{" ".join(run)}"/>'
                    )
                run = []
                continue
            x, y = left + slot * (n + 0.5), top + plot - plot * float(value) / scale[-1]
            run.append(f"{x:.1f},{y:.1f}")
            body.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>')
    return _svg(uid, title, width, height, "".join(body))


def rows(
    uid: str, title: str, labels: Sequence[str], values: Sequence[Value], *, unit: str = ""
) -> SafeString:
    """Lying bars, one a row, with their value behind."""
    width, left, right, line = 640, 250, 64, 15
    highest = float(max(drawn(values), default=0)) or 1.0
    body, top = [], 6.0
    for label, value in zip(labels, values, strict=True):
        words = wrap(label, 40) or [""]
        tall = line * len(words) + 11
        for n, part in enumerate(words):
            body.append(_text(left - 8, top + 17 + line * n, part, anchor="end"))
        y, top = top + line * (len(words) - 1) / 2, top + tall
        if value is not None and not isinstance(value, str):
            wide = (width - left - right) * float(value) / highest
            body.append(
                f'<rect x="{left}" y="{y + 3:.1f}" width="{wide:.1f}" height="19" fill="{PALETTE[0]}"/>'
            )
            body.append(_text(left + wide + 6, y + 17, f"{shown(value)}{unit}", bold=True))
        else:
            body.append(_text(left + 6, y + 17, value or "not known"))
    return _svg(uid, title, width, round(top) + 6, "".join(body))


def _text(x: float, y: float, words: str, *, anchor: str = "start", bold: bool = False) -> str:
    weight = ' font-weight="700"' if bold else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{weight}>{escape(words)}</text>'


def _grid(width: int, height: int, left: int, top: int, bottom: int, scale: list[float], unit: str) -> str:
    plot, found = height - top - bottom, []
    for tick in scale:
        y = top + plot - plot * tick / scale[-1]
        found.append(
            f'<line x1="{left}" y1="{y:.1f}" x2="{width - 8}" y2="{y:.1f}" stroke="#b1b4b6" '
            f'stroke-width="1"/>'
        )
        found.append(_text(left - 6, y + 4, f"{shown(tick)}{unit}", anchor="end"))
    return "".join(found)


def _legend(names: Sequence[str], left: int) -> str:
    if len(names) < 2:
        return ""
    found, x = [], float(left)
    for n, name in enumerate(names):
        found.append(f'<rect x="{x:.1f}" y="8" width="12" height="12" fill="{PALETTE[n % len(PALETTE)]}"/>')
        found.append(_text(x + 17, 18, name))
        x += 34 + 6.8 * len(name)
    return "".join(found)


def _svg(uid: str, title: str, width: int, height: int, body: str) -> SafeString:
    words = escape(title)
    return mark_safe(  # every text in it was escaped above
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" aria-labelledby="{escape(uid)}-title">'
        f'<title id="{escape(uid)}-title">{words}</title><g font-family="{FONT}" font-size="13" '
        f'fill="#0b0c0c">{body}</g></svg>'
    )
