"""The pages of an import and of a delivery tell nothing of a restricted child who is closed to the reader,
not even the number; who is named on the record finds it there."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from children.imports.access import closed_numbers
from children.models import Child, FeedDelivery, ImportReject, ReturnImport, SameChild
from tests import factories as make
from tests.kept import kept

pytestmark = pytest.mark.django_db


@kept
def record(authority, child, restricted_child) -> ReturnImport:
    """An import that says something of both children in each of its tables."""
    both = (child, restricted_child)
    preview: dict[str, Any] = {
        "files": [{"name": "reviews.csv", "table": "", "problem": "Unknown"}],
        "removed": [["Reviews", c.number, f"Removed{c.surname}"] for c in both],
        "decisions": [
            {"child": "777", "other": c.number, "why": f"Like{c.surname}", "kind": "same_child"} for c in both
        ],
    }
    moved = [{"child_id": c.pk, "was": None, "now": "2026-05-04", "rule": f"Moved{c.surname}"} for c in both]
    made = make.make_return_import(
        authority, state="PREVIEW", preview=preview, moved=moved, count_removed=2, count_rejected=4
    )
    for c in both:
        place = {"file": "header.csv", "line": 2, "column": "DOB", "rule": "1", "child": c.number}
        for warns in (False, True):
            why, value = f"Refused{c.surname}", f"Value{c.surname}"
            ImportReject.objects.create(of=made, is_warning=warns, why=why, value=value, to_do="", **place)
    return made


def pages(record: ReturnImport) -> list[str]:
    delivery = FeedDelivery.objects.create(
        authority=record.authority, door="PAGE", name="n", is_full=True, content=b"", record=record
    )
    ids = {"import": record, "decide_import": record, "import_rejects": record}
    ids |= {"delivery": delivery, "decide_numbers": delivery}
    return [reverse(f"children:{name}", args=[of.public_id]) for name, of in ids.items()]


def read(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    parts = getattr(answer, "streaming_content", None) or [answer.content]
    return b"".join(parts).decode()


def test_nothing_of_a_closed_child_stands_on_any_page_of_an_import(
    client_for, qa_manager, record, child, restricted_child
):
    browser = client_for(qa_manager)
    told = {address: read(browser, address) for address in pages(record)}
    for address, text in told.items():
        assert restricted_child.number not in text and restricted_child.surname not in text, address
        assert child.number in text, address


def test_who_is_named_on_the_record_finds_it(client_for, qa_manager, record, restricted_child):
    make.make_grant(qa_manager, restricted_child)
    browser = client_for(qa_manager)
    for address in pages(record):
        assert restricted_child.number in read(browser, address), address


def test_a_pair_with_a_closed_child_is_not_decided_by_who_may_not_know_it(
    client_for, qa_manager, record, child, restricted_child
):
    page = reverse("children:decide_import", args=[record.public_id])
    browser = client_for(qa_manager)
    assertNotContains(browser.get(page), f"Like{restricted_child.surname}")
    assertContains(browser.get(page), f"Like{child.surname}")
    browser.post(page, {"pair_0": "same"})
    assert list(SameChild.objects.values_list("other", flat=True)) == [child.number]


def test_other_numbers_of_a_closed_child_are_closed_too(authority, qa_manager, restricted_child, viewer_of):
    SameChild.objects.create(
        authority=authority,
        number="old-3",
        other=restricted_child.number,
        is_same=True,
        created_by=qa_manager,
    )
    make.make_child(authority, number="merged-3", merged_into=restricted_child)
    assert closed_numbers(viewer_of(qa_manager)) == {"200003", "old-3", "merged-3"}
    make.make_grant(qa_manager, restricted_child)
    assert Child.objects.visible_to(viewer_of(qa_manager)).filter(pk=restricted_child.pk).exists()
    assert closed_numbers(viewer_of(qa_manager)) == frozenset()
