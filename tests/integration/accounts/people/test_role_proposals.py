"""A role that opens children's records takes two people, and nobody gives it to themselves."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from pytest_django.asserts import assertContains

from accounts.access.roles import Role
from accounts.models import Membership, OutgoingMail, RoleProposal, User
from accounts.people.actions import LONGER, end_role
from accounts.people.proposals import NOBODY_CONFIRMS, NOT_YOURSELF
from accounts.ui.posted import NONE_OF_THEM
from tests import factories as make
from tests.kept import kept

ROLE = {
    "role": "QA_MANAGER",
    "team": "",
    "starts_on_day": "1",
    "starts_on_month": "4",
    "starts_on_year": "2026",
}


@pytest.fixture(autouse=True)
def _today(on_day):
    on_day("2026-03-30")


@kept
def second(authority) -> User:
    return make.make_user(authority, Role.ADMINISTRATOR, name="Ana Second")


def give(client_for, by: User, to: User, **changes):
    return client_for(by).post(reverse("accounts:new_role", args=[to.public_id]), ROLE | changes)


def answer(client_for, by: User, what: str):
    proposal = RoleProposal.objects.get()
    page = reverse("accounts:answer_proposal", args=[proposal.public_id])
    return client_for(by).post(page, {"answer": what}, follow=True)


def roles_of(person: User) -> set[str]:
    return set(Membership.objects.filter(user=person).values_list("role", flat=True))


def test_a_second_person_confirms(client_for, administrator, second, social_worker):
    give(client_for, administrator, social_worker)
    assert roles_of(social_worker) == {"SOCIAL_WORKER"}
    assert OutgoingMail.objects.filter(to=second, subject="A role is waiting for you to confirm it").exists()
    assertContains(client_for(second).get(reverse("accounts:role_proposals")), "Confirm<span")
    answer(client_for, second, "confirm")
    assert roles_of(social_worker) == {"SOCIAL_WORKER", "QA_MANAGER"}


def test_the_proposer_cannot_confirm_but_can_withdraw(client_for, administrator, second, social_worker):
    give(client_for, administrator, social_worker)
    assertContains(
        answer(client_for, administrator, "confirm"), "Somebody other than the person who proposed"
    )
    assert roles_of(social_worker) == {"SOCIAL_WORKER"}
    answer(client_for, administrator, "decline")
    assert RoleProposal.objects.get().state == "DECLINED"


@pytest.mark.parametrize("what", ["", "maybe"])
def test_no_answer_is_no_refusal(client_for, administrator, second, social_worker, what):
    give(client_for, administrator, social_worker)
    assertContains(answer(client_for, second, what), NONE_OF_THEM)
    assert RoleProposal.objects.get().state == "WAITING"


def test_the_person_concerned_cannot_confirm(client_for, administrator, second):
    give(client_for, administrator, second)
    assertContains(answer(client_for, second, "confirm"), "must confirm it")
    assert roles_of(second) == {"ADMINISTRATOR"}


def test_nobody_gives_it_to_themselves(client_for, administrator, second):
    assertContains(give(client_for, administrator, administrator), NOT_YOURSELF, status_code=422)
    assert not RoleProposal.objects.exists()


def test_qa_managers_confirm_and_are_told(client_for, administrator, qa_manager, social_worker):
    give(client_for, administrator, social_worker, role="BUSINESS_SUPPORT")
    answer(client_for, qa_manager, "confirm")
    assert "BUSINESS_SUPPORT" in roles_of(social_worker)
    assert OutgoingMail.objects.filter(to=qa_manager, subject="A role was given in IRO Portal").exists()


def test_the_first_administrator_of_a_council_is_not_stuck(client_for, administrator, social_worker):
    give(client_for, administrator, social_worker)
    assert "QA_MANAGER" in roles_of(social_worker)


def test_a_role_that_opens_no_record_is_given_at_once(client_for, administrator, second, social_worker):
    give(client_for, administrator, social_worker, role="LEAD_MEMBER")
    assert "LEAD_MEMBER" in roles_of(social_worker)


def test_an_administrator_takes_two_people_as_well(client_for, administrator, second, social_worker):
    """Else somebody could make their own second person."""
    give(client_for, administrator, social_worker, role="ADMINISTRATOR")
    assert roles_of(social_worker) == {"SOCIAL_WORKER"}


def test_a_new_person_waits_in_the_list_of_people(client_for, administrator, second):
    new = ROLE | {"name": "Nia New", "email": "nia.new@council.example"}
    page = client_for(administrator).post(reverse("accounts:new_person"), new, follow=True)
    assertContains(page, "It starts when a second administrator")
    nia = User.objects.get(email="nia.new@council.example")
    assert not roles_of(nia)
    answer(client_for, second, "confirm")
    assert roles_of(nia) == {"QA_MANAGER"}


def test_the_database_holds_four_eyes_too(authority, administrator, social_worker):
    wanted = {"user": social_worker, "authority": authority, "role": "IRO", "starts_on": "2026-04-01"}
    times = {"proposed_at": make.now(), "answered_at": make.now()}
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleProposal.objects.create(
            **wanted, **times, proposed_by=administrator, answered_by=administrator, state="CONFIRMED"
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleProposal.objects.create(**wanted, proposed_by=social_worker, proposed_at=make.now())


@pytest.mark.parametrize("role", [role for role in Role if role != Role.LEAD_MEMBER])
def test_every_role_that_opens_records_in_any_way_waits(
    client_for, administrator, second, social_worker, role
):
    give(client_for, administrator, social_worker, role=role, team="")
    assert role not in roles_of(social_worker) - {"SOCIAL_WORKER"}


def test_nobody_makes_themselves_data_protection_officer(client_for, administrator, second, qa_manager):
    """The role opens no list of children, and hands out everything held on any of them."""
    said = give(client_for, administrator, administrator, role="DATA_PROTECTION")
    assertContains(said, NOT_YOURSELF, status_code=422)
    assert client_for(administrator).get("/records/").status_code == 403
    assert not RoleProposal.objects.exists()


def test_a_data_protection_officer_is_confirmed_and_the_qa_managers_are_told(
    client_for, administrator, qa_manager, second, social_worker
):
    give(client_for, administrator, social_worker, role="DATA_PROTECTION")
    assert roles_of(social_worker) == {"SOCIAL_WORKER"}
    assertContains(client_for(qa_manager).get(reverse("accounts:role_proposals")), "Data protection officer")
    answer(client_for, second, "confirm")
    told = OutgoingMail.objects.filter(to=qa_manager, subject="A role was given in IRO Portal")
    assert "Data protection officer" in told.get().body


def test_an_added_person_waits_for_the_same_roles(client_for, administrator, second):
    new = ROLE | {"name": "Nia New", "email": "nia.new@council.example", "role": "DATA_PROTECTION"}
    client_for(administrator).post(reverse("accounts:new_person"), new)
    assert not roles_of(User.objects.get(email="nia.new@council.example"))
    assert RoleProposal.objects.get().role == "DATA_PROTECTION"


def test_whoever_ends_the_roles_of_all_others_gives_none_alone(
    client_for, administrator, second, social_worker
):
    end_role(
        membership=second.memberships.get(),
        on=date(2026, 3, 30),
        by=administrator,
        today=date(2026, 3, 30),
    )
    assertContains(give(client_for, administrator, social_worker), NOBODY_CONFIRMS, status_code=422)
    assert roles_of(social_worker) == {"SOCIAL_WORKER"}
    call_command(
        "create_council",
        administrator.memberships.get().authority.code,
        "The council",
        administrator="third@council.example",
        verbosity=0,
    )
    give(client_for, administrator, social_worker)
    answer(client_for, User.objects.get(email="third@council.example"), "confirm")
    assert "QA_MANAGER" in roles_of(social_worker)


def test_a_role_that_ends_is_made_longer_by_two_people(client_for, administrator, second, social_worker):
    ends = {"ends_on_day": "5", "ends_on_month": "4", "ends_on_year": "2026"}
    give(client_for, administrator, social_worker, **ends)
    answer(client_for, second, "confirm")
    held = Membership.objects.get(user=social_worker, role="QA_MANAGER")
    Membership.objects.filter(pk=held.pk).update(ended_on=date(2026, 4, 5))
    page = reverse("accounts:end_role", args=[social_worker.public_id, held.pk])
    later = client_for(administrator).post(page, {"on_day": "5", "on_month": "4", "on_year": "2030"})
    assertContains(later, LONGER, status_code=422)
    RoleProposal.objects.all().delete()
    give(client_for, administrator, social_worker, starts_on_day="5")
    answer(client_for, second, "confirm")
    assert Membership.objects.filter(user=social_worker, role="QA_MANAGER").count() == 2


@pytest.mark.parametrize("works_elsewhere", [True, False])
def test_whoever_has_left_gets_no_role_that_was_proposed_before(
    works_elsewhere, client_for, administrator, second, social_worker, other_authority
):
    if works_elsewhere:
        make.make_membership(social_worker, other_authority, Role.IRO)
    give(client_for, administrator, social_worker)
    page = reverse("accounts:deactivate", args=[social_worker.public_id])
    client_for(administrator).post(page, {"reason": "Left the council"})
    assert social_worker.name not in waiting_on(client_for(second))
    proposal = RoleProposal.objects.get()
    assert (proposal.state, proposal.answered_by) == ("DECLINED", administrator)
    assertContains(answer(client_for, second, "confirm"), "the proposal is declined")
    assert "QA_MANAGER" not in roles_of(social_worker)


def waiting_on(client) -> str:
    return client.get(reverse("accounts:role_proposals")).text.partition(">Answered<")[0]


def test_confirming_all_says_who_got_a_role_and_who_did_not(
    client_for, administrator, second, social_worker, iro, business_support
):
    for person in (social_worker, iro, business_support):
        give(client_for, administrator, person)
    User.objects.filter(pk=iro.pk).update(is_active=False, deactivated_at=make.now())
    assert "Confirm all 3 roles below" in waiting_on(client_for(second))
    page = client_for(second).post(reverse("accounts:confirm_proposals"), follow=True)
    assertContains(page, "Roles confirmed: 2.")
    assertContains(page, f"{iro.name}, QA manager: not given. This person has left. Reactivate them first.")
    given = {person for person in (social_worker, iro, business_support) if "QA_MANAGER" in roles_of(person)}
    assert given == {social_worker, business_support}


def test_a_role_held_to_a_last_day_is_proposed_from_that_day_on(
    client_for, administrator, second, social_worker
):
    make.make_membership(social_worker, social_worker.memberships.get().authority, Role.QA_MANAGER)
    held = Membership.objects.filter(user=social_worker, role=Role.QA_MANAGER)
    held.update(ended_on=date(2026, 4, 2))
    assertContains(give(client_for, administrator, social_worker), "already has the role", status_code=422)
    assert not RoleProposal.objects.exists()
    give(client_for, administrator, social_worker, starts_on_day="2")
    assert RoleProposal.objects.get().starts_on == date(2026, 4, 2)
