"""An IRO asks how far decisions are: ticked, by a day, one mail a worker; the reply lands on the decision."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts.models import AuditEvent, AuthorityTerms, OutgoingMail
from children.people.standing_in import name_stand_in
from reviews import tasks
from reviews.decisions import chase_views
from reviews.models import Decision, ProgressRequest
from tests import factories as make
from tests.kept import kept

TODAY = date(2025, 6, 2)
ADDRESS = "/decisions/ask/"


@kept
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


def test_who_stands_in_asks_while_it_lasts(client_for, authority, other_iro, decisions, qa_manager, on_day):
    assertNotContains(client_for(other_iro).get(ADDRESS), "Action 0")
    name_stand_in(
        child=decisions[0].child,
        worker=make.worker_of(other_iro, authority),
        by=qa_manager,
        started_on=TODAY,
        last_day=TODAY + timedelta(days=7),
        reason="SICK",
        note="",
        today=TODAY,
    )
    assertContains(client_for(other_iro).get(ADDRESS), "Action 0")
    assertContains(ask(client_for(other_iro), decisions[0]), "Asked for an update on 1 decision.")
    on_day(TODAY + timedelta(days=8))
    assertNotContains(client_for(other_iro).get(ADDRESS), "Action 0")


def test_any_open_decision_can_be_asked_about_from_its_own_page(client_for, iro, decisions):
    browser, later = client_for(iro), decisions[2]
    page = browser.get(reverse("reviews:decision", args=[later.public_id]))
    assertContains(page, f"{ADDRESS}?all=yes&amp;decision={later.public_id}")
    page = browser.get(ADDRESS, {"all": "yes", "decision": str(later.public_id)})
    assertContains(page, f'id="ask-{later.public_id}" checked')
    data = {"decision": [str(later.public_id)], "due_on": "9/6/2025", "question": ""}
    page = browser.post(f"{ADDRESS}?all=yes", data, follow=True)
    assertContains(page, "Asked for an update on 1 decision.")


def test_those_of_one_child_stand_together_in_short_pages(client_for, iro, authority, decisions, monkeypatch):
    """The child whose decision waits longest first; a page asks about what it showed and no more."""
    other = make.make_child_in_care(authority, iro=iro)
    review = make.make_review(other, date(2025, 3, 24))
    for n in range(2):
        make.make_decision(review, iro, action=f"Other {n}", due_on=TODAY - timedelta(days=9 - 8 * n))
    browser = client_for(iro)
    shown = [of.child for of in browser.get(ADDRESS).context["children"]]
    assert shown == [other, decisions[0].child]
    assertContains(browser.get(ADDRESS), "All 2", count=2)
    monkeypatch.setattr(chase_views, "PER_PAGE", 2)
    assertNotContains(browser.get(ADDRESS), "Action 0")
    page = browser.get(ADDRESS, {"page": "2"})
    assertContains(page, "Action 0")
    assertNotContains(page, "Other 0")


def test_a_tick_for_a_child_or_a_page_asks_about_what_the_page_showed(
    client_for, iro, authority, social_worker, decisions
):
    child = decisions[0].child
    sent = {"child": [str(child.public_id)], "shown": [str(decisions[0].public_id)], "due_on": "9/6/2025"}
    page = client_for(iro).post(ADDRESS, sent, follow=True)
    assertContains(page, "Asked for an update on 1 decision.")
    assert ProgressRequest.objects.get().decision == decisions[0]
    sent = {"every": ["yes"], "shown": [str(d.public_id) for d in decisions[1:]], "due_on": "9/6/2025"}
    page = client_for(iro).post(f"{ADDRESS}?all=yes", sent, follow=True)
    assertContains(page, "Asked for an update on 2 decisions.")


def test_a_link_from_a_decision_shows_those_of_its_child_alone(client_for, iro, authority, decisions):
    other = make.make_child_in_care(authority, iro=iro)
    make.make_decision(make.make_review(other, date(2025, 3, 24)), iro, action="Other", due_on=TODAY)
    page = client_for(iro).get(ADDRESS, {"all": "yes", "decision": str(decisions[2].public_id)})
    assertContains(page, "Action 2")
    assertNotContains(page, "Other")
    assertContains(client_for(iro).get(ADDRESS, {"decision": "nothing"}), "Other")


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


# --- overdue decisions chase by themselves


@pytest.fixture
def asks(decisions, social_worker):
    """How many mails the social worker has had after each of these mornings."""

    def on(*days: date) -> list[int]:
        counts = []
        for day in days:
            tasks.chasing.chase_overdue(today=day)
            counts.append(OutgoingMail.objects.filter(to=social_worker).count())
        return counts

    return on


def test_a_decision_past_its_date_asks_by_itself_and_again(asks, decisions, iro, client_for, social_worker):
    monday = TODAY  # due on Friday 30 May; 2 June is the first working day after
    assert asks(monday, monday, monday + timedelta(days=6), monday + timedelta(days=7)) == [1, 1, 1, 2]
    request = ProgressRequest.objects.get()
    assert (request.decision, request.asked_by, request.chases) == (decisions[0], None, 1)
    kinds = AuditEvent.objects.filter(child_id=decisions[0].child_id).values_list("kind", flat=True)
    assert sorted(kinds) == ["decision.update_asked", "decision.update_chased"]
    page = client_for(iro).get(reverse("reviews:decision", args=[decisions[0].public_id]))
    assertContains(page, "The portal asked on")
    assertContains(page, "reminded 1 time")
    mail = OutgoingMail.objects.filter(to=social_worker).first()
    assert "past the date agreed" in mail.subject and "Action 0" not in mail.body


def test_an_answer_rests_it_and_is_told_to_the_iro(asks, decisions, iro, client_for, social_worker):
    asks(TODAY)
    address = reverse("reviews:progress", args=[decisions[0].public_id])
    client_for(social_worker).post(address, {"progress": "IN_PROGRESS", "note": "Booked."})
    assert OutgoingMail.objects.get(to=iro).subject == "You have an update on a decision"
    assert asks(TODAY + timedelta(days=1), TODAY + timedelta(days=6), TODAY + timedelta(days=7)) == [1, 1, 2]


def test_what_an_iro_asked_for_is_reminded_of_once_its_day_has_passed(asks, decisions, iro, client_for):
    ask(client_for(iro), decisions[0], due_on="4/6/2025")
    assert asks(TODAY, TODAY + timedelta(days=2), TODAY + timedelta(days=3)) == [1, 1, 2]


def test_a_council_that_does_not_want_it_is_left_alone(asks, decisions, authority, qa_manager):
    AuthorityTerms.objects.create(
        authority=authority,
        starts_on=TODAY,
        changes={"chase_decisions": False},
        reason="No",
    )
    assert asks(TODAY) == [0]


def test_a_decision_that_is_a_draft_or_closed_asks_nobody(asks, decisions):
    Decision.objects.filter(pk=decisions[0].pk).update(progress="DONE", closed_on=TODAY)
    assert asks(TODAY) == [0]
