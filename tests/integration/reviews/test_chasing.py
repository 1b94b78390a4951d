"""An IRO asks how far decisions are: ticked, by a day, one mail a worker; the reply lands on the decision."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts.models import OutgoingMail
from reviews.models import Decision, ProgressRequest
from tests import factories as make

TODAY = date(2025, 6, 2)
ADDRESS = "/decisions/ask/"


@pytest.fixture
def decisions(child, iro, on_day) -> list[Decision]:
    on_day(TODAY)
    review = make.make_review(child, date(2025, 3, 24))
    dates = (TODAY - timedelta(days=3), TODAY + timedelta(days=7), TODAY + timedelta(days=40))
    return [make.make_decision(review, iro, action=f"Action {n}", due_on=day) for n, day in enumerate(dates)]


def ask(browser, *decisions: Decision, due_on: str = "9/6/2025"):
    data = {"decision": [str(d.public_id) for d in decisions], "due_on": due_on, "question": "Is it booked?"}
    return browser.post(ADDRESS, data, follow=True)


def test_several_are_asked_about_with_one_mail_and_the_reply_stands_there(
    client_for, iro, decisions, social_worker
):
    browser = client_for(iro)
    page = browser.get(ADDRESS)
    assertContains(page, "Action 0")
    assertContains(page, "past its date")
    assertNotContains(page, "Action 2")
    assertContains(ask(browser, *decisions[:2]), "Asked for an update on 2 decisions.")
    mail = OutgoingMail.objects.get(to=social_worker)
    assert "2 decisions by 9 June 2025" in mail.subject
    address = reverse("reviews:progress", args=[decisions[0].public_id])
    assert address in mail.body
    client_for(social_worker).post(address, {"progress": "IN_PROGRESS", "note": "Booked for 12 June."})
    page = client_for(iro).get(reverse("reviews:decision", args=[decisions[0].public_id]))
    for words in ("asked on", "Answered.", "Is it booked?", "Booked for 12 June."):
        assertContains(page, words)
    assert OutgoingMail.objects.get(to=iro).subject == "You have an update on a decision"
    assert ProgressRequest.objects.filter(answer=None).count() == 1


def test_nobody_is_asked_twice_or_where_nobody_signs_in(client_for, iro, decisions, child):
    browser = client_for(iro)
    ask(browser, decisions[0])
    assertContains(ask(browser, decisions[0]), "already asked for")
    child.social_worker_allocations.update(ended_on=TODAY)
    assertContains(ask(browser, decisions[1]), "no social worker who signs in")
    assert ProgressRequest.objects.count() == 1


def test_what_is_missing_is_said(client_for, iro, decisions):
    browser = client_for(iro)
    assertContains(ask(browser), "Tick the decisions", status_code=422)
    assertContains(ask(browser, decisions[0], due_on="2/6/2025"), "must be after today", status_code=422)
    assert not ProgressRequest.objects.exists()
