"""Council colours and logos: what may be shown on every page, and what is refused."""

import re
import struct
from dataclasses import dataclass
from xml.etree import ElementTree

MAX_BYTES = 200 * 1024
MAX_PIXELS = 2000
CONTRAST_NEEDED = 4.5
PNG = b"\x89PNG\r\n\x1a\n"
SVG_TAGS = frozenset(
    [
        "svg",
        "g",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "text",
        "tspan",
        "title",
        "desc",
        "defs",
        "lineargradient",
        "radialgradient",
        "stop",
        "clippath",
        "mask",
        "use",
        "symbol",
        "style",
        "metadata",
    ]
)
TARGETS = re.compile(r"url\(\s*['\"]?(?!#)|@import|expression\(|javascript:|data:", re.IGNORECASE)


class LogoRefused(ValueError):
    """The file is not shown; the text says why and what to do."""


@dataclass(frozen=True)
class Logo:
    content: bytes
    type: str


def contrast_with_white(colour: str) -> float:
    """The contrast of a colour like #005a70 with white, 1 to 21 (WCAG 2.2, 1.4.3)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 1.05 / (light + 0.05)


def checked_logo(content: bytes) -> Logo:
    """The logo with its type by content, never by name. Raises LogoRefused."""
    if len(content) > MAX_BYTES:
        raise LogoRefused("The logo must be smaller than 200 kB. Save it smaller and try again.")
    if content.startswith(PNG):
        return _checked_png(content)
    if b"<svg" in content[:4096].lower():
        return _checked_svg(content)
    raise LogoRefused("The logo must be a PNG or SVG file.")


def _checked_png(content: bytes) -> Logo:
    if len(content) < 33 or content[12:16] != b"IHDR" or b"IEND" not in content[-16:]:
        raise LogoRefused("The PNG file is damaged. Save it again and try once more.")
    width, height = struct.unpack(">II", content[16:24])
    if not (0 < width <= MAX_PIXELS and 0 < height <= MAX_PIXELS):
        raise LogoRefused(f"The logo must be at most {MAX_PIXELS} pixels wide and high.")
    return Logo(content, "image/png")


def _checked_svg(content: bytes) -> Logo:
    """A drawing alone: no script, no link to anything outside the file, nothing we do not know."""
    if b"<!doctype" in content.lower() or b"<!entity" in content.lower():
        raise LogoRefused("The SVG file must not hold a DOCTYPE or entities. Save it as a plain SVG.")
    try:
        root = ElementTree.fromstring(content)  # noqa: S314  # entities are refused above
    except ElementTree.ParseError:
        raise LogoRefused("The SVG file cannot be read. Save it again as a plain SVG.") from None
    for element in root.iter():
        tag = str(element.tag).rpartition("}")[2].lower()
        if "}" in str(element.tag) and "svg" not in str(element.tag).partition("}")[0]:
            continue  # an editor's own notes, which no browser draws
        if tag not in SVG_TAGS:
            raise LogoRefused(
                f"The SVG file holds a “{tag}” part, which is not allowed. Save it as a plain drawing."
            )
        if TARGETS.search(element.text or ""):
            raise LogoRefused("The SVG file links to something outside itself. Save it as a plain drawing.")
        for name, value in element.attrib.items():
            short = name.rpartition("}")[2].lower()
            outside = short in ("href", "src") and not value.startswith("#")
            if short.startswith("on") or outside or TARGETS.search(value):
                raise LogoRefused(
                    f"The SVG file holds “{short}”, which could run or load something. It was refused."
                )
    return Logo(content, "image/svg+xml")
