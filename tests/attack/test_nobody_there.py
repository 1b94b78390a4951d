"""The address of something that one may not see answers as the address of something that is not there: the
same status, the same words, the same place to go on, whether it is opened or sent a form."""

import re
from calendar import THURSDAY
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.drafts.keys import ONCE
from tests.attack.full_world import ROWS
from tests.house_rules.test_url_matrix import is_refused_at_the_door
from tests.house_rules.url_matrix import PEOPLE, Row, World, addresses
from tests.locks import taken_back
from tests.turns import has_days, in_turns, todays

pytestmark = has_days(THURSDAY)

CHANGES = re.compile(
    r'nonce="[^"]*"|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|csrfmiddlewaretoken" value="[^"]*"'
)
NAMES = [name for name, row in sorted(ROWS.items()) if row.args and not (row.open_to_all or row.signed_in)]
ASKED = 1
"""By day so many of those to whom the object is closed; at night all of them."""


def nobody_of(kwargs: dict[str, Any]) -> dict[str, Any]:
    """The same address for what is not there."""
    return {name: _unused(value) for name, value in kwargs.items()}


def _unused(value: Any) -> Any:
    if isinstance(value, UUID):
        return uuid4()
    if isinstance(value, int):
        return 987_654_321
    return str(uuid4()) if re.fullmatch(r"[0-9a-f-]{36}", str(value)) else value


def closed_to(row: Row, w: World, name: str) -> Iterator[tuple[str, str]]:
    """Who gets nothing for which object although the page is theirs."""
    for who in PEOPLE:
        for which in ("restricted", "foreign", "other"):
            is_closed = which in row.variants and row.expected(who, which) == {404}
            if is_closed and not is_refused_at_the_door(name, w.viewer(who)):
                yield who, which


def said(browser: Client, method: str, path: str) -> str:
    with taken_back():
        answer = browser.get(path) if method == "GET" else browser.post(path, {ONCE: "a" * 22})
    words = CHANGES.sub("", getattr(answer, "content", b"").decode(errors="replace"))
    headers = {
        k: v for k, v in answer.headers.items() if k not in ("Content-Security-Policy", "Content-Length")
    }
    return f"{answer.status_code} {CHANGES.sub('', str(headers))} {words}".replace(path, "…")


@pytest.mark.parametrize("name", in_turns(NAMES, 2))
def test_what_is_closed_is_answered_as_what_is_not_there(name, world, at_night):
    row, wrong = ROWS[name], []
    asked = list(closed_to(row, world, name))
    assert row.args is not None
    methods = (
        ["GET", "POST"] if "POST" in getattr(addresses()[name].callback, "methods", ()) else [row.method]
    )
    asked = asked if at_night else todays(asked, ASKED)
    made = {which: row.args(world, world.child(which)) for which in sorted({which for _, which in asked})}
    for who, which in asked:
        kwargs = made[which]
        nobody = nobody_of(kwargs)
        if nobody == kwargs:
            continue
        for method in methods:
            there, gone = (
                said(world.browser(who), method, reverse(name, kwargs=k)) for k in (kwargs, nobody)
            )
            if there != gone:
                wrong.append(f"{method} by {who} for the {which} child: {there[:300]} … {gone[:300]}")
    assert not wrong, "\n".join(wrong)
