"""No page lets a name be typed into an address: a form with a box for words is sent with POST."""

import pytest
from django.urls import reverse

from tests.house_rules.test_url_matrix import ROWS, address_of
from tests.house_rules.url_matrix import PEOPLE, Row
from tests.page_forms import read

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


def reader_of(row: Row) -> str:
    """Somebody for whom the page opens."""
    if row.signed_in:
        return "qa_manager"
    opens = {"own", row.variants[0]}
    can_open = [p for p in PEOPLE if p in row.sees and (not row.args or opens & set(row.sees[p].split()))]
    return can_open[0] if can_open else ""


PAGES = sorted(n for n, r in ROWS.items() if r.method == "GET" and not r.open_to_all and reader_of(r))


@pytest.mark.parametrize(
    "name", [n if n in SEARCHED else pytest.param(n, marks=pytest.mark.nightly) for n in PAGES]
)
def test_no_box_for_words_is_sent_with_get(name, world):
    """By day the matrix looks at each page that it opens, and here those that are searched are."""
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
