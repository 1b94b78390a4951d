"""What is loaded before the web processes are forked."""

import logging
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.template import engines

from accounts import written
from accounts.calendars import TERMS
from iro_portal import gunicorn, warm


@pytest.mark.django_db
def test_templates_and_statements_are_there_before_the_first_page(monkeypatch):
    monkeypatch.setattr(TERMS, "_kept", None)
    [cached] = engines["django"].engine.template_loaders
    monkeypatch.setattr(cached, "get_template_cache", {})
    warm.warm_up(most_seconds=60)
    assert TERMS._kept is not None
    assert {"base.html", "home.html"} <= cached.get_template_cache.keys()
    assert all(made._kept for made in written.WRITTEN if made.build.__module__.startswith("reviews."))


def test_the_processes_start_without_a_database_and_whatever_fails(monkeypatch, caplog):
    def no_database() -> None:
        raise OperationalError("connection refused for a secret host")

    monkeypatch.setattr(connection, "ensure_connection", no_database)
    with caplog.at_level(logging.WARNING):
        warm.warm_up(most_seconds=60)
    assert "no database yet" in caplog.text and "secret" not in caplog.text
    told: list[str] = []
    monkeypatch.setattr(warm, "warm_up", lambda: 1 / 0)
    monkeypatch.setattr("django.db.connections.close_all", lambda: told.append("closed"))
    monkeypatch.setattr(gunicorn.gc, "freeze", lambda: told.append("frozen"))
    log = SimpleNamespace(exception=lambda text: told.append(text))
    gunicorn.when_ready(SimpleNamespace(log=log))
    assert told == ["not all was loaded before the start; first pages take longer", "closed", "frozen"]


def test_the_start_waits_no_longer_than_it_may(monkeypatch):
    asked: list[Any] = []
    monkeypatch.setattr(warm, "get_template", asked.append)
    monkeypatch.setattr(warm.connection, "ensure_connection", lambda: None)
    warm.warm_up(most_seconds=-1)
    assert not asked and gunicorn.preload_app and warm.MOST_SECONDS <= 2
