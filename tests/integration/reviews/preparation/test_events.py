"""Events and meetings of which the IRO is told, and the IRO's talks before a review."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts.models import OutgoingMail
from reporting.measures.base import Result, Scope, compute
from reporting.measures.registry import MEASURES
from reporting.periods import collection_year
from reviews.cycle.replay import replay_children
from reviews.events import actions, court
from reviews.events.actions import Notice
from reviews.models import SignificantEvent
from tests import factories as make
from tests.refusing import refused

TODAY = date(2025, 3, 17)


@pytest.fixture(autouse=True)
def monday(on_day):
    return on_day(TODAY)


def test_the_social_worker_tells_the_iro_who_answers(client_for, child, social_worker, iro, qa_manager):
    browser, page = client_for(social_worker), reverse("reviews:tell_event", args=[child.public_id])
    assertContains(browser.post(page, {}), "Select what it is", status_code=422)
    told = {
        "kind": "MISSING",
        "happens_on": "16/3/2025",
        "what": "Gone for a night",
        "answer_due_on": "19/3/2025",
    }
    early = browser.post(page, told | {"happens_on": "18/3/2025"})
    assertContains(early, actions.NOT_TO_COME, status_code=422)
    late = browser.post(page, told | {"answer_due_on": "14/3/2025"})
    assertContains(late, actions.DUE_BEFORE, status_code=422)
    assertContains(browser.post(page, told, follow=True), "Gone for a night")
    mail = OutgoingMail.objects.get()
    assert mail.to == iro and child.name not in mail.body
    theirs, event = client_for(iro), SignificantEvent.objects.get()
    assertContains(theirs.get("/"), "Your view is asked for by 19 March 2025")
    answer = reverse("reviews:answer_event", args=[event.public_id])
    when = {"on_day": "17", "on_month": "3", "on_year": "2025"}
    assertContains(theirs.post(answer, when), actions.SAY_SOMETHING, status_code=422)
    assertContains(theirs.post(answer, when | {"text": "Hold a strategy meeting"}, follow=True), "strategy")
    assertNotContains(theirs.get("/"), "Your view is asked for")
    seen = client_for(qa_manager).get(reverse("reviews:events", args=[child.public_id]))
    assertContains(seen, "Hold a strategy meeting")
    with refused(actions.ANSWERED):
        actions.answer(event=event, text="x", part="", on=TODAY, by=iro, today=TODAY)
    assertContains(
        theirs.get(reverse("reviews:child_reviews", args=[child.public_id])), "Events and meetings"
    )


def test_the_iro_records_what_nobody_told_and_their_part_in_meetings(client_for, child, iro, authority):
    browser, page = client_for(iro), reverse("reviews:tell_event", args=[child.public_id])
    own = {"kind": "HARM", "happens_on": "10/3/2025", "what": "Heard of it from the carer"}
    assertContains(browser.post(page, own, follow=True), "Not told")
    meeting = Notice("STRATEGY", TODAY - timedelta(days=3), "At the office", TODAY - timedelta(days=5))
    held = actions.tell(child=child, notice=meeting, by=iro, today=TODAY)
    actions.answer(event=held, text="", part="ATTENDED", on=TODAY, by=iro, today=TODAY)
    to_come = Notice("PLANNING", TODAY + timedelta(days=3), "By video", TODAY)
    actions.tell(child=child, notice=to_come, by=iro, today=TODAY)
    harm = SignificantEvent.objects.get(kind="HARM")
    with refused(actions.ONLY_MEETINGS, "part"):
        actions.answer(event=harm, text="", part="NOT", on=TODAY, by=iro, today=TODAY)
    assert not OutgoingMail.objects.exists()
    make.make_recorded_since(authority, "events", date(2024, 4, 1), iro)
    scope = Scope(authority, collection_year(2025))
    assert compute(MEASURES["events_told"], scope) == Result(2, 3, 0)
    assert compute(MEASURES["events_meetings"], scope) == Result(1, 1, 1)


def test_nobody_was_told_answered_or_talked_tomorrow(child, iro):
    tomorrow = TODAY + timedelta(days=1)
    with refused(actions.NOT_TO_COME, "told_on"):
        actions.tell(child=child, notice=Notice("HARM", TODAY, "Hurt", tomorrow), by=iro, today=TODAY)
    event = actions.tell(child=child, notice=Notice("HARM", TODAY, "Hurt", TODAY), by=iro, today=TODAY)
    with refused(actions.NOT_TO_COME, "on"):
        actions.answer(event=event, text="x", part="", on=tomorrow, by=iro, today=TODAY)
    talk = {"role": "SOCIAL_WORKER", "name": "Sol Carr", "points": ""}
    review = make.make_review(child, booked_for=tomorrow)
    with refused(actions.NOT_TO_COME, "on"):
        actions.record_talk(review=review, on=tomorrow, by=iro, today=TODAY, **talk)


def test_a_talk_with_the_social_worker_in_time_begins_the_record(client_for, child, iro, social_worker):
    replay_children([child.pk], today=TODAY)
    review = make.make_review(child, booked_for=date(2025, 4, 7), created_by=iro)
    browser, page = client_for(iro), reverse("reviews:review_talk", args=[review.public_id])
    talk = {"role": "SOCIAL_WORKER", "name": "Sol Carr", "points": "School is the worry"}
    when = {"on_day": "17", "on_month": "3", "on_year": "2025"}
    assertContains(browser.post(page, talk | when, follow=True), "School is the worry")
    assertContains(browser.post(page, talk | when | {"points": "again"}), actions.ALREADY, status_code=422)
    listed = reverse("reviews:invitations", args=[review.public_id])
    assertNotContains(client_for(social_worker).get(listed), "School is the worry")
    record = browser.get(reverse("reviews:record", args=[review.public_id]))
    assertContains(record, "the talk of 17 March 2025")


def test_care_proceedings_stand_with_their_hearings_and_the_iros_view_and_are_counted(
    client_for, child, iro, authority
):
    browser, page = client_for(iro), reverse("reviews:record_proceedings", args=[child.public_id])
    began = {"began_on_day": "2", "began_on_month": "12", "began_on_year": "2024", "guardian": "Gwen Lamb"}
    assertContains(browser.post(page, began | {"outcome": "CARE"}), court.NO_END, status_code=422)
    assertContains(browser.post(page, began, follow=True), "Gwen Lamb")
    assertContains(browser.post(page, began), court.RUNNING, status_code=422)
    for kind, day, text, part in (
        ("HEARING", date(2025, 1, 20), "", ""),
        ("FINAL_PLAN", date(2025, 2, 20), "I agree with the plan", ""),
        ("GUARDIAN", date(2025, 3, 3), "", "ATTENDED"),
    ):
        told = actions.tell(child=child, notice=Notice(kind, day, "At court", day), by=iro, today=TODAY)
        if text or part:
            actions.answer(event=told, text=text, part=part, on=TODAY, by=iro, today=TODAY)
    found = child.proceedings.get()
    ended = {"ended_on_day": "14", "ended_on_month": "3", "ended_on_year": "2025"}
    change = reverse("reviews:change_proceedings", args=[found.public_id])
    assertContains(browser.post(change, began | ended), court.OUTCOME_MISSING, status_code=422)
    seen = browser.post(change, began | ended | {"outcome": "CARE"}, follow=True)
    for words in ("20 January 2025", "I agree with the plan", "a care order", "26 weeks end on 2 June 2025"):
        assertContains(seen, words)
    other = make.make_child_in_care(authority, iro=iro)
    long = court.Course(date(2024, 6, 1), "", date(2025, 3, 10), "NONE")
    court.record(child=other, course=long, by=iro, today=TODAY)
    make.make_recorded_since(authority, "proceedings", date(2024, 4, 1), iro)
    scope = Scope(authority, collection_year(2025))
    assert compute(MEASURES["court_consulted"], scope) == Result(1, 1, 1)
    assert compute(MEASURES["court_guardian"], scope) == Result(1, 1, 1)
    assert compute(MEASURES["court_in_26_weeks"], scope) == Result(1, 2, 0)
