"""Every address stands in the matrix, and answers as the matrix says."""

import re

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.house_rules.url_matrix import PEOPLE, Row, World, addresses, rows

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
    """Views wear @page(...), whose `needs` are kept on them; pages for everybody are named as such in the matrix."""
    bare = {
        name
        for name, pattern in addresses().items()
        if not hasattr(pattern.callback, "needs") and not (ROWS[name].open_to_all or ROWS[name].signed_in)
    }
    assert not bare


def test_an_exception_from_the_matrix_says_why():
    assert not {name for name, row in ROWS.items() if row.open_to_all and not row.why}


def address_of(name: str, row: Row, world: World, which: str) -> str:
    child = world.child("own" if which == "page" else which)
    return reverse(name, kwargs=row.args(world, child) if row.args else None)


@pytest.fixture
def world(request: pytest.FixtureRequest, authority, team, other_team, other_authority) -> World:
    return World(request)


@pytest.mark.parametrize("name", sorted(ROWS))
def test_nobody_signed_in_is_led_to_sign_in(name, world):
    row = ROWS[name]
    response = Client().generic(row.method, address_of(name, row, world, row.variants[0]))
    if row.open_to_all:
        assert response.status_code in {200, 302, 404, 405}
    else:
        assert response.status_code == 302, f"{name} answered {response.status_code} to nobody"
        assert response.headers["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", sorted(ROWS))
def test_a_post_without_a_token_is_refused(name, world, client_for, qa_manager):
    row = ROWS[name]
    browser = client_for(qa_manager, enforce_csrf_checks=True)
    assert browser.post(address_of(name, row, world, row.variants[0])).status_code == 403


@pytest.mark.parametrize("name", sorted(n for n, row in ROWS.items() if not row.open_to_all))
def test_each_role_gets_what_the_matrix_says(name, world, client_for):
    row, wrong = ROWS[name], []
    paths = {which: address_of(name, row, world, which) for which in row.variants}
    for person in PEOPLE:
        if person == "nobody" and row.signed_in:
            continue
        browser = client_for(world.person(person))
        for which, path in paths.items():
            with transaction.atomic(), CaptureQueriesContext(connection) as queries:
                response = browser.post(path, row.data) if row.method == "POST" else browser.get(path)
                transaction.set_rollback(True)
            if response.status_code not in row.expected(person, which):
                wrong.append(f"{person} / {which}: {response.status_code}, not {row.expected(person, which)}")
            if row.method == "GET":
                written = {m[2] for q in queries.captured_queries if (m := WRITES.match(q["sql"]))}
                if written - MAY_BE_WRITTEN_BY_GET:
                    wrong.append(f"{person} / {which}: GET wrote {written}")
    assert not wrong, f"{name}: " + "; ".join(wrong)
