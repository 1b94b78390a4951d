"""Decisions sent before the record is complete: their own action, their own day, and the record stays
open.
"""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from reviews.meeting import actions as meeting
from reviews.meeting.states import NotNow
from reviews.models import Decision, DecisionAnswer, DecisionAtReview
from reviews.record import completing
from tests import factories as make
from tests.integration.reviews.conftest import ACTION, STARTED, answers_needed
from tests.integration.reviews.test_sections import typed
from tests.kept import kept

DAY = date(2025, 3, 26)


@kept
def browser(client_for, iro):
    return client_for(iro)


def send(browser, review, **over: Any):
    row = ACTION | {"due_on": "30/5/2025", "section": "health"}
    data = typed(act="send", **{"decisions": [row], **over})
    return browser.post(reverse("reviews:record", args=[review.public_id]), data, follow=True)


@kept
def review(child, on_day, team_manager):
    on_day(DAY)
    return make.make_started_review(child, STARTED)


def test_decisions_go_to_the_manager_while_the_record_stays_open(browser, review, client_for, team_manager):
    page = send(browser, review)
    assertContains(page, f"1 decision sent to {team_manager.name}. The record stays open.")
    review.refresh_from_db()
    assert review.status == "STARTED"
    task = DecisionAnswer.objects.get()
    assert (task.review, task.state, task.due_on) == (review, "WAITING", date(2025, 4, 2))
    assertContains(page, "Sent 26 March 2025")  # the clock of the decisions
    assertNotContains(page, 'name="decisions-0-action"')  # what is sent is not typed any more
    address = reverse("reviews:decision", args=[task.decision.public_id])
    assertContains(client_for(team_manager).get(address), ACTION["action"])
    assertContains(client_for(team_manager).get(reverse("reviews:decisions")), ACTION["action"])


def test_completing_afterwards_neither_makes_nor_sends_them_again(browser, review, iro, child):
    earlier = make.make_review(child, date(2025, 3, 5))
    old = make.make_decision(earlier, iro, action="Find a tutor", due_on=date(2025, 3, 20))
    fate = {f"earlier-{old.public_id}": {"fate": "CARRIED", "due_on": "1/9/2025"}}
    send(browser, review, **fate)
    assert DecisionAnswer.objects.count() == 2
    sent = list(DecisionAtReview.objects.filter(review=review).values_list("words", flat=True))
    for key, data in make_needed().items():
        make.make_section(review, key, iro, data=data, is_complete=True)
    review.sections.filter(key="decisions").update(is_complete=True)
    completing.complete(review=review, by=iro, today=DAY)
    assert DecisionAnswer.objects.count() == Decision.objects.count() == 2
    assert list(DecisionAtReview.objects.filter(review=review).values_list("words", flat=True)) == sent
    old.refresh_from_db()
    assert old.due_on == date(2025, 9, 1)


def test_the_end_says_how_many_were_sent_by_it(browser, review, iro):
    send(browser, review)
    DecisionAnswer.objects.update(sent_at=make.at(STARTED))
    for key, data in make_needed().items():
        make.make_section(review, key, iro, data=data, is_complete=True)
    review.sections.filter(key="decisions").update(is_complete=True)
    page = browser.post(reverse("reviews:check", args=[review.public_id]), follow=True)
    assertContains(page, "The record is complete.")
    assertNotContains(page, "decision sent to")  # it was sent before


def make_needed() -> dict[str, Any]:
    return {key: data for key, data in answers_needed().items() if key != "decisions"}


def test_a_second_decision_is_sent_by_itself(browser, review):
    send(browser, review)
    version = f"decisions.{review.sections.get().version}"
    row = ACTION | {"due_on": "30/5/2025", "action": "Find a tutor"}
    page = send(browser, review, decisions=[row], version=version)
    assertContains(page, "1 decision sent to")  # not those of before
    assert sorted(DecisionAnswer.objects.values_list("decision__action", flat=True)) == sorted(
        [ACTION["action"], "Find a tutor"]
    )


def test_a_window_from_before_sending_cannot_send_them_again(browser, review):
    send(browser, review)
    page = send(browser, review)  # the other window, with the same decision and the version it began from
    assert page.status_code == 409
    assert DecisionAnswer.objects.count() == Decision.objects.count() == 1


def test_nothing_to_send_is_said(browser, review):
    assertContains(send(browser, review, decisions=[]), "There is no decision to send", status_code=422)
    half = {"action": "Visit weekly"}
    page = send(browser, review, decisions=[half])
    assertContains(page, "Enter what will be better for the child", status_code=422)
    assert not Decision.objects.exists() and not review.sections.exists()


def test_a_start_is_not_undone_once_decisions_are_sent(browser, review, iro):
    send(browser, review)
    with pytest.raises(NotNow, match="have been sent"):
        meeting.undo_start(review=review, reason="By mistake", by=iro)
