"""A bundle tells nothing of a child whose record is closed to the person who asked for it."""

from datetime import date

import pytest

from accounts.access.roles import Role
from accounts.clock import today
from accounts.jobs.queue import run
from accounts.models import AccessLog
from children.models import Bundle, Child
from tests import factories as make
from tests.integration.children.retention.test_pages import at, gathered, record_in
from tests.kept import kept

SECRET = "Cedarwood"
pytestmark = pytest.mark.django_db


@kept
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


def test_a_file_that_tells_of_a_record_closed_since_is_not_handed_over(
    child, other_child, iro, qa_manager, client_for, with_code, authority
):
    make.make_concern(child, iro, date(2026, 3, 3), siblings=[], tell_manager=False)
    worker, browser = make.worker_of(iro, authority), client_for(qa_manager)
    assert child.name in gathered(browser, at("bundle_worker", worker.public_id), Bundle.objects)
    Child.objects.filter(pk=child.pk).update(is_restricted=True)
    answer = browser.post(at("bundle", Bundle.objects.get().public_id))
    assert answer.status_code == 422 and "closed to you after" in answer.content.decode()
    make.make_grant(qa_manager, child)
    assert browser.post(at("bundle", Bundle.objects.get().public_id)).status_code == 200


def test_whose_role_has_ended_while_the_worker_was_at_it_gets_nothing_that_is_closed(
    joined, child, officer, other_authority, client_for, with_code
):
    client_for(officer).post(at("bundle_child", child.public_id), {"reason": "Asked"})
    make.make_membership(officer, other_authority, Role.DATA_PROTECTION)
    officer.memberships.filter(authority=child.authority).update(ended_on=today())
    run(Bundle.objects.get().job_id)
    assert SECRET not in record_in(bytes(Bundle.objects.get().content))
