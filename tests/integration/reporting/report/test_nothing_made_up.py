"""A council made from returns alone: no page and no report shows a nought for what it never recorded, nor for
the time after the returns."""

import re
from calendar import FRIDAY, TUESDAY, WEDNESDAY
from datetime import date
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
import time_machine

from accounts.access.roles import Role
from reporting.edition.actions import build
from reporting.edition.printing import printed
from reporting.measures.base import Scope, compute
from reporting.measures.recorded import OF_RETURNS
from reporting.measures.registry import ALL, MEASURES
from reporting.periods import Period, collection_year, month
from reporting.report import quarterly, writing_actions
from reporting.results.store import compute_all
from tests import factories as make
from tests.turns import has_days, in_turns

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NOW = date(2026, 11, 2)
AFTER = [Period(date(2026, 4, 1), NOW), month(date(2026, 10, 1)), month(date(2026, 4, 1))]
EACH_PATTERN = 1  # pages of one kind; twice by night
MOST_PAGES = 250
LEFT_OUT = re.compile(r"/account/|/administration/|^/static/|/help/|^mailto:|^tel:|^#")
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
HREF = re.compile(r'<a\b[^>]*?href="([^"]+)"')
OUT = re.compile(r"<(script|style|svg|option|textarea)\b.*?</\1>", re.S)
NOUGHT = re.compile(r"(?<![\d,.:/–-])0(?:\.0)?%?(?= [a-z]|\s*(?:\||$))")
TRUE_NOUGHTS = {
    "/imports/": "rows of the files themselves",
    "/log/": "rows of the files themselves, as the log tells of an import",
    "/measures/dashboard/": "the same part of the last year, which the returns tell",
    "/measures/figures/": "the last year, of which the returns tell all that has a figure",
}
"""Where a page's address begins -> why its noughts are true ones."""
TRUE_WORDS = {
    "0 entries, newest first": "the log of a child is kept from the first import on",
    "Children whose next review is not overdue|": "a review that the returns tell of as due and not held",
}
"""What stands around a nought -> why it is a true one."""
UNDER_WAY = {"timeliness", "timeliness_month"}
"""Tables of a time after the returns whose noughts are true: what the returns tell of as due and not held."""


def is_true(address, said):
    return address.startswith(tuple(TRUE_NOUGHTS)) or any(words in said for words in TRUE_WORDS)


@pytest.fixture
def manager(example):
    return make.make_user(example, Role.QA_MANAGER)


@pytest.fixture(autouse=True)
def in_november():
    with time_machine.travel(make.at(NOW), tick=False):
        yield


def pattern_of(address):
    parts = urlsplit(address)
    path = re.sub(r"(/measures/)[^/]+", r"\1<code>", UUID.sub("<id>", parts.path))
    path = re.sub(r"/\d[\d-]*/", "/<number>/", path)  # days, weeks, months
    return f"{path}?{'&'.join(sorted(p.partition('=')[0] for p in parts.query.split('&')))}"


def pages_of(client, at_night):
    """Address and answer of every kind of page that links lead to from the home page, a few of each."""
    waiting, seen, opened = ["/"], {"/"}, {}
    while waiting and sum(opened.values()) < MOST_PAGES:
        address = waiting.pop(0)
        kind = pattern_of(address)
        if opened.get(kind, 0) >= EACH_PATTERN + at_night:
            continue
        opened[kind] = opened.get(kind, 0) + 1
        answer = client.get(address)
        if answer.status_code != 200 or "text/html" not in answer.headers["Content-Type"]:
            continue
        html = answer.content.decode()
        yield address, html
        for href in HREF.findall(html):
            there = urljoin(address, unescape(href)).partition("#")[0]
            if there.startswith("/") and there not in seen and not LEFT_OUT.search(there):
                seen.add(there)
                waiting.append(there)


def noughts(html):
    """What a page says around each nought."""
    main = re.sub(r"^.*?<main\b", "<main", OUT.sub("", html), flags=re.S).partition("</main>")[0]
    lines = re.sub(r"<(?!/?(?:a|span|strong|b|em)\b)[^>]+>", "|", re.sub(r"\s+", " ", main))
    text = re.sub(r"[| ]*\|[| ]*", "|", unescape(re.sub(r"<[^>]+>", "", lines)))
    return [text[max(0, found.start() - 90) : found.end() + 40] for found in NOUGHT.finditer(text)]


@has_days(WEDNESDAY)
def test_no_page_shows_a_nought_for_what_was_never_recorded(example, manager, client_for, at_night):
    compute_all(example, today=NOW)
    found, opened = [], 0
    for address, html in pages_of(client_for(manager), at_night):
        opened += 1
        for said in noughts(html):
            if not is_true(address, said):
                found.append(f"{address}: {said}")
    assert opened > 60
    assert not found, "\n".join(found)


def printed_noughts(document):
    """Table and row of every cell of a document that prints a nought."""
    for section in printed(document, "internal", frozenset()).sections:
        for table in (block.table for block in section.blocks if block.table):
            for row in (*table.rows, table.total):
                if any(NOUGHT.fullmatch(cell) for cell in row[1:]):
                    yield table.key, row


@has_days(TUESDAY)
def test_no_report_of_a_time_after_the_returns_shows_a_nought(sample):
    report = writing_actions.begin(authority=sample, year=2027, by=None)
    documents = [build(report, today=NOW)]
    documents += [quarterly.compose(sample, 2027, number, on=NOW) for number in (1, 2)]
    for document in documents:
        found = [(key, row) for key, row in printed_noughts(document) if key not in UNDER_WAY]
        assert not found
        said = [words for section in document.sections for words in section.sentences]
        assert not [words for words in said if re.search(r"\bnot known (times|children|reviews)\b", words)]


@has_days(FRIDAY)
def test_no_report_of_a_year_of_returns_shows_a_nought_for_what_was_never_recorded(sample):
    report = writing_actions.begin(authority=sample, year=2026, by=None)
    for document in (build(report, today=NOW), quarterly.compose(sample, 2026, 4, on=NOW)):
        codes = {ref.partition("|")[0] for ref, f in document.figures.items() if f.value == 0}
        assert codes or document.head.span == "quarter"
        assert not [c for c in codes if c in MEASURES and MEASURES[c].record not in ("", *OF_RETURNS)]


@pytest.mark.parametrize(
    "code", in_turns([m.code for m in ALL if m.record and m.record not in OF_RETURNS], 6)
)
def test_what_the_portal_begins_has_no_figure_before_it_begins(example, code):
    for period in (*AFTER, collection_year(2026), collection_year(2025)):
        assert compute(MEASURES[code], Scope(example, period, as_at=NOW)).numerator is None


@pytest.mark.parametrize("code", in_turns([m.code for m in ALL if m.of_returns], 6))
def test_after_the_returns_nothing_that_they_tell_has_a_figure(example, code):
    for period in AFTER:
        assert compute(MEASURES[code], Scope(example, period, as_at=NOW)).numerator is None
