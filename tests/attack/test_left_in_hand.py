"""What somebody still has after their access was taken away, or has twice: calendar addresses, tokens, work
that was asked for, codes of the second factor, words that were typed and not sent."""

import re
import threading
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.db import connection
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts.access.roles import Role
from accounts.access.viewers import viewer_for
from accounts.connections import actions as programs
from accounts.drafts import actions as drafts
from accounts.drafts.keys import Key
from accounts.jobs import queue as jobs
from accounts.models import AccessLog, Connection, OutgoingMail
from accounts.models.connections import ConnectionScope
from accounts.models.jobs import JobState
from accounts.sign_in.failures import Failures
from accounts.sign_in.recovery import keep_hashes
from children.models import IroAllocation, ReturnImport
from children.models.imports import ImportState
from children.models.retention import Bundle
from reporting.models import MeasureResult, Report, ReportDocument
from reviews.diary import feed
from tests import factories as make
from tests.integration.accounts.test_codes import code_of
from tests.integration.accounts.test_sign_in import sign_in

TODAY = date(2026, 3, 30)
pytestmark = pytest.mark.django_db


@pytest.fixture
def calendar(iro, child, on_day):
    """What the IRO's calendar program reads: how many meetings."""
    on_day(TODAY)
    make.make_review(child, booked_for=TODAY + timedelta(days=3))
    viewer = viewer_for(iro, today=TODAY)
    assert viewer is not None
    address = reverse("reviews:calendar_feed", args=[feed.key_of(feed.make_address(viewer))])

    def read() -> int | None:
        answer = Client().get(address)
        return answer.content.decode().count("BEGIN:VEVENT") if answer.status_code == 200 else None

    assert read() == 1
    return read


def test_a_calendar_tells_nothing_of_a_child_who_has_another_iro_or_was_closed(
    calendar, child, iro, other_iro
):
    children = type(child).objects.filter(pk=child.pk)
    children.update(is_restricted=True)
    assert calendar() == 0
    grant = make.make_grant(iro, child)
    assert calendar() == 1
    type(grant).objects.update(revoked_at=make.now())
    assert calendar() == 0
    children.update(is_restricted=False)
    assert calendar() == 1
    IroAllocation.objects.filter(child=child).update(ended_on=TODAY)
    make.make_allocation(child, other_iro, started_on=TODAY)
    assert calendar() == 0


@pytest.mark.parametrize("how", ["left", "role", "works elsewhere"])
def test_a_calendar_ends_with_the_person_s_work_here(calendar, iro, how, outsider):
    if how == "left":
        type(iro).objects.filter(pk=iro.pk).update(is_active=False, deactivated_at=make.now())
    else:
        iro.memberships.update(ended_on=TODAY)
    if how == "works elsewhere":
        make.make_membership(iro, outsider.memberships.get().authority, Role.IRO)
    assert calendar() is None


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.INSPECTOR, Role.ADMINISTRATOR])
def test_a_calendar_ends_with_the_role_that_has_one(calendar, iro, role):
    """Its page is closed to them, so they could not even stop it."""
    iro.memberships.update(role=role)
    assert calendar() is None


def _read(token: str, name: str = "api_rows", *args: str) -> int:
    address = reverse(f"reporting:{name}", args=args or ["reviews"])
    return Client().get(address, headers={"Authorization": f"Bearer {token}"}).status_code


@pytest.mark.parametrize("how", ["left", "role", "works elsewhere"])
def test_a_token_about_children_ends_with_the_right_of_whoever_made_it(
    how, authority, qa_manager, child, on_day, outsider
):
    """They have seen it, and what it reads would be logged as read by them."""
    on_day(TODAY)
    make.make_freeze(authority, qa_manager, 2024, looked_after_at_end=40)
    made = {
        scope: programs.add(authority=authority, name=scope, scope=scope, by=qa_manager)[1]
        for scope in (ConnectionScope.FIGURES, ConnectionScope.ROWS, ConnectionScope.ALL_ROWS)
    }
    assert {_read(made[scope]) for scope in (ConnectionScope.ROWS, ConnectionScope.ALL_ROWS)} == {200}
    if how == "left":
        type(qa_manager).objects.filter(pk=qa_manager.pk).update(is_active=False, deactivated_at=make.now())
    elif how == "role":
        qa_manager.memberships.update(role=Role.ADMINISTRATOR)
    else:
        qa_manager.memberships.update(ended_on=TODAY)
        make.make_membership(qa_manager, outsider.memberships.get().authority, Role.QA_MANAGER)
    before = AccessLog.objects.count()
    assert _read(made[ConnectionScope.ROWS]) == _read(made[ConnectionScope.ALL_ROWS]) == 403
    assert AccessLog.objects.count() == before
    assert _read(made[ConnectionScope.FIGURES], "api_measure", "looked_after_at_end") == 200


def test_whoever_lets_somebody_go_is_told_of_the_tokens_they_have_seen(
    authority, qa_manager, administrator, client_for, on_day
):
    on_day(TODAY)
    page = reverse("accounts:deactivate", args=[qa_manager.public_id])
    browser = client_for(administrator)
    assert "replace them" not in browser.get(page).content.decode()
    for scope in (ConnectionScope.FEED, ConnectionScope.ROWS):
        programs.add(authority=authority, name=f"Program {scope}", scope=scope, by=qa_manager)
    said = browser.get(page).content.decode()
    assert "stop at once" in said and "replace them under Connections" in said
    assert "who has left" not in browser.get(reverse("accounts:connections")).content.decode()
    qa_manager.memberships.update(ended_on=TODAY)
    listed = " ".join(browser.get(reverse("accounts:connections")).text.split())
    assert listed.count(", who has left") == 2
    assert listed.count("may no longer let a program read this") == 1
    assert listed.count("has seen it: make a new one") == 1


def test_an_administrator_ends_a_token_that_they_may_not_make(
    authority, qa_manager, administrator, client_for, outsider, child, on_day
):
    """One that was left in a file, say, while nobody is there who could make another."""
    on_day(TODAY)
    made, token = programs.add(
        authority=authority, name="Analysts", scope=ConnectionScope.ALL_ROWS, by=qa_manager
    )
    browser, end = client_for(administrator), reverse("accounts:revoke_connection", args=[made.public_id])
    assert end in browser.get(reverse("accounts:connections")).content.decode()
    assert browser.get(reverse("accounts:renew_connection", args=[made.public_id])).status_code == 404
    assert client_for(outsider).post(end).status_code == 404 and _read(token) == 200
    assert browser.post(end).status_code == 302 and _read(token) == 401


@pytest.mark.parametrize("what", ["revoked", "out of date", "nobody's"])
def test_a_token_that_was_taken_away_opens_nothing(what, authority, qa_manager, child, on_day):
    on_day(TODAY)
    made, token = programs.add(
        authority=authority, name="Analysts", scope=ConnectionScope.ALL_ROWS, by=qa_manager
    )
    assert _read(token) == 200
    if what == "revoked":
        programs.revoke(connection=made, by=qa_manager)
    elif what == "out of date":
        Connection.objects.update(ends_at=make.at(TODAY, 0))
    else:
        token = made.digest  # what the table holds
    before = AccessLog.objects.count()
    assert _read(token) == 401 and AccessLog.objects.count() == before


# --- work that names what belongs to another council


OF_A_PERSON = "password.forgotten"
"""The one kind of work that is of no council."""


def _ended(kind, by, **params):
    job = make.make_job(by.memberships.get().authority, by=by, kind=kind, params=params)
    jobs.run(job.pk)
    job.refresh_from_db()
    return job.state


def test_work_reaches_nothing_of_another_council(authority, outsider, qa_manager, child, on_day):
    on_day(TODAY)
    of = {"authority": authority, "year": 2026}
    waiting = ReturnImport.objects.create(**of, state=ImportState.APPLYING, created_by=qa_manager)
    mail, report = make.make_mail(qa_manager, authority), Report.objects.create(**of, title="2025-26")
    bundle = Bundle.objects.create(
        authority=authority, child=child, reason="Asked", requested_by=qa_manager, requested_at=make.now()
    )
    asked = {
        "import.read": {"import": waiting.pk},
        "import.apply": {"import": waiting.pk},
        "import.withdraw": {"authority": authority.pk, "year": 2026},
        "feed.read": {"authority": authority.pk},
        "measures.compute": {"authority": authority.pk},
        "mail.send": {"mail": mail.pk},
        "report.generate": {"report": report.pk},
        "report.propose": {"report": report.pk},
        "report.publish": {"report": report.pk},
        "quarterly_report.generate": {"authority": authority.pk, "year": 2025, "quarter": 1},
        "bundle.make": {"bundle": bundle.pk},
    }
    jobs.load_handlers()
    assert {kind for kind in jobs.HANDLERS if not kind.startswith("test.")} == {*asked, OF_A_PERSON}
    for kind, params in asked.items():
        assert _ended(kind, outsider, **params) == JobState.FAILED, kind
    waiting.refresh_from_db()
    assert waiting.state == ImportState.APPLYING
    assert OutgoingMail.objects.get(pk=mail.pk).sent_at is None
    assert not MeasureResult.objects.exists() and not ReportDocument.objects.exists()
    bundle.refresh_from_db()
    assert bundle.made_at is None


# --- the second factor, at the same moment


def _who_is_in(browsers: list[Client], code: str) -> int:
    """How many are signed in when all send the same code at the same moment."""
    barrier = threading.Barrier(len(browsers))

    def go(browser: Client) -> None:
        try:
            barrier.wait(10)
            browser.post(reverse("mfa_authenticate"), {"code": code})
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=[browser]) for browser in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return sum(browser.get(reverse("accounts:me")).status_code == 200 for browser in browsers)


@pytest.mark.django_db(transaction=True)
def test_a_code_opens_one_session_of_those_that_send_it_at_once(iro, on_day):
    """One of the phone, a recovery code, and one of which only the hash is kept. The clock stands, so that
    the first does not run out on the way.
    """
    on_day(TODAY)
    secret = generate_totp_secret()
    TOTP.activate(iro, secret)
    of_recovery = RecoveryCodes.activate(iro).get_unused_codes()
    codes = [code_of(secret), of_recovery[0], of_recovery[1]]
    for number, code in enumerate(codes):
        if number == 2:
            keep_hashes(iro)
        browsers = [Client() for _ in range(3)]
        for browser in browsers:
            sign_in(browser, iro)
        assert _who_is_in(browsers, code) == 1, number


@pytest.mark.django_db(transaction=True)
def test_failures_at_the_same_moment_are_all_counted_while_somebody_signs_in(iro):
    """None is an error, though each may meet the row that another has just made, or taken away."""
    errors: list[BaseException] = []

    def asked() -> HttpRequest:
        request = RequestFactory().post(reverse("mfa_authenticate"), {"code": "123456"})
        AxesProxyHandler.update_request(request)
        return request

    def fail(times: int) -> None:
        try:
            for _ in range(times):
                Failures().user_login_failed(None, {"email": iro.email}, asked())
        except BaseException as error:  # noqa: BLE001
            errors.append(error)
        finally:
            connection.close()

    def at_once(*doing: Callable[[], None]) -> None:
        threads = [threading.Thread(target=do) for do in doing]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)

    at_once(*[lambda: fail(2)] * 4)
    assert not errors
    assert Failures().get_failures(asked(), {"email": iro.email}) == 8

    def signs_in() -> None:
        for _ in range(20):
            Failures().reset_user_attempts(asked(), {"email": iro.email})
        connection.close()

    at_once(*[lambda: fail(8)] * 4, signs_in, signs_in)
    assert not errors
    assert "123456" not in "".join(AccessAttempt.objects.values_list("post_data", flat=True))


# --- words that were typed and not sent


def test_the_list_of_drafts_names_nobody_itself(client_for, iro, child, on_day):
    """It is no look at a record: the portal tells no name there, only how the person's own words begin."""
    on_day(TODAY)
    page = reverse("disputes:log", args=[child.public_id])
    browser = client_for(iro)
    title = re.search(r"<title>(.*?)</title>", browser.get(page).content.decode(), re.S)
    assert title
    key = Key(iro.pk, "disputes:log", str(child.public_id), "", page)
    drafts.keep(key, {"text": ["She would rather stay here"]}, version=0, title=title[1])
    listed = browser.get(reverse("accounts:drafts")).content.decode()
    assert "She would rather stay" in listed
    assert not [name for name in (child.surname, child.forename, child.number) if name in listed]
