"""What no honest person types, in every field of every form: characters no column takes, half of one, more
than fits, numbers of thousands of digits. The answer says what is wrong; the words stay; nothing breaks."""

from calendar import MONDAY
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import unescape
from typing import Any
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import Client

from accounts.drafts.keys import FIELD, VERSION
from tests.attack.forms import Form, forms_on
from tests.attack.full_world import ROWS
from tests.house_rules.more_pages import MORE
from tests.house_rules.test_drafts import readers
from tests.house_rules.test_url_matrix import address_of
from tests.house_rules.url_matrix import World
from tests.locks import taken_back
from tests.turns import has_days

pytestmark = has_days(MONDAY)

ON_PAGES = [name for name, row in sorted(ROWS.items()) if row.method == "GET" and row.sees]
EVERY = 32
"""By day one page in so many; a form that breaks tends to share its field with others."""
FOUND = {"children:access_log", "children:undo_merge", "disputes:edit"}
"""Pages that broke once."""
NAMES = [
    name if number % EVERY == 0 or name in FOUND else pytest.param(name, marks=pytest.mark.nightly)
    for number, name in enumerate([*ON_PAGES, *MORE])
]
HOSTILE = {
    "a null character": b"%00",
    "half a character": b"%ED%A0%BD",
    "bytes that are no text": b"%FF%FE",
    "too long": b"x" * 100_000,
    "a number of thousands of digits": b"9" * 5_000,
    "a number with a superscript": "5²".encode(),
    "a formula": b"%3D1%2B1",
    "another header": b"Ann%0D%0ABcc%3A somebody@elsewhere.example",
}
STAYS = {FIELD, VERSION, "csrfmiddlewaretoken", "once"}


def body(form: Form, hostile: bytes, *, hidden: bool) -> bytes:
    """The form as it is sent: hostile where something is typed, or also where nothing is."""
    sent = []
    for name, values in {**form.values, **{n: [v[-1]] for n, v in form.choices.items()}}.items():
        for value in values:
            as_is = not hidden or name in STAYS
            sent.append(quote(name).encode() + b"=" + (quote(value).encode() if as_is else hostile))
    for name in form.texts:
        mark = f"begins-{name}-".encode() if name in form.areas else b""
        sent.append(quote(name).encode() + b"=" + mark + hostile)
    sent += [quote(n).encode() + b"=" + quote(v).encode() for n, v in form.buttons[:1]]
    return b"&".join(sent)


def faults(browser: Client, address: str, form: Form, what: str, *, hidden: bool) -> list[str]:
    """What is wrong with the answer. What the form did is undone."""
    sent = body(form, HOSTILE[what], hidden=hidden)
    with taken_back():
        answer = browser.post(form.action or address, sent, content_type="application/x-www-form-urlencoded")
    where = f"{form.action or address} ({what}{', hidden fields too' if hidden else ''})"
    if answer.status_code >= 500:
        return [f"{where}: {answer.status_code}"]
    if answer.status_code not in {200, 409, 422} or hidden:
        return []
    html = unescape(answer.content.decode())
    return [f"{where}: lost {name}" for name in form.areas if f"begins-{name}-" not in html]


def opened_by(name: str, w: World) -> tuple[str, str]:
    """The page's address, and who opens it."""
    if name in MORE:
        bring_about, who = MORE[name]
        return bring_about(w), who
    row = ROWS[name]
    return address_of(name, row, w, row.variants[0]), next(iter(readers(name)))


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_no_field_breaks_and_no_word_goes(name, world, client_for, on_day):
    on_day("2026-04-20")
    address, who = opened_by(name, world)
    browser = client_for(world.person(who))
    browser.raise_request_exception = False
    answer = browser.get(address)
    if not answer.headers.get("Content-Type", "").startswith("text/html"):
        return
    wrong = []
    for form in forms_on(answer.content.decode()):
        for what in HOSTILE:
            wrong += faults(browser, address, form, what, hidden=False)
            wrong += faults(browser, address, form, what, hidden=True)
    assert not wrong, "\n".join(wrong)


IN_ADDRESSES = {what: quote(said[:5_000], safe="%") for what, said in HOSTILE.items()}


WHOLE = ("__iter__", "copy", "dict", "items", "lists", "urlencode", "values")
"""What reads every word that an address carries, by whatever name."""


@contextmanager
def noted(read: set[str]) -> Iterator[None]:
    """Which words of an address the portal asks for meanwhile."""

    def noting(method: Callable[..., Any], word: str = "") -> Callable[..., Any]:
        def wrapped(self: QueryDict, *args: Any, **how: Any) -> Any:
            if not self._mutable or not word:  # not while it is filled
                read.add(word or args[0])
            return method(self, *args, **how)

        return wrapped

    with pytest.MonkeyPatch.context() as patch:
        for name in ("__contains__", "__getitem__", "getlist"):
            patch.setattr(QueryDict, name, noting(getattr(QueryDict, name)))
        for name in WHOLE:
            patch.setattr(QueryDict, name, noting(getattr(QueryDict, name), "any"))
        yield


def broken_by(browser: Client, address: str, word: str, what: str) -> list[str]:
    asked = f"{address}{'&' if '?' in address else '?'}{word}={IN_ADDRESSES[what]}"
    with taken_back():
        failed = browser.get(asked).status_code >= 500
    return [f"{word}: {what}"] * failed


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_no_address_breaks(name, world, client_for, on_day):
    """Every word that the page reads from its address; one may lead to others."""
    on_day("2026-04-20")
    address, who = opened_by(name, world)
    browser = client_for(world.person(who))
    browser.raise_request_exception = False
    broken, tried, read = list[str](), set[str](), {"any"}
    with noted(read):
        with taken_back():
            browser.get(address)
        while more := sorted(read - tried):
            tried.update(more)
            broken += [
                line for word in more for what in HOSTILE for line in broken_by(browser, address, word, what)
            ]
    assert not broken


COUNTS = ("-1", "0", "1001", "1000000", "", "x")
"""How many rows a form of several says that it has, when it lies."""


def lying(form: Form) -> Iterator[tuple[str, dict[str, Any]]]:
    """The form as the page shows it, with what no browser sends: counts of rows that are wrong or gone, every
    answer twice, none at all."""
    shown = form.as_shown() | dict.fromkeys(form.texts, "As agreed")
    counted = [name for name in form.values if name.endswith("_FORMS")]
    for said in COUNTS if counted else ():
        yield f"counts of {said!r}", shown | dict.fromkeys(counted, said)
    if counted:
        yield "no counts", {name: value for name, value in shown.items() if name not in counted}
    yield (
        "each answer twice",
        {n: v if n in STAYS else [*(v if isinstance(v, list) else [v])] * 2 for n, v in shown.items()},
    )
    yield "nothing", {name: value for name, value in shown.items() if name in STAYS}
    every = form.choices | form.boxes
    yield "every choice at once", shown | every
    as_files = {n: SimpleUploadedFile("a.txt", b"words") for n in shown if n not in STAYS}
    yield "files in place of words", {n: v for n, v in shown.items() if n in STAYS} | as_files


WRONG_TYPES = {
    "application/json": b'{"name": "x"}',
    "text/plain": b"name=x",
    "multipart/form-data": b"--b\r\n\r\n",
    "multipart/form-data; boundary=b": b'--b\r\nContent-Disposition: form-data; name="name"\r\n\r\nx',
    "application/x-www-form-urlencoded; charset=utf-16": b"name=x",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_no_shape_of_a_form_breaks(name, world, client_for, on_day):
    on_day("2026-04-20")
    address, who = opened_by(name, world)
    browser = client_for(world.person(who))
    browser.raise_request_exception = False
    answer = browser.get(address)
    if not answer.headers.get("Content-Type", "").startswith("text/html"):
        return
    wrong = []
    for form in forms_on(answer.content.decode()):
        to = form.action or address
        for what, data in lying(form):
            with taken_back():
                answer = browser.post(to, data)
            wrong += [f"{to} ({what}): {answer.status_code}"] * (answer.status_code >= 500)
        for kind, sent in WRONG_TYPES.items():
            with taken_back():
                answer = browser.post(to, sent, content_type=kind)
            wrong += [f"{to} ({kind}): {answer.status_code}"] * (answer.status_code >= 500)
    assert not wrong, "\n".join(wrong)
