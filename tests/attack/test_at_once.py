"""Two acts at the same moment do what they do one after the other, and the one that comes too late is told
in plain words, with its own words kept. No act of them all changes what a completed record says, or mails
what is not for its reader."""

import json
import os
from calendar import SATURDAY
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import connections

from accounts.models import Draft, OutgoingMail
from accounts.sign_in import second_factor
from reviews.models import ReviewSection
from tests import database
from tests import factories as make
from tests.attack.at_once import Act, Sender, acts_at, browser_of, fingerprint, race, sent, states
from tests.attack.mails import wrong_mails
from tests.attack.records import a_record, contents, rewritten
from tests.locks import taken_back
from tests.turns import has_days, in_turns, todays
from tests.world import Standing

pytestmark = has_days(SATURDAY)

HOME, HERE, RACE = (f"at_once_{name}_{os.getpid()}" for name in ("home", "here", "race"))
STATES = states()
EVERY = 60
"""By day one state in so many."""
ACTS, ACTS_AT_NIGHT = 3, 10
"""So many acts of an object are paired in one run, others each day: a child has more than forty."""
Found = dict[str, tuple[int, str]]


@pytest.fixture(scope="module")
def peopled(django_db_setup: None, django_db_blocker: Any) -> Iterator[Standing]:
    """A database with the world of the matrix for good, from which each state is copied."""
    outside = connections["default"].settings_dict["NAME"]
    morning = make.at(make.date(2026, 4, 20), 9, 0)
    with django_db_blocker.unblock(), time_machine.travel(morning, tick=False):
        try:
            database.clone(HOME)
            database.need_bank_holidays()
            world = Standing()
            world.sign_everybody_in()
            a_record(world)
            yield world
        finally:
            for name in (RACE, HERE, HOME):
                database.remove(name)
            database._use(outside)


def copied(source: str, name: str) -> None:
    """Connect to a fresh copy; nobody else may be connected to either."""
    database._use(database.SERVER)
    database._run(
        f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)',
        f'CREATE DATABASE "{name}" TEMPLATE "{source}" {database.BY_FILE}',
    )
    database._use(name)


def one_after_the_other(
    acts: list[Act], cookies: dict[str, str]
) -> tuple[list[Found], dict[tuple[int, int], Found]]:
    """What stands after each act, and after each pair of them."""
    alone, pairs, known = [], {}, set(OutgoingMail.objects.values_list("pk", flat=True))
    records = contents()
    for i, first in enumerate(acts):
        with taken_back():
            sent(browser_of(first.who, cookies), first)
            alone.append(fingerprint())
            wrong = wrong_mails(known) + rewritten(records, browser_of("iro", cookies))
            assert not wrong, f"{first.name}: {wrong}"
            for j, second in enumerate(acts):
                with taken_back():
                    sent(browser_of(second.who, cookies), second.again() if i == j else second)
                    pairs[i, j] = fingerprint()
    return alone, pairs


def wrong_with(one: Sender, two: Sender, alone: Found, orders: list[Found]) -> str:
    """What the two left that they do not leave one after the other; words of the second that are gone."""
    if one.error or two.error or one.answer is None or two.answer is None:
        return f"failed: {one.error!r} {two.error!r}"
    stands, status = fingerprint(), two.answer.status_code
    if one.answer.status_code >= 500 or status >= 500:
        return f"answers {one.answer.status_code} and {status}"
    if stands not in orders:
        return f"answers {status}, and differs in {[different(stands, order) for order in orders]}"
    return lost(two) if stands == alone else ""


def different(found: Found, expected: Found) -> list[str]:
    return sorted(
        table for table in found.keys() | expected.keys() if found.get(table) != expected.get(table)
    )


def lost(two: Sender) -> str:
    """The words of somebody who came too late, and was led to a page without them: neither kept nor in the
    record, where the same words of the first stand."""
    shown = getattr(two.answer, "content", b"").decode(errors="replace")
    kept = " ".join(f"{draft.words} {draft.late_words}" for draft in Draft.objects.all())
    kept += " ".join(json.dumps(data) for data in ReviewSection.objects.values_list("data", flat=True))
    sending = [two.act.data[name] for name in two.act.areas if two.act.data.get(name)]
    typed = [str(words[0] if isinstance(words, list) else words) for words in sending]
    gone = [words for words in typed if words not in shown and json.dumps(words)[1:-1] not in kept]
    return f"answers {two.answer and two.answer.status_code}, and has lost {gone}" if gone else ""


@pytest.mark.slow
@pytest.mark.parametrize("name", in_turns(list(STATES), EVERY))
def test_two_acts_at_once_do_what_they_do_one_after_the_other(name, peopled, monkeypatch, at_night):
    monkeypatch.setattr(second_factor, "was_given", lambda request: True)
    cookies, wrong = peopled._cookies, []
    copied(HOME, HERE)
    most = ACTS_AT_NIGHT if at_night else ACTS
    acts = todays(acts_at(STATES[name](peopled), peopled, cookies), most)
    alone, pairs = one_after_the_other(acts, cookies)
    for (i, j), left in pairs.items():
        if i != j and left == pairs[j, i]:
            continue  # they do not know of each other
        copied(HERE, RACE)
        second = acts[j].again() if i == j else acts[j]
        one, two = race(acts[i], second, cookies)
        found = wrong_with(one, two, alone[i], [left, pairs[j, i]])
        wrong += (
            [f"{acts[i].name} by {acts[i].who}, then {second.name} by {second.who}: {found}"] if found else []
        )
    assert not wrong, "\n".join(wrong)
