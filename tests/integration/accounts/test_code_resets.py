"""Recovery of the second factor takes two administrators, and the person is told."""

import pytest
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts.access.roles import Role
from accounts.models import AuditEvent, CodesReset, OutgoingMail, User
from accounts.ui.posted import NONE_OF_THEM
from tests import factories as make
from tests.kept import kept


@pytest.fixture(autouse=True)
def _today(on_day):
    on_day("2026-03-30")


@kept
def second(authority) -> User:
    return make.make_user(authority, Role.ADMINISTRATOR, name="Ana Second")


@kept
def lost(iro) -> User:
    """Somebody who has codes from a phone and recovery codes, and the phone no more."""
    Authenticator.objects.create(user=iro, type="totp", data={"secret": "x"})
    Authenticator.objects.create(user=iro, type="recovery_codes", data={"seed": "x"})
    return iro


def ask(client_for, by: User, about: User):
    return client_for(by).post(
        reverse("accounts:reset_codes", args=[about.public_id]), {"reason": "Phone lost"}
    )


def answer(client_for, by: User, what: str = "confirm"):
    page = reverse("accounts:answer_codes_reset", args=[CodesReset.objects.get().public_id])
    return client_for(by).post(page, {"answer": what}, follow=True)


def test_two_administrators_reset_the_codes(client_for, administrator, second, lost):
    session = client_for(lost)
    assert ask(client_for, administrator, lost).status_code == 302
    assert Authenticator.objects.filter(user=lost).count() == 2
    assertContains(answer(client_for, second), "are reset")
    assert not Authenticator.objects.filter(user=lost).exists()
    assert session.get(reverse("accounts:me")).status_code == 302
    event = AuditEvent.objects.get(kind="person.codes_reset")
    assert (event.target_id, event.by_id) == (lost.pk, second.pk)
    told = set(OutgoingMail.objects.values_list("to__name", "subject"))
    assert {name for name, _ in told} == {lost.name, second.name}
    assert (lost.name, "Your codes from a phone were reset") in told


def test_one_administrator_alone_cannot(client_for, administrator, second, lost):
    ask(client_for, administrator, lost)
    assertContains(answer(client_for, administrator), "other than the one who asked")
    assert Authenticator.objects.filter(user=lost).count() == 2
    assertContains(answer(client_for, administrator, ""), NONE_OF_THEM)
    assert CodesReset.objects.get().state == "WAITING"
    answer(client_for, administrator, "decline")
    assert CodesReset.objects.get().state == "DECLINED"


def test_nobody_resets_their_own(client_for, administrator, second):
    Authenticator.objects.create(user=administrator, type="totp", data={"secret": "x"})
    assert ask(client_for, administrator, administrator).status_code == 422
    ask(client_for, second, administrator)
    answer(client_for, administrator)
    assert CodesReset.objects.get().state == "WAITING"


def test_it_is_asked_once_and_only_where_there_are_codes(
    client_for, administrator, second, lost, social_worker
):
    assert ask(client_for, administrator, social_worker).status_code == 422
    ask(client_for, administrator, lost)
    assert ask(client_for, second, lost).status_code == 422
    answer(client_for, second)
    assertContains(answer(client_for, second), "This is not possible now")


def test_the_pages_offer_it_to_administrators_alone(client_for, administrator, second, lost, qa_manager):
    person = reverse("accounts:person", args=[lost.public_id])
    assertContains(client_for(administrator).get(person), "Reset the codes from a phone")
    ask(client_for, administrator, lost)
    assertNotContains(client_for(administrator).get(person), "Reset the codes from a phone")
    assertContains(client_for(second).get(reverse("accounts:role_proposals")), "Phone lost")
    assertNotContains(client_for(qa_manager).get(reverse("accounts:role_proposals")), "Phone lost")
    assert answer(client_for, qa_manager).status_code == 403


@pytest.mark.parametrize(
    ("over", "constraint"),
    [
        ({"state": "CONFIRMED"}, "codes_reset_answer_paired"),
        ({"asked_by": "lost"}, "codes_reset_not_for_oneself"),
        (
            {"state": "CONFIRMED", "answered_by": "administrator", "answered_at": make.now},
            "codes_reset_two_people",
        ),
        ({"twice": True}, "codes_reset_waits_once"),
    ],
)
def test_the_database_holds_four_eyes_too(authority, administrator, lost, over, constraint):
    people = {"lost": lost, "administrator": administrator}
    given = {k: people.get(v, v() if callable(v) else v) for k, v in over.items() if k != "twice"}
    row = {
        "user": lost,
        "authority": authority,
        "reason": "x",
        "asked_by": administrator,
        "asked_at": make.now(),
    }
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        CodesReset.objects.create(**row | given)
        CodesReset.objects.create(**row | given)
