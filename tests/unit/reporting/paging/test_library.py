"""The library draws the same quicker."""

import pytest

from reporting.drawing import shapes
from reporting.edition import pdf
from reporting.paging import library

ROWS = "".join(f"<tr><th>Group {n}</th><td class='num now'>{n}%</td></tr>" for n in range(90))
TERM = "<dt>Word</dt><dd>What it means.</dd>"
PIECES = {
    "table": f"<table class='bars'><caption>Ages</caption><col class='c40'><tbody>{ROWS}</tbody></table>",
    "words": "<p>One and <b>two</b> and <i>three</i>, <a href='#there'>there</a> " + "and on " * 90 + "</p>",
    "list": "<ul><li>One<ul><li>Within</li></ul></li><li style='list-style: none'>Two</li></ul>",
    "columns": f"<dl class='columns'>{TERM * 40}</dl>",
    "columns over pages": f"<dl class='columns filled'>{TERM * 400}</dl><p>After</p>",
    "columns to the end": f"<dl class='columns filled'>{TERM * 10}</dl><p>After</p>",
    "columns around": "<div class='columns filled'><p>One</p><hr style='column-span: all'><p>Two</p></div>",
    "contents": "<ol class='toc'><li><a href='#b'>B</a><a class='p' href='#b'></a></li></ol>"
    "<h2 id='a' style='break-before: page'>A</h2><h2 id='b' style='break-before: page'>B</h2>",
    "beside": "<div class='three'><div><h3>One</h3></div><div>Two</div><div>Three</div></div>",
    "grid": "<div style='display: grid; grid-template-columns: 1fr 2fr'><p>One</p><p>Two</p></div>",
    "shares": "<div style='width: 50%; padding: 2%; box-sizing: border-box; min-height: 10%'>Half</div>",
    "right to left": "<div dir='rtl' style='direction: rtl; margin-inline-start: 9mm'>שלום</div>",
    "floats": "<p><span style='float: left; width: 3cm'>Beside</span>"
    + "All that goes round. " * 20
    + "</p>",
    "decorated": "<p style='text-decoration: underline; letter-spacing: 1pt; text-align: justify'>Under</p>",
    "features": "<p style='font-variant-caps: small-caps; font-feature-settings: \"tnum\" 1'>Small 123</p>",
    "panel": "<div class='panel' style='border-radius: 2mm; box-shadow: 1mm 1mm red'><h3>Behind</h3></div>",
    "placed": "<div style='position: relative'><i style='position: absolute; right: 0'>There</i></div>",
    "borders": "<table style='border-collapse: separate; border: 1pt solid'><tr><td>Own</td></tr></table>",
    "drawing": shapes.svg("Ages", "", 100, 50, shapes.text(50, 10, "2024", size=10)),
}


def _drawn(words: str) -> bytes:
    page = pdf._read(f"<html lang='en'><head><title>Page</title></head><body>{words}</body></html>")
    style, fonts = pdf._style("")
    drawn = page.render(stylesheets=style, font_config=fonts).write_pdf(
        pdf_variant="pdf/ua-1", uncompressed_pdf=True, finisher=pdf._finish
    )
    assert isinstance(drawn, bytes)
    return drawn


@pytest.fixture
def as_it_comes():
    """The library with nothing put in the place of its own."""
    for one in library.changes():
        one.take_back()
    yield
    library.put()


@pytest.mark.parametrize("words", [*PIECES.values(), "".join(PIECES.values())], ids=[*PIECES, "all"])
def test_what_is_drawn_quicker_is_the_same_to_the_byte(words, request):
    quicker = _drawn(words)
    request.getfixturevalue("as_it_comes")
    assert quicker == _drawn(words)


def test_all_of_it_is_in_force():
    """A later library stands here with its version once its pages are known to be the same."""
    assert library.changes()
    for one in library.changes():
        assert vars(one.place)[one.name] is one.quicker


def test_another_version_draws_as_it_comes(as_it_comes, monkeypatch):
    monkeypatch.setattr(library.weasyprint, "__version__", "1.0")
    library.put()
    assert all(vars(one.place)[one.name] is one.usual for one in library.changes())
