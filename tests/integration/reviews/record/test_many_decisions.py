"""A child with very many open decisions: the page of the record stays light, and what it has no room for is a
press away, keeps what was said of it, and is not forgotten when the record is completed.
"""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from accounts.models import User
from children.models import Child
from reviews import wording
from reviews.models import Decision, Review, ReviewSection
from reviews.models.review import ReviewStatus
from reviews.record.entry import FEWEST_DECISIONS, MOST_DECISIONS
from reviews.record.own import actions, states
from reviews.record.own.layout import AnswerKind, OwnQuestion
from tests import factories as make
from tests.integration.reviews.conftest import STARTED, answers_needed
from tests.integration.reviews.test_sections import address, typed
from tests.kept import kept

MANY = 60
MOST_BYTES = 120_000
ACTION = "Ask the nurse of the community team for a plan that helps with sleep, and talk about it at school"


@kept
def decisions(child: Child, iro: User, on_day: Callable[..., date]) -> list[Decision]:
    on_day(STARTED)
    earlier = make.make_review(child, STARTED - timedelta(days=150))
    return [
        make.make_decision(earlier, iro, action=f"{n} {ACTION}", due_on=STARTED + timedelta(days=n))
        for n in range(MANY)
    ]


@kept
def review(child: Child, decisions: list[Decision]) -> Review:
    return make.make_started_review(child, STARTED)


@kept
def browser(client_for: Callable[..., Client], iro: User) -> Client:
    return client_for(iro)


def said(decision: Decision, **answers: str) -> dict[str, dict[str, str]]:
    return {f"earlier-{decision.public_id}": answers}


def fates() -> dict[str, str]:
    section = ReviewSection.objects.get(key="decisions")
    return {key: chosen["fate"] for key, chosen in section.data["earlier"].items()}


def test_the_page_stays_light(browser, review):
    page = browser.get(address(review))
    assert len(page.content) < MOST_BYTES
    assertContains(page, f"{MANY - MOST_DECISIONS} more decisions are still open")
    assertContains(page, f"Choose what happens with {MANY - MOST_DECISIONS} decisions not shown yet")


def test_it_stays_light_with_all_questions_that_a_council_may_ask(
    child, decisions, qa_manager, client_for, iro
):
    """In the longest words."""
    draft, answers = actions.start_draft(authority=child.authority, by=qa_manager), states.MOST_ANSWERS
    for number in range(states.MOST_QUESTIONS):
        choices = tuple(f"{place}{'x' * 79}" for place in range(min(8, answers)))
        kind = AnswerKind.CHOICE if len(choices) > 1 else AnswerKind.DATE
        answers -= len(choices)
        question = OwnQuestion("", "health", f"{number}{'x' * 197}?", kind, "y" * 300, choices)
        actions.add_question(version=draft, question=question, title="", by=qa_manager)
    review = make.make_started_review(child, STARTED, record_version=draft)
    page = client_for(iro).get(address(review))
    assert len(page.content) < MOST_BYTES
    assertContains(page, f"{MANY - FEWEST_DECISIONS} more decisions are still open")


def test_the_others_are_shown_without_script_and_nothing_typed_is_lost(browser, review, decisions):
    last = decisions[-1]
    browser.post(address(review), typed(**said(last, fate="DONE", done_evidence="The nurse told me")))
    first = said(decisions[0], fate="CARRIED", due_on="1/9/2025")
    page = browser.post(
        address(review), typed(health={"about": "Well."}, **first) | {"change": "more:decisions"}
    )
    for words in (f"{MANY - 1} {ACTION}", "The nurse told me", "1/9/2025", "Well."):
        assertContains(page, words)
    assertNotContains(page, "still open.")


def test_what_was_said_of_one_that_is_not_on_the_page_stays(browser, review, decisions):
    first, last = decisions[0], decisions[-1]
    browser.post(address(review), typed(**said(last, fate="DONE", done_evidence="The nurse told me")))
    page = browser.get(address(review))
    assertContains(page, f"Choose what happens with {MANY - MOST_DECISIONS - 1} decisions not shown yet")
    version = page.context["begun_from"]
    browser.post(address(review), typed(version=version, **said(first, fate="CARRIED", due_on="")))
    assert fates() == {str(first.public_id): "CARRIED", str(last.public_id): "DONE"}


def test_one_on_the_page_is_taken_back_by_choosing_nothing(browser, review, decisions):
    browser.post(address(review), typed(**said(decisions[0], fate="CARRIED", due_on="")))
    version = browser.get(address(review)).context["begun_from"]
    browser.post(address(review), typed(version=version, **said(decisions[0], due_on="")))
    assert "earlier" not in ReviewSection.objects.get(key="decisions").data


def test_the_record_is_completed_once_each_was_seen(browser, review, decisions, team):
    """Whatever else is there: nothing is carried over unseen from this page."""
    given = answers_needed()
    needed: dict[str, Any] = {
        "wishes": given["wishes"],
        "attendance": {"child_came": "yes", "views": "spoke"},
        "attendees": given["attendance"]["attendees"],
        "plan": given["plan"] | {"permanence_plan": "foster"},
        "view": given["view"],
        "decisions": [],
    }

    def complete(some: Iterable[Decision]) -> HttpResponse:
        for decision in some:
            needed.update(said(decision, fate="CARRIED", due_on=""))
        return browser.post(address(review), typed(act="complete", **needed))

    assertContains(complete(decisions[:MOST_DECISIONS]), wording.MORE_DECISIONS, status_code=422)
    assert not ReviewSection.objects.exists()
    assert complete(decisions).status_code == 302
    review.refresh_from_db()
    assert review.status == ReviewStatus.COMPLETED


@pytest.mark.parametrize("fate", ["CARRIED", "DONE"])
def test_decisions_to_carry_over_count_as_ready_to_be_sent(browser, review, decisions, fate):
    evidence = {"done_evidence": "The nurse told me"} if fate == "DONE" else {"due_on": ""}
    browser.post(address(review), typed(**said(decisions[-1], fate=fate, **evidence)))
    panel = browser.get(address(review)).context["panel"]
    assert panel.to_send == (fate == "CARRIED")
