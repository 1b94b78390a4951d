"""All colours of a report from the one colour of the council. Steps differ in lightness, so that a grey
printer keeps them apart."""

import colorsys
import re
from dataclasses import dataclass
from functools import cache

COLOUR = re.compile(r"^#[0-9a-fA-F]{6}$")
WHITE, INK, USUAL = "#ffffff", "#16191c", "#12436d"
READABLE_ON_WHITE, READABLE_UNDER_INK = 5.5, 5.0
WARM_BELOW, WARM_ABOVE = 75, 320
"""Degrees of the colour circle between which a colour is cold."""


@dataclass(frozen=True)
class Palette:
    """`base` this year and headings, `mid` and `light` the next steps of a share, `wash` panels, `dark` the
    cover, `accent` what is late or left."""

    base: str
    dark: str
    mid: str
    light: str
    wash: str
    accent: str
    ink: str = INK
    soft: str = "#555c63"
    rule: str = "#c6ccd1"


@cache
def palette(colour: str) -> Palette:
    """The palette of a council's colour; one too pale for letters is darkened, none at all is a dark blue."""
    base = colour.lower() if COLOUR.match(colour) else USUAL
    while contrast(base, WHITE) < READABLE_ON_WHITE:
        base = mix(base, "#000000", 0.06)
    part = 0.45
    while contrast(mid := mix(base, WHITE, part), INK) < READABLE_UNDER_INK:
        part += 0.05
    red, green, blue = (int(base[n : n + 2], 16) / 255 for n in (1, 3, 5))
    hue = colorsys.rgb_to_hls(red, green, blue)[0] * 360
    is_warm = (hue < WARM_BELOW or hue > WARM_ABOVE) and len({red, green, blue}) > 1
    return Palette(
        base=base,
        dark=mix(base, "#0a0d10", 0.45),
        mid=mid,
        light=mix(base, WHITE, 0.74),
        wash=mix(base, WHITE, 0.925),
        accent="#123a63" if is_warm else "#b4500b",
    )


def mix(one: str, other: str, part: float) -> str:
    """One colour with a part (0 to 1) of another in it."""
    pairs = ((int(one[n : n + 2], 16), int(other[n : n + 2], 16)) for n in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in pairs)


def contrast(one: str, other: str) -> float:
    """Contrast of two colours as WCAG counts it."""
    high, low = sorted((_lightness(one), _lightness(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _lightness(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
