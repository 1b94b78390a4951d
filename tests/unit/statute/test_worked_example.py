"""The worked example 1B, year 1 April 2025 to 31 March 2026: turns first, then the four measures from them in
plain Python.
"""

from datetime import date
from fractions import Fraction

import pytest

from statute.clock_facts import ChildFacts, ReviewCycle, State
from tests.unit.statute.care import CALENDAR, care, clock, day, lines

FROM, TO = day("2025-04-01"), day("2026-03-31")
LONG_AGO = "2020-06-01"
KNOWN = "2024-04-01"

CHILDREN: dict[str, ChildFacts] = {
    "A": care(LONG_AGO, reviews="2024-07-06 2025-01-06 2025-07-04 2025-12-18", known_from=KNOWN),
    "B": care(LONG_AGO, reviews="2024-05-20 2024-11-20 2025-05-27 2025-11-20", known_from=KNOWN),
    "C": care("2026-02-02", reviews="2026-02-27", known_from=KNOWN),
    "D": care("2026-03-09", known_from=KNOWN),
    "E": care("2020-06-01/2026-01-15/E4A", reviews="2024-08-03 2025-02-03 2025-08-12", known_from=KNOWN),
    "F": care("2024-06-01", legal="V4:2024-06-01", known_from=KNOWN, returned=True),
    "G": care(LONG_AGO, reviews="2024-08-14 2025-02-14 2025-08-12", known_from=KNOWN),
    "H": care(
        LONG_AGO,
        reviews="2024-04-05 2024-10-04 2025-04-04 2025-10-03 2026-01-30",
        known_from=KNOWN,
        placements="U4:2020-06-01/2026-01-05 A6:2026-01-05",
    ),
    "I": care("2025-09-01", reviews="2025-10-01 2025-12-18", known_from=KNOWN),
}

TURNS = {
    "A": [
        "RC-1 - not_known 2024-07-06",
        "RC-3 2025-01-06 met 2025-01-06",
        "RC-3 2025-07-06 met 2025-07-04",
        "RC-3 2026-01-04 met 2025-12-18",
        "RC-3 2026-06-18 open",
    ],
    "B": [
        "RC-1 - not_known 2024-05-20",
        "RC-3 2024-11-20 met 2024-11-20",
        "RC-3 2025-05-20 late 2025-05-27",
        "RC-3 2025-11-27 met 2025-11-20",
        "RC-3 2026-05-20 open",
    ],
    "C": ["RC-1 2026-03-02 met 2026-02-27", "RC-2 2026-05-27 open"],
    "D": ["RC-1 2026-04-08 open"],
    "E": [
        "RC-1 - not_known 2024-08-03",
        "RC-3 2025-02-03 met 2025-02-03",
        "RC-3 2025-08-03 late 2025-08-12",
        "RC-3 2026-02-12 void",
    ],
    "F": ["RC-6 2024-09-01 not_known"],
    "G": [
        "RC-1 - not_known 2024-08-14",
        "RC-3 2025-02-14 met 2025-02-14",
        "RC-3 2025-08-14 met 2025-08-12",
        "RC-3 2026-02-12 overdue",
    ],
    "H": [
        "RC-1 - not_known 2024-04-05",
        "RC-3 2024-10-05 met 2024-10-04",
        "RC-3 2025-04-04 met 2025-04-04",
        "RC-3 2025-10-04 met 2025-10-03",
        "RC-3 2026-04-03 void",
        "RC-7b 2026-02-02 met 2026-01-30",
        "RC-7b 2026-04-30 open",
    ],
    "I": ["RC-1 2025-09-29 late 2025-10-01", "RC-2 2026-01-01 met 2025-12-18", "RC-3 2026-06-18 open"],
}


@pytest.mark.parametrize("child", CHILDREN)
def test_turns(child: str) -> None:
    assert lines(clock(CHILDREN[child], "2026-03-31")) == TURNS[child]


def test_turns_of_child_h_say_what_is_not_known() -> None:
    cycles = clock(CHILDREN["H"], "2026-03-31")
    assert [(c.number, c.assumed) for c in cycles] == [
        (None, False),
        (None, True),
        (None, False),
        (None, False),
        (None, False),
        (1, False),
        (2, False),
    ]


def counted(child: ChildFacts) -> bool:
    return not any(s.code in {"V3", "V4"} for s in child.legal)


def looked_after(child: ChildFacts, on: date) -> date | None:
    """Start of the period that runs on a day."""
    return next(
        (p.started_on for p in child.periods if p.started_on <= on and (not p.ended_on or on < p.ended_on)),
        None,
    )


def turns(child: ChildFacts) -> list[ReviewCycle]:
    return clock(child, "2026-09-30") if counted(child) else []


def in_year(on: date | None) -> bool:
    return on is not None and FROM <= on <= TO


def child_year(children: list[ChildFacts]) -> tuple[int, int]:
    yes = whole = 0
    for child in filter(counted, children):
        start = looked_after(child, TO)
        if start is None or CALENDAR.between(start, TO) < 20:
            continue
        required = [
            c
            for c in turns(child)
            if c.due_on and c.state != State.VOID and (in_year(c.due_on) or in_year(c.held_on))
        ]
        if not required:
            continue
        whole += 1
        yes += all(c.state == State.MET for c in required)
    return yes, whole


def all_turns() -> list[ReviewCycle]:
    return [cycle for child in CHILDREN.values() for cycle in turns(child)]


def test_child_year() -> None:
    assert child_year(list(CHILDREN.values())) == (3, 6)  # T-1


def test_reviews_held() -> None:
    held = [c for c in all_turns() if in_year(c.held_on)]
    known = [c for c in held if c.due_on]
    met = [c for c in known if c.state == State.MET]
    assert (len(met), len(known), len(held) - len(known)) == (9, 12, 0)  # T-2
    assert round(float(Fraction(100 * 9, 12)), 1) == 75.0


def test_reviews_due() -> None:
    due = [c for c in all_turns() if in_year(c.due_on) and c.state != State.VOID]
    assert (sum(c.state == State.MET for c in due), len(due)) == (9, 13)  # T-3


@pytest.mark.parametrize("as_at", ["2026-03-31", "2026-04-30", "2027-01-31"])
def test_snapshot(as_at: str) -> None:
    """T-4, whenever it is asked: the turn that ran on the day, and whether it was overdue then."""
    in_date, whole = [], []
    for name, child in CHILDREN.items():
        if not counted(child) or looked_after(child, TO) is None:
            continue
        running = [
            c for c in clock(child, as_at) if c.opened_on <= TO and (c.closed_on is None or c.closed_on > TO)
        ]
        assert len(running) == 1
        whole.append(name)
        if running[0].due_on and running[0].due_on >= TO:
            in_date.append(name)
    assert (in_date, whole) == (["A", "B", "C", "D", "H", "I"], ["A", "B", "C", "D", "G", "H", "I"])


@pytest.mark.parametrize(
    ("start", "due", "is_in"), [("2026-03-03", "2026-03-31", 1), ("2026-03-04", "2026-04-01", 0)]
)
def test_boundary_of_twenty_working_days(start: str, due: str, is_in: int) -> None:
    child = care(start, reviews="2026-03-30")
    assert clock(child, "2026-03-31")[0].due_on == day(due)
    assert child_year([child]) == (is_in, is_in)
