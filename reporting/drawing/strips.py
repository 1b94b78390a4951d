"""A figure beside last year, target, similar councils and England, told apart by shape."""

from collections.abc import Mapping, Sequence

from django.utils.safestring import SafeString

from reporting.drawing.palette import Palette
from reporting.drawing.shapes import Value, box, line, number, shown, svg, text

MARKS = {
    "now": "this year",
    "before": "last year",
    "target": "target",
    "neighbours": "similar councils",
    "england": "England",
}


NEAR, ASIDE = 6.0, 5.0
"""How near two signs hide each other, and how far above or below the line one of them then stands."""


def _mark(kind: str, x: float, y: float, colours: Palette, *, is_around: bool = False) -> str:
    """Told apart by shape: disc, ring, upright line, square, diamond. The ring may stand around the disc."""
    if kind == "now":
        disc = f'fill="{colours.base}" stroke="#ffffff" stroke-width="0.8"'
        return f'<circle cx="{x:.1f}" cy="{y}" r="4.4" {disc}/>'
    if kind == "before":
        ring = f'fill="{"none" if is_around else "#ffffff"}" stroke="{colours.base}" stroke-width="1.3"'
        return f'<circle cx="{x:.1f}" cy="{y}" r="{6.4 if is_around else 3.4}" {ring}/>'
    if kind == "target":
        return line(x, y - 7, x, y + 7, colours.ink, 1.6)
    if kind == "neighbours":
        return box(x - 2.9, y - 2.9, 5.8, 5.8, "#ffffff", edge=colours.ink, thick=1)
    diamond = f'fill="{colours.soft}" stroke="#ffffff" stroke-width="0.6"'
    return f'<path d="M{x:.1f} {y - 4:.1f}l4 4l-4 4l-4-4z" {diamond}/>'


def strip(
    name: str,
    values: Mapping[str, Value],
    colours: Palette,
    *,
    low: float = 0,
    high: float = 100,
    unit: str = "%",
    width: float = 150,
    has_ends: bool = True,
) -> SafeString:
    """One figure beside its comparators on one line; the numbers stand in the cells beside it."""
    ends = f"{low:,g}", f"{high:,g}"
    left, right, y = max(20.0, _room(ends[0])), width - max(22.0, _room(ends[1])), 9.0
    span = (high - low) or 1
    known = {kind: n for kind in MARKS if (n := number(values.get(kind))) is not None}
    at = {kind: left + (right - left) * (min(max(n, low), high) - low) / span for kind, n in known.items()}
    out = [line(left, y, right, y, colours.rule, 3)]
    if has_ends:
        out.append(text(left - 6, y + 2.5, ends[0], size=7, anchor="end", fill=colours.soft))
        out.append(text(right + 6, y + 2.5, ends[1], size=7, fill=colours.soft))
    if "now" in at and "before" in at:
        out.append(line(at["before"], y, at["now"], y, colours.mid, 3))
    out += _marks(at, y, colours)
    said = ", ".join(f"{MARKS[kind]} {shown(values[kind], unit)}" for kind in known)
    return svg(name, said or "not recorded", width, 18, "".join(out))


def _marks(at: Mapping[str, float], y: float, colours: Palette) -> list[str]:
    """The signs, so that each is seen: where two would hide each other, England stands above the line,
    similar councils below it, the target in front, and last year around this year."""
    apart = {kind: y + step for kind, step in _aside(at).items()}
    is_around = abs(at.get("now", -NEAR) - at.get("before", -2 * NEAR)) < NEAR / 2
    under = [k for k in ("england", "neighbours", "before", "now", "target") if k in at and k not in apart]
    return [
        *(_mark(kind, at[kind], y, colours, is_around=is_around and kind == "before") for kind in under),
        *(_mark(kind, at[kind], to, colours) for kind, to in apart.items()),
    ]


def _aside(at: Mapping[str, float]) -> dict[str, float]:
    """How far from the line those of others stand that another sign would hide."""
    steps = {kind: step for kind, step in (("england", -ASIDE), ("neighbours", ASIDE)) if kind in at}
    if len(steps) == 2 and abs(at["england"] - at["neighbours"]) < NEAR:
        return steps
    own = [at[kind] for kind in ("now", "before") if kind in at]
    return {kind: step for kind, step in steps.items() if any(abs(at[kind] - x) < NEAR for x in own)}


def _room(end: str) -> float:
    """What an end of the scale takes beside the line: 1,200 more than 100."""
    return 8 + 4.2 * len(end)


def key(kinds: Sequence[str], colours: Palette, *, width: float | None = None) -> SafeString:
    """What the signs of strips stand for; on several lines where a width is given."""
    out, x, y, right = [], 6.0, 7.0, 0.0
    for kind in kinds:
        wide = 24 + len(MARKS[kind]) * 4.1
        if width and x + wide - 10 > width:
            x, y = 6.0, y + 13
        out += [_mark(kind, x, y, colours), text(x + 8, y + 3, MARKS[kind], size=8, fill=colours.soft)]
        x += wide
        right = max(right, x)
    return svg("Key", ", ".join(MARKS[k] for k in kinds), width or right, y + 8, "".join(out))
