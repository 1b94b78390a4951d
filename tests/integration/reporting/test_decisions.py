"""Decisions as managers answered them: agreed, queried, objected to, silent. Silence is no agreement (PO-2,
PO-3)."""

from datetime import date

import pytest

from accounts.access.roles import Role
from reporting.measures.base import Result, Scope, compute_by
from reporting.measures.registry import MEASURES
from reporting.periods import collection_year
from reviews.models import DecisionAnswer
from tests import factories as make

pytestmark = pytest.mark.django_db

STATES = {
    "WAITING": {},
    "AGREED": {"answered_at": make.at(date(2025, 9, 12))},
    "QUERIED": {"answered_at": make.at(date(2025, 9, 12)), "reason": "Who pays?"},
    "OBJECTED": {"answered_at": make.at(date(2025, 9, 12)), "reason": "Not in the plan"},
    "LAPSED": {"lapsed_on": date(2025, 9, 18)},
}


@pytest.fixture
def sent(authority):
    """`sent("AGREED", …)`: decisions of one review, sent on 10 September 2025 and answered so."""
    iro = make.make_user(authority, Role.IRO)
    manager = make.make_user(authority, Role.TEAM_MANAGER)

    def send(*states, on=date(2025, 9, 10), team=None):
        child = make.make_child_in_care(authority, iro=iro)
        review = make.make_review(child, on)
        for state in states:
            over = dict(STATES[state])
            if "answered_at" in over:
                over["answered_by"] = manager
            decision = make.make_decision(review, iro)
            make.make_answer(
                decision, sent_by=iro, sent_on=on, due_on=date(2025, 9, 17), state=state, team=team, **over
            )

    return send


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("decisions_answered", Result(4, 6, 1)),
        ("decisions_agreed", Result(2, 6, 1)),
        ("decisions_queried", Result(1, 6, 1)),
        ("decisions_objected", Result(1, 6, 1)),
        ("decisions_lapsed", Result(2, 6, 1)),
    ],
)
def test_each_outcome_is_a_figure_of_its_own(sent, authority, ask, code, expected):
    sent("AGREED", "AGREED", "QUERIED", "OBJECTED", "LAPSED", "LAPSED", "WAITING")
    assert ask(code, authority, 2026) == expected


def test_answers_and_silence_make_up_the_whole(sent, authority, ask):
    sent("AGREED", "QUERIED", "LAPSED")
    answered, lapsed = ask("decisions_answered", authority, 2026), ask("decisions_lapsed", authority, 2026)
    assert answered.numerator + lapsed.numerator == answered.denominator == lapsed.denominator


def test_a_decision_sent_again_counts_each_time_and_the_words_say_so(sent, authority, ask):
    sent("OBJECTED")
    first = DecisionAnswer.objects.get()
    again = {"sent_by": first.sent_by, "sent_on": date(2025, 9, 15), "due_on": date(2025, 9, 22), "round": 2}
    done = {"answered_at": make.at(date(2025, 9, 16)), "answered_by": first.answered_by}
    make.make_answer(first.decision, state="AGREED", team=None, **again, **done)
    assert ask("decisions_agreed", authority, 2026) == Result(1, 2)
    measure = MEASURES["decisions_agreed"]
    assert (
        measure.unit == "decision sent"
        and "each time where one was changed and sent again" in measure.definition
    )


def test_what_still_waits_is_not_known(sent, authority, ask):
    sent("WAITING")
    found = ask("decisions_answered", authority, 2026)
    assert (found, found.value) == (Result(0, 0, 1), None)


def test_decisions_count_in_the_period_in_which_they_were_sent(sent, authority, ask):
    sent("AGREED", on=date(2025, 3, 31))
    sent("AGREED", on=date(2025, 4, 1))
    sent("AGREED", on=date(2026, 4, 1))
    assert ask("decisions_agreed", authority, 2026) == Result(1, 1)


def test_by_team_and_without_one(sent, authority):
    north = make.make_team(authority, name="North")
    sent("AGREED", "LAPSED", team=north)
    sent("AGREED")
    found = compute_by(MEASURES["decisions_lapsed"], Scope(authority, collection_year(2026)), "team")
    assert found == {"North": Result(1, 2), "not recorded": Result(0, 1)}


def test_another_councils_decisions_are_not_counted(sent, other_authority, ask):
    sent("AGREED")
    assert ask("decisions_agreed", other_authority, 2026) == Result(None, None)
