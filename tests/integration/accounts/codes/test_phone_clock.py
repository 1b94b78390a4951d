"""One code at a time, by the phone's own clock; how far that is wrong is learned from two codes in a row."""

import random
import re
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.utils import encrypt
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains

from accounts.models import AuditEvent, User
from accounts.sign_in import phone
from tests.integration.accounts.test_sign_in import ME, sign_in

START = int(datetime(2030, 1, 2, 9, tzinfo=UTC).timestamp()) // 30 * 30
SECRET = generate_totp_secret()


def shown(at: float, ahead: float = 0, secret: str = SECRET) -> str:
    """What a phone shows whose clock is so many seconds ahead."""
    return format_hotp_value(hotp_value(secret, int(at + ahead) // 30))


def at(seconds: float) -> Any:
    return time_machine.travel(seconds, tick=False)


@pytest.fixture
def app() -> Authenticator:
    """A phone whose codes are known, and nobody in the database."""
    return Authenticator(user=User(pk=7), type="totp", data={"secret": encrypt(SECRET)})


def answer(app: Authenticator, code: str) -> str:
    """What is said of the code; nothing when it is right, and then its clock is kept."""
    try:
        app.data[phone.OFF] = phone.off_at_sign_in(app, code)
    except ValidationError as refused:
        return str(refused.message)
    return ""


@pytest.mark.parametrize("off", [-phone.FURTHEST, -3, -1, 0, 1, 4, phone.FURTHEST])
def test_of_all_codes_one_is_right_at_a_time(app, off):
    for number in range(-15, 16):
        app.data[phone.OFF] = off
        with at(START + 3000 * (number + 15)):
            now = START + 3000 * (number + 15)
            assert (answer(app, shown(now, ahead=30 * number)) == "") is (number == off)


def test_a_code_that_has_just_run_out_is_told_from_a_wrong_one(app):
    with at(START):
        assert answer(app, shown(START - 30)) == phone.RAN_OUT
        assert answer(app, shown(START - 90)) == phone.WRONG
        assert answer(app, shown(START)) == ""


def test_a_code_that_came_too_early_does_not_open_later(app):
    with at(START):
        early = shown(START, ahead=30)
        assert answer(app, early) == phone.OTHER_CLOCK
    with at(START + 30):
        assert answer(app, early) == phone.USED


def test_two_codes_that_do_not_follow_each_other_teach_nothing(app):
    with at(START):
        assert answer(app, shown(START - 30)) == phone.RAN_OUT
    with at(START + 60):
        assert answer(app, shown(START + 30)) == phone.RAN_OUT
    with at(START + 90):
        assert answer(app, shown(START + 60)) == ""
    assert app.data[phone.OFF] == -1


def test_two_codes_from_far_away_teach_nothing(app):
    for seconds in (START, START + 30):
        with at(seconds):
            assert answer(app, shown(seconds - 90)) == phone.WRONG


@pytest.mark.parametrize("seconds_a_day", [-2, -0.7, 0.7, 2])
def test_who_signs_in_daily_with_a_drifting_phone_always_gets_in(app, seconds_a_day):
    """Typing takes some seconds, and begins whenever the person looks at the phone."""
    chance = random.Random(3)
    for day in range(120):
        ahead, moment, tries = day * seconds_a_day, START + day * 86400 + chance.random() * 30, 0
        while True:
            code, tries = shown(moment, ahead), tries + 1
            typed = moment + 4 + chance.random() * 8
            with at(typed):
                said = answer(app, code)
            if not said:
                break
            assert tries < 4, (day, tries, said)
            moment = ((typed + ahead) // 30 + 1) * 30 - ahead  # the next one comes up
    assert abs(app.data[phone.OFF] * 30 - 120 * seconds_a_day) < 60


def test_a_phone_whose_clock_was_put_right_gets_in_by_two_codes(app):
    app.data[phone.OFF] = -6
    with at(START):
        assert answer(app, shown(START)) == phone.OTHER_CLOCK
    with at(START + 30):
        assert answer(app, shown(START + 30)) == ""
    assert app.data[phone.OFF] == 0


def set_up(browser: Client, ahead: float) -> str:
    """Set codes up with a phone that is so far ahead, by two codes; the secret."""
    with at(START):
        page = browser.get(reverse("mfa_activate_totp")).content.decode()
        found = re.search(r"<code[^>]*>(.+?)</code>", page)
        assert found is not None
        secret = found[1].replace("<wbr>", "")
        first = browser.post(reverse("mfa_activate_totp"), {"code": shown(START, ahead, secret)})
        assertContains(first, "The clock of your phone differs from ours")
    assert not Authenticator.objects.filter(type="totp").exists()
    with at(START + 30):
        browser.post(reverse("mfa_activate_totp"), {"code": shown(START + 30, ahead, secret)})
    return secret


def test_a_phone_that_is_minutes_slow_is_learned_at_set_up_and_signs_in_with_one_code(client, iro, on_day):
    with at(START):
        sign_in(client, iro)
    secret = set_up(client, -200)
    assert Authenticator.objects.get(user=iro, type="totp").data[phone.OFF] == -7
    with at(START + 300):
        browser = Client()
        sign_in(browser, iro)
        said = browser.post(reverse("mfa_authenticate"), {"code": shown(START + 300, -240, secret)})
        assertContains(said, "This code has just run out")
        browser.post(reverse("mfa_authenticate"), {"code": shown(START + 300, -200, secret)})
        assert browser.get(reverse(ME)).status_code == 200
    assert not AuditEvent.objects.filter(kind="person.clock_learned").exists()


def test_what_was_learned_at_sign_in_is_kept_and_in_the_trail(client, iro, on_day):
    with at(START):
        sign_in(client, iro)
    secret = set_up(client, 60)
    for seconds in (START + 300, START + 330):
        with at(seconds):
            browser = Client()
            sign_in(browser, iro)
            browser.post(reverse("mfa_authenticate"), {"code": shown(seconds, 30, secret)})
    with at(START + 330):
        assert browser.get(reverse(ME)).status_code == 200
    assert Authenticator.objects.get(user=iro, type="totp").data[phone.OFF] == 1
    assert AuditEvent.objects.get(kind="person.clock_learned").details == {"codes_off": 1}


def test_a_phone_that_is_far_off_is_told_so_at_set_up(client, iro, on_day):
    with at(START):
        sign_in(client, iro)
        client.get(reverse("mfa_activate_totp"))
        secret = client.session["mfa.totp.secret"]
        said = client.post(reverse("mfa_activate_totp"), {"code": shown(START, -900, secret)})
        assertContains(said, "The code is not right")
