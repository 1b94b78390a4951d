"""Figures beside lists, and beside other figures, tell nothing of a child who is closed to their reader:
every page of figures says the same when the child is gone, a figure counts whom its list names, and what a
page leads to opens.

test_canaries.py runs this, in its council: to fill one takes as long as to ask all of it."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from accounts.access.roles import Permission as P
from accounts.access.viewers import Viewer
from reporting.dashboard.whose import parts_for
from reporting.layouts.registry import PAGES
from reporting.measures.registry import MEASURES
from reporting.screen.views import OVERVIEW
from tests import factories as make
from tests.attack.closed.same_words import CHANGES_EACH_TIME, take_away
from tests.attack.full_world import READERS, Filled
from tests.house_rules.test_url_matrix import is_refused_at_the_door
from tests.locks import taken_back
from tests.turns import is_todays, todays
from tests.world import Standing

YEARS = ("2026", "2027")
PERIODS = ("2026", "year_to_date", "2026-03")
ONE_FIGURE_IN, ONE_PAGE_IN, ONE_LINK_IN = 60, 20, 40
"""By day so many of the measures, of the pages of several, and of the links on them."""
LEADS = re.compile(r'href="(/measures/[^"]+)"')
SAYS_HOW_MANY = ("numerator", "failed", "not_known")


def _asked(name: str, *args: Any, **query: str) -> str:
    return f"{reverse(f'reporting:{name}', args=args)}?{urlencode(query)}"


def _pages(viewer: Viewer, made: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The pages with figures of several measures; no reports, which count every child."""
    for period in PERIODS:
        yield "measures", _asked("measures", period=period)
        for key in (OVERVIEW, *PAGES):
            yield "measures", _asked("measures", period=period, group=key)
        yield "checklist", _asked("checklist", period=period)
    for year in YEARS:
        for key in PAGES:
            yield "figures", _asked("figures", key, year=year)
        for part in parts_for(viewer):
            yield "dashboard", _asked("dashboard", year=year, whose=part.address)
    yield "trends", _asked("trends")
    yield "supervision", reverse("reporting:supervision", kwargs=made["reporting:supervision"]["own"])


def _measures(viewer: Viewer) -> Iterator[tuple[str, str]]:
    """Each measure with each of its breakdowns, and the lists behind it."""
    for measure in MEASURES.values():
        for period in PERIODS:
            for by in measure.dimensions:
                yield "measure", _asked("measure", measure.code, period=period, by=by)
            for part in SAYS_HOW_MANY:
                yield "rows", _asked("rows", measure.code, period=period, part=part)


def _addresses(viewer: Viewer, made: dict[str, Any], turn: int, at_night: bool) -> list[str]:
    several = [*_pages(viewer, made)]
    single = [*_measures(viewer)]
    shared = ((several, ONE_PAGE_IN), (single, ONE_FIGURE_IN * 10))
    return [
        address
        for pages, every in shared
        for place, (name, address) in enumerate(pages)
        if (at_night or is_todays(place + turn, every))
        and not is_refused_at_the_door(f"reporting:{name}", viewer)
    ]


def _said(browser: Client, address: str) -> str:
    with taken_back():
        response = browser.get(address)
    assert response.status_code in (200, 403, 404), address
    return CHANGES_EACH_TIME.sub("", response.content.decode()) if response.status_code == 200 else ""


@pytest.mark.slow
def test_no_figure_tells_of_a_closed_child(
    full: Filled, made: dict[str, Any], world: Standing, at_night: bool
) -> None:
    """Another one stays: that there is one changes whether figures are counted now or as they were stored."""
    make.make_child_in_care(world.child("own").authority, is_restricted=True)
    gone = full.family["restricted"]
    asked = {
        name: _addresses(viewer, made, turn, at_night)
        for turn, name in enumerate(READERS)
        if (viewer := world.viewer(name)) is not None
    }
    before = {name: {a: _said(world.browser(name), a) for a in asked[name]} for name in asked}
    with taken_back():
        take_away(gone)
        wrong = [
            (name, address)
            for name, pages in before.items()
            for address, said in pages.items()
            if _said(world.browser(name), address) != said
        ]
    assert sum(map(len, asked.values())) > (1000 if at_night else 20)
    assert not wrong, wrong


@pytest.mark.slow
def test_a_figure_counts_whom_its_list_names(world: Standing, at_night: bool) -> None:
    browser, wrong = world.browser("qa_manager"), []
    asked = [(code, period) for code in MEASURES for period in PERIODS]
    for code, period in asked if at_night else todays(asked, 12):
        page = browser.get(_asked("measure", code, period=period))
        for _, cell in page.context["lists"].rows:
            if cell.get("href") and MEASURES[code].scale == 100 and not MEASURES[code].in_hundredths:
                with taken_back():
                    listed = browser.get(cell["href"]).context["total"]
                if int(cell["text"].replace(",", "")) != listed:
                    wrong.append((code, period, cell, listed))
    assert not wrong, wrong


@pytest.mark.slow
def test_what_a_page_of_figures_leads_to_opens(world: Standing, at_night: bool) -> None:
    wrong = []
    for turn, name in enumerate(READERS):
        viewer = world.viewer(name)
        if viewer is None or not viewer.may(P.READ_REPORTS) or not viewer.may(P.SEE_MEASURES):
            continue
        browser = world.browser(name)
        for address in (_asked("figures", key, year=year) for key in PAGES for year in YEARS):
            links = dict.fromkeys(map(unescape, LEADS.findall(browser.get(address).content.decode())))
            for place, link in enumerate(links):
                if at_night or is_todays(place + turn, ONE_LINK_IN):
                    with taken_back():
                        if browser.get(link).status_code != 200:
                            wrong.append((name, address, link))
    assert not wrong, wrong
