"""A merge that is undone opens no restricted record: what is split off is restricted as the whole was."""

import json
from datetime import date, timedelta

import pytest
from django.core import serializers
from django.urls import reverse

from accounts.access.roles import Role
from accounts.models import AccessGrant, AuditEvent, OutgoingMail
from children.merging import actions
from children.models import Child, ChildMerge, IroAllocation
from children.models.names import standing_names
from children.restriction.actions import restrict, take_off_record, unrestrict
from tests import factories as make
from tests.kept import kept

TODAY = date(2026, 4, 20)
EARLIER = {"started_on": date(2025, 3, 1), "ended_on": date(2025, 6, 1)}


@pytest.fixture(autouse=True)
def _today(on_day) -> None:
    on_day(TODAY)


@kept
def manager(authority):
    return make.make_user(authority, Role.QA_MANAGER, name="Mara Manager")


@kept
def support(authority):
    return make.make_user(authority, Role.BUSINESS_SUPPORT, name="Sol Support")


@kept
def pair(authority):
    """Two records of one child, entered by hand."""
    one, other = (make.make_child(authority, born_on=date(2015, 5, 1)) for _ in range(2))
    make.make_period(one, date(2025, 9, 1))
    make.make_period(other, EARLIER["started_on"], ended_on=EARLIER["ended_on"])
    return one, other


def merge(pair, by) -> ChildMerge:
    record, _ = actions.merge(kept=pair[0], gone=pair[1], reason="The same child", by=by, today=TODAY)
    return record


def close(child, by, *people, days: int = 100) -> None:
    child.refresh_from_db()
    lasting = make.lasting(TODAY)
    lasting = type(lasting)(TODAY + timedelta(days=days), TODAY + timedelta(days=days // 2))
    restrict(child=child, people=people, lasting=lasting, reason="A relative", by=by, today=TODAY)


def undo(client_for, record, by):
    page = reverse("children:undo_merge", args=[record.public_id])
    return client_for(by).post(page, {"reason": "Two children"}, follow=True)


def status(client_for, person, child) -> int:
    return client_for(person).get(reverse("children:child", args=[child.public_id])).status_code


def names_on(child) -> dict[str, date]:
    return {row.user.name: row.until for row in standing_names().filter(child_id=child.pk)}


def test_a_record_split_off_a_restricted_one_is_restricted(client_for, pair, manager, support):
    record = merge(pair, support)
    close(pair[0], manager, manager)
    assert [status(client_for, support, child) for child in pair] == [403, 403]
    page = client_for(manager).get(reverse("children:undo_merge", args=[record.public_id]))
    assert "the other one will be restricted to the same people" in page.content.decode()
    said = undo(client_for, record, manager).content.decode()
    assert "The record that was separated is restricted" in said
    assert [status(client_for, support, child) for child in pair] == [403, 403]
    assert [status(client_for, manager, child) for child in pair] == [200, 200]
    assert names_on(pair[0]) == names_on(pair[1]) == {"Mara Manager": TODAY + timedelta(days=100)}
    number = pair[1].number
    assert number not in client_for(support).get("/children/?show=all").content.decode()
    assert AuditEvent.objects.filter(kind="child.restricted", child_id=pair[1].pk).exists()


def test_who_is_named_and_the_qa_managers_are_told(client_for, pair, authority, manager, support):
    other_manager = make.make_user(authority, Role.QA_MANAGER, name="Otto Other")
    record = merge(pair, support)
    close(pair[0], manager, manager, support)
    OutgoingMail.objects.all().delete()
    undo(client_for, record, manager)
    told = OutgoingMail.objects.filter(subject="The merge of a restricted record was undone")
    assert {mail.to.name for mail in told} == {"Otto Other", "Sol Support"}
    assert not any(pair[1].number in mail.body for mail in told)
    assert status(client_for, other_manager, pair[1]) == 403


def test_who_was_taken_off_meanwhile_does_not_see_the_half_that_comes_back(
    client_for, pair, manager, support
):
    for child in pair:
        close(child, manager, manager, support)
    record = merge([Child.objects.get(pk=child.pk) for child in pair], manager)
    grant = AccessGrant.objects.get(user=support, child_id=pair[0].pk)
    take_off_record(child=record.kept, grant=grant, reason="A relative", by=manager, today=TODAY)
    undo(client_for, record, manager)
    assert [status(client_for, support, child) for child in pair] == [403, 403]
    assert set(names_on(pair[1])) == {"Mara Manager"}


def test_a_restriction_of_before_the_merge_comes_back_and_is_told(client_for, pair, manager, support):
    for child in pair:
        close(child, manager, manager, days=200)
    record = merge([Child.objects.get(pk=child.pk) for child in pair], manager)
    unrestrict(child=Child.objects.get(pk=pair[0].pk), reason="Over", by=manager)
    assert status(client_for, support, pair[0]) == 200
    page = client_for(support).get(reverse("children:undo_merge", args=[record.public_id]))
    assert "was restricted before the merge and will be again" in page.content.decode()
    undo(client_for, record, support)
    assert [status(client_for, support, child) for child in pair] == [200, 403]
    assert names_on(pair[1]) == {"Mara Manager": TODAY + timedelta(days=200)}
    assert OutgoingMail.objects.filter(to=manager, body__contains="named on it before the merge").exists()


def test_an_iro_who_was_taken_off_the_record_does_not_come_back_with_the_other(
    client_for, pair, authority, manager
):
    old, new = (make.make_user(authority, Role.IRO, name=name) for name in ("Ola Old", "Nia New"))
    allocation = make.make_allocation(pair[1], old, started_on=date(2025, 3, 1))
    record = merge(pair, manager)
    IroAllocation.objects.filter(pk=allocation.pk).delete()
    make.make_allocation(pair[0], new, started_on=date(2026, 1, 1))
    close(pair[0], manager, manager, new)
    record.removed = [*record.removed, _as_kept(allocation)]
    record.save(update_fields=["removed"])
    said = undo(client_for, record, manager)
    assert "Ola Old would be the IRO on the other record" in said.content.decode()
    assert Child.objects.get(pk=pair[1].pk).merged_into_id == pair[0].pk


def _as_kept(allocation) -> dict[str, object]:
    return json.loads(serializers.serialize("json", [allocation]))[0]


def test_somebody_can_always_open_the_record_that_comes_back(client_for, pair, authority, manager, support):
    iro = make.make_user(authority, Role.IRO, name="Ira Iro")
    record = merge(pair, support)
    make.make_allocation(pair[0], iro)
    close(pair[0], manager, iro, support)
    said = undo(client_for, record, support)
    assert "Name a QA manager on this record first" in said.content.decode()
    assert Child.objects.get(pk=pair[1].pk).merged_into_id == pair[0].pk


def test_the_merge_says_who_will_see_the_other_record(client_for, pair, manager, support):
    close(pair[0], manager, manager, support)
    close(pair[1], manager, manager)
    page = reverse("children:merge", args=[pair[0].public_id])
    shown = client_for(manager).post(page, {"number": pair[1].number, "reason": "The same child"})
    assert "Named on this record only, and able to see the other one" in shown.content.decode()
    assert "Sol Support." in shown.content.decode()


def test_two_open_records_stay_open(client_for, pair, manager, support):
    record = merge(pair, support)
    undo(client_for, record, support)
    assert [status(client_for, support, child) for child in pair] == [200, 200]
