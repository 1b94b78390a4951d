"""A review needed before something happens: recorded by people, met, breached or waived, and never
lateness.
"""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from reviews.models import ReviewTrigger
from reviews.triggers import actions
from tests import factories as make
from tests.refusing import refused

TODAY = date(2025, 3, 24)
EVENT = TODAY + timedelta(days=10)


@pytest.fixture
def browser(client_for, iro, on_day):
    on_day(TODAY)
    return client_for(iro)


def called(child, **over) -> dict[str, str]:
    return {"kind": "PLACEMENT_END", "needed_before": "3/4/2025", "note": "The carer retires.", **over}


def test_a_social_worker_says_that_a_review_is_needed_and_the_iro_sees_it(
    browser, child, client_for, social_worker
):
    address = reverse("reviews:raise_trigger", args=[child.public_id])
    reviews = reverse("reviews:child_reviews", args=[child.public_id])
    assertRedirects(client_for(social_worker).post(address, called(child)), reviews)
    page = browser.get(reviews)
    for words in (
        "Review needed",
        "3 April 2025",
        "the council means to end the placement",
        "The carer retires.",
    ):
        assertContains(page, words)
    assertContains(browser.get("/"), "A review is needed before 3 April 2025")
    again = client_for(social_worker).post(address, called(child))
    assertContains(again, "already recorded for that day", status_code=422)
    past = client_for(social_worker).post(address, called(child, needed_before="3/3/2025"))
    assertContains(past, "must be today or later", status_code=422)


@pytest.mark.parametrize(
    ("held", "as_at", "says"),
    [
        (TODAY + timedelta(days=1), EVENT, "Review held before"),
        (None, EVENT, "No review held before"),
        (EVENT, EVENT, "No review held before"),
        (TODAY - timedelta(days=1), TODAY, "Review needed"),
    ],
)
def test_what_became_of_it_follows_from_the_reviews(client_for, child, iro, on_day, held, as_at, says):
    make_trigger(child, iro)
    if held:
        make.make_review(child, held)
    on_day(as_at)
    assertContains(client_for(iro).get(reverse("reviews:child_reviews", args=[child.public_id])), says)


def test_it_is_waived_with_a_reason(browser, child, iro):
    trigger = make_trigger(child, iro)
    address = reverse("reviews:waive_trigger", args=[child.public_id, trigger.public_id])
    assertContains(browser.post(address, {}), "Enter why no review is needed", status_code=422)
    page = browser.post(address, {"reason": "Moved at once to be safe."}, follow=True)
    assertContains(page, "Waived: Moved at once to be safe.")
    assertNotContains(browser.get("/"), "A review is needed before")


def test_it_is_waived_once(child, iro):
    trigger = make_trigger(child, iro)
    actions.waive(trigger=trigger, reason="Moved at once to be safe.", by=iro)
    with refused(actions.WAIVED_ALREADY):
        actions.waive(trigger=trigger, reason="Again", by=iro)


def make_trigger(child, by) -> ReviewTrigger:
    return ReviewTrigger.objects.create(
        child=child, kind="PLACEMENT_END", raised_on=TODAY, needed_before=EVENT, raised_by=by
    )
