"""A pyramid: two groups back to back, by age from old to young."""

from collections.abc import Sequence

from django.utils.safestring import SafeString

from reporting.drawing.exhibits import HALF
from reporting.drawing.palette import Palette
from reporting.drawing.shapes import Value, box, line, number, shown, svg, text

ROW = 20.0
MIDDLE = 74.0
"""The room of the ages between the two sides."""


def pyramid(
    title: str,
    sides: tuple[str, str],
    rows: Sequence[tuple[str, Value, Value]],
    colours: Palette,
    *,
    width: float = HALF * 1.4,
) -> SafeString:
    """Bars to the left and to the right of the ages, each with its number at its end; a word stands where
    there is no number."""
    room = (width - MIDDLE) / 2 - 26
    lengths = [number(value) or 0 for _, *pair in rows for value in pair]
    step = room / (max(lengths, default=0) or 1)
    left, right = (width - MIDDLE) / 2, (width + MIDDLE) / 2
    out = [
        text(left, 9, sides[0], size=8.5, anchor="end", bold=True),
        text(right, 9, sides[1], size=8.5, bold=True),
    ]
    for n, (name, one, other) in enumerate(rows):
        y = 14 + ROW * n
        out.append(text(width / 2, y + 12.5, name, size=8.5, anchor="middle"))
        long, far = (number(one) or 0) * step, (number(other) or 0) * step
        out.append(box(left - long, y + 3, long, ROW - 7, colours.base))
        out.append(box(right, y + 3, far, ROW - 7, colours.mid))
        out.append(text(left - long - 3, y + 12.5, shown(one), size=8.5, anchor="end", bold=True))
        out.append(text(right + far + 3, y + 12.5, shown(other), size=8.5, bold=True))
    height = 14 + ROW * len(rows) + 2
    out += [line(x, 14, x, height - 2, colours.ink, 0.8) for x in (left, right)]
    said = "; ".join(f"{name}: {shown(a)} {sides[0]}, {shown(b)} {sides[1]}" for name, a, b in rows)
    return svg(title, said, width, height, "".join(out))
