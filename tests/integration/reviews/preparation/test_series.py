"""A review held as a series of meetings, in person and by video."""

import re
from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from reporting.measures.base import Scope, compute_by
from reporting.measures.registry import MEASURES
from reporting.periods import collection_year
from reviews import wording
from reviews.cycle.replay import replay_children
from reviews.meeting import actions, series
from reviews.meeting.series import Meeting
from reviews.meeting.states import BadDate
from reviews.models import Review, ReviewPart
from reviews.record import completing
from reviews.record.known.facts import First, Known
from reviews.record.known.prepared import add_prepared
from tests import factories as make
from tests.integration.reviews.conftest import STARTED, answers_needed
from tests.kept import kept
from tests.refusing import refused

LATER = date(2025, 3, 31)


@kept
def review(child, iro, on_day) -> Review:
    """Being recorded since its first meeting, on the Monday a week before."""
    on_day(LATER)
    replay_children([child.pk], today=LATER)
    return make.make_started_review(child, STARTED)


def address(review: Review, name: str) -> str:
    return reverse(f"reviews:{name}", args=[review.public_id])


def form(day: int, **over: Any) -> dict[str, Any]:
    when = {"on_day": str(day), "on_month": "3", "on_year": "2025"}
    return when | {"way": "HYBRID", "purpose": "Health, with the nurse", "people": "Nurse, carer"} | over


def test_more_than_two_meetings_are_one_review(client_for, review, iro, authority, child):
    browser = client_for(iro)
    assertNotContains(browser.get(address(review, "review")), "Remove the last meeting")
    page = browser.post(address(review, "add_meeting"), form(26), follow=True)
    for words in ("Second meeting", "In person and by video or phone", "Health, with the nurse"):
        assertContains(page, words)
    page = browser.post(
        address(review, "add_meeting"), form(28, is_central="on", roles=["CARER", "CHILD"]), follow=True
    )
    assertContains(page, "Third meeting")
    assertContains(page, "the central meeting")
    assertContains(page, "who came: the child, carer (Nurse, carer)")
    came = {"roles-1": ["SOCIAL_WORKER", "CHILD"], "roles-2": ["CARER"], "roles-3": []}
    page = browser.post(address(review, "who_came"), came, follow=True)
    assertContains(page, "Who came: the child, social worker")
    assert [p.attended_by.count() for p in review.parts.all()] == [2, 1, 0]
    before = browser.post(address(review, "add_meeting"), form(27))
    assertContains(before, wording.NO_MEETING_BEFORE_LAST, status_code=422)
    assertContains(browser.post(address(review, "remove_meeting"), {}), "Enter why", status_code=422)
    browser.post(address(review, "remove_meeting"), {"reason": "Same as the second"})
    review.refresh_from_db()
    assert (review.parts.count(), review.format) == (2, "series")
    late = browser.post(address(review, "who_came"), came | {"roles-2": [], "roles-3": ["CHILD"]})
    assertContains(late, wording.MEETING_GONE, status_code=422)
    assert [p.attended_by.count() for p in review.parts.all()] == [2, 1]
    for key, data in answers_needed().items():
        make.make_section(review, key, iro, data=data, is_complete=True)
    completing.complete(review=review, by=iro, today=LATER)
    assert (review.held_on, review.completed_on) == (STARTED, date(2025, 3, 26))
    assert review.cycles.get().state == "met"
    assertContains(browser.get(address(review, "review")), "Health, with the nurse")
    Review.objects.update(way="HYBRID")
    ways = compute_by(MEASURES["reviews_held"], Scope(authority, collection_year(2025)), "way")
    assert [row for row in ways if ways[row].numerator] == ["In person and by video or phone"]


def test_the_record_begins_with_who_came_to_the_meetings(client_for, review, iro):
    """The nurse was there in person once; the school only by video."""
    browser = client_for(iro)
    browser.post(address(review, "add_meeting"), form(26, way="REMOTE", roles=["HEALTH", "SCHOOL"]))
    browser.post(address(review, "add_meeting"), form(28, roles=["CHILD", "CARER", "HEALTH"]))
    review.refresh_from_db()

    def first() -> dict[str, First]:
        people = [{"role": "SOCIAL_WORKER", "name": "Sol Carr"}, {"role": "CARER", "name": "Pat Lowe"}]
        known = Known(None, {}, first={"attendance": {"attendees": First(people, "the last review")}})
        add_prepared(known, review, [])
        return known.first["attendance"]

    came = {row["role"]: row.get("presence") for row in first()["attendees"].value}
    assert came == {"SOCIAL_WORKER": None, "CARER": "CAME", "HEALTH": "CAME", "SCHOOL": "REMOTE"}
    assert first()["child_came"].value == "yes"
    page = browser.get(address(review, "record")).content.decode()
    chosen = re.findall(r'<option value="(\w+)" selected', page)
    assert chosen.count("HEALTH") == chosen.count("SCHOOL") == 1
    assert [chosen[chosen.index(role) + 1] for role in ("HEALTH", "SCHOOL")] == ["CAME", "REMOTE"]
    browser.post(address(review, "who_came"), {"roles-1": [], "roles-2": [], "roles-3": ["CARER"]})
    assert "child_came" not in first()
    browser.post(address(review, "who_came"), {"roles-1": [], "roles-2": [], "roles-3": []})
    assert first()["attendees"].source == "the last review"


def test_the_way_is_booked_and_confirmed_at_the_start(client_for, child, iro, on_day):
    on_day(LATER)
    replay_children([child.pk], today=LATER)
    browser = client_for(iro)
    booking = {"on": "31/3/2025", "format": "meeting", "way": "REMOTE"}
    browser.post(reverse("reviews:book", args=[child.public_id]), booking)
    review = Review.objects.get()
    assertContains(browser.get(address(review, "review")), "by video or phone")
    when = {"on_day": "31", "on_month": "3", "on_year": "2025"}
    browser.post(address(review, "start"), when | {"way": "IN_PERSON"})
    review.refresh_from_db()
    assert (review.way, review.parts.get().way) == ("IN_PERSON", "IN_PERSON")


def test_a_meeting_that_cannot_be_is_refused(review, iro):
    given = {"review": review, "by": iro, "today": LATER}
    with pytest.raises(BadDate):
        series.add_meeting(meeting=Meeting(date(2025, 4, 1), "REMOTE"), **given)
    with refused(wording.ONLY_ONE_MEETING):
        series.remove_meeting(review=review, reason="x", by=iro)
    part = series.add_meeting(
        review=review, meeting=Meeting(date(2025, 3, 26), "REMOTE"), by=iro, today=LATER
    )
    came = {ReviewPart.objects.get(pk=part.pk): ["CHILD"]}
    series.remove_meeting(review=review, reason="x", by=iro)
    with refused(wording.MEETING_GONE):
        series.record_who_came(review=review, came=came, by=iro)
    Review.objects.update(format="no_meeting")
    review.refresh_from_db()
    with refused(wording.WITHOUT_MEETING):
        series.add_meeting(meeting=Meeting(LATER, "REMOTE"), **given)


def test_an_adjourned_series_continues_with_the_next_meeting(review, iro):
    series.add_meeting(review=review, meeting=Meeting(date(2025, 3, 26), "REMOTE"), by=iro, today=LATER)
    actions.adjourn(review=review, until=date(2025, 3, 31), reason="No report", by=iro)
    with pytest.raises(BadDate):
        actions.reconvene(review=review, on=date(2025, 3, 26), by=iro, today=LATER)
    actions.reconvene(review=review, on=LATER, by=iro, today=LATER)
    assert [p.number for p in review.parts.all()] == [1, 2, 3]
    with refused(wording.ONLY_ONE_MEETING):
        series.remove_meeting(review=review, reason="x", by=iro)
    with pytest.raises(BadDate):
        actions.change_day(review=review, on=date(2025, 3, 26), reason="x", by=iro, today=LATER)
