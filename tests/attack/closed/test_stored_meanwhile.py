"""Of two people who open one page, the second to send it never replaces unseen what the first one stored.

Every form is found on its page, and sent as if its answers had held something else when it was opened."""

import random
from calendar import MONDAY

import pytest
from django.http import HttpResponseBase
from django.test import Client

from accounts.drafts.keys import BEGAN
from accounts.drafts.marks import PAGE, PATH
from accounts.sign_in import second_factor
from tests.attack.forms import Form
from tests.attack.full_world import ROWS as PAGES
from tests.attack.ready import READY, Ready
from tests.attack.test_twice import creating_forms, opened_by, rows_there, sent
from tests.house_rules.more_pages import MORE
from tests.house_rules.url_matrix import World
from tests.locks import taken_back
from tests.turns import has_days, in_turns

OPENED = [*(name for name, row in sorted(PAGES.items()) if row.method == "GET" and row.sees), *MORE]
REPLACES_NOTHING = {"children:new_delivery": "each file is a delivery of its own"}
"""Forms that begin from something and store it anew each time."""
TRIES = 12
COMPARED = "Two versions of this form"
ANOTHER = "0" * 10


def marks(form: Form) -> dict[str, str]:
    words = form.values.get(BEGAN, [""])[0].split()
    return dict(zip(words[::2], words[1::2], strict=True))


def as_if_changed_since(form: Form, data: dict[str, object]) -> dict[str, object]:
    """What is sent from a page on which every answer held something else."""
    began = {n: m if n in (PATH, PAGE) else ANOTHER for n, m in marks(form).items()}
    return data | {BEGAN: " ".join(f"{name} {mark}" for name, mark in began.items())}


def is_compared(answer: HttpResponseBase) -> bool:
    return answer.status_code == 409 and COMPARED in getattr(answer, "content", b"").decode()


def is_answered_anew(form: Form, data: dict[str, object]) -> bool:
    """Whether one of the questions is answered otherwise than the page shows it."""
    asked = tuple(n for n in marks(form) if n not in (PATH, PAGE))
    shown = {n: "".join(form.shown.get(n, [])) for n in data if n.startswith(asked)}
    return any("".join(map(str, data[n] or "")) != was for n, was in shown.items())


def what_becomes_of(
    browser: Client, address: str, form: Form, w: World, ready: Ready, rng: random.Random
) -> tuple[bool, str]:
    """Whether the two versions were shown, and what was wrong."""
    with taken_back():
        data = ready.filled(form, w, form.filled(rng))
        if is_compared(sent(browser, form.action or address, data)):
            return True, "nobody stored anything meanwhile"
    with taken_back():
        before = rows_there()
        answer = sent(browser, form.action or address, as_if_changed_since(form, data))
        if is_compared(answer):
            return True, "" if rows_there() == before else "something was stored"
    return False, ""


@has_days(MONDAY)
@pytest.mark.slow
@pytest.mark.parametrize("name", in_turns(OPENED, 12))
def test_a_form_that_was_overtaken_stores_nothing_and_shows_both(
    name, request, world, client_for, on_day, monkeypatch
):
    on_day("2026-04-20")
    monkeypatch.setattr(second_factor, "was_given", lambda request: True)
    ready = READY.get(name, Ready())
    address, who = opened_by(name, world, ready)
    browser = client_for(world.person(who))
    rng = random.Random(7)  # noqa: S311
    for form in creating_forms(browser, address):
        if not set(marks(form)) - {PATH, PAGE} or (form.action or address) != address:
            continue
        tries = (what_becomes_of(browser, address, form, world, ready, rng) for _ in range(TRIES))
        compared, wrong = next((found for found in tries if found[0]), (False, ""))
        assert not wrong, f"{name}: {wrong}"
        if not compared and name not in REPLACES_NOTHING:
            anew = is_answered_anew(form, ready.filled(form, world, form.filled(rng)))
            assert not anew, f"{name}: {sorted(marks(form))} is replaced"
