"""A series of short breaks is one clock from its first break (RC-6)."""

from datetime import date, timedelta

import pytest

from statute.clock_facts import ChildFacts
from statute.clock_segments import days_of_short_breaks
from statute.terms import TermsInForce
from tests.unit.statute.care import care, clock, day, lines


def breaks(*spans: str, then: str = "", reviews: str = "", returned: bool = False) -> ChildFacts:
    """A child in single breaks (V3), each `start/end`; `then`: other care (V2) from a day."""
    periods = [f"{text}/E8" if "/" in text else text for text in spans]
    legal = [f"V3:{text}" for text in spans]
    if then:
        periods.append(then)
        legal.append(f"V2:{then}")
    return care(*periods, legal=" ".join(legal), reviews=reviews, returned=returned)


SERIES = ("2025-04-05/2025-04-07", "2025-05-03/2025-05-05", "2025-06-07/2025-06-09")
FIVE = tuple(f"2026-0{n}-01/2026-0{n}-17" for n in range(1, 6))  # 16 days each; the 76th day is 12 May


@pytest.mark.parametrize(
    ("what", "facts", "as_at", "expected"),
    [
        ("one series", breaks(*SERIES), "2025-06-08", ["RC-6 2025-07-05 open"]),
        ("between two breaks", breaks(*SERIES), "2025-04-20", ["RC-6 2025-07-05 open"]),
        ("overdue between breaks", breaks(*SERIES), "2025-07-06", ["RC-6 2025-07-05 overdue"]),
        (
            "held after the last break",
            breaks(*SERIES, reviews="2025-07-01"),
            "2025-07-02",
            ["RC-6 2025-07-05 met 2025-07-01", "RC-6 2026-01-01 open"],
        ),
        (
            "held between breaks",
            breaks(*SERIES, reviews="2025-05-20"),
            "2025-06-08",
            ["RC-6 2025-07-05 met 2025-05-20", "RC-6 2025-11-20 open"],
        ),
        ("the last day of the gap", breaks(*SERIES), "2025-12-09", ["RC-6 2025-07-05 overdue"]),
        ("the gap has passed", breaks(*SERIES), "2025-12-10", ["RC-6 2025-07-05 void"]),
        (
            "the gap has passed after a review",
            breaks(*SERIES, reviews="2025-07-01"),
            "2026-03-31",
            ["RC-6 2025-07-05 met 2025-07-01", "RC-6 2026-01-01 void"],
        ),
        (
            "a break on the last day of the gap goes on",
            breaks(*SERIES, "2025-12-09", reviews="2025-07-01"),
            "2025-12-10",
            ["RC-6 2025-07-05 met 2025-07-01", "RC-6 2026-01-01 open"],
        ),
        (
            "a break after the gap is a new series",
            breaks(*SERIES, "2025-12-10", reviews="2025-07-01"),
            "2025-12-11",
            ["RC-6 2025-07-05 met 2025-07-01", "RC-6 2026-01-01 void", "RC-6 2026-03-10 open"],
        ),
        (
            "other care ends the series",
            breaks(*SERIES, then="2025-07-10"),
            "2025-07-10",
            ["RC-6 2025-07-05 void", "RC-8 2025-08-07 open"],
        ),
        (
            "what fell due before the last break ended was missed",
            breaks(*SERIES, "2025-07-12/2025-07-14", then="2025-08-01"),
            "2025-08-01",
            ["RC-6 2025-07-05 missed", "RC-8 2025-09-01 open"],
        ),
        ("the 17th day", breaks("2026-06-01"), "2026-06-17", ["RC-6 2026-09-01 open"]),
        ("the 18th day", breaks("2026-06-01"), "2026-06-18", ["RC-1 2026-06-29 open"]),
        ("ended on the 18th day", breaks("2026-06-01/2026-06-18"), "2026-06-18", ["RC-6 2026-09-01 open"]),
        (
            "a long break stands alone",
            breaks(SERIES[0], "2025-05-03/2025-05-23", SERIES[2]),
            "2025-06-08",
            ["RC-6 2025-07-05 void", "RC-1 2025-06-03 void", "RC-6 2025-09-07 open"],
        ),
        ("the 75th day", breaks(*FIVE), "2026-05-11", ["RC-6 2026-04-01 overdue"]),
        ("the 76th day", breaks(*FIVE), "2026-05-12", ["RC-6 2026-04-01 missed", "RC-1 2026-06-02 open"]),
        ("80 days in all", breaks(*FIVE), "2026-05-18", ["RC-6 2026-04-01 missed", "RC-1 2026-06-02 void"]),
        (
            "75 days and a sixteenth a year later",
            breaks(
                *(f"2026-0{n}-01/2026-0{n}-16" for n in (1, 2, 3, 4, 5)),
                "2026-09-01/2026-09-02",
                "2027-01-02/2027-01-17",
            ),
            "2026-08-01",
            ["RC-6 2026-04-01 overdue"],
        ),
        (
            "a series from a return",
            breaks(*SERIES, returned=True),
            "2025-07-06",
            ["RC-6 2025-07-05 not_known"],
        ),
        (
            "known from its first review on",
            breaks(*SERIES, reviews="2025-07-01", returned=True),
            "2025-07-02",
            ["RC-6 2025-07-05 met 2025-07-01", "RC-6 2026-01-01 open"],
        ),
        (
            "an agreed series (V4) from a return",
            care("2024-06-01", legal="V4:2024-06-01", returned=True),
            "2026-11-26",
            ["RC-6 2024-09-01 not_known"],
        ),
        (
            "an agreement of before reviews are known",
            care("2020-06-01", legal="V4:2020-06-01", known_from="2024-04-01", returned=True),
            "2026-11-26",
            ["RC-6 - not_known"],
        ),
        (
            "a long break from a return",
            breaks("2025-06-01", returned=True),
            "2025-06-18",
            ["RC-1 2025-06-27 not_known"],
        ),
        (
            "a long break from a return, long after its day",
            breaks("2025-06-01", returned=True),
            "2025-12-31",
            ["RC-1 2025-06-27 not_known"],
        ),
        (
            "the 76th day of a series from a return",
            breaks(*FIVE, returned=True),
            "2026-08-01",
            ["RC-6 2026-04-01 not_known", "RC-1 2026-06-02 void"],
        ),
        (
            "a long break from a return that is over",
            breaks("2025-06-01/2025-07-20", returned=True),
            "2025-09-01",
            ["RC-1 2025-06-27 not_known"],
        ),
        (
            "a long break of before reviews are known",
            care("2025-06-01", legal="V3:2025-06-01", known_from="2025-07-01", returned=True),
            "2026-08-01",
            ["RC-3 2025-12-30 not_known"],
        ),
        (
            "recorded in a long break from a return",
            breaks("2025-06-01", reviews="2025-06-20", returned=True),
            "2025-12-31",
            ["RC-1 2025-06-27 met 2025-06-20", "RC-2 2025-09-20 overdue"],
        ),
        (
            "a long break from a return that became other care may have had its review",
            care("2025-06-01", legal="V3:2025-06-01/2025-06-25 V2:2025-06-25", returned=True),
            "2025-12-24",
            ["RC-1 - not_known"],
        ),
        (
            "the latest lawful day after a long break from a return",
            care("2025-06-01", legal="V3:2025-06-01/2025-06-25 V2:2025-06-25", returned=True),
            "2025-12-25",
            ["RC-3 2025-12-24 overdue"],
        ),
        (
            "an agreement that goes on as single breaks is one clock",
            care("2026-05-01", legal="V4:2026-05-01/2026-06-01 V3:2026-06-01"),
            "2026-07-31",
            ["RC-6 2026-08-01 open"],
        ),
        (
            "single breaks that go on as an agreement are one clock from the first break",
            care(
                "2026-04-05/2026-04-07/E8 2026-05-01",
                legal="V3:2026-04-05/2026-04-07 V3:2026-05-01/2026-05-03 V4:2026-05-03",
            ),
            "2026-07-06",
            ["RC-6 2026-07-05 overdue"],
        ),
        (
            "a long break that became other care keeps its clock",
            care("2026-06-01", legal="V3:2026-06-01/2026-06-25 V2:2026-06-25"),
            "2026-06-26",
            ["RC-1 2026-06-29 open"],
        ),
    ],
)
def test_turns(what: str, facts: ChildFacts, as_at: str, expected: list[str]) -> None:
    assert lines(clock(facts, as_at)) == expected, what


def test_the_reason_names_the_first_break() -> None:
    assert clock(breaks(*SERIES), "2025-06-08")[0].reason.startswith(
        "3 months after the first short break on 5 April 2025"
    )
    assert clock(breaks(*SERIES), "2026-01-01")[0].void_reason == (
        "the last of the short breaks ended on 9 June 2025, by the day the review was due"
    )


def test_short_breaks_are_in_no_figure_and_later_care_is() -> None:
    life = care("2026-06-01", legal="V3:2026-06-01/2026-06-25 V2:2026-06-25", reviews="2026-06-20 2026-08-01")
    assert [c.counts for c in clock(life, "2026-08-02")] == [False, True, True]
    assert not any(c.counts for c in clock(breaks(*SERIES), "2026-01-01"))


LONG = "2026-06-01"
"""The first day of a break of 24 days, under the full clock, that turned into other care at once."""


LONG_THEN = care(f"{LONG}/2026-08-01", legal=f"V3:{LONG}/2026-06-25 V2:2026-06-25/2026-08-01")


@pytest.mark.parametrize(
    ("what", "facts", "on", "is_left_out"),
    [
        ("in a break", breaks(*SERIES), "2025-05-04", True),
        ("on the last day of a break", breaks(*SERIES), "2025-05-05", True),
        ("between two breaks", breaks(*SERIES), "2025-04-20", True),
        ("after the last break, while the series can go on", breaks(*SERIES), "2025-12-09", True),
        ("after the series, where no care began", breaks(*SERIES), "2025-12-10", True),
        ("after a long break", breaks("2025-06-01/2025-06-25"), "2025-07-02", True),
        ("after other care that began in a long break", LONG_THEN, "2026-08-10", False),
        ("before the first break", breaks(*SERIES), "2025-04-04", False),
        ("before other care", breaks(*SERIES, then="2025-07-20"), "2025-07-19", True),
        ("on the first day of other care", breaks(*SERIES, then="2025-07-20"), "2025-07-20", False),
        (
            "on the last day of a break that is the first of other care",
            care("2025-04-05", legal="V3:2025-04-05/2025-04-07 V2:2025-04-07"),
            "2025-04-07",
            False,
        ),
        (
            "on the day on which other care became a break",
            care("2025-04-05", legal="V2:2025-04-05/2025-06-07 V4:2025-06-07"),
            "2025-06-07",
            True,
        ),
        ("under an agreement", care("2025-04-05", legal="V4:2025-04-05"), "2025-08-07", True),
        ("in a break of 18 days", breaks("2025-06-01/2025-06-25"), "2025-06-20", True),
        ("on the last day of a break of 18 days", breaks("2025-06-01/2025-06-25"), "2025-06-25", True),
        (
            "in a long break before other care",
            care(LONG, legal=f"V3:{LONG}/2026-06-25 V2:2026-06-25"),
            "2026-06-24",
            True,
        ),
        (
            "in other care after a long break, though its turn began in it",
            care(LONG, legal=f"V3:{LONG}/2026-06-25 V2:2026-06-25"),
            "2026-06-28",
            False,
        ),
        (
            "on the 18th birthday, the last day of a series",
            care("2025-04-05", legal="V4:2025-04-05", born="2007-09-01"),
            "2025-09-01",
            True,
        ),
        (
            "after the 18th birthday, with an agreement that has no end",
            care("2025-04-05", legal="V4:2025-04-05", born="2007-09-01"),
            "2025-09-02",
            True,
        ),
        ("in ordinary care", care("2025-04-05", legal="C2:2025-04-05"), "2025-08-07", False),
    ],
)
def test_which_reviews_belong_to_short_breaks(
    what: str, facts: ChildFacts, on: str, is_left_out: bool
) -> None:
    found = days_of_short_breaks([day(on)], facts, as_at=day("2026-11-26"), terms=TermsInForce(()))
    assert (found == {day(on)}) == is_left_out, what


@pytest.mark.parametrize(
    "on", ["2025-04-20", "2025-05-05", "2025-06-08", "2025-12-01", "2026-06-24", "2026-06-30"]
)
def test_a_review_is_left_out_where_the_turn_that_it_ends_is(on: str) -> None:
    life = care(
        *(f"{text}/E8" for text in SERIES),
        LONG,
        legal=" ".join(f"V3:{text}" for text in (*SERIES, f"{LONG}/2026-06-25")) + " V2:2026-06-25",
        reviews=on,
    )
    left_out = days_of_short_breaks([day(on)], life, as_at=day("2026-11-26"), terms=TermsInForce(()))
    ended = next(c for c in clock(life, "2026-11-26") if c.held_on == day(on))
    assert ended.counts == (not left_out)


@pytest.mark.parametrize("length", [1, 9, 17])
def test_every_day_of_a_year_of_breaks_is_judged_as_the_day_it_is(length: int) -> None:
    """However the breaks fall, a day on which more than 75 of the last 12 months' days were spent away has
    the full clock.
    """
    start = date(2024, 1, 1)
    spans = [start + timedelta(days=n * 21) for n in range(17)]
    facts = breaks(*(f"{day_}/{day_ + timedelta(days=length)}" for day_ in spans))
    away = [d + timedelta(days=n) for d in spans for n in range(length)]
    for d in away[::5]:
        used = sum(
            1 for other in away if other <= d and (d - other).days < 366 - (other < date(2024, 2, 29) <= d)
        )
        running = clock(facts, str(d))[-1]
        assert (running.rule == "RC-1") == (used > 75), (d, used)


def test_a_birthday_ends_a_series() -> None:
    facts = care("2026-01-05/2026-01-07/E8", legal="V3:2026-01-05/2026-01-07", born="2008-02-01")
    assert lines(clock(facts, "2026-03-01")) == ["RC-6 2026-04-05 void"]
    assert clock(facts, "2026-03-01")[0].closed_on == day("2026-02-01")
