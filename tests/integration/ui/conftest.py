"""A real browser on the gallery of page parts, signed in as an IRO."""

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, Route

from accounts.models import User
from tests.browser import PATIENCE

LONGEST_REST = 20  # seconds


def stand_still(page: Page) -> None:
    """From here the page's clock moves by `page.clock.run_for` alone, however slow the machine."""
    page.clock.pause_at(page.evaluate("Date.now()") / 1000 + 5)


class Visitor:
    """Pages of a signed-in person, in windows of any size, with script or without."""

    def __init__(self, browser: Browser, address: str, session_key: str) -> None:
        self.browser, self.address, self.session_key = browser, address, session_key

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


def wait_for_rest() -> None:
    """Until the portal answers nobody any more: what a closed window asked last would meet the next test's
    data."""
    until = time.monotonic() + LONGEST_REST
    while any("process_request_thread" in thread.name for thread in threading.enumerate()):
        assert time.monotonic() < until, "a request to the portal does not end"
        time.sleep(0.01)


@pytest.fixture
def desk(chromium, live_server, client_for) -> Iterator[Callable[[User], Visitor]]:
    """`desk(person)`: this person's own computer, signed in. All are switched off before the data go."""
    yield lambda person: Visitor(chromium, live_server.url, client_for(person).session.session_key)
    for context in chromium.contexts:
        context.close()
    wait_for_rest()


@pytest.fixture
def visitor(desk, iro) -> Visitor:
    return desk(iro)
