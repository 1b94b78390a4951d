"""Every page part in the browser: accessible, narrow, by keyboard, without script, on paper, in its
states."""

import re
from calendar import THURSDAY

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser import WIDTHS
from tests.turns import has_days

pytestmark = [pytest.mark.slow, pytest.mark.django_db, has_days(THURSDAY)]


@pytest.mark.parametrize("wide", WIDTHS)
@pytest.mark.parametrize("state", ["", "?show=errors", "?show=empty"])
def test_axe_finds_nothing_and_nothing_runs_off_the_side(visitor, axe, state, wide):
    page = visitor.open("/gallery/" + state, wide=wide)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= wide
    covered = page.evaluate("getComputedStyle(document.querySelector('.moj-filter-layout__filter')).position")
    assert covered == "static"  # MOJ would lay the filter over a small page


def test_axe_would_find_something(visitor, axe):
    page = visitor.open("/gallery/")
    page.evaluate("document.querySelector('label[for=id_place]').remove()")
    assert ["label", "#id_place"] in [found[:2] for found in axe(page)]


def test_axe_finds_nothing_with_menu_calendar_and_details_open(visitor, axe):
    page = visitor.open("/gallery/", wide=320)
    page.locator(".govuk-service-navigation__toggle").click()
    page.locator("summary").first.click()
    page.get_by_role("button", name="Choose date").first.click()
    expect(page.get_by_role("dialog").first).to_be_visible()
    assert axe(page) == []


@pytest.mark.django_db(transaction=True)
def test_page_breaks_no_content_security_policy(served_visitor):
    said: list[str] = []
    page = served_visitor.open("/gallery/")
    page.on("console", lambda m: said.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: said.append(str(e)))
    page.reload()
    page.get_by_role("button", name="Choose date").first.click()
    assert said == []
    policy = page.request.get(page.url).headers["content-security-policy"]
    assert "script-src 'self'" in policy and "unsafe" not in policy


def test_every_link_of_the_error_summary_lands_on_a_control(visitor):
    page = visitor.open("/gallery/?show=errors")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    assert page.title().startswith("Error: ")
    links = page.locator(".govuk-error-summary__list a")
    assert links.count() == 7
    for n in range(links.count()):
        target = links.nth(n).get_attribute("href")
        links.nth(n).click()
        expect(page.locator(f"[id='{target[1:]}']")).to_be_focused()
    assert links.nth(1).get_attribute("href") == "#id_held_on_day"


def test_page_without_errors_does_not_say_so(visitor):
    assert visitor.open("/gallery/").title() == "Page parts – IRO Portal"


def test_a_choice_reveals_its_field_by_keyboard(visitor):
    page = visitor.open("/gallery/")
    reason = page.get_by_label("Why was it late?")
    expect(reason).to_be_hidden()
    page.locator("#id_in_time_0").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(reason).to_be_visible()
    page.keyboard.press("Tab")
    expect(reason).to_be_focused()


def test_calendar_opens_and_closes_by_keyboard(visitor):
    page = visitor.open("/gallery/")
    button = page.get_by_role("button", name="Choose date").first
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog").first).to_be_hidden()
    expect(button).to_be_focused()


def test_without_script_everything_is_there_to_use(visitor):
    page = visitor.open("/gallery/", script=False)
    for label in ("Why was it late?", "Who else came?", "Delete"):
        expect(page.get_by_label(label)).to_be_visible()
    expect(page.get_by_role("button", name="Add another decision")).to_be_visible()
    for what in (
        "[data-remove]",
        "[data-conflict]",
        "[data-session-warning]",
        ".govuk-service-navigation__toggle",
    ):
        expect(page.locator(what).first).to_be_hidden()
    expect(page.get_by_role("link", name="Home").first).to_be_visible()


def test_on_paper_only_the_contents_stay(visitor):
    page = visitor.open("/gallery/")
    page.emulate_media(media="print")
    for gone in (
        ".govuk-service-navigation",
        ".iro-who",
        ".moj-filter",
        ".govuk-pagination",
        ".iro-footer",
        ".iro-save",
    ):
        expect(page.locator(gone).first).to_be_hidden()
    expect(page.get_by_text("Robin Ashdown")).to_be_visible()
    colour = page.evaluate(
        "getComputedStyle(document.querySelector('.govuk-generic-header__homepage-link')).color"
    )
    assert colour == "rgb(0, 0, 0)"  # white on a header that is not printed would be lost


def test_first_visit_stays_within_the_budget_of_weight(visitor):
    """At most 6 requests; the two built files stay small enough to be sent compressed in some 35 kB."""
    asked: list[str] = []
    page = visitor.open("/help/")
    page.on("request", lambda r: asked.append(r.url))
    page.reload()
    assert len([a for a in asked if not a.startswith("data:")]) <= 6


def test_nobody_sees_the_gallery_without_signing_in_and_an_unknown_state_is_not_found(client_for, iro):
    assert Client().get(reverse("accounts:gallery")).status_code == 302
    browser = client_for(iro)
    assert browser.get("/gallery/?show=all").status_code == 404
    assert re.search("Overdue", browser.get("/gallery/").content.decode())
