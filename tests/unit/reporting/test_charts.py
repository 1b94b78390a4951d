import re
from xml.etree import ElementTree

from reporting.drawing import charts

LABELS = ["Apr", "May", "Jun"]


def texts(svg: str) -> list[str]:
    return [e.text or "" for e in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


def test_a_month_that_is_not_known_breaks_the_line():
    whole = charts.lines("a", "A line", LABELS, [("x", [1, 2, 3])])
    broken = charts.lines("a", "A line", ["Apr", "May", "Jun", "Jul", "Aug"], [("x", [1, 2, None, 3, 4])])
    assert whole.count("<polyline") == 1
    assert broken.count("<polyline") == 2
    assert broken.count("<circle") == 4


def test_nought_has_a_bar_label_and_not_known_has_none():
    drawn = charts.bars("a", "Bars", LABELS, [0, None, 5])
    assert drawn.count("<rect") == 2
    assert "0" in texts(drawn)
    assert "–" in texts(drawn)


def test_values_are_written_half_up():
    assert charts.shown(2.25) == "2.3"
    assert charts.shown(1234) == "1,234"
    assert charts.shown(None) == "not known"


def test_long_labels_are_whole():
    label = "Returned home to live with parents, relatives or another person with parental responsibility"
    drawn = charts.rows("a", "Rows", [label], [3])
    assert " ".join(t for t in texts(drawn) if t != "3") == label


def test_a_chart_has_its_message_as_accessible_name():
    drawn = charts.bars("a", "Reviews by month: 5 in June", LABELS, [1, 2, 5])
    root = ElementTree.fromstring(drawn)
    assert root.get("role") == "img"
    named = root.get("aria-labelledby")
    assert [e.text for e in root if e.get("id") == named] == ["Reviews by month: 5 in June"]


def test_stored_text_is_never_markup():
    evil = "<script>alert(1)</script>\"'&"
    for drawn in (
        charts.bars("a", evil, [evil], [1]),
        charts.rows("a", evil, [evil], [1]),
        charts.lines("a", evil, [evil], [(evil, [1]), ("b", [2])]),
    ):
        assert "<script" not in drawn
        ElementTree.fromstring(drawn)


def test_strict_pages_take_the_charts():
    """The content security policy forbids style attributes and elements."""
    drawn = charts.lines("a", "A", LABELS, [("x", [1, 2, 3]), ("y", [3, 2, 1])])
    assert not re.search(r"\bstyle\b|<style", drawn)


def test_the_same_numbers_give_the_same_bytes():
    again = [charts.rows("a", "A", LABELS, [3, 1, 2]) for _ in range(2)]
    assert again[0] == again[1]


def test_nothing_to_draw_is_drawn():
    for drawn in (
        charts.bars("a", "A", [], []),
        charts.rows("a", "A", [], []),
        charts.lines("a", "A", [], []),
    ):
        ElementTree.fromstring(drawn)
    ElementTree.fromstring(charts.bars("a", "A", LABELS, [None, None, None]))
