"""Single sign-on against a provider that runs: who gets in, who does not, and what is written down."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client
from django.urls import reverse

from accounts import clock
from accounts.access.roles import Role
from accounts.models import (
    AuditEvent,
    Membership,
    OutgoingMail,
    RoleProposal,
    SignInAccount,
    SignInProvider,
    User,
)
from accounts.single_sign_on.actions import CHANGED, mark_of
from accounts.ui.posted import NONE_OF_THEM
from tests import factories as make
from tests.integration.accounts.test_sign_in import ME, sign_in
from tests.kept import kept
from tests.provider.process import Provider, running, set_up_for

HOME = "accounts:single_sign_on"


@pytest.fixture(scope="module")
def _process() -> Iterator[Provider]:
    with running("http://testserver/") as provider:
        yield provider


@pytest.fixture
def provider(_process: Provider, settings: Any) -> Iterator[Provider]:
    settings.SIGN_IN_HOSTS = ["127.0.0.1"]
    yield _process
    _process.spoil()


@pytest.fixture
def row(provider, authority, admin_user) -> SignInProvider:
    return set_up_for(authority, provider, admin_user)


@kept
def admin_user(authority) -> User:
    return make.make_user(authority, Role.ADMINISTRATOR)


@kept
def second(authority) -> User:
    return make.make_user(authority, Role.QA_MANAGER)


def led_to(browser: Client, row: SignInProvider, **query: str) -> str:
    """Where at the provider the portal leads."""
    response = browser.get(reverse("council_sign_in_start", args=[row.public_id]), query)
    assert response.status_code == 302, response.content
    return response.headers["Location"]


def sign_on(browser: Client, row: SignInProvider, provider: Provider, **query: str) -> Any:
    return browser.get(provider.signed_in_at(led_to(browser, row, **query)))


def is_in(browser: Client) -> bool:
    return browser.get(reverse(ME)).status_code == 200


def refusal() -> str:
    return AuditEvent.objects.filter(kind="person.sign_on_refused").latest("pk").details["why"]


# --- who gets in


def test_the_provider_signs_an_existing_person_in(client, provider, row, iro):
    provider.says(iro.email)
    response = sign_on(client, row, provider, next="/me/")
    assert response.status_code == 302 and response.headers["Location"] == "/me/"
    assert is_in(client)
    event = AuditEvent.objects.get(kind="person.signed_on")
    assert (event.by_id, event.authority_id) == (iro.pk, row.authority_id)
    assert AuditEvent.objects.filter(kind="person.signed_in", by_id=iro.pk).exists()


def test_what_is_asked_of_the_provider(client, provider, row):
    asked = parse_qs(urlsplit(led_to(client, row)).query)
    assert asked["response_type"] == ["code"] and asked["code_challenge_method"] == ["S256"]
    assert set(asked["scope"][0].split()) == {"openid", "email"}
    assert len(asked["nonce"][0]) >= 32 and len(asked["state"][0]) >= 16
    again = parse_qs(urlsplit(led_to(client, row)).query)
    assert all(asked[name] != again[name] for name in ("nonce", "state", "code_challenge"))


def test_the_address_leads_to_the_council(client, provider, row):
    page = client.post(reverse("council_sign_in"), {"email": "Anybody@Council.example"}).content.decode()
    assert reverse("council_sign_in_start", args=[row.public_id]) in page
    assert client.post(reverse("council_sign_in"), {"email": "a@elsewhere.example"}).status_code == 422
    assert "council’s account" in client.get(reverse("account_login")).content.decode()


def test_without_a_provider_the_page_says_nothing_of_it(client, db):
    assert "council’s account" not in client.get(reverse("account_login")).content.decode()


def test_an_address_nobody_has_creates_nobody(client, provider, row):
    provider.says("stranger@council.example")
    before = User.objects.count()
    response = sign_on(client, row, provider)
    assert response.status_code == 403 and "Nobody at" in response.content.decode()
    assert User.objects.count() == before and not is_in(client)
    assert refusal() == "nobody with this email address"


REFUSED_CLAIMS: dict[str, dict[str, Any]] = {
    "the address was not checked": {"email_verified": False},
    "nothing is said of the address": {"email_verified": None},
    "no address": {"email": None},
    "another council's address": {"email": "somebody@elsewhere.example"},
    "an address that is a list": {"email": ["a@council.example"]},
    "an address that only looks like it": {"email": "\u0131ro@council.example"},
    "an address that cannot be stored": {"email": "iro\0@council.example"},
}


@pytest.mark.parametrize("name", REFUSED_CLAIMS)
def test_an_account_that_does_not_prove_its_address_is_refused(name, client, provider, row, iro):
    provider.says(iro.email, **REFUSED_CLAIMS[name])
    assert sign_on(client, row, provider).status_code == 403
    assert not is_in(client) and refusal()


def test_a_directory_of_its_own_may_vouch_for_its_addresses(client, provider, row, iro):
    SignInProvider.objects.update(vouches=True)
    provider.says(iro.email, email_verified=None)
    sign_on(client, row, provider)
    assert is_in(client)


def test_a_leaver_and_a_person_of_another_council_are_refused(client, provider, row, iro, other_authority):
    stranger = make.make_user(other_authority, Role.QA_MANAGER)
    User.objects.filter(pk=iro.pk).update(is_active=False, deactivated_at=make.now())
    for person in (iro, stranger):
        provider.says(person.email)
        assert sign_on(client, row, provider).status_code == 403 and not is_in(client)
    assert refusal() == "no role in the council today"


def test_an_address_that_the_council_gave_to_somebody_else_opens_nothing(
    client, provider, row, iro, admin_user, client_for
):
    provider.says(iro.email)
    sign_on(client, row, provider)
    assert is_in(client)
    provider.says(iro.email, sub="somebody new")
    stranger = Client()
    answer = sign_on(stranger, row, provider)
    assert (
        answer.status_code == 403 and "not the account you signed in with before" in answer.content.decode()
    )
    assert not is_in(stranger) and refusal() == "another account than the person’s"

    administrator, page = client_for(admin_user), reverse("accounts:person", args=[iro.public_id])
    forget = reverse("accounts:forget_account", args=[iro.public_id])
    assert forget in administrator.get(page).content.decode()
    assert administrator.post(forget).status_code == 302
    assert OutgoingMail.objects.filter(to=iro).latest("pk").subject == "You can sign in with another account"
    assert AuditEvent.objects.filter(kind="person.account_forgotten", by_id=admin_user.pk).exists()
    assert forget not in administrator.get(page).content.decode()
    assert administrator.post(forget).status_code == 404
    sign_on(stranger, row, provider)
    assert is_in(stranger)


def test_one_account_is_one_person_s(client, provider, row, iro, second):
    provider.says(iro.email)
    sign_on(client, row, provider)
    provider.says(second.email, sub=f"sub of {iro.email}")
    answer = sign_on(Client(), row, provider)
    assert answer.status_code == 403 and "Somebody else" in answer.content.decode()
    assert [account.user_id for account in row.accounts.all()] == [iro.pk]


def test_an_account_whose_address_changed_is_still_the_same_person_s(client, provider, row, iro, second):
    """Somebody marries: the council changes the address before the portal hears of it."""
    provider.says(iro.email)
    sign_on(client, row, provider)
    browser, name = Client(), f"sub of {iro.email}"
    provider.says("new.name@council.example", sub=name)
    answer = browser.get(sign_on(browser, row, provider).headers["Location"], follow=True)
    assert answer.wsgi_request.user == iro
    assert f"IRO Portal still writes to {iro.email}" in answer.content.decode()
    for over in ({"email_verified": False}, {"email": "new.name@elsewhere.example"}):
        provider.says("new.name@council.example", sub=name, **over)
        assert sign_on(Client(), row, provider).status_code == 403
    make.make_user(row.authority, Role.TEAM_MANAGER, email="new.name@council.example")
    provider.says("new.name@council.example", sub=name)
    assert sign_on(Client(), row, provider).status_code == 403
    assert refusal() == "another account than the person’s"


def test_nobody_lets_go_of_their_own_account(client, provider, row, admin_user):
    provider.says(admin_user.email)
    sign_on(client, row, provider)
    answer = client.post(reverse("accounts:forget_account", args=[admin_user.public_id]), follow=True)
    assert "Another administrator must do this for you." in answer.content.decode()
    assert row.accounts.count() == 1


def test_the_session_opens_the_provider_s_council_alone(client, provider, row, iro, other_authority):
    make.make_membership(iro, other_authority, Role.QA_MANAGER)
    provider.says(iro.email)
    sign_on(client, row, provider)
    assert other_authority.name not in client.get(reverse("accounts:councils")).content.decode()
    assert AuditEvent.objects.get(kind="person.signed_in").authority_id == row.authority_id
    client.post(reverse("accounts:councils"), {"council": str(other_authority.public_id)})
    assert client.get(reverse("home")).wsgi_request.viewer.authority == row.authority


# --- the token and the way back


SPOILED: dict[str, dict[str, Any]] = {
    "no signature": {"alg": "none"},
    "signed with the secret": {"alg": "HS256"},
    "signed by a stranger under a known name": {"stranger": True},
    "another issuer": {"claims": {"iss": "http://127.0.0.1:1"}},
    "for another client": {"claims": {"aud": "another"}},
    "for several clients, by another": {"claims": {"aud": ["portal", "another"], "azp": "another"}},
    "for several clients, by nobody": {"claims": {"aud": ["portal", "another"]}},
    "another sign-in's number": {"claims": {"nonce": "x" * 32}},
    "no number": {"claims": {"nonce": None}},
    "no name of the account": {"claims": {"sub": None}},
    "a number as the name of the account": {"claims": {"sub": 5}},
    "a name of the account that cannot be stored": {"claims": {"sub": "a\0b"}},
    "run out": {"exp_by": -400},
    "not yet made": {"iat_by": 600},
    "made long ago": {"iat_by": -3600, "exp_by": 3600},
    "no token": {"without": True},
}


WHY = {
    "no signature": "signature of a kind that is not taken",
    "signed with the secret": "signature of a kind that is not taken",
    "signed by a stranger under a known name": "InvalidSignatureError",
    "another issuer": "InvalidIssuerError",
    "for another client": "InvalidAudienceError",
    "for several clients, by another": "for several clients, and not by this one",
    "for several clients, by nobody": "for several clients, and not by this one",
    "another sign-in's number": "of another sign-in",
    "no number": "MissingRequiredClaimError",
    "no name of the account": "MissingRequiredClaimError",
    "a number as the name of the account": "InvalidSubjectError",
    "a name of the account that cannot be stored": "no name of the account",
    "run out": "ExpiredSignatureError",
    "not yet made": "ImmatureSignatureError",
    "made long ago": "too old",
    "no token": "no token of the person",
}


@pytest.mark.parametrize("name", SPOILED)
def test_a_token_that_is_not_right_in_everything_lets_nobody_in(name, client, provider, row, iro):
    provider.says(iro.email)
    provider.spoil(**SPOILED[name])
    response = sign_on(client, row, provider)
    assert response.status_code == 403 and not is_in(client)
    assert "could not be checked" in response.content.decode()
    assert refusal() == WHY[name]


def test_clocks_may_differ_by_less_than_a_minute(client, provider, row, iro):
    provider.says(iro.email)
    provider.spoil(iat_by=45)
    sign_on(client, row, provider)
    assert is_in(client)


def test_a_new_key_of_the_provider_is_found(client, provider, row, iro):
    provider.says(iro.email)
    sign_on(client, row, provider)
    provider.rotate()
    browser = Client()
    sign_on(browser, row, provider)
    assert is_in(browser)


def test_an_answer_works_once_and_in_its_own_browser_alone(client, provider, row, iro):
    provider.says(iro.email)
    back = provider.signed_in_at(led_to(client, row))
    assert Client().get(back).status_code == 403
    assert client.get(back).status_code == 302 and is_in(client)
    client.post(reverse("account_logout"))
    assert client.get(back).status_code == 403 and not is_in(client)


def test_a_code_taken_from_another_sign_in_is_refused(client, provider, row, iro):
    """Somebody else's code with one's own state: the provider holds it to the other sign-in's PKCE."""
    provider.says(iro.email)
    theirs = parse_qs(urlsplit(provider.signed_in_at(led_to(Client(), row))).query)["code"][0]
    mine = urlsplit(provider.signed_in_at(led_to(client, row)))
    state = parse_qs(mine.query)["state"][0]
    assert client.get(mine.path, {"code": theirs, "state": state}).status_code == 403
    assert not is_in(client)


def test_an_answer_in_the_name_of_another_provider_is_refused(client, provider, row, iro):
    provider.says(iro.email)
    back = provider.signed_in_at(led_to(client, row))
    assert client.get(f"{back}&iss=https://elsewhere.example").status_code == 403
    assert refusal() == "an answer of another provider"


def test_an_answer_of_one_provider_is_not_taken_at_another_s_address(
    client, provider, row, iro, other_authority, admin_user
):
    other = set_up_for(other_authority, provider, admin_user, domains=["other.example"])
    provider.says(iro.email)
    begun = urlsplit(provider.signed_in_at(led_to(client, row)))
    elsewhere = reverse("council_sign_in_done", args=[other.public_id])
    assert client.get(f"{elsewhere}?{begun.query}").status_code == 403 and not is_in(client)


def test_no_token_stays_anywhere(client, provider, row, iro):
    provider.says(iro.email)
    sign_on(client, row, provider)
    held = [str(dict(client.session)), *(str(event.details) for event in AuditEvent.objects.all())]
    assert "eyJ" not in str(held), "how every signed token begins"
    assert not SocialToken.objects.exists() and not SocialAccount.objects.exists()


def test_stopped_at_the_provider(client, provider, row):
    state = parse_qs(urlsplit(led_to(client, row)).query)["state"][0]
    done = reverse("council_sign_in_done", args=[row.public_id])
    response = client.get(done, {"error": "access_denied", "state": state})
    assert response.status_code == 403 and "was stopped" in response.content.decode()


def test_a_provider_that_is_away_is_said_and_written_down(client, provider, row):
    SignInProvider.objects.update(issuer="http://127.0.0.1:9")
    response = client.get(reverse("council_sign_in_start", args=[row.public_id]))
    assert response.status_code == 403 and "does not answer" in response.content.decode()
    assert refusal().startswith("the provider does not answer")


def test_a_wrong_secret_lets_nobody_in(client, provider, row, iro):
    SignInProvider.objects.update(secret="not one of ours")
    provider.says(iro.email)
    assert sign_on(client, row, provider).status_code == 403 and not is_in(client)


def test_nobody_is_led_elsewhere(client, provider, row, iro):
    provider.says(iro.email)
    response = sign_on(client, row, provider, next="https://evil.example/")
    assert response.headers["Location"] == "/"


# --- the second factor


def test_a_second_factor_that_the_provider_vouches_for_is_taken(client, provider, row, iro, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    provider.says(iro.email, amr=["pwd", "mfa"])
    sign_on(client, row, provider)
    assert is_in(client)


@pytest.mark.parametrize("claims", [{}, {"amr": ["pwd"]}, {"amr": "mfa"}, {"acr": "1"}])
def test_without_it_a_code_is_asked_for_here(claims, client, provider, row, iro, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    provider.says(iro.email, **claims)
    sign_on(client, row, provider)
    response = client.get(reverse("home"))
    assert response.status_code == 302 and response.headers["Location"] == reverse("mfa_activate_totp")


def test_the_administration_site_takes_our_own_code_alone(client, provider, row, iro, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    User.objects.filter(pk=iro.pk).update(is_staff=True)
    provider.says(iro.email, amr=["mfa"])
    sign_on(client, row, provider)
    assert client.get(reverse("home")).headers["Location"] == reverse("mfa_activate_totp")


# --- passwords


def test_passwords_are_turned_off_but_not_for_administrators(client, provider, row, iro, admin_user):
    SignInProvider.objects.update(passwords_off=True, worked_at=make.now())
    response = sign_in(client, iro)
    assert response.status_code == 403 and not is_in(client)
    assert reverse("council_sign_in_start", args=[row.public_id]) in response.content.decode()
    assert AuditEvent.objects.filter(kind="person.password_refused", target_id=iro.pk).exists()
    sign_in(client, admin_user)
    assert is_in(client)


def test_passwords_turned_off_end_what_was_begun_with_one(
    client, provider, row, iro, second, admin_user, client_for
):
    provider.says(second.email)
    sign_on(client, row, provider)
    theirs, administrators = client_for(iro), Client()
    sign_in(administrators, admin_user)
    assert is_in(theirs)
    answer = administrators.post(reverse("accounts:switch_passwords"), {"passwords": "no"})
    assert answer.status_code == 302
    assert [is_in(browser) for browser in (theirs, client, administrators)] == [False, True, True]
    assert AuditEvent.objects.get(kind="council.passwords_switched").details["sessions_ended"] == 1
    administrators.post(reverse("accounts:switch_passwords"), {"passwords": "yes"})
    assert (
        "sessions_ended"
        not in AuditEvent.objects.filter(kind="council.passwords_switched").latest("pk").details
    )
    sign_in(theirs, iro)
    assert is_in(theirs)


def test_a_password_opens_the_person_s_other_council_alone(client, provider, row, iro, other_authority):
    make.make_membership(iro, other_authority, Role.QA_MANAGER)
    SignInProvider.objects.update(passwords_off=True, worked_at=make.now())
    sign_in(client, iro)
    assert client.get(reverse("home")).wsgi_request.viewer.authority == other_authority
    client.post(reverse("accounts:councils"), {"council": str(row.authority.public_id)})
    assert client.get(reverse("home")).wsgi_request.viewer.authority == other_authority
    provider.says(iro.email)
    sign_on(client, row, provider)
    assert client.get(reverse("home")).wsgi_request.viewer.authority == row.authority


def test_the_way_back_when_the_provider_is_away(client, provider, row, iro, admin_user):
    SignInProvider.objects.update(passwords_off=True, worked_at=make.now())
    sign_in(client, admin_user)
    switch = reverse("accounts:switch_single_sign_on")
    assert NONE_OF_THEM in client.post(switch, follow=True).text
    assert SignInProvider.objects.get().is_on
    client.post(switch, {"on": "no"})
    browser = Client()
    sign_in(browser, iro)
    assert is_in(browser)
    assert (
        OutgoingMail.objects.filter(subject="Single sign-on was switched").count() == 0
    )  # nobody else to tell


# --- groups


def test_a_group_leads_to_a_proposal_that_a_second_person_confirms(
    client, provider, row, iro, admin_user, second, client_for
):
    admin = client_for(admin_user)
    admin.post(reverse("accounts:new_group_role"), {"group": "managers", "role": Role.TEAM_MANAGER})
    provider.says(iro.email, groups=["managers", "others"])
    sign_on(client, row, provider)
    proposal = RoleProposal.objects.get(user=iro)
    assert (proposal.role, proposal.from_group) == (Role.TEAM_MANAGER, "managers")
    assert proposal.proposed_by == admin_user
    assert not Membership.objects.filter(user=iro, role=Role.TEAM_MANAGER).exists()
    answer = reverse("accounts:answer_proposal", args=[proposal.public_id])
    admin.post(answer, {"answer": "confirm"})
    assert not Membership.objects.filter(user=iro, role=Role.TEAM_MANAGER).exists()
    assert "managers" in client_for(second).get(reverse("accounts:role_proposals")).content.decode()
    client_for(second).post(answer, {"answer": "confirm"})
    assert Membership.objects.filter(user=iro, role=Role.TEAM_MANAGER).exists()


def test_a_role_that_was_declined_is_not_proposed_again(
    client, provider, row, iro, admin_user, second, client_for
):
    client_for(admin_user).post(reverse("accounts:new_group_role"), {"group": "g", "role": Role.TEAM_MANAGER})
    provider.says(iro.email, groups=["g"])
    sign_on(client, row, provider)
    proposal = RoleProposal.objects.get(user=iro)
    client_for(second).post(
        reverse("accounts:answer_proposal", args=[proposal.public_id]), {"answer": "decline"}
    )
    sign_on(Client(), row, provider)
    assert RoleProposal.objects.filter(user=iro).count() == 1


def test_a_role_with_a_last_day_is_not_proposed_while_it_runs(
    client, provider, row, iro, admin_user, second, client_for
):
    client_for(admin_user).post(reverse("accounts:new_group_role"), {"group": "g", "role": Role.IRO})
    Membership.objects.filter(user=iro, role=Role.IRO).update(ended_on=clock.today() + timedelta(days=30))
    provider.says(iro.email, groups=["g"])
    sign_on(client, row, provider)
    assert is_in(client) and not RoleProposal.objects.exists()


def test_whoever_maps_a_group_gets_no_role_of_it(client, provider, row, admin_user, client_for):
    client_for(admin_user).post(reverse("accounts:new_group_role"), {"group": "g", "role": Role.QA_MANAGER})
    provider.says(admin_user.email, groups=["g"])
    sign_on(client, row, provider)
    assert is_in(client) and not RoleProposal.objects.exists()


# --- setting it up


def form_of(provider: Provider, **over: str) -> dict[str, str]:
    return {
        "issuer": provider.issuer,
        "client_id": "portal",
        "secret": "s3cret",
        "domains": "council.example, @other.example",
        "vouches": "no",
        "second_factor": "mfa",
        **over,
    }


@pytest.fixture
def change(admin_user, client_for) -> Callable[[dict[str, str]], Any]:
    return lambda data: client_for(admin_user).post(reverse("accounts:change_single_sign_on"), data)


def test_a_provider_works_only_when_a_second_person_has_confirmed_it(
    client, provider, admin_user, second, client_for, change, iro
):
    assert change(form_of(provider)).status_code == 302
    row = SignInProvider.objects.get()
    assert row.domains == ["council.example", "other.example"] and row.confirmed_at is None
    assert "s3cret" not in row.secret
    start = reverse("council_sign_in_start", args=[row.public_id])
    assert client.get(start).status_code == 404
    client_for(admin_user).post(reverse("accounts:confirm_single_sign_on"), {"seen": mark_of(row)})
    assert client.get(start).status_code == 404
    assert "You did not" not in client_for(second).get(reverse(HOME)).content.decode()
    seen = client_for(second).get(reverse(HOME)).context["seen"]
    change(form_of(provider) | {"domains": "council.example"})
    late = client_for(second).post(reverse("accounts:confirm_single_sign_on"), {"seen": seen}, follow=True)
    assert CHANGED in late.content.decode() and client.get(start).status_code == 404
    seen = late.context["seen"]
    assert f'name="seen" value="{seen}"' in late.content.decode()
    client_for(second).post(reverse("accounts:confirm_single_sign_on"), {"seen": seen})
    assert client.get(start).status_code == 302
    assert OutgoingMail.objects.filter(to=second, subject="Single sign-on was changed").count() == 2
    assert OutgoingMail.objects.filter(to=admin_user, subject="Single sign-on was confirmed").count() == 1
    kinds = AuditEvent.objects.values_list("kind", flat=True)
    assert {"council.provider_set", "council.provider_confirmed"} <= set(kinds)


def test_the_secret_is_never_shown_and_kept_when_left_empty(provider, change, admin_user, client_for):
    change(form_of(provider))
    before = SignInProvider.objects.get()
    for page in ("accounts:change_single_sign_on", HOME):
        html = client_for(admin_user).get(reverse(page)).content.decode()
        assert "s3cret" not in html and before.secret not in html
    assert change(form_of(provider, secret="", client_id="portal")).status_code == 302
    assert SignInProvider.objects.get().secret == before.secret
    assert not any("s3cret" in str(e.details) for e in AuditEvent.objects.all())


def test_a_new_secret_alone_needs_no_second_person_but_a_new_issuer_does(provider, row, second, change):
    SignInAccount.objects.create(provider=row, user=second, subject="theirs", first_at=make.now())
    same = form_of(provider, domains="council.example", secret="rotated")
    change(same)
    assert SignInProvider.objects.get().confirmed_at is not None
    change(same | {"second_factor": "mfa, pwd"})
    assert SignInProvider.objects.get().confirmed_at is None
    assert row.accounts.exists(), "the same provider calls people by the same names"
    change(same | {"client_id": "portal at another client", "secret": "s3cret"})
    assert not row.accounts.exists()


def test_an_administrator_alone_in_a_new_council_needs_nobody(provider, change):
    change(form_of(provider))
    assert SignInProvider.objects.get().confirmed_at is not None


@pytest.mark.parametrize(
    ("issuer", "said"),
    [
        ("https://169.254.169.254/latest", "may not speak to"),
        ("https://localhost/", "may not speak to"),
        ("http://login.microsoftonline.com/x", "must begin with https"),
        ("https://login@127.0.0.1/", "may not speak to"),
        ("file:///etc/passwd", "must begin with https"),
        ("http://127.0.0.1:9", "does not answer"),
    ],
)
def test_nobody_can_make_the_portal_speak_to_other_machines(issuer, said, provider, change):
    response = change(form_of(provider, issuer=issuer))
    assert response.status_code == 422 and said in response.content.decode()
    assert not SignInProvider.objects.exists()


def test_a_provider_that_calls_itself_otherwise_is_refused(provider, change):
    provider.spoil(issuer="https://elsewhere.example")
    assert "calls itself" in change(form_of(provider)).content.decode()


def test_a_domain_belongs_to_one_council(provider, row, other_authority, client_for):
    theirs = client_for(make.make_user(other_authority, Role.ADMINISTRATOR))
    response = theirs.post(reverse("accounts:change_single_sign_on"), form_of(provider))
    assert response.status_code == 422 and "Another council" in response.content.decode()


def test_passwords_are_turned_off_only_once_it_has_worked(client, provider, row, iro, admin_user, client_for):
    admin = client_for(admin_user)
    off = {"passwords": "no"}
    assert admin.post(reverse("accounts:switch_passwords"), off).status_code == 422
    provider.says(iro.email)
    sign_on(client, row, provider)
    assert admin.post(reverse("accounts:switch_passwords"), off).status_code == 302
    assert SignInProvider.objects.get().passwords_off
    assert AuditEvent.objects.filter(kind="council.passwords_switched").exists()
