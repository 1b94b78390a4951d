"""No child's name in the server log: not from an address, not from a failure, not from a task, not from how a
row is written out."""

import inspect
import io
import logging
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from celery import current_app
from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from accounts import tasks
from accounts.jobs import queue as jobs
from accounts.models import CodesReset
from iro_portal import gunicorn as web_server
from iro_portal.logs import WithoutWords
from tests import factories as make
from tests.kept import kept

NAME = "Ashdown"


@pytest.fixture
def server_log() -> Iterator[io.StringIO]:
    """What the portal writes as its log, through the formatter of the settings."""
    written = io.StringIO()
    line = settings.LOGGING["formatters"]["line"]
    assert line["()"] is WithoutWords
    handler = logging.StreamHandler(written)
    handler.setFormatter(WithoutWords(line["fmt"], style=line["style"]))
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)


@kept
def browser(client_for, qa_manager):
    found = client_for(qa_manager)
    found.raise_request_exception = False
    return found


def test_a_page_that_fails_says_where_and_not_about_whom(browser, child, monkeypatch, server_log):
    def fail(*args: object) -> None:
        try:
            raise KeyError(child.name)
        except KeyError as error:
            raise ValueError(f"{child.name} cannot be shown") from error

    monkeypatch.setattr("children.child.list_views.keys_for", fail)
    assert browser.get("/children/").status_code == 500
    text = server_log.getvalue()
    assert "Internal Server Error: /children/" in text
    assert "builtins.KeyError" in text and "builtins.ValueError" in text and "list_views.py" in text
    assert NAME not in text


def test_a_row_that_the_database_refuses_is_named_by_its_constraint_alone(
    browser, child, authority, monkeypatch, server_log
):
    def fail(*args: object) -> None:
        with transaction.atomic():
            make.make_child(authority, surname=NAME, sex="1")

    monkeypatch.setattr("children.child.list_views.keys_for", fail)
    assert browser.get("/children/").status_code == 500
    text = server_log.getvalue()
    assert "IntegrityError" in text and "(child_sex_code)" in text
    assert NAME not in text and "Failing row" not in text


def test_a_page_not_found_or_refused_says_no_more_than_its_path(browser, child, server_log):
    browser.get(f"/nowhere/?q={NAME}")
    browser.post("/logo/", {"name": NAME})
    browser.get(f"/children/?search={NAME}")
    assert "Not Found: /nowhere/" in server_log.getvalue()
    assert NAME not in server_log.getvalue()


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\x85", "\u2028", "\x1b[2K"])
def test_nobody_writes_a_line_of_their_own_into_the_log(server_log, break_):
    """From an address, say, or what another program answered."""
    logging.getLogger("portal").warning("Refused: %s", f"/a{break_}2026-01-01 ERROR all is lost")
    text = server_log.getvalue()
    assert len(text.splitlines()) == 1 and "\x1b" not in text
    assert text.endswith("2026-01-01 ERROR all is lost\n")


def test_a_line_says_when_it_was_with_the_offset(server_log):
    logging.getLogger("portal").warning("Refused")
    at = datetime.fromisoformat(server_log.getvalue().partition(" ")[0])
    assert at.utcoffset() == timedelta(0) and abs(at.timestamp() - time.time()) < 60


def test_a_page_that_a_role_does_not_include_is_one_line(client_for, iro, server_log):
    """The portal at work: a stack of calls for each would fill the disk."""
    assert client_for(iro).get(reverse("accounts:people")).status_code == 403
    text = server_log.getvalue()
    assert "Forbidden" in text and f"(person {iro.pk})" in text
    assert len(text.splitlines()) == 1


def test_a_form_that_was_refused_says_whose_it_was(client_for, administrator, iro, server_log):
    """On its own page, and where the person is led on and told at the top of the next page."""
    Authenticator.objects.create(user=iro, type="totp", data={"secret": "x"})
    browser, ask = client_for(administrator), reverse("accounts:reset_codes", args=[iro.public_id])
    browser.post(ask, {"reason": ""})
    browser.post(ask, {"reason": f"{NAME} lost the phone"})
    answer = reverse("accounts:answer_codes_reset", args=[CodesReset.objects.get().public_id])
    browser.post(answer, {"answer": "confirm"})
    text, whose = server_log.getvalue(), f"(person {administrator.pk})"
    assert f"Unprocessable Entity: {ask} {whose}\n" in text
    assert text.endswith(f"Refused: {answer} {whose}\n")
    assert NAME not in text


def test_a_form_that_went_through_is_no_line(client_for, administrator, iro, server_log):
    Authenticator.objects.create(user=iro, type="totp", data={"secret": "x"})
    ask = reverse("accounts:reset_codes", args=[iro.public_id])
    assert client_for(administrator).post(ask, {"reason": "Phone lost"}).status_code == 302
    assert server_log.getvalue() == ""


def test_a_job_that_fails_names_nobody_in_log_or_job(monkeypatch, authority, child, server_log):
    def fail(job: object, report: object) -> dict[str, object]:
        raise RuntimeError(f"no letter for {NAME}")

    monkeypatch.setitem(jobs.HANDLERS, "test.fail", fail)
    job = jobs.enqueue("test.fail", key="1", params={}, authority=authority)
    jobs.run(job.pk)
    job.refresh_from_db()
    text = server_log.getvalue()
    assert f"job {job.pk} (test.fail) failed" in text and "builtins.RuntimeError" in text
    assert NAME not in text + job.text


def test_a_task_that_fails_is_told_without_its_words(monkeypatch, db, server_log):
    def fail() -> int:
        raise RuntimeError(f"no letter for {NAME}")

    monkeypatch.setattr("accounts.mail.outbox.retry", fail)
    tasks.retry_mail.apply()
    text = server_log.getvalue()
    assert "accounts.retry_mail" in text and "RuntimeError" in text
    assert NAME not in text


def test_tasks_take_ids_or_nothing():
    takes = {
        name: list(inspect.signature(task.run).parameters)
        for name, task in current_app.tasks.items()
        if not name.startswith("celery.")
    }
    assert "accounts.run_job" in takes
    assert {name: given for name, given in takes.items() if given} == {"accounts.run_job": ["job_id"]}


def test_words_another_handler_left_on_the_record_do_not_come_through():
    try:
        raise ValueError(NAME)
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, __file__, 1, "failed: %s", (NAME,), sys.exc_info())
    logging.Formatter().format(record)
    assert NAME in str(record.exc_text)
    assert WithoutWords().format(record).splitlines()[0] == "failed: [ValueError]"
    assert NAME not in WithoutWords().format(record)


def test_the_web_server_writes_no_addresses_and_no_words():
    assert web_server.accesslog is None
    log = web_server.PlainLog(_Configuration())
    assert [type(h.formatter) for h in log.error_log.handlers] == [WithoutWords]


class _Configuration:
    """What gunicorn's log asks of its configuration."""

    errorlog, accesslog, loglevel = "-", None, "info"
    capture_output = syslog = syslog_addr = False
    logconfig = logconfig_json = None
    logconfig_dict: dict[str, object] = {}
    user = group = 0


def test_no_row_is_written_out_with_a_name(child):
    assert str(child) == f"Child {child.number}"
    assert NAME not in repr(child)
    floors = ("children", "reviews", "disputes", "reporting")
    own = [m for m in apps.get_models() if m._meta.app_label in floors and "__str__" in vars(m)]
    naming = ("forename", "surname", ".name}", "child.name")
    told = {
        m.__name__: [w for w in naming if w in inspect.getsource(m.__str__)]
        for m in own
        if m.__name__ not in NAMES_OF_THINGS
    }
    assert not {name: found for name, found in told.items() if found}
    assert {m.__name__ for m in own} >= {"Child", "Review", "Concern"}


NAMES_OF_THINGS = {"Ladder"}
"""Models whose name is that of a process of the council, not of a person."""
