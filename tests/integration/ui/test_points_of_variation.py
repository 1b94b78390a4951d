"""Points in which councils differ, changed in Chromium and seen there: the words, limits and settings that
most people meet. All points are tried without a browser in tests/integration/variation.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import Page, expect

from accounts.models import AuditEvent
from tests.integration.variation.browser import Browser, words_of
from tests.integration.variation.test_points_of_variation import POINTS, TODAY, Council
from tests.turns import in_turns

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

SHOWN = [
    *("V-01", "V-02", "V-03", "V-04", "V-05", "V-06", "V-07", "V-08", "V-09", "V-10"),
    *("V-16", "V-28", "V-29", "V-30", "V-36"),
]
"""Words of the council, the process of disputes and its limits, terms, the cover, bodies and groups."""
OPEN_ALL = "document.querySelectorAll('details').forEach(part => { part.open = true })"


class Window(Browser):
    """A person at Chromium: reads what stands on a page, fills what is to change, and presses the button."""

    def __init__(self, browser: Browser, visitor: Any) -> None:
        super().__init__(browser.client)
        self.visitor = visitor

    def read(self, address: str, **query: Any) -> str:
        page = self.visitor.open(f"{address}?{urlencode(query)}" if query else address)
        text = words_of(page.content())
        page.context.close()
        return text

    def send(self, address: str, *, answers_all: bool = False, confirms: str = "", **changed: Any) -> str:
        page = self.visitor.open(address)
        for name, value in changed.items():
            for one in value if isinstance(value, list) else [value]:
                _enter(page, name, str(one))
        _press(page, changed)
        if confirms:
            expect(page.get_by_text(confirms).first).to_be_visible()
            _press(page, changed)
        expect(page).not_to_have_title("Moved")
        assert not page.locator(".govuk-error-summary").count(), words_of(page.content())[:2000]
        where = urlsplit(page.url).path
        page.context.close()
        return where


def _enter(page: Page, name: str, value: str) -> None:
    page.evaluate(OPEN_ALL)
    field = page.locator(f'main [name="{name}"]')
    kind = field.first.evaluate("it => it.type")
    if kind in ("radio", "checkbox"):
        wanted = page.locator(f'main [name="{name}"][value="{value}"]')
        (wanted if wanted.count() else field).last.check(force=True)
    elif kind == "select-one":
        field.select_option(value)
    elif kind != "submit":
        field.fill(value)


def _press(page: Page, changed: dict[str, Any]) -> None:
    """The last button of the form in which something was changed; one that was named, where one was."""
    name = next(iter(changed))
    form = page.locator("main form", has=page.locator(f'[name="{name}"]'))
    named = [form.locator(f'button[name="{n}"][value="{v}"]') for n, v in changed.items() if n == "save"]
    with page.expect_navigation():
        (named or [form.locator("button.govuk-button:not([name])")])[0].last.click()


@pytest.fixture
def council(request: pytest.FixtureRequest, on_day: Callable[..., Any], desk: Any) -> Council:
    on_day(TODAY)
    found = Council(request)
    for name in ("administrator", "qa_manager", "iro", "team_manager", "service_manager"):
        setattr(found, name, Window(getattr(found, name), desk(found.person(name))))
    found.admin, found.qa = found.administrator, found.qa_manager
    return found


@pytest.mark.parametrize("point", in_turns(SHOWN, 9))
def test_a_point_is_changed_and_seen_in_chromium(point: str, council: Council) -> None:
    found = POINTS[point]
    found.change(council)
    assert found.shows in found.see(council)
    assert AuditEvent.objects.filter(kind=found.event, authority_id=council.authority.pk).exists()
