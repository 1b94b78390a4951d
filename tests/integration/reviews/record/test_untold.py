"""A completed record stays on the child's pages, whatever the returns tell later of its review."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts.clock import now, today
from accounts.models import Authority, User
from children.imports import actions as imports
from children.models import Child
from reviews.cycle.beside import NO_TURN, NOT_TOLD
from reviews.models import MidwayCheck, Review
from reviews.record import finished
from tests import factories as make
from tests import monitoring_factories as monitoring
from tests.integration.children import returns
from tests.kept import kept

WITHOUT = {"reviews": returns.table(returns.REVIEWS, returns.review())}
ENDED = {"episodes": returns.table(returns.EPISODES, returns.episode(DEC="01/07/2025", REC="E4A"))}
SOMEBODY_ELSE = {
    "header": returns.table(returns.HEADER, returns.header("1002")),
    "episodes": returns.table(returns.EPISODES, returns.episode("1002")),
    "reviews": returns.table(returns.REVIEWS, returns.review("1002")),
}


def bring_in(authority: Authority, by: User, **files: str) -> None:
    imports.run_return(authority=authority, files=returns.small(**files), year=2026, by=by, today=today())


@kept
def check(authority: Authority, qa_manager: User, on_day: Callable[..., date]) -> MidwayCheck:
    """The check after a review that came with a return and has a completed record."""
    on_day("2026-04-20")
    bring_in(authority, qa_manager)
    review = Review.objects.get(held_on=date(2025, 8, 20))
    review.recorded_at = now()
    review.save()
    finished.keep(review, by=qa_manager)
    on = date(2025, 11, 10)
    return monitoring.make_done_check(review.child, on, qa_manager, on, after_review=review)


@kept
def reader(client_for: Callable[..., Client], qa_manager: User) -> Client:
    return client_for(qa_manager)


def addresses(child: Child) -> list[str]:
    args = [child.public_id]
    return [reverse("reviews:child_reviews", args=args), reverse("children:child", args=args)]


@pytest.mark.parametrize("files", [WITHOUT | ENDED, SOMEBODY_ELSE], ids=["row gone", "child gone"])
def test_a_record_whose_review_is_in_no_return_any_more_is_on_the_childs_pages(
    files, check, authority, qa_manager, reader
):
    bring_in(authority, qa_manager, **files)
    for address in addresses(check.child):
        page = reader.get(address)
        assertContains(page, reverse("reviews:review", args=[check.after_review.public_id]))
        assertContains(page, reverse("reviews:midway", args=[check.public_id]))
        assertContains(page, NOT_TOLD)


def test_a_record_in_the_clock_says_that_no_return_tells_of_its_review(check, authority, qa_manager, reader):
    page = addresses(check.child)[0]
    assertNotContains(reader.get(page), NOT_TOLD)
    bring_in(authority, qa_manager, **WITHOUT)
    assertContains(reader.get(page), NOT_TOLD)


def test_a_review_recorded_here_on_a_day_out_of_care_is_on_the_childs_pages(child, reader, on_day):
    on_day("2026-04-20")
    review = make.make_review(child, date(2024, 6, 3), recorded_at=now())
    for address in addresses(child):
        page = reader.get(address)
        assertContains(page, reverse("reviews:review", args=[review.public_id]))
        assertContains(page, NO_TURN)


def test_whoever_reads_no_records_sees_none_of_it(check, authority, qa_manager, administrator, client_for):
    bring_in(authority, qa_manager, **SOMEBODY_ELSE)
    page = client_for(administrator).get(addresses(check.child)[1])
    assert reverse("reviews:review", args=[check.after_review.public_id]) not in page.content.decode()
