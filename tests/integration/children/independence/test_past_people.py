"""Who was the child's social worker stays it after the link to the worker is taken away (AP-10)."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.access.roles import Role
from accounts.models import PastPerson, Worker
from accounts.people.actions import give_role
from accounts.people.lines import link_person, set_line
from children.models import IroAllocation
from children.people.actions import allocate_social_worker
from children.people.appointment import conflicts_of
from children.people.independence import check_as_one, conflicts_of_person, dependent_by_files
from children.people.proposals import propose
from children.workers.uniting import undo, unite
from disputes.access import cover_choices
from statute.appointment import Conflict
from statute.refusals import Refused
from tests import factories as make
from tests.kept import kept

TODAY = date(2026, 3, 30)


@pytest.fixture(autouse=True)
def _today(on_day) -> None:
    on_day(TODAY)


@kept
def second(client_for, authority, administrator, social_worker, child):
    """The social worker's second worker, an IRO, after an administrator took the link to the first away."""
    address = reverse("accounts:link_worker", args=[social_worker.public_id])
    client_for(administrator).post(address, {"worker": ""})
    assert not social_worker.workers.exists()
    days = {"starts_on": TODAY, "ends_on": None, "today": TODAY}
    give_role(person=social_worker, authority=authority, role=Role.IRO, team=None, by=administrator, **days)
    return social_worker.workers.get()


def test_the_social_worker_does_not_become_the_iro_by_being_unlinked(
    client_for, viewer_of, qa_manager, child, social_worker, second
):
    first = child.social_worker_allocations.get().worker
    past = PastPerson.objects.get()
    assert (past.worker, past.user, past.ended_on) == (first, social_worker, TODAY)
    worked = {Conflict.SOCIAL_WORKER}
    assert conflicts_of(child, second) == conflicts_of_person(child, social_worker) == worked
    sent = {"iro": second.pk, "end_reason": "WORKLOAD", **make.typed("on", TODAY)}
    refused = client_for(qa_manager).post(reverse("children:allocate", args=[child.public_id]), sent)
    assert refused.status_code == 422 and "works in the case as social worker" in refused.content.decode()
    IroAllocation.objects.all().delete()
    (proposal,) = propose([child], viewer_of(qa_manager), TODAY)
    assert proposal.worker != second


def test_nor_do_they_cover(child, iro, social_worker, second):
    concern = make.make_concern(child, iro, TODAY)
    assert social_worker not in cover_choices(concern, TODAY)


def test_what_somebody_else_did_as_the_worker_later_does_not_bar(authority, team, child, second):
    """The worker's number went to somebody else: whose children those are since is nothing to the first."""
    first = child.social_worker_allocations.get().worker
    Worker.objects.filter(pk=first.pk).update(user=make.make_user(authority, Role.SOCIAL_WORKER))
    later = make.make_child_in_care(authority, social_worker=first, started_on=date(2026, 4, 6))
    assert conflicts_of(child, second) == {Conflict.SOCIAL_WORKER}
    assert conflicts_of(later, second) == set()


def test_an_iro_who_was_unlinked_is_still_the_iro(authority, child, team, iro, administrator, qa_manager):
    """Until somebody else signs in as the worker: neither worker, nor manager, nor Director comes of it."""
    worker = iro.workers.get()
    by = {"by": administrator, "today": TODAY}
    link_person(authority=authority, person=iro, worker=None, **by)
    again = make.make_worker(authority, iro)
    give = {"child": child, "worker": again, "team": team, "on": TODAY, "why": "", **by}
    with pytest.raises(Refused, match="is the child’s IRO"):
        allocate_social_worker(**give)
    line = {"person": iro, "authority": authority, "level": Role.TEAM_MANAGER, "teams": [team], **by}
    with pytest.raises(Refused, match=child.number):
        set_line(**line)
    role = {"person": iro, "authority": authority, "role": Role.DIRECTOR, "team": None, **by}
    with pytest.raises(Refused, match=child.number):
        give_role(**role, starts_on=TODAY, ends_on=None)
    with pytest.raises(Refused, match=child.number):
        link_person(
            authority=authority, person=iro, worker=child.social_worker_allocations.get().worker, **by
        )
    Worker.objects.filter(pk=worker.pk).update(user=make.make_user(authority, Role.IRO))
    set_line(**line)


def test_who_was_the_social_worker_is_not_linked_to_the_iro(child, social_worker, second):
    with pytest.raises(Refused, match=child.number):
        check_as_one(child.iro_allocations.get().worker, person=social_worker, today=TODAY)


def test_an_import_that_made_them_the_iro_meanwhile_is_settled(authority, child, second):
    child.iro_allocations.update(worker=second, source=make.make_return_import(authority))
    assert dependent_by_files(authority, TODAY).get() == child


@pytest.mark.parametrize("works_meanwhile", [True, False])
def test_two_workers_who_were_one_for_a_time(authority, team, child, qa_manager, works_meanwhile):
    """What the person did under the name of both counts when they are two again; what was before does not."""
    person = make.make_user(authority, Role.IRO)
    numbered = make.make_worker(authority, name="Sam Reed")
    own = make.make_worker(authority, person, name="Sam Reed", staff_id="", is_iro=True)
    union = unite(one=numbered, other=own, by=qa_manager, today=TODAY)
    if works_meanwhile:
        given = {"team": team, "on": TODAY, "why": "", "by": qa_manager, "today": TODAY}
        allocate_social_worker(child=child, worker=union.kept, **given)
    back = undo(union=union, by=qa_manager, today=TODAY)
    assert back.user == person
    assert PastPerson.objects.filter(worker=numbered, user=person).exists() == works_meanwhile
    assert conflicts_of(child, back) == ({Conflict.SOCIAL_WORKER} if works_meanwhile else set())
