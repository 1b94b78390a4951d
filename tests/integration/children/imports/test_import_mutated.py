"""Returns with anything wrong: no error page, nothing twice, and no trace after the right files."""

import random
from calendar import SATURDAY
from collections.abc import Callable

import pytest

from accounts.models import Authority
from children.imports.outcome import Outcome
from children.imports.run import NothingToRead
from children.imports.which_year import YearImpossible, YearUnclear
from tests import factories as make
from tests.integration.children.imports.council_state import unlike
from tests.integration.children.imports.mutations import mutated, small_council
from tests.turns import has_days

pytestmark = [pytest.mark.django_db, has_days(SATURDAY)]
BY_DAY, ALL = 6, 500
SAID_IN_WORDS = (NothingToRead, YearImpossible, YearUnclear)
NOTHING = [0, 0, 0]


def changes(outcome: Outcome) -> list[int]:
    return [outcome.counts[name] for name in ("new", "changed", "removed")]


def what_is_said(outcome: Outcome) -> list[tuple[object, ...]]:
    said: list[tuple[object, ...]] = [(d.file, d.line, d.column, d.rule) for d in outcome.said]
    return said + [(d.child, d.other) for d in outcome.decisions]


@pytest.mark.parametrize(
    "seed", [pytest.param(s, marks=[] if s < BY_DAY else [pytest.mark.nightly]) for s in range(ALL)]
)
def test_a_mutated_return_is_survived_and_leaves_nothing_behind_its_correction(
    bring_in: Callable[..., Outcome], authority: Authority, seed: int
) -> None:
    """One of the two returns is wrong at first; the right files then make the council what it is by them
    alone.
    """
    rng = random.Random(seed)
    right = dict(zip((2025, 2026), small_council(rng), strict=True))
    year = rng.choice((2025, 2026, 2026))
    wrong = mutated(right[year], right[4051 - year], rng)
    fresh = make.make_authority(code="fresh")
    for of, files in right.items():
        said = bring_in(files, year=of, authority=fresh)
    try:
        for of, files in right.items():
            bring_in(wrong if of == year else files, year=of)
            if of == year:
                assert changes(bring_in(wrong, year=year)) == NOTHING
    except SAID_IN_WORDS:
        bring_in(right[2025], year=2025)
    if year == 2025:
        bring_in(right[2025], year=2025)
    corrected = bring_in(right[2026], year=2026)
    assert unlike(authority, fresh) == {}
    assert what_is_said(corrected) == what_is_said(said)
    assert changes(bring_in(right[year], year=year)) == NOTHING
