"""Every form filled as an honest person fills it, with one choice exchanged for something of another council,
or of a child who is closed to the sender: what no page offers is not taken. And with the number or the name
of such a child typed in: the answer is that for a child who is not there."""

import random
import re
from calendar import FRIDAY
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model
from django.test import Client

from accounts.models import Authority, Team, User, Worker
from accounts.sign_in import second_factor
from children.models import Child
from tests.attack.at_once import fingerprint
from tests.attack.forms import Form
from tests.attack.full_world import ROWS, tables
from tests.attack.ready import READY, Ready
from tests.attack.test_twice import EVERY, creating_forms, opened_by, rows_there, sent
from tests.house_rules.more_pages import MORE
from tests.house_rules.url_matrix import World
from tests.locks import taken_back
from tests.turns import has_days

pytestmark = has_days(FRIDAY)

PAGES = [name for name, row in sorted(ROWS.items()) if row.method == "GET" and row.sees]
NEED_MORE = {"accounts:change_single_sign_on": "a provider that answers"}
FOUND: set[str] = set()
"""Pages that took something foreign once."""
NAMES = [
    name if number % EVERY == 7 or name in FOUND else pytest.param(name, marks=pytest.mark.nightly)
    for number, name in enumerate([*PAGES, *MORE])
    if name not in NEED_MORE
]
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
OF_THE_PAGE = re.compile(r"csrfmiddlewaretoken|once|draft_\w+|\w+-(TOTAL|INITIAL|M\w\w_NUM)_FORMS")
TRIES = 12


def accepted(browser: Client, to: str, data: dict[str, Any]) -> bool:
    """Whether the form did something. What it did is undone."""
    with taken_back():
        before = rows_there()
        answer = sent(browser, to, data)
        assert answer.status_code < 500, f"{to}: {answer.status_code}"
        return answer.status_code == 302 and rows_there() != before


def honest(browser: Client, to: str, form: Form, w: World, ready: Ready) -> dict[str, Any] | None:
    """The form filled so that it is accepted; None where chance does not find how."""
    rng = random.Random(20)  # noqa: S311
    tries = (ready.filled(form, w, form.filled(rng)) for _ in range(TRIES))
    return next((data for data in tries if accepted(browser, to, data)), None)


def choices_of(form: Form) -> Iterator[tuple[str, list[str]]]:
    """Each question whose answers are keys of rows, with those that the page offers."""
    for name, values in {**form.choices, **form.boxes, **form.values}.items():
        offered = [str(v) for v in values if v]
        if (
            offered
            and not OF_THE_PAGE.fullmatch(name)
            and all(UUID.fullmatch(v) or v.isdigit() for v in offered)
        ):
            yield name, offered


def closed_instead(offered: str, w: World) -> list[str]:
    """Keys of rows of the same kind that the sender may not see; for a number of people and teams."""
    if not UUID.fullmatch(offered):
        there: list[Model] = [w.person("outsider"), *Worker.objects.filter(authority=w.other_authority)]
        there += Team.objects.filter(authority=w.other_authority)
        return [str(row.pk) for row in there]
    model = next(m for m in public() if m._default_manager.filter(public_id=offered).exists())
    if model is User:
        return [str(w.person("outsider").public_id)]
    if model is Authority:  # the council that each form names
        return [str(w.other_authority.public_id)]
    rows = model._default_manager.all()
    path = {Child: "pk", **dict(tables())}.get(model)
    if path is None:
        return [str(row.public_id) for row in rows.filter(authority=w.other_authority)[:1]]
    children = [w.child(which).pk for which in ("foreign", "restricted")]
    return [str(found.public_id) for pk in children for found in rows.filter(**{path: pk})[:1]]


def public() -> Iterator[Any]:
    """Every kind of record that has a key for addresses."""
    for model in apps.get_models():
        is_history = hasattr(model, "pgh_tracked_model")
        if not is_history and any(f.name == "public_id" for f in model._meta.concrete_fields):
            yield model


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_no_form_takes_what_no_page_offers(name, world, client_for, on_day, monkeypatch):
    on_day("2026-04-20")
    monkeypatch.setattr(second_factor, "was_given", lambda request: True)
    ready = READY.get(name, Ready())
    address, who = opened_by(name, world, ready)
    browser = client_for(world.person(who))
    taken = []
    for form in creating_forms(browser, address):
        to = form.action or address
        data = honest(browser, to, form, world, ready)
        for question, offered in choices_of(form) if data else ():
            for key in closed_instead(offered[0], world):
                if key in offered:
                    continue
                asked = {question: [key] if question in form.boxes else key}
                if accepted(browser, to, {**(data or {}), **asked}):
                    taken.append(f"{to}: {question}={key}")
    assert not taken, "\n".join(taken)


LOOKS_UP = re.compile(r".*(number|child|name|search|code).*")
"""Questions that may look somebody up."""
BY_DESIGN = {
    "children:add": "two records can't have one number: it says that the number is taken, and nothing else",
    "children:find": "leads those in whose reach a restricted child is to the page on which they ask",
}
CHANGES = re.compile(
    r'value="[^"]*"|nonce="[^"]*"|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|search=\w+|irop_[\w-]+'
)
NOBODY = {"number": "987654", "surname": "Nosuchname"}


def said_to(browser: Client, to: str, data: dict[str, Any], words: str) -> str:
    """What the page says, without the words that were typed and what changes each time."""
    browser.cookies.pop("messages", None)
    with taken_back():
        before = rows_there()
        answer = sent(browser, to, data)
        did = sorted(t for t, n in rows_there().items() if n != before.get(t))
    text = getattr(answer, "content", b"").decode(errors="replace")
    said = CHANGES.sub("", re.sub(rf"\b{words}\b", "…", text))
    return f"{answer.status_code} {did} {said}"


def tells(browser: Client, to: str, form: Form, data: dict[str, Any], w: World) -> Iterator[str]:
    """Questions whose answer for a closed child differs from that for a child who is not there."""
    for question in filter(LOOKS_UP.fullmatch, form.texts):
        for what, unknown in NOBODY.items():
            nobody = said_to(browser, to, data | {question: unknown}, unknown)
            for which in ("restricted", "foreign"):
                words = getattr(w.child(which), what)
                if said_to(browser, to, data | {question: words}, words) != nobody:
                    yield f"{to}: {question} tells the {what} of the {which} child"


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_no_question_tells_whether_a_closed_child_is_there(name, world, client_for, on_day, monkeypatch):
    on_day("2026-04-20")
    monkeypatch.setattr(second_factor, "was_given", lambda request: True)
    ready = READY.get(name, Ready())
    address, who = opened_by(name, world, ready)
    browser, rng, found = client_for(world.person(who)), random.Random(20), list[str]()  # noqa: S311
    for form in creating_forms(browser, address):
        if name in BY_DESIGN or not any(map(LOOKS_UP.fullmatch, form.texts)):
            continue
        to = form.action or address
        data = honest(browser, to, form, world, ready) or ready.filled(form, world, form.filled(rng))
        found += tells(browser, to, form, data, world)
    assert not found, "\n".join(found)


def unasked(form: Form, w: World) -> dict[str, Any]:
    """A field for each column of every kind of record that the form does not ask for, with what would give
    somebody more: rows of another council, and marks."""
    asked = {*form.values, *form.choices, *form.boxes, *form.texts}
    stems = {name.rpartition("_")[0] for name in asked}
    found: dict[str, Any] = {}
    for model in apps.get_models():
        for column in model._meta.concrete_fields:
            for name in {column.name, column.attname}:
                if name not in asked and name not in stems:
                    found[name] = _more_of(column, w)
    return found


def _more_of(column: Any, w: World) -> str:
    model = column.related_model
    if model is not None:
        closed = {User: w.person("outsider"), Authority: w.other_authority, Child: w.child("foreign")}
        return str(closed[model].pk) if model in closed else "1"
    if column.choices:
        return str(list(column.choices)[-1][0])
    kinds = {"BooleanField": "true", "DateField": "2020-01-01", "DateTimeField": "2020-01-01T00:00"}
    return kinds.get(column.get_internal_type(), "1")


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_no_form_takes_a_field_that_it_does_not_ask_for(name, world, client_for, on_day, monkeypatch):
    """It may be refused for one that other states of the page ask for: then nothing is done."""
    on_day("2026-04-20")
    monkeypatch.setattr(second_factor, "was_given", lambda request: True)
    ready = READY.get(name, Ready())
    address, who = opened_by(name, world, ready)
    browser, wrong = client_for(world.person(who)), []
    for form in creating_forms(browser, address):
        to = form.action or address
        data = honest(browser, to, form, world, ready)
        if data is None:
            continue
        left = [fingerprint()]
        for more in ({}, unasked(form, world)):
            with taken_back():
                sent(browser, to, more | data)
                left.append(fingerprint())
        before, honestly, after = left
        differs = sorted(t for t in after if honestly[t] != after[t] and after[t] != before[t])
        wrong += [f"{to}: {', '.join(differs)}"] * bool(differs)
    assert not wrong, "\n".join(wrong)
