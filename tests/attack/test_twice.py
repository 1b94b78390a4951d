"""Every form that creates something, filled at random and sent twice: the second copy does nothing.

The forms are found on the pages of the matrix, and on those that another state opens, by the number that
marks one sending. What the two copies do when they come at the same moment is asked in
tests/integration/accounts/test_drafts.py."""

import random
import re
from calendar import SATURDAY
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponseBase
from django.test import Client
from django.urls import resolve

from accounts.drafts.keys import ONCE
from accounts.sign_in import second_factor
from tests.attack.forms import Form, forms_on
from tests.attack.full_world import ROWS
from tests.attack.ready import READY, Ready
from tests.house_rules.more_pages import MORE
from tests.house_rules.test_drafts import readers
from tests.house_rules.test_url_matrix import address_of
from tests.house_rules.url_matrix import World, addresses
from tests.locks import taken_back
from tests.provider.process import running
from tests.turns import has_days, in_turns

pytestmark = has_days(SATURDAY)

BOUND_TO_CHANGE = {"accounts_accesslog", "accounts_session", "accounts_sentform", "accounts_draft"}


def rows_there() -> dict[str, int]:
    """How many rows each table has."""
    tables = sorted(set(connection.introspection.table_names()) - BOUND_TO_CHANGE)
    counts = " UNION ALL ".join(f"SELECT '{t}', count(*) FROM \"{t}\"" for t in tables)  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(counts)
        return dict(cursor.fetchall())


def creating_forms(browser: Client, address: str) -> list[Form]:
    return _creating(browser.get(address))


def _creating(answer: HttpResponseBase) -> list[Form]:
    if not answer.headers["Content-Type"].startswith("text/html"):
        return []
    return [form for form in forms_on(getattr(answer, "content", b"").decode()) if form.acts_once]


def sent(browser: Client, to: str, data: dict[str, Any]) -> HttpResponseBase:
    """Send it; files are read from their beginning each time."""
    for value in data.values():
        for part in value if isinstance(value, list) else [value]:
            if hasattr(part, "seek"):
                part.seek(0)
    return browser.post(to, data)


def noted(answer: HttpResponseBase) -> set[str]:
    """What is written each time a file is handed out: its form stands on the screen, and gives it again."""
    is_file = answer.headers.get("Content-Disposition", "").startswith("attachment")
    return {"accounts_auditevent"} if is_file else set()


def said_by(answer: HttpResponseBase) -> str:
    """Why nothing was done: the errors of the page."""
    errors = re.search(
        r"error-summary.*?</ul>", getattr(answer, "content", b"").decode(errors="replace"), re.S
    )
    words = re.sub(r"<[^>]*>?|\s+", " ", errors[0]) if errors else "no error"
    return f"{answer.status_code} {words}"


def sent_twice(
    browser: Client, address: str, form: Form, w: World, rng: random.Random, ready: Ready
) -> tuple[bool, set[str], str]:
    """Whether the first copy did something, which tables the second one wrote to, what the page said."""
    with taken_back():
        before, to = rows_there(), form.action or address
        data = ready.filled(form, w, form.filled(rng))
        first = sent(browser, to, data)
        for more in ready.steps:
            (form,) = [f for f in _creating(first) if (f.action or address) == to]
            data = form.as_shown() | more
            first = sent(browser, to, data)
        after = rows_there()
        did = first.status_code in (200, 302) and after != before
        second = set[str]()
        if did:
            may_write = noted(sent(browser, to, data))
            again = rows_there()
            second = {table for table, n in again.items() if n > after[table]} - may_write
    return did, second, "" if did else said_by(first)


EVERY = 24
"""By day one page in so many: all forms go the same way (accounts/drafts/once.py)."""
ON_PAGES = [name for name, row in sorted(ROWS.items()) if row.method == "GET" and row.sees]
NAMES = [
    name if number % EVERY == 0 else pytest.param(name, marks=pytest.mark.nightly)
    for number, name in enumerate([*ON_PAGES, *MORE])
]
WRITES_NOTHING = {
    "children:find": "it leads to the record of a number",
    "reporting:other_period": "it leads to the measures of a period",
}
SEARCHES = (
    *("accounts:log", "accounts:looks", "accounts:people", "children:list", "children:records"),
    *(
        "children:workers",
        "disputes:board",
        "reviews:decisions",
        "reviews:midways",
        "reviews:monitoring_forms",
    ),
)
DOUBLES = 8
"""So many doubles of each form at night: more than a thousand in all, which the last test counts."""
DOUBLED: Counter[str] = Counter()
"""How often the forms of an address acted, by its name."""


@pytest.fixture
def with_provider(settings: Any) -> Iterator[Ready]:
    """A sign-in provider that answers, and the portal may speak to it."""
    settings.SIGN_IN_HOSTS = ["127.0.0.1"]
    with running("http://testserver/") as provider:
        yield Ready(lambda w, form: {"issuer": provider.issuer})


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_no_creating_form_acts_twice(name, request, world, client_for, on_day, at_night, monkeypatch):
    on_day("2026-04-20")
    monkeypatch.setattr(second_factor, "was_given", lambda request: True)
    needs_provider = name == "accounts:change_single_sign_on"
    ready = request.getfixturevalue("with_provider") if needs_provider else READY.get(name, Ready())
    address, who = opened_by(name, world, ready)
    browser = client_for(world.person(who))
    rng = random.Random(20)  # noqa: S311
    twice, acted, said = list[str](), Counter[str](), ""
    for form in creating_forms(browser, address):
        for _ in range(4 * DOUBLES if at_night else 12):
            did, second, said = sent_twice(browser, address, form, world, rng, ready)
            acted[form.action or address] += did
            twice += [f"{sorted(second)}"] * bool(second)
            if acted[form.action or address] >= (DOUBLES if at_night else 1):
                break
    assert not twice, f"{name}: {twice}"
    assert acted or not shows_a_form(name), f"{name}: no form that creates anything stands on {address}"
    assert_each_acted(name, acted, said)


def shows_a_form(name: str) -> bool:
    """Whether a form that creates something must stand on this page: it is sent to its own address, or the
    page was brought into a state for its form's sake."""
    takes = getattr(addresses()[name].callback, "methods", ()) if name in ROWS else ("POST",)
    return "POST" in takes and name not in WITHOUT_A_NUMBER and name not in IN_ANOTHER_STATE


def assert_each_acted(name: str, acted: Counter[str], said: str) -> None:
    """Every form of the page was accepted at least once, or is known to write nothing."""
    for action, times in acted.items():
        DOUBLED[resolve(action.split("?")[0]).view_name] += times
    idle = [action for action, times in acted.items() if not times]
    assert not idle or name in WRITES_NOTHING, f"{name}: nothing was done {idle}: {said}"


def opened_by(name: str, w: World, ready: Ready) -> tuple[str, str]:
    """The page's address, and who opens it."""
    if name in MORE:
        bring_about, who = MORE[name]
        return bring_about(w), who
    row = ROWS[name]
    address = ready.before(w) or address_of(name, row, w, row.variants[0])
    return address, ready.who or next(iter(readers(name)))


BUTTONS = [
    name
    for name, row in sorted(ROWS.items())
    if row.method == "POST" and not (row.by_token or row.open_to_all)
]


@pytest.mark.slow
@pytest.mark.parametrize("name", in_turns(BUTTONS, 6))
def test_no_button_acts_twice(name, world, client_for, on_day, monkeypatch):
    """Buttons of a state the pages above were not in, sent by themselves: the state lets each act once."""
    on_day("2026-04-20")
    monkeypatch.setattr(second_factor, "was_given", lambda request: True)
    row = ROWS[name]
    address = address_of(name, row, world, row.variants[0])
    who = next(readers(name), "qa_manager")
    browser, data = client_for(world.person(who)), row.data | {ONCE: "a" * 22}
    with taken_back():
        browser.post(address, data)
        after = rows_there()
        may_write = noted(browser.post(address, data))
        again = rows_there()
    assert {table for table, n in again.items() if n != after[table]} <= may_write


WITHOUT_A_NUMBER = {
    "accounts:gallery": "shows how forms look",
    "accounts:councils": "chooses the council to work in",
    "children:bundle": "hands a file over, which is logged each time",
    **dict.fromkeys(SEARCHES, "a search"),
    "accounts:keep_draft": "keeps words; the same ones again are the same draft",
    "accounts:session": "keeps the session alive",
    "council_sign_in": "leads to the provider of an address",
    "children:feed_endpoint": "for programs; the same file again is the same delivery",
    "reviews:reply_by_link": "an answer by a secret link, which a later one replaces",
    **WRITES_NOTHING,
}
"""What takes a form and is sent as often as one likes."""
IN_ANOTHER_STATE = {
    *("children:ask_for_access", "children:name_person", "disputes:new_systemic", "disputes:systemic"),
    *("reviews:late_query", "reviews:respond", "reviews:to_answer"),
}
"""What the matrix opens without its form; tests/house_rules/more_pages.py opens it with one."""


@pytest.mark.nightly
def test_every_address_that_takes_a_form_was_sent_one_twice():
    """The last of the night: what the tests above did not double is a button, or named with its reason."""
    assert DOUBLED.total() > 1_000, "run the whole file"
    doubled = {name for name, times in DOUBLED.items() if times}
    takes = {
        name for name, pattern in addresses().items() if "POST" in getattr(pattern.callback, "methods", ())
    }
    assert takes - doubled - set(BUTTONS) == set(WITHOUT_A_NUMBER)
