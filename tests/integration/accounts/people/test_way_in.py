"""Where a council has turned passwords off nobody is sent a link to set one, whichever way they come."""

import pytest
from django.urls import reverse

from accounts.access.roles import Role
from accounts.models import OutgoingMail, SignInProvider, User
from accounts.people.actions import send_password_link
from accounts.sign_in import forgotten
from tests import factories as make
from tests.integration.accounts.people.test_people import NEW, TODAY

LINK = "[link to set a password]"


@pytest.fixture(autouse=True)
def _passwords_off(on_day, authority, administrator) -> None:
    on_day(TODAY)
    SignInProvider.objects.create(
        authority=authority,
        issuer="https://login.council.example",
        client_id="portal",
        secret="x",
        domains=["council.example"],
        vouches=True,
        passwords_off=True,
        set_by=administrator,
        set_at=make.now(),
        confirmed_by=administrator,
        confirmed_at=make.now(),
        worked_at=make.now(),
    )


def mails(to: str) -> str:
    return "\n".join(OutgoingMail.objects.filter(to__email=to).values_list("body", flat=True))


def test_a_new_person_is_told_to_sign_in_with_the_council_s_account(client_for, administrator):
    client_for(administrator).post(reverse("accounts:new_person"), NEW)
    said = mails("nia.new@council.example")
    assert "with your work account" in said and LINK not in said


def test_the_file_of_people_sends_no_links_either(client_for, administrator):
    rows = "name,email,role\nNia New,nia.new@council.example,IRO"
    client_for(administrator).post(reverse("accounts:people_file"), {"rows": rows, "add": "1"})
    assert LINK not in mails("nia.new@council.example")


def test_a_new_administrator_still_sets_a_password(client_for, administrator):
    client_for(administrator).post(reverse("accounts:new_person"), NEW | {"role": Role.ADMINISTRATOR})
    assert LINK in mails("nia.new@council.example")


def test_no_link_is_sent_again_or_to_who_forgot_one(client_for, administrator, iro, run_jobs):
    client_for(administrator).post(reverse("accounts:send_link", args=[iro.public_id]))
    forgotten.ask_for_link(iro)
    run_jobs()
    assert "with your work account" in mails(iro.email) and LINK not in mails(iro.email)


def test_the_administrators_are_the_way_back(administrator):
    send_password_link(user=User.objects.get(pk=administrator.pk), today=TODAY)
    assert LINK in mails(administrator.email)


def test_the_mail_names_the_council_whose_account_it_is(authority, other_authority, iro):
    send_password_link(user=iro, today=TODAY, authority=other_authority)
    assert f"your work account of {authority.name};" in mails(iro.email)


def test_who_works_for_another_council_besides_sets_a_password_for_that_one(other_authority, iro):
    make.make_membership(iro, other_authority, Role.IRO)
    send_password_link(user=iro, today=TODAY, authority=other_authority)
    assert LINK in mails(iro.email)
