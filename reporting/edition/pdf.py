"""The PDF of a report: tagged (PDF/UA-1), fonts embedded, nothing fetched from anywhere, the same bytes for
the same figures."""

import base64
import gc
import hashlib
import logging
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pydyf
from cssselect2 import ElementWrapper
from django.template import Engine
from django.template.loader import render_to_string
from django.template.loader_tags import IncludeNode

from accounts.ui.pictures import named
from reporting.drawing.palette import palette
from reporting.edition.printed import Printed
from reporting.paging import anchors
from reporting.paging.columns import WIDE
from statute.refusals import Refused

PAGE = re.compile(r"Page (\d+)$")
DOCTYPE = "<!DOCTYPE html>"
USUAL, FOR_CHILDREN = "reporting/report_pdf.html", "reporting/children_pdf.html"
QUICKER = ("reporting.paging.library", "reporting.paging.drawn_words", "reporting.paging.pressed")
"""What makes the library quicker. They load it, so they are loaded after it."""
NEVER = re.compile(r"^::(?:foot)?note|^@counter|\[dir|\[rules|^:is\(colgroup")
WITHOUT_END = re.compile(r"<((?:br|col|hr|img|meta)\b[^>]*?)/?>")
FOLDER = Path(__file__).resolve().parent
FACES = [
    (
        "latin",
        "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+2000-206F, U+20AC, "
        "U+2122, U+2212",
    ),
    (
        "latin-ext",
        "U+0100-02BA, U+02BD-02C5, U+02C7-02CC, U+1E00-1E9F, U+1EF2-1EFF, U+20A0-20AB, U+2113, U+2C60-2C7F",
    ),
]


class PdfUnavailable(Refused):
    """The library that draws PDFs is not on this machine; the text says what to install."""


@dataclass(frozen=True)
class Pdf:
    """A finished PDF."""

    content: bytes
    pages: int

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@cache
def _weasyprint() -> Any:
    """WeasyPrint, loaded when it is first needed: it wants Pango, which no Python package carries."""
    try:
        import weasyprint
    except OSError as error:
        raise PdfUnavailable(
            "PDF reports are off, because Pango is not installed. Install libpango-1.0-0 and "
            "libpangoft2-1.0-0 (Debian) or pango (Homebrew)."
        ) from error
    for name in QUICKER:
        import_module(name).put()
    return weasyprint


def load() -> None:
    """Load what draws before it is needed, with what it loads of its own: the letters, the stylesheet in the
    portal's colour, and the templates. Raises PdfUnavailable.
    """
    _weasyprint()
    _rules_of_all()
    _style("")
    for name in (USUAL, FOR_CHILDREN):
        _compile(name, set())


def _compile(name: str, done: set[str]) -> None:
    """Compile a template with those that it includes by name; the engine keeps them."""
    done.add(name)
    for node in Engine.get_default().get_template(name).nodelist.get_nodes_by_type(IncludeNode):
        included = node.template.var if isinstance(node, IncludeNode) else None
        if isinstance(included, str) and included not in done:
            _compile(included, done)


def faces(subsets: Sequence[str] = tuple(dict(FACES))) -> str:
    """The letters of a report as a stylesheet that holds them itself."""
    return "".join(
        f"@font-face{{font-family:'Source Sans 3';font-weight:{weight};"
        f"src:url(data:font/ttf;base64,{_letters(subset, weight)}) format('truetype');"
        f"unicode-range:{unicode_range}}}"
        for weight in (400, 700)
        for subset, unicode_range in FACES
        if subset in subsets
    )


def _letters(subset: str, weight: int) -> str:
    file = FOLDER / "fonts" / f"source-sans-3-{subset}-{weight}-normal.ttf"
    return base64.b64encode(file.read_bytes()).decode()


@cache
def _fonts() -> Any:
    """The faces of the report, parsed once a process: it makes small documents many times quicker. They need
    no stylesheet of their own, against which every element would be matched."""
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    _weasyprint().CSS(string=faces(), font_config=fonts, url_fetcher=_fetcher())
    return fonts


@lru_cache(maxsize=8)
def _style(colour: str) -> tuple[list[Any], Any]:
    """The stylesheet in the colours of a council, and the fonts."""
    fonts = _fonts()
    css, colours = (FOLDER / "report.css").read_text(encoding="utf-8"), palette(colour)
    for field in fields(colours):
        css = css.replace(f"var(--{field.name})", getattr(colours, field.name))
    sheet = _weasyprint().CSS(string=css, font_config=fonts, url_fetcher=_fetcher())
    return [sheet], fonts


@cache
def _rules_of_all() -> Any:
    """What holds for every page of every council: what the library says of elements, and widths of bars and
    columns. Without what our pages never have, and each element would be asked for: notes, what is hidden,
    another direction, frames."""
    css = (Path(_weasyprint().__file__).parent / "css" / "html5_ua.css").read_text(encoding="utf-8")
    rules = [line for line in css.splitlines() if not NEVER.search(line)]
    rules = [f"li{line}" if line.startswith("::marker") else line for line in rules]
    rules += [f".w{n}{{width:{n}%}}" for n in range(101)]
    rules += [f".c{n}{{width:{n / 2}mm}}" for n in range(2 * int(WIDE))]
    return _weasyprint().CSS(string="\n".join(rules), url_fetcher=_fetcher())


def _fetcher() -> Any:
    """Nothing but data: no file, no network, whatever stands in a text."""
    from weasyprint.urls import URLFetcher

    return URLFetcher(allowed_protocols={"data"})


class _PageListener(logging.Handler):
    """Hears from the library which page it lays out. It lays them out again for page numbers; those are not
    told twice."""

    def __init__(self, page_done: Callable[[int], None]) -> None:
        super().__init__()
        self.page_done, self.last, self.thread = page_done, 0, threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        found = PAGE.search(record.getMessage())
        if found and int(found[1]) > self.last and record.thread == self.thread:
            self.last = int(found[1])
            self.page_done(self.last)


@contextmanager
def _page_by_page(page_done: Callable[[int], None] | None) -> Iterator[None]:
    if page_done is None:
        yield
        return
    logger, handler = logging.getLogger("weasyprint.progress"), _PageListener(page_done)
    before = logger.level, logger.propagate
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False  # for the person who waits, not for the log
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before[0])
        logger.propagate = before[1]


def laid_out(content: Printed) -> Any:
    """The pages of an edition before they are drawn."""
    style, fonts = _style(content.head.colour)
    template = FOR_CHILDREN if content.for_children else USUAL
    html = render_to_string(template, {"report": content, "colour": content.head.colour})
    words = named(html)  # the fonts have no pictures
    return _read(words).render(stylesheets=style, font_config=fonts)


def _read(html: str) -> Any:
    """A page as the library would read it itself. Ours are well formed but for tags that have no end: the
    parser of XML takes a tenth of the time, and leaves to that of HTML what it refuses, such as odd signs."""
    weasyprint = _weasyprint()
    try:
        tree = ElementTree.fromstring(WITHOUT_END.sub(r"<\1/>", html.removeprefix(DOCTYPE)))
    except ElementTree.ParseError:
        page = weasyprint.HTML(string=html, url_fetcher=_fetcher())
    else:
        page = object.__new__(weasyprint.HTML)
        page.base_url, page.url_fetcher, page.media_type = None, _fetcher(), "print"
        page.wrapper_element = ElementWrapper.from_html_root(tree, content_language=None)
        page.etree_element = page.wrapper_element.etree_element
    page._ua_stylesheets = lambda forms=False: [_rules_of_all()]
    anchors.begin(page.etree_element)
    return page


def render(content: Printed, *, page_done: Callable[[int], None] | None = None) -> Pdf:
    """Draw the PDF from the printed content of an edition alone; `page_done` hears of every page. Raises
    PdfUnavailable."""
    _weasyprint()
    with rare_collections():
        with _page_by_page(page_done):
            document = laid_out(content)
        drawn = document.write_pdf(pdf_variant="pdf/ua-1", finisher=_finish)
    return Pdf(drawn, len(document.pages))


RARELY = (500_000, 20, 100)


@contextmanager
def rare_collections() -> Iterator[None]:
    """While a report is made hardly anything dies: looking for what is dead takes a fifth of the time. A
    usual report is made without, and needs no more memory. What it leaves a worker clears away before the
    next job."""
    before = gc.get_threshold()
    if before == RARELY:  # the caller has set it already, and sets it back
        yield
        return
    gc.freeze()
    gc.set_threshold(*RARELY)
    try:
        yield
    finally:
        gc.freeze()  # with what is new, which counts as old afterwards: nothing of it is looked through now
        gc.set_threshold(*before)
        gc.unfreeze()


def _finish(document: Any, pdf: Any) -> None:
    """Adds what the library leaves out of the tags: the scope of table headers, the place of figures,
    printable links."""

    def of(reference: Any) -> Any:
        text = reference.decode() if isinstance(reference, bytes) else str(reference)
        return pdf.objects[int(text.split()[0])]

    def name(reference: Any) -> bytes:
        return reference if isinstance(reference, bytes) else str(reference).encode()

    heights = {name(r): page.height for page, r in zip(document.pages, pdf.page_references, strict=True)}
    for item in pdf.objects:
        if not isinstance(item, pydyf.Dictionary):
            continue
        if item.get("S") == "/TH" and isinstance(item.get("A"), dict):
            group = of(of(item["P"])["P"])
            item["A"]["Scope"] = "/Column" if group.get("S") == "/THead" else "/Row"
        elif item.get("S") == "/Figure" and isinstance(item.get("A"), dict) and "BBox" in item["A"]:
            left, top, right, bottom = item["A"]["BBox"]
            height = heights[name(item["Pg"])]
            points = (left * 0.75, (height - bottom) * 0.75, right * 0.75, (height - top) * 0.75)
            item["A"]["BBox"] = pydyf.Array([round(v, 2) for v in points])
        elif item.get("Subtype") == "/Link" and "F" not in item:
            item["F"] = 4
