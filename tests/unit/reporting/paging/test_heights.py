"""What the composer knows of letters and columns before a page is laid out."""

from dataclasses import replace

import pytest
from fontTools.ttLib import TTFont

from reporting.edition.pdf import FOLDER
from reporting.edition.printed import Block, Caption, PrintedTable
from reporting.paging.columns import HALF, STRIP, WIDE, columns
from reporting.paging.heights import chunks_of_rows, chunks_of_words, height_of_exhibit, row_heights
from reporting.paging.letters import BOLD, REGULAR, lines, longest_word, width_of


@pytest.mark.parametrize(("weight", "widths"), [(400, REGULAR), (700, BOLD)])
def test_letters_are_as_wide_as_those_of_the_shipped_faces(weight, widths):
    face = TTFont(FOLDER / "fonts" / f"source-sans-3-latin-{weight}-normal.ttf")
    shapes, advances = face.getBestCmap(), face["hmtx"]
    assert face["head"].unitsPerEm == 1000
    letters = {letter: width for width, all_of_it in widths.items() for letter in all_of_it}
    assert {n: advances[shapes[ord(n)]][0] for n in letters} == letters
    assert {*"abcdefghijklmnopqrstuvwxyz0123456789 ,.%’–"} <= letters.keys()


@pytest.mark.parametrize(
    ("words", "width", "expected"),
    [
        ("", 50.0, 1),
        ("One line of words", 50.0, 1),
        ("Left care on a child arrangements order", 30.0, 2),
        ("well-being", 11.0, 2),
        ("2025-26", 8.0, 1),
        ("Unbreakable", 5.0, 1),
    ],
)
def test_lines(words, width, expected):
    assert lines(words, width, 8.75) == expected


def test_the_longest_word_is_what_can_not_be_broken():
    assert longest_word("a well-being of all", 8.75) == width_of("being", 8.75)


def exhibit(look: str, *rows: tuple[str, ...], headings: tuple[str, ...]) -> PrintedTable:
    numeric = tuple(range(1, len(headings)))
    return PrintedTable(
        "key", Caption("table-1", "Table 1. ", "Words"), headings, rows, (), "", numeric, look
    )


BARS = exhibit(
    "bars", ("Foster care", "1,204", "61.0%"), ("Home", "7", "0.4%"), headings=("Where", "Now", "Share")
)
STRIPS = exhibit(
    "strips", ("Held in time", "94.4%", "302 of 320"), headings=("Measure", "2025-26", "Of known")
)


def test_a_figure_of_the_year_is_as_high_as_what_it_says_of_the_year_before():
    rows = [
        ("Took part", "78.8%", way, "no target", "Held.")
        for way in ("up 4", "down 9.9 points, from 88.7%: worse")
    ]
    table = exhibit("headlines", *rows, headings=("Figure", "2025-26", "Since 2024-25", "Target", "Said"))
    low, high = row_heights(table)
    airy = row_heights(replace(table, is_airy=True))
    assert high - low > 3
    assert airy == pytest.approx([low + 5.3, high + 5.3])


@pytest.mark.parametrize("table", [BARS, STRIPS])
@pytest.mark.parametrize("width", [WIDE, HALF])
def test_columns_fill_the_width_and_hold_their_numbers(table, width):
    wide = columns(table, width)
    assert sum(wide) == pytest.approx(width) and len(wide) == len(table.headings) + 1
    for n, number in enumerate(table.rows[0][1:], start=2):
        assert wide[n] > width_of(number, 8.75)
    assert table is BARS or wide[1] == STRIP


def test_words_share_what_numbers_leave():
    rows = [("Reviews in time", "We will hold every review by its date, with an hour for the child.", "12")]
    table = replace(exhibit("table", *rows, headings=("Priority", "What", "Now")), numeric=(2,))
    name, words, number = columns(table)
    assert name + words + number == pytest.approx(WIDE) and words > name > number


def test_a_day_stays_on_one_line():
    """Where the words of other columns are many, they would leave a day the width of its longest word."""
    much = "We will hold every review by its date, with an hour for the child before it. " * 6
    rows = [("Reviews in time", much, "Head of the service", "30 September 2026", much)]
    heads = ("Priority", "What will be done", "Who leads", "By", "Shown by")
    wide = columns(replace(exhibit("table", *rows, headings=heads), numeric=()))
    assert wide[3] > width_of("30 September 2026", 8.75) > width_of("September", 8.75) + 10


def test_an_exhibit_is_higher_with_more_room_and_lower_where_it_stands_closer():
    usual, airy, snug = (
        height_of_exhibit(table) for table in (BARS, replace(BARS, is_airy=True), replace(BARS, is_snug=True))
    )
    assert airy - usual == pytest.approx(3 * 1.4) and usual - snug == pytest.approx(3 * 0.5)


def test_a_table_that_is_cut_has_three_rows_on_either_side():
    assert chunks_of_rows([6.0] * 5) == (30.0,)
    assert chunks_of_rows([6.0] * 8) == (18.0, 6.0, 6.0, 18.0)


def test_a_point_is_cut_with_two_lines_on_either_side():
    long = Block(points=("The service looked at this with the teams and with the children. " * 6,))
    first, *_, last = chunks_of_words((long,))
    assert first == pytest.approx(2 * 14.4 * 0.3528, abs=0.1) and last == pytest.approx(first + 3.6, abs=0.1)


def test_a_heading_stays_with_its_words():
    heading, words = Block(heading="What we did"), Block(text="A short line.\nAnother.")
    first, second = chunks_of_words((heading, words))
    assert first > second + 4 and len(chunks_of_words((heading,))) == 0


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (("Age", "2023-24", "2024-25", "2025-26"), 3),
        (("Age", "2025-26", "Share", "2024-25"), 1),
        (("Measure", "Q1", "Q2", "2025-26"), 3),
        (("Need", "Under 1", "1 to 4", "All"), 3),
        (("IRO", "Children", "Posts"), 1),
        (("Measure", "Apr", "May", "Jun"), 0),
    ],
)
def test_this_year_stands_out_wherever_its_column_stands(headings, expected):
    """The oldest year was set bold, or the first age of a table by two facts."""
    rows = (("a", *"123"[: len(headings) - 1]),)
    caption, numeric = Caption("", "", "A"), tuple(range(1, len(headings)))
    assert PrintedTable("a", caption, headings, rows, (), "", numeric).now == expected


def test_words_that_a_space_holds_together_are_one():
    held = "to\N{NO-BREAK SPACE}1\N{NO-BREAK SPACE}Dec 2025"
    assert longest_word(held, 8.0) == width_of("to 1 Dec", 8.0)
    assert lines(held, 11.0, 8.0) == 2 and lines("to 1 Dec 2025", 9.0, 8.0) == 3


def test_a_long_heading_of_numbers_takes_two_lines_where_the_table_is_wide():
    rows = (("Team Manager", "5.7", "6"),)
    table = exhibit("table", *rows, headings=("Stage", "Working days", "Times the stage was left"))
    *_, last = columns(table)
    assert lines("Times the stage was left", last - 2 * 1.4, 8.0) == 2
