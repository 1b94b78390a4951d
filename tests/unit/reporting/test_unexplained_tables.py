"""Typed tables of which nobody said how they are worked out: what any reader sees to be wrong is refused at
its row, and nothing else is.
"""

import pytest

from tests.unit.reporting.inconsistent import table
from tests.unit.reporting.test_checks import stops

HEAD = "Reviews|source: case records|period: 2024-25, 2025-26|base: reviews held"
QUARTERS = (
    "Quarter | Held | In time | In time %",
    "Q1 | 80 | 72 | 90.0%",
    "Q2 | 90 | 81 | 90.0%",
    "Q3 | 70 | 56 | 80.0%",
)
BY_SEX = ("Team | Boys | Girls | Both", "North | 10 | 12 | 22", "South | 8 | 9 | 17", "East | 11 | 7 | 18")
YEARS = (
    "Reason | 2024-25 | 2025-26 | Change",
    "Health | 10 | 14 | 4",
    "Plan | 8 | 5 | -3",
    "School | 6 | 9 | 3",
)

WRONG = {
    "a share that does not follow from its columns": (
        (*QUARTERS, "Q4 | 60 | 45 | 85.0%"),
        ("percent", "“Q4”, “In time %” says 85.0%, but “In time” / “Held” comes to 75.0"),
    ),
    "a part above its whole": (
        (*QUARTERS, "Q4 | 60 | 66 | 110.0%"),
        ("impossible", "“Q4”: “In time” is larger than “Held”"),
    ),
    "a share of more than all": (
        ("Team | Seen alone %", "North | 96.0%", "South | 130.0%"),
        ("impossible", "“South”, “Seen alone %”: 130.0% is more than the whole"),
    ),
    "two columns that do not make the third": (
        (*BY_SEX, "West | 9 | 9 | 19"),
        ("total", "“West”, “Both” says 19, but “Boys” + “Girls” comes to 18"),
    ),
    "a change that is none": (
        (*YEARS, "Home | 7 | 12 | 4"),
        ("total", "“Home”, “Change” says 4, but “2025-26” - “2024-25” comes to 5"),
    ),
}
RIGHT = {
    "shares that follow": (*QUARTERS, "Q4 | 60 | 45 | 75.0%"),
    "sums that hold": (*BY_SEX, "West | 9 | 9 | 18"),
    "changes that hold": (*YEARS, "Home | 7 | 12 | 5"),
    "a rise of more than all": ("Reason | Rise %", "Health | 140.0%", "Plan | 12.0%"),
    "columns that have nothing to do with each other": (
        "Team | Children | Reviews held | Visits",
        "North | 10 | 22 | 31",
        "South | 12 | 25 | 40",
        "East | 9 | 18 | 28",
        "West | 11 | 24 | 39",
    ),
    "two rows from which nothing can be told": (
        "Team | Boys | Girls | Both",
        "North | 1 | 2 | 3",
        "South | 2 | 2 | 5",
    ),
    "not known in one cell": (*BY_SEX, "West | not known | 9 | 18"),
    "more overdue than held": ("Team | Held | Overdue", "North | 2 | 5", "South | 8 | 4"),
    "more attended than children": (
        "Team | Children | People who attended",
        "North | 10 | 45",
        "South | 8 | 40",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_any_reader_sees_to_be_wrong_is_refused_at_its_row(name):
    rows, (rule, says) = WRONG[name]
    found = stops(table(HEAD, *rows))
    assert any(f.rule == rule and says in f.text for f in found), found


@pytest.mark.parametrize("name", RIGHT)
def test_what_is_right_or_cannot_be_told_passes(name):
    assert not stops(table(HEAD, *RIGHT[name]))
