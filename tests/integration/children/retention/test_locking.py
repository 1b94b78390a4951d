"""The record of an adopted child is closed and locked once there was time to finish it."""

from datetime import date

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from accounts.access.actions import name_person
from accounts.audit import trail as audit
from accounts.councils.actions import set_terms
from accounts.models import AccessGrant
from children.models import Child, RecordClosure
from children.retention.locking import LOCKED, lock_adopted, open_again
from children.tasks import lock_adopted as nightly
from tests import factories as make
from tests.kept import kept
from tests.refusing import refused, written

pytestmark = pytest.mark.django_db
ORDER = date(2026, 3, 2)
LOCKS_ON = date(2026, 3, 30)


@pytest.fixture(autouse=True)
def _today(on_day) -> None:
    on_day(LOCKS_ON)


@kept
def adopted(authority, qa_manager):
    child = make.make_child(authority)
    make.make_period(child, date(2024, 1, 8), ended_on=ORDER, end_reason="E11")
    return child


def test_it_is_locked_four_weeks_after_the_order_and_only_once(adopted, authority, qa_manager):
    assert lock_adopted(authority=authority, today=date(2026, 3, 29)) == 0
    assert lock_adopted(authority=authority, today=LOCKS_ON) == 1
    assert lock_adopted(authority=authority, today=LOCKS_ON) == 0
    adopted.refresh_from_db()
    assert adopted.is_restricted
    assert list(AccessGrant.objects.filter(child_id=adopted.pk).values_list("user", flat=True)) == [
        qa_manager.pk
    ]
    written("record.locked", by=None, target=adopted)


def test_the_council_sets_the_days(adopted, authority, qa_manager):
    set_terms(
        authority=authority,
        starts_on=ORDER,
        changes={"adoption_lock_days": 7},
        reason="Agreed",
        by=qa_manager,
        today=ORDER,
    )
    assert lock_adopted(authority=authority, today=date(2026, 3, 9)) == 1


def test_a_child_in_care_again_and_one_who_went_home_are_not_locked(adopted, authority):
    make.make_period(adopted, date(2026, 3, 20))
    home = make.make_child(authority)
    make.make_period(home, date(2024, 1, 8), ended_on=ORDER, end_reason="E4A")
    assert lock_adopted(authority=authority, today=date(2027, 1, 4)) == 0


def test_nothing_is_written_to_a_locked_record(adopted, authority, qa_manager):
    lock_adopted(authority=authority, today=LOCKS_ON)
    with (
        refused(LOCKED),
        audit.action("child.corrected", by=qa_manager, authority=authority, child_id=adopted.pk),
    ):
        Child.objects.filter(pk=adopted.pk).update(surname="Changed")
    adopted.refresh_from_db()
    assert adopted.surname != "Changed"
    name_person(
        user=make.make_user(authority),
        child_id=adopted.pk,
        reason="Archive",
        by=qa_manager,
        lasting=make.lasting(LOCKS_ON),
        today=LOCKS_ON,
    )


def test_the_correction_page_says_why_and_keeps_what_was_typed(adopted, authority, qa_manager, client_for):
    lock_adopted(authority=authority, today=LOCKS_ON)
    browser = client_for(qa_manager)
    address = reverse("children:correct", args=[adopted.public_id])
    typed = {"forename": "Robin", "surname": "Newname", "sex": "F", "ethnicity": "WBRI", "reason": "Spelling"}
    born = {"born_on_day": "15", "born_on_month": "6", "born_on_year": "2012"}
    answer = browser.post(address, typed | born | {"number": adopted.number})
    assertContains(answer, LOCKED, status_code=422)
    assertContains(answer, "Newname", status_code=422)


def test_a_qa_manager_opens_it_again_with_a_reason_and_it_stays_open(
    adopted, authority, qa_manager, client_for, on_day
):
    lock_adopted(authority=authority, today=LOCKS_ON)
    browser = client_for(qa_manager)
    page = reverse("children:record_end", args=[adopted.public_id])
    assertContains(browser.get(page), "Adopted on 2 March 2026")
    answer = browser.post(
        reverse("children:open_record", args=[adopted.public_id]), {"reason": "A date of a review is wrong"}
    )
    assertRedirects(answer, page)
    with audit.action("child.corrected", by=qa_manager, authority=authority, child_id=adopted.pk):
        pass
    on_day("2026-06-01")
    assert nightly() == 0
    assert RecordClosure.objects.get().open_reason == "A date of a review is wrong"
    with refused("This is not possible now: the record is open."):
        open_again(child=adopted, reason="Again", by=qa_manager)


def test_the_record_of_an_adopted_child_is_kept_a_hundred_years(adopted, qa_manager, client_for):
    assertContains(
        client_for(qa_manager).get(reverse("children:record_end", args=[adopted.public_id])),
        "100 years from the adoption order",
    )
