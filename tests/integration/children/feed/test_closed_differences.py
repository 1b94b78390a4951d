"""Differences of the feed tell nothing of a child who is closed to the reader, and a name read is a look."""

from typing import Any

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts.models import AccessLog
from children.feed.by_hand import CARE, NAME
from children.feed.shown import NOT_FOR_YOU
from children.models import Child, FeedDelivery, FeedDifference
from tests import factories as make

LIST = "children:feed_differences"
pytestmark = pytest.mark.django_db


def differs(child: Child, table: str, theirs: str, ours: str) -> FeedDifference:
    delivery = FeedDelivery.objects.create(
        authority=child.authority, door="PAGE", name="n", is_full=True, content=b""
    )
    given: dict[str, Any] = {"authority": child.authority, "number": child.number, "delivery": delivery}
    return FeedDifference.objects.create(
        **given, table=table, theirs=theirs, ours=ours, can_take=True, state="OPEN"
    )


def page_of(found: FeedDifference) -> str:
    return reverse("children:decide_difference", args=[found.public_id])


def test_a_restricted_child_s_name_and_care_are_not_shown_on_either_page(
    client_for, qa_manager, restricted_child
):
    found = [
        differs(restricted_child, NAME, "Robin Other", "Robin Cedarwood"),
        differs(restricted_child, CARE, "ended on 2 March 2026", "goes on"),
    ]
    browser = client_for(qa_manager)
    listed = browser.get(reverse(LIST))
    assertContains(listed, "There is nothing to decide")
    for words in ("Other", "Cedarwood", "2 March 2026", restricted_child.number):
        assertNotContains(listed, words)
    for difference in found:
        assertNotContains(listed, page_of(difference))
        assert browser.get(page_of(difference)).status_code == 404
        assert browser.post(page_of(difference), {"choice": "TAKE"}).status_code == 404
    make.make_grant(qa_manager, restricted_child)
    assertContains(browser.get(page_of(found[0])), "Robin Cedarwood")


@pytest.mark.parametrize("table", [NAME, CARE])
def test_what_is_said_is_for_those_who_see_the_child_and_is_logged(
    table, client_for, qa_manager, administrator, child
):
    found = differs(child, table, "Ash Other", "Ash Ashdown")
    closed = client_for(administrator)
    for address in (reverse(LIST), page_of(found)):
        assertNotContains(closed.get(address), "Ashdown")
        assertContains(closed.get(address), NOT_FOR_YOU, 2)
    assert not AccessLog.objects.exists()
    browser = client_for(qa_manager)
    for address in (reverse(LIST), page_of(found)):
        before = AccessLog.objects.count()
        assertContains(browser.get(address), "Ashdown")
        assert AccessLog.objects.filter(user=qa_manager, child_id=child.pk).count() == before + 1
