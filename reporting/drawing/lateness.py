"""Every late review as a disc: its reason by row, its working days late across."""

from collections import Counter
from collections.abc import Sequence

from django.utils.safestring import SafeString

from reporting.drawing.palette import Palette
from reporting.drawing.shapes import line, svg, text

WIDTH, LABELS, END, DISC = 482.0, 150.0, 34.0, 2.9
LEAST_ROW, STEP = 17.0, 6.0
TICKS = (1, 5, 10, 20, 30, 40, 60)
FURTHEST = TICKS[-1]
"""Working days; what was later stands at the end, and the tick says so."""


def late(
    name: str, reasons: Sequence[tuple[str, Sequence[int]]], colours: Palette, *, many: str = "reviews"
) -> SafeString:
    """One disc for each review. For readers alone who may see single reviews. `many`: the council's word."""
    most = max((day for _, days in reasons for day in days), default=1)
    high = next((tick for tick in TICKS[2:] if tick >= most), FURTHEST)
    ticks = [tick for tick in TICKS if tick <= high]
    out = [
        text(LABELS - 12, 9, "working days late", size=7.5, anchor="end", fill=colours.soft),
        text(WIDTH, 9, many, size=7.5, anchor="end", fill=colours.soft),
    ]
    tall = [_height(days) for _, days in reasons]
    bottom = 14 + sum(tall)
    for tick in ticks:
        words = f"{tick} or more" if tick == FURTHEST < most else str(tick)
        out += [
            line(_at(tick, high), 14, _at(tick, high), bottom, colours.rule, 0.5),
            text(_at(tick, high), 9, words, size=7.5, anchor="middle", fill=colours.soft),
        ]
    top = 14.0
    for (reason, days), high_row in zip(reasons, tall, strict=True):
        middle, top = top + high_row / 2, top + high_row
        out += [
            text(LABELS - 12, middle + 3, reason, anchor="end"),
            line(0, top, WIDTH, top, colours.rule, 0.3),
            text(WIDTH, middle + 3, str(len(days)), size=10, anchor="end", bold=True),
        ]
        for day, count in sorted(Counter(min(day, high) for day in days).items()):
            for n in range(count):
                y = middle + (n - (count - 1) / 2) * STEP
                out.append(
                    f'<circle cx="{_at(day, high):.1f}" cy="{y:.1f}" r="{DISC}" fill="{colours.accent}"/>'
                )
    said = "; ".join(f"{reason}: {len(days)}, {_range(days)}" for reason, days in reasons)
    return svg(name, said, WIDTH, bottom + 1, "".join(out))


def height(reasons: Sequence[Sequence[int]]) -> float:
    """How tall the drawing of these is, in points."""
    return 15 + sum(_height(days) for days in reasons)


def _height(days: Sequence[int]) -> float:
    most_on_a_day = max(Counter(min(day, FURTHEST) for day in days).values(), default=1)
    return max(LEAST_ROW, most_on_a_day * STEP + 6)


def _at(day: int, high: int) -> float:
    return LABELS + (WIDTH - LABELS - END - 8) * (day - 0.5) / high


def _range(days: Sequence[int]) -> str:
    least, most = min(days, default=0), max(days, default=0)
    return f"{least} working days late" if least == most else f"from {least} to {most} working days late"
