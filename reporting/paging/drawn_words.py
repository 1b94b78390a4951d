"""Words of drawings drawn as words: the library places each of their letters by itself, which takes longer
than the drawing, and closes no gap between two letters."""

from functools import lru_cache
from math import inf
from typing import Any

from weasyprint import svg
from weasyprint.css.properties import INITIAL_VALUES
from weasyprint.draw.text import draw_first_line
from weasyprint.matrix import Matrix
from weasyprint.svg.bounding_box import extend_bounding_box
from weasyprint.svg.text import Style, TextBox
from weasyprint.text.line_break import split_first_line

ODD = frozenset(
    (
        *("dx", "dy", "rotate", "textLength", "lengthAdjust", "letter-spacing", "direction"),
        *("display-anchor", "dominant-baseline", "alignment-baseline", "font-style"),
    )
)
"""What our drawings do not say of words. The library knows what to make of it."""
WEIGHTS = {"normal": 400, "400": 400, "bold": 700, "700": 700}
usual = svg.text


def put() -> None:
    """Draw words so from now on."""
    svg.text = draw
    svg.TAGS.update(dict.fromkeys((tag for tag, by in svg.TAGS.items() if by is usual), draw))


def draw(drawing: Any, node: Any, size: float) -> None:
    """Draw the words of a drawing where they begin."""
    weight = WEIGHTS.get(node.get("font-weight", "normal"))
    place = _place(node)
    if weight is None or place is None or not node.text or not ODD.isdisjoint(node.attrib):
        usual(drawing, node, size)
        return
    x, y = place
    style = _style(drawing.font_config, node.get("font-family", "sans-serif"), weight, size)
    letters, _, _, wide, tall, baseline = split_first_line(node.text, style, drawing.context, inf, 0)
    corners = (x, y - baseline), (x + wide, y - baseline + tall)
    node.text_bounding_box = extend_bounding_box(node.text_bounding_box, corners)
    drawing.cursor_position, drawing.cursor_d_position = (x + wide, y), [0, 0]
    stream = drawing.stream
    stream.push_state()
    fill, stroke = drawing.set_graphical_state(node, size)
    stream.begin_text()
    letters.reactivate(style)
    drawing.fill_stroke(fill, stroke, text=True)
    words = TextBox(letters, style)
    words.baseline = baseline
    draw_first_line(stream, words, "none", "none", Matrix(d=-1, e=x, f=y))
    stream.end_text()
    stream.pop_state()


def _place(node: Any) -> tuple[float, float] | None:
    """Where words begin, in plain numbers; None where they are placed otherwise."""
    try:
        return float(node.get("x", "")), float(node.get("y", ""))
    except ValueError:
        return None


@lru_cache(maxsize=256)
def _style(fonts: Any, family: str, weight: int, size: float) -> Any:
    style = Style(INITIAL_VALUES)
    style.font_config = fonts
    style["font_family"] = [name.strip("\"'") for name in family.split(",")]
    style["font_weight"], style["font_size"] = weight, size
    return style
