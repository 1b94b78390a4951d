"""Drawings of the children's pages: as many faces as there are, and nothing told by colour alone."""

from xml.etree import ElementTree

import pytest

from reporting.drawing import for_children
from reporting.drawing.palette import palette

SVG = "{http://www.w3.org/2000/svg}"
COLOURS = palette("#12436d")


@pytest.mark.parametrize("count", [0, 1, 19, 20])
def test_so_many_of_twenty_faces_smile(count):
    drawn = ElementTree.fromstring(for_children.faces(count, "words", COLOURS))
    heads = [c for c in drawn.iter(f"{SVG}circle") if float(c.get("r")) > 2]
    assert len(heads) == for_children.FACES
    assert [h.get("fill") for h in heads] == [COLOURS.base] * count + ["#ffffff"] * (20 - count)
    assert len(list(drawn.iter(f"{SVG}path"))) == count  # a mouth each: a grey printer keeps them apart
    assert drawn.find(f"{SVG}title").text == "words"


@pytest.mark.parametrize("kind", ["talk", "numbers", "meeting", "next", "help"])
def test_a_picture_is_passed_over_on_a_page_and_named_in_the_tags(kind):
    drawn = ElementTree.fromstring(for_children.picture(kind, COLOURS))
    assert drawn.get("aria-hidden") == "true" and drawn.find(f"{SVG}title").text
    assert "{" not in ElementTree.tostring(drawn, encoding="unicode")


def test_the_scene_is_in_the_colours_of_the_council():
    assert COLOURS.base in for_children.scene(COLOURS)
    assert palette("#00703c").base in for_children.scene(palette("#00703c"))
