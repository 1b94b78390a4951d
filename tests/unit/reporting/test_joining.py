"""Small groups are told together before a cell is hidden, and the row says which they are (AR-2)."""

import pytest

from reporting.figures import Figure, Table
from reporting.figures.base import Join
from reporting.figures.joining import joined, label_of

AGES = ("Under 1", "1 to 4", "5 to 9", "10 to 15", "16 and over")


def is_small(number: int) -> bool:
    return 1 <= number <= 5


def figure(value: int | None, key: str = "", when: str = "2025-26", by: str = "age") -> Figure:
    ref = f"entrants|{when}|count" + (f"|{by}={key}" if key else "")
    return Figure(ref, "count", value, f"Came into care, {by} {key}", "children", when)


def table(join: Join | None, *rows: tuple[str, int, int], by: str = "age") -> Table:
    made = [[n, figure(now, n, by=by), figure(was, n, "2024-25", by)] for n, now, was in rows]
    whole = [sum(row[n] for row in rows) for n in (1, 2)]
    total = ["All", figure(whole[0]), figure(whole[1], when="2024-25")]
    return Table("a", "A", ["Age", "2025-26", "2024-25"], made, "", total, [1, 2], join=join)


def read(found: Table) -> list[tuple[str, ...]]:
    return [tuple(c if isinstance(c, str) else c.text for c in row) for row in found.rows]


def test_an_age_is_told_with_the_smaller_of_its_neighbours():
    numbers = zip(AGES, (3, 31, 31, 53, 20), (14, 26, 37, 42, 7), strict=True)
    made = joined(table(Join.NEIGHBOURS, *numbers), is_small)
    assert read(made.table)[:2] == [("Under 5", "34", "40"), ("5 to 9", "31", "37")]
    made.table.check()
    assert made.parts == {
        f"entrants|{when}|count|age={age}" for when in ("2025-26", "2024-25") for age in AGES[:2]
    }
    assert (("entrants|2025-26|count|age=Under 5", 1), ("entrants|2025-26|count|age=Under 1", -1)) in [
        sums[:2] for sums in made.sums
    ]


def test_small_needs_are_told_together_last():
    rows = [
        ("Abuse or neglect", 20, 32),
        ("Illness", 8, 6),
        ("Acute stress", 3, 9),
        ("Absent parenting", 2, 0),
    ]
    made = joined(table(Join.OTHERS, *rows, by="need"), is_small)
    assert read(made.table) == [
        ("Abuse or neglect", "20", "32"),
        ("Acute stress, absent parenting and illness", "13", "15"),
    ]


def test_a_small_number_of_last_year_joins_as_well():
    made = joined(table(Join.OTHERS, ("A", 20, 20), ("B", 9, 9), ("C", 8, 2), by="need"), is_small)
    assert read(made.table) == [("A", "20", "20"), ("C and b", "17", "11")]


@pytest.mark.parametrize(
    "rows",
    [
        [("A", 20, 20), ("B", 9, 9)],  # nothing is small
        [("A", 20, 20), ("B", 3, 9)],  # one group would be left
        [("A", 3, 3), ("B", 1, 0), ("C", 1, 1)],
    ],
)
def test_a_table_stays_as_it_is_where_joining_is_no_help(rows):
    before = table(Join.OTHERS, *rows, by="need")
    assert joined(before, is_small).table is before


def test_a_table_of_which_something_is_not_known_or_that_is_not_to_be_joined_stays():
    unjoined = table(None, ("A", 20, 20), ("B", 9, 9), ("C", 2, 9))
    assert joined(unjoined, is_small).table is unjoined
    gap = table(Join.OTHERS, ("A", 20, 20), ("B", 9, 9), ("C", 2, 9))
    gap.rows[0][1] = figure(None, "A")
    assert joined(gap, is_small).table is gap


@pytest.mark.parametrize(
    ("names", "label"),
    [
        (("Under 1", "1 to 4"), "Under 5"),
        (("1 to 4", "5 to 9"), "1 to 9"),
        (("10 to 15", "16 and over"), "10 and over"),
        (("10 to 15", "16 and 17"), "10 to 17"),
        (("Other", "Adopted"), "Adopted and other"),
        (("Up to 5", "6 to 10"), "Up to 10"),
        (("11 to 20", "More than 20"), "More than 10"),
        (("Under 1", "5 to 9"), "Under 1 and 5 to 9"),
        (("No move", "One move"), "No move and one move"),
    ],
)
def test_a_joined_group_is_called_by_what_is_in_it(names, label):
    assert label_of(names) == label


def test_names_of_peoples_keep_their_capital():
    assert label_of(("Mixed", "White"), is_proper=True) == "Mixed and White"


def test_a_row_of_many_groups_has_a_short_name_and_its_figure_the_full_one():
    rows = [("A", 20, 20), *((name, 2, 2) for name in ("B", "C", "D", "E"))]
    made = joined(table(Join.OTHERS, *rows, by="need"), is_small)
    assert read(made.table) == [("A", "20", "20"), ("All others", "8", "8")]
    assert made.figures[0].ref.endswith("|need=B, c, d and e")
    assert label_of(["One move", "Two moves or more"]) == "One move or more"


def test_other_groups_have_no_capital_behind_the_first():
    """Names of ethnic groups keep theirs."""
    assert label_of(["Refused", "Other ethnic groups"], is_proper=True) == "Refused and other ethnic groups"
    assert label_of(["White", "Mixed"], is_proper=True) == "White and Mixed"
