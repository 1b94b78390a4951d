"""Signing in and out, wrong passwords, lock-out, session limits, leavers, new passwords."""

import re
import time

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.hashers import identify_hasher, make_password
from django.core import mail as outbox
from django.test import Client, override_settings
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.middleware import SEEN, STARTED
from accounts.models import AuditEvent, Authority, Session, User
from accounts.people import actions as people
from tests import factories as make

SIGN_IN = "account_login"
ME = "accounts:me"


def sign_in(client: Client, user: User | str, password: str = make.PASSWORD):
    email = user if isinstance(user, str) else user.email
    return client.post(reverse(SIGN_IN), {"login": email, "password": password})


def test_right_password_leads_home_and_is_on_the_trail(client, iro):
    assertRedirects(sign_in(client, iro), reverse("home"), fetch_redirect_response=False)
    assert client.get(reverse(ME)).status_code == 200
    assert AuditEvent.objects.filter(kind="person.signed_in", by_id=iro.pk).count() == 1


def test_address_is_taken_in_any_case(client, iro):
    assert sign_in(client, "IRO@Council.Example").status_code == 302


@pytest.mark.parametrize("who", ["iro@council.example", "unknown@council.example"])
def test_wrong_password_and_unknown_address_say_the_same(client, iro, who):
    response = sign_in(client, who, "not-the-password")
    assertContains(response, "The email address or the password is not right")
    assertContains(response, "<title>Error: ")


def test_next_page_outside_the_portal_is_not_followed(client, iro):
    response = client.post(
        reverse(SIGN_IN), {"login": iro.email, "password": make.PASSWORD, "next": "https://evil.example/"}
    )
    assert response.headers["Location"] == reverse("home")


def test_ten_wrong_passwords_lock_for_a_quarter_of_an_hour(client, iro, on_day):
    on_day("2026-03-30", 9, 0)
    for _ in range(9):
        assert sign_in(client, iro, "wrong").status_code == 200
    assertContains(sign_in(client, iro, "wrong"), "locked for 15 minutes", status_code=429)
    assertContains(sign_in(client, iro), "locked for 15 minutes", status_code=429)
    on_day("2026-03-30", 9, 16)
    assert sign_in(client, iro).status_code == 302


def test_unknown_address_locks_in_the_same_way(client, db):
    codes = [sign_in(client, "unknown@council.example", "wrong").status_code for _ in range(11)]
    assert codes == [200] * 9 + [429] * 2


def test_right_password_forgets_the_wrong_ones(client, iro):
    for _ in range(5):
        sign_in(client, iro, "wrong")
    sign_in(client, iro)
    assert not AccessAttempt.objects.exists()


def test_lock_out_keeps_no_password(client, iro):
    sign_in(client, iro, "nearly-the-password")
    assert "nearly-the-password" not in AccessAttempt.objects.get().post_data


def test_administrator_unlocks(client, iro, administrator, client_for):
    for _ in range(10):
        sign_in(client, iro, "wrong")
    person_page = reverse("accounts:person", args=[iro.public_id])
    assertContains(client_for(administrator).get(person_page), "Unlock now")
    client_for(administrator).post(reverse("accounts:unlock", args=[iro.public_id]))
    assert sign_in(client, iro).status_code == 302


def test_signing_out_clears_what_the_browser_keeps(client_for, iro):
    assert client_for(iro).post(reverse("account_logout")).headers["Clear-Site-Data"] == '"cache", "storage"'


def test_signing_out_needs_a_post_and_ends_the_session(client_for, iro):
    client = client_for(iro)
    assertContains(client.get(reverse("account_logout")), "Sign out")
    assert client.get(reverse(ME)).status_code == 200
    client.post(reverse("account_logout"))
    assert not Session.objects.filter(user_id=iro.pk).exists()
    assert client.get(reverse(ME)).status_code == 302


def test_signing_in_changes_the_session_key(client, iro):
    client.get(reverse(SIGN_IN))
    client.session.save()
    before = client.session.session_key
    sign_in(client, iro)
    assert client.session.session_key != before


def test_leaver_with_a_live_session_is_out_at_the_next_request(
    client_for, iro, administrator, authority, on_day
):
    today = on_day("2026-03-30")
    client = client_for(iro)
    assert client.get(reverse(ME)).status_code == 200
    people.deactivate(person=iro, authority=authority, reason="left", by=administrator, today=today)
    assert not Session.objects.filter(user_id=iro.pk).exists()
    assert client.get(reverse(ME)).status_code == 302


def test_leaver_cannot_sign_in_again(client, iro, administrator, authority, on_day):
    today = on_day("2026-03-30")
    people.deactivate(person=iro, authority=authority, reason="left", by=administrator, today=today)
    sign_in(client, iro)
    assert client.get(reverse(ME)).status_code == 302
    assert "_auth_user_id" not in client.session


def test_deactivated_by_hand_in_the_database_is_out_too(client_for, iro):
    client = client_for(iro)
    User.objects.filter(pk=iro.pk).update(is_active=False, deactivated_at=make.now())
    assert client.get(reverse(ME)).status_code == 302


def test_role_that_ended_yesterday_opens_nothing_today(client_for, iro, on_day):
    client = client_for(iro)
    on_day("2026-03-30")
    iro.memberships.update(ended_on="2026-03-30")
    assert client.get(reverse(ME)).status_code == 403


@pytest.mark.parametrize(
    ("seen", "started", "status"),
    [
        (settings.SESSION_IDLE_SECONDS - 5, 3600, 200),
        (settings.SESSION_IDLE_SECONDS + 5, 3600, 302),
        (10, settings.SESSION_ABSOLUTE_SECONDS - 5, 200),
        (10, settings.SESSION_ABSOLUTE_SECONDS + 5, 302),
    ],
)
def test_idle_and_old_sessions_end(client_for, iro, seen, started, status):
    client = client_for(iro)
    session = client.session
    session[SEEN], session[STARTED] = int(time.time()) - seen, int(time.time()) - started
    session.save()
    assert client.get(reverse(ME)).status_code == status


def test_passive_requests_and_asking_do_not_keep_a_session_alive(client_for, iro):
    client = client_for(iro)
    session = client.session
    seen = int(time.time()) - 600
    session[SEEN], session[STARTED] = seen, seen
    session.save()
    client.get(reverse("accounts:session"), headers={"X-Passive": "1"})
    assert client.session[SEEN] == seen
    client.post(reverse("accounts:session"))
    assert client.session[SEEN] > seen + 500


def test_session_endpoint_says_who_and_how_long(client, client_for, iro):
    asked = client.get(reverse("accounts:session")).json()
    assert asked["who"] is None and asked["csrf"]
    mine = client_for(iro).get(reverse("accounts:session")).json()
    assert mine["who"] == str(iro.public_id)
    assert settings.SESSION_IDLE_SECONDS - 5 <= mine["seconds_left"] <= settings.SESSION_IDLE_SECONDS


def test_case_pages_are_never_cached(client_for, iro):
    assert client_for(iro).get(reverse(ME)).headers["Cache-Control"] == "no-store"


def test_production_hashes_with_argon2():
    production = [h for h in settings.PASSWORD_HASHERS if "MD5" not in h]
    with override_settings(PASSWORD_HASHERS=production):
        assert identify_hasher(make_password("anything at all")).algorithm == "argon2"


# --- passwords


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("short", "at least 12 characters"),
        ("password1234", "too common"),
        ("928374650192", "entirely numeric"),
        ("iro@council.example", "too similar"),
        ("CouncilPortal2026!", "easy to guess"),
    ],
)
def test_weak_passwords_are_refused(client_for, iro, password, says):
    data = {"oldpassword": make.PASSWORD, "password1": password, "password2": password}
    assertContains(client_for(iro).post(reverse("account_change_password"), data), says)


@pytest.mark.parametrize(
    "password",
    ["aldermere2026", "Aldermere-2026!", "Aldermere123456789", "lonGstratton99", "aldermerecouncil!!"]
    + ["quillfeather01", "Zoe.Quillfeather", "zquillfeather#1", "reviewsportal-2026"],
)
def test_what_is_easy_to_guess_about_council_and_person_is_refused(
    client_for, iro, authority, password, settings
):
    settings.PUBLIC_ADDRESS = "https://reviews.long-stratton.example"
    Authority.objects.filter(pk=authority.pk).update(name="Metropolitan Borough of Aldermere")
    User.objects.filter(pk=iro.pk).update(name="Zoë Quillfeather", email="zquillfeather@council.example")
    data = {"oldpassword": make.PASSWORD, "password1": password, "password2": password}
    assertContains(client_for(iro).post(reverse("account_change_password"), data), "easy to guess here")
    Authority.objects.filter(pk=authority.pk).update(name="Elsewhere")
    for own in ("aldermere by the old canal", "quillfeather and the seven swans"):
        data = data | {"password1": own, "password2": own}
        assert client_for(iro).post(reverse("account_change_password"), data).status_code == 302
        data["oldpassword"] = own


def test_new_password_ends_other_sessions_and_keeps_this_one(client_for, iro):
    here, elsewhere = client_for(iro), client_for(iro)
    data = {
        "oldpassword": make.PASSWORD,
        "password1": "quite another phrase",
        "password2": "quite another phrase",
    }
    assert here.post(reverse("account_change_password"), data).status_code == 302
    assert here.get(reverse(ME)).status_code == 200
    assert elsewhere.get(reverse(ME)).status_code == 302


def test_must_change_password_comes_before_every_other_page(client_for, iro):
    User.objects.filter(pk=iro.pk).update(must_change_password=True)
    client = client_for(iro)
    assertRedirects(client.get(reverse(ME)), reverse("account_change_password"))
    data = {
        "oldpassword": make.PASSWORD,
        "password1": "quite another phrase",
        "password2": "quite another phrase",
    }
    client.post(reverse("account_change_password"), data)
    assert client.get(reverse(ME)).status_code == 200


@pytest.mark.parametrize("who", ["iro@council.example", "unknown@council.example"])
def test_forgotten_password_answers_alike_for_known_and_unknown(client, iro, who):
    response = client.post(reverse("account_reset_password"), {"email": who})
    assertRedirects(response, reverse("account_reset_password_done"))
    assert not outbox.outbox  # the worker sends it, so that the answer takes as long for either


def test_forgotten_password_link_works_once(client, iro, run_jobs):
    client.post(reverse("account_reset_password"), {"email": iro.email})
    (sent,) = run_jobs()
    assert sent.to == [iro.email]
    path = re.search(r"http://\S+?(/account/\S+)", sent.body)[1]
    page = client.get(path, follow=True)
    assertContains(page, "Set a new password")
    data = {"password1": "quite another phrase", "password2": "quite another phrase"}
    assertRedirects(
        client.post(page.redirect_chain[-1][0], data), reverse("account_reset_password_from_key_done")
    )
    assert sign_in(Client(), iro, "quite another phrase").status_code == 302
    assertContains(Client().get(path, follow=True), "This link no longer works")


def test_stored_mail_holds_no_link(client, iro, run_jobs):
    client.post(reverse("account_reset_password"), {"email": iro.email})
    run_jobs()
    assert "/account/password/new/" not in iro.mails.get().body


def test_link_expires_after_a_day(client, iro, on_day, run_jobs):
    on_day("2026-03-30")
    client.post(reverse("account_reset_password"), {"email": iro.email})
    path = re.search(r"http://\S+?(/account/\S+)", run_jobs()[0].body)[1]
    on_day("2026-03-31", 10)
    assertContains(Client().get(path, follow=True), "This link no longer works")


def test_nobody_signs_up(client, db):
    assert client.get(reverse("account_signup")).status_code == 404
    assertNotContains(client.get(reverse(SIGN_IN)), "sign up", status_code=200)


# --- several councils


def test_person_of_two_councils_chooses_and_sees_one_at_a_time(client_for, iro, other_authority, authority):
    make.make_membership(iro, other_authority, "QA_MANAGER")
    client = client_for(iro)
    assertContains(client.get(reverse(ME)), "Change council")
    assertContains(
        client.get(reverse(ME)), '<p class="iro-header__council">Brackenshire County Council</p>', html=True
    )
    client.post(reverse("accounts:councils"), {"council": str(other_authority.public_id)})
    assertContains(
        client.get(reverse(ME)), '<p class="iro-header__council">Westmarch Borough Council</p>', html=True
    )


def test_council_of_others_cannot_be_chosen(client_for, iro, other_authority):
    client = client_for(iro)
    response = client.post(reverse("accounts:councils"), {"council": str(other_authority.public_id)})
    assertContains(response, "Select one of your councils")
    assertContains(client.get(reverse(ME)), "Brackenshire")
