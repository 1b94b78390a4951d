"""A real browser for the tests: Chromium once a session, what it is started with, and axe."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

AXE = Path(__file__).resolve().parent / "vendor" / "axe.min.js"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
PATIENCE = 20_000  # milliseconds a page may take on a machine that is busy with another process's tests
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RUN_AXE = """async () => (await axe.run(document, {resultTypes: ['violations'],
  runOnly: {type: 'tag', values:
  ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}})).violations.flatMap(
  v => v.nodes.map(n => [v.id, n.target.join(' '), n.html.slice(0, 160)]))"""

OUT_OF_LINE = """() => [...document.querySelectorAll('.govuk-button-group')].flatMap(group => {
  const buttons = group.querySelectorAll('.govuk-button');
  const found = [...buttons].map(e => [e.innerText, e.getBoundingClientRect()]);
  const lower = (a, b) => a.height && a.height === b.height && a.top > b.top + 1 && a.top < b.bottom - 1;
  return found.filter(([, a]) => found.some(([, b]) => lower(a, b))).map(([words]) => words.trim()); })"""
"""Buttons of a group that stand a little lower than one beside them."""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in the thread of the test
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        where = CHROMIUM if Path(CHROMIUM).exists() else None
        browser = playwright.chromium.launch(executable_path=where, args=FLAGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


WIDTHS = [pytest.param(1280, marks=pytest.mark.nightly), 320]
"""The widths at which pages are looked at: by day the narrow one, at which most goes wrong."""


@pytest.fixture
def axe() -> Callable[[Page], list[list[str]]]:
    """`axe(page)`: what axe finds, but the one rule that govuk-frontend's own script breaks on purpose."""

    def look(page: Page) -> list[list[str]]:
        page.wait_for_load_state()  # the whole page, after a click too
        if not page.evaluate("() => 'axe' in window"):
            page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate(RUN_AXE)
        return [f for f in found if not (f[0] == "aria-allowed-attr" and "govuk-radios__input" in f[2])]

    return look
