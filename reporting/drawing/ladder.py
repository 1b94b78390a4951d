"""The stages through which a concern goes, one below the other, with what became of it at each."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from reporting.drawing.exhibits import WIDE
from reporting.drawing.palette import Palette
from reporting.drawing.shapes import box, line, svg, text

STEP, BOX, INDENT = 38.0, 27.0, 16.0
"""From one stage to the next, how high a stage is, and by how much each stands further in."""
NAMES = 250.0
"""How wide a stage is."""
NONE = "–"


@dataclass(frozen=True)
class Step:
    """A stage as it is printed: its name, who answers within how many working days, and three numbers."""

    name: str
    who: str
    days: str
    here: str
    settled: str
    still_open: str


def height(steps: int) -> float:
    """In points."""
    return 14 + STEP * steps - (STEP - BOX) + 2


def ladder(
    title: str, steps: Sequence[Step], headings: Sequence[str], colours: Palette, *, width: float = WIDE
) -> SafeString:
    """Steps with arrows between them. What stands beside the stages has a broken edge and no arrow."""
    right = [width - 116.0, width - 56.0, width]
    out = [
        text(x, 8, words, size=7.5, anchor="end", fill=colours.soft)
        for x, words in zip(right, headings, strict=True)
    ]
    for n, step in enumerate(steps):
        x, y = min(INDENT * n, INDENT * 3), 14 + STEP * n
        is_beside = step.days == NONE
        x = 0.0 if is_beside else x
        out += _box(x, y, step, is_beside, colours)
        if n + 1 < len(steps) and steps[n + 1].days != NONE:
            out += _arrow(x + 20, y + BOX, y + STEP, colours)
        middle = y + BOX / 2 + 3.5
        numbers = zip(right, (step.here, step.settled, step.still_open), strict=True)
        out += [
            text(at, middle, number, size=9.5, anchor="end", bold=True)
            for at, number in numbers
            if number != NONE
        ]
        out.append(line(x + NAMES + 4, y + BOX, width, y + BOX, colours.rule, 0.5))
    said = "; ".join(_said(step, headings) for step in steps)
    return svg(title, said, width, height(len(steps)), "".join(out))


def _box(x: float, y: float, step: Step, is_beside: bool, colours: Palette) -> list[str]:
    fill = "#ffffff" if is_beside else colours.wash
    edge = box(x + 0.5, y, NAMES, BOX, fill, edge=colours.base, thick=0.9)
    if is_beside:
        edge = edge.replace("/>", ' stroke-dasharray="3 2"/>')
    within = f"{step.who}, {step.days} working days" if not is_beside else step.who
    return [
        edge,
        text(x + 7, y + 11.5, step.name, size=9, bold=True),
        text(x + 7, y + 21.5, within, size=8, fill=colours.soft),
    ]


def _arrow(x: float, top: float, foot: float, colours: Palette) -> list[str]:
    head = f'<path d="M{x - 3:.1f} {foot - 5:.1f}h6l-3 5z" fill="{colours.base}"/>'
    return [line(x, top, x, foot - 4, colours.base, 1.2), head]


def _said(step: Step, headings: Sequence[str]) -> str:
    numbers = zip(headings, (step.here, step.settled, step.still_open), strict=True)
    told = ", ".join(f"{name.lower()} {number}" for name, number in numbers if number != NONE)
    limit = "" if step.days == NONE else f" within {step.days} working days"
    return f"{step.name}: {step.who}{limit}, {told}"
