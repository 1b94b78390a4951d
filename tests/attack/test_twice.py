"""Every form that creates something, filled at random and sent twice: the second copy does nothing.

The forms are found on the pages of the matrix by the number that marks one sending. What the two copies do
when they come at the same moment is asked in tests/integration/accounts/test_drafts.py."""

import random
from collections import Counter

import pytest
from django.db import connection, transaction
from django.test import Client

from accounts.sign_in import second_factor
from tests.attack.forms import Form, forms_on
from tests.attack.full_world import ROWS
from tests.house_rules.test_drafts import readers
from tests.house_rules.test_url_matrix import address_of

BOUND_TO_CHANGE = {"accounts_accesslog", "accounts_session", "accounts_sentform", "accounts_draft"}


def rows_there() -> dict[str, int]:
    """How many rows each table has."""
    tables = sorted(set(connection.introspection.table_names()) - BOUND_TO_CHANGE)
    counts = " UNION ALL ".join(f"SELECT '{t}', count(*) FROM \"{t}\"" for t in tables)  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(counts)
        return dict(cursor.fetchall())


def creating_forms(browser: Client, address: str) -> list[Form]:
    answer = browser.get(address)
    if answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
        return []
    return [form for form in forms_on(answer.content.decode()) if form.acts_once]


def sent_twice(browser: Client, address: str, form: Form, rng: random.Random) -> tuple[bool, set[str]]:
    """Whether the first copy did something, and which tables the second one wrote to."""
    with transaction.atomic():
        before, data = rows_there(), form.filled(rng)
        first = browser.post(form.action or address, data)
        after = rows_there()
        did = first.status_code == 302 and after != before
        second = set[str]()
        if did:
            browser.post(form.action or address, data)
            again = rows_there()
            second = {table for table, n in again.items() if n > after[table]}
        transaction.set_rollback(True)
    return did, second


EVERY = 24
"""By day one page in so many: all forms go the same way (accounts/drafts/once.py)."""
ON_PAGES = sorted(name for name, row in ROWS.items() if row.method == "GET" and row.sees)
NAMES = [
    name if number % EVERY == 0 else pytest.param(name, marks=pytest.mark.nightly)
    for number, name in enumerate(ON_PAGES)
]
SELDOM = {
    "accounts:change_single_sign_on",
    "accounts:new_connection",
    "accounts:new_terms",
    "accounts:people_file",
    "accounts:renew_connection",
    "accounts:revoke_connection",
    "children:allocate",
    "children:bundle_child",
    "children:bundle_worker",
    "children:correct",
    "children:decide_difference",
    "children:find",
    "children:hand_over",
    "children:lift_hold",
    "children:link",
    "children:merge",
    "children:new_delivery",
    "children:new_import",
    "children:open_record",
    "children:propose_erasure",
    "children:undo_merge",
    "children:unrestrict",
    "disputes:cover",
    "disputes:new_process",
    "reporting:comparators",
    "reporting:correct",
    "reporting:export",
    "reporting:layout",
    "reporting:set_groups",
    "reviews:adjourn",
    "reviews:book",
    "reviews:change_booking",
    "reviews:copy_outcome",
    "reviews:explain_delay",
    "reviews:letter_style",
    "reviews:plan_contact",
    "reviews:raise_trigger",
    "reviews:send_copies",
    "reviews:translation",
}
"""Forms that take more than chance: a file, a number that exists, words of a layout. Filled by chance they
may be refused every time; every other form must have acted."""
DOUBLES = 25
"""So many doubles of each form at night: more than a thousand in all."""


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_no_creating_form_acts_twice(name, world, client_for, on_day, at_night, monkeypatch):
    on_day("2026-04-20")
    monkeypatch.setattr(second_factor, "was_given", lambda request: True)
    row = ROWS[name]
    address = address_of(name, row, world, row.variants[0])
    browser = client_for(world.person(next(iter(readers(name)))))
    rng = random.Random(20)  # noqa: S311
    twice, acted = list[str](), Counter[str]()
    for form in creating_forms(browser, address):
        for _ in range(4 * DOUBLES if at_night else 12):
            did, second = sent_twice(browser, address, form, rng)
            acted[form.action] += did
            twice += [f"{sorted(second)}"] * bool(second)
            if acted[form.action] >= (DOUBLES if at_night else 1):
                break
    assert not twice, f"{name}: {twice}"
    idle = [action for action, times in acted.items() if not times]
    assert not (at_night and idle) or name in SELDOM, f"{name}: nothing was done {idle}"
