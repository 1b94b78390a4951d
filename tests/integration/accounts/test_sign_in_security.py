"""What a stolen password, a stranger and a busy Monday morning must not do to signing in."""

import re
from calendar import MONDAY, WEDNESDAY

import pytest
from django.core import mail as outbox
from django.test import Client, override_settings
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from accounts.access.roles import Role
from accounts.models import AuditEvent, OutgoingMail, Session, User
from tests import factories as make
from tests.integration.accounts.test_codes import code_of
from tests.integration.accounts.test_sign_in import ME, sign_in
from tests.turns import has_days

pytestmark = pytest.mark.django_db


def set_codes_up(client: Client) -> str:
    """Set codes up in this browser; the secret of the app."""
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    found = re.search(r"<code[^>]*>(.+?)</code>", page)
    assert found is not None
    secret = found[1].replace("<wbr>", "")
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    return secret


@pytest.fixture
def codes_required(settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


def test_a_session_that_never_gave_a_code_ends_when_codes_are_set_up(iro, codes_required, on_day):
    on_day("2029-05-01")
    thief, victim = Client(), Client()
    sign_in(thief, iro)
    sign_in(victim, iro)
    set_codes_up(victim)
    assert victim.get(reverse(ME)).status_code == 200
    for name in (ME, "mfa_view_recovery_codes"):
        assert thief.get(reverse(name)).headers["Location"].startswith(reverse("account_login"))
    assert AuditEvent.objects.get(kind="person.codes_set_up").details["sessions_ended"] == 1


def test_a_session_without_a_code_is_asked_for_one(iro, client_for, codes_required, on_day):
    on_day("2029-05-01")
    first = Client()
    sign_in(first, iro)
    secret = set_codes_up(first)
    other = client_for(iro)
    answer = other.get(reverse(ME))
    assert answer.headers["Location"].startswith(reverse("mfa_reauthenticate"))
    assert other.get(reverse("mfa_view_recovery_codes")).status_code == 302
    on_day("2029-05-02")
    other = client_for(iro)
    page = f"{reverse('mfa_reauthenticate')}?next={reverse(ME)}"
    other.post(page, {"code": code_of(secret)})
    assert other.get(reverse(ME)).status_code == 200


def test_the_site_administrator_needs_codes_too(client, iro, codes_required):
    User.objects.filter(pk=iro.pk).update(is_staff=True, is_superuser=True)
    sign_in(client, iro)
    answer = client.get(reverse("admin:index"))
    assert answer.headers["Location"].startswith(reverse("mfa_activate_totp"))


def test_a_person_is_told_of_every_change_of_their_sign_in(client, iro, administrator, run_jobs, on_day):
    on_day("2029-05-01")
    sign_in(client, iro)
    set_codes_up(client)
    new = "a completely new password"
    client.post(
        reverse("account_change_password"),
        {"oldpassword": make.PASSWORD, "password1": new, "password2": new},
    )
    run_jobs()
    told = {m.subject for m in outbox.outbox if m.to == [iro.email]}
    assert told == {"Codes from a phone were set up", "Your password was changed"}


def test_a_new_address_is_told_to_the_old_one(client_for, iro, run_jobs):
    staff = make.make_user(iro.memberships.get().authority, Role.ADMINISTRATOR)
    User.objects.filter(pk=staff.pk).update(is_staff=True, is_superuser=True)
    browser = client_for(staff)
    client_for(iro)
    page = reverse("admin:accounts_user_change", args=[iro.pk])
    answer = browser.post(page, {"name": iro.name, "email": "thief@elsewhere.example"})
    assert answer.status_code == 302
    run_jobs()
    assert [m.to for m in outbox.outbox] == [["iro@council.example"]]
    assert not Session.objects.filter(user_id=iro.pk).exists()


def test_own_sessions_are_listed_and_ended(client, iro):
    sign_in(client, iro)
    other = Client()
    sign_in(other, iro)
    assertContains(client.get(reverse("accounts:sessions")), "Another browser")
    assertRedirects(client.post(reverse("accounts:end_other_sessions")), reverse("accounts:sessions"))
    assert client.get(reverse(ME)).status_code == 200
    assert other.get(reverse(ME)).status_code == 302


def test_somebody_who_sits_at_an_open_session_is_asked_for_the_password_first(client, iro, on_day):
    on_day("2026-03-30", 9, 0)
    sign_in(client, iro)
    other = Client()
    sign_in(other, iro)
    on_day("2026-03-30", 9, 20)
    asked = client.post(reverse("accounts:end_other_sessions"))
    sessions = reverse("accounts:sessions")
    assertRedirects(asked, f"{reverse('account_reauthenticate')}?next={sessions}")
    assert other.get(reverse(ME)).status_code == 200
    assertRedirects(client.post(asked["Location"], {"password": make.PASSWORD}), sessions)
    client.post(reverse("accounts:end_other_sessions"))
    assert other.get(reverse(ME)).status_code == 302


def test_an_administrator_signs_a_person_out_and_they_are_told(
    client, iro, administrator, client_for, run_jobs
):
    sign_in(client, iro)
    admin = client_for(administrator)
    page = reverse("accounts:person", args=[iro.public_id])
    assertContains(admin.get(page), "out everywhere")
    assertRedirects(admin.post(reverse("accounts:sign_out_person", args=[iro.public_id])), page)
    assert client.get(reverse(ME)).status_code == 302
    assert AuditEvent.objects.get(kind="person.signed_out_by").details == {"sessions_ended": 1}
    run_jobs()
    assert [(m.to, m.subject) for m in outbox.outbox] == [([iro.email], "You were signed out of IRO Portal")]


# --- limits


def test_a_stranger_elsewhere_locks_nobody_out(client, iro):
    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1):
        stranger, council = {"X-Forwarded-For": "203.0.113.9"}, {"X-Forwarded-For": "198.51.100.7"}
        data = {"login": iro.email, "password": "wrong"}
        codes = [client.post(reverse("account_login"), data, headers=stranger).status_code for _ in range(12)]
        assert codes[-1] == 429
        good = {"login": iro.email, "password": make.PASSWORD}
        assert client.post(reverse("account_login"), good, headers=council).status_code == 302


def test_a_forged_address_counts_for_nothing(client, iro):
    """With one proxy only the last address of the header is its word."""
    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1):
        data = {"login": iro.email, "password": "wrong"}
        codes = [
            client.post(
                reverse("account_login"), data, headers={"X-Forwarded-For": f"10.0.0.{n}, 203.0.113.9"}
            ).status_code
            for n in range(11)
        ]
    assert codes[-1] == 429


def test_trying_on_does_not_lock_for_longer(client, iro, on_day):
    on_day("2026-03-30", 9, 0)
    for _ in range(10):
        sign_in(client, iro, "wrong")
    on_day("2026-03-30", 9, 14)
    assert sign_in(client, iro).status_code == 429
    on_day("2026-03-30", 9, 16)
    assert sign_in(client, iro).status_code == 302


@has_days(MONDAY)
@pytest.mark.slow
def test_three_hundred_people_sign_in_from_one_address_on_monday_morning(authority, on_day):
    on_day("2026-03-30", 9, 0)
    people = [make.make_user(authority, Role.TEAM_MANAGER) for _ in range(300)]
    assert {sign_in(Client(), person).status_code for person in people} == {302}


@has_days(WEDNESDAY)
def test_many_wrong_passwords_from_one_machine_stop_it_alone(client, iro):
    for n in range(120):
        sign_in(client, f"person{n}@council.example", "Spring2026!")
    assertContains(sign_in(client, iro), "Too many sign-ins failed on this network")
    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1):
        answer = client.post(
            reverse("account_login"),
            {"login": iro.email, "password": make.PASSWORD},
            headers={"X-Forwarded-For": "198.51.100.7"},
        )
    assert answer.status_code == 302


def test_what_happened_in_no_council_is_read_by_who_runs_the_portal(
    client_for, administrator, iro, authority
):
    Client().post(reverse("account_login"), {"login": "nobody@elsewhere.example", "password": "wrong"})
    Client().post(reverse("account_login"), {"login": iro.email, "password": "wrong"})
    page = reverse("admin:accounts_auditevent_changelist")
    assert client_for(administrator).get(page).status_code == 302
    User.objects.filter(pk=administrator.pk).update(is_staff=True, is_superuser=True)
    browser = client_for(administrator)
    listed = browser.get(page, {"q": "failed"}).context["cl"].result_list
    assert [(event.kind, event.authority_id) for event in listed] == [("person.sign_in_failed", None)]
    assert browser.get(reverse("admin:accounts_auditevent_add")).status_code == 403
    of_council = AuditEvent.objects.filter(authority_id=authority.pk).first()
    assert browser.get(reverse("admin:accounts_auditevent_change", args=[of_council.pk])).status_code == 302


def test_failed_sign_ins_and_lock_outs_are_on_the_trail(client, iro, authority):
    for _ in range(12):
        sign_in(client, iro, "wrong")
    failed = AuditEvent.objects.filter(kind="person.sign_in_failed", target_id=iro.pk)
    assert failed.count() >= 9 and set(failed.values_list("authority_id", flat=True)) == {authority.pk}
    assert AuditEvent.objects.filter(kind="person.locked_out", target_id=iro.pk).count() == 1


def test_every_council_of_a_person_sees_their_sign_ins_and_not_the_other(
    client, iro, authority, other_authority, on_day, client_for
):
    on_day("2026-03-30", 9, 0)
    make.make_membership(iro, other_authority, Role.IRO)
    for _ in range(10):
        sign_in(client, iro, "wrong")
    on_day("2026-03-30", 9, 16)
    sign_in(client, iro)
    client.post(reverse("account_logout"))
    for council in (authority, other_authority):
        kinds = list(AuditEvent.objects.filter(authority_id=council.pk).values_list("kind", flat=True))
        assert kinds.count("person.sign_in_failed") == 10
        assert [kind for kind in kinds if "failed" not in kind] == [
            "person.locked_out",
            "person.signed_in",
            "person.signed_out",
        ]
    other = other_authority.name
    page = (
        client_for(make.make_user(authority, Role.QA_MANAGER)).get(reverse("accounts:log")).content.decode()
    )
    assert "Signed out" in page and "Locked out" in page and other not in page


def test_an_unknown_address_does_the_same_work_as_a_known_one(
    client, iro, run_jobs, django_assert_num_queries
):
    page = reverse("account_reset_password")
    client.get(page)
    with django_assert_num_queries(8):
        client.post(page, {"email": iro.email})
    with django_assert_num_queries(8):
        client.post(page, {"email": "unknown@council.example"})
    assert [m.to for m in run_jobs()] == [[iro.email]]


def test_a_stranger_neither_floods_a_person_nor_keeps_them_from_their_link(
    iro, team_manager, run_jobs, client
):
    """However often a stranger asks, from wherever: the person has a link that works, and not too many."""
    page = reverse("account_reset_password")
    for asked in range(12):
        stranger = Client(REMOTE_ADDR=f"203.0.113.{asked}")
        assert stranger.post(page, {"email": iro.email}).status_code == 302
    sent = run_jobs()
    assert [m.to for m in sent] == [[iro.email]] * 5
    own = client.post(page, {"email": iro.email}, follow=True)
    assert own.status_code == 200 and "Check your email" in own.content.decode()
    assert run_jobs() == []
    paths = [re.search(r"http://\S+?(/account/\S+)", m.body)[1] for m in sent]
    for path in paths:
        assert "Set a new password" in Client().get(path, follow=True).content.decode()
    client.post(page, {"email": team_manager.email})
    assert [m.to for m in run_jobs()] == [[team_manager.email]], "one person's number is nobody else's"
    opened = client.get(paths[0], follow=True)
    phrase = {"password1": "quite another phrase", "password2": "quite another phrase"}
    client.post(opened.redirect_chain[-1][0], phrase)
    client.post(page, {"email": iro.email})
    assert iro.email in [to for m in run_jobs() for to in m.to if "Set your password" in m.subject]


def test_who_has_left_is_not_signed_out_and_gets_no_mail(client_for, administrator, iro):
    User.objects.filter(pk=iro.pk).update(is_active=False, deactivated_at=make.now())
    address = reverse("accounts:sign_out_person", args=[iro.public_id])
    assert client_for(administrator).post(address).status_code == 404
    assert not OutgoingMail.objects.filter(to=iro.pk).exists()
