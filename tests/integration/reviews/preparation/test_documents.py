"""The documents that an IRO looks at for a review: by age, seen, up to date and good, and counted."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from reporting.measures.base import Result, Scope, compute
from reporting.measures.registry import MEASURES
from reporting.periods import collection_year
from reviews.models import DocumentCheck
from reviews.models.documents import DocumentKind as K
from reviews.readiness import documents
from reviews.record.ages import Asked
from tests import factories as make
from tests.refusing import refused

TODAY = date(2025, 3, 17)


@pytest.fixture(autouse=True)
def monday(on_day):
    return on_day(TODAY)


@pytest.mark.parametrize(
    ("age", "is_first", "has", "has_not"),
    [
        (1, True, K.FIRST_HEALTH, K.PEP),
        (2, False, K.EHCP, K.PEP),
        (3, False, K.PEP, K.PATHWAY),
        (9, False, K.HEALTH, K.FIRST_HEALTH),
        (16, False, K.PATHWAY, K.FIRST_HEALTH),
    ],
)
def test_a_child_has_the_documents_of_their_age(age, is_first, has, has_not):
    asked = Asked(date(2025 - age, 3, 1), TODAY, is_first)
    found = {kind for kind in K if documents.applies(kind, asked)}
    assert has in found and has_not not in found and {K.PLAN, K.REPORT, K.PLACEMENT} <= found


def test_the_iro_looks_at_all_documents_on_one_page_and_they_are_counted(
    client_for, child, iro, social_worker, authority
):
    review = make.make_review(child, booked_for=TODAY)
    page, browser = reverse("reviews:review_documents", args=[review.public_id]), client_for(iro)
    assertContains(browser.get(page), "Personal education plan")
    assert client_for(social_worker).get(page).status_code == 404
    answers = {"PLAN-state": "OLD", "PLAN-dated": "3/2/2025", "PLAN-quality": "2", "PEP-state": "CURRENT"}
    unseen = browser.post(page, answers | {"EHCP-comment": "Asked for"})
    assertContains(unseen, "select whether you have seen it", status_code=422)
    seen = browser.post(page, answers | {"PEP-quality": "4", "EHCP-state": "NONE"}, follow=True)
    assertContains(seen, "Your checks are saved.")
    plan = review.documents.get(kind=K.PLAN)
    assert (plan.seen_on, plan.dated, plan.quality) == (TODAY, date(2025, 2, 3), "2")
    for wrong, field, words in (
        (documents.Found("UNSEEN", quality="3"), "PLAN-state", documents.ONLY_SEEN),
        (documents.Found("CURRENT", TODAY + timedelta(days=1)), "PLAN-dated", documents.TO_COME),
    ):
        with refused(words, field):
            documents.check(review=review, found={K.PLAN: wrong}, by=iro, today=TODAY)
    make.make_recorded_since(authority, "documents", date(2024, 4, 1), iro)
    type(review).objects.filter(pk=review.pk).update(
        status="COMPLETED", held_on=TODAY, started_on=TODAY, completed_on=TODAY
    )
    other = make.make_review(make.make_child_in_care(authority, iro=iro), TODAY)
    DocumentCheck.objects.create(
        review=other, kind=K.PLAN, state="UNSEEN", recorded_by=iro, recorded_at=make.now()
    )
    scope = Scope(authority, collection_year(2025))
    assert compute(MEASURES["documents_seen"], scope) == Result(1, 2, 0)
    assert compute(MEASURES["documents_current"], scope) == Result(1, 2, 0)
    assert compute(MEASURES["documents_good"], scope) == Result(1, 2, 0)
    read = client_for(iro).get(page)
    assertContains(read, "Seen, out of date")
    assertNotContains(read, "PLAN-state")
