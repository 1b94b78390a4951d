"""The calendar of reviews, and the address that a calendar program reads without signing in."""

from datetime import date, time
from unittest.mock import patch

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts.access.roles import Role
from accounts.models import AuditEvent, OutgoingMail
from accounts.people import code_resets
from accounts.ui.posted import NONE_OF_THEM
from reviews.diary import away, feed
from reviews.joint.actions import hold_together
from reviews.models import CalendarFeed, DaysAway, Review
from tests import factories as make
from tests.kept import kept

TODAY = date(2025, 3, 10)
WEEK = "2025-03-17"


@kept
def booked(child, iro, authority, team, on_day) -> list[Review]:
    """Two reviews of one IRO on one day, 15 minutes apart in two places."""
    on_day(TODAY)
    second = make.make_child_in_care(authority, iro=iro, team=team, forename="Ash", surname="Vale")
    return [
        make.make_review(child, booked_for=date(2025, 3, 18), booked_time=time(10), place="4 Elm Road"),
        make.make_review(second, booked_for=date(2025, 3, 18), booked_time=time(11, 15), place="School"),
    ]


def test_week_shows_time_place_child_and_clash(client_for, iro, booked, child):
    page = client_for(iro).get(reverse("reviews:week", args=[WEEK]))
    for text in (
        "Week of 17 March 2025",
        child.name,
        "10am",
        "4 Elm Road",
        "1 clash",
        "15 minutes",
        "Ash Vale",
    ):
        assertContains(page, text)


def book(browser, child, at: str, place: str):
    data = {"on": "18/3/2025", "at": at, "place": place, "format": "meeting", "way": "IN_PERSON"}
    return browser.post(reverse("reviews:book", args=[child.public_id]), data, follow=True)


def test_who_books_is_told_at_once_what_clashes(client_for, iro, booked, authority, team, other_child):
    third, fourth = (
        make.make_child_in_care(authority, iro=iro, team=team, forename=name, surname="Ode")
        for name in ("Kit", "Lou")
    )
    browser = client_for(iro)
    page = book(browser, third, "10:30", "School")
    said = f"{iro.workers.get()} cannot be at both: this review and that of"
    assertContains(page, f"{said} {booked[0].child.name} at 10am, 4 Elm Road, overlap.")
    assertContains(page, f"{said} Ash Vale at 11:15am, School, overlap.")
    moved = reverse("reviews:change_booking", args=[third.reviews.get().public_id])
    data = {"on": "18/3/2025", "at": "12:30", "place": "Library", "format": "meeting", "reason": "A clash"}
    page = browser.post(moved, data | {"way": "IN_PERSON"}, follow=True)
    assertContains(page, "Ash Vale at 11:15am, School, are 15 minutes apart. Change one of the bookings.")
    assertNotContains(page, "Elm Road, overlap")
    assertNotContains(book(browser, fourth, "3pm", "School"), "cannot be at both")


def test_brothers_and_sisters_held_together_are_one_meeting(client_for, iro, booked, child):
    one, other = booked
    make.make_siblings(child, other.child)
    Review.objects.update(booked_time=time(10), place="School")
    browser = client_for(iro)
    data = {"on": "18/3/2025", "at": "10am", "place": "School", "format": "meeting", "reason": "x"}
    page = browser.post(
        reverse("reviews:change_booking", args=[one.public_id]), data | {"way": ""}, follow=True
    )
    assertContains(page, "Hold them together if they are one meeting.")
    assertContains(browser.get(reverse("reviews:week", args=[WEEK])), "1 clash")
    hold_together(reviews=booked, by=iro)
    assertNotContains(browser.get(reverse("reviews:week", args=[WEEK])), "1 clash")


def test_month_shows_bank_holidays(client_for, iro, booked):
    page = client_for(iro).get(reverse("reviews:month", args=["2025-04"]))
    assertContains(page, "Bank holiday", count=2)
    assertContains(client_for(iro).get(reverse("reviews:month", args=["2025-03"])), "Ash Vale")


@pytest.mark.parametrize("name", ["2025-13", "1800-01", "x"])
def test_no_such_month(client_for, iro, name):
    assert client_for(iro).get(reverse("reviews:month", args=[name])).status_code == 404


def test_another_iro_sees_none_of_it(client_for, other_iro, booked):
    page = client_for(other_iro).get(reverse("reviews:week", args=[WEEK]))
    assertNotContains(page, "Ash Vale")
    assertNotContains(page, "clash<")


def test_those_who_see_the_council_choose_one_iro(
    client_for, qa_manager, booked, iro, other_iro, other_child
):
    other = make.make_review(other_child, booked_for=date(2025, 3, 19), place="Library")
    browser, worker = client_for(qa_manager), iro.workers.get()
    assertContains(browser.get(reverse("reviews:week", args=[WEEK])), other.place)
    page = browser.get(reverse("reviews:week", args=[WEEK]) + f"?iro={worker.public_id}")
    assertNotContains(page, other.place)
    assertContains(page, "Ash Vale")


def test_number_of_queries_is_fixed(client_for, iro, booked, authority, team, django_assert_max_num_queries):
    for _ in range(4):
        more = make.make_child_in_care(authority, iro=iro, team=team)
        make.make_review(more, booked_for=date(2025, 3, 20), booked_time=time(10))
    browser = client_for(iro)
    with django_assert_max_num_queries(20):
        assert browser.get(reverse("reviews:week", args=[WEEK])).status_code == 200


def made(browser, iro) -> str:
    page = browser.post(reverse("reviews:calendar_address"), {"make": "1"}, follow=True)
    key = feed.key_of(CalendarFeed.objects.get(user=iro))
    assertContains(page, f"/calendar/{key}.ics")
    return reverse("reviews:calendar_feed", args=[key])


def test_feed_names_no_child_no_place_and_no_number(client_for, iro, booked, child):
    address = made(client_for(iro), iro)
    answer = client_for(None).get(address)
    text = answer.content.decode()
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert text.count("BEGIN:VEVENT") == 2 and "DTSTART:20250318T100000Z" in text and "SUMMARY:Review" in text
    told = text.replace("\r\n ", "")
    for secret in (child.forename, child.surname, child.number, "Elm", "School", str(booked[0].public_id)):
        assert secret not in told
    assert str(child.public_id) not in told


def test_a_new_address_stops_the_old_one_and_stopping_stops_it(client_for, iro, booked):
    browser = client_for(iro)
    first = made(browser, iro)
    second = made(browser, iro)
    assert first != second
    assert client_for(None).get(first).status_code == 404
    assert NONE_OF_THEM in browser.post(reverse("reviews:calendar_address"), follow=True).text
    assert client_for(None).get(second).status_code == 200
    browser.post(reverse("reviews:calendar_address"), {"stop": "1"})
    assert client_for(None).get(second).status_code == 404
    kinds = AuditEvent.objects.filter(kind__startswith="calendar.").values_list("kind", flat=True)
    assert sorted(kinds) == ["calendar.address_made"] * 2 + ["calendar.address_stopped"]


def test_what_the_table_holds_is_not_enough_and_a_leaver_has_no_feed(client_for, iro, booked):
    address = made(client_for(iro), iro)
    row = CalendarFeed.objects.get()
    assert (
        client_for(None).get(reverse("reviews:calendar_feed", args=[row.nonce + "0" * 64])).status_code == 404
    )
    iro.memberships.update(ended_on=TODAY)
    assert client_for(None).get(address).status_code == 404


def test_an_address_goes_on_after_the_key_of_the_portal_was_replaced(client_for, iro, booked, settings):
    address = made(client_for(iro), iro)
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another key that is long enough for everybody"
    assert client_for(None).get(address).status_code == 404
    settings.SECRET_KEY_FALLBACKS = [old]
    assert client_for(None).get(address).status_code == 200


def test_signed_out_everywhere_the_calendar_address_ends_too(client_for, iro, administrator, booked):
    browser, stranger = client_for(iro), client_for(None)
    address = made(browser, iro)
    sessions, end = reverse("accounts:sessions"), reverse("accounts:end_other_sessions")
    assertContains(browser.get(sessions), "calendar program reads your reviews ends too")
    with patch("accounts.sign_in.views.is_reauthentication_required", return_value=False):
        assertContains(browser.post(end, follow=True), "The address of your calendar has ended too.")
        assert stranger.get(address).status_code == 404
        assertNotContains(browser.post(end, follow=True), "The address of your calendar")
    ended, nothing = AuditEvent.objects.filter(kind="person.sessions_ended").order_by("pk")
    assert ended.details["addresses_ended"] == 1 and "addresses_ended" not in nothing.details
    stopped = AuditEvent.objects.get(kind="calendar.address_stopped")
    assert (stopped.by_id, stopped.authority_id) == (iro.pk, iro.memberships.get().authority_id)
    address = made(browser, iro)
    client_for(administrator).post(reverse("accounts:sign_out_person", args=[iro.public_id]))
    assert stranger.get(address).status_code == 404
    told = OutgoingMail.objects.filter(to=iro).latest("pk")
    assert "The address of your calendar has ended too." in told.body


def test_codes_reset_the_calendar_address_ends_and_the_mail_says_so(client_for, iro, administrator, booked):
    address, council = made(client_for(iro), iro), iro.memberships.get().authority
    TOTP.activate(iro, generate_totp_secret())
    reset = code_resets.ask(person=iro, authority=council, reason="Phone lost", by=administrator, today=TODAY)
    code_resets.confirm(reset=reset, by=make.make_user(council, Role.ADMINISTRATOR))
    assert client_for(None).get(address).status_code == 404
    assert (
        "The address of your calendar has ended too." in OutgoingMail.objects.filter(to=iro).latest("pk").body
    )


def test_own_days_away_stand_in_the_calendar_and_are_pointed_out(
    client_for, booked, child, iro, business_support
):
    browser, page = client_for(iro), reverse("reviews:days_away")
    given = {"first": "18/3/2025", "last": "19/3/2025"}
    assertContains(browser.get(reverse("reviews:week_now")), "Your days away")
    assertContains(browser.post(page, given | {"last": "17/3/2025"}), away.ENDS_FIRST, status_code=422)
    assertContains(browser.post(page, given | {"last": "17/3/2027"}), away.TOO_LONG, status_code=422)
    assertContains(browser.post(page, given, follow=True), "18 March 2025 to 19 March 2025")
    assertContains(browser.post(page, given | {"x": "1"}), away.OVERLAPS, status_code=422)
    week = reverse("reviews:week", args=[WEEK])
    assertContains(client_for(business_support).get(week), "Away: Iris Reed", count=2)
    move = reverse("reviews:change_booking", args=[booked[0].public_id])
    sent = {"on": "19/3/2025", "format": "meeting", "reason": "School asked"}
    answer = client_for(business_support).post(move, sent, follow=True)
    assertContains(answer, "Iris Reed is away on 19 March 2025.")
    row = DaysAway.objects.get()
    remove = reverse("reviews:remove_days_away", args=[row.pk])
    assert client_for(business_support).post(remove).status_code == 404
    browser.post(remove)
    assertNotContains(browser.get(week), "Away:")


def test_who_is_no_worker_has_no_days(client_for, qa_manager):
    assertContains(client_for(qa_manager).get(reverse("reviews:days_away")), away.NO_WORKER)
    assertNotContains(client_for(qa_manager).get(reverse("reviews:week_now")), "Your days away")
