"""Every address stands in the matrix, and answers as the matrix says."""

from typing import NamedTuple

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.access.viewers import Viewer
from tests.at_the_view import (
    other_methods_at_the_view,
    status_at_the_view,
    tables_written,
    takes_a_post_without_a_token,
)
from tests.house_rules.url_matrix import PEOPLE, WRITES, Row, World, addresses, rows
from tests.locks import taken_back
from tests.page_forms import wrong_with_forms
from tests.turns import TURN, is_todays, todays
from tests.world import Standing

ROWS = rows()
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


def test_every_view_of_ours_names_its_methods():
    """What walks over all forms finds by them where one may be sent."""
    bare = {
        name
        for name, pattern in addresses().items()
        if not hasattr(pattern.callback, "methods")
        and not pattern.callback.__module__.startswith("allauth.")
        and not hasattr(pattern.callback, "view_class")
    }
    assert not bare


@pytest.mark.parametrize(
    ("sql", "table"),
    [
        ('INSERT INTO "children_child" ("id") VALUES (1)', "children_child"),
        ("SELECT set_config('pghistory.context_id', 'x', true); UPDATE \"a_b\" SET c = 1", "a_b"),
        ("WITH moved AS (DELETE FROM a_b RETURNING id) SELECT 1", "a_b"),
        ("SELECT id FROM a_b FOR UPDATE OF a_b", None),
        ("SELECT updated, deleted FROM a_b", None),
    ],
)
def test_what_a_statement_writes_is_seen(sql, table):
    """Within an action its name is set before the statement; such writes were not seen."""
    found = WRITES.search(sql)
    assert (found and found[2]) == table


def test_an_exception_from_the_matrix_says_why():
    assert not {name for name, row in ROWS.items() if (row.open_to_all or row.by_token) and not row.why}


def address_of(name: str, row: Row, world: World, which: str) -> str:
    child = world.child("own" if which == "page" else which)
    return reverse(name, kwargs=row.args(world, child) if row.args else None)


def may_be_written(row: Row) -> set[str]:
    """What a GET of this page writes down about its reader."""
    return MAY_BE_WRITTEN_BY_GET | ({"accounts_auditevent"} if row.logs else set())


class Answer(NamedTuple):
    """The status, the tables that a GET wrote and should not have, and the page."""

    status: int
    written: frozenset[str] = frozenset()
    html: str = ""


def answer_to(browser: Client, row: Row, path: str) -> Answer:
    """The answer to one request. What it did is undone."""
    if row.method == "POST":
        with taken_back():
            return Answer(browser.post(path, row.data).status_code)
    with taken_back(), CaptureQueriesContext(connection) as queries:
        response = browser.get(path)
    written = {m[2] for q in queries.captured_queries if (m := WRITES.search(q["sql"]))}
    is_page = (
        response.status_code == 200
        and not response.streaming
        and response.headers["Content-Type"].startswith("text/html")
    )
    html = response.content.decode() if is_page else ""
    return Answer(response.status_code, frozenset(written - may_be_written(row)), html)


def refusal_of(world: Standing, person: str, row: Row, path: str) -> Answer:
    """The same of what should be refused: the view is asked, and where it does not refuse, the portal."""
    with taken_back(), tables_written() as written:
        status = status_at_the_view(world, person, row.method, path, row.data)
    if status is None:
        return answer_to(world.browser(person), row, path)
    return Answer(status, frozenset() if row.method == "POST" else frozenset(written - may_be_written(row)))


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


ONE_FORM_IN, ONE_PAGE_IN = 4, 12
"""By day, at one form that is sent, and at one page, in so many, one of those for whom it opens opens it, and
one of those who are refused is refused by the whole portal; others each day. A page costs more to draw than
to refuse: the view is asked for all who are refused, always."""
WHOLE_WAY = 30
"""By day one address in so many is asked by the whole portal what else it takes, others each day."""


def turned_away(name: str, row: Row, world: World) -> list[str]:
    return [who for who in people_of(row) if is_refused_at_the_door(name, world.viewer(who))]


Asked = list[tuple[str, str]]
"""Who asks for which object."""


def asked_by(name: str, row: Row, world: World) -> tuple[Asked, Asked]:
    """For whom the address opens, and who is refused. For those whom their permissions keep out one object
    stands for all: the page looks for none."""
    away = turned_away(name, row, world)
    all_there = [(who, row.variants[0]) for who in away] + [
        (who, which) for who in people_of(row) if who not in away for which in row.variants
    ]
    opens = [asked for asked in all_there if 200 in row.expected(*asked)]
    return opens, [asked for asked in all_there if asked not in opens]


def what_else_it_takes(name: str, row: Row, world: Standing, path: str, whole_way: bool) -> list[str]:
    """What is wrong with the answers to a form without its token, and to other methods."""
    wrong, has_methods = [], hasattr(addresses()[name].callback, "methods") and not row.by_token
    strict = world.browser("qa_manager", enforce_csrf_checks=True)
    ask = whole_way or takes_a_post_without_a_token(world, "qa_manager", path)
    if ask and not row.by_token and strict.post(path).status_code != 403:
        wrong.append("a POST without a token is not refused")
    others = other_methods_at_the_view(world, "qa_manager", path) if has_methods else {405}
    if has_methods and whole_way:
        others |= {world.browser("qa_manager").generic(m, path).status_code for m in ("PUT", "DELETE")}
    if others != {405}:
        wrong.append(f"PUT and DELETE answer {others}")
    return wrong


def test_the_permissions_keep_out_nobody_whom_the_matrix_lets_in(world):
    """Those who are not kept out by their permissions ask each address themselves."""
    kept_out = {
        (name, who)
        for name, row in ROWS.items()
        for who in turned_away(name, row, world)
        if row.expected(who, row.variants[0]) != {403}
    }
    assert not kept_out


@pytest.mark.parametrize(("number", "name"), list(enumerate(sorted(ROWS))), ids=sorted(ROWS))
def test_an_address_answers_each_person_as_the_matrix_says(number, name, world, at_night):
    row = ROWS[name]
    paths = {which: address_of(name, row, world, which) for which in row.variants}
    first = paths[row.variants[0]]
    wrong = [without_a_session(name, row, first)]
    wrong += what_else_it_takes(name, row, world, first, at_night or is_todays(number, WHOLE_WAY))
    opens, closed = asked_by(name, row, world)
    one_each = [*todays(opens, 1, TURN // ONE_PAGE_IN), *todays(closed, 1, TURN // ONE_PAGE_IN)]
    has_turn = is_todays(number, ONE_FORM_IN if row.method == "POST" else ONE_PAGE_IN)
    whole_way = [*opens, *closed] if at_night else one_each if has_turn else []
    answers = {asked: answer_to(world.browser(asked[0]), row, paths[asked[1]]) for asked in whole_way}
    for asked in closed:
        answers[asked] = answers.get(asked) or refusal_of(world, asked[0], row, paths[asked[1]])
    for asked, answer in answers.items():
        if answer.status not in row.expected(*asked):
            wrong.append(f"{asked}: {answer.status}, not {row.expected(*asked)}")
        if answer.written:
            wrong.append(f"{asked}: GET wrote {answer.written}")
        wrong += [f"{asked}: {found}" for found in wrong_with_forms(answer.html)]
    assert not any(wrong), f"{name}: {[found for found in wrong if found]}"
