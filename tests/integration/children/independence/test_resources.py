"""Who controls the resources of the council's cases is the IRO of none of its children (AP-10)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts.access.roles import CONTROLS_RESOURCES, Role
from accounts.models import Membership, RoleProposal
from accounts.people.actions import give_role
from children.people.actions import allocate_iro
from children.people.appointment import Load, conflicts_of, hints_for
from children.people.independence import check_as_one, conflicts_of_person, dependent_by_files
from children.people.proposals import propose
from statute.appointment import Conflict
from statute.refusals import Refused
from statute.timescales import Caseload
from tests import factories as make
from tests.kept import kept

TODAY = date(2026, 3, 30)
GIVE = {"starts_on_day": "30", "starts_on_month": "3", "starts_on_year": "2026"}


@pytest.fixture(autouse=True)
def _today(on_day) -> None:
    on_day(TODAY)


@kept
def admin(client_for, administrator):
    return client_for(administrator)


@kept
def director_as_iro(authority, director):
    make.make_membership(director, authority, Role.IRO)
    return make.worker_of(director, authority)


@pytest.mark.parametrize("role", CONTROLS_RESOURCES)
def test_an_iro_with_children_is_not_given_the_role_and_is_told_which_children_to_hand_over(
    admin, qa_manager, child, iro, other_iro, role
):
    address = reverse("accounts:new_role", args=[iro.public_id])
    refused = admin.post(address, {"role": role, **GIVE})
    assert refused.status_code == 422 and f"the IRO of {child.number}." in refused.content.decode()
    assert not RoleProposal.objects.exists()
    taker = make.worker_of(other_iro, child.authority)
    allocate_iro(child=child, worker=taker, on=TODAY, end_reason="WORKLOAD", by=qa_manager, today=TODAY)
    assert admin.post(address, {"role": role, **GIVE}).status_code == 302
    assert RoleProposal.objects.get().role == role


def test_nor_where_the_children_came_after_the_role_was_proposed(
    admin, client_for, qa_manager, child, iro, other_iro
):
    admin.post(reverse("accounts:new_role", args=[other_iro.public_id]), {"role": Role.DIRECTOR, **GIVE})
    taker = make.worker_of(other_iro, child.authority)
    allocate_iro(child=child, worker=taker, on=TODAY, end_reason="WORKLOAD", by=qa_manager, today=TODAY)
    proposal = RoleProposal.objects.get()
    answered = client_for(qa_manager).post(
        reverse("accounts:answer_proposal", args=[proposal.public_id]), {"answer": "confirm"}, follow=True
    )
    assert f"the IRO of {child.number}." in answered.content.decode()
    assert not Membership.objects.filter(user=other_iro, role=Role.DIRECTOR).exists()


def test_other_roles_and_other_councils_are_free(authority, other_authority, child, iro, administrator):
    given = {"person": iro, "starts_on": TODAY, "ends_on": None, "team": None, "by": administrator}
    give_role(authority=authority, role=Role.QA_MANAGER, **given, today=TODAY)
    give_role(authority=other_authority, role=Role.DIRECTOR, **given, today=TODAY)
    assert conflicts_of_person(child, iro) == set()


@pytest.mark.parametrize(
    ("starts_on", "ended_on", "is_barred"),
    [
        (date(2024, 1, 1), None, True),
        (date(2024, 1, 1), date(2025, 3, 4), True),  # the child came into care the day before
        (date(2024, 1, 1), date(2025, 3, 3), False),
        (date(2026, 3, 1), date(2026, 3, 1), False),  # was taken back before it began
        (date(2026, 6, 1), None, True),
    ],
)
def test_a_director_now_or_in_this_period_of_care_is_not_made_the_iro(
    client_for, qa_manager, child, director, director_as_iro, starts_on, ended_on, is_barred
):
    Membership.objects.filter(user=director, role=Role.DIRECTOR).update(
        started_on=starts_on, ended_on=ended_on
    )
    found = {Conflict.BUDGET_HOLDER} if is_barred else set()
    assert conflicts_of(child, director_as_iro) == conflicts_of_person(child, director) == found
    hint = hints_for(child, {director_as_iro: Load(0, None, Caseload.NOT_KNOWN)})[director_as_iro]
    assert hint.startswith("Cannot be chosen: controls or controlled") == is_barred
    sent = {"iro": director_as_iro.pk, "end_reason": "WORKLOAD", **make.typed("on", TODAY)}
    answer = client_for(qa_manager).post(reverse("children:allocate", args=[child.public_id]), sent)
    assert ("works in the case as budget holder" in answer.content.decode()) == is_barred


def test_a_director_is_not_proposed(authority, viewer_of, qa_manager, director_as_iro):
    child = make.make_child_in_care(authority)
    (proposal,) = propose([child], viewer_of(qa_manager), TODAY)
    assert proposal.worker != director_as_iro


def test_a_director_is_not_linked_to_the_worker_who_is_an_iro(child, director):
    with pytest.raises(Refused, match=f"control the resources of: {child.number}"):
        check_as_one(child.iro_allocations.get().worker, person=director, today=TODAY)
    Membership.objects.filter(user=director).update(ended_on=date(2025, 3, 3))
    check_as_one(child.iro_allocations.get().worker, person=director, today=TODAY)


def test_an_import_that_made_a_director_the_iro_meanwhile_is_settled(authority, child, iro):
    make.make_membership(iro, authority, Role.DIRECTOR, ended_on=date(2025, 3, 3))
    child.iro_allocations.update(source=make.make_return_import(authority))
    assert not dependent_by_files(authority, TODAY).exists()
    iro.memberships.filter(role=Role.DIRECTOR).update(ended_on=date(2025, 3, 3) + timedelta(days=1))
    assert dependent_by_files(authority, TODAY).get() == child
