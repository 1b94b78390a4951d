"""No page tells anything of a child whom the reader may not see, and no page names a child unlogged.

Every address of the matrix is opened by every person in a council that has every kind of record: lists with
each of their filters, exports, the lists behind figures, the audit pages. Two things must hold of each
answer: no name and no words of a child who is closed to the reader; and a line in the log of looks for each
child it names. What stranger.py and timed_mails.py ask takes place in the same council."""

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import pytest
import time_machine
from django.db.models import TextField
from django.db.models.functions import Cast
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from accounts.access.viewers import Viewer
from accounts.models import AccessLog, User
from children.models import Child
from reporting.measures.registry import MEASURES
from reporting.screen.list_views import FIND
from tests import factories as make
from tests.attack.closed.figures import (
    test_a_figure_counts_whom_its_list_names as test_a_figure_counts_whom_its_list_names,
)
from tests.attack.closed.figures import (
    test_no_figure_tells_of_a_closed_child as test_no_figure_tells_of_a_closed_child,
)
from tests.attack.closed.figures import (
    test_what_a_page_of_figures_leads_to_opens as test_what_a_page_of_figures_leads_to_opens,
)
from tests.attack.closed.same_words import CHANGES_EACH_TIME, take_away
from tests.attack.full_world import DAY, READERS, ROWS, Filled, canary_of, kept_as_json, tables, texts
from tests.attack.stranger import (
    test_no_address_of_one_council_opens_for_another as test_no_address_of_one_council_opens_for_another,
)
from tests.attack.stranger import (
    test_no_header_makes_another_method_of_a_request as test_no_header_makes_another_method_of_a_request,
)
from tests.attack.stranger import (
    test_no_link_is_made_to_a_host_that_is_named as test_no_link_is_made_to_a_host_that_is_named,
)
from tests.attack.stranger import (
    test_no_list_takes_a_question_to_the_database as test_no_list_takes_a_question_to_the_database,
)
from tests.attack.stranger import test_nobody_is_led_to_another_site as test_nobody_is_led_to_another_site
from tests.attack.stranger import test_nothing_stays_in_a_browser as test_nothing_stays_in_a_browser
from tests.attack.timed_mails import (
    test_timed_mail_goes_to_readers_alone as test_timed_mail_goes_to_readers_alone,
)
from tests.house_rules.test_privacy import SEARCHED
from tests.house_rules.test_url_matrix import is_refused_at_the_door
from tests.locks import taken_back
from tests.turns import is_todays, todays
from tests.world import Standing, stands

NOT_OF_CHILDREN = {"accounts:gallery"}
"""Pages whose children are invented."""
EVERY = 80
"""By day each reader opens one address in so many, others each day."""
ONE_SEARCH_IN = 80
ONE_LIST_IN = 7
"""Of the lists with filters; each takes the week, whichever choice has its turn."""
ONE_CHOICE_IN = 16
"""Of the choices of a filter."""
ONE_FIGURE_IN = 96
"""Of the lists behind figures."""
EVERY_DAY = ["iro", "qa_manager", "team_manager", "business_support"]
BY_DAY = [*EVERY_DAY, *todays([p for p in READERS if p not in EVERY_DAY], 1)]
"""One of each reach, and of the others one after the other; at night everybody looks."""
DEEP = {
    *("reviews.Letter.parts", "reviews.LetterCopy.parts", "reviews.ReviewSection.data"),
    *("reviews.CompletedRecord.content", "reviews.DecisionAtReview.words", "reviews.DecisionAnswer.words"),
    *("disputes.AnswerAction.text", "reviews.MonitoringIssue.text"),
}
"""Words in JSON, and in rows that are several tables away from the child."""
Made = dict[str, dict[str, dict[str, Any] | None]]
A_FIGURE = re.compile(r'<li><a [^>]*href="/measures/.*?</li>', re.DOTALL)
"""On the home page: figures are looked at in closed/figures.py."""
FIGURES = ("reporting:", "children:import", "children:feed", "children:withdraw", "children:bundle")
COUNTS = {"accounts:start", "children:allocate_many", "children:workers", "reporting:caseloads"}
"""Pages that count children: looked at every day."""
NOT_OF_WORK = {"children:access_log", "children:names"}
"""What was done with one record, meetings that were held together with another among it; and who is named on
all restricted records, which QA managers see by the number of the child (docs/restricted-records.md)."""
ONE_PAGE_OF_WORK_IN = 120


class Filters(HTMLParser):
    """The filters of a list: every choice of every select."""

    def __init__(self) -> None:
        super().__init__()
        self.select = ""
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "select":
            self.select = given.get("name", "")
        if tag == "option" and self.select and given.get("value"):
            self.found.append((self.select, given["value"]))

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.select = ""


@dataclass
class Reader:
    """One person at their browser, and what their pages gave away."""

    name: str
    user: User
    viewer: Viewer | None
    browser: Client
    children: list[Child]
    reads_pdf: bool
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        viewer = self.viewer
        seen = Child.objects.visible_to(viewer).values_list("pk", flat=True) if viewer else []
        self.closed = [child for child in self.children if child.pk not in set(seen)]
        self.named = {
            child.surname: {twin.pk for twin in self.children if twin.surname == child.surname}
            for child in self.children
        }

    def open(self, address: str) -> str:
        """Open a page, look at it, and undo what it wrote. Returns its text."""
        with taken_back():
            before = AccessLog.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
            response = self.browser.get(address)
            logged = set(
                AccessLog.objects.filter(pk__gt=before, user=self.user).values_list("child_id", flat=True)
            )
            text = _text(response, reads_pdf=self.reads_pdf)
        if response.status_code >= 500:
            self.wrong.append(f"{self.name} {address}: {response.status_code}")
        for child in self.closed:
            if child.surname in text:
                self.wrong.append(
                    f"{self.name} {address}: tells of {child.surname}: {_around(text, child.surname)}"
                )
        for surname, theirs in self.named.items():
            if surname in text and not theirs & logged:
                self.wrong.append(f"{self.name} {address}: names {surname} and is not on the log of looks")
        return text


def _text(response: HttpResponseBase, *, reads_pdf: bool = False) -> str:
    """What an answer says: a page, a table, a calendar, a workbook, an archive; a PDF at night, which takes
    longer.
    """
    if response.status_code != 200:
        return ""
    streamed = getattr(response, "streaming_content", None)
    parts = streamed if streamed is not None else [getattr(response, "content", b"")]
    return _words_of(b"".join(parts), reads_pdf=reads_pdf)


def _words_of(content: bytes, *, reads_pdf: bool) -> str:
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "\n".join(
                _words_of(archive.read(name), reads_pdf=reads_pdf) for name in archive.namelist()
            )
    if content.startswith(b"%PDF") and reads_pdf:
        with suppress(PyPdfError):  # invented files that only begin like one
            return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return content.decode(errors="replace")


def _around(text: str, word: str) -> str:
    at = text.index(word)
    return " ".join(text[max(0, at - 60) : at + 60].split())


@pytest.fixture(scope="module")
def full(django_db_setup, django_db_blocker) -> Iterator[Filled]:
    """The council with every kind of record, made once; all tests here take place on its day."""
    with time_machine.travel(make.at(DAY), tick=False), stands(django_db_blocker) as world:
        yield Filled(world)


@pytest.fixture(autouse=True)
def _undone(full) -> Iterator[None]:
    """What a test writes is taken back after it: all of them find the same council."""
    with taken_back():
        yield


@pytest.fixture
def world(full, db) -> Standing:
    return full.world


@pytest.fixture
def made(full, db) -> Made:
    return full.made


@pytest.fixture
def readers(full, world, at_night) -> list[Reader]:
    children = full.children
    names = READERS if at_night else BY_DAY
    return [
        Reader(name, world.person(name), world.viewer(name), world.browser(name), children, at_night)
        for name in names
    ]


def _addresses(made: Made, reader: Reader) -> Iterator[str]:
    for name, row in sorted(ROWS.items()):
        if (
            name in NOT_OF_CHILDREN
            or row.method != "GET"
            or row.open_to_all
            or is_refused_at_the_door(name, reader.viewer)
        ):
            continue
        for args in made[name].values():
            if args is not None:
                yield reverse(name, kwargs=args or None)


def _lists(reader: Reader) -> list[str]:
    return [
        reverse(name)
        for name, row in sorted(ROWS.items())
        if name not in NOT_OF_CHILDREN
        and row.method == "GET"
        and not row.args
        and not row.open_to_all
        and not row.signed_in
        and not is_refused_at_the_door(name, reader.viewer)
    ]


def _pages_of_work(made: Made, reader: Reader) -> Iterator[tuple[str, str]]:
    """Those without an object, and those of the child whom most people see; no figures, and nothing of files
    that the council has in hand."""
    for name, row in sorted(ROWS.items()):
        args = made[name].get("own", made[name].get("page")) if row.args else {}
        if (
            args is not None
            and row.method == "GET"
            and not row.open_to_all
            and name not in NOT_OF_CHILDREN | NOT_OF_WORK
            and (not name.startswith(FIGURES) or name in COUNTS)
            and not is_refused_at_the_door(name, reader.viewer)
        ):
            yield name, reverse(name, kwargs=args or None)


def _choices(
    found: list[tuple[str, str]], turn: int, sharing: int, at_night: bool
) -> Iterator[tuple[str, str]]:
    """By day those who have the list share a part of its choices out, others each day."""
    for place, (name, value) in enumerate(dict.fromkeys(found)):
        if at_night or is_todays(place + turn, ONE_CHOICE_IN * sharing):
            yield name, value


@pytest.mark.slow
def test_no_page_tells_of_a_child_who_is_closed_to_its_reader(made, readers, at_night):
    wrong, opened = [], 0
    for turn, reader in enumerate(readers):
        for number, address in enumerate(_addresses(made, reader)):
            if at_night or is_todays(number + turn, EVERY):
                reader.open(address)
                opened += 1
        wrong += reader.wrong
    assert opened > (500 if at_night else 16)
    assert not wrong, "\n".join(wrong)


def _open_lists_behind_figures(reader: Reader, number: int, sharing: int, at_night: bool) -> None:
    if is_refused_at_the_door("reporting:rows", reader.viewer):
        return
    for place, code in enumerate(MEASURES):
        if at_night or is_todays(place + number, ONE_FIGURE_IN * sharing):
            for part in FIND if at_night else todays(list(FIND), 1):
                reader.open(f"{reverse('reporting:rows', args=[code])}?part={part}&period=year_to_date")


@pytest.mark.slow
def test_no_filter_of_a_list_and_no_list_behind_a_figure_does(made, readers, at_night):
    wrong = []
    lists = {reader.name: _lists(reader) for reader in readers}
    for number, reader in enumerate(readers):
        for place, address in enumerate(lists[reader.name]):
            sharing = [name for name, theirs in lists.items() if address in theirs]
            if not (at_night or is_todays(place + number, ONE_LIST_IN)):
                continue
            filters = Filters()
            filters.feed(reader.open(address))
            for name, value in _choices(filters.found, sharing.index(reader.name), len(sharing), at_night):
                reader.open(f"{address}?{name}={value}")
        _open_lists_behind_figures(reader, number, len(readers), at_night)
        wrong += reader.wrong
    assert not wrong, "\n".join(wrong)


def _searched(browser: Client, address: str, words: str) -> str:
    text = _text(browser.post(address, {"search": words}, follow=True))
    text = CHANGES_EACH_TIME.sub("", text)
    return re.sub(r"search=\w+", "search=", text.replace(words, "…"))


@pytest.mark.slow
def test_a_search_answers_for_a_closed_child_as_for_nobody(made, readers, at_night):
    """The page for the name or number of a child who is closed is, word for word, the page for a name that
    nobody has."""
    wrong = []
    for reader in readers:
        for name in sorted(SEARCHED):
            if is_refused_at_the_door(name, reader.viewer):
                continue
            nobody = _searched(reader.browser, reverse(name), "Nosuchname")
            for number, child in enumerate(reader.closed):
                for place, words in enumerate((child.surname, child.number)):
                    if not (at_night or is_todays(number + 2 * place, ONE_SEARCH_IN)):
                        continue
                    if _searched(reader.browser, reverse(name), words) != nobody:
                        wrong.append((reader.name, name, child.surname, words))
    assert not wrong


def _kept_words(reader: Reader, addresses: list[str]) -> dict[str, str]:
    """What the pages say that is not new each time, and is no figure."""
    found = {address: CHANGES_EACH_TIME.sub("", reader.open(address)) for address in addresses}
    return {address: A_FIGURE.sub("", text) for address, text in found.items()}


@pytest.mark.slow
def test_no_page_of_work_says_anything_else_when_a_closed_child_is_gone(made, readers, at_night):
    """No number of children, and nothing else, lets a reader work out that there is a restricted one."""
    council = readers[0].viewer.authority_id
    gone = [child for child in readers[0].closed if child.is_restricted and child.authority_id == council]
    assert gone
    asked = {
        reader.name: [
            address
            for number, (name, address) in enumerate(_pages_of_work(made, reader))
            if at_night or name in COUNTS or is_todays(number + turn, ONE_PAGE_OF_WORK_IN)
        ]
        for turn, reader in enumerate(readers)
    }
    before = {reader.name: _kept_words(reader, asked[reader.name]) for reader in readers}
    wrong = []
    with taken_back():
        take_away(gone)
        for reader in readers:
            now = _kept_words(reader, asked[reader.name])
            wrong += [(reader.name, a) for a, text in now.items() if text != before[reader.name][a]]
    assert not wrong


def planted(of: Child) -> set[str]:
    """The columns in which the canary of the child, or of a twin, stands."""
    found = set()
    for model, _ in tables():
        for name in (*texts(model), *kept_as_json(model)):
            as_text = model._default_manager.annotate(told=Cast(name, TextField()))
            if as_text.filter(told__regex=f"(Canary|Twin){of.surname}").exists():
                found.add(f"{model._meta.label}.{name}")
    return found


def test_words_are_planted_in_every_kind_of_record(full, world):
    """The suite would find nothing if there were nothing to find."""
    bare = {
        model._meta.label
        for model, _ in tables()
        if (texts(model) or kept_as_json(model)) and not model._default_manager.exists()
    }
    assert not bare, sorted(bare)
    for which in ("own", "restricted"):
        assert planted(world.child(which)) >= DEEP, sorted(DEEP - planted(world.child(which)))
    assert canary_of(world.child("own")) == "CanaryAshdown"
