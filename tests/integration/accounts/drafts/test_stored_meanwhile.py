"""Two people open one page, and both change what is stored: the second sees what the first one stored, and
chooses. So does one person with two windows, and who comes back to a draft."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts.access.roles import Role
from accounts.drafts.keys import BEGAN
from accounts.models import User
from children.contacts import actions as contacts
from children.contacts.actions import Person
from children.models import Child, ContactPerson
from disputes.models import Concern
from reviews.cycle.replay import replay_children
from reviews.inviting import actions as inviting
from reviews.models import Consultation, Review, ReviewWishes
from tests import factories as make
from tests.attack.forms import forms_on
from tests.kept import kept

pytestmark = pytest.mark.django_db
TODAY, BOOKED = date(2025, 3, 10), date(2025, 3, 24)
BOTH = "Two versions of this form"


def shown(browser: Client, page: str) -> dict[str, Any]:
    """The form of a page as it is shown, as it would be sent."""
    found = [form for form in forms_on(browser.get(page).content.decode()) if BEGAN in form.values]
    return found[0].as_shown()


def compared(answer: Any, *words: str) -> dict[str, Any]:
    """The page on which both versions stand holds these words; what it would send."""
    for said in (BOTH, "Some of this was changed after you opened the page", *words):
        assertContains(answer, said, status_code=409)
    found = [form for form in forms_on(answer.content.decode()) if BEGAN in form.values]
    return found[0].as_shown()


@kept
def support(authority) -> User:
    return make.make_user(authority, Role.BUSINESS_SUPPORT)


@kept
def mother(child: Child, iro: User) -> ContactPerson:
    person = Person(role="MOTHER", name="Ann Hart", may_be_told="RECORD", not_told_home=False)
    return contacts.add(child=child, person=person, by=iro)


@kept
def review(child: Child, iro: User, on_day: Any) -> Review:
    on_day(TODAY)
    replay_children([child.pk], today=TODAY)
    return make.make_review(child, booked_for=BOOKED, created_by=iro, place="12 Elm Road")


def test_a_mark_of_protection_is_not_taken_off_by_an_older_form(client_for, child, mother, support, iro):
    page = reverse("children:change_contact", args=[child.public_id, mother.public_id])
    first, second = client_for(support), client_for(iro)
    older = shown(second, page)
    assert first.post(page, shown(first, page) | {"not_told_home": "yes"}).status_code == 302
    answer = second.post(page, older | {"telephone": "01234 567890"})
    mother.refresh_from_db()
    assert mother.not_told_home and not mother.telephone
    chosen = compared(answer, "Saved now")
    assert chosen["not_told_home"] == ["yes"], "nobody changed it on this page, so what is stored stands"
    assert second.post(page, chosen).status_code == 302
    mother.refresh_from_db()
    assert mother.not_told_home and mother.telephone == "01234 567890"


def test_a_booking_is_not_moved_back(client_for, review, support, iro):
    page = reverse("reviews:change_booking", args=[review.public_id])
    first, second = client_for(support), client_for(iro)
    older = shown(second, page)
    moved = {"on": "25/3/2025", "reason": "The carer cannot come"}
    assert first.post(page, shown(first, page) | moved).status_code == 302
    answer = second.post(page, older | {"place": "The library", "reason": "The room is taken"})
    review.refresh_from_db()
    assert (review.booked_for, review.place) == (date(2025, 3, 25), "12 Elm Road")
    second.post(page, compared(answer, "24/03/2025", "25/03/2025"))
    review.refresh_from_db()
    assert (review.booked_for, review.place) == (date(2025, 3, 25), "The library")


def test_a_childs_words_stay_on_the_paper(client_for, review, support, iro):
    inviting.suggest(review=review, by=iro, today=TODAY)
    invitation = review.invitations.get(role="CHILD")
    page = reverse("reviews:consultation", args=[invitation.public_id])
    first, second = client_for(support), client_for(iro)
    given = {"given": "TALK", "on_day": "10", "on_month": "3", "on_year": "2025"}
    older = shown(second, page)
    worried = shown(first, page) | given | {"answer_worry": "I am scared at night."}
    assert first.post(page, worried).status_code == 302
    answer = second.post(page, older | given | {"answer_good": "My bike."})
    said = {one["key"]: one["text"] for one in Consultation.objects.get().words}
    assert said.get("worry") == "I am scared at night." and "good" not in said
    chosen = compared(answer, "I am scared at night.")
    second.post(page, chosen)
    said = {one["key"]: one["text"] for one in Consultation.objects.get().words}
    assert said["worry"] == "I am scared at night." and said["good"] == "My bike."


def test_who_should_not_come_stays_said(client_for, review, support, social_worker):
    page = reverse("reviews:review_wishes", args=[review.public_id])
    first, second = client_for(support), client_for(social_worker)
    asked = {"asked_by": "SOCIAL_WORKER", "taking_part": "REMOTE"}
    asked |= {"asked_on_day": "9", "asked_on_month": "3", "asked_on_year": "2025"}
    older = shown(second, page)
    unwanted = shown(first, page) | asked | {"does_not_want": "Uncle Rob"}
    assert first.post(page, unwanted).status_code == 302
    compared(second.post(page, older | asked | {"time": "After school"}), "Uncle Rob")
    assert ReviewWishes.objects.get().does_not_want == "Uncle Rob"


def test_the_same_answer_of_both_is_no_question(client_for, child, mother, support, iro):
    page = reverse("children:change_contact", args=[child.public_id, mother.public_id])
    first, second = client_for(support), client_for(iro)
    older = shown(second, page)
    same = {"telephone": "01234 567890"}
    assert first.post(page, shown(first, page) | same).status_code == 302
    assert second.post(page, older | same).status_code == 302


@kept
def concern(child: Child, iro: User, on_day: Any) -> Concern:
    on_day(TODAY)
    return make.make_concern(child, iro, TODAY)


def test_a_draft_shows_what_is_stored_where_nobody_typed_in_it(client_for, concern, iro):
    page = reverse("disputes:edit", args=[concern.public_id])
    browser, other = client_for(iro), client_for(iro)
    typed = shown(browser, page) | {"wanted": "A plan by Easter", "autosave": "1"}
    assert browser.post(reverse("accounts:keep_draft"), typed).status_code == 200
    Concern.objects.filter(pk=concern.pk).update(text="What another window stored")
    again = browser.get(page)
    assertContains(again, "What another window stored")
    assertContains(again, "A plan by Easter")
    assert other.post(page, shown(other, page)).status_code == 302
    concern.refresh_from_db()
    assert (concern.text, concern.wanted) == ("What another window stored", "A plan by Easter")


def test_a_draft_that_was_overtaken_is_compared_however_late(client_for, concern, iro):
    page = reverse("disputes:edit", args=[concern.public_id])
    browser = client_for(iro)
    typed = shown(browser, page) | {"text": "My own wording", "autosave": "1"}
    assert browser.post(reverse("accounts:keep_draft"), typed).status_code == 200
    Concern.objects.filter(pk=concern.pk).update(text="Stored meanwhile")
    again = browser.get(page)
    assertContains(again, "My own wording")
    answer = browser.post(page, shown(browser, page))
    chosen = compared(answer, "My own wording", "Stored meanwhile")
    concern.refresh_from_db()
    assert concern.text == "Stored meanwhile"
    assert browser.post(page, chosen).status_code == 302
    concern.refresh_from_db()
    assert concern.text == "My own wording"


def test_of_ones_other_window_that_was_sent_stands_what_is_stored(client_for, concern, iro):
    page = reverse("disputes:edit", args=[concern.public_id])
    browser = client_for(iro)
    older = shown(browser, page)
    browser.post(page, shown(browser, page) | {"wanted": "A plan by Easter"})
    answer = browser.post(page, older | {"text": "Another wording"})
    assertContains(answer, "You sent this form from your other window", status_code=409)
    assertContains(answer, "A plan by Easter", status_code=409)
    assertNotContains(answer, "In your other window", status_code=409)
    (form,) = [form for form in forms_on(answer.content.decode()) if BEGAN in form.values]
    assert form.as_shown()["wanted"] == ["A plan by Easter"]
    assert browser.post(page, form.as_shown()).status_code == 302
    concern.refresh_from_db()
    assert (concern.text, concern.wanted) == ("Another wording", "A plan by Easter")


def test_a_page_that_is_left_open_over_midnight_is_not_compared(client_for, child, review, iro, on_day):
    """A date of today, put in beforehand, is another one tomorrow; nobody stored anything."""
    page = reverse("reviews:record_contact", args=[child.public_id])
    browser = client_for(iro)
    older = shown(browser, page)
    on_day(date(2025, 3, 11))
    assert browser.post(page, older).status_code == 302
