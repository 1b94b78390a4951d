"""A letter or a copy as a PDF: tagged (PDF/UA-1), fonts embedded, nothing fetched from anywhere."""

import base64
from functools import cache
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from accounts.ui.pictures import named
from reviews.letters.heading import heading_of, titled
from reviews.letters.versions import LEFT_OUT, Parts
from reviews.models import Letter
from reviews.models.letter import LetterFormat, LetterKind
from statute.refusals import Refused

FONTS = settings.BASE_DIR / "reporting/edition/fonts"
STYLE = """
@page { size: A4; margin: 22mm 20mm; @bottom-right { content: "Page " counter(page) " of " counter(pages);
  font: 10pt 'Source Sans 3', sans-serif; } }
body { font: 12.5pt/1.45 'Source Sans 3', sans-serif; color: #0b0c0c; }
.large { font-size: 18pt; }
h1 { font-size: 1.5em; margin: 0 0 .4em; } h2 { font-size: 1.15em; margin: 1.2em 0 .3em; break-after: avoid; }
p { margin: 0 0 .7em; white-space: pre-line; orphans: 3; widows: 3; }
.about { color: #484949; } .out { color: #484949; font-style: italic; }
"""


class PdfUnavailable(Refused):
    """The library that draws PDFs is not on this machine."""


@cache
def _weasyprint() -> Any:
    try:
        import weasyprint
    except OSError as error:
        raise PdfUnavailable(
            "PDFs are off, because Pango is not installed. Install libpango-1.0-0 and libpangoft2-1.0-0."
        ) from error
    return weasyprint


def _fetcher() -> Any:
    """Nothing but data: no file, no network, whatever stands in a text."""
    from weasyprint.urls import URLFetcher

    return URLFetcher(allowed_protocols={"data"})


@cache
def _style() -> tuple[list[Any], Any]:
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    faces = []
    for weight in (400, 700):
        data = base64.b64encode((FONTS / f"source-sans-3-latin-{weight}-normal.ttf").read_bytes()).decode()
        faces.append(
            f"@font-face{{font-family:'Source Sans 3';font-weight:{weight};"
            f"src:url(data:font/ttf;base64,{data}) format('truetype')}}"
        )
    sheet = _weasyprint().CSS(string="".join(faces) + STYLE, font_config=fonts, url_fetcher=_fetcher())
    return [sheet], fonts


def render(letter: Letter, parts: Parts, *, to: str = "") -> bytes:
    """The PDF of these parts. A letter has no headings, minutes have. Raises PdfUnavailable."""
    html = render_to_string(
        "reviews/letters/pdf.html",
        {
            "heading": heading_of(letter),
            "parts": titled(letter, parts),
            "to": to,
            "with_headings": letter.kind == LetterKind.MINUTES,
            "is_large": letter.format == LetterFormat.LARGE,
            "left_out": LEFT_OUT,
        },
    )
    return drawn(html)


def drawn(html: str) -> bytes:
    """The PDF of a page of the portal; pictures, which its fonts don't have, are named. Raises
    PdfUnavailable.
    """
    weasyprint = _weasyprint()
    style, fonts = _style()
    document = weasyprint.HTML(string=named(html), url_fetcher=_fetcher())
    pdf: bytes = document.write_pdf(stylesheets=style, font_config=fonts, pdf_variant="pdf/ua-1")
    return pdf
