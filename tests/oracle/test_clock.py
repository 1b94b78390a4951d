"""The product agrees with the oracle on every turn of random lives, imported as returns, on several days.

180 lives in all on every push; `ORACLE_LIVES=2000 pytest tests/oracle` for as many as one likes.
"""

import os
import random
from collections import defaultdict
from datetime import date, timedelta

import pytest

from accounts.models import Authority, BankHoliday
from children.imports.actions import run_return
from children.models import Child
from reviews.cycle.facts import cycles_of_authority
from reviews.models.review import ReviewStatus
from tests import factories as make
from tests.oracle.law import Calendar, Clock, Life, Reach
from tests.oracle.lives import FIRST, LAST, MISSING, files, lives

LIVES = int(os.environ.get("ORACLE_LIVES", "180"))
SEED = int(os.environ.get("ORACLE_SEED", "20261126"))
DAYS = [
    date(2023, 6, 15),
    date(2024, 2, 29),
    date(2024, 10, 1),
    date(2025, 8, 20),
    LAST,
    date(2026, 7, 3),
    date(2026, 11, 20),
]
IMPORTED = date(2026, 4, 20)
DAY = timedelta(days=1)
FOUR_WEEKS = timedelta(days=28)


def bring_in(authority: Authority, found: list[Life], years: list[int], without_reviews: int | None) -> None:
    for year in years:
        brought = files(found, year)
        if year == without_reviews:
            del brought["reviews.csv"]
        outcome, _ = run_return(authority=authority, files=brought, year=year, by=None, today=IMPORTED)
        assert not outcome.defects, [(d.file, d.line, d.why) for d in outcome.defects[:5]]
    children = dict(Child.objects.filter(authority=authority).values_list("number", "pk"))
    for life in found:
        for first, done in life.meetings:
            child = Child.objects.get(pk=children[life.number])
            if done is None:
                make.make_started_review(
                    child, first, status=ReviewStatus.ADJOURNED, adjourned_until=first + FOUR_WEEKS
                )
            else:
                until = first + FOUR_WEEKS if done > first else None
                make.make_review(child, first, completed_on=done, adjourned_until=until)


def told(authority: Authority, as_at: date) -> dict[str, list[tuple[object, ...]]]:
    numbers = dict(Child.objects.filter(authority=authority).values_list("pk", "number"))
    found: dict[str, list[tuple[object, ...]]] = defaultdict(list)
    for child, c in cycles_of_authority(authority, as_at=as_at, child_ids=numbers):
        found[numbers[child]].append(
            (
                c.period_start,
                c.opened_on,
                c.closed_on,
                c.due_on,
                c.at_latest,
                c.held_on,
                c.state.value,
                c.number,
                c.kind.value,
            )
        )
    return found


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "share", "years", "without_reviews"),
    [
        ("every return", 5, [2023, 2024, 2025, 2026], None),
        ("a return is missing", 1, [2023, 2025, 2026], None),
        ("a return came without its reviews", 1, [2023, 2024, 2025, 2026], 2024),
    ],
)
def test_every_turn_agrees(name: str, share: int, years: list[int], without_reviews: int | None) -> None:
    is_all_told = len(years) == 4 and without_reviews is None
    found = lives(
        random.Random(f"{SEED} {name}"),
        LIVES * share // 7,
        quiet=None if is_all_told else MISSING,
        is_care_told=without_reviews is not None,
    )
    reach = Reach(FIRST, LAST) if is_all_told else Reach(FIRST, LAST, MISSING[0], MISSING[1] + DAY)
    authority = make.make_authority()
    bring_in(authority, found, years, without_reviews)
    authority.refresh_from_db()
    assert (authority.told_from, authority.known_until) == (reach.known_from, reach.known_until)
    calendar = Calendar(set(BankHoliday.objects.values_list("day", flat=True)))
    wrong = []
    for as_at in DAYS:
        product = told(authority, as_at)
        for life in found:
            expected = Clock(life, reach, as_at, calendar).answer()
            if product.get(life.number, []) != expected:
                wrong.append((as_at, life, product.get(life.number, []), expected))
    for as_at, life, product_turns, expected in wrong[:3]:
        print(f"\n{life.number} on {as_at}, born {life.born}\n", *life.rows, sep="\n  ")
        print("  reviews", *life.reviews, "meetings", *life.meetings)
        print("  product", *map(str, product_turns), sep="\n    ")
        print("  oracle", *map(str, expected), sep="\n    ")
    assert not wrong, f"{len(wrong)} of {len(DAYS) * len(found)} differ"
