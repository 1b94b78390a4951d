"""Health, headers, errors, the trail of a child."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.utils import InterfaceError, OperationalError
from django.urls import reverse
from django.utils.timezone import localdate
from pytest_django.asserts import assertContains

from accounts.audit import trail as audit
from accounts.audit.reading import trail
from accounts.models import (
    AccessGrant,
    AccessRequest,
    Authority,
    AuthorityTerms,
    Membership,
    Team,
    User,
    Worker,
    WorkersApart,
)
from accounts.site import views as site
from children.access import log_read
from tests import factories as make
from tests.kept import kept


def test_health_says_that_all_is_well(client, db):
    assert client.get(reverse("accounts:live")).json() == {"status": "ok"}
    response = client.get(reverse("accounts:ready"))
    assert response.json() == {"status": "ok", "database": "ok", "broker": "ok"}


def test_health_without_the_broker_still_serves(client, db, settings):
    settings.CELERY_BROKER_URL = "redis+socket:///nowhere/redis.sock"
    response = client.get(reverse("accounts:ready"))
    assert response.status_code == 200
    assert response.json() == {"status": "degraded", "database": "ok", "broker": "down"}


def test_health_without_the_database_says_so_and_no_more(client, db, monkeypatch):
    def away() -> None:
        raise OperationalError("connection to postgres://iro:secret@db failed")

    with monkeypatch.context() as broken:
        broken.setattr(site.connection, "cursor", away)
        response = client.get(reverse("accounts:ready"))
    assert response.status_code == 503
    assert response.json()["database"] == "down"
    assert b"secret" not in response.content


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (OperationalError, 503, "comes back by itself"),
        (InterfaceError, 503, "comes back by itself"),
        (ValueError, 500, "Sorry, something went wrong"),
    ],
)
def test_page_whose_database_is_away_says_when_to_come_again(
    client_for, iro, monkeypatch, error, status, words
):
    def away(*args: object, **kwargs: object) -> None:
        raise error("connection to postgres://iro:secret@db failed")

    client = client_for(iro)
    client.raise_request_exception = False
    monkeypatch.setattr(site, "memberships_of", away)
    response = client.get(reverse("accounts:me"))
    assert response.status_code == status
    assert (response.headers.get("Retry-After") is not None) == (status == 503)
    assert words in response.content.decode() and "secret" not in response.content.decode()


def test_every_page_carries_the_headers(client_for, iro):
    headers = client_for(iro).get(reverse("accounts:me")).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_cookies_are_closed_to_scripts():
    assert settings.SESSION_COOKIE_HTTPONLY and settings.CSRF_COOKIE_HTTPONLY


# --- the trail


@kept
def history(child, iro, qa_manager, viewer_of) -> None:
    log_read(viewer_of(iro), child.pk, page="overview")
    with audit.action(
        "child.corrected", by=qa_manager, authority=child.authority, child_id=child.pk, reason="typing error"
    ):
        child.sex, child.forename = "M", "Robert"
        child.save(update_fields=["sex", "forename"])
    log_read(viewer_of(qa_manager), child.pk, page="details", allowed=False)


def test_trail_holds_looks_acts_and_changes_with_before_and_after(history, child, iro, qa_manager):
    lines = trail([child.pk]).lines
    looked = [line for line in lines if line.kind == "looked"]
    assert [(line.what, line.by, line.allowed) for line in looked] == [
        ("details: not allowed", "Quinn Marsh", False),
        ("overview", "Iris Reed", True),
    ]
    (act,) = [line for line in lines if line.kind == "did"]
    assert (act.what, act.by, act.reason) == ("Child corrected", "Quinn Marsh", "typing error")
    changed = next(line for line in lines if line.what == "Child changed")
    assert changed.by == "Quinn Marsh"
    assert {(c.label, c.before, c.after) for c in changed.changes} == {
        ("Forename", "Robin", "Robert"),
        ("Sex", "Female (F)", "Male (M)"),
    }


def test_trail_is_of_one_child_alone(history, child, other_child):
    assert not any("Robert" in str(line) for line in trail([other_child.pk]).lines)


def test_trail_reaches_rows_that_hang_on_a_review(child, iro, qa_manager):
    review = make.make_review(child, make.date(2026, 3, 2))
    attendance = make.make_attendance(review)
    with audit.action("review.corrected", by=iro, authority=child.authority, child_id=child.pk):
        attendance.presence = "ABSENT"
        attendance.save(update_fields=["presence"])
    line = next(x for x in trail([child.pk]).lines if x.what == "Attendance changed")
    assert [(c.label, c.before, c.after) for c in line.changes] == [("Presence", "came", "did not come")]


def test_trail_says_how_much_of_a_structured_text_was_changed(child, iro):
    review = make.make_started_review(child, make.date(2026, 3, 2))
    section = make.make_section(review, "health", iro, data={"assessment": "yes", "about": "Well."})
    section.data = {"assessment": "yes", "about": "Ill."}
    section.save(update_fields=["data"])
    line = next(x for x in trail([child.pk]).lines if x.what == "Review section changed")
    assert [(c.before, c.after) for c in line.changes] == [("2 answers", "2 answers, 1 changed")]


def test_removed_row_shows_what_it_was(child, qa_manager, authority):
    review = make.make_review(child, make.date(2026, 3, 2))
    make.make_attendance(review).delete()
    line = next(x for x in trail([child.pk]).lines if x.what == "Attendance removed")
    assert ("Presence", "came", None) in {(c.label, c.before, c.after) for c in line.changes}


def test_trail_is_paged_and_filtered_in_three_queries(child, iro, viewer_of, django_assert_num_queries):
    viewer = viewer_of(iro)
    for _ in range(60):
        log_read(viewer, child.pk, page="overview")
    with django_assert_num_queries(3):
        page = trail([child.pk], kind="looked", page=2)
    assert (page.count, page.pages, page.number, len(page.lines)) == (60, 2, 2, 10)
    assert trail([child.pk], page=10**6).number == trail([child.pk]).pages


# --- each named constraint refuses


def refuses(name: str):
    return pytest.raises(IntegrityError, match=name)


def test_constraints_of_people(iro, authority, team):
    membership = iro.memberships.get()
    with refuses("membership_ends_after_start"), transaction.atomic():
        Membership.objects.filter(pk=membership.pk).update(ended_on="2019-01-01")
    with refuses("membership_once"), transaction.atomic():
        make.make_membership(iro, authority, "IRO")
    with refuses("user_email_once"), transaction.atomic():
        User.objects.bulk_create([User(email="IRO@COUNCIL.EXAMPLE", name="Twin")])
    with refuses("user_leaver_has_time"), transaction.atomic():
        User.objects.filter(pk=iro.pk).update(is_active=False)
    with refuses("worker_staff_id_once"), transaction.atomic():
        make.make_worker(authority, staff_id=Worker.objects.get(user=iro).staff_id)
    with refuses("worker_fte_range"), transaction.atomic():
        make.make_hours(Worker.objects.get(user=iro), "1.50")
    with refuses("worker_other_duties_below_hours"), transaction.atomic():
        make.make_hours(Worker.objects.get(user=iro), "0.50", other_duties="0.50")
    hours = make.make_hours(Worker.objects.get(user=iro))
    with refuses("worker_hours_one_per_start"), transaction.atomic():
        make.make_hours(hours.worker)
    with refuses("worker_has_name_or_number"), transaction.atomic():
        make.make_worker(authority, staff_id="", name="")
    two = make.make_worker(authority)
    WorkersApart.objects.create(one=hours.worker, other=two)
    with refuses("workers_apart_once"), transaction.atomic():
        WorkersApart.objects.create(one=hours.worker, other=two)
    with refuses("workers_apart_in_order"), transaction.atomic():
        WorkersApart.objects.create(one=two, other=hours.worker)
    with refuses("team_name_once"), transaction.atomic():
        Team.objects.bulk_create([Team(authority=authority, name=team.name)])
    with refuses("team_line_once"), transaction.atomic():
        make.make_line(team, team.line.first().user, team.line.first().level)


def test_constraints_of_access_and_terms(iro, qa_manager, child, authority):
    make.make_grant(iro, child)
    with refuses("grant_standing_once"), transaction.atomic():
        make.make_grant(iro, child)
    entered = make.make_grant(qa_manager, child, expires_at=make.now() + timedelta(hours=8))
    with refuses("grant_expires_after"), transaction.atomic():
        AccessGrant.objects.filter(pk=entered.pk).update(expires_at="2001-01-01T00:00Z")
    named = AccessGrant.objects.filter(user=iro)
    given = localdate(named.get().granted_at)
    for wrong in ({"until": None}, {"review_on": None}, {"expires_at": make.now() + timedelta(hours=8)}):
        with refuses("grant_name_has_its_days"), transaction.atomic():
            named.update(**wrong)
    with refuses("grant_ends_after_given"), transaction.atomic():
        named.update(until=given - timedelta(days=1), review_on=given - timedelta(days=1))
    with refuses("grant_reviewed_by_its_end"), transaction.atomic():
        named.update(until=given, review_on=given + timedelta(days=1))
    named.update(until=given, review_on=given)
    make.make_access_request(iro, child)
    with refuses("access_request_once"), transaction.atomic():
        make.make_access_request(iro, child)
    with refuses("access_request_answer_paired"), transaction.atomic():
        AccessRequest.objects.update(state="GRANTED")
    AuthorityTerms.objects.create(authority=authority, starts_on="2026-01-01", reason="x")
    with refuses("terms_one_per_start"), transaction.atomic():
        AuthorityTerms.objects.create(authority=authority, starts_on="2026-01-01", reason="y")
    with refuses("authority_one_per_code"), transaction.atomic():
        Authority.objects.create(code=authority.code.upper(), name="Another")


def test_years_of_the_calendar_are_within_reason(db):
    with connection.cursor() as cursor, refuses("calendar_year_range"), transaction.atomic():
        cursor.execute("INSERT INTO accounts_calendaryear (year, is_provisional) VALUES (1850, false)")


# --- errors in plain words


def test_address_that_does_not_exist_says_so_in_plain_words(client_for, iro):
    assertContains(client_for(iro).get("/no/such/page/"), "Page not found", status_code=404)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"login": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)}, "shorten the longest text"),
        ({f"x{number}": "" for number in range(3001)}, "at most 3,000 at once"),
    ],
    ids=["words", "answers"],
)
def test_a_form_that_holds_too_much_says_so_and_where_the_words_are(client, db, sent, words):
    response = client.post(
        reverse("account_login"), urlencode(sent), content_type="application/x-www-form-urlencoded"
    )
    assertContains(response, words, status_code=413)
    assertContains(response, "browsers what you typed is still on the page before", status_code=413)


def test_old_token_is_explained(client_for, iro):
    response = client_for(iro, enforce_csrf_checks=True).post(reverse("accounts:session"))
    assertContains(response, "<h1", status_code=403)
    assert b"CSRF" not in response.content


def test_home_of_this_floor_costs_a_fixed_number_of_queries(
    client_for, qa_manager, django_assert_num_queries
):
    client = client_for(qa_manager)
    client.get(reverse("home"))
    with django_assert_num_queries(6):  # the last: roles to confirm
        client.get(reverse("home"))
