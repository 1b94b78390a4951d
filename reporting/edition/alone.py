"""A published edition as one web page that needs nothing besides: style, letters, charts and logo are in it.

It holds no script, asks for nothing and leads nowhere, so a council can put it on its own site.
"""

from dataclasses import fields
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from reporting.drawing.palette import palette
from reporting.edition.pdf import FOLDER, faces
from reporting.edition.printed import Printed

ON_SCREEN = "css/report.css"
PLACE = "[styles]"
"""Stands in the head, before any words, until the styles do."""


@lru_cache(maxsize=8)
def _style(colour: str, subsets: tuple[str, ...]) -> str:
    """The styles of a report on screen and of a page by itself, in the colours of a council."""
    colours = palette(colour)
    own = ";".join(f"--{field.name}:{getattr(colours, field.name)}" for field in fields(colours))
    on_screen = finders.find(ON_SCREEN)
    assert isinstance(on_screen, str), "the stylesheet of reports is part of the portal"
    sheets = [Path(on_screen), FOLDER / "alone.css"]
    css = faces(subsets) + "".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
    return css + f":root,.iro-report{{{own}}}"


def drawn(content: Printed) -> bytes:
    """The page of an edition, from what is stored of it alone."""
    context = {"report": content, "colour": content.head.colour, "styles": PLACE}
    words = render_to_string("reporting/report_alone.html", context)
    is_foreign = any(ord(sign) > 0xFF and sign.isalpha() for sign in words)
    subsets = ("latin", "latin-ext") if is_foreign else ("latin",)
    style = _style(content.head.colour, subsets)
    return words.replace(PLACE, f"<style>{style}</style>", 1).encode()
