"""What setting single sign-on up refuses, and that a group can be taken away again."""

from datetime import date

from django.urls import reverse

from accounts.access.roles import Role
from accounts.models import Authority, GroupRole, User
from accounts.single_sign_on import actions
from accounts.single_sign_on.actions import Setting
from tests import factories as make
from tests.kept import kept
from tests.refusing import refused

TODAY = date(2026, 11, 26)
SETTING = Setting(
    issuer="https://login.council.example",
    client_id="portal",
    secret="s",
    domains=["council.example"],
    vouches=False,
    second_factor=[],
)


@kept
def administrator(authority: Authority) -> User:
    return make.make_user(authority, Role.ADMINISTRATOR)


def test_a_provider_has_a_secret(authority: Authority, administrator: User) -> None:
    without = Setting(**{**SETTING.__dict__, "secret": ""})
    with refused("Enter the secret that the provider gave you", "secret"):
        actions.set_provider(authority=authority, setting=without, by=administrator, today=TODAY)


def test_a_group_leads_to_a_role_once(authority: Authority, administrator: User) -> None:
    provider = actions.set_provider(authority=authority, setting=SETTING, by=administrator, today=TODAY)
    given = {"provider": provider, "group": "IROs", "role": "IRO", "by": administrator, "today": TODAY}
    actions.add_group(**given)
    with refused("This group already leads to this role.", "group"):
        actions.add_group(**given)
    assert GroupRole.objects.count() == 1


def test_a_group_that_is_taken_away_leads_to_nothing(authority, administrator, client_for, on_day) -> None:
    on_day("2026-11-26")
    provider = actions.set_provider(authority=authority, setting=SETTING, by=administrator, today=TODAY)
    given = {"provider": provider, "group": "IROs", "role": "IRO", "by": administrator, "today": TODAY}
    row = actions.add_group(**given)
    address = reverse("accounts:remove_group_role", args=[row.public_id])
    said = client_for(administrator).post(address, follow=True)
    assert "The group leads to the role no more" in said.text
    assert not GroupRole.objects.exists()
