"""What the records do not tell: the latest lawful day (RC-3), the day to which facts are known, short breaks,
adjournment.
"""

from dataclasses import replace

import pytest

from statute.clock_facts import ChildFacts
from tests.unit.statute.care import CALENDAR, care, clock, day, lines

LONG_AGO = "2017-05-01"
K = "2023-04-01"


def never(**over: str) -> ChildFacts:
    return care(LONG_AGO, known_from=K, **over)


@pytest.mark.parametrize(
    ("what", "facts", "as_at", "expected"),
    [
        ("RC-3 no review known, in time", never(), "2023-09-30", ["RC-1 - not_known"]),
        ("RC-3 no review known, too late", never(), "2023-10-01", ["RC-3 2023-09-30 overdue"]),
        ("RC-3 years later", never(), "2026-11-26", ["RC-3 2023-09-30 overdue"]),
        (
            "RC-3 first known review on 29 September",
            never(reviews="2023-09-29"),
            "2023-10-01",
            ["RC-1 - not_known 2023-09-29", "RC-3 2024-03-29 open"],
        ),
        (
            "RC-3 first known review on 3 October",
            never(reviews="2023-10-03"),
            "2023-10-03",
            ["RC-3 2023-09-30 late 2023-10-03", "RC-3 2024-04-03 open"],
        ),
        (
            "RC-3 left care after the latest day",
            care("2017-05-01/2023-11-01/E4A", known_from=K),
            "2024-01-01",
            ["RC-3 2023-09-30 missed"],
        ),
        (
            "RC-3 left care before it",
            care("2017-05-01/2023-09-30/E4A", known_from=K),
            "2024-01-01",
            ["RC-1 - not_known"],
        ),
        (
            "RC-3 left care before any return tells of it",
            replace(care("2022-05-05/2023-01-20/E4A", known_from=K, reviews="2022-05-28"), told_from=day(K)),
            "2024-01-01",
            ["RC-1 - not_known 2022-05-28", "RC-1 - not_known"],
        ),
        (
            "RC-3 an order in the known time brings the latest day forward",
            never(legal="E1:2023-05-02"),
            "2023-08-03",
            ["RC-7a 2023-08-02 overdue"],
        ),
        (
            "RC-3 an order in the known time, held late",
            never(legal="E1:2023-05-02", reviews="2023-09-19"),
            "2023-09-19",
            ["RC-7a 2023-08-02 late 2023-09-19", "RC-7a 2024-03-19 open"],
        ),
        (
            "RC-3 a later order changes nothing",
            never(legal="E1:2023-08-01"),
            "2023-10-01",
            ["RC-3 2023-09-30 overdue"],
        ),
        (
            "RC-3 the order ended after its latest day",
            never(legal="E1:2023-05-02/2023-08-10"),
            "2023-08-10",
            ["RC-7a 2023-08-02 missed", "RC-1 - not_known"],
        ),
        (
            "RC-3 placed for adoption before reviews are known",
            never(placements="A6:2023-02-01"),
            "2023-10-01",
            ["RC-1 - not_known", "RC-7b 2023-09-30 overdue"],
        ),
        (
            "RC-3 a year's return is missing",
            care("2020-01-06", reviews="2020-01-30 2020-04-28 2022-11-01", known_from="2022-04-01"),
            "2022-11-01",
            ["RC-3 2022-09-30 late 2022-11-01", "RC-3 2023-05-01 open"],
        ),
        (
            "RC-7 disruption",
            care(
                "2023-06-01",
                reviews="2023-06-20 2023-09-18 2024-03-30",
                placements="A6:2024-05-01/2024-09-08",
            ),
            "2024-09-08",
            ["RC-7b 2024-05-29 missed", "RC-7 2024-09-30 open"],
        ),
        (
            "RC-7a placed after the order's date",
            care(
                "2025-01-06",
                legal="E1:2025-08-31",
                placements="A6:2025-12-20",
                reviews="2025-01-30 2025-04-29 2025-07-15",
            ),
            "2026-01-10",
            ["RC-3 2026-01-15 void", "RC-7a 2025-11-30 missed", "RC-7b 2026-01-17 open"],
        ),
    ],
)
def test_turns(what: str, facts: ChildFacts, as_at: str, expected: list[str]) -> None:
    assert lines(clock(facts, as_at))[-len(expected) :] == expected, what


@pytest.mark.parametrize(
    ("as_at", "state", "reason"),
    [
        ("2025-09-30", "RC-1 - not_known", "already looked after on 1 April 2025"),
        ("2025-10-01", "RC-3 2025-09-30 overdue", "At the latest 6 months after 31 March 2025"),
    ],
)
def test_who_was_looked_after_before_the_first_day_known_has_six_months(
    as_at: str, state: str, reason: str
) -> None:
    facts = care("2025-04-01")
    facts = replace(facts, periods=(replace(facts.periods[0], is_start_known=False),))
    found = clock(facts, as_at)
    assert lines(found)[-1] == state
    assert reason in found[-1].reason


def test_only_the_review_after_the_first_known_one_is_assumed() -> None:
    facts = never(reviews="2023-06-10 2023-12-04 2024-05-20")
    found = [(str(c.due_on), c.assumed, c.number, c.kind.value) for c in clock(facts, "2024-05-20")]
    assert found == [
        ("None", False, None, "not known"),
        ("2023-12-10", True, None, "not known"),
        ("2024-06-04", False, None, "later"),
        ("2024-11-20", False, None, "later"),
    ]


@pytest.mark.parametrize(("as_at", "at_latest"), [("2023-09-30", False), ("2023-10-01", True)])
def test_the_latest_day_says_that_it_is_one(as_at: str, at_latest: bool) -> None:
    turn = clock(never(), as_at)[-1]
    assert turn.at_latest is at_latest
    assert turn.reason.startswith("At the latest 6 months after 31 March 2023") is at_latest


def test_a_review_known_before_a_missing_year_tells_what_kind_comes_after_it() -> None:
    facts = care("2020-01-06", reviews="2020-01-30 2020-04-28 2022-05-01 2022-10-30", known_from="2022-04-01")
    found = [(c.kind.value, c.state.value, c.assumed) for c in clock(facts, "2022-10-30")]
    assert found[2:] == [("later", "not_known", False), ("later", "met", False), ("later", "open", False)]


@pytest.mark.parametrize(
    ("held", "untold_from", "due"),
    [
        ("2025-12-20", None, "2026-06-20"),  # six months from the last review, before the 20 working days
        ("2025-12-20", "2026-01-01", "2026-06-26"),  # another may have been held until 31 March
    ],
)
def test_six_months_run_on_after_a_disruption_only_from_a_review_that_was_the_last(
    held: str, untold_from: str | None, due: str
) -> None:
    facts = care("2025-01-06", placements="A6:2025-12-01/2026-05-30", reviews=f"{SETTLED} {held}")
    if untold_from:
        facts = replace(facts, untold=((day(untold_from), day("2026-04-01")),))
    assert str(clock(facts, "2026-05-30")[-1].due_on) == due


@pytest.mark.parametrize(
    ("live_from", "number"),
    [
        ("2025-04-01", 3),
        ("2025-06-01", None),  # a review may have been held in April or May, which no record tells of
        (None, None),
    ],
)
def test_number_after_a_disruption_where_the_care_before_it_is_not_all_known(
    live_from: str | None, number: int | None
) -> None:
    facts = care(
        "2025-01-06", placements="A6:2025-05-10/2025-08-04", reviews="2025-01-30 2025-03-20 2025-06-02"
    )
    facts = replace(facts, known_until=day("2025-03-31"), live_from=day(live_from) if live_from else None)
    assert clock(facts, "2025-08-04")[-1].number == number


SETTLED = "2025-01-30 2025-04-29 2025-10-20"  # next due 20 April 2026


@pytest.mark.parametrize(
    ("what", "facts", "as_at", "last"),
    [
        ("not yet due", {}, "2026-04-20", "open"),
        ("due after the returns end", {}, "2026-04-21", "unconfirmed"),
        ("the portal is the live record", {"live_from": "2026-04-01"}, "2026-04-21", "overdue"),
        ("live since the due date", {"live_from": "2026-04-20"}, "2026-04-21", "overdue"),
        (
            "live from a later day on: it may have been held",
            {"live_from": "2026-05-01"},
            "2026-05-01",
            "unconfirmed",
        ),
        ("before the portal was live", {"live_from": "2026-05-01"}, "2026-04-30", "unconfirmed"),
        ("live for half a year, and nothing held", {"live_from": "2026-05-01"}, "2026-10-31", "overdue"),
        ("an in-year file", {"known_until": "2026-04-30"}, "2026-05-15", "overdue"),
        ("recorded in the portal", {"reviews": f"{SETTLED} 2026-04-15"}, "2026-05-15", "open"),
    ],
)
def test_after_the_last_return(what: str, facts: dict[str, str], as_at: str, last: str) -> None:
    child = care("2025-01-06", **{"known_until": "2026-03-31", "reviews": SETTLED, **facts})
    assert clock(child, as_at)[-1].state.value == last, what


LIVE_LATER = {"known_until": "2026-03-31", "live_from": "2026-11-01"}


@pytest.mark.parametrize(
    ("what", "child", "as_at", "last"),
    [
        ("nothing recorded yet", care("2025-01-06", reviews=SETTLED, **LIVE_LATER), "2026-11-26", []),
        (
            "a review since the portal is live",
            care("2025-01-06", reviews=f"{SETTLED} 2026-11-15", **LIVE_LATER),
            "2026-11-26",
            ["RC-1 - not_known 2026-11-15", "RC-3 2027-05-15 open"],
        ),
        (
            "nothing for half a year",
            care("2025-01-06", reviews=SETTLED, **LIVE_LATER),
            "2027-05-01",
            ["RC-3 2027-04-30 overdue"],
        ),
        (
            "left care since",
            care("2025-01-06/2026-11-20/E4A", reviews=SETTLED, **LIVE_LATER),
            "2026-11-26",
            [],
        ),
        (
            "a placement order since",
            care("2025-01-06", legal="E1:2026-11-10", reviews=SETTLED, **LIVE_LATER),
            "2026-11-26",
            ["RC-1 - not_known"],
        ),
    ],
)
def test_a_due_date_known_before_the_portal_was_live_stays_known(
    what: str, child: ChildFacts, as_at: str, last: list[str]
) -> None:
    turns = clock(child, as_at)
    assert lines(turns)[3:] == ["RC-3 2026-04-20 unconfirmed", *last], what
    assert [
        (a.closed_on, b.opened_on)
        for a, b in zip(turns, turns[1:], strict=False)
        if a.closed_on != b.opened_on
    ] == []


@pytest.mark.parametrize(
    ("what", "born", "expected"),
    [
        ("the next return is missing", "2015-05-01", "RC-2 2024-05-02 unconfirmed"),
        ("eighteen on the day to which returns tell", "2006-04-01", "RC-2 2024-05-02 void"),
    ],
)
def test_what_fell_due_in_the_time_of_a_missing_return_is_not_said_to_be_void(
    what: str, born: str, expected: str
) -> None:
    child = care("2024-01-08/2024-04-01/NK", born=born, reviews="2024-02-02")
    assert lines(clock(child, "2026-03-31"))[-1] == expected, what


AFTER = "2026-04-20 unconfirmed"
LATER = f"{SETTLED} 2026-05-10"


@pytest.mark.parametrize(
    ("what", "child", "expected"),
    [
        (
            "first after the returns, recorded in the portal",
            care("2025-01-06", reviews=LATER, known_until="2026-03-31"),
            [f"RC-3 {AFTER}", "RC-1 - not_known 2026-05-10", "RC-3 2026-11-10 open"],
        ),
        (
            "recorded, before the portal was live",
            care("2025-01-06", reviews=LATER, **LIVE_LATER),
            [f"RC-3 {AFTER}", "RC-1 - not_known 2026-05-10", "RC-3 2026-11-10 open"],
        ),
        (
            "more than half a year after it was due",
            care("2025-01-06", reviews=f"{SETTLED} 2026-11-15", known_until="2026-03-31"),
            [f"RC-3 {AFTER}", "RC-1 - not_known 2026-11-15", "RC-3 2027-05-15 open"],
        ),
        (
            "on the day after it was due",
            care("2025-01-06", reviews=f"{SETTLED} 2026-04-21", known_until="2026-03-31"),
            [f"RC-3 {AFTER}", "RC-1 - not_known 2026-04-21", "RC-3 2026-10-21 open"],
        ),
        (
            "in time",
            care("2025-01-06", reviews=f"{SETTLED} 2026-04-20", known_until="2026-03-31"),
            ["RC-3 2026-04-20 met 2026-04-20", "RC-3 2026-10-20 open"],
        ),
        (
            "returns tell of the due date",
            care("2025-01-06", reviews=LATER, known_until="2026-04-20"),
            ["RC-3 2026-04-20 late 2026-05-10", "RC-3 2026-11-10 open"],
        ),
        (
            "live since the due date",
            care("2025-01-06", reviews=LATER, known_until="2026-03-31", live_from="2026-04-20"),
            ["RC-3 2026-04-20 late 2026-05-10", "RC-3 2026-11-10 open"],
        ),
        (
            "all by hand, no returns",
            care("2025-01-06", reviews=LATER),
            ["RC-3 2026-04-20 late 2026-05-10", "RC-3 2026-11-10 open"],
        ),
        (
            "a first review: which number it has is not known",
            care("2026-03-25", reviews="2026-05-10", known_until="2026-03-31"),
            ["RC-1 2026-04-24 unconfirmed", "RC-1 - not_known 2026-05-10", "RC-3 2026-11-10 open"],
        ),
        (
            "under a placement order",
            care("2025-01-06", legal="E1:2026-01-15", reviews=LATER, known_until="2026-03-31"),
            ["RC-7a 2026-04-15 unconfirmed", "RC-7a - not_known 2026-05-10", "RC-7a 2026-11-10 open"],
        ),
        (
            "the first known review of returned breaks",
            care("2025-06-01", legal="V4:2025-06-01", reviews="2025-10-05", returned=True),
            ["RC-6 2025-09-01 not_known", "RC-6 - not_known 2025-10-05", "RC-6 2026-04-05 overdue"],
        ),
        (
            "breaks recorded by hand",
            care("2025-06-01", legal="V4:2025-06-01", reviews="2025-10-05"),
            ["RC-6 2025-09-01 late 2025-10-05", "RC-6 2026-04-05 overdue"],
        ),
    ],
)
def test_a_review_is_late_only_where_none_can_have_been_held_in_time(
    what: str, child: ChildFacts, expected: list[str]
) -> None:
    assert lines(clock(child, "2026-11-26" if "half" in what else "2026-10-01"))[-len(expected) :] == (
        expected
    ), what


def test_what_was_known_on_the_due_day_stays_when_a_later_review_is_recorded() -> None:
    before = care("2025-01-06", reviews=SETTLED, known_until="2026-03-31")
    after = care("2025-01-06", reviews=LATER, known_until="2026-03-31")
    for as_at in ("2026-03-31", "2026-04-20", "2026-04-21"):
        assert lines(clock(before, as_at)) == lines(clock(after, as_at)), as_at
    first, second = clock(after, "2026-11-01")[3:5]
    assert (str(first.closed_on), str(second.opened_on)) == ("2026-04-21", "2026-04-21")


def test_overdue_when_the_returns_ended_stays_overdue() -> None:
    child = care("2025-01-06", reviews="2025-01-30 2025-04-29", known_until="2026-03-31")
    assert lines(clock(child, "2026-11-26"))[-1] == "RC-3 2025-10-29 overdue"


def test_a_turn_that_ended_after_the_returns_is_not_said_to_be_missed() -> None:
    child = care("2025-01-06/2026-05-20/E4A", reviews=SETTLED, known_until="2026-03-31")
    assert lines(clock(child, "2026-11-26"))[-1] == "RC-3 2026-04-20 unconfirmed"


@pytest.mark.parametrize(
    ("what", "reviews", "as_at", "last", "complete_by"),
    [
        ("runs", "2026-01-29/?", "2026-02-10", "RC-1 2026-02-02 adjourned", "2026-02-26"),
        (
            "runs before the due day too",
            "2026-01-29/?",
            "2026-01-30",
            "RC-1 2026-02-02 adjourned",
            "2026-02-26",
        ),
        ("last day", "2026-01-29/?", "2026-02-26", "RC-1 2026-02-02 adjourned", "2026-02-26"),
        ("too long", "2026-01-29/?", "2026-02-27", "RC-1 2026-02-02 overdue", None),
        ("as it was then", "2026-01-29/2026-02-24", "2026-02-10", "RC-1 2026-02-02 adjourned", "2026-02-26"),
        ("begun late", "2026-02-03/?", "2026-02-10", "RC-1 2026-02-02 overdue", None),
        ("over Easter", "2026-01-20 2026-03-27/?", "2026-04-28", "RC-2 2026-04-20 adjourned", "2026-04-28"),
        ("over Christmas", "2025-12-12/?", "2026-01-14", "RC-1 2026-01-13 adjourned", "2026-01-14"),
    ],
)
def test_adjournment(what: str, reviews: str, as_at: str, last: str, complete_by: str | None) -> None:
    start = "2025-12-11" if "Christmas" in what else "2026-01-05"
    turn = clock(care(start, reviews=reviews), as_at)[-1]
    assert (lines([turn])[0], turn.complete_by) == (last, complete_by and day(complete_by)), what


def test_an_adjournment_past_the_last_known_bank_holidays_stops_nothing() -> None:
    """Its last day cannot be counted, so it is not said that there is time left."""
    year = CALENDAR.last_year
    child = care(f"{year - 1}-12-08", reviews=f"{year}-01-02 {year}-03-30 {year}-09-25 {year}-12-29/?")
    turn = clock(child, f"{year}-12-30")[-1]
    assert (lines([turn])[0], turn.complete_by) == (f"RC-3 {year + 1}-03-25 open", None)


def test_a_returned_series_of_breaks_that_is_over_is_not_said_to_be_missed() -> None:
    """Returns never hold the reviews of short breaks, so nobody knows whether one was held (RC-6)."""
    series = ("2025-01-04/2025-01-06/E8", "2025-05-03/2025-05-05/E8")
    child = care(
        *series,
        "2025-06-10",
        legal="V3:2025-01-04/2025-01-06 V3:2025-05-03/2025-05-05 V2:2025-06-10",
        returned=True,
    )
    assert lines(clock(child, "2025-06-20"))[0] == "RC-6 2025-04-04 not_known"


GAP = "2024-04-01/2025-04-01"
IN_2023 = "2023-05-30 2023-11-20"


def between(reviews: str, period: str = "2023-05-02", **over: str) -> ChildFacts:
    return care(period, reviews=reviews, known_from=K, **({"untold": GAP} | over))


LATE_IN_2023 = ["RC-1 2023-06-01 met 2023-05-30", "RC-2 2023-08-30 late 2023-11-20"]
"""What was certain before the stretch, and stays so whatever comes after it."""


@pytest.mark.parametrize(
    ("what", "facts", "as_at", "expected"),
    [
        (
            "due in it, the next review after it",
            between(f"{IN_2023} 2024-03-10 2025-06-02 2025-12-02"),
            "2026-03-31",
            [
                *LATE_IN_2023,
                "RC-3 2024-05-20 met 2024-03-10",
                "RC-3 2024-09-10 unconfirmed",
                "RC-1 - not_known 2025-06-02",
                "RC-3 2025-12-02 met 2025-12-02",
                "RC-3 2026-06-02 open",
            ],
        ),
        (
            "due in it, held after the latest day that follows it",
            between(f"{IN_2023} 2024-03-10 2025-10-02"),
            "2025-10-02",
            [
                *LATE_IN_2023,
                "RC-3 2024-05-20 met 2024-03-10",
                "RC-3 2024-09-10 unconfirmed",
                "RC-3 2025-09-30 late 2025-10-02",
                "RC-3 2026-04-02 open",
            ],
        ),
        (
            "due in it, and nothing known yet",
            between(f"{IN_2023} 2024-03-10"),
            "2025-09-30",
            [*LATE_IN_2023, "RC-3 2024-05-20 met 2024-03-10", "RC-3 2024-09-10 unconfirmed"],
        ),
        (
            "missed before it, for certain",
            between("2023-05-30"),
            "2025-04-01",
            ["RC-1 2023-06-01 met 2023-05-30", "RC-2 2023-08-30 missed", "RC-1 - not_known"],
        ),
        (
            "left before it",
            between("2023-05-30", "2023-05-02/2023-10-02/E4A"),
            "2026-03-31",
            ["RC-1 2023-06-01 met 2023-05-30", "RC-2 2023-08-30 missed"],
        ),
        (
            "came and left in it",
            between("", "2024-05-02/2024-10-02/E4A"),
            "2026-03-31",
            ["RC-1 - not_known"],
        ),
        (
            "came in it, first known review after it",
            between("2025-05-02", "2025-03-20"),
            "2025-05-02",
            ["RC-1 - not_known 2025-05-02", "RC-3 2025-11-02 open"],
        ),
        (
            "two reviews known of a year of which one was not read",
            between(f"{IN_2023} 2024-03-10 2024-12-02 2025-05-12"),
            "2025-05-12",
            [
                "RC-3 2024-09-10 unconfirmed",
                "RC-1 - not_known 2024-12-02",
                "RC-3 2025-06-02 met 2025-05-12",
                "RC-3 2025-11-12 open",
            ],
        ),
        (
            "due soon after a short one, and not held by then",
            between("2023-05-30 2023-08-20", untold="2023-11-01/2024-01-01"),
            "2024-02-25",
            ["RC-2 2023-08-30 met 2023-08-20", "RC-1 - not_known"],
        ),
        (
            "due soon after a short one, and held in time",
            between("2023-05-30 2023-08-20 2024-02-15", untold="2023-11-01/2024-01-01"),
            "2024-02-25",
            ["RC-3 2024-02-20 met 2024-02-15", "RC-3 2024-08-15 open"],
        ),
        (
            "the second review due soon after a short one: it may have been the third",
            between("2023-05-30 2023-08-20", untold="2023-06-20/2023-07-20"),
            "2023-08-25",
            ["RC-2 2023-08-30 met 2023-08-20", "RC-3 2024-02-20 open"],
        ),
        (
            "two stretches: what is certain in the time between stays",
            between("2023-05-30 2023-08-20", untold=f"{GAP} 2026-04-01/2027-04-01"),
            "2027-04-02",
            ["RC-3 2024-02-20 missed", "RC-3 2025-09-30 missed", "RC-1 - not_known"],
        ),
        (
            "an order in the time after it brings the latest day forward",
            between("2023-05-30 2023-08-20 2024-02-20", legal="E1:2025-05-02"),
            "2025-08-03",
            ["RC-3 2024-08-20 unconfirmed", "RC-7a 2025-08-02 overdue"],
        ),
        (
            "the portal was the live record then",
            between("2023-05-30 2023-08-20 2024-02-20", live_from="2024-04-01"),
            "2025-08-03",
            ["RC-3 2024-08-20 overdue"],
        ),
    ],
)
def test_a_stretch_without_a_return_leaves_what_was_before_it(
    what: str, facts: ChildFacts, as_at: str, expected: list[str]
) -> None:
    got = lines(clock(facts, as_at))
    assert got[-len(expected) :] == expected, (what, got)
