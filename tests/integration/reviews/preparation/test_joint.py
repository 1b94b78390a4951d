"""Reviews of brothers and sisters held as one meeting: facts of the meeting are shared by choice, and nothing
that is said of a child."""

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import models
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.models import AuditEvent, User
from children.models import Child
from reviews import wording
from reviews.joint import taking
from reviews.joint.actions import hold_apart, hold_together
from reviews.meeting.access import reviews_visible_to
from reviews.models import HeldTogether, Review, ReviewSection
from reviews.models.review import ReviewStatus
from tests import factories as make
from tests.integration.reviews.conftest import STARTED, answers_needed
from tests.kept import kept
from tests.refusing import refused

SAID = "Only Sam said this"


@kept
def browser(client_for: Callable[..., Client], iro: User) -> Client:
    return client_for(iro)


@kept
def sam(authority: Any, iro: User, child: Child, on_day: Callable[..., date]) -> Child:
    """A brother of `child` with the same IRO."""
    on_day(STARTED)
    found = make.make_child_in_care(authority, iro=iro, forename="Sam", surname="Quill")
    make.make_siblings(child, found)
    return found


@kept
def pair(child: Child, sam: Child) -> tuple[Review, Review]:
    """Both booked for one day; Sam's with time, place and way."""
    mine = make.make_review(child, booked_for=STARTED)
    given = {"booked_time": time(15, 30), "place": "The Lodge", "way": "HYBRID"}
    return mine, make.make_review(sam, booked_for=STARTED, **given)


@kept
def held(child: Child, sam: Child, iro: User) -> tuple[Review, Review]:
    """Both held on one day and held together; Sam's record is written, with his own words everywhere."""
    mine = make.make_started_review(child, STARTED)
    theirs = make.make_started_review(sam, STARTED)
    theirs.parts.update(place="The Lodge", way="REMOTE")
    people = [
        {"role": "MOTHER", "name": "Ann Quill", "presence": "CAME"},
        {"role": "SCHOOL", "name": "Mr Bell", "presence": "REMOTE"},
        {"role": "HEALTH", "name": "Not heard of yet"},
    ]
    for key, data in answers_needed().items():
        words = {name: SAID if isinstance(value, str) else value for name, value in data.items()}
        make.make_section(
            theirs, key, iro, data=words | ({"attendees": people} if key == "attendance" else {})
        )
    join(mine, theirs)
    return mine, theirs


def join(*reviews: Review) -> HeldTogether:
    first, other = sorted(reviews, key=lambda review: review.pk)
    return HeldTogether.objects.create(review=first, other=other)


def at(name: str, review: Review, *others: Review) -> str:
    return reverse(f"reviews:{name}", args=[review.public_id, *(other.public_id for other in others)])


# --- saying it, ending it


def test_an_iro_says_that_two_reviews_are_one_meeting(browser, pair):
    mine, theirs = pair
    assertContains(browser.get(at("review", mine)), at("together", mine))
    answer = browser.post(at("together", mine), {"reviews": [str(theirs.public_id)]})
    assertRedirects(answer, at("review", mine))
    assertContains(browser.get(at("review", mine)), at("review", theirs))
    assertContains(browser.get(at("review", theirs)), at("review", mine))
    told = AuditEvent.objects.filter(kind="review.held_together")
    assert {(event.child_id, event.target_id) for event in told} == {
        (review.child_id, review.pk) for review in pair
    }
    assert not any(event.details or event.reason for event in told)  # neither names the other child


@pytest.mark.parametrize("is_closed", [False, True])
def test_the_history_of_a_child_tells_of_no_meeting_with_a_closed_one(
    browser, pair, qa_manager, client_for, is_closed
):
    """The QA manager is not named on Sam, and sees `child` alone once Sam is restricted."""
    mine, theirs = pair
    browser.post(at("together", mine), {"reviews": [str(theirs.public_id)]})
    assert HeldTogether.objects.exists()
    if is_closed:
        Child.objects.filter(pk=theirs.child_id).update(is_restricted=True)
    page = client_for(qa_manager).get(reverse("children:access_log", args=[mine.child.public_id]))
    assert ("eld together" in page.content.decode()) is not is_closed


def test_it_ends_on_either_side_and_both_records_stay(browser, pair):
    mine, theirs = pair
    join(mine, theirs)
    assertContains(browser.get(at("apart", theirs)), mine.child.name)
    assertRedirects(browser.post(at("apart", theirs), {}), at("review", theirs))
    assert not HeldTogether.objects.exists()
    assert AuditEvent.objects.filter(kind="review.held_apart").count() == 2
    assertNotContains(browser.get(at("review", mine)), at("review", theirs))
    assertContains(browser.post(at("apart", theirs), {}), wording.NOT_HELD_TOGETHER, status_code=422)


def test_reviews_of_two_days_or_of_strangers_are_not_one_meeting(pair, other_child, iro):
    mine, theirs = pair
    stranger = make.make_review(other_child, booked_for=STARTED)
    with refused(wording.NOT_BROTHERS_OR_SISTERS, "reviews"):
        hold_together(reviews=[mine, stranger], by=iro)
    Review.objects.filter(pk=theirs.pk).update(booked_for=STARTED + timedelta(days=1))
    with refused(wording.NOT_ON_ONE_DAY, "reviews"):
        hold_together(reviews=pair, by=iro)
    assert not HeldTogether.objects.exists()


def test_what_is_held_together_or_apart_already_is_not_said_again(pair, other_child, iro):
    mine, theirs = pair
    for _ in range(2):
        hold_together(reviews=pair, by=iro)
    assert AuditEvent.objects.filter(kind="review.held_together").count() == 2
    stranger = make.make_review(other_child, booked_for=STARTED)
    hold_apart(review=mine, others=[theirs, stranger], by=iro)
    apart = AuditEvent.objects.filter(kind="review.held_apart")
    assert {event.target_id for event in apart} == {mine.pk, theirs.pk}


def test_a_third_child_joins_the_whole_meeting(browser, pair, authority, iro, child):
    ash = make.make_child_in_care(authority, iro=iro, forename="Ash")
    make.make_siblings(child, ash)  # and no brother of Sam: they share one parent each with the child
    third = make.make_review(ash, booked_for=STARTED)
    join(*pair)
    browser.post(at("together", pair[0]), {"reviews": [str(third.public_id)]})
    assert HeldTogether.objects.count() == 3
    assertContains(browser.get(at("review", pair[1])), at("review", third))


@pytest.mark.parametrize(
    "change",
    [
        {"booked_for": date(2025, 4, 2)},
        {"status": ReviewStatus.CANCELLED},
        {"status": ReviewStatus.ADJOURNED, "started_on": STARTED, "adjourned_until": date(2025, 4, 20)},
    ],
)
def test_only_open_reviews_of_one_day_are_offered(browser, pair, change):
    mine, theirs = pair
    Review.objects.filter(pk=theirs.pk).update(**change)
    assertNotContains(browser.get(at("review", mine)), at("together", mine))
    assertRedirects(browser.get(at("together", mine)), at("review", mine))
    answer = browser.post(at("together", mine), {"reviews": [str(theirs.public_id)]})
    assert answer.status_code == 422
    assert not HeldTogether.objects.exists()


def test_a_child_who_is_no_brother_or_sister_is_not_offered(browser, pair, other_child, authority, iro):
    stranger = make.make_child_in_care(authority, iro=iro, forename="Kit")
    theirs = make.make_review(stranger, booked_for=STARTED)
    assertNotContains(browser.get(at("together", pair[0])), "Kit")
    assert browser.post(at("together", pair[0]), {"reviews": [str(theirs.public_id)]}).status_code == 422


def test_only_who_writes_both_may_join_them(browser, child, sam, other_iro):
    sam.iro_allocations.all().delete()
    make.make_allocation(sam, other_iro)
    mine, theirs = (make.make_review(one, booked_for=STARTED) for one in (child, sam))
    assertNotContains(browser.get(at("review", mine)), at("together", mine))
    assert browser.post(at("together", mine), {"reviews": [str(theirs.public_id)]}).status_code == 422


def test_a_moved_booking_says_so_and_a_cancelled_one_is_gone(browser, pair):
    mine, theirs = pair
    join(*pair)
    assertNotContains(browser.get(at("review", mine)), "On another day")
    Review.objects.filter(pk=theirs.pk).update(booked_for=date(2025, 3, 28))
    assertContains(browser.get(at("review", mine)), "On another day")
    Review.objects.filter(pk=theirs.pk).update(status=ReviewStatus.CANCELLED)
    assertNotContains(browser.get(at("review", mine)), "Sam")


def test_a_restricted_brother_is_nowhere(browser, held, sam, client_for, qa_manager, business_support):
    mine, theirs = held
    Child.objects.filter(pk=sam.pk).update(is_restricted=True)
    Review.objects.filter(pk=mine.pk).update(status=ReviewStatus.STARTED)
    for person in (qa_manager, business_support):
        page = client_for(person).get(at("review", mine))
        assertNotContains(page, "Held together")
        assertNotContains(page, "Sam")


def test_a_brother_restricted_to_others_is_not_offered_or_read(browser, pair, sam, iro, child):
    mine, theirs = pair
    sam.iro_allocations.all().delete()
    Child.objects.filter(pk=sam.pk).update(is_restricted=True)
    assertNotContains(browser.get(at("review", mine)), "Hold")
    join(*pair)
    assertNotContains(browser.get(at("review", mine)), "Held together")
    assert browser.get(at("take_over", mine, theirs)).status_code == 404
    browser.post(at("apart", mine), {})
    assert HeldTogether.objects.exists()  # what somebody cannot see they do not end


# --- facts taken over


def test_facts_of_the_booking_are_taken_over_as_chosen(browser, pair):
    mine, theirs = pair
    join(*pair)
    page = browser.get(at("take_over", mine, theirs))
    for words in ("Time: 3:30pm", "Place: The Lodge", "How it was held: in person and by video or phone"):
        assertContains(page, words)
    assertNotContains(page, "checked")
    assertContains(
        browser.post(at("take_over", mine, theirs), {}), "Choose what to take over", status_code=422
    )
    assertRedirects(
        browser.post(at("take_over", mine, theirs), {"facts": ["time", "place"]}), at("review", mine)
    )
    mine.refresh_from_db()
    assert (mine.booked_time, mine.place, mine.way) == (time(15, 30), "The Lodge", "")
    event = AuditEvent.objects.get(kind="review.facts_taken_over")
    assert (event.child_id, event.details) == (mine.child_id, {"facts": ["time", "place"], "people": 0})
    assert AuditEvent.objects.get(kind="review.booking_changed").child_id == mine.child_id


def test_what_was_taken_over_already_is_not_there_to_be_taken_again(browser, pair):
    """From another window, say."""
    mine, theirs = pair
    join(mine, theirs)
    everything = {"facts": ["time", "place", "way"]}
    browser.post(at("take_over", mine, theirs), everything)
    again = browser.post(at("take_over", mine, theirs), everything)
    assertContains(again, "There is nothing left to take over", status_code=422)


def test_what_two_chose_at_once_is_taken_over_once(pair, iro, viewer_of):
    mine, theirs = pair
    join(mine, theirs)
    given = {"names": ["time", "place"], "people": [], "viewer": viewer_of(iro), "today": STARTED}
    taking.take_over(review=mine, other=theirs, **given)
    with refused(wording.NOTHING_TO_TAKE):
        taking.take_over(review=mine, other=theirs, **given)
    assert AuditEvent.objects.filter(kind="review.facts_taken_over").count() == 1


def test_a_moved_booking_is_followed(browser, pair):
    mine, theirs = pair
    join(*pair)
    Review.objects.filter(pk=theirs.pk).update(booked_for=date(2025, 3, 28))
    browser.post(at("take_over", mine, theirs), {"facts": ["day"]})
    mine.refresh_from_db()
    assert mine.booked_for == date(2025, 3, 28)


def test_who_came_is_taken_over_and_nothing_that_was_said(browser, held):
    mine, theirs = held
    before = words_of(mine)
    page = browser.get(at("take_over", mine, theirs))
    assertContains(page, "Ann Quill, mother: came")
    assertContains(page, "In this record: not recorded")
    for unsaid in (SAID, "Not heard of yet"):
        assertNotContains(page, unsaid)
    given = {"facts": ["place", "way"], "people": ["MOTHER/CAME/Ann Quill"]}
    assertRedirects(browser.post(at("take_over", mine, theirs), given), at("record", mine))
    part = mine.parts.get()
    assert (part.place, part.way) == ("The Lodge", "REMOTE")
    rows = mine.sections.get(key="attendance").data["attendees"]
    assert {"role": "MOTHER", "name": "Ann Quill", "presence": "CAME"} in rows
    assert "Mr Bell" not in str(rows)
    assert SAID not in words_of(mine)
    assert mine.sections.count() == 1
    assert before != words_of(mine)
    assertContains(browser.get(at("record", mine)), "Ann Quill")
    assert words_of(theirs).count(SAID) > 3  # and the other record is as it was


def test_what_this_record_says_already_stays(browser, held, iro):
    mine, theirs = held
    rows = [{"role": "MOTHER", "name": "Ann Quill", "presence": "APOLOGIES"}]
    make.make_section(mine, "attendance", iro, data={"child_came": "yes", "attendees": rows})
    assertNotContains(browser.get(at("take_over", mine, theirs)), "Ann Quill")
    browser.post(at("take_over", mine, theirs), {"people": ["SCHOOL/REMOTE/Mr Bell"]})
    section = mine.sections.get(key="attendance")
    assert section.data["child_came"] == "yes"
    assert [row["presence"] for row in section.data["attendees"]] == ["APOLOGIES", "REMOTE"]
    assert section.version == 2


def test_words_that_are_not_saved_are_saved_first(browser, held, iro):
    mine, theirs = held
    make.make_draft(iro, "reviews:record", str(mine.public_id), {"wishes-own_words": ["I want"]})
    answer = browser.post(at("take_over", mine, theirs), {"people": ["SCHOOL/REMOTE/Mr Bell"]})
    assertContains(answer, "Save the record first", status_code=422)
    assert not mine.sections.exists()


def test_the_day_is_corrected_by_the_rules_of_a_day(browser, held):
    mine, theirs = held
    theirs.parts.update(held_on=date(2025, 3, 21))
    Review.objects.filter(pk=theirs.pk).update(started_on=date(2025, 3, 21))
    browser.post(at("take_over", mine, theirs), {"facts": ["day"]})
    mine.refresh_from_db()
    assert (mine.started_on, mine.parts.get().held_on) == (date(2025, 3, 21),) * 2


def test_the_completed_record_shows_the_link_and_copies_do_not(browser, held, viewer_of, iro):
    mine, theirs = held
    Review.objects.filter(pk=mine.pk).update(status="COMPLETED", completed_on=STARTED, held_on=STARTED)
    page = browser.get(at("review", mine))
    assertContains(page, at("review", theirs))
    assertNotContains(page, at("take_over", mine, theirs))
    assert reviews_visible_to(viewer_of(iro)).filter(pk=theirs.pk).exists()


def words_of(review: Review) -> str:
    """Everything that the record of a review holds."""
    sections: models.QuerySet[ReviewSection] = review.sections.order_by("key")
    return str(list(sections.values_list("data", flat=True)))
