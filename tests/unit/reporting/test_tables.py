"""Tables of a report whose groups are not all known."""

import pytest

from reporting.figures.base import DoesNotSum, Figure, Table
from reporting.figures.counts import part_of
from reporting.measures.base import Result


def table(*groups: int | None, total: int) -> Table:
    def cell(value: int | None) -> Figure:
        return Figure("a", "count", value, "reviews", "", "2025-26")

    rows = [[str(number), cell(value)] for number, value in enumerate(groups)]
    return Table("kind", "Reviews by kind", ["Kind", "2025-26"], rows, "", ["All", cell(total)], [1])


@pytest.mark.parametrize(
    ("groups", "total", "stands"),
    [
        ((3, 4), 7, True),
        ((3, 4), 8, False),
        ((3, None), 7, True),
        ((3, None), 2, False),
        ((None, None), 7, True),
    ],
)
def test_known_groups_never_make_more_than_the_whole(groups, total, stands):
    if stands:
        table(*groups, total=total).check()
    else:
        with pytest.raises(DoesNotSum):
            table(*groups, total=total).check()


@pytest.mark.parametrize(
    ("result", "not_known", "all_"),
    [
        (Result(3, 4, 2), 2, 6),
        (Result(None, None, 11), 11, 11),  # mostly not known: how many there are is known all the same
        (Result(None, None, 0), None, None),
        (Result(None, None, 11, is_hidden=True), None, None),
    ],
)
def test_how_many_there_are_is_known_where_their_sort_is_not(result, not_known, all_):
    assert part_of(result, "not_known") == not_known
    assert part_of(result, "all") == all_
