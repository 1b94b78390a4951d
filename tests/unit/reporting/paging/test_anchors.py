"""Words of drawings begin on paper where they would stand."""

from xml.etree import ElementTree

import pytest

from reporting.drawing import shapes
from reporting.edition import pdf
from reporting.paging import anchors


def _placed(body: str) -> list[tuple[str | None, str | None]]:
    drawing = ElementTree.fromstring(f"<div>{shapes.svg('Ages', '', 100, 50, body)}</div>")
    anchors.begin(drawing)
    return [(words.get("x"), words.get("text-anchor")) for words in drawing.iter(f"{anchors.SVG}text")]


@pytest.mark.parametrize(
    ("anchor", "bold", "x"),
    [("start", False, "50"), ("middle", False, "40.060"), ("end", False, "30.120"), ("end", True, "28.880")],
)
def test_words_begin_by_as_much_before_as_they_are_wide(anchor, bold, x):
    body = shapes.text(50, 10, "2024", size=10, anchor=anchor, bold=bold)
    assert _placed(body) == [(x, "start")]


def test_letters_of_which_the_width_is_not_known_stay():
    assert _placed(shapes.text(50, 10, "Ω", anchor="end")) == [("50", "end")]


def test_no_words_of_a_drawing_are_a_picture_of_their_own():
    words = "".join(shapes.text(50, 10 * n, "2024", anchor="middle") for n in range(1, 4))
    page = pdf._read(f"<html><body>{shapes.svg('Years', '', 100, 50, words)}</body></html>")
    drawn = page.render(font_config=pdf._fonts()).write_pdf(uncompressed_pdf=True)
    assert drawn.count(b"/Subtype /Form") == drawn.count(b"/Group") == 0
