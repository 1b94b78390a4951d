"""The application works as a role that owns nothing, and that role can neither empty nor define a table."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse

from accounts.access.roles import Role
from accounts.clock import today
from accounts.models import AccessLog, AuditEvent
from children.models import Child
from children.retention import actions
from tests import factories as make

pytestmark = pytest.mark.django_db
APP, ANALYST = f"app_{os.getpid()}", f"analyst_{os.getpid()}"


@pytest.fixture(autouse=True)
def _roles(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("APP_DB_PASSWORD", raising=False)
    call_command("database_roles", app=APP, analyst=ANALYST, verbosity=0)


@contextmanager
def working_as(role: str) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {role}")
        try:
            yield
        finally:
            cursor.execute("RESET ROLE")


def refuses(role: str, statement: str) -> bool:
    with working_as(role), connection.cursor() as cursor:
        try:
            with transaction.atomic():
                cursor.execute(statement)
        except ProgrammingError as error:
            return type(error.__cause__).__name__ == "InsufficientPrivilege"
    return False


@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE accounts_auditevent",
        "TRUNCATE children_child CASCADE",
        "DROP TABLE children_childevent",
        "ALTER TABLE accounts_auditevent DISABLE TRIGGER ALL",
        "ALTER TABLE children_child ADD COLUMN x int",
        "CREATE TABLE x (y int)",
        "CREATE FUNCTION x() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "SET session_replication_role = replica",
        "DELETE FROM accounts_auditevent",
        "UPDATE accounts_auditevent SET kind = 'x'",
        "DELETE FROM accounts_auditseal",
        "DELETE FROM children_erasure",
        "DELETE FROM django_migrations",
        "COPY children_child FROM PROGRAM 'id'",
        "SELECT pg_read_file('/etc/passwd')",
        "CREATE ROLE more SUPERUSER",
    ],
)
def test_the_application_cannot(statement):
    assert refuses(APP, statement)


def test_the_application_works_as_its_role(child, iro, qa_manager, client_for):
    with working_as(APP):
        browser = client_for(qa_manager)
        assert browser.get(reverse("home")).status_code == 200
        assert browser.get(reverse("children:child", args=[child.public_id])).status_code == 200
        answer = browser.post(
            reverse("children:restrict", args=[child.public_id]),
            {
                "people": [qa_manager.pk, iro.pk],
                "reason": "Relative of staff",
                **make.typed_lasting(today()),
            },
        )
        assert answer.status_code == 302
    assert Child.objects.get(pk=child.pk).is_restricted
    assert AuditEvent.objects.filter(kind="child.restricted").exists()
    assert AccessLog.objects.filter(child_id=child.pk).exists()


def test_a_record_is_deleted_as_that_role(authority, qa_manager):
    second = make.make_user(authority, Role.DATA_PROTECTION)
    over = make.make_child(authority, born_on=date(1950, 1, 9))
    day = date(2026, 4, 20)
    with working_as(APP):
        erasure = actions.propose(child=over, reason="Its time is over", by=qa_manager, today=day)
        actions.confirm(erasure=erasure, reason="Checked", by=second, today=day)
    assert not Child.objects.filter(pk=over.pk).exists()


def test_an_analyst_reads_figures_and_no_child(authority):
    with working_as(ANALYST), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM reporting_measureresult")
        cursor.execute("SELECT name FROM accounts_authority")
        assert cursor.fetchall() == [(authority.name,)]
    for statement in (
        "SELECT * FROM children_child",
        "SELECT email FROM accounts_user",
        "SELECT logo FROM accounts_authority",
        "DELETE FROM reporting_measureresult",
    ):
        assert refuses(ANALYST, statement), statement


def test_a_second_run_changes_nothing_and_a_password_lets_the_role_sign_in(monkeypatch, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("a-long-'quoted'-password\n")
    monkeypatch.setenv("APP_DB_PASSWORD_FILE", str(secret))
    call_command("database_roles", app=APP, analyst=ANALYST, verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname, rolcanlogin, rolsuper FROM pg_roles WHERE rolname IN (%s, %s)", [APP, ANALYST]
        )
        assert set(cursor.fetchall()) == {(APP, True, False), (ANALYST, False, False)}


def test_a_name_that_is_none_and_a_file_that_is_not_there_are_refused(monkeypatch):
    with pytest.raises(CommandError, match="is not the name of a role"):
        call_command("database_roles", app="x; DROP TABLE y")
    monkeypatch.setenv("APP_DB_PASSWORD_FILE", "/nowhere")
    with pytest.raises(CommandError, match="APP_DB_PASSWORD_FILE cannot be read"):
        call_command("database_roles", app=APP, analyst=ANALYST)
