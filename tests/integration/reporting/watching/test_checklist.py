"""One page with the rates of a period and what came in time for each review (P-164)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts.access.roles import Role
from reviews.models import Consultation, DocumentCheck, Invitation, Review, ReviewPaper
from tests import factories as make
from tests.kept import kept

HELD = date(2026, 3, 16)
"""A Monday."""
TODAY = date(2026, 3, 30)
PAGE = reverse("reporting:checklist")


@kept
def reviews(child, other_child, iro, on_day) -> list[Review]:
    on_day(TODAY)
    given = {"recorded_at": make.now(), "booked_for": HELD}
    return [make.make_review(one, HELD, **given) for one in (child, other_child)]


def invited(review, iro, role, days, **over) -> Invitation:
    day = HELD - timedelta(days=days)
    given = {
        "way": "PRINT",
        "state": "SENT",
        "sent_by": iro,
        "due_on": date(2026, 3, 2),
        "name": role.title(),
    }
    return Invitation.objects.create(review=review, role=role, sent_on=day, **given | over)


def paper(review, iro, kind, came, **over) -> None:
    given = {"received_on": came, "due_on": date(2026, 3, 11), "way": "MARKED"} if came else {}
    by = {"recorded_by": iro, "recorded_at": make.now()}
    ReviewPaper.objects.create(review=review, kind=kind, **by | given | over)


def document(review, iro, kind, state) -> None:
    seen = HELD if state in ("CURRENT", "OLD") else None
    by = {"recorded_by": iro, "recorded_at": make.now()}
    DocumentCheck.objects.create(review=review, kind=kind, state=state, seen_on=seen, **by)


def cells(page) -> dict[str, list[str]]:
    table = page.context["held"].rows
    return {row[0]["text"]: [cell["text"] for cell in row[1:]] for row in table}


def rates(page) -> dict[str, tuple[str, str, str]]:
    rows = page.context["rates"].rows
    return {row[0]["text"] if isinstance(row[0], dict) else row[0]: tuple(row[1:]) for row in rows}


@pytest.mark.parametrize("period", ["2026-03", "2026"])
def test_the_rates_and_each_review_on_one_page(client_for, qa_manager, iro, child, reviews, period):
    first, _ = reviews
    carer = invited(first, iro, "CARER", 21, has_paper=True)
    invited(first, iro, "CHILD", 10, has_paper=True)
    words = [{"key": "well", "title": "Well?", "text": "Yes"}]
    given = {"edition": "2026", "given": "TALK", "recorded_by": iro, "recorded_at": make.now()}
    Consultation.objects.create(invitation=carer, returned_on=HELD, words=words, **given)
    paper(first, iro, "report", date(2026, 3, 13))
    for kind, state in (("PLAN", "CURRENT"), ("PEP", "OLD"), ("EHCP", "NONE")):
        document(first, iro, kind, state)
    page = client_for(qa_manager).get(PAGE, {"period": period})
    assert cells(page)[child.name] == [
        "1 of 2 in time",
        "1 of 2 came back",
        "In, late",
        "Missing",
        "1 of 2 up to date",
    ]
    assertContains(page, "The first 14 working days before")
    assertContains(page, "Not the child’s")
    assertContains(page, "Nothing about preparation is recorded here for 1 review")
    found = rates(page)
    assert found["Invitations sent in time"] == ("50.0%", "1 of 2", "0")
    assert found["Social worker’s report received by its limit"][1:] == ("0 of 1", "1")


def test_only_what_is_unfinished(client_for, qa_manager, iro, child, other_child, reviews):
    first, second = reviews
    invited(first, iro, "CARER", 21)
    paper(first, iro, "report", date(2026, 3, 11))
    paper(first, iro, "plan", None, not_needed="Adopted soon")
    browser, asked = client_for(qa_manager), {"period": "2026-03", "unfinished": "1"}
    assertContains(browser.get(PAGE, asked), "Nothing was late, missing or out of date.")
    document(second, iro, "PLAN", "UNSEEN")
    page = browser.get(PAGE, asked)
    assert list(cells(page)) == [other_child.name]
    assertNotContains(page, child.name)
    document(first, iro, "PLAN", "OLD")
    assert len(cells(browser.get(PAGE, asked))) == 2
    DocumentCheck.objects.all().delete()
    ReviewPaper.objects.filter(kind="plan").delete()
    assert list(cells(browser.get(PAGE, asked))) == [child.name]


def test_whose_reviews(client_for, authority, iro, child, other_child, reviews, social_worker):
    office = make.make_user(authority, Role.BUSINESS_SUPPORT)
    nothing = client_for(office).get(PAGE, {"period": "2026"})
    assertContains(nothing, "Nothing about preparation is recorded here for 2 reviews")
    assert rates(nothing)["Invitations sent in time"] == ("–", "–", "–")  # not even that none is not known
    for review in reviews:
        invited(review, iro, "CARER", 21)
    assert set(cells(client_for(office).get(PAGE, {"period": "2026"}))) == {child.name, other_child.name}
    assert child.name in cells(client_for(iro).get(PAGE))
    assertContains(client_for(iro).get(PAGE), "of the children whose IRO you")
    assert client_for(social_worker).get(PAGE).status_code == 403


@pytest.mark.parametrize("period", ["2026", "2026-03", "2025-26-Q4", "2026-03-01..2026-03-31"])
def test_rates_count_the_reviews_that_are_listed(
    client_for, qa_manager, iro, child, reviews, restricted_child, period
):
    """One more in the rates would tell how the review of a restricted child was prepared."""
    invited(reviews[0], iro, "CARER", 21)
    invited(make.make_review(restricted_child, HELD, recorded_at=make.now()), iro, "CARER", 1)
    for person in (qa_manager, make.make_user(child.authority, Role.BUSINESS_SUPPORT)):
        page = client_for(person).get(PAGE, {"period": period})
        assert list(cells(page)) == [child.name]
        assert rates(page)["Invitations sent in time"][1] == "1 of 1"


def test_queries_do_not_grow(client_for, qa_manager, iro, authority, reviews, django_assert_max_num_queries):
    browser = client_for(qa_manager)
    browser.get(PAGE)
    for _ in range(5):
        child = make.make_child_in_care(authority, iro=iro)
        paper(make.make_review(child, HELD, recorded_at=make.now()), iro, "plan", HELD)
    with django_assert_max_num_queries(45):
        browser.get(PAGE)
