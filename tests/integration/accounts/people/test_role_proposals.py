"""A role that opens children's records takes two people, and nobody gives it to themselves."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from pytest_django.asserts import assertContains

from accounts.access.roles import Role
from accounts.models import Membership, OutgoingMail, RoleProposal, User
from accounts.people.proposals import NOT_YOURSELF
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
