"""A review held after its due date has its reason, and whose delay it was, or is on the list of those
without.
"""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts.models import AccessLog, AuditEvent
from reviews.cycle.replay import replay_children
from reviews.meeting.lateness import Lateness, explain
from reviews.models import Review
from statute.refusals import Refused
from tests import factories as make
from tests.kept import kept

LATE, IN_TIME = date(2025, 4, 10), date(2025, 3, 24)
DAY = {"on_day": "10", "on_month": "4", "on_year": "2025"}
WHY = {"late_reason": "SOCIAL_WORKER", "owner": "SOCIAL_WORK", "discussed": "yes", "late_note": ""}


@kept
def booked(child, on_day):
    on_day(LATE)
    replay_children([child.pk], today=LATE)
    return make.make_review(child, booked_for=IN_TIME)


def _held(child, on_day, held=LATE, **over):
    """A review of a return: imported, held, and the clock told of it."""
    on_day(LATE)
    review = make.make_review(child, held, **over)
    replay_children([child.pk], today=LATE)
    return review


def test_a_late_review_is_not_started_without_a_reason(client_for, iro, booked):
    answer = client_for(iro).post(reverse("reviews:start", args=[booked.public_id]), DAY)
    assertContains(answer, "Select why it was late", status_code=422)
    assertContains(answer, "Select whose delay it was", status_code=422)
    booked.refresh_from_db()
    assert booked.status == "BOOKED"


def test_a_late_review_is_started_with_its_reason(client_for, iro, booked):
    client_for(iro).post(reverse("reviews:start", args=[booked.public_id]), {**DAY, **WHY})
    booked.refresh_from_db()
    found = (booked.status, booked.late_reason, booked.late_owner, booked.late_discussed)
    assert found == ("STARTED", "SOCIAL_WORKER", "SOCIAL_WORK", True)
    assert AuditEvent.objects.filter(kind="review.lateness_explained").exists()


def test_a_review_in_time_is_not_asked_about(client_for, iro, booked, on_day):
    on_day(IN_TIME)
    address = reverse("reviews:start", args=[booked.public_id])
    client = client_for(iro)
    assertNotContains(client.get(address), "Whose delay was it?")
    client.post(address, {"on_day": "24", "on_month": "3", "on_year": "2025"})
    booked.refresh_from_db()
    assert (booked.status, booked.late_reason) == ("STARTED", "")


def test_late_reviews_without_a_reason_are_listed_until_somebody_says_why(
    client_for, qa_manager, child, on_day
):
    review = _held(child, on_day)
    client = client_for(qa_manager)
    address = reverse("reviews:late_reviews")
    assertContains(client.get(address), "1 of 1 late review")
    assert AccessLog.objects.filter(page="late reviews", child_id=child.pk).count() == 1
    page = client.get(reverse("reviews:explain_delay", args=[review.public_id]))
    assertContains(page, "held on 10 April 2025")
    client.post(reverse("reviews:explain_delay", args=[review.public_id]), WHY)
    assertContains(client.get(address), "Every late review has its reason.")


def test_another_reason_needs_words(client_for, qa_manager, child, on_day):
    review = _held(child, on_day)
    sent = {**WHY, "late_reason": "OTHER"}
    page = client_for(qa_manager).post(reverse("reviews:explain_delay", args=[review.public_id]), sent)
    assertContains(page, "Enter the other reason", status_code=422)


def test_a_review_in_time_has_no_delay_to_explain(qa_manager, child, on_day):
    review = _held(child, on_day, IN_TIME)
    with pytest.raises(Refused, match="not held after its due date"):
        explain(review=review, late=Lateness("CHILD", "FAMILY"), by=qa_manager)


def test_whose_delay_needs_a_reason(child, on_day):
    review = _held(child, on_day)
    with pytest.raises(IntegrityError, match="review_late_owner_has_reason"), transaction.atomic():
        Review.objects.filter(pk=review.pk).update(late_owner="FAMILY")
