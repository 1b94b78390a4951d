"""Three returns, in any order, corrected and withdrawn on the way: the council is what the last files of the
returns that are in say of it, and nothing else.
"""

import csv
import io
import random
from calendar import SUNDAY
from collections.abc import Callable

import pytest

from accounts.models import Authority
from children.imports.outcome import Outcome
from children.imports.withdrawal import withdraw
from tests import factories as make
from tests.integration.children.conftest import TODAY
from tests.integration.children.imports.council_state import unlike
from tests.integration.children.returns import folder
from tests.turns import has_days

pytestmark = [pytest.mark.django_db, has_days(SUNDAY)]
YEARS = (2024, 2025, 2026)
BY_DAY, ALL = 3, 120
Files = dict[str, bytes]
Table = list[list[str]]


def some_children(rng: random.Random) -> dict[int, dict[str, Table]]:
    """The returns of a few invented children, most of them in more than one."""
    found: dict[int, dict[str, Table]] = {year: {} for year in YEARS}
    numbers: set[str] = set()
    for year in YEARS:
        for name, content in folder("ssda903", str(year)).items():
            found[year][name] = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
        numbers |= {row[0] for row in rng.sample(found[year]["header.csv"][1:], 2)}
        for name in ("missing.csv", "placed_adoption.csv", "uasc.csv", "oc3.csv"):
            numbers.add(rng.choice(found[year][name][1:])[0])
    return {
        year: {
            name: [r for at, r in enumerate(rows) if not at or r[0] in numbers]
            for name, rows in files.items()
        }
        for year, files in found.items()
    }


def another_version(files: dict[str, Table], rng: random.Random) -> dict[str, Table]:
    """The return as it might have been sent before: sound, and with other children, reviews and rows."""
    made = {name: [list(row) for row in rows] for name, rows in files.items()}
    numbers = sorted({row[0] for row in made["header.csv"][1:]})
    gone = set(rng.sample(numbers, min(len(numbers), rng.choice((0, 0, 1, 2)))))
    for name, rows in made.items():
        rows[1:] = [row for row in rows[1:] if row[0] not in gone]
        if name in ("reviews.csv", "missing.csv", "oc2.csv", "sw_episodes.csv", "placed_adoption.csv"):
            rows[1:] = [row for row in rows[1:] if rng.random() > 0.15]
    _change_cells(made, rng)
    return made


def _change_cells(made: dict[str, Table], rng: random.Random) -> None:
    """Another ethnicity, category of need or participation code here and there."""
    for row in made["header.csv"][1:]:
        if rng.random() < 0.2:
            row[3] = rng.choice(("WBRI", "MOTH", "BAFR"))
    for row in made["episodes.csv"][1:]:
        if rng.random() < 0.2:
            row[4] = rng.choice(("N1", "N5", "N8"))
    for row in made["reviews.csv"][1:]:
        if rng.random() < 0.2:
            row[3] = rng.choice(("PN1", "PN4", "PN7")) if row[3] != "PN0" else "PN0"


def written(files: dict[str, Table]) -> Files:
    made = {}
    for name, rows in files.items():
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(rows)
        made[name] = out.getvalue().encode()
    return made


@pytest.mark.parametrize(
    "seed", [pytest.param(s, marks=[] if s < BY_DAY else [pytest.mark.nightly]) for s in range(ALL)]
)
def test_the_way_to_the_last_files_leaves_no_trace(
    bring_in: Callable[..., Outcome], authority: Authority, seed: int
) -> None:
    rng = random.Random(f"any order {seed}")
    right = some_children(rng)
    now: dict[int, Files] = {}
    for _ in range(rng.randint(4, 7)):
        year = rng.choice(YEARS)
        if year in now and rng.random() < 0.35:
            withdraw(authority=authority, year=year, by=None, today=TODAY)
            del now[year]
            continue
        now[year] = written(another_version(right[year], rng) if rng.random() < 0.7 else right[year])
        bring_in(now[year], year=year)
    fresh = make.make_authority(code="fresh")
    for year in sorted(now):
        bring_in(now[year], year=year, authority=fresh)
    assert unlike(authority, fresh) == {}
    for year in now:
        again = bring_in(now[year], year=year)
        assert [again.counts[name] for name in ("new", "changed", "removed")] == [0, 0, 0]
