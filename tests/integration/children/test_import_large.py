"""A return of 200,000 rows: it comes in whole, in minutes, and so does the second import that changes
nothing."""

import time
from datetime import date, timedelta

import pytest

from children.models import Child
from reviews.models import Review, ReviewCycle
from tests.integration.children.returns import EPISODES, HEADER, REVIEWS, episode, header, review, table

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

CHILDREN = 20_000
REVIEWS_EACH = 8
SECONDS = 600


def large() -> dict[str, bytes]:
    """20,000 children with an episode and eight reviews each: 200,000 rows."""
    numbers = [str(100_000 + n) for n in range(CHILDREN)]
    start = date(2025, 4, 1)
    days = [f"{start + timedelta(days=20 + 40 * n):%d/%m/%Y}" for n in range(REVIEWS_EACH)]
    texts = {
        "header": table(HEADER, *(header(n) for n in numbers)),
        "episodes": table(EPISODES, *(episode(n, DECOM="01/04/2025") for n in numbers)),
        "reviews": table(REVIEWS, *(review(n, on=day) for n in numbers for day in days)),
    }
    return {f"{name}.csv": text.encode() for name, text in texts.items()}


def test_two_hundred_thousand_rows_come_in_within_minutes(bring_in):
    files = large()
    began = time.monotonic()
    first = bring_in(files)
    first_took = time.monotonic() - began
    rows = CHILDREN * (2 + REVIEWS_EACH)
    assert first.counts == {"new": rows, "changed": 0, "unchanged": 0, "removed": 0, "rejected": 0}
    assert Child.objects.count() == CHILDREN
    assert Review.objects.count() == CHILDREN * REVIEWS_EACH
    assert ReviewCycle.objects.count() >= CHILDREN * REVIEWS_EACH
    began = time.monotonic()
    again = bring_in(files)
    again_took = time.monotonic() - began
    assert again.counts == {"new": 0, "changed": 0, "unchanged": rows, "removed": 0, "rejected": 0}
    print(f"200,000 rows: {first_took:.0f} s, again {again_took:.0f} s")
    assert first_took < SECONDS
    assert again_took < SECONDS
