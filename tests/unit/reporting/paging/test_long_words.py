"""Words that are longer than usual: no narrow column over two pages, no table that no page holds."""

import pytest
from django.template.loader import render_to_string

from reporting.edition.printed import Block, Caption, PrintedSection, PrintedTable
from reporting.paging.arranging import SUMMARY, arranged

PASSAGE = "We asked the child first, and wrote down what was said. " * 12


def of_words(rows: int, passage: str, look: str = "table") -> PrintedTable:
    cells = tuple(("A wish", passage) for _ in range(rows))
    return PrintedTable("said", Caption("t", "", "You said"), ("Said", "Did"), cells, (), "", (), look)


@pytest.mark.parametrize(("points", "is_side_by_side"), [("Short.", True), (PASSAGE, False)])
def test_points_of_the_first_page_stand_side_by_side_only_where_they_are_short(points, is_side_by_side):
    blocks = (Block(heading="What we did"), Block(text=points), Block(heading="What we learned"))
    rows = arranged(PrintedSection(SUMMARY, "The year on one page", blocks)).rows
    assert [bool(row.columns) for row in rows] == [is_side_by_side]
    assert not is_side_by_side or len(rows[0].columns) == 2
    assert is_side_by_side or rows[0].words == blocks


@pytest.mark.parametrize(
    ("table", "is_long", "is_wordy"),
    [
        (of_words(4, PASSAGE), False, True),
        (of_words(9, PASSAGE), False, True),
        (of_words(9, "Done."), True, False),
        (of_words(4, "Done."), False, False),
        (of_words(9, PASSAGE, "terms"), True, False),
    ],
)
def test_a_table_of_many_words_may_end_a_page_at_each_row(table, is_long, is_wordy):
    assert (table.is_long, table.is_wordy) == (is_long, is_wordy)


def test_terms_that_go_on_to_another_page_fill_its_columns_one_after_the_other():
    """Equal columns are for a list that ends on its page: to find them for a long one took a tenth of the
    processor time of a report."""
    caption, one = Caption("t", "", "What each figure counts"), ("Reviews held", "Reviews of the year. " * 8)
    short, long = (
        PrintedTable("definitions", caption, ("Measure", "What it counts"), (one,) * n, (), "", (), "terms")
        for n in (12, 90)
    )
    drawn = [render_to_string("reporting/exhibits/terms.html", {"table": t}) for t in (short, long)]
    assert ['class="columns filled"' in html for html in drawn] == [False, True]
