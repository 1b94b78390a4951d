"""The dated vectors of the review clock, one row each: facts, the day of asking, the turns that must come
out.
"""

import pytest

from statute.clock_facts import ChildFacts
from tests.unit.statute.care import care, clock, day, lines

# Older children get a start long ago: reviews of 2025 bring them to the six-monthly stage.
SETTLED = "2025-01-06"
BEFORE = "2025-01-30 2025-04-29 2025-07-15"

ROWS: list[tuple[str, ChildFacts, str, list[str]]] = [
    ("CAL-v1", care("2026-01-05"), "2026-01-05", ["RC-1 2026-02-02 open"]),
    ("CAL-v2", care("2026-03-26"), "2026-04-27", ["RC-1 2026-04-27 open"]),
    ("CAL-v3", care("2025-12-19"), "2026-01-22", ["RC-1 2026-01-21 overdue"]),
    ("CAL-v4", care("2026-12-24"), "2026-12-24", ["RC-1 2027-01-26 open"]),
    ("CAL-v5", care("2026-05-02"), "2026-05-02", ["RC-1 2026-06-02 open"]),
    ("CAL-v6", care("2026-05-25"), "2026-05-25", ["RC-1 2026-06-22 open"]),
    ("CAL-v7", care("2022-05-16"), "2022-05-16", ["RC-1 2022-06-15 open"]),
    ("CAL-v8", care("2027-12-10"), "2027-12-10", ["RC-1 2028-01-12 open"]),
    (
        "RC-1a on time",
        care("2026-01-05", reviews="2026-02-02"),
        "2026-02-03",
        ["RC-1 2026-02-02 met 2026-02-02", "RC-2 2026-05-02 open"],
    ),
    (
        "RC-1a late",
        care("2026-01-05", reviews="2026-02-03"),
        "2026-02-03",
        ["RC-1 2026-02-02 late 2026-02-03", "RC-2 2026-05-03 open"],
    ),
    ("RC-1b", care("2026-12-23"), "2026-12-23", ["RC-1 2027-01-25 open"]),
    ("RC-1c", care("2026-11-20"), "2026-11-20", ["RC-1 2026-12-18 open"]),
    ("RC-1d", care("2026-08-30"), "2026-08-30", ["RC-1 2026-09-28 open"]),
    (
        "RC-2a",
        care("2026-01-05", reviews="2026-01-30"),
        "2026-01-30",
        ["RC-1 2026-02-02 met 2026-01-30", "RC-2 2026-04-30 open"],
    ),
    (
        "RC-2b",
        care("2026-01-05", reviews="2026-02-06"),
        "2026-02-06",
        ["RC-1 2026-02-02 late 2026-02-06", "RC-2 2026-05-06 open"],
    ),
    (
        "RC-2c",
        care("2025-12-10", reviews="2026-01-03"),
        "2026-01-03",
        ["RC-1 2026-01-12 met 2026-01-03", "RC-2 2026-04-03 open"],
    ),
    (
        "RC-2d",
        care("2024-11-04", reviews="2024-11-29"),
        "2024-11-29",
        ["RC-1 2024-12-02 met 2024-11-29", "RC-2 2025-02-28 open"],
    ),
    (
        "RC-2e",
        care("2027-11-03", reviews="2027-11-30"),
        "2027-11-30",
        ["RC-1 2027-12-01 met 2027-11-30", "RC-2 2028-02-29 open"],
    ),
    (
        "RC-3 chain",
        care("2026-01-05", reviews="2026-01-30 2026-04-29 2026-10-22"),
        "2026-10-22",
        [
            "RC-1 2026-02-02 met 2026-01-30",
            "RC-2 2026-04-30 met 2026-04-29",
            "RC-3 2026-10-29 met 2026-10-22",
            "RC-3 2027-04-22 open",
        ],
    ),
    (
        "RC-4 extra review",
        care("2026-01-05", reviews="2026-01-30 2026-02-20"),
        "2026-02-20",
        ["RC-2 2026-04-30 met 2026-02-20", "RC-3 2026-08-20 open"],
    ),
    (
        "RC-4 brought forward",
        care(SETTLED, reviews=f"{BEFORE} 2026-01-15 2026-03-09"),
        "2026-03-09",
        ["RC-3 2026-07-15 met 2026-03-09", "RC-3 2026-09-09 open"],
    ),
    (
        "RC-4 late second",
        care("2026-01-05", reviews="2026-01-30 2026-05-11"),
        "2026-05-11",
        ["RC-2 2026-04-30 late 2026-05-11", "RC-3 2026-11-11 open"],
    ),
    (
        "RC-5a the review of the trigger re-bases the clock",
        care(SETTLED, reviews=f"{BEFORE} 2026-01-15 2026-03-26"),
        "2026-03-30",
        ["RC-3 2026-07-15 met 2026-03-26", "RC-3 2026-09-26 open"],
    ),
    (
        "RC-5b a breached trigger is not lateness",
        care(SETTLED, reviews=f"{BEFORE} 2026-01-15 2026-07-10"),
        "2026-07-10",
        ["RC-3 2026-07-15 met 2026-07-10", "RC-3 2027-01-10 open"],
    ),
    ("RC-5d", care(SETTLED, reviews=f"{BEFORE} 2026-02-10"), "2026-04-30", ["RC-3 2026-08-10 open"]),
    (
        "RC-6 first placement",
        care("2026-02-14", legal="V4:2026-02-14", reviews="2026-05-14"),
        "2026-05-14",
        ["RC-6 2026-05-14 met 2026-05-14", "RC-6 2026-11-14 open"],
    ),
    (
        "RC-6 the same under V3 while the break runs",
        care("2026-02-14", legal="V3:2026-02-14"),
        "2026-02-20",
        ["RC-6 2026-05-14 open"],
    ),
    (
        "RC-6 clamped",
        care("2025-11-30", legal="V4:2025-11-30", reviews="2026-02-27"),
        "2026-02-27",
        ["RC-6 2026-02-28 met 2026-02-27", "RC-6 2026-08-27 open"],
    ),
    (
        "RC-6 V2 after V4, a new period",
        care("2026-01-05/2026-07-06/E8", "2026-07-06", legal="V4:2026-01-05/2026-07-06 V2:2026-07-06"),
        "2026-07-06",
        ["RC-6 2026-04-05 missed", "RC-8 2026-08-03 open"],
    ),
    (
        "RC-6 V2 after V4 in one period",
        care("2026-05-05", legal="V4:2026-05-05/2026-07-06 V2:2026-07-06"),
        "2026-07-06",
        ["RC-6 2026-08-05 void", "RC-1 2026-08-03 open"],
    ),
    (
        "RC-6 a break of 17 days",
        care("2026-02-14/2026-03-03/E8", legal="V3:2026-02-14/2026-03-03"),
        "2026-03-31",
        ["RC-6 2026-05-14 open"],
    ),
    (
        "RC-6 a break of 18 days has the full clock",
        care("2026-02-14/2026-03-04/E8", legal="V3:2026-02-14/2026-03-04"),
        "2026-03-31",
        ["RC-1 2026-03-13 void"],
    ),
    (
        "RC-7b chain",
        care("2025-01-06", placements="A6:2026-01-02", reviews="2025-12-20 2026-01-28 2026-04-20"),
        "2026-04-20",
        ["RC-7b 2026-01-30 met 2026-01-28", "RC-7b 2026-04-28 met 2026-04-20", "RC-7b 2026-10-20 open"],
    ),
    (
        "RC-7b New Year",
        care("2025-01-06", placements="A6:2025-12-04", reviews="2025-11-20"),
        "2025-12-04",
        ["RC-2 2026-02-20 void", "RC-7b 2026-01-01 open"],
    ),
    (
        "RC-7a chain",
        care(SETTLED, legal="E1:2025-08-31", reviews=f"{BEFORE} 2025-11-28"),
        "2025-11-28",
        ["RC-3 2026-01-15 void", "RC-7a 2025-11-30 met 2025-11-28", "RC-7a 2026-05-28 open"],
    ),
    (
        "RC-7b not the old date",
        care(SETTLED, placements="U5:2025-01-06/2026-01-05 A6:2026-01-05", reviews=f"{BEFORE} 2025-10-03"),
        "2026-01-05",
        ["RC-3 2026-04-03 void", "RC-7b 2026-02-02 open"],
    ),
    (
        "RC-8 return",
        care("2025-01-06/2025-06-10/E4A", "2026-11-16", reviews="2025-01-30 2025-04-29"),
        "2026-11-16",
        ["RC-3 2025-10-29 void", "RC-8 2026-12-14 open"],
    ),
    (
        "RC-8 return before Christmas",
        care("2025-01-06/2025-02-01/E4B", "2026-12-18"),
        "2026-12-18",
        ["RC-1 2025-02-03 void", "RC-8 2027-01-20 open"],
    ),
    (
        "RC-8 new status only",
        care(SETTLED, legal="V2:2025-01-06/2026-10-01 C1:2026-10-01", reviews=f"{BEFORE} 2026-05-05"),
        "2026-10-02",
        ["RC-3 2026-11-05 open"],
    ),
    ("RC-9 the receiving authority", care("2026-09-14"), "2026-09-14", ["RC-1 2026-10-12 open"]),
    (
        "RC-9 the giving authority",
        care("2025-01-06/2026-09-14/E3", reviews=f"{BEFORE} 2026-03-20"),
        "2026-09-30",
        ["RC-3 2026-09-20 void"],
    ),
    (
        "RC-9 placed in another area",
        care(SETTLED, placements="U4:2025-01-06/2026-09-14 U4:2026-09-14", reviews=f"{BEFORE} 2026-03-20"),
        "2026-09-14",
        ["RC-3 2026-09-20 open"],
    ),
    (
        "RC-10 a move",
        care("2026-01-05", placements="U6:2026-01-05/2026-01-19 K2:2026-01-19"),
        "2026-01-20",
        ["RC-1 2026-02-02 open"],
    ),
    (
        "RC-10 hospital",
        care("2026-01-05", placements="U6:2026-01-05/2026-01-20 T1:2026-01-20/2026-01-30 U6:2026-01-30"),
        "2026-01-31",
        ["RC-1 2026-02-02 open"],
    ),
    (
        "RC-10 a review before a planned move",
        care("2026-01-05", reviews="2026-01-30 2026-04-29 2026-07-10"),
        "2026-07-15",
        ["RC-3 2026-10-29 met 2026-07-10", "RC-3 2027-01-10 open"],
    ),
    (
        "RC-10 no review before the move",
        care("2026-01-05", reviews="2026-01-30 2026-04-29"),
        "2026-07-15",
        ["RC-3 2026-10-29 open"],
    ),
    ("RC-11 remand", care("2026-11-27", legal="J1:2026-11-27"), "2026-11-27", ["RC-1 2026-12-29 open"]),
    (
        "RC-11 remand ended",
        care("2026-11-27/2026-12-15/E14", legal="J1:2026-11-27/2026-12-15"),
        "2026-12-31",
        ["RC-1 2026-12-29 void"],
    ),
    ("RC-12 left before", care("2026-03-02/2026-03-20/E4A"), "2026-04-30", ["RC-1 2026-03-30 void"]),
    ("RC-12 left after", care("2026-03-02/2026-03-31/E4A"), "2026-04-30", ["RC-1 2026-03-30 missed"]),
    ("RC-12 left on the due date", care("2026-03-02/2026-03-30/E4A"), "2026-04-30", ["RC-1 2026-03-30 void"]),
    (
        "RC-12 18 before",
        care(SETTLED, born="2008-06-10", reviews=f"{BEFORE} 2026-01-05"),
        "2026-02-01",
        ["RC-3 2026-07-05 void"],
    ),
    (
        "RC-12 18 after",
        care(SETTLED, born="2008-07-10", reviews=f"{BEFORE} 2026-01-05"),
        "2026-02-01",
        ["RC-3 2026-07-05 open"],
    ),
    (
        "RC-12 18 after, never held",
        care(SETTLED, born="2008-07-10", reviews=f"{BEFORE} 2026-01-05"),
        "2026-12-01",
        ["RC-3 2026-07-05 missed"],
    ),
    (
        "RC-12 18 on the due date",
        care(SETTLED, born="2008-07-05", reviews=f"{BEFORE} 2026-01-05"),
        "2026-12-01",
        ["RC-3 2026-07-05 void"],
    ),
    (
        "RC-13 finished in time",
        care("2026-01-05", reviews="2026-01-29/2026-02-24"),
        "2026-02-24",
        ["RC-1 2026-02-02 met 2026-01-29", "RC-2 2026-04-29 open"],
    ),
    (
        "RC-13 finished on the last day",
        care("2026-01-05", reviews="2026-01-29/2026-02-26"),
        "2026-02-26",
        ["RC-1 2026-02-02 met 2026-01-29", "RC-2 2026-04-29 open"],
    ),
    (
        "RC-13 finished too late",
        care("2026-01-05", reviews="2026-01-29/2026-02-27"),
        "2026-02-27",
        ["RC-1 2026-02-02 late 2026-02-27", "RC-2 2026-05-27 open"],
    ),
    (
        "RC-13 not finished yet",
        care("2026-01-05", reviews="2026-01-29/2026-02-24"),
        "2026-02-23",
        ["RC-1 2026-02-02 adjourned"],
    ),
]


@pytest.mark.parametrize(("facts", "as_at", "expected"), [r[1:] for r in ROWS], ids=[r[0] for r in ROWS])
def test_vector(facts: ChildFacts, as_at: str, expected: list[str]) -> None:
    assert lines(clock(facts, as_at))[-len(expected) :] == expected


@pytest.mark.parametrize(
    ("rule", "facts", "as_at", "last_working_day"),
    [
        ("RC-2c", care("2025-12-10", reviews="2026-01-03"), "2026-01-03", "2026-04-02"),
        ("RC-7b", care("2025-01-06", placements="A6:2025-12-04"), "2025-12-04", "2025-12-31"),
        ("RC-9", care(SETTLED, reviews=f"{BEFORE} 2026-03-20"), "2026-03-20", "2026-09-18"),
        ("RC-10", care("2026-01-05", reviews="2026-01-30 2026-04-29 2026-07-10"), "2026-07-10", "2027-01-08"),
    ],
)
def test_the_legal_date_stays_and_the_booking_day_moves(
    rule: str, facts: ChildFacts, as_at: str, last_working_day: str
) -> None:
    assert clock(facts, as_at)[-1].last_working_day == day(last_working_day)


def test_late_review_counts_working_days() -> None:
    cycle = clock(care("2026-01-05", reviews="2026-02-03"), "2026-02-03")[0]
    assert cycle.working_days_late == 1  # RC-1a
    weekend = clock(care("2026-01-09", reviews="2026-02-08"), "2026-03-01")[0]  # due Friday, held Sunday
    assert (weekend.due_on, weekend.state.value, weekend.working_days_late) == (day("2026-02-06"), "late", 0)
