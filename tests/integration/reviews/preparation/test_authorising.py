"""A review out of time is talked about before; and an alert where the IRO service was not told in time."""

from datetime import date, timedelta

from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts.access.roles import Role
from accounts.models import OutgoingMail
from children.notifications import actions as notifications
from children.notifications.actions import Notice
from reporting.measures.base import Result, Scope, compute
from reporting.measures.registry import MEASURES
from reporting.periods import collection_year
from reviews.cycle.replay import replay_children
from reviews.meeting import authorising
from reviews.models import LateRequest, Review, ReviewCycle
from reviews.readiness.actions import effect
from tests import factories as make
from tests.kept import kept
from tests.refusing import refused

TODAY, DUE, LATE = date(2025, 3, 17), date(2025, 3, 31), date(2025, 4, 2)


@kept
def review(child, iro, on_day) -> Review:
    """Booked two days after the last lawful day."""
    on_day(TODAY)
    replay_children([child.pk], today=TODAY)
    return make.make_review(child, booked_for=LATE, late_reason="CHILD", created_by=iro)


def address(review: Review, name: str) -> str:
    return reverse(f"reviews:{name}", args=[review.public_id])


def test_what_was_asked_before_is_not_asked_again_when_the_record_starts(client_for, review, iro, on_day):
    on_day(LATE)
    Review.objects.filter(pk=review.pk).update(late_discussed=True, late_owner="FAMILY")
    form = client_for(iro).get(address(review, "start")).context["form"]
    said = [form[name].value() for name in ("late_reason", "owner", "discussed")]
    assert said == ["CHILD", "FAMILY", "yes"]


def test_the_qa_manager_decides_and_the_head_of_service_is_told(client_for, review, iro, qa_manager, team):
    head = make.make_user(review.child.authority, Role.HEAD_OF_SERVICE)
    make.make_line(team, head, Role.HEAD_OF_SERVICE)
    browser, theirs = client_for(iro), client_for(qa_manager)
    assertContains(browser.get(address(review, "review")), "Ask to hold it out of time")
    assertNotContains(theirs.get(address(review, "review")), "Decide on holding it out of time")
    page = browser.post(address(review, "ask_late"), {"why": "The child is away with school"}, follow=True)
    assertContains(page, "The QA manager is asked")
    assert [mail.to for mail in OutgoingMail.objects.all()] == [qa_manager]
    assertContains(theirs.get("/"), "Review is due by 31 March 2025 and booked for 2 April 2025: decide.")
    ReviewCycle.objects.filter(child=review.child, closed_on=None).update(state="overdue")
    assertContains(theirs.get("/"), "Review is due by 31 March 2025 and booked for 2 April 2025: decide.")
    assertContains(theirs.get(address(review, "answer_late")), "The child is away with school")
    with refused(authorising.ASKED):
        authorising.ask(review=review, why="x", by=iro, today=TODAY)
    said = {"answer": "AGREED", "note": "See the child before"}
    page = theirs.post(address(review, "answer_late"), said, follow=True)
    assertContains(page, "See the child before")
    assert {mail.to for mail in OutgoingMail.objects.all()} == {qa_manager, iro, head}
    assert not any(review.child.name in mail.body for mail in OutgoingMail.objects.all())
    review.refresh_from_db()
    assert review.late_discussed is True
    assertNotContains(theirs.get("/"), "decide.")
    with refused(authorising.NO_REQUEST):
        authorising.answer(review=review, answer="AGREED", note="", by=qa_manager, today=TODAY)


def test_nobody_decides_their_own_request_and_nothing_is_asked_in_time(review, iro, qa_manager):
    authorising.ask(review=review, why="x", by=qa_manager, today=TODAY)
    with refused(authorising.OWN):
        authorising.answer(review=review, answer="AGREED", note="", by=qa_manager, today=TODAY)
    LateRequest.objects.all().delete()
    Review.objects.update(booked_for=DUE)
    review.refresh_from_db()
    with refused(authorising.IN_TIME):
        authorising.ask(review=review, why="x", by=iro, today=TODAY)


def test_after_the_last_lawful_day_it_cannot_be_held_in_time_any_more(
    client_for, review, iro, qa_manager, on_day
):
    """What was answered before keeps its words."""
    authorising.ask(review=review, why="x", by=iro, today=TODAY)
    on_day(DUE)
    assertContains(client_for(qa_manager).get(address(review, "answer_late")), "Not agreed: hold it in time")
    on_day(DUE + timedelta(days=1))
    browser = client_for(qa_manager)
    page = browser.get(address(review, "answer_late"))
    assertNotContains(page, "hold it in time")
    assertContains(page, "Not agreed: hold it as soon as possible")
    page = browser.post(address(review, "answer_late"), {"answer": "REFUSED"}, follow=True)
    assertContains(page, "Not agreed: hold it as soon as possible")
    told = OutgoingMail.objects.get(to=iro)
    assert "due by 31 March 2025: not agreed: hold it as soon as possible." in told.body
    LateRequest.objects.update(answered_at=make.at(DUE))
    assertContains(browser.get(address(review, "review")), "Not agreed: hold it in time")


def test_an_agreement_is_counted_and_the_review_stays_late(review, iro, qa_manager, authority):
    authorising.ask(review=review, why="x", by=iro, today=TODAY)
    authorising.answer(review=review, answer="AGREED", note="", by=qa_manager, today=TODAY)
    Review.objects.update(status="COMPLETED", started_on=LATE, completed_on=LATE, held_on=LATE)
    replay_children([review.child_id], today=LATE + timedelta(days=1))
    make.make_recorded_since(authority, "late_requests", date(2025, 4, 1), iro)
    scope = Scope(authority, collection_year(2026))
    assert compute(MEASURES["late_authorised"], scope) == Result(1, 1, 0)
    assert compute(MEASURES["reviews_late"], scope).numerator == 1


def test_the_iro_alerts_the_manager_where_the_service_was_not_told_in_time(
    client_for, child, iro, qa_manager, on_day
):
    on_day(TODAY)
    child.periods.update(recorded_at=make.at(TODAY, 9, 0))
    browser, people = client_for(iro), reverse("children:people", args=[child.public_id])
    words = "Tell the manager that the IRO service was not told in time"
    assertContains(browser.get(people), words)
    assertNotContains(client_for(qa_manager).get(people), words)
    log = reverse("disputes:log", args=[child.public_id])
    form = browser.get(f"{log}?text=notification:{child.public_id}")
    assertContains(form, "The IRO service has not been told.")
    assertContains(form, "Notification of the IRO service late or missing")
    assertNotContains(browser.get(f"{log}?text=notification:no-id"), "has not been told")
    notice = Notice(date(2025, 3, 10), None, "EMAIL", delay_reason="LOST")
    notifications.record_notification(child=child, notice=notice, by=qa_manager, today=TODAY)
    form = browser.get(f"{log}?text=notification:{child.public_id}")
    assertContains(form, "The IRO service was told on 10 March 2025")
    notice = Notice(date(2025, 3, 4), None, "EMAIL")
    notifications.record_notification(child=child, notice=notice, by=qa_manager, today=TODAY)
    assertNotContains(browser.get(people), words)


def test_no_delay_is_told_where_it_is_not_known_by_when_the_review_is_due(review):
    assert effect(review.child, LATE) == (DUE, 2)
    ReviewCycle.objects.filter(child=review.child, closed_on=None).update(state="unknown")
    assert effect(review.child, LATE) == (None, None)
