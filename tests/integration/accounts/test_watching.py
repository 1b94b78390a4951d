"""Watching the portal: figures for Prometheus and the status page, logs as JSON, keys that are replaced."""

import json
import logging
from datetime import timedelta

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains

from accounts.access.roles import Role
from accounts.clock import now, today
from accounts.models import Job
from accounts.sealing import sealed_by
from children.imports.watched import of_imports
from children.models import FeedDelivery, ReturnImport
from iro_portal.logs import JsonWithoutWords
from reviews.models import ClockRun
from tests import factories as make
from tests.kept import kept

pytestmark = pytest.mark.django_db


@kept
def at_work(authority, iro, on_day):
    """A job that has waited ten minutes, a mail that is owed, a clock two days behind, an old import."""
    day = on_day("2026-04-20")
    job = make.make_job(authority)
    Job.objects.filter(pk=job.pk).update(created_at=now() - timedelta(minutes=10))
    make.make_mail(iro, authority)
    ClockRun.objects.create(authority=authority, as_at=day - timedelta(days=2), ran_at=now())
    then = now() - timedelta(days=9)
    ReturnImport.objects.create(authority=authority, year=2026, state="APPLIED", applied_at=then)


def test_prometheus_reads_figures_with_the_token_alone(client, at_work, settings):
    address = reverse("accounts:metrics")
    assert client.get(address).status_code == 404
    settings.METRICS_TOKEN = "a-long-token"
    assert client.get(address, headers={"Authorization": "Bearer another"}).status_code == 404
    text = client.get(address, headers={"Authorization": "Bearer a-long-token"}).content.decode()
    for line in (
        'iro_jobs{state="queued"} 1',
        "iro_queue_age_seconds 600",
        "iro_mails_owed 1",
        "iro_clock_lag_days 2",
        "iro_import_age_days 9",
        "# TYPE iro_jobs gauge",
    ):
        assert line in text.splitlines(), line
    assert text.count("# HELP iro_jobs ") == 1


def test_prometheus_asks_a_pod_by_its_address(client, settings):
    """It knows the address inside the network alone, which is no name of the site."""
    settings.METRICS_TOKEN, settings.ALLOWED_HOSTS = "a-long-token", ["iro.example.org"]
    headers = {"Authorization": "Bearer a-long-token", "Host": "10.0.0.7:8000"}
    assert client.get(reverse("accounts:metrics"), headers=headers).status_code == 200
    assert client.get(reverse("accounts:help"), headers=headers).status_code == 400


def test_an_administrator_sees_what_is_too_high(at_work, authority, client_for):
    administrator = make.make_user(authority, Role.ADMINISTRATOR)
    answer = client_for(administrator).get(reverse("accounts:status"))
    assertContains(answer, "Seconds that the oldest job has waited")
    assertContains(answer, "too high", count=2)


def test_a_line_of_the_log_is_json_without_the_words_of_an_exception():
    words = " ".join(["Robin", "Example"])  # else the line of this file in the traceback has them
    try:
        raise ValueError(words)
    except ValueError as error:
        record = logging.LogRecord("x", logging.ERROR, __file__, 1, "failed: %s", (error,), None)
        record.exc_info = (type(error), error, error.__traceback__)
    line = JsonWithoutWords("{message}", style="{").format(record)
    told = json.loads(line)
    assert (told["level"], told["logger"]) == ("ERROR", "x") and "ValueError" in told["message"]
    assert "Robin" not in line and "\n" not in line


def test_a_line_of_the_log_in_json_says_whose_page_it_was(rf, iro, viewer_of):
    record = logging.LogRecord("django.request", logging.WARNING, __file__, 1, "Forbidden", (), None)
    record.request = rf.get("/")
    record.request.viewer = viewer_of(iro)
    told = json.loads(JsonWithoutWords("{message}", style="{").format(record))
    assert (told["person"], told["message"]) == (iro.pk, "Forbidden")
    del record.request.viewer  # before anybody is known, nobody is asked for
    assert "person" not in json.loads(JsonWithoutWords("{message}", style="{").format(record))


def test_what_an_old_key_sealed_is_read_after_the_key_was_replaced(settings):
    stored = sealed_by("second factor").encrypt(b"secret")
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another key that is long enough for everybody"
    settings.SECRET_KEY_FALLBACKS = [old]
    assert sealed_by("second factor").decrypt(stored) == b"secret"
    fresh = sealed_by("second factor").encrypt(b"secret")
    settings.SECRET_KEY_FALLBACKS = []
    assert sealed_by("second factor").decrypt(fresh) == b"secret"


def test_an_import_is_too_old_only_where_a_feed_comes(authority):
    then = now() - timedelta(days=100)
    ReturnImport.objects.create(authority=authority, year=2026, state="APPLIED", applied_at=then)
    (figure,) = of_imports(today(), now())
    assert figure.value == 100 and not figure.is_high
    FeedDelivery.objects.create(
        authority=authority, door="PAGE", name="n.zip", is_full=True, content=b"", state="APPLIED"
    )
    (figure,) = of_imports(today(), now())
    assert figure.is_high
