"""A review booked, moved and cancelled: the booking never moves the clock, and a late one says why."""

import re
import threading
from collections.abc import Callable
from datetime import date, time

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.lifecycle import NotNow
from accounts.models import AuditEvent, OutgoingMail, User
from children.models import Child
from reviews import wording
from reviews.cycle.current import running_cycle
from reviews.cycle.replay import replay_children
from reviews.meeting import actions, states
from reviews.meeting.actions import Booking
from reviews.models import Review
from reviews.models.review import ReviewFormat, ReviewStatus
from statute.formats import MeetingNeeded
from tests import factories as make
from tests.kept import kept

TODAY = date(2025, 3, 10)
DUE = date(2025, 3, 31)


@kept
def today(child: Child, on_day: Callable[..., date]) -> date:
    """A week after the start of care, with the clock replayed."""
    on_day(TODAY)
    replay_children([child.pk], today=TODAY)
    return TODAY


@kept
def browser(client_for: Callable[..., Client], iro: User) -> Client:
    return client_for(iro)


def typed(on: str, **over: str) -> dict[str, str]:
    return {
        "on": on,
        "at": "2.30pm",
        "place": "At school",
        "format": "meeting",
        "late_reason": "",
        "late_note": "",
        **over,
    }


def book(child: Child, on: date, by: User, **over: object) -> Review:
    today = over.pop("today", TODAY)
    return actions.book(child=child, booking=Booking(on=on, **over), by=by, today=today)


def test_page_shows_the_last_lawful_day_and_its_reason(browser, child, today):
    page = browser.get(reverse("reviews:book", args=[child.public_id]))
    assertContains(page, "31 March 2025")
    assertContains(page, running_cycle(child).reason)


def test_review_is_booked_and_the_due_date_does_not_move(browser, child, iro, today):
    page = browser.post(reverse("reviews:book", args=[child.public_id]), typed("24/3/2025"), follow=True)
    review = Review.objects.get()
    assertRedirects(page, reverse("reviews:review", args=[review.public_id]))
    assert (review.status, review.booked_for, review.place) == ("BOOKED", date(2025, 3, 24), "At school")
    assert (review.booked_time.hour, review.booked_time.minute) == (14, 30)
    assert running_cycle(child).due_on == DUE
    event = AuditEvent.objects.get(kind="review.booked")
    assert (event.by_id, event.child_id, event.target_id) == (iro.pk, child.pk, review.pk)


@pytest.mark.parametrize(("on", "is_said"), [("22/3/2025", True), ("21/3/2025", False), ("8/3/2025", False)])
def test_a_meeting_to_come_on_a_day_off_is_pointed_out(browser, child, today, on, is_said):
    page = browser.post(reverse("reviews:book", args=[child.public_id]), typed(on), follow=True)
    assert ("is not a working day" in page.content.decode()) is is_said
    assert Review.objects.filter(child=child).exists()


def test_last_lawful_day_itself_needs_no_reason(child, iro, today):
    assert book(child, DUE, iro).late_reason == ""


def test_booking_past_the_last_lawful_day_needs_a_reason(browser, child, today):
    address = reverse("reviews:book", args=[child.public_id])
    page = browser.post(address, typed("1/4/2025"))
    assertContains(page, wording.LATE_BOOKING.format(day="31 March 2025"), status_code=422)
    assert not Review.objects.exists()
    browser.post(address, typed("1/4/2025", late_reason="REPORT"))
    assert Review.objects.get().late_reason == "REPORT"
    assert running_cycle(child).due_on == DUE


def test_other_reason_is_to_be_named(browser, child, today):
    page = browser.post(
        reverse("reviews:book", args=[child.public_id]), typed("1/4/2025", late_reason="OTHER")
    )
    assertContains(page, "Enter the other reason", status_code=422)


def test_reason_of_a_booking_in_time_is_not_kept(child, iro, today):
    assert book(child, DUE, iro, late_reason="REPORT", late_note="x").late_reason_note == ""


@pytest.mark.parametrize(
    ("on", "says"),
    [
        (date(2030, 6, 15), "will be 18"),
        (date(2025, 3, 2), "not looked after on that day"),
    ],
)
def test_day_that_can_not_be_is_refused(child, iro, today, on, says):
    with pytest.raises(states.BadDate, match=says):
        book(child, on, iro, late_reason="OTHER")


def test_review_held_without_a_booking_is_booked_for_its_own_day(browser, child, today):
    page = browser.post(reverse("reviews:book", args=[child.public_id]), typed("7/3/2025"), follow=True)
    assertContains(page, "Now start its record")
    assert Review.objects.get().booked_for == date(2025, 3, 7)


def test_a_child_has_one_review_in_hand(child, iro, today):
    book(child, DUE, iro)
    with pytest.raises(NotNow, match=wording.ALREADY_IN_PROGRESS):
        book(child, DUE, iro)


@pytest.mark.parametrize(
    ("placement", "last_meeting", "says"),
    [
        ("U6", date(2025, 1, 6), "long-term foster"),
        ("U1", None, "at least once a year"),
        ("U1", date(2024, 3, 10), "at least once a year"),
        ("U1", date(2024, 9, 9), None),
    ],
)
def test_review_without_a_meeting(authority, iro, on_day, placement, last_meeting, says):
    on_day(TODAY)
    child = make.make_child_in_care(authority, iro=iro, started_on=date(2023, 3, 6), placement_type=placement)
    if last_meeting:
        make.make_review(child, last_meeting)
    if says:
        with pytest.raises(MeetingNeeded, match=says):
            book(child, date(2025, 3, 17), iro, format=ReviewFormat.NO_MEETING)
    else:
        assert book(child, date(2025, 3, 17), iro, format=ReviewFormat.NO_MEETING).format == "no_meeting"


def test_meeting_needed_is_told_beside_the_field(browser, child, today):
    page = browser.post(
        reverse("reviews:book", args=[child.public_id]), typed("24/3/2025", format="no_meeting")
    )
    assertContains(page, "Only a child in a designated long-term foster placement", status_code=422)


def test_booking_is_moved(browser, child, iro, today):
    review = book(child, date(2025, 3, 24), iro)
    address = reverse("reviews:change_booking", args=[review.public_id])
    assertContains(browser.get(address), "24/03/2025")
    assertContains(
        browser.post(address, typed("2/4/2025")), "after the last day allowed by law", status_code=422
    )
    browser.post(address, typed("2/4/2025", late_reason="CHILD", reason="The carer is away"))
    review.refresh_from_db()
    assert (review.booked_for, review.late_reason) == (date(2025, 4, 2), "CHILD")
    browser.post(address, typed("25/3/2025", late_reason="CHILD", reason="The carer is back"))
    review.refresh_from_db()
    assert (review.booked_for, review.late_reason) == (date(2025, 3, 25), "")
    days = [(move.was_for.day, move.moved_to.day, move.due_on == DUE) for move in review.moves.all()]
    assert days == [(24, 2, True), (2, 25, True)]
    page = browser.get(reverse("reviews:review", args=[review.public_id]))
    for words in ("Booked before", "2 April 2025", "The carer is away"):
        assertContains(page, words)


def test_moving_takes_a_reason_and_tells_those_who_sign_in(
    browser, child, iro, social_worker, qa_manager, today
):
    review = book(child, date(2025, 3, 24), qa_manager, place="4 Elm Road")
    address = reverse("reviews:change_booking", args=[review.public_id])
    moved = typed("25/3/2025", place="4 Elm Road")
    assertContains(browser.post(address, moved), "Enter why the review is moved", status_code=422)
    page = browser.post(address, moved | {"reason": "The school is shut"}, follow=True)
    assertContains(page, "An email goes to Quinn Marsh and Sol Carr. Tell everybody else who was invited.")
    event = AuditEvent.objects.get(kind="review.booking_changed")
    assert (event.reason, event.details) == ("The school is shut", {"was": "2025-03-24", "on": "2025-03-25"})
    mails = OutgoingMail.objects.filter(about_id=review.pk)
    assert {m.to_id for m in mails} == {qa_manager.pk, social_worker.pk}
    for mail in mails:
        assert "24 March 2025" in mail.body and "25 March 2025 at 2:30pm" in mail.body
        assert not any(word in mail.subject + mail.body for word in (child.forename, child.surname, "Elm"))


def test_another_format_alone_is_no_move(browser, child, iro, today):
    review = book(child, date(2025, 3, 24), iro, at=time(14, 30), place="At school")
    address = reverse("reviews:change_booking", args=[review.public_id])
    assert browser.post(address, typed("24/3/2025", format="series")).status_code == 302
    assert not review.moves.exists()
    assert not OutgoingMail.objects.exists()


def test_cancelling_tells_them_too(browser, child, iro, social_worker, today):
    review = book(child, date(2025, 3, 24), iro)
    browser.post(
        reverse("reviews:cancel", args=[review.public_id]), {"kind": "NOT_NEEDED", "reason": "Booked twice"}
    )
    assert [m.to for m in OutgoingMail.objects.all()] == [social_worker]


def test_a_booking_sent_as_the_page_gave_it_is_the_same_booking(browser, child, iro, today):
    review = book(child, date(2025, 3, 24), iro)
    Review.objects.filter(pk=review.pk).update(booked_time=time(14, 30), place="School")
    address = reverse("reviews:change_booking", args=[review.public_id])
    form = browser.get(address).context["form"]
    shown = {
        f.html_name: re.search(r' value="([^"]*)"', str(f)) for f in (form["on"], form["at"], form["place"])
    }
    sent = {name: found[1] for name, found in shown.items() if found}
    assert browser.post(address, sent | {"format": "meeting"}).status_code == 302
    review.refresh_from_db()
    assert (review.booked_for, review.booked_time, review.place) == (
        date(2025, 3, 24),
        time(14, 30),
        "School",
    )


def test_cancelled_review_says_why_and_the_clock_runs_on(browser, child, iro, today):
    review = book(child, date(2025, 3, 24), iro)
    address = reverse("reviews:cancel", args=[review.public_id])
    assertContains(browser.post(address, {"reason": " "}), "Enter why it is cancelled", status_code=422)
    assertContains(browser.post(address, {"reason": "Ill"}), "Select why it is not held", status_code=422)
    browser.post(address, {"kind": "NOT_HELD", "reason": "The carer is ill"})
    review.refresh_from_db()
    assert review.cancelled_as == "NOT_HELD"
    page = browser.get(reverse("reviews:review", args=[review.public_id]))
    assertContains(page, "It did not go ahead on its day: The carer is ill")
    assert (review.status, review.cancelled_reason) == (ReviewStatus.CANCELLED, "The carer is ill")
    assert running_cycle(child).due_on == DUE
    assert AuditEvent.objects.get(kind="review.cancelled").reason == "The carer is ill"
    with pytest.raises(NotNow, match="is cancelled"):
        actions.start(review=review, on=TODAY, by=iro, today=today)
    assert book(child, DUE, iro).status == ReviewStatus.BOOKED


def test_a_review_without_a_meeting_has_no_way_of_meeting(child, iro, today):
    review = make.make_review(child, booked_for=TODAY, format="no_meeting")
    assert actions.start(review=review, on=TODAY, by=iro, today=today, way="IN_PERSON").way == ""


def test_business_support_books_for_any_child(client_for, business_support, child, other_child, today):
    for one in (child, other_child):
        client_for(business_support).post(reverse("reviews:book", args=[one.public_id]), typed("24/3/2025"))
    assert Review.objects.count() == 2


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_two_who_book_at_once_one_is_told(child, iro, on_day):
    on_day(TODAY)
    barrier, told = threading.Barrier(2), []

    def go() -> None:
        try:
            barrier.wait(5)
            book(child, DUE, iro)
        except NotNow as refused:
            told.append(str(refused))
        finally:
            connection.close()

    pair = [threading.Thread(target=go) for _ in range(2)]
    for thread in pair:
        thread.start()
    for thread in pair:
        thread.join(20)
    assert Review.objects.count() == 1
    assert len(told) == 1 and told[0] == wording.ALREADY_IN_PROGRESS


def test_an_overdue_review_is_asked_only_for_the_reason(browser, child, today, on_day):
    on_day(date(2025, 4, 7))
    page = browser.post(reverse("reviews:book", args=[child.public_id]), typed("14/4/2025"))
    assertContains(page, wording.ALL_LATE.format(day="31 March 2025"), status_code=422)
    assertNotContains(page, "or an earlier day", status_code=422)


def test_a_due_date_that_is_not_known_is_said_once(browser, child, today):
    reason = "a review was due on 1 March 2025, and reviews are known only from 9 March 2025"
    child.review_cycles.update(state="not_known", due_on=None, last_working_day=None, reason=reason)
    page = browser.get(reverse("reviews:book", args=[child.public_id])).content.decode()
    assert f"The due date is not known: {reason}." in page
    for address in (
        reverse("children:child", args=[child.public_id]),
        reverse("reviews:list"),
        reverse("children:list"),
    ):
        text = " ".join(re.sub(r"<[^>]+>", " ", browser.get(address).content.decode()).split())
        assert "Not known" in text
        assert not re.search(r"not known:? not known", text, re.IGNORECASE)
