"""Words of drawings are drawn as words."""

import pytest

from reporting.drawing import shapes
from reporting.edition import pdf
from reporting.paging import drawn_words


def _drawn(words: str) -> bytes:
    page = pdf._read(f"<html><body>{shapes.svg('Ages', '', 100, 50, words)}</body></html>")
    drawn = page.render(font_config=pdf._fonts()).write_pdf(uncompressed_pdf=True)
    assert isinstance(drawn, bytes)
    return drawn


def _places(drawn: bytes) -> int:
    return drawn.count(b" Tm\n")


@pytest.mark.parametrize("bold", [False, True])
def test_words_are_placed_once_and_not_letter_by_letter(bold):
    words = shapes.text(10, 20, "In time", size=10, bold=bold)
    drawn = _drawn(words)
    assert _places(drawn) == 1
    assert b"1 0 0 -1 10 20 Tm" in drawn


def test_each_line_of_words_is_placed_by_itself():
    assert _places(_drawn("".join(shapes.text(10, 10 * n, "2024", anchor="end") for n in range(1, 4)))) == 3


@pytest.mark.parametrize("odd", ["dx='3'", "rotate='20'", "font-weight='900'", "x='10 20'", "y=''"])
def test_the_library_places_what_our_drawings_do_not_say(odd):
    words = (
        f"<text x='10' y='20' {odd}>In time</text>" if "x='1" not in odd else f"<text {odd}>In time</text>"
    )
    assert (
        _places(_drawn(words.replace("y='20' y=''", "y='2%'"))) == len("In time") - 1
    )  # no place for a space


def test_no_words_are_no_fault():
    assert _places(_drawn("<text x='10' y='20'></text>")) == 0
    assert drawn_words.svg.TAGS["text"] is drawn_words.svg.text is drawn_words.draw
