"""People around a child: what they may be told, and who must not be told where the child lives."""

from datetime import date

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from children.contacts import actions
from children.contacts.actions import Person
from children.models import ContactPerson
from reviews.letters import copying, states
from reviews.models import Attendance
from tests import factories as make
from tests.refusing import refused

TODAY = date(2025, 4, 7)
MOTHER = Person(role="MOTHER", name="Mia Ashdown", may_be_told="RECORD", not_told_home=True)


@pytest.fixture(autouse=True)
def _today(on_day) -> None:
    on_day(TODAY)


def address(child, name: str, *more: object) -> str:
    return reverse(f"children:{name}", args=[child.public_id, *more])


def sent(**over) -> dict[str, str]:
    return {
        "role": "MOTHER",
        "name": "Mia Ashdown",
        "may_be_told": "RECORD",
        "not_told_home": "yes",
        "has_responsibility": "yes",
        **over,
    }


def test_the_iro_keeps_the_people_around_the_child(client_for, child, iro, other_iro, social_worker):
    browser, people = client_for(iro), address(child, "people")
    assertContains(
        browser.post(address(child, "add_contact"), sent(name="")), "Enter the name", status_code=422
    )
    page = browser.post(address(child, "add_contact"), sent(), follow=True)
    for words in ("Mia Ashdown", "Must not be told where the child lives", "Has parental responsibility."):
        assertContains(page, words)
    assertContains(client_for(social_worker).get(people), "Mia Ashdown")
    assert client_for(other_iro).get(address(child, "add_contact")).status_code == 404
    carer = browser.post(address(child, "add_contact"), sent(role="CARER"))
    assertContains(carer, "Choose another role, or Yes.", status_code=422)
    found = ContactPerson.objects.get()
    changed = sent(not_told_home="no", telephone="01234 567890")
    page = browser.post(address(child, "change_contact", found.public_id), changed, follow=True)
    assertContains(page, "01234 567890")
    assertNotContains(page, "Must not be told where the child lives")
    page = browser.post(address(child, "end_contact", found.public_id), follow=True)
    assertContains(page, "are recorded.")
    found.refresh_from_db()
    assert found.ended_on == TODAY
    assert browser.get(address(child, "change_contact", found.public_id)).status_code == 404


def test_what_cannot_be_is_refused(child, iro):
    contact = actions.add(child=child, person=MOTHER, by=iro)
    with refused(actions.LISTED, "name"):
        actions.add(child=child, person=MOTHER, by=iro)
    carer = Person(role="CARER", name="Cleo", may_be_told="RECORD", not_told_home=True)
    with refused(actions.CARER_KNOWS, "not_told_home"):
        actions.add(child=child, person=carer, by=iro)
    actions.end(contact=contact, by=iro, today=TODAY)
    with refused(actions.HAS_ENDED):
        actions.end(contact=contact, by=iro, today=TODAY)
    with refused(actions.HAS_ENDED):
        actions.change(contact=contact, person=MOTHER, by=iro)


def test_a_copy_never_tells_the_home_to_who_must_not_know_it(child, iro):
    actions.add(child=child, person=MOTHER, by=iro)
    father = Person(role="FATHER", name="Finn", may_be_told="NOTHING", not_told_home=False)
    actions.add(child=child, person=father, by=iro)
    review = make.make_review(child, date(2025, 3, 24), recorded_at=make.now())
    for role, name in (("MOTHER", "Mia Ashdown"), ("FATHER", "Finn"), ("ADVOCATE", "Ann")):
        Attendance.objects.create(review=review, role=role, name=name, presence="CAME")
    letter = make.make_letter(review, iro, kind="MINUTES")
    copying.propose(letter, by=iro, today=TODAY)
    withheld = dict(letter.copies.values_list("name", "withholds_home"))
    assert (withheld["Mia Ashdown"], withheld["Ann"], "Finn" in withheld) == (True, False, False)
    data = {
        "role": "MOTHER",
        "name": "mia ashdown ",
        "channel": "PRINT",
        "person": None,
        "left_out": [],
        "withholds_home": "no",
    }
    with refused(states.MUST_NOT_KNOW, "withholds_home"):
        copying.put_on_list(letter=letter, data=data, by=iro, today=TODAY)


def test_they_stand_on_the_child_at_a_glance(client_for, child, iro):
    actions.add(child=child, person=MOTHER, by=iro)
    page = client_for(iro).get(reverse("reviews:brief", args=[child.public_id]))
    assertContains(page, "Mia Ashdown, mother")
    assertContains(page, "Must not be told where the child lives")
    assertContains(page, "Mia Ashdown must not be told where the child lives.")
    assertContains(page, "Iris Reed, IRO")
    assert "Last contact" in page.context["not_recorded"]
    assertNotContains(page, "Open the review")
    review = make.make_review(child, booked_for=TODAY)
    page = client_for(iro).get(reverse("reviews:brief", args=[child.public_id]))
    assertContains(page, reverse("reviews:review", args=[review.public_id]))
