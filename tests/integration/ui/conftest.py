"""A real browser on the pages of the portal, signed in as somebody."""

import threading
import time
from collections.abc import Callable, Iterator
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandlerMixin
from django.db import connections
from django.test import Client, RequestFactory
from playwright.sync_api import Browser, BrowserContext, Page, Route

from accounts.models import User
from tests.browser import PATIENCE
from tests.world import standing as standing
from tests.world import world as world

LONGEST_REST = 20  # seconds
ORIGIN = "http://localhost"  # nothing listens there: every request is answered in the test's own thread
MOVED = (
    '<!DOCTYPE html><html lang="en"><head><title>Moved</title><meta http-equiv="refresh" content="0;url={}">'
)


def stand_still(page: Page) -> None:
    """From here the page's clock moves by `page.clock.run_for` alone, however slow the machine."""
    page.clock.pause_at(page.evaluate("Date.now()") / 1000 + 5)


class Visitor:
    """Pages of a signed-in person, in windows of any size, with script or without. `answer`: who answers
    every request instead of a server."""

    def __init__(
        self,
        browser: Browser,
        address: str,
        session_key: str,
        answer: Callable[[Route, BrowserContext], None] | None = None,
    ) -> None:
        self.browser, self.address, self.session_key = browser, address, session_key
        self.answer = answer

    def open(
        self,
        path: str,
        *,
        wide: int = 1280,
        script: bool = True,
        fake_clock: bool = False,
        answers: dict[str, Callable[[Route], Any]] | None = None,
    ) -> Page:
        """The page; `answers` stand in for the portal at these addresses from the first request on."""
        context = self.browser.new_context(
            viewport={"width": wide, "height": 900}, java_script_enabled=script, reduced_motion="reduce"
        )
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": self.session_key, "url": self.address}]
        )
        if (by_test := self.answer) is not None:
            context.route("**/*", lambda route: by_test(route, context))
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        for where, answer in (answers or {}).items():
            page.route(where, answer)
        if fake_clock:
            page.clock.install()
        page.goto(self.address + path)
        if fake_clock:
            stand_still(page)
        return page


class Files(StaticFilesHandlerMixin):
    """Static files as runserver gives them."""

    def __init__(self) -> None:
        self.base_url = urlsplit(self.get_base_url())

    def load_middleware(self) -> None:
        pass


def answer_here(route: Route, context: BrowserContext, database: Any) -> None:
    """Answer a request of the browser with the test's client: same thread, same transaction, no server.

    A redirect of a page becomes a page that moves on at once, because the browser would follow it to the
    network.
    """
    connections["default"] = (
        database  # Playwright calls in a context of its own, which would open another one
    )
    asked = route.request
    where = urlsplit(asked.url)
    path = f"{where.path}?{where.query}" if where.query else where.path
    if where.path.startswith(settings.STATIC_URL):
        found: Any = Files().serve(RequestFactory().get(path))
    else:
        found = _ask(asked, path, context)
    headers = {name.lower(): value for name, value in found.items()}
    if found.cookies:
        headers["set-cookie"] = "\n".join(morsel.OutputString() for morsel in found.cookies.values())
    body = found.getvalue()
    if found.status_code in (301, 302, 303) and asked.is_navigation_request():
        headers = {name: headers[name] for name in ("set-cookie",) if name in headers}
        headers["content-type"] = "text/html"
        route.fulfill(status=200, headers=headers, body=MOVED.format(found.headers["Location"]))
        return
    route.fulfill(status=found.status_code, headers=headers, body=body)


def _ask(asked: Any, path: str, context: BrowserContext) -> Any:
    sent = asked.headers
    client = Client()
    client.cookies = SimpleCookie({c["name"]: c["value"] for c in context.cookies(asked.url)})
    kept = {k: v for k, v in sent.items() if k not in ("cookie", "content-type", "content-length", "host")}
    return client.generic(
        asked.method,
        path,
        asked.post_data_buffer or b"",
        sent.get("content-type", "application/octet-stream"),
        headers=kept | {"host": "localhost"},
        follow=not asked.is_navigation_request(),
    )


def wait_for_rest() -> None:
    """Until the portal answers nobody any more: what a closed window asked last would meet the next test's
    data."""
    until = time.monotonic() + LONGEST_REST
    while any("process_request_thread" in thread.name for thread in threading.enumerate()):
        assert time.monotonic() < until, "a request to the portal does not end"
        time.sleep(0.01)


@pytest.fixture
def desk(chromium: Browser, db: None, settings: Any, client_for: Any) -> Iterator[Callable[[User], Visitor]]:
    """`desk(person)`: this person's own computer, signed in. The portal answers in the test's own thread, so
    nothing has to be emptied afterwards; what runs on commit does not run."""
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "localhost"]
    database = connections["default"]

    def sit_down(person: User) -> Visitor:
        key = client_for(person).session.session_key
        return Visitor(chromium, ORIGIN, key, lambda route, context: answer_here(route, context, database))

    yield sit_down
    for context in chromium.contexts:
        context.close()


@pytest.fixture
def served_desk(chromium, live_server, client_for) -> Iterator[Callable[[User], Visitor]]:
    """The same on a server of its own, for uploads, for what runs on commit and for two requests at once. All
    are switched off before the data go."""
    yield lambda person: Visitor(chromium, live_server.url, client_for(person).session.session_key)
    for context in chromium.contexts:
        context.close()
    wait_for_rest()


@pytest.fixture
def visitor(desk, iro) -> Visitor:
    return desk(iro)


@pytest.fixture
def served_visitor(served_desk, iro) -> Visitor:
    return served_desk(iro)
