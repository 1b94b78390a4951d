"""Reviews needed before an event: the vectors of RC-5 and RC-10, raised by people and found in the facts."""

from datetime import date
from typing import Any

import pytest

from statute.timescales import emergency_move_notice_due_on
from statute.triggers import Care, Outcome, Stretch, Trigger, TriggerKind, found, outcome

K = TriggerKind
START = date(2025, 6, 2)
BORN = date(2010, 1, 1)


def care(*placements: Stretch, **over: Any) -> Care:
    given = {
        "born_on": BORN,
        "started_on": START,
        "ended_on": None,
        "end_reason": "",
        "placements": placements,
        "legal": (Stretch("C2", START, None),),
    }
    return Care(**given | over)


def stay(code: str, start: date, end: date | None = None, why: str = "") -> Stretch:
    return Stretch(code, start, end, why)


PLAN = Trigger(K.PLAN_CHANGE, date(2026, 3, 12), date(2026, 3, 30))


@pytest.mark.parametrize(
    ("trigger", "held", "as_at", "expected"),
    [
        (PLAN, [date(2026, 3, 26)], date(2026, 3, 30), Outcome.MET),  # (a)
        (PLAN, [], date(2026, 3, 30), Outcome.BREACHED),  # (b)
        (
            PLAN,
            [date(2026, 7, 10)],
            date(2026, 7, 10),
            Outcome.BREACHED,
        ),  # (b), the clock is met apart from it
        (PLAN, [], date(2026, 3, 29), Outcome.WAITING),
        (
            Trigger(K.PLACEMENT_END, date(2026, 8, 28), date(2026, 8, 28), "Danger"),
            [],
            date(2026, 9, 1),
            Outcome.WAIVED,
        ),
    ],
)
def test_raised_by_people(trigger, held, as_at, expected):
    assert outcome(trigger, held, as_at=as_at) == expected


def test_notices_after_an_emergency_move(calendar):  # (c)
    assert emergency_move_notice_due_on(date(2026, 8, 28), calendar=calendar) == date(2026, 9, 14)


@pytest.mark.parametrize(
    ("held", "expected"),
    [([date(2026, 4, 29), date(2026, 7, 10)], Outcome.MET), ([date(2026, 4, 29)], Outcome.BREACHED)],
)
def test_a_move_by_the_council_is_found(held, expected):  # RC-10
    moved = care(stay("U6", START, date(2026, 7, 15), "CARPL"), stay("U4", date(2026, 7, 15)))
    (trigger,) = found(moved)
    assert (trigger.kind, trigger.needed_before) == (K.PLACEMENT_END, date(2026, 7, 15))
    assert outcome(trigger, held, as_at=date(2026, 8, 1)) == expected


def test_section_20_ending_away_from_home_is_found():  # (d)
    end = date(2026, 5, 1)
    ended = care(
        stay("U6", START, end),
        born_on=date(2008, 9, 1),
        ended_on=end,
        end_reason="E6",
        legal=(Stretch("V2", START, end),),
    )
    (trigger,) = found(ended)
    assert (trigger.kind, trigger.needed_before) == (K.S20_END_NOT_HOME, end)
    assert outcome(trigger, [date(2026, 2, 10)], as_at=end) == Outcome.BREACHED


def test_a_care_order_that_ended_away_from_home_is_not_the_end_of_section_20():  # (d)
    end = date(2026, 5, 1)
    order = (Stretch("C2", START, end),)
    assert not [*found(care(stay("U6", START, end), ended_on=end, end_reason="E6", legal=order))]


def test_a_remand_that_ended_counts_reviews_from_its_first_day():  # RC-11
    first, last = date(2026, 11, 27), date(2026, 12, 15)
    remand = care(stay("K1", first, last), started_on=first, legal=(Stretch("J1", first, last),))
    (trigger,) = found(remand)
    assert (trigger.kind, trigger.raised_on, trigger.needed_before) == (K.POLICE_REMAND_END, first, last)
    assert outcome(trigger, [first], as_at=last) == Outcome.MET


DAY = date(2026, 1, 5)


@pytest.mark.parametrize(
    ("facts", "kinds"),
    [
        (care(stay("U6", START, DAY), stay("P1", DAY)), {K.PLACEMENT_WITH_PARENT}),
        (care(stay("U6", START, DAY), stay("P1", DAY), legal=(Stretch("V2", START, None),)), set()),
        (care(stay("U6", START, DAY, "LAREQ"), stay("K3", DAY)), {K.PLACEMENT_END, K.TO_OTHER_ARRANGEMENTS}),
        (care(stay("H5", START, DAY), stay("K3", DAY)), set()),
        (care(stay("R5", START, DAY), stay("U6", DAY)), {K.CUSTODY_END}),
        (care(stay("R5", START, DAY), stay("U6", DAY), legal=(Stretch("V2", START, None),)), set()),
        (care(legal=(Stretch("C1", START, DAY), Stretch("E1", DAY, None))), {K.PLAN_CHANGE}),
        (care(for_adoption=(DAY,)), {K.PLAN_CHANGE}),
        (care(legal=(Stretch("C1", START, DAY), Stretch("C2", DAY, None))), set()),
        (care(stay("U6", START, DAY, "ALLEG"), stay("U4", DAY)), set()),
        (
            care(
                stay("U6", START, DAY, "CARPL"),
                stay("T1", DAY, date(2026, 1, 9)),
                stay("U6", date(2026, 1, 9)),
            ),
            {K.PLACEMENT_END},
        ),
        (care(ended_on=DAY, end_reason="E4A", legal=(Stretch("V2", START, DAY),)), set()),
        (
            care(ended_on=DAY, end_reason="E6", born_on=date(2008, 1, 5), legal=(Stretch("V2", START, DAY),)),
            set(),
        ),
    ],
)
def test_what_the_facts_say(facts, kinds):
    assert {trigger.kind for trigger in found(facts)} == kinds
