"""A return larger than the portions in which children are drawn comes in whole, and a second import of it
changes nothing. How quick 200,000 rows are is measured by `script/bench --import`.
"""

from datetime import date, timedelta

import pytest

from children.imports.state import drawing
from children.models import Child
from reviews.models import Review, ReviewCycle
from tests.integration.children.returns import EPISODES, HEADER, REVIEWS, episode, header, review, table

pytestmark = pytest.mark.django_db

CHILDREN = 25
REVIEWS_EACH = 8


def large() -> dict[str, bytes]:
    numbers = [str(100_000 + n) for n in range(CHILDREN)]
    start = date(2025, 4, 1)
    days = [f"{start + timedelta(days=20 + 40 * n):%d/%m/%Y}" for n in range(REVIEWS_EACH)]
    texts = {
        "header": table(HEADER, *(header(n) for n in numbers)),
        "episodes": table(EPISODES, *(episode(n, DECOM="01/04/2025") for n in numbers)),
        "reviews": table(REVIEWS, *(review(n, on=day) for n in numbers for day in days)),
    }
    return {f"{name}.csv": text.encode() for name, text in texts.items()}


def test_a_return_comes_in_whole_in_portions(bring_in, monkeypatch):
    monkeypatch.setattr(drawing, "PORTION", 7)
    files = large()
    rows = CHILDREN * (2 + REVIEWS_EACH)
    assert bring_in(files).counts == {"new": rows, "changed": 0, "unchanged": 0, "removed": 0, "rejected": 0}
    assert Child.objects.count() == CHILDREN
    assert Review.objects.count() == CHILDREN * REVIEWS_EACH
    assert ReviewCycle.objects.count() >= CHILDREN * REVIEWS_EACH
    again = bring_in(files)
    assert again.counts == {"new": 0, "changed": 0, "unchanged": rows, "removed": 0, "rejected": 0}


def test_the_history_has_every_row_that_came_in_by_one_statement(bring_in):
    bring_in(large())
    history = Child._meta.apps.get_model("children", "ChildEvent").objects
    assert history.filter(pgh_label="insert").count() == CHILDREN
    assert not history.filter(pgh_context=None).exists()
    assert set(history.values_list("pgh_obj_id", flat=True)) == set(
        Child.objects.values_list("pk", flat=True)
    )
