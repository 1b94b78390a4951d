"""The drawings of a report: figures in, one SVG out, the same bytes for the same figures.

Every value stands at its mark, so no table repeats it. None is a gap: hatched and named, never nought. A
word in the place of a number is printed where the mark would stand. A difference is carried by shape and
words; colour repeats it.
"""

from collections.abc import Sequence

from django.utils.safestring import SafeString

from reporting.drawing.palette import Palette
from reporting.drawing.shapes import Value, box, hatch, line, number, pairs, shown, svg, text

WIDE, HALF = 482.0, 232.0
"""Twelve columns of the page, and six, in points."""
NOT_RECORDED = "not recorded"
SO_FAR = "so far"
"""What is said of a month that is not over."""


# months


def months(
    title: str,
    labels: Sequence[str],
    values: Sequence[Value],
    colours: Palette,
    *,
    part: Sequence[Value] = (),
    part_name: str = "",
    unit: str = "",
    gap: str = NOT_RECORDED,
    width: float = WIDE,
    height: float = 92,
    is_running: bool = False,
    letters: float = 0,
) -> SafeString:
    """Upright bars with their value on top. `part` is the foot of each bar, such as what was late, with its
    number below. Where the last time is not over, its bar is paler and its name says so; never with
    `part`. `letters` is their size where they are read on a telephone."""
    top, foot, size = 13.0, 26.0 if any((part, is_running)) else 13.0, 8.5 if width > 300 else 7.5
    if letters:
        top, foot, size = top + 3, foot + 5, letters
    slot, plot = width / max(len(values), 1), height - top - foot
    high = 100.0 if unit == "%" else _highest(values)
    fills = [colours.light if part else colours.base] * (len(values) - is_running)
    fills += [colours.light] * is_running
    out = [_gap(slot, first, count, top, plot, gap, colours) for first, count in _runs_of_gaps(values)]
    for n, value in enumerate(values):
        x, middle, length = slot * n + slot * 0.14, slot * (n + 0.5), number(value)
        if isinstance(value, str):
            out.append(text(middle, top + plot - 3, value, size=6.5, anchor="middle", fill=colours.soft))
        if length is None:
            continue
        tall = plot * length / high
        out.append(box(x, top + plot - tall, slot * 0.72, tall, fills[n]))
        out += _foot_of_a_bar(part, n, x, top + plot, slot * 0.72, plot / high, colours)
        words = shown(value, unit if slot > 36 else "")
        out.append(text(middle, top + plot - tall - 3, words, size=size, anchor="middle", bold=True))
    out.append(line(0, top + plot, width, top + plot, colours.ink, 0.8))
    out += _feet(labels, slot, top + plot + max(10.0, size + 2), size, colours.soft)
    late = [f"{shown(value)} {part_name}" for value in part]
    out += _feet(late, slot, height - 3, size, colours.accent, bold=True)
    so_far = text(width - slot / 2, height - 5, SO_FAR, size=size, anchor="middle", fill=colours.soft)
    out += [so_far] * is_running
    said = pairs(until_now(labels, is_running=is_running), values, unit)
    said += f"; {part_name}: {pairs(labels, part)}" if part else ""
    return svg(title, said, width, height, "".join(out))


def until_now(labels: Sequence[str], *, is_running: bool) -> list[str]:
    """The names of months; where the last is not over, its name says so."""
    return [*labels[:-1], f"{labels[-1]} {SO_FAR}"] if is_running else list(labels)


def multiples(
    title: str,
    labels: Sequence[str],
    series: Sequence[tuple[str, Sequence[Value], str]],
    colours: Palette,
    *,
    gap: str = NOT_RECORDED,
    width: float = WIDE,
) -> SafeString:
    """Counts of the same months below each other, on one scale, each with its name and its whole."""
    left, right, tall = 104.0, 40.0, 38.0
    slot, plot = (width - left - right) / max(len(labels), 1), tall - 16
    high = max(_highest(values) for _, values, _ in series)
    out = [text(width, 8, "All", size=7.5, anchor="end", fill=colours.soft)]
    for row, (name, values, whole) in enumerate(series):
        ground = 8 + tall * (row + 1) - 4
        out += _broken(name, left - 6, ground)
        out.append(text(width, ground - 2, whole, anchor="end", bold=True))
        runs = _runs_of_gaps(values)
        out += [_gap_in_a_row(left, slot, first, count, ground, plot, gap, colours) for first, count in runs]
        for n, value in enumerate(values):
            middle, length = left + slot * (n + 0.5), number(value)
            if value is None:
                continue
            bar = plot * (length or 0) / high
            if bar:
                out.append(box(middle - slot * 0.3, ground - bar, slot * 0.6, bar, colours.base))
            words = shown(value)
            out.append(text(middle, ground - bar - 2.5, words, size=8, anchor="middle", bold=True))
        out.append(line(left, ground, width - right, ground, colours.rule, 0.6))
    height = 8 + tall * len(series) + 10
    out += [
        text(left + slot * (n + 0.5), height - 2, name, size=8, anchor="middle", fill=colours.soft)
        for n, name in enumerate(labels)
    ]
    said = "; ".join(f"{name}: {pairs(labels, values)}" for name, values, _ in series)
    return svg(title, said, width, height, "".join(out))


def _broken(name: str, right: float, ground: float) -> list[str]:
    """The name of a row, on two lines where it is long."""
    words, first = name.split(), ""
    while words and len(f"{first} {words[0]}") <= 20:
        first = f"{first} {words.pop(0)}".strip()
    rest = " ".join(words)
    rows = [first, rest] if rest and first else [first or rest]
    return [
        text(right, ground - 2 - 10 * (len(rows) - 1 - n), row, anchor="end") for n, row in enumerate(rows)
    ]


def _gap_in_a_row(
    left: float, slot: float, first: int, count: int, ground: float, plot: float, words: str, colours: Palette
) -> str:
    x, wide = left + slot * (first + 0.1), slot * (count - 0.2)
    out = hatch(x, ground - plot, wide, plot, colours.rule)
    half = len(words) * 1.95 + 2
    if half * 2 < wide:
        middle, y = x + wide / 2, ground - plot / 2
        out += box(middle - half, y - 5, half * 2, 9, "#ffffff")
        out += text(middle, y + 2, words, size=7.5, anchor="middle", fill=colours.soft)
    return out


def _highest(values: Sequence[Value]) -> float:
    """The largest number; one where there is none, or nothing but nought."""
    return max((number(value) or 0 for value in values), default=0) or 1


def _foot_of_a_bar(
    part: Sequence[Value], n: int, x: float, ground: float, wide: float, step: float, colours: Palette
) -> list[str]:
    """The part of a bar that stands at its foot, none where there is no part."""
    length = (number(part[n]) or 0) * step if part else 0
    return [box(x, ground - length, wide, length, colours.accent)] if length else []


def _feet(
    words: Sequence[str], slot: float, y: float, size: float, fill: str, *, bold: bool = False
) -> list[str]:
    """Words below each bar."""
    return [
        text(slot * (n + 0.5), y, name, size=size, anchor="middle", fill=fill, bold=bold)
        for n, name in enumerate(words)
    ]


def _runs_of_gaps(values: Sequence[Value]) -> list[tuple[int, int]]:
    """First place and length of every run of what was not recorded."""
    found: list[tuple[int, int]] = []
    for n, value in enumerate(values):
        if value is not None:
            continue
        if found and sum(found[-1]) == n:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((n, 1))
    return found


def _gap(slot: float, first: int, count: int, top: float, plot: float, words: str, colours: Palette) -> str:
    x, wide = slot * first + slot * 0.14, slot * count - slot * 0.28
    size = 7.5
    out = [hatch(x, top, wide, plot, colours.rule)]
    lines = [words] if len(words) * size * 0.5 < wide - 6 else words.split()
    for n, part in enumerate(lines):
        y = top + plot / 2 + 3 + (n - (len(lines) - 1) / 2) * 9
        half = len(part) * size * 0.26 + 2
        out.append(box(x + wide / 2 - half, y - 7, half * 2, 9, "#ffffff"))
        out.append(text(x + wide / 2, y, part, size=size, anchor="middle", fill=colours.soft))
    return "".join(out)


# years

LEAST_SPAN = 0.15
"""The height of a drawing of years stands for at least this share of the highest value."""


def years(
    title: str,
    labels: Sequence[str],
    values: Sequence[Value],
    colours: Palette,
    *,
    others: Sequence[tuple[str, Sequence[Value]]] = (),
    target: Value = None,
    unit: str = "",
    width: float = HALF,
    height: float = 104,
) -> SafeString:
    """Three to five years: ours thick with each value, others thin with their last. A year that was not
    recorded breaks the line. Years have a short mark each and no line under them: it would be read as zero,
    and the scale seldom begins there."""
    scale = _Scale(labels, values, others, target, width, height)
    out: list[str] = []
    for x, name in zip(scale.xs, labels, strict=True):
        out.append(line(x, scale.base - 3, x, scale.base, colours.rule, 0.8))
        out.append(text(x, height - 1, name, size=7.5, anchor="middle", fill=colours.soft))
    if (aim := number(target)) is not None:
        out.append(line(0, scale.up(aim), scale.right + 4, scale.up(aim), colours.ink, 0.8, "3 2"))
        out.append(text(scale.right + 8, scale.up(aim) + 3, f"target {shown(target, unit)}", size=8))
        scale.taken.append(scale.up(aim) + 3)
    out.append(_line(scale, values, colours.base, 2))
    for _, theirs in others:
        out.append(_line(scale, theirs, colours.soft, 1))
    for n, (x, value) in enumerate(zip(scale.xs, values, strict=True)):
        out.append(_point(scale, n, x, value, values, unit, colours))
    for name, theirs in others:
        out.append(_end(scale, name, theirs, unit, colours))
    said = "; ".join([pairs(labels, values, unit), *(f"{n}: {pairs(labels, v, unit)}" for n, v in others)])
    return svg(title, said, width, height, "".join(out))


def _opened(low: float, high: float) -> tuple[float, float]:
    """The ends of a scale of years, so far apart that a step of little does not look like one of much."""
    lack = max(0.0, max(abs(low), abs(high)) * LEAST_SPAN - (high - low))
    return low - lack / 2, high + lack / 2


class _Scale:
    """Where years and values lie in a drawing."""

    def __init__(
        self,
        labels: Sequence[str],
        values: Sequence[Value],
        others: Sequence[tuple[str, Sequence[Value]]],
        target: Value,
        width: float,
        height: float,
    ) -> None:
        every = [*values, target, *(v for _, theirs in others for v in theirs)]
        known = [n for v in every if (n := number(v)) is not None] or [0.0]
        self.low, self.high = _opened(min(known), max(known))
        self.top, self.foot = 16.0, 16.0
        self.plot = height - self.top - self.foot - 15
        self.right = width - (72 if others or target is not None else 6)
        self.base = height - self.foot + 3
        slot = self.right / max(len(labels), 1)
        self.slot = slot
        self.xs = [slot * (n + 0.5) for n in range(len(labels))]
        self.taken: list[float] = []

    def up(self, value: float) -> float:
        return self.top + self.plot * (1 - (value - self.low) / ((self.high - self.low) or 1))


def _line(scale: _Scale, values: Sequence[Value], colour: str, thick: float) -> str:
    runs: list[list[str]] = [[]]
    for x, value in zip(scale.xs, values, strict=True):
        length = number(value)
        if length is None:
            runs.append([])
        else:
            runs[-1].append(f"{x:.1f},{scale.up(length):.1f}")
    return "".join(
        f'<polyline fill="none" stroke="{colour}" stroke-width="{thick}" points="{" ".join(run)}"/>'
        for run in runs
        if len(run) > 1
    )


def _point(
    scale: _Scale, n: int, x: float, value: Value, values: Sequence[Value], unit: str, colours: Palette
) -> str:
    """A point with its value, above the line or in a valley below it; a hatched field where there is none."""
    length = number(value)
    if length is None:
        return _gap(scale.slot, n, 1, scale.top, scale.plot, str(value or NOT_RECORDED), colours)
    beside = [*values[max(n - 1, 0) : n], *values[n + 1 : n + 2]]
    near = [m for v in beside if (m := number(v)) is not None]
    is_below = bool(near) and length < sum(near) / len(near)
    y = scale.up(length) + (13 if is_below else -6)
    words = shown(value, unit)
    half = len(words) * 2.15
    return (
        box(x - half, y - 6.5, half * 2, 7.5, "#ffffff")
        + f'<circle cx="{x:.1f}" cy="{scale.up(length):.1f}" r="3" fill="{colours.base}"/>'
        + text(x, y, words, size=8, anchor="middle", bold=True)
    )


def _end(scale: _Scale, name: str, values: Sequence[Value], unit: str, colours: Palette) -> str:
    """The name of a thin line at its last value, away from names that stand there already."""
    known = [(x, n, v) for x, v in zip(scale.xs, values, strict=True) if (n := number(v)) is not None]
    if not known:
        return ""
    x, last, value = known[-1]
    y = scale.up(last) + 3
    while any(abs(y - taken) < 9 for taken in scale.taken):
        y += 1
    scale.taken.append(y)
    mark = f'<circle cx="{x:.1f}" cy="{scale.up(last):.1f}" r="1.8" fill="#ffffff" stroke="{colours.soft}"/>'
    words = f"{name} {shown(value, unit)}"
    return mark + text(scale.right + 8, y, words, size=8, fill=colours.soft)


# flow


def flow(
    title: str, steps: Sequence[tuple[str, Value]], colours: Palette, *, width: float = HALF
) -> SafeString:
    """Start + came - left = end as four steps on one scale; without bars where one of them is a word."""
    lengths = [number(value) for _, value in steps]
    known = [n for n in lengths if n is not None]
    label, row = max(84.0, *(len(name) * 4.55 + 8 for name, _ in steps)), 22.0
    out = []
    spans = _spans(known) if len(known) == 4 else []
    high = max((top for _, top in spans), default=1) or 1
    fills = (colours.mid, colours.base, colours.accent, colours.base)
    signs = ("", "+", "\u2212", "")
    for n, (name, value) in enumerate(steps):
        y = 2 + row * n
        out.append(text(label - 6, y + 13, name, anchor="end", bold=n == 3))
        x = label + 2.0
        if spans:
            room = (width - label - 32) / high
            low, top = spans[n]
            out.append(box(label + low * room, y + 3, (top - low) * room, row - 7, fills[n]))
            x = label + top * room + 4
        words = f"{signs[n]}{shown(value)}" if lengths[n] is not None else shown(value)
        out.append(text(x, y + 13.5, words, size=9, bold=True))
    out.append(line(label, 2, label, 4 * row, colours.ink, 0.8))
    return svg(
        title, pairs([name for name, _ in steps], [v for _, v in steps]), width, 4 * row + 4, "".join(out)
    )


def _spans(steps: Sequence[float]) -> list[tuple[float, float]]:
    """From where to where each step reaches. None where they do not add up."""
    start, came, left, end = steps
    if start + came - left != end:
        return []
    return [(0, start), (start, start + came), (end, end + left), (0, end)]
