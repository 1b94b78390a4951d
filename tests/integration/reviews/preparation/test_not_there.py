"""What is asked where a child did not come, or is too young to say; and the list of those who did not."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts.models import AccessLog
from children.models import Child
from reviews.models import SignificantEvent
from tests import factories as make

HELD = date(2025, 3, 24)
LIST = "reviews:not_there"


def reviewed(child, code, by, held=HELD, **attendance):
    review = make.make_review(child, held, participation_code=code)
    make.make_section(review, "attendance", by, data=attendance, is_complete=True)


@pytest.fixture
def record(child, iro, client_for, on_day):
    """`record(born)`: the open record of a child born on this day, reviewed on HELD."""
    on_day(HELD)

    def page(born: date):
        Child.objects.filter(pk=child.pk).update(born_on=born)
        review = make.make_started_review(child, HELD)
        return client_for(iro).get(reverse("reviews:record", args=[review.public_id]))

    return page


def test_those_who_did_not_come_are_listed_with_what_would_have_to_change(client_for, iro, child, on_day):
    on_day(HELD + timedelta(days=2))
    reviewed(child, "PN6", iro, child_came="no", would_help="Hold it after football")
    page = client_for(iro).get(reverse(LIST))
    assertContains(page, "Hold it after football")
    assertContains(page, "conveyed their views in another way")
    assert AccessLog.objects.filter(page="did not come", child_id=child.pk).count() == 1


def test_the_last_review_counts_and_what_is_not_recorded_says_so(client_for, iro, child, on_day):
    on_day(HELD + timedelta(days=9))
    reviewed(child, "PN7", iro)
    assertContains(client_for(iro).get(reverse(LIST)), "not recorded")
    reviewed(child, "PN1", iro, HELD + timedelta(days=7))
    assertContains(client_for(iro).get(reverse(LIST)), "No last review on record says")


def test_nobody_elses_children_are_listed(client_for, other_iro, child, on_day):
    on_day(HELD + timedelta(days=2))
    reviewed(child, "PN7", other_iro, would_help="Hold it after football")
    assertNotContains(client_for(other_iro).get(reverse(LIST)), "football")


def test_it_costs_a_fixed_number_of_queries(client_for, iro, child, on_day, django_assert_max_num_queries):
    on_day(HELD + timedelta(days=2))
    reviewed(child, "PN7", iro)
    client = client_for(iro)
    client.get(reverse(LIST))
    with django_assert_max_num_queries(12):
        client.get(reverse(LIST))


@pytest.mark.parametrize(
    ("born", "is_watched", "is_asked_to_come"),
    [
        (date(2021, 3, 25), True, False),  # four on the day after
        (date(2021, 3, 24), False, True),  # four on the day itself
    ],
)
def test_a_child_is_watched_up_to_the_fourth_birthday_and_asked_to_come_from_then_on(
    record, born, is_watched, is_asked_to_come
):
    page = record(born).content.decode()
    assert ("preparation-observed" in page, "preparation-seen" in page) == (is_watched, is_watched)
    assert ("attendance-would_help" in page) == is_asked_to_come


@pytest.mark.parametrize(("born", "is_asked"), [(date(2009, 3, 24), True), (date(2009, 3, 25), False)])
def test_the_review_of_the_pathway_plan_is_asked_from_the_16th_birthday_on(record, born, is_asked):
    assert ("support-pathway_reviewed" in record(born).content.decode()) == is_asked


def test_one_meeting_for_both_plans_is_asked_under_the_child_protection_plan(record):
    assertContains(record(date(2012, 6, 15)), "Is one meeting held for both plans?")


def test_the_iro_is_asked_about_the_final_care_plan_for_the_court(
    client_for, social_worker, iro, child, on_day
):
    on_day(HELD)
    address = reverse("reviews:tell_event", args=[child.public_id])
    sent = {"kind": "FINAL_PLAN", "happens_on": "1/4/2025", "what": "Adoption", "answer_due_on": "28/3/2025"}
    assert client_for(social_worker).post(address, sent).status_code == 302
    event = SignificantEvent.objects.get()
    assert (event.kind, event.answer_due_on) == ("FINAL_PLAN", date(2025, 3, 28))
    told = client_for(iro).get(reverse("reviews:events", args=[child.public_id]))
    assertContains(told, "The final care plan for the court")
