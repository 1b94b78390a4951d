"""Every page of the demo council that its people can reach by links: it answers, it fits, axe finds nothing,
the keyboard gets there."""

import re
from calendar import SUNDAY
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urljoin, urlsplit
from zlib import crc32

import pytest
from playwright.sync_api import Page

from demo.people import PEOPLE
from tests.browser import OUT_OF_LINE
from tests.journeys.stack import Stack
from tests.turns import has_days, in_turns, is_todays

pytestmark = [pytest.mark.journey, pytest.mark.slow, has_days(SUNDAY)]

EACH_PATTERN = 1  # pages of one kind that one person opens; twice by night
LOOKED_AT = 1  # pages of one kind that are rendered, in all; twice by night
MOST_PAGES = 30  # that one person opens; 90 by night
RENDERED = 20  # by day one kind of page in so many is rendered, others each day
LEFT_OUT = re.compile(r"/account/logout/|/administration/|^/static/|^mailto:|^tel:|^#")
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
FITS = "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"
WIDEST = """() => [...document.querySelectorAll('body *')]
  .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
  .slice(0, 3).map(e => e.outerHTML.slice(0, 120))"""
PRIMARY = "main .govuk-button:not(.govuk-button--secondary):not(.govuk-button--warning):not([hidden])"


class Links(HTMLParser):
    """The addresses of a page, what it is built of, how many h1 it has, and its title."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.built_of: set[tuple[str, str]] = set()
        self.headings, self.title, self._in_title = 0, "", False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.built_of.add((tag, given.get("class") or ""))
        if tag == "a" and given.get("href"):
            self.found.append(str(given["href"]))
        self.headings += tag == "h1"
        self._in_title = tag == "title"

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data
            self._in_title = False


def pattern_of(address: str) -> str:
    """What pages of one kind have in common."""
    parts = urlsplit(address)
    path = re.sub(r"(/measures/)[^/]+", r"\1<code>", UUID.sub("<id>", parts.path))
    path = re.sub(r"/\d[\d-]*/", "/<number>/", path)  # days, months, keys
    words = sorted({f"{k}={v}" if k in ("show", "state") else k for k, v in parse_qsl(parts.query) if v})
    return path + ("?" + "&".join(words) if words else "")


@dataclass
class Looks:
    """Which kinds of pages were rendered so far, by whomever, and what they were built of."""

    patterns: Counter[str] = field(default_factory=Counter)
    parts: set[tuple[str, str]] = field(default_factory=set)
    opened: set[str] = field(default_factory=set)

    def at(self, pattern: str, parts: set[tuple[str, str]], at_night: bool) -> bool:
        """Whether to look at this page. A list with another value of its filter is looked at when it is built
        of something that no page before it had; by day the kinds of other days wait for theirs."""
        kind = re.sub(r"=[^&]*", "", pattern)
        known = self.patterns[pattern] >= LOOKED_AT + at_night
        waits = not at_night and not is_todays(crc32(kind.encode()), RENDERED)
        if known or waits or (not at_night and self.patterns[kind] and parts <= self.parts):
            return False
        self.patterns.update({pattern, kind})
        self.parts |= parts
        return True


@dataclass
class Crawl:
    """What one person has opened so far, and what was wrong with it."""

    at_night: bool
    known: set[str]
    """The kinds of pages that somebody has opened in this run."""
    opened: dict[str, list[str]] = field(default_factory=dict)
    parts: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def run(self, page: Page) -> None:
        """Follow the links from the home page, each kind of page a few times, without a script."""
        waiting, seen = ["/"], {"/"}
        while waiting and sum(len(a) for a in self.opened.values()) < self.most():
            address = waiting.pop(0)
            pattern = pattern_of(address)
            mine = self.opened.setdefault(pattern, [])
            if len(mine) >= EACH_PATTERN + self.at_night or not self.is_open_to_me(pattern):
                continue
            answer = page.request.get(address)
            if answer.status == 200 and "text/html" not in answer.headers.get("content-type", ""):
                continue  # a file
            mine.append(address)
            self.known.add(pattern)
            if answer.status != 200:
                self.problems.append(f"{address}: {answer.status}")
                continue
            new = [there for there in self.links(address, answer.text()) if there not in seen]
            seen.update(new)
            waiting += new

    def most(self) -> int:
        return MOST_PAGES * (1 + 2 * self.at_night)

    def is_open_to_me(self, pattern: str) -> bool:
        """By day most people open the home page and what nobody opened before them."""
        return self.at_night or pattern == "/" or pattern not in self.known

    def links(self, address: str, html: str) -> list[str]:
        """Where a page leads to in the portal, each place once; one without a heading or title is a
        problem."""
        page = Links()
        page.feed(html)
        self.parts[address] = page.built_of
        if page.headings != 1 or not page.title.strip():
            self.problems.append(f"{address}: {page.headings} h1, title {page.title!r}")
        places = [urljoin(address, h).partition("#")[0] for h in page.found if not LEFT_OUT.search(h)]
        return list(dict.fromkeys(there for there in places if there.startswith("/")))


@pytest.fixture(scope="module")
def looks() -> Looks:
    return Looks()


FROM_NEAR_BY = """([primary, near]) => {
  const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
    .filter(e => e.tabIndex >= 0 && !e.disabled && e.getClientRects().length);
  document.activeElement && document.activeElement.blur(); window.scrollTo(0, 0);
  const start = all[all.indexOf(document.querySelector(primary)) - near];
  if (near && start) start.focus();
}"""
NEAR_BY = 8  # by day the keyboard starts so many places before the button, at night at the top
WHERE = """(primary) => {
  const there = document.activeElement, style = getComputedStyle(there);
  if (there === document.querySelector(primary))
    return style.outlineStyle !== 'none' || style.boxShadow !== 'none' ? 'seen' : 'unseen';
  return there === document.body ? 'past the end' : '';
}"""


def look(page: Page, address: str, axe: Callable[[Page], list[list[str]]], at_night: bool) -> list[str]:
    """What is wrong with a page at 1280 and at 320 pixels, by axe (by day at 320 alone) and by keyboard."""
    problems = []
    for wide in (1280, 320):
        page.set_viewport_size({"width": wide, "height": 900})
        if wide == 1280:
            page.goto(address)
        if out_of_line := page.evaluate(OUT_OF_LINE):
            problems.append(f"{address} at {wide}: out of line: {out_of_line}")
        if wide == 320 or at_night:
            problems += [f"{address} at {wide}: {' '.join(found)}" for found in axe(page)]
        if not page.evaluate(FITS):
            problems.append(f"{address} at {wide}: wider than the window: {page.evaluate(WIDEST)}")
    primary = page.locator(PRIMARY).first
    if (
        primary.count()
        and primary.is_visible()
        and primary.is_enabled()
        and not reached_by_keyboard(page, at_night)
    ):
        problems.append(f"{address}: the keyboard does not reach {primary.inner_text()!r}")
    return problems


def reached_by_keyboard(page: Page, at_night: bool) -> bool:
    page.evaluate(FROM_NEAR_BY, [PRIMARY, 0 if at_night else NEAR_BY])
    for _ in range(400):
        page.keyboard.press("Tab")
        if where := page.evaluate(WHERE, PRIMARY):
            return bool(where == "seen")
    return False


@pytest.mark.parametrize("email", in_turns([person.email for person in PEOPLE], 4))
def test_every_page_answers_fits_and_can_be_used(
    email: str,
    stack: Stack,
    sign_in: Callable[..., Page],
    axe: Callable[[Page], list[list[str]]],
    looks: Looks,
    at_night: bool,
) -> None:
    page = sign_in(email.partition("@")[0])
    crawl = Crawl(at_night, looks.opened)
    crawl.run(page)
    assert len(crawl.opened) >= 5
    for pattern, addresses in crawl.opened.items():
        if addresses and looks.at(pattern, crawl.parts.get(addresses[-1], set()), at_night):
            crawl.problems += look(page, addresses[-1], axe, at_night)
    assert not crawl.problems, "\n".join(crawl.problems)


def test_pages_without_script_fit_a_narrow_window(stack: Stack, sign_in: Callable[..., Page]) -> None:
    """What people get whose browser blocks scripts: a menu that is there, pages no wider than the window."""
    page = sign_in("iro.demo", script=False, wide=320)
    for address in ("/", "/children/", "/reviews/", "/decisions/", "/reports/"):
        answer = page.goto(address)
        assert answer is not None and answer.status == 200
        assert page.evaluate(FITS), address
        assert page.get_by_role("navigation", name="Menu").get_by_role("link", name="Reviews").is_visible()
