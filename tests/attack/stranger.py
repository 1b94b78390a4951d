"""What a stranger types in an address, a header or a file name: filters that look like the database's own,
another method, other sites to be led to, pages kept by a browser; and the addresses of another council.

test_canaries.py runs this, in its council: to fill one takes as long as to ask all of it."""

import re
from calendar import THURSDAY
from collections.abc import Iterator
from itertools import product
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from accounts.access.roles import Role
from accounts.drafts.keys import ONCE
from accounts.sign_in import second_factor
from tests import factories as make
from tests.attack.full_world import READERS, ROWS, Filled
from tests.house_rules.test_url_matrix import is_refused_at_the_door
from tests.locks import taken_back
from tests.turns import has_days, in_turns, is_todays

COLUMNS = {
    f"{path}__startswith": "A"
    for path in ("surname", "child__surname", "review__child__surname", "authority__code", "by__password")
}
"""Questions in the words of the database."""
ODD = [
    {"sort": "child__surname", "order": "-child__authority__code", "order_by": "by__password"},
    {
        "kind": "child__surname__startswith",
        "value": "A",
        "by": "password",
        "and": "child__surname__startswith",
    },
    {"kind": ["theme", "child__surname"], "value": ["PEP", "A"], "page": ["1", "9" * 21]},
    {"key": "\0", "fields": "password", "council": "1 OR 1=1", "_method": "DELETE"},
]
"""Names that pages do use, with what no page sends."""
ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example/",
    "https:evil.example",
    "\t//evil.example",
]
ONE_LIST_IN = 5
"""By day so many of the lists are asked."""
SHOWN = re.compile(r'(?:href|action)="(/[^"]+)"')
OF_AN_OBJECT = re.compile(r"/(?:[0-9a-f]{8}-[0-9a-f-]{27}|\d+)(?=/|$)")
SHOW = ("qa_manager", "iro", "administrator", "business_support")
"""Whose pages lead everywhere."""
MOST = 300
"""So many pages of each of them are opened at night to see where they lead."""
NEIGHBOURS = [Role.ADMINISTRATOR, Role.DATA_PROTECTION, Role.QA_MANAGER, Role.DIRECTOR, Role.BUSINESS_SUPPORT]
ONE_ADDRESS_IN = 60
"""By day so many of the addresses of the matrix are asked, others each day."""
OVERRIDES = ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")


def _lists(full: Filled, who: str) -> list[str]:
    viewer = full.world.viewer(who)
    return [
        reverse(name)
        for name, row in sorted(ROWS.items())
        if row.method == "GET"
        and not row.args
        and not row.open_to_all
        and not row.by_token
        and not (not row.signed_in and is_refused_at_the_door(name, viewer))
    ]


def _shown(answer: HttpResponseBase) -> list[str]:
    """The records that a page leads to, in order. A list may say that it does not know the name."""
    return re.findall(r"/[\w-]+/[0-9a-f]{8}-[0-9a-f-]{27}/", getattr(answer, "content", b"").decode())


def _opened(browser: Client, address: str, **asked: Any) -> HttpResponseBase:
    with taken_back():
        return browser.get(address, asked.pop("data", None), **asked)


@pytest.mark.slow
@pytest.mark.parametrize("who", in_turns(["iro", "qa_manager", "business_support", "administrator"], 4))
def test_no_list_takes_a_question_to_the_database(who, full, at_night):
    """A name that no page asks for changes nothing, and none ends in an error of the server."""
    browser, wrong = full.world.browser(who), []
    for place, address in enumerate(_lists(full, who)):
        if not (at_night or is_todays(place, ONE_LIST_IN)):
            continue
        if _shown(_opened(browser, address, data=COLUMNS)) != _shown(_opened(browser, address)):
            wrong.append(f"{address} takes the name of a column")
        for odd in ODD:
            status = _opened(browser, address, data=odd).status_code
            wrong += [f"{address} with {odd}: {status}"] if status >= 500 else []
    assert not wrong, "\n".join(wrong)


@has_days(THURSDAY)
@pytest.mark.parametrize("who", in_turns(READERS, 5))
def test_nothing_stays_in_a_browser(who, full, monkeypatch):
    monkeypatch.setattr(second_factor, "was_given", lambda request: True)
    browser = full.world.browser(who)
    kept = [
        address
        for address in _lists(full, who)
        if "no-store" not in _opened(browser, address).headers.get("Cache-Control", "")
    ]
    assert not kept


@pytest.mark.parametrize("wanted", ELSEWHERE)
@pytest.mark.parametrize(
    "name", ["account_login", "account_logout", "mfa_reauthenticate", "account_reauthenticate"]
)
def test_nobody_is_led_to_another_site(name, wanted, full, client_for):
    browser = client_for(full.world.person("iro"))
    for data in (
        {"next": wanted},
        {"next": wanted, "password": make.PASSWORD, "login": "iro@council.example"},
    ):
        for answer in (
            _opened(browser, reverse(name), data=data),
            browser.post(f"{reverse(name)}?next={wanted}", data),
        ):
            assert "evil" not in answer.headers.get("Location", "").split("?")[0]


@pytest.mark.parametrize("header", OVERRIDES)
def test_no_header_makes_another_method_of_a_request(header, full):
    browser = full.world.browser("iro")
    child = full.world.child("own")
    address = reverse("children:child", args=[child.public_id])
    assert browser.post(address, headers={header: "GET"}).status_code == 405
    assert _opened(browser, address, headers={header: "DELETE"}).status_code == 200


@pytest.mark.parametrize("header", ["Host", "X-Forwarded-Host"])
def test_no_link_is_made_to_a_host_that_is_named(header, full, settings):
    settings.ALLOWED_HOSTS = ["portal.example"]
    settings.USE_X_FORWARDED_HOST = settings.USE_X_FORWARDED_HOST
    named = {"Host": "portal.example"} | {header: "evil.example"}
    answer = Client().post(reverse("account_reset_password"), {"email": "iro@council.example"}, headers=named)
    assert b"evil.example" not in answer.content
    assert answer.status_code == (400 if header == "Host" else answer.status_code)


# --- addresses that somebody of another council was shown


def shown_by(full: Filled, who: str, known: list[str]) -> set[str]:
    """The addresses with an object in them that the pages of this person lead to."""
    browser, found = full.world.browser(who), set(known)
    waiting = [reverse(name) for name, row in ROWS.items() if not row.args and row.method == "GET"] + known
    for place, address in enumerate(waiting):  # it grows
        if place >= MOST:
            break
        for path in _leads_to(browser, address):
            if path not in found and OF_AN_OBJECT.search(path):
                found.add(path)
                waiting.append(path)
    return found


def _leads_to(browser: Client, address: str) -> list[str]:
    with taken_back():
        answer = browser.get(address)
        is_page = answer.status_code == 200 and "text/html" in answer.headers.get("Content-Type", "")
        text = answer.content.decode() if is_page else ""
    return [urlsplit(path).path for path in SHOWN.findall(text)]


def of_the_matrix(full: Filled) -> list[str]:
    """An address of every kind for each child of the council that the world is about."""
    made = [(name, args) for name in ROWS for which, args in full.made[name].items() if which != "foreign"]
    found = {reverse(name, kwargs=args) for name, args in made if args}
    return sorted(path for path in found if OF_AN_OBJECT.search(path))


def _has_a_door(path: str) -> bool:
    """Whether the address is for some of those who are signed in, and not for programs or for everybody."""
    try:
        row = ROWS.get(resolve(path).view_name)
    except Resolver404:
        return False
    return row is not None and not (row.open_to_all or row.by_token or row.signed_in)


def _wrong_for(browser: Client, paths: list[str], names: list[str]) -> Iterator[str]:
    for path, method in product(paths, ("GET", "POST")):
        with taken_back():
            answer = browser.get(path) if method == "GET" else browser.post(path, {ONCE: "a" * 22})
        told = [name for name in names if name in getattr(answer, "content", b"").decode(errors="replace")]
        if answer.status_code not in (403, 404, 405) or told:
            yield f"{method} {path}: {answer.status_code} {told}"


@pytest.mark.slow
@pytest.mark.parametrize("role", NEIGHBOURS)
def test_no_address_of_one_council_opens_for_another(role, full, client_for, at_night, monkeypatch):
    monkeypatch.setattr(second_factor, "was_given", lambda request: True)
    paths = of_the_matrix(full)
    if at_night:
        paths = sorted(set(paths).union(*(shown_by(full, who, paths) for who in SHOW)))
    paths = [p for n, p in enumerate(paths) if _has_a_door(p) and (at_night or is_todays(n, ONE_ADDRESS_IN))]
    council = full.world.authority
    names = [council.name, *(child.surname for child in full.children if child.authority_id == council.pk)]
    elsewhere = full.world.person("outsider").memberships.get().authority
    wrong = list(_wrong_for(client_for(make.make_user(elsewhere, role)), paths, names))
    assert paths and not wrong, "\n".join(wrong)
