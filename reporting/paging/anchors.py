"""Words of drawings that end or are centred somewhere, told where they begin: on paper letters are known."""

from xml.etree.ElementTree import Element

from reporting.paging.letters import MM_OF_A_POINT, WIDTHS, width_of

SVG = "{http://www.w3.org/2000/svg}"
BEFORE = {"middle": 0.5, "end": 1.0}
"""How much of the words lies before the place that is named."""


def begin(page: Element) -> None:
    """The library draws words that do not begin where they are placed as a picture of their own, which takes
    longer than the words."""
    for drawing in page.iter(f"{SVG}svg"):
        _begin(drawing, 0.0, False)


def _begin(item: Element, size: float, is_bold: bool) -> None:
    size = float(item.get("font-size", size))
    is_bold = item.get("font-weight", "700" if is_bold else "") == "700"
    before, words = BEFORE.get(item.get("text-anchor", ""), 0.0), item.text or ""
    if before and size and item.tag == f"{SVG}text" and WIDTHS[is_bold].keys() >= set(words):
        wide = width_of(words, size, is_bold) / MM_OF_A_POINT
        item.set("x", f"{float(item.get('x', 0)) - before * wide:.3f}")
        item.set("text-anchor", "start")
    for child in item:
        _begin(child, size, is_bold)
