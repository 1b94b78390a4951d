"""Every address stands in the matrix, and answers as the matrix says."""

import re
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.access.viewers import Viewer
from tests.house_rules.url_matrix import PEOPLE, Row, World, addresses, rows
from tests.locks import taken_back
from tests.turns import todays

ROWS = rows()
WRITES = re.compile(r"^\s*(INSERT INTO|UPDATE|DELETE FROM)\s+\"?(\w+)", re.IGNORECASE)
MAY_BE_WRITTEN_BY_GET = {
    "accounts_accesslog",
    "accounts_session",
    "axes_accessattempt",
    "account_emailaddress",
}


def test_every_address_has_a_row_and_every_row_an_address():
    names = set(addresses())
    assert names == set(ROWS), {"without a row": names - set(ROWS), "without an address": set(ROWS) - names}


def test_every_view_of_ours_names_its_permissions():
    """Views wear @page(...), whose `needs` are kept on them; pages for everybody are named as such in the
    matrix."""
    bare = {
        name
        for name, pattern in addresses().items()
        if not hasattr(pattern.callback, "needs")
        and not (ROWS[name].open_to_all or ROWS[name].by_token or ROWS[name].signed_in)
    }
    assert not bare


def test_an_exception_from_the_matrix_says_why():
    assert not {name for name, row in ROWS.items() if (row.open_to_all or row.by_token) and not row.why}


def address_of(name: str, row: Row, world: World, which: str) -> str:
    child = world.child("own" if which == "page" else which)
    return reverse(name, kwargs=row.args(world, child) if row.args else None)


def answer_to(browser: Client, row: Row, path: str) -> tuple[int, set[str]]:
    """The status of one request, and the tables that a GET wrote and should not have. What it did is
    undone."""
    if row.method == "POST":
        with taken_back():
            return browser.post(path, row.data).status_code, set()
    with taken_back(), CaptureQueriesContext(connection) as queries:
        response = browser.get(path)
    written = {m[2] for q in queries.captured_queries if (m := WRITES.match(q["sql"]))}
    return response.status_code, written - MAY_BE_WRITTEN_BY_GET


def without_a_session(name: str, row: Row, path: str) -> str:
    """What is wrong with the answer to somebody who has not signed in."""
    response = Client().generic(row.method, path)
    if row.by_token:
        return "" if response.status_code in {401, 429} else f"nobody: {response.status_code}"
    if row.open_to_all:
        return "" if response.status_code in {200, 302, 404, 405} else f"nobody: {response.status_code}"
    led_to = response.headers.get("Location", "")
    return "" if led_to.startswith(reverse("account_login")) else f"nobody: {response.status_code} {led_to}"


def is_refused_at_the_door(name: str, viewer: Viewer | None) -> bool:
    """Whether the page asks for a permission that this person has not: then it looks for no object, and one
    answer is all."""
    needs = getattr(addresses()[name].callback, "needs", None)
    return needs is not None and (viewer is None or not any(viewer.may(p) for p in needs)) and bool(needs)


def people_of(row: Row) -> list[str]:
    """Those who are asked: nobody for a page that is open to all, and only people with a role for one's
    own."""
    if row.open_to_all:
        return []
    return [person for person in PEOPLE if not (row.signed_in and person == "nobody")]


LOOKED_AT = 1
"""By day so many of those for whom a page opens open it, others each day."""


def left_for_the_night(row: Row) -> set[tuple[str, str]]:
    """Who opens which object on another day: a page costs more to draw than to refuse."""
    opens = [
        (who, which) for who in people_of(row) for which in row.variants if 200 in row.expected(who, which)
    ]
    return set(opens) - set(todays(opens, LOOKED_AT))


TURNED_AWAY = 1
"""By day so many of those whom the permissions keep from a page knock at its door, another each day. Who they
are is asked of the permissions of everybody, always; and `@page`, which asks them, is the same for all."""


def turned_away(name: str, row: Row, world: World) -> list[str]:
    return [who for who in people_of(row) if is_refused_at_the_door(name, world.viewer(who))]


def asked_by(name: str, row: Row, world: World, at_night: bool) -> Iterator[tuple[str, str]]:
    """Who asks the address for which object in this run."""
    away = turned_away(name, row, world)
    knock = away if at_night else todays(away, TURNED_AWAY)
    later = set() if at_night else left_for_the_night(row)
    for who in people_of(row):
        if who in knock:
            yield who, row.variants[0]
        elif who not in away:
            yield from ((who, which) for which in row.variants if (who, which) not in later)


def test_the_permissions_keep_out_nobody_whom_the_matrix_lets_in(world):
    """Those who are not kept out by their permissions ask each address themselves."""
    kept_out = {
        (name, who)
        for name, row in ROWS.items()
        for who in turned_away(name, row, world)
        if row.expected(who, row.variants[0]) != {403}
    }
    assert not kept_out


@pytest.mark.parametrize("name", sorted(ROWS))
def test_an_address_answers_each_person_as_the_matrix_says(name, world, at_night):
    row = ROWS[name]
    paths = {which: address_of(name, row, world, which) for which in row.variants}
    first = row.variants[0]
    wrong = [without_a_session(name, row, paths[first])]
    strict = world.browser("qa_manager", enforce_csrf_checks=True)
    if not row.by_token and strict.post(paths[first]).status_code != 403:
        wrong.append("a POST without a token is not refused")
    if hasattr(addresses()[name].callback, "needs"):
        others = {world.browser("qa_manager").generic(m, paths[first]).status_code for m in ("PUT", "DELETE")}
        if others != {405}:
            wrong.append(f"PUT and DELETE answer {others}")
    for person, which in asked_by(name, row, world, at_night):
        status, written = answer_to(world.browser(person), row, paths[which])
        if status not in row.expected(person, which):
            wrong.append(f"{person} / {which}: {status}, not {row.expected(person, which)}")
        if written:
            wrong.append(f"{person} / {which}: GET wrote {written}")
    assert not any(wrong), f"{name}: {[found for found in wrong if found]}"
