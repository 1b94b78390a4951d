"""The people and children of the matrix, made once for all tests of a module.

Each test works in a savepoint that is taken back, so all of them find the same rows."""

import inspect
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.test import Client

from accounts.access.viewers import Viewer, viewer_for
from accounts.clock import today
from accounts.middleware import SEEN, STARTED
from tests import conftest, database
from tests.house_rules.url_matrix import OBJECTS, PEOPLE, World
from tests.locks import stand_as_committed, taken_back


class Standing(World):
    """A world that outlives the test: the fixtures of `tests/conftest.py`, each made once by its own
    function."""

    def __init__(self) -> None:
        self._made: dict[str, Any] = {"db": None}
        self._viewers: dict[str, Viewer | None] = {}
        self._cookies: dict[str, str] = {}
        for name in ("authority", "team", "other_team", "other_authority", *PEOPLE):
            self.person(name)
        for which in OBJECTS:
            self.child(which)

    def __getattr__(self, name: str) -> Any:
        return self._of(name)

    def _of(self, name: str) -> Any:
        if name not in self._made:
            make = inspect.unwrap(getattr(conftest, name))
            self._made[name] = make(*(self._of(needed) for needed in inspect.signature(make).parameters))
        return self._made[name]

    def person(self, name: str) -> Any:
        return self._of(name)

    def child(self, which: str) -> Any:
        return self._of("child" if which == "own" else f"{which}_child")

    def viewer(self, name: str) -> Viewer | None:
        """The person as a viewer; None: they have no role."""
        if name not in self._viewers:
            self._viewers[name] = viewer_for(self.person(name), today=today())
        return self._viewers[name]

    def sign_everybody_in(self) -> None:
        for name in PEOPLE:
            client = Client()
            client.force_login(self.person(name), backend="accounts.sign_in.backend.Backend")
            _is_here(client)
            self._cookies[name] = client.cookies.output(header="", sep="")

    def browser(self, name: str, *, enforce_csrf_checks: bool = False) -> Client:
        """A fresh browser in which this person is signed in already."""
        client = Client(enforce_csrf_checks=enforce_csrf_checks)
        client.cookies = SimpleCookie(self._cookies[name])
        return client


def _is_here(client: Client) -> None:
    """What the portal notes of a session every half minute is noted for hours ahead: each request of a test
    is taken back, and the next one would note it again."""
    session = client.session
    session[STARTED] = session[SEEN] = int(time.time()) + 3600
    session.save()


@contextmanager
def stands(blocker: Any) -> Iterator[Standing]:
    """A world with everybody signed in, taken back at the end."""
    with blocker.unblock(), taken_back():
        database.need_bank_holidays()
        world = Standing()
        world.sign_everybody_in()
        stand_as_committed()
        yield world


@pytest.fixture(scope="module")
def standing(django_db_setup: None, django_db_blocker: Any) -> Iterator[Standing]:
    """The world of the matrix, one for all tests of a module."""
    with stands(django_db_blocker) as world:
        yield world


@pytest.fixture
def world(standing: Standing, db: None) -> Standing:
    """The module's world; what the test writes is taken back after it."""
    return standing
