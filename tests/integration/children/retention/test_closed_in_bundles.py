"""A bundle tells nothing of a child whose record is closed to the person who asked for it."""

from datetime import date

import pytest

from accounts.models import AccessLog
from children.models import Bundle
from tests import factories as make
from tests.integration.children.retention.test_pages import at, gathered

SECRET = "Cedarwood"
pytestmark = pytest.mark.django_db


@pytest.fixture
def joined(child, restricted_child, iro) -> None:
    """Brothers with a concern about both, and one about the closed brother alone."""
    make.make_siblings(child, restricted_child)
    day = date(2026, 3, 3)
    make.make_concern(child, iro, day, siblings=[restricted_child], text="Both boys wait", tell_manager=False)
    make.make_concern(restricted_child, iro, day, text="He alone waits", tell_manager=False)
    make.make_concern(child, iro, day, text="An open concern", tell_manager=False)


def test_a_child_s_bundle_leaves_the_closed_brother_out(joined, child, qa_manager, client_for, with_code):
    page = gathered(client_for(qa_manager), at("bundle_child", child.public_id), Bundle.objects)
    assert "An open concern" in page
    assert SECRET not in page and "Both boys wait" not in page and "He alone waits" not in page
    assert "of these are about a child whose record is not open" in page


def test_a_worker_s_bundle_leaves_closed_children_out_and_is_a_look_at_the_others(
    joined, child, restricted_child, iro, qa_manager, client_for, with_code, authority
):
    worker = make.worker_of(iro, authority)
    page = gathered(client_for(qa_manager), at("bundle_worker", worker.public_id), Bundle.objects)
    assert "An open concern" in page and child.name in page
    assert SECRET not in page and "Both boys wait" not in page and "He alone waits" not in page
    seen = AccessLog.objects.filter(user=qa_manager, page="everything held on a worker")
    assert set(seen.values_list("child_id", flat=True)) == {child.pk}


def test_who_is_named_on_the_record_and_the_data_protection_officer_get_it_whole(
    joined, child, restricted_child, qa_manager, officer, client_for, with_code
):
    make.make_grant(qa_manager, restricted_child)
    for person in (qa_manager, officer):
        page = gathered(client_for(person), at("bundle_child", child.public_id), Bundle.objects)
        assert "Both boys wait" in page and "He alone waits" not in page
