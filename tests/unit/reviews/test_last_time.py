"""Words of the last record that stand in this one are to be read again; short ones, and changed ones, not."""

from datetime import date
from uuid import uuid4

import pytest

from reviews.models import Decision, Review
from reviews.models.review import SectionKey as K
from reviews.record.contradictions import contradictions
from reviews.record.known.facts import Known

HEALTH = "Robin sleeps well, eats well and has seen the dentist."


@pytest.mark.parametrize(
    ("last", "now", "is_told"),
    [
        (HEALTH, HEALTH, True),
        (HEALTH, HEALTH.upper().replace(" ", "\n"), True),
        (HEALTH, f"{HEALTH} New glasses.", False),
        ("Well.", "Well.", False),
        ("", HEALTH, False),
    ],
)
def test_the_same_words_as_last_time_are_pointed_out(last, now, is_told):
    known = Known(None, {K.HEALTH: {"about": last}})
    found = contradictions(Review(), {K.HEALTH: {"about": now}}, [], known)
    assert [row.section.key for row in found] == ([K.HEALTH] if is_told else [])


@pytest.mark.parametrize("more", [{}, {"pledge_next": "The worker brings it"}])
def test_a_child_without_the_promise_is_followed_up(more):
    found = contradictions(Review(), {K.SUPPORT: {"pledge": "no", **more}}, [])
    assert [row.section.key for row in found] == ([] if more else [K.SUPPORT])


@pytest.mark.parametrize(
    ("made", "carried", "words"),
    [
        (
            ["Find a tutor", "find a  tutor."],
            [],
            ["“find a  tutor.” is in this record twice. Keep one of them."],
        ),
        (
            ["Find a tutor"],
            ["Find a tutor."],
            ["“Find a tutor” is made anew, and carried over as well. Keep one of them."],
        ),
        (["Find a tutor", "Find a school", "", ""], ["Find a home"], []),
    ],
)
def test_a_decision_that_is_said_twice_is_pointed_out(made, carried, words) -> None:
    data = {"decisions": {"decisions": [{"action": text} for text in made]}}
    earlier = [Decision(action=text, due_on=date(2026, 1, 1), public_id=uuid4()) for text in carried]
    found = contradictions(Review(), data, earlier)
    assert [row.text for row in found] == words
