"""States, void reasons, numbers and flags of the clock, and what messy records do to it."""

from dataclasses import replace

import pytest

from statute.clock_facts import ChildFacts, Clock, ReviewFact
from statute.review_clock import replay
from statute.terms import TermsInForce, tightened
from tests.unit.statute.care import CALENDAR, care, clock, day, lines

START = "2026-01-05"  # first review due Mon 2 Feb 2026
CHAIN = "2025-01-30 2025-04-29 2025-08-01"  # from a start on 6 Jan 2025; next due 1 Feb 2026


@pytest.mark.parametrize(
    ("what", "facts", "as_at", "state", "void_reason"),
    [
        ("due day included", care(START), "2026-02-02", "open", ""),
        ("the day after", care(START), "2026-02-03", "overdue", ""),
        ("held on the day", care(START, reviews="2026-02-02"), "2026-02-02", "met", ""),
        ("held the day after", care(START, reviews="2026-02-03"), "2026-02-03", "late", ""),
        ("held on the first day", care(START, reviews=START), START, "met", ""),
        (
            "held on the last day",
            care("2026-01-05/2026-01-20/E4A", reviews="2026-01-20"),
            "2026-03-01",
            "met",
            "",
        ),
        ("left after it was due", care("2026-01-05/2026-02-03/E4A"), "2026-02-03", "missed", ""),
        (
            "left on the due date",
            care("2026-01-05/2026-02-02/E4A"),
            "2026-02-02",
            "void",
            "ceased to be looked after on 2 February 2026, by the day the review was due",
        ),
        (
            "died",
            care("2026-01-05/2026-01-20/E2"),
            "2026-02-02",
            "void",
            "died on 20 January 2026, by the day the review was due",
        ),
        (
            "adopted",
            care("2026-01-05/2026-01-20/E11"),
            "2026-02-02",
            "void",
            "adopted on 20 January 2026, by the day the review was due",
        ),
        (
            "taken over",
            care("2026-01-05/2026-01-20/E3"),
            "2026-02-02",
            "void",
            "care taken over by another authority on 20 January 2026, by the day the review was due",
        ),
        ("leaves only later", care("2026-01-05/2026-02-10/E4A"), "2026-02-09", "overdue", ""),
        (
            "18 to come",
            care(START, born="2008-02-02"),
            START,
            "void",
            "18 on 2 February 2026, by the day the review was due",
        ),
        ("18 on a leap day", care(START, born="2008-02-29"), START, "open", ""),
        (
            "18 reached, still on the books",
            care(START, born="2008-02-02"),
            "2026-06-01",
            "void",
            "18 on 2 February 2026, by the day the review was due",
        ),
        ("18 the day after", care(START, born="2008-02-03"), "2026-02-02", "open", ""),
        ("18 the day after, not held", care(START, born="2008-02-03"), "2026-02-03", "missed", ""),
        ("held before 18", care(START, born="2008-02-01", reviews="2026-01-30"), "2026-06-01", "met", ""),
        ("nothing known", care("2020-06-01", known_from="2024-04-01"), "2024-09-30", "not_known", ""),
        (
            "nothing known for too long",
            care("2020-06-01", known_from="2024-04-01"),
            "2024-10-01",
            "overdue",
            "",
        ),
        (
            "nothing known, left",
            care("2020-06-01/2024-09-20/E4A", known_from="2024-04-01"),
            "2026-02-02",
            "not_known",
            "",
        ),
        (
            "first that is known",
            care("2020-06-01", reviews="2024-09-30", known_from="2024-04-01"),
            "2025-05-05",
            "not_known",
            "",
        ),
        (
            "started on the known-from day",
            care("2024-04-01", known_from="2024-04-01"),
            "2024-04-01",
            "open",
            "",
        ),
    ],
)
def test_first_turn(what: str, facts: ChildFacts, as_at: str, state: str, void_reason: str) -> None:
    first = clock(facts, as_at)[0]
    assert (first.state.value, first.void_reason) == (state, void_reason), what


@pytest.mark.parametrize(
    ("what", "facts", "as_at", "expected"),
    [
        (
            "RC-7a the CPR date is earlier: the turn goes on",
            care("2025-01-06", legal="E1:2025-12-01", reviews=CHAIN),
            "2026-01-01",
            ["RC-3 2025-10-29 met 2025-08-01", "RC-3 2026-02-01 open"],
        ),
        (
            "RC-7a the same day: the turn goes on",
            care("2025-01-06", legal="E1:2025-11-01", reviews=CHAIN),
            "2026-01-01",
            ["RC-3 2025-10-29 met 2025-08-01", "RC-3 2026-02-01 open"],
        ),
        (
            "RC-7a an order already past due changes nothing",
            care("2025-01-06", legal="E1:2026-03-01", reviews=CHAIN),
            "2026-03-02",
            ["RC-3 2026-02-01 overdue"],
        ),
        (
            "RC-7a an order on the first day",
            care("2026-01-05", legal="E1:2026-01-05"),
            START,
            ["RC-1 2026-02-02 open"],
        ),
        (
            "RC-7a second review under an order",
            care("2026-01-05", legal="E1:2026-01-05", reviews="2026-01-30"),
            "2026-01-30",
            ["RC-2 2026-04-30 open"],
        ),
        (
            "RC-7a the order has ended",
            care("2025-01-06", legal="E1:2025-08-31/2025-10-01", reviews=CHAIN),
            "2025-10-01",
            ["RC-3 2026-02-01 void", "RC-7a 2025-11-30 void", "RC-3 2026-02-01 open"],
        ),
        (
            "RC-7a the order has ended after its date",
            care("2025-01-06", legal="E1:2025-08-31/2025-12-01", reviews=CHAIN),
            "2025-12-01",
            ["RC-7a 2025-11-30 missed", "RC-3 2026-02-01 open"],
        ),
        (
            "RC-7a an order in two rows is one order",
            care("2025-01-06", legal="E1:2025-08-31/2025-10-01 E1:2025-10-01", reviews=CHAIN),
            "2025-10-01",
            ["RC-3 2026-02-01 void", "RC-7a 2025-11-30 open"],
        ),
        (
            "RC-7a of orders that overlap the first counts, and the longest lasts",
            care("2025-01-06", legal="E1:2025-08-31/2025-11-01 E1:2025-09-15/2025-10-01", reviews=CHAIN),
            "2025-11-01",
            ["RC-3 2026-02-01 void", "RC-7a 2025-11-30 void", "RC-3 2026-02-01 open"],
        ),
        (
            "RC-7a a second order while the first still runs changes nothing",
            care("2025-01-06", legal="E1:2025-08-31 E1:2025-10-15", reviews=CHAIN),
            "2025-11-01",
            ["RC-3 2026-02-01 void", "RC-7a 2025-11-30 open"],
        ),
        (
            "RC-7a a new order after the first had ended sets a date of its own",
            care("2025-01-06", legal="E1:2025-08-31/2025-09-10 E1:2025-10-15", reviews=CHAIN),
            "2025-11-01",
            ["RC-7a 2025-11-30 void", "RC-3 2026-02-01 void", "RC-7a 2026-01-15 open"],
        ),
        (
            "RC-7a a review on the day of the order counts under it",
            care("2025-01-06", legal="E1:2025-08-01", reviews=CHAIN),
            "2025-08-01",
            ["RC-7a 2026-02-01 open"],
        ),
        (
            "RC-7a not known stays not known",
            care("2020-06-01", legal="E1:2023-12-31", known_from="2024-04-01"),
            "2024-09-30",
            ["RC-1 - not_known"],
        ),
        (
            "RC-7b past due when placed",
            care("2025-01-06", placements="A6:2026-02-02", reviews=CHAIN),
            "2026-02-02",
            ["RC-3 2026-02-01 missed", "RC-7b 2026-03-02 open"],
        ),
        (
            "RC-7b due on the day of placing",
            care("2025-01-06", placements="A6:2026-02-01", reviews=CHAIN),
            "2026-02-01",
            ["RC-3 2026-02-01 void", "RC-7b 2026-03-01 open"],
        ),
        (
            "RC-7b placed on the first day",
            care("2026-01-05", placements="A4:2026-01-05"),
            START,
            ["RC-7b 2026-02-02 open"],
        ),
        (
            "RC-7b a review on the day of placing is the first under the adoption clock",
            care("2025-01-06", placements="A6:2025-12-01", reviews=f"{CHAIN} 2025-12-01"),
            "2025-12-01",
            ["RC-3 2026-02-01 void", "RC-7b 2025-12-29 met 2025-12-01", "RC-7b 2026-03-01 open"],
        ),
        (
            "RC-7b hospital is not a disruption",
            care(
                "2025-01-06",
                placements="A6:2025-12-01/2025-12-10 T1:2025-12-10/2025-12-14 A6:2025-12-14",
                reviews=CHAIN,
            ),
            "2025-12-20",
            ["RC-3 2026-02-01 void", "RC-7b 2025-12-29 open"],
        ),
        (
            "RC-7b back from hospital to the same adopters",
            care(
                "2025-01-06",
                placements="A6+:2025-12-01/2025-12-10 T1+:2025-12-10/2025-12-14 A6+:2025-12-14",
                reviews=CHAIN,
            ),
            "2025-12-20",
            ["RC-3 2026-02-01 void", "RC-7b 2025-12-29 open"],
        ),
        (
            "RC-7b from hospital to other adopters",
            care(
                "2025-01-06",
                placements="A6+:2025-12-01/2025-12-10 T1+:2025-12-10/2025-12-14 A4+:2025-12-14",
                reviews=CHAIN,
            ),
            "2025-12-20",
            ["RC-3 2026-02-01 void", "RC-7b 2025-12-29 void", "RC-7b 2026-01-11 open"],
        ),
        (
            "RC-7b placed with other adopters, after the first review was overdue",
            care("2025-01-06", placements="A4+:2025-12-01/2026-01-20 A6+:2026-01-20", reviews=CHAIN),
            "2026-01-20",
            ["RC-3 2026-02-01 void", "RC-7b 2025-12-29 missed", "RC-7b 2026-02-17 open"],
        ),
        (
            "RC-7b placed with other adopters, the four weeks and three months begin again",
            care(
                "2025-01-06",
                placements="A6+:2025-12-01/2026-01-20 A6+:2026-01-20",
                reviews=f"{CHAIN} 2025-12-22 2026-02-16",
            ),
            "2026-02-16",
            [
                "RC-3 2026-02-01 void",
                "RC-7b 2025-12-29 met 2025-12-22",
                "RC-7b 2026-03-22 void",
                "RC-7b 2026-02-17 met 2026-02-16",
                "RC-7b 2026-05-16 open",
            ],
        ),
        (
            "RC-7b another status with the same adopters",
            care("2025-01-06", placements="A4+:2025-12-01/2026-01-20 A6:2026-01-20", reviews=CHAIN),
            "2026-01-20",
            ["RC-3 2026-02-01 void", "RC-7b 2025-12-29 overdue"],
        ),
        (
            "RC-7b hospital beside a placement that goes on is not a disruption",
            care(
                "2025-01-06",
                placements="A6:2025-12-01 T1:2025-12-10/2025-12-14",
                reviews=CHAIN,
            ),
            "2025-12-20",
            ["RC-3 2026-02-01 void", "RC-7b 2025-12-29 open"],
        ),
        (
            "RC-7b returned before the review was due",
            care("2025-01-06", placements="A6:2025-12-01/2025-12-15 U4:2025-12-15", reviews=CHAIN),
            "2025-12-15",
            ["RC-7b 2025-12-29 void", "RC-7 2026-01-15 open"],
        ),
        (
            "RC-7b returned after it was due, the numbers go on",
            care("2025-01-06", placements="A6:2025-12-01/2026-02-01", reviews=f"{CHAIN} 2026-02-20"),
            "2026-02-20",
            ["RC-7b 2025-12-29 missed", "RC-7 2026-02-01 late 2026-02-20", "RC-3 2026-08-20 open"],
        ),
        (
            "RC-7b returned, only the first review had been held",
            care("2025-11-03", placements="A6:2025-12-05/2026-02-02", reviews="2025-11-28 2026-02-20"),
            "2026-02-20",
            ["RC-7b 2026-01-02 missed", "RC-7 2026-03-02 met 2026-02-20", "RC-3 2026-08-20 open"],
        ),
        (
            "RC-7b placed before anything is known",
            care("2020-06-01", placements="A6:2023-12-01", reviews="2024-05-01", known_from="2024-04-01"),
            "2024-05-01",
            ["RC-1 - not_known", "RC-7b - not_known 2024-05-01", "RC-7b 2024-11-01 open"],
        ),
        (
            "RC-7b returned where the numbers are not known",
            care(
                "2020-06-01",
                placements="A6:2025-12-01/2026-02-01",
                reviews="2025-10-01 2026-02-20",
                known_from="2024-04-01",
            ),
            "2026-02-20",
            ["RC-7 2026-02-27 met 2026-02-20", "RC-3 2026-08-20 open"],
        ),
        (
            "RC-6 short breaks follow a single period",
            care("2026-01-05", legal="V2:2026-01-05/2026-01-20 V4:2026-01-20"),
            "2026-01-20",
            ["RC-1 2026-02-02 void", "RC-6 2026-04-20 open"],
        ),
        (
            "RC-12 a review on the last day closes the period",
            care("2026-01-05/2026-02-02/E4A", reviews="2026-02-02"),
            "2026-03-01",
            ["RC-1 2026-02-02 met 2026-02-02"],
        ),
        (
            "RC-12 reviews after the end or on the 18th birthday do not count",
            care("2026-01-05/2026-02-02/E4A", born="2010-01-01", reviews="2026-02-03"),
            "2026-03-01",
            ["RC-1 2026-02-02 void"],
        ),
        ("no period of care", care(), "2026-03-01", []),
        ("a period that only starts later", care("2026-03-02"), "2026-03-01", []),
        ("a period after the 18th birthday", care("2026-01-05", born="2007-01-05"), "2026-03-01", []),
        ("a period that ends before it starts", care("2026-01-05/2026-01-05/E8"), "2026-03-01", []),
    ],
)
def test_turns_of_awkward_lives(what: str, facts: ChildFacts, as_at: str, expected: list[str]) -> None:
    found = lines(clock(facts, as_at))
    assert found[-len(expected) :] == expected if expected else found == [], what


def test_reasons_name_their_event_and_their_regulation() -> None:
    facts = care(
        "2025-01-06/2025-01-20/E4A",
        "2025-02-03",
        reviews="2025-02-28 2025-05-12",
        placements="A6:2026-01-05/2026-01-20",
        legal="E1:2025-06-01",
    )
    assert [c.reason for c in clock(facts, "2026-01-20")] == [
        "20 working days after becoming looked after on 6 January 2025; Regulation 33(1)",
        "20 working days after coming back into care on 3 February 2025; Regulation 33(1)",
        "3 months after the review of 28 February 2025; Regulation 33(2)",
        "6 months after the review of 12 May 2025; Regulation 33(2)",
        "3 months after the authority to place for adoption on 1 June 2025; Adoption Agencies Regulation "
        "36(1)",
        "4 weeks after the placement for adoption on 5 January 2026; Adoption Agencies Regulation 36(3)",
        "20 working days after the adoptive placement ended on 20 January 2026; Regulation 33(3)",
    ]


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (
            care("2025-02-03", legal="V4:2025-02-03"),
            "3 months after the first short break on 3 February 2025; Regulation 48",
        ),
        (
            care("2025-02-03", legal="V4:2025-02-03", reviews="2025-03-03"),
            "6 months after the review of 3 March 2025; Regulation 48",
        ),
        (
            care("2025-02-03", legal="V4:2025-02-03/2025-03-03"),
            "20 working days after the short breaks ended on 3 March 2025; Regulation 33(1)",
        ),
        (
            care("2025-02-03", legal="V3:2025-02-03/2025-03-03"),
            "20 working days after the short break began on 3 February 2025; Regulation 33(1); "
            "the break is too long for Regulation 48",
        ),
        (
            care("2020-02-03", known_from="2025-01-01"),
            "the clock started on 3 February 2020, and reviews are known only from 1 January 2025",
        ),
        (
            care("2020-02-03", reviews="2025-03-03", known_from="2024-04-01"),
            "6 months after the review of 3 March 2025; Regulation 33(2); "
            "assumed, because it is not known which review that was",
        ),
        (
            care("2009-12-10", born="2000-01-01"),
            "the bank holidays of 2009 are not in the calendar",
        ),
    ],
)
def test_reason_of_the_running_turn(facts: ChildFacts, reason: str) -> None:
    assert clock(facts, "2025-03-03")[-1].reason == reason


@pytest.mark.parametrize(
    ("facts", "as_at", "flags"),
    [
        (care("2026-01-05"), START, ()),
        (care("2026-10-30", reviews="2026-11-30"), "2026-11-30", ("clamped",)),
        (care("2020-03-30"), "2020-03-30", ("covid_period",)),  # RC-15, due in the period
        (care("2019-06-01", reviews="2019-06-20 2019-09-10 2020-05-05"), "2020-05-05", ()),
        (care("2020-06-01", known_from="2024-04-01"), "2024-05-01", ("number_not_known",)),
        (care("2026-01-05", legal="V3:2026-01-05/2026-01-30"), "2026-01-31", ("not_short_breaks",)),
        (care("2025-11-03", placements="A6:2025-12-05/2026-02-02"), "2026-02-02", ("after_disruption",)),
        (care("2009-12-10"), "2026-01-01", ("calendar_missing",)),
        (
            care("2020-06-01", placements="A6:2025-12-05/2026-02-02", known_from="2024-04-01"),
            "2026-02-02",
            ("number_not_known", "after_disruption"),
        ),
        (
            care(
                "2020-06-01",
                placements="A6:2025-12-05/2026-02-02",
                reviews="2025-12-20",
                known_from="2024-04-01",
            ),
            "2026-02-02",
            ("number_not_known", "after_disruption"),
        ),
    ],
)
def test_flags_of_the_running_turn(facts: ChildFacts, as_at: str, flags: tuple[str, ...]) -> None:
    assert clock(facts, as_at)[-1].flags == flags


def test_review_held_late_in_the_covid_period_is_flagged() -> None:
    cycle = clock(care("2020-03-02", reviews="2020-05-05"), "2020-05-05")[
        0
    ]  # RC-15: due 30 March, held in May
    assert (cycle.state.value, cycle.flags) == ("late", ("covid_period",))


def test_adoption_clock_numbers_its_own_reviews_and_cpr_goes_on_after_it() -> None:
    facts = care(
        "2025-01-06", placements="A6:2025-12-01/2026-02-02", reviews=f"{CHAIN} 2025-12-20 2026-02-20"
    )
    assert [(c.clock, c.number) for c in clock(facts, "2026-02-20")] == [
        (Clock.CPR, 1),
        (Clock.CPR, 2),
        (Clock.CPR, 3),
        (Clock.CPR, 4),
        (Clock.ADOPTION_PLACED, 1),
        (Clock.ADOPTION_PLACED, 2),
        (Clock.CPR, 4),
        (Clock.CPR, 5),
    ]


def test_calendar_that_ends_gives_no_date_and_no_guess() -> None:
    cycle = clock(care("2030-12-10", born="2020-01-01"), "2030-12-10")[0]
    assert (cycle.due_on, cycle.state.value, cycle.number) == (None, "not_known", 1)
    assert cycle.reason == "the bank holidays of 2031 are not in the calendar"
    later = clock(care("2030-06-03", born="2020-01-01", reviews="2030-06-20 2030-12-20"), "2031-06-30")[-1]
    assert (later.due_on, later.last_working_day) == (
        day("2031-06-20"),
        None,
    )  # the legal date needs no calendar
    held = clock(
        care("2030-06-03", born="2020-01-01", reviews="2030-06-20 2030-12-20 2031-06-25"), "2031-06-30"
    )
    assert (held[-2].state.value, held[-2].working_days_late) == ("late", None)


@pytest.mark.parametrize(
    ("reviews", "target"),
    [
        ("2026-01-30 2026-02-20", "2026-04-30"),  # RC-4 with the option off
        ("2026-01-30 2026-04-29", None),  # the ordinary second review, a day early
        ("2026-01-30 2026-05-11", None),
        ("2026-01-30", None),
    ],
)
def test_three_month_target_stays_after_an_extra_review(reviews: str, target: str | None) -> None:
    facts = care(START, reviews=reviews)
    kept = clock(facts, "2026-05-12", tightened(early_second_review="keep_target"))[-1]
    counts = clock(facts, "2026-05-12")[-1]
    assert kept.internal_target_on == (day(target) if target else None)
    assert counts.internal_target_on is None
    assert kept.due_on == counts.due_on  # never the legal date


def test_cautious_reading_counts_the_last_meeting() -> None:
    facts = care(START, reviews="2026-01-29/2026-02-24")
    cautious = clock(facts, "2026-02-24", tightened(review_date_basis="completed_on"))
    assert lines(cautious) == ["RC-1 2026-02-02 late 2026-02-24", "RC-2 2026-05-24 open"]


def test_old_turn_is_judged_by_the_terms_of_its_day() -> None:
    facts = care(START, reviews="2026-01-30 2026-04-29")
    terms = TermsInForce(((day("2026-02-01"), tightened(second_review_months=2, later_review_months=5)),))
    found = replay(facts, as_at=day("2026-04-29"), calendar=CALENDAR, terms=terms)
    assert lines(found) == [
        "RC-1 2026-02-02 met 2026-01-30",
        "RC-2 2026-04-30 met 2026-04-29",
        "RC-3 2026-09-29 open",
    ]


def test_tighter_authorised_interval_wins_over_cpr() -> None:
    facts = care("2025-01-06", legal="E1:2025-06-01", reviews=CHAIN)
    tight = clock(facts, "2025-08-01", tightened(authorised_later_months=5))[-1]
    assert (tight.rule, tight.due_on, tight.clock) == ("RC-7a", day("2026-01-01"), Clock.ADOPTION_AUTHORISED)


def test_reviews_that_fit_nowhere_change_nothing() -> None:
    facts = care(
        "2026-01-05/2026-02-10/E4A", reviews="2025-12-24 2026-01-30 2026-01-30 2026-02-11 2026-09-01"
    )
    assert lines(clock(facts, "2026-03-01")) == ["RC-1 2026-02-02 met 2026-01-30", "RC-2 2026-04-30 void"]
    adult = care(START, born="2008-02-01", reviews="2026-01-30 2026-02-01 2026-02-20")
    assert [str(c.held_on) for c in clock(adult, "2026-03-01") if c.held_on] == ["2026-01-30"]  # REV-5
    assert clock(care(reviews="2026-01-30"), "2026-03-01") == []


def test_review_on_the_day_two_periods_share_belongs_to_the_later() -> None:
    facts = care("2026-01-05/2026-01-20/E4A", "2026-01-20", reviews="2026-01-20")
    assert lines(clock(facts, "2026-01-20")) == [
        "RC-1 2026-02-02 void",
        "RC-8 2026-02-17 met 2026-01-20",
        "RC-2 2026-04-20 open",
    ]


def test_of_two_reviews_on_a_day_the_first_given_counts() -> None:
    facts = replace(
        care(START),
        reviews=(
            ReviewFact("one", day("2026-01-30"), day("2026-01-30")),
            ReviewFact("two", day("2026-01-30"), day("2026-01-30")),
        ),
    )
    assert [c.review_key for c in clock(facts, "2026-01-30")] == ["one", None]


def test_completed_before_it_started_counts_from_the_start() -> None:
    facts = replace(care(START), reviews=(ReviewFact(1, day("2026-01-30"), day("2026-01-29")),))
    assert clock(facts, "2026-01-30")[0].held_on == day("2026-01-30")


def test_overlapping_records_are_cut_so_that_nothing_counts_twice() -> None:
    facts = care(
        "2026-01-05/2026-03-10/E4A",
        "2026-03-01/2026-05-05/E4A",
        "2026-04-01",
        reviews="2026-01-30 2026-03-05",
    )
    cycles = clock(facts, "2026-06-01")
    assert [c.held_on for c in cycles if c.held_on] == [day("2026-01-30"), day("2026-03-05")]
    assert [c.period_start for c in cycles if c.closed_on is None] == [day("2026-05-05")]
    open_ended = care("2026-01-05", "2026-03-01", reviews="2026-01-30")
    assert {c.period_start for c in clock(open_ended, "2026-06-01")} == {day(START)}
