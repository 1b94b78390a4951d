"""Whatever the portal lets anybody do later, completed records say what they said, and what followed them
stays told: every act of it, each after and before others by chance."""

import os
import random
from calendar import THURSDAY
from itertools import product
from pathlib import Path

import pytest

from accounts.models import Team, User, Worker
from accounts.sign_in import second_factor
from tests.attack.actions import actions, noted
from tests.attack.later import RENAMED, everything, happens, life_of
from tests.attack.later_actions import ABOUT_NO_CHILD, LATER, SELDOM
from tests.attack.records import all_told, full_records, told_otherwise
from tests.locks import taken_back
from tests.turns import TURN, has_days, in_turns

EVERY = 30
"""By day one life in so many."""
LENGTH = 4
SEEDS = (1, 2)
"""Each act by itself is filled in so many ways."""
PARTS = 20
"""In so many parts, so that a night can be shared out over several runs."""
RAN: set[str] = set()
"""The named actions that ran, by name."""
SHARED = os.environ.get("WALKED", "")
"""The folder in which runs that share a night leave what they ran."""
WALKED = {f"{module}:{name}" for module, names in LATER.items() for name in names.split()}


def keep(how: str, name: str, ran: set[str]) -> None:
    RAN.update(ran)
    if SHARED:
        place = Path(SHARED) / how
        place.mkdir(parents=True, exist_ok=True)
        (place / name.replace("/", " ")).write_text("\n".join(sorted(ran)))


def all_that_ran() -> set[str]:
    there = Path(SHARED).glob("*/*") if SHARED else ()
    return RAN.union(*(path.read_text().split() for path in there))


@has_days(THURSDAY)
@pytest.mark.slow
@pytest.mark.parametrize("first", in_turns([it.name for it in everything()], EVERY))
def test_records_stand_whatever_happens_later(first, world, on_day, monkeypatch):
    on_day("2026-04-20")
    monkeypatch.setattr(second_factor, "was_given", lambda request: True)
    full_records(world)
    before, rng, lived = all_told(), random.Random(f"{first} {TURN}"), list[str]()  # noqa: S311
    with noted() as ran:
        for it in life_of(first, rng, LENGTH):
            happens(it, world, rng)
            lived.append(it.name)
            wrong = told_otherwise(before)
            assert not wrong, f"{lived}: {wrong}"
            before = all_told()
    keep("after others", first, ran)


def test_renaming_leaves_the_records_as_they_were(world, on_day, monkeypatch):
    """Each is tried by itself every time: they take no longer than a page."""
    on_day("2026-04-20")
    monkeypatch.setattr(second_factor, "was_given", lambda request: True)
    full_records(world)
    before, council = all_told(), world.authority
    for act in RENAMED:
        with taken_back():
            act(world, random.Random(act.__name__))  # noqa: S311
            council.refresh_from_db()
            named = Team.objects, User.objects, Worker.objects
            was_renamed = any(rows.exclude(earlier_names=[]).exists() for rows in named)
            child = world.child("own")
            child.refresh_from_db()
            is_another = council.review_term.startswith("meeting ") or child.surname == "Newname"
            assert was_renamed or is_another, act.__name__
            assert not told_otherwise(before), act.__name__


@pytest.mark.nightly
@pytest.mark.parametrize("part", range(PARTS))
def test_each_act_by_itself_leaves_the_records_as_they_were(part, world, on_day, monkeypatch):
    """Every act, filled in alike each night: what chance seldom brings about above has its turn here."""
    on_day("2026-04-20")
    monkeypatch.setattr(second_factor, "was_given", lambda request: True)
    full_records(world)
    before, wrong, all_ran = all_told(), list[str](), set[str]()
    for it, seed in product(everything()[part::PARTS], SEEDS):
        with taken_back(), noted() as ran:
            happens(it, world, random.Random(f"{it.name}{seed}"))  # noqa: S311
            wrong += [f"{it.name}: {what}" for what in told_otherwise(before)]
        all_ran |= ran
    keep("by itself", str(part), all_ran)
    assert not wrong, "\n".join(wrong)


def test_every_action_is_walked_or_is_about_no_child():
    """A new action is named in later_actions.py: on the list, or with the reason why it is about no child."""
    found = {name for name in actions() if not name.startswith(tuple(ABOUT_NO_CHILD))}
    assert found >= SELDOM
    assert found == WALKED, {"on no list": found - WALKED, "gone": WALKED - found}
    idle = [start for start in ABOUT_NO_CHILD if not any(name.startswith(start) for name in actions())]
    assert not idle


@pytest.mark.nightly
def test_every_action_on_the_list_ran():
    """The last of the night. Where it was shared out, the runs before left what they ran in WALKED."""
    ran = all_that_ran()
    assert len(ran) > 150, "run the whole file, or let all its runs write to one folder WALKED"
    missed = WALKED - ran - SELDOM
    assert not missed, sorted(missed)
