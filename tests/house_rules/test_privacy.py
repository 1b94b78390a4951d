"""No page lets a name be typed into an address: a form with a box for words is sent with POST."""

from html.parser import HTMLParser

import pytest
from django.urls import reverse

from tests.house_rules.test_url_matrix import ROWS, address_of
from tests.house_rules.url_matrix import PEOPLE, Row
from tests.turns import in_turns

WORDS = {"", "text", "search", "email", "tel", "url"}
SEARCHED = {
    "children:list",
    "children:workers",
    "accounts:log",
    "accounts:looks",
    "accounts:people",
    "reviews:decisions",
    "reviews:monitoring_forms",
    "reviews:midways",
    "disputes:board",
}


class TypedIntoAddresses(HTMLParser):
    """The names of the boxes for words in forms that are sent with GET; dates and numbers are not words."""

    def __init__(self) -> None:
        super().__init__()
        self.method: str | None = None
        self.boxes: list[str] = []
        self.searches_by_post = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.method = found.get("method", "get").lower()
        if not _takes_words(tag, found):
            return
        if self.method == "get":
            self.boxes.append(found.get("name", ""))
        if self.method == "post" and found.get("name") == "search":
            self.searches_by_post = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.method = None


def _takes_words(tag: str, attrs: dict[str, str]) -> bool:
    """Whether somebody can type words into it; boxes for dates and numbers take none."""
    is_date = "moj-js-datepicker-input" in attrs.get("class", "") or attrs.get("inputmode") == "numeric"
    return tag == "textarea" or (tag == "input" and attrs.get("type", "") in WORDS and not is_date)


def read(html: str) -> TypedIntoAddresses:
    parser = TypedIntoAddresses()
    parser.feed(html)
    return parser


def reader_of(row: Row) -> str:
    """Somebody for whom the page opens."""
    if row.signed_in:
        return "qa_manager"
    can_open = [p for p in PEOPLE if p in row.sees and (not row.args or "own" in row.sees[p].split())]
    return can_open[0] if can_open else ""


PAGES = sorted(n for n, r in ROWS.items() if r.method == "GET" and not r.open_to_all and reader_of(r))


@pytest.mark.parametrize("name", in_turns(PAGES, 2))
def test_no_box_for_words_is_sent_with_get(name, world):
    row = ROWS[name]
    response = world.browser(reader_of(row)).get(address_of(name, row, world, row.variants[0]))
    if "text/html" not in response.headers.get("Content-Type", ""):
        return
    found = read(response.content.decode())
    assert found.boxes == []
    assert found.searches_by_post == (name in SEARCHED)


def test_the_reader_of_forms_finds_what_it_looks_for():
    bad = (
        '<form><input name="q"></form>'
        '<form method="GET"><input type="search" name="s"><textarea name="t"></form>'
    )
    assert read(bad).boxes == ["q", "s", "t"]
    good = (
        '<input name="out"><form method="post"><input name="search"></form>'
        '<form><select name="a"></select><input type="hidden" name="h"><input inputmode="numeric" '
        'name="d"></form>'
    )
    assert read(good).boxes == []
    assert read(good).searches_by_post


def test_every_list_that_is_searched_has_a_row():
    assert all(reverse(name) for name in SEARCHED) and set(PAGES) >= SEARCHED
