"""The drawings of a report: values at their marks, gaps hatched, words where numbers are hidden, readable
in grey."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from django.template.loader import render_to_string

from reporting.drawing import exhibits, lateness, signs, strips
from reporting.drawing.palette import contrast, palette
from reporting.drawing.shapes import Value
from reporting.edition.exhibits import _tells_nothing as tells_nothing
from reporting.edition.exhibits import _without_what_is_said as without_what_is_said
from reporting.edition.printed import Caption, PrintedTable
from reporting.figures.base import Table
from reporting.templatetags.reporting import strip

COLOURS = ("#12436d", "#1d70b8", "#d4351c", "#ffdd00", "#00703c", "#f499be", "#000000", "not a colour", "")
BLUE = palette("#12436d")


@pytest.mark.parametrize("colour", COLOURS)
def test_a_palette_of_any_colour_can_be_read_and_keeps_its_steps_in_grey(colour):
    found = palette(colour)
    assert contrast(found.base, "#ffffff") >= 5.5 and contrast(found.dark, "#ffffff") >= 7
    assert contrast(found.mid, found.ink) >= 5
    steps = [found.base, found.mid, found.light, "#ffffff"]
    assert all(contrast(one, other) > 1.25 for one, other in zip(steps, steps[1:], strict=False))
    assert contrast(found.accent, "#ffffff") >= 4.5


def test_the_months_print_each_value_and_hatch_what_was_not_recorded():
    drawn = exhibits.months("Checks", ["Apr", "May", "Jun"], [None, None, 12], BLUE)
    assert ">12</text>" in drawn and ">0</text>" not in drawn
    assert "not recorded" in drawn and "Apr not recorded" in drawn


def test_a_hidden_number_has_its_word_and_no_length():
    drawn = exhibits.months("Came", ["Apr", "May"], ["c", 20], BLUE)
    assert ">c</text>" in drawn and drawn.count("<rect") == 1


def test_the_part_of_a_month_stands_below_it_with_its_name():
    drawn = exhibits.months("Held", ["Apr", "May"], [20, 22], BLUE, part=[2, 0], part_name="late")
    assert ">2 late</text>" in drawn and ">0 late</text>" in drawn


def test_a_month_that_is_not_over_is_paler_and_named_so_far():
    over, running = (
        exhibits.months("Held", ["Apr", "May"], [20, 8], BLUE, is_running=is_running)
        for is_running in (False, True)
    )
    assert over.count(f'fill="{BLUE.base}"') == 2 and "so far" not in over
    assert running.count(f'fill="{BLUE.base}"') == running.count(f'fill="{BLUE.light}"') == 1
    assert ">so far</text>" in running and "Apr 20, May so far 8" in running


def test_a_missing_year_breaks_the_line():
    values = [Decimal("91.0"), None, Decimal("93.0"), Decimal("94.5")]
    drawn = exhibits.years("In time", ["2023", "2024", "2025", "2026"], values, BLUE, unit="%")
    assert drawn.count("<polyline") == 1 and ">94.5%</text>" in drawn


def test_no_line_lies_under_the_years():
    """It would be read as zero, where the scale of this drawing begins near its lowest value."""
    drawn = exhibits.years(
        "In time", ["2024", "2025", "2026"], [Decimal("9.6"), Decimal("9.5"), Decimal("6.6")], BLUE
    )
    ends = re.findall(r'<line x1="([\d.]+)" y1="[\d.]+" x2="([\d.]+)"', drawn)
    assert len(ends) == 3 and all(left == right for left, right in ends)


def test_a_flow_that_does_not_add_up_has_no_bars():
    steps = [("Start", 10), ("Came", 4), ("Left", 3), ("End", 11)]
    assert exhibits.flow("Flow", steps, BLUE).count("<rect") == 4
    assert exhibits.flow("Flow", [*steps[:3], ("End", 12)], BLUE).count("<rect") == 0
    assert ">c</text>" in exhibits.flow("Flow", [steps[0], ("Came", "c"), *steps[2:]], BLUE)


def test_each_late_review_is_a_disc_at_its_day():
    drawn = lateness.late("Late", [("Illness", [1, 3, 3, 3, 75]), ("Reason not recorded", [12])], BLUE)
    assert drawn.count("<circle") == 6 and ">60 or more</text>" in drawn
    assert "Illness: 5, from 1 to 75 working days late" in drawn
    assert "Reason not recorded: 1, 12 working days late" in drawn
    heights = {float(y) for x, y in re.findall(r'cx="([\d.]+)" cy="([\d.]+)"', drawn)}
    assert len(heights) >= 4 and max(heights) < lateness.height([[1, 3, 3, 3, 75], [12]])


def test_comparators_are_told_apart_by_shape():
    values = {"now": 95, "before": 93, "target": 90, "neighbours": 88, "england": 87}
    drawn = strips.strip("In time", values, BLUE)
    assert drawn.count("<circle") == 2 and "<path" in drawn and "<rect" in drawn and drawn.count("<line") == 3
    assert "this year 95%, last year 93%, target 90%" in drawn


def test_a_key_of_every_mark_is_no_wider_than_the_strips_below_it():
    """Or it takes the room of the names beside it: they were printed a word a line."""
    drawn = strips.key(list(strips.MARKS), BLUE, width=150)
    height = re.search(r'viewBox="0 0 150(?:\.0)? (\d+)', drawn)
    starts = [float(x) for x in re.findall(r'<text x="([\d.]+)"', drawn)]
    assert height and int(height[1]) > 30 and max(starts) < 130


def test_every_letter_is_escaped():
    drawn = exhibits.months("A & B <c>", ["<i>", "x & y"], [3, 4], BLUE)
    assert "<i>" not in drawn and "&lt;i&gt;" in drawn and "A &amp; B &lt;c&gt;" in drawn


def test_the_same_figures_give_the_same_bytes():
    assert re.sub(r"\s+", " ", signs.sign("met")) == re.sub(r"\s+", " ", signs.sign("met"))
    one, other = (strips.key(["now", "england"], BLUE) for _ in range(2))
    assert one == other


def strips_of(
    *rows: tuple[str, ...], headings: tuple[str, ...] = ("Measure", "2025-26", "Of known")
) -> PrintedTable:
    return PrintedTable("a", Caption("", "", "A"), headings, rows, (), "", (1,), look="strips")


def test_the_ends_of_a_scale_stand_on_the_first_strip_that_is_drawn():
    """The first row may be of so few that it has none: the scale was then printed nowhere."""
    table = strips_of(
        ("Of few", "23 of 26", "–"), ("Of many", "68.3%", "1 of 2"), ("More", "74.2%", "1 of 2")
    )
    drawn = [strip(table, row, "#12436d") for row in table.rows]
    assert drawn[0] == ""
    assert ">80</text>" in drawn[1] and ">80</text>" not in drawn[2]


def test_the_year_before_is_found_where_a_column_is_left_out():
    table = strips_of(("A", "68.3%", "60.1%", "75.0%"), headings=("Measure", "2025-26", "2024-25", "Target"))
    drawn = str(strip(table, table.rows[0], "#12436d"))
    assert "this year 68.3%, last year 60.1%, target 75.0%" in drawn


def test_the_same_part_of_the_year_before_stands_on_the_strip_of_a_year_that_runs():
    headings = ("Figure", "2026-27", "Since the same part of the year before", "Target", "to 29 Nov 2025")
    row = ("In time", "94.6%", "up 1.4 points, from 93.2%", "just missed: target 95%", "93.2%")
    table = replace(strips_of(row, headings=headings), look="headlines")
    assert "last year 93.2%" in str(strip(table, row, "#12436d"))


@pytest.mark.parametrize(("low", "high"), [(0, 100), (1080, 1200), (10_500, 12_000)])
def test_the_ends_of_a_scale_have_their_room(low, high):
    """1,080 was cut at the edge of the drawing, and 1,200 ran into the next column."""
    drawn = strips.strip(
        "Children", {"now": high, "before": low}, BLUE, low=low, high=high, unit="", width=118
    )
    first, last = re.findall(r'<text x="([\d.]+)"[^>]*>([\d,]+)<', drawn)
    assert float(first[0]) - 4 * len(first[1]) >= 0 and float(last[0]) + 4 * len(last[1]) <= 118


def test_on_a_narrow_screen_cells_of_words_stand_below_each_other_with_their_headings():
    """Six columns of words do not fit 320 pixels; numbers do, and stay in columns."""
    plan = PrintedTable(
        key="priorities",
        caption=Caption("t1", "Table 1. ", "Priorities"),
        headings=("Priority", "Status", "What was done", "This year"),
        rows=(("Reviews in time", "Done", "Booked ahead", "94.4%"),),
        total=(),
        source="",
        numeric=(3,),
        look="plan",
    )
    load = replace(
        plan, headings=("IRO", "Children", "Full-time equivalent", "Each"), numeric=(1, 2, 3), look="table"
    )
    on_screen = [
        render_to_string("reporting/exhibits/plain.html", {"table": table, "on_screen": True})
        for table in (plan, load)
    ]
    assert 'class="columns-4 stacked"' in on_screen[0] and "stacked" not in on_screen[1]
    assert re.findall(r'data-heading="([^"]+)"', on_screen[0]) == ["Status", "What was done", "This year"]


def heights(values: dict[str, Value]) -> dict[str, float]:
    """How high each sign stands, by what draws it."""
    drawn = str(strips.strip("In time", values, BLUE))
    found = {
        "disc": r'cy="([\d.]+)" r="4.4"',
        "diamond": r'd="M[\d.]+ ([\d.]+)l4',
        "around": r'cy="([\d.]+)" r="6.4"',
    }
    heights = {name: re.search(pattern, drawn) for name, pattern in found.items()}
    return {name: float(one[1]) for name, one in heights.items() if one}


def test_signs_of_nearly_the_same_value_do_not_hide_each_other():
    apart = heights({"now": 90, "before": 60, "england": 70})
    assert apart == {"disc": 9.0, "diamond": 5.0}
    assert heights({"now": 90, "before": 60, "england": 90.5}) == {"disc": 9.0, "diamond": 0.0}
    assert "around" in heights({"now": 90, "before": 90.2, "england": 20})
    both = str(strips.strip("In time", {"now": 50, "england": 20, "neighbours": 21}, BLUE))
    alone = str(strips.strip("In time", {"now": 50, "neighbours": 21}, BLUE))
    box_at = re.compile(r'<rect x="[\d.]+" y="([\d.]+)"')
    assert box_at.findall(both) != box_at.findall(alone)


@pytest.mark.parametrize(
    ("cells", "total", "is_left_out"),
    [
        (["not shown", "not shown"], [], True),
        (["not shown", "–"], ["–"], True),
        (["not shown", "not shown"], ["100.0%"], True),
        (["not shown", "12.0%"], ["100.0%"], False),
        (["not shown", "not shown"], ["40"], False),
        (["–", "–"], ["–"], False),
    ],
)
def test_a_column_of_hidden_numbers_and_dashes_alone_is_left_out(cells, total, is_left_out):
    assert tells_nothing(cells, total) is is_left_out


@pytest.mark.parametrize(
    ("rows", "is_long", "is_better_whole"), [(6, False, False), (7, True, True), (15, True, False)]
)
def test_a_table_of_up_to_fourteen_rows_is_better_whole(rows, is_long, is_better_whole):
    lines = tuple((f"Row {n}", "12") for n in range(rows))
    table = PrintedTable("a", Caption("", "", "A"), ("Row", "2025-26"), lines, (), "", (1,))
    assert (table.is_long, table.is_better_whole) == (is_long, is_better_whole)
    assert not replace(table, is_whole=True).is_long


def test_the_name_of_an_exhibit_is_no_class_of_the_stylesheet():
    """“Cover, and changes of IRO” has the key “cover”: it was laid out as a title page, dark and empty."""
    caption = Caption("table-1", "Table 1. ", "Cover")
    table = PrintedTable("cover", caption, ("Measure", "2025-26"), (("Changed", "5"),), (), "", (1,))
    page = render_to_string("reporting/exhibits/exhibit.html", {"table": table, "on_screen": True})
    assert re.findall(r'<figure[^>]* class="([^"]*)"', page.replace("\n", " "))[0].split() == [
        "exhibit",
        "table",
    ]


SINCE = "Records of St. Ives. In one home for 2.5 years: recorded since 2 September 2025; not known before."


@pytest.mark.parametrize(
    ("heading", "rows", "stands"),
    [
        ("Homes from 2 September 2025", [], False),
        ("Homes", [["In one home", "Recorded from 2 September 2025. Too few."]], False),
        ("Homes", [], True),
        ("Homes from 3 September 2025", [["In one home", "9 of 40"]], True),
    ],
)
def test_a_note_does_not_say_again_since_when_there_are_records(heading, rows, stands):
    table = Table("key", "Homes", [], [], SINCE, look="headlines")
    said = without_what_is_said(table, heading, rows)
    assert said == (SINCE if stands else "Records of St. Ives.")
