"""A real browser on the gallery of page parts, signed in as an IRO."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, sync_playwright

AXE = Path(__file__).resolve().parents[2] / "vendor" / "axe.min.js"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RUN_AXE = """async () => (await axe.run(document, {runOnly: {type: 'tag', values:
  ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}})).violations.flatMap(
  v => v.nodes.map(n => [v.id, n.target.join(' '), n.html.slice(0, 160)]))"""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in the thread of the test
    with sync_playwright() as playwright:
        where = CHROMIUM if Path(CHROMIUM).exists() else None
        browser = playwright.chromium.launch(executable_path=where, args=FLAGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


class Visitor:
    """Pages of a signed-in person, in windows of any size, with script or without."""

    def __init__(self, browser: Browser, address: str, session_key: str) -> None:
        self.browser, self.address, self.session_key = browser, address, session_key

    def open(self, path: str, *, wide: int = 1280, script: bool = True, fake_clock: bool = False) -> Page:
        context = self.browser.new_context(
            viewport={"width": wide, "height": 900}, java_script_enabled=script, reduced_motion="reduce"
        )
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": self.session_key, "url": self.address}]
        )
        page = context.new_page()
        page.set_default_timeout(10_000)
        if fake_clock:
            page.clock.install()
        page.goto(self.address + path)
        return page


@pytest.fixture
def visitor(chromium, live_server, client_for, iro) -> Iterator[Visitor]:
    key = client_for(iro).session.session_key
    yield Visitor(chromium, live_server.url, key)
    for context in chromium.contexts:
        context.close()


@pytest.fixture
def axe():
    """`axe(page)`: what axe finds, but the one rule that govuk-frontend's own script breaks on purpose."""

    def look(page: Page) -> list[list[str]]:
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate(RUN_AXE)
        return [f for f in found if not (f[0] == "aria-allowed-attr" and "govuk-radios__input" in f[2])]

    return look
