"""What could be clearer in a decision, and what is clear enough to be left alone."""

from datetime import date

import pytest

from reviews.record.smart import prompts

CLEAR = {
    "outcome": "She sleeps through the night",
    "action": "Ask the nurse for a sleep plan",
    "owner": "Sol Marsh",
    "how_known": "The carer has the plan",
}
HELD = date(2026, 3, 2)


def said(due_on: date | None = None, **over: str) -> list[str]:
    return [p.part for p in prompts(CLEAR | over, due_on=due_on, started_on=HELD)]


def test_a_clear_decision_and_an_empty_one_are_left_alone():
    assert said(date(2026, 9, 2)) == []
    assert prompts({}, due_on=None, started_on=None) == []


@pytest.mark.parametrize(
    ("over", "part"),
    [
        ({"action": "Continue family time"}, "action"),
        ({"action": "To explore a move"}, "action"),
        ({"action": "Book the dentist ASAP"}, "action"),
        ({"action": "Write to the school as soon as possible"}, "action"),
        ({"outcome": "ask the nurse for  a sleep plan"}, "outcome"),
        ({"owner": "All"}, "owner"),
        ({"owner": "The team"}, "owner"),
        ({"owner": "TBC"}, "owner"),
        ({"how_known": "Yes"}, "how_known"),
        ({"how_known": "Ask the nurse for a sleep plan"}, "how_known"),
    ],
)
def test_what_is_vague_is_said_at_its_part(over, part):
    assert said(**over) == [part]


@pytest.mark.parametrize(
    "over",
    [
        {"owner": "Team manager"},
        {"owner": "All Saints School, Ms Bell"},
        {"action": "Support worker visits on Mondays"},
        {"action": "Book the supported visit"},
        {"how_known": "Checked at the midway check"},
    ],
    ids=str,
)
def test_what_only_looks_vague_is_left_alone(over):
    assert said(**over) == []


def test_a_day_after_the_next_review_is_asked_about():
    assert said(date(2026, 9, 3)) == ["due_on"]
    assert prompts(CLEAR, due_on=date(2030, 1, 1), started_on=None) == []
