"""Codes from a phone: set up, ask, recover, require."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth.hashers import check_password
from django.core import mail as outbox
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.models import AuditEvent, User
from accounts.sign_in import phone
from accounts.sign_in.views import SET_UP_ELSEWHERE
from tests import factories as make
from tests.integration.accounts.test_sign_in import ME, sign_in


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


@pytest.fixture
def set_up(client, iro, on_day) -> tuple[Client, str]:
    """A person who signed in and set codes up; and the secret. The clock stands, so that the code is of this
    half minute."""
    on_day("2029-05-01")
    sign_in(client, iro)
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r"<code[^>]*>(.+?)</code>", page)[1].replace("<wbr>", "")
    response = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assertRedirects(response, reverse("mfa_view_recovery_codes"), fetch_redirect_response=False)
    return client, secret


def recovery_codes(client: Client) -> list[str]:
    return re.findall(r"<code>(\d+)</code>", client.get(reverse("mfa_view_recovery_codes")).content.decode())


def test_code_is_asked_after_the_password(set_up, iro, on_day):
    _, secret = set_up
    browser = Client()
    assertRedirects(sign_in(browser, iro), reverse("mfa_authenticate"))
    assert browser.get(reverse(ME)).status_code == 302
    assertContains(browser.post(reverse("mfa_authenticate"), {"code": "000000"}), "The code is not right")
    on_day("2030-01-02")
    sign_in(browser, iro)
    assert browser.post(reverse("mfa_authenticate"), {"code": code_of(secret)}).status_code == 302
    assert browser.get(reverse(ME)).status_code == 200


def test_a_forgotten_password_leaves_the_second_factor(set_up, iro, run_jobs):
    """Whoever reads somebody's mail has the link, and not the phone."""
    thief = Client()
    thief.post(reverse("account_reset_password"), {"email": iro.email})
    path = re.search(r"http://\S+?(/account/password/\S+)", run_jobs()[-1].body)[1]
    page = thief.get(path, follow=True)
    new = {"password1": "quite another phrase", "password2": "quite another phrase"}
    thief.post(page.redirect_chain[-1][0], new)
    assert thief.get(reverse(ME)).status_code == 302
    assertRedirects(sign_in(thief, iro, "quite another phrase"), reverse("mfa_authenticate"))
    assert thief.get(reverse(ME)).status_code == 302


def test_while_redis_is_away_people_sign_in_with_a_code(set_up, iro, on_day):
    _, secret = set_up
    browser, nobody_there = Client(), "redis://127.0.0.1:1/0"
    on_day("2030-01-02")
    shared = {"default": {"BACKEND": "iro_portal.cache.SharedCache", "LOCATION": nobody_there}}
    with override_settings(CACHES=shared):
        sign_in(browser, iro)
        assertContains(browser.post(reverse("mfa_authenticate"), {"code": "000000"}), "The code is not right")
        assert browser.post(reverse("mfa_authenticate"), {"code": code_of(secret)}).status_code == 302
        assert browser.get(reverse(ME)).status_code == 200


def test_same_code_does_not_work_twice(set_up, iro, on_day):
    _, secret = set_up
    on_day("2030-01-02")
    for browser, works in ((Client(), True), (Client(), False)):
        sign_in(browser, iro)
        browser.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
        assert (browser.get(reverse(ME)).status_code == 200) is works


@pytest.mark.parametrize("seconds", [0, 31, 59])
def test_a_used_code_is_refused_for_as_long_as_a_code_is_taken(set_up, iro, on_day, seconds):
    """allauth forgets a used code after half a minute, and takes it for a minute and a half."""
    _, secret = set_up
    on_day("2030-01-02")
    code = code_of(secret)
    browser = Client()
    sign_in(browser, iro)
    assert browser.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    with time_machine.travel(make.at(date(2030, 1, 2)) + timedelta(seconds=seconds), tick=False):
        thief = Client()
        sign_in(thief, iro)
        thief.post(reverse("mfa_authenticate"), {"code": code})
        assert thief.get(reverse(ME)).status_code == 302


def test_the_code_of_the_set_up_opens_nothing_more(set_up, iro):
    _, secret = set_up
    thief = Client()
    sign_in(thief, iro)
    assertContains(thief.post(reverse("mfa_authenticate"), {"code": code_of(secret)}), "used already")


def test_recovery_code_works_once(set_up, iro):
    client, _ = set_up
    codes = recovery_codes(client)
    assert len(codes) == 10
    for works in (True, False):
        browser = Client()
        sign_in(browser, iro)
        browser.post(reverse("mfa_authenticate"), {"code": codes[0]})
        assert (browser.get(reverse(ME)).status_code == 200) is works


def test_secret_is_not_stored_in_the_clear(set_up, iro):
    _, secret = set_up
    assert secret not in str(list(Authenticator.objects.filter(user=iro).values_list("data", flat=True)))


def test_guessing_codes_locks_like_guessing_passwords(set_up, iro):
    browser = Client()
    sign_in(browser, iro)
    codes = [browser.post(reverse("mfa_authenticate"), {"code": f"{n:06d}"}).status_code for n in range(10)]
    assert codes == [200] * 9 + [429]
    assertContains(sign_in(Client(), iro), "locked for 15 minutes", status_code=429)


def test_who_knows_the_password_does_not_guess_on_from_many_machines(
    set_up, iro, client_for, administrator, on_day, run_jobs
):
    """After twenty wrong codes in a quarter of an hour none is taken, the right one neither; the person is
    told once, and an administrator unlocks."""
    _, secret = set_up
    on_day("2030-01-02")

    def answer(machine: int, code: str) -> HttpResponse:
        with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1):
            at = {"X-Forwarded-For": f"203.0.113.{machine}"}
            browser, me = Client(headers=at), {"login": iro.email, "password": make.PASSWORD}
            browser.post(reverse("account_login"), me)
            return browser.post(reverse("mfa_authenticate"), {"code": code})

    for n in range(20):
        assertContains(answer(n, f"{n:06d}"), "The code is not right")
    person = reverse("accounts:person", args=[iro.public_id])
    unlock = reverse("accounts:unlock", args=[iro.public_id])
    for n in range(20, 22):
        assertContains(answer(n, code_of(secret)), "somebody knows your password", status_code=429)
    assertContains(client_for(administrator).get(person), unlock)
    assert AuditEvent.objects.filter(kind="person.locked_out", target_id=iro.pk).count() == 1
    run_jobs()
    told = [m.subject for m in outbox.outbox if iro.email in m.to]
    assert told.count("Too many wrong codes were typed for your account") == 1
    client_for(administrator).post(unlock)
    assert answer(30, code_of(secret)).status_code == 302


def test_codes_come_first_where_everybody_needs_them(client, iro, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    sign_in(client, iro)
    for name in ("home", ME, "accounts:councils", "account_change_password"):
        assertRedirects(client.get(reverse(name)), reverse("mfa_activate_totp"))
    assertContains(client.get(reverse("mfa_activate_totp")), "Everybody needs a code")
    assert client.get(reverse("accounts:help")).status_code == 200
    assert client.get(reverse("accounts:session")).status_code == 200


def test_required_codes_open_the_pages_once_set_up_and_cannot_be_turned_off(set_up, settings):
    client, _ = set_up
    settings.SECOND_FACTOR_REQUIRED = True
    assert client.get(reverse(ME)).status_code == 200
    assertContains(client.post(reverse("mfa_deactivate_totp")), "cannot be turned off")
    assertNotContains(client.get(reverse("mfa_index")), "Turn codes off")
    assert Authenticator.objects.filter(type="totp").exists()


def test_codes_that_are_not_required_can_be_turned_off(set_up):
    client, _ = set_up
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.exists()


def test_of_two_phones_at_once_one_is_set_up(client, iro, monkeypatch, on_day):
    """Whoever is second is told, since it may be somebody else's phone that counts."""
    on_day("2029-05-01")
    sign_in(client, iro)

    def second(user: User, secret: str, code: str) -> int:
        TOTP.activate(user, generate_totp_secret())
        return 0

    monkeypatch.setattr(phone, "off_at_set_up", second)
    page = reverse("mfa_activate_totp")
    client.get(page)
    answer = client.post(page, {"code": "123456"})
    assert SET_UP_ELSEWHERE in answer.content.decode()
    assert Authenticator.objects.filter(user=iro).count() == 1
    assert not AuditEvent.objects.filter(kind="person.codes_set_up").exists()


def test_setting_up_later_asks_for_the_password_again(client_for, iro):
    client = client_for(iro)  # signed in long ago: no fresh proof of a password
    response = client.get(reverse("mfa_activate_totp"))
    assert response.headers["Location"].startswith(reverse("account_reauthenticate"))
    page = client.post(reverse("account_reauthenticate"), {"password": "wrong"})
    assertContains(page, "The password is not right")
    client.post(reverse("account_reauthenticate"), {"password": make.PASSWORD})
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


def test_guessing_the_password_of_an_open_session_locks_too(client_for, iro):
    client = client_for(iro)
    codes = [
        client.post(reverse("account_reauthenticate"), {"password": f"no{n}"}).status_code for n in range(10)
    ]
    assert 429 in codes


@pytest.mark.parametrize("name", ["mfa_view_recovery_codes", "mfa_deactivate_totp"])
def test_there_is_nothing_to_see_before_codes_are_set_up(client_for, iro, name):
    assert client_for(iro).get(reverse(name)).status_code == 404


@pytest.mark.parametrize("name", ["mfa_index", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"])
def test_pages_about_codes_render(set_up, name):
    client, _ = set_up
    assertContains(client.get(reverse(name)), "<h1", 1)


def test_recovery_codes_are_shown_once_and_kept_as_hashes(set_up, iro):
    client, _ = set_up
    codes = recovery_codes(client)
    assert len(codes) == 10 and not recovery_codes(client)
    assertContains(client.get(reverse("mfa_view_recovery_codes")), "10 codes of 10 left")
    kept = Authenticator.objects.get(user=iro, type=Authenticator.Type.RECOVERY_CODES).data
    assert "seed" not in kept and len(kept["migrated_codes"]) == 10
    assert not [code for code in codes if code in str(kept)]
    assert all(check_password(code, kept["migrated_codes"][n]) for n, code in enumerate(codes))


def test_new_recovery_codes_replace_the_old(set_up):
    client, _ = set_up
    old = recovery_codes(client)
    client.post(reverse("mfa_generate_recovery_codes"))
    new = recovery_codes(client)
    assert len(new) == 10 and not set(old) & set(new)


def test_administration_site_is_for_staff_and_through_our_sign_in(client, client_for, iro, administrator):
    site = reverse("admin:index")
    assert reverse("account_login") in client.get(site, follow=True).redirect_chain[-1][0]
    assert client_for(administrator).get(site, follow=True).status_code == 403
    User.objects.filter(pk=iro.pk).update(is_staff=True, is_superuser=True)
    assert client_for(iro).get(site).status_code == 200
