"""Stored results: every night and on demand, twice the same as once."""

from calendar import SUNDAY
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest

from accounts.models import Authority, Job
from children.models import Child
from reporting.measures.base import Scope, compute, compute_by, rows_of
from reporting.measures.registry import ALL
from reporting.models import MeasureResult
from reporting.periods import collection_year
from reporting.results import store as results
from reporting.tasks import compute_measures_nightly
from tests import database
from tests import factories as make
from tests.locks import taken_back
from tests.turns import has_days

pytestmark = [pytest.mark.django_db, has_days(SUNDAY)]
TODAY = date(2026, 6, 1)


def rows(authority):
    fields = ("code", "period_from", "period_to", "dimension", "key", "numerator", "denominator", "not_known")
    return sorted(MeasureResult.objects.filter(authority=authority).values_list(*fields))


@dataclass
class Computed:
    authority: Authority
    child: Child
    count: int
    said: list[tuple[int, str]]
    """What was told of how far it is."""


@pytest.fixture(scope="module")
def computed(django_db_setup, django_db_blocker) -> Iterator[Computed]:
    """A council with one child, and all its figures: computed once for all tests here."""
    with django_db_blocker.unblock(), taken_back():
        database.need_bank_holidays()
        authority = make.make_authority(code="brackenshire", name="Brackenshire County Council")
        child = make.make_child_in_care(authority, started_on=date(2025, 5, 1))
        make.make_review(child, date(2025, 5, 28))
        said: list[tuple[int, str]] = []
        count = results.compute_all(
            authority, today=TODAY, report=lambda percent, text: said.append((percent, text))
        )
        yield Computed(authority, child, count, said)


@pytest.fixture
def authority(computed, db) -> Authority:
    return computed.authority


def test_every_measure_is_stored_for_every_year_and_the_monthly_ones_for_every_month(authority):
    whole = MeasureResult.objects.filter(authority=authority, dimension="")
    years = results.years_up_to(TODAY)
    of_years = whole.filter(period_from__in=[y.start for y in years], period_to__in=[y.end for y in years])
    assert of_years.filter(period_from__month=4, period_to__month=3).count() == len(ALL) * len(years)
    months = {m for y in years for m in y.months() if m.start <= TODAY}
    assert whole.count() == len(ALL) * len(years) + len(results.monthly_of(authority)) * len(months)
    assert set(whole.values_list("code", flat=True)) == {m.code for m in ALL}
    assert {m.code for m in ALL if "month" in m.dimensions and m.code in results.BROKEN_DOWN} <= {
        m.code for m in results.monthly_of(authority)
    }


def test_years_run_from_two_back_to_the_one_under_way():
    assert results.years_up_to(TODAY) == [collection_year(2025), collection_year(2026), collection_year(2027)]


def test_twice_changes_nothing(authority, computed):
    before = rows(authority)
    keys = set(MeasureResult.objects.values_list("pk", flat=True))
    assert results.compute_all(authority, today=TODAY) == computed.count
    assert rows(authority) == before
    assert set(MeasureResult.objects.values_list("pk", flat=True)) == keys


def test_a_changed_fact_changes_the_stored_figure_and_old_keys_go(authority, computed):
    year = collection_year(2026)
    looked_after = {
        "authority": authority,
        "code": "looked_after_at_end",
        "period_from": year.start,
        "period_to": year.end,
    }
    assert MeasureResult.objects.get(**looked_after, dimension="sex").key == "Female"
    Child.objects.filter(pk=computed.child.pk).update(sex="M")
    results.store(authority, year, today=TODAY, dimensions=True)
    assert [r.key for r in MeasureResult.objects.filter(**looked_after, dimension="sex")] == ["Male"]
    assert results.stored(authority, "looked_after_at_end", [year])[year].numerator == 1


def test_a_breakdown_that_is_not_asked_for_would_find_nothing(authority):
    scope = Scope(authority, collection_year(2026), as_at=TODAY)
    asked = set()
    for measure in ALL:
        rows = rows_of(measure, scope)
        if rows is None:
            continue
        is_asked = results.may_have_groups(measure, rows, compute(measure, scope))
        for dimension in results.kept_dimensions(measure):
            found = compute_by(measure, scope, dimension, rows=rows)
            assert is_asked or not found, f"{measure.code} by {dimension}: {found}"
            asked.add((is_asked, bool(found)))
    assert {(True, True), (False, False)} <= asked


def test_a_period_that_is_not_stored_is_not_among_the_stored(authority):
    assert results.stored(authority, "starters", [collection_year(2020)]) == {}


def test_councils_keep_apart(authority, other_authority):
    year = collection_year(2026)
    results.store(other_authority, year, today=TODAY, dimensions=True)
    assert results.stored(authority, "starters", [year])[year].numerator == 1
    assert results.stored(other_authority, "starters", [year])[year].numerator == 0


def test_the_night_asks_once_for_every_council(authority, other_authority):
    assert compute_measures_nightly() == 2
    compute_measures_nightly()
    jobs = Job.objects.filter(kind="measures.compute")
    assert sorted(jobs.values_list("authority", flat=True)) == sorted([authority.pk, other_authority.pk])


def test_progress_is_told_from_nothing_to_nearly_all(computed):
    said = computed.said
    assert [p for p, _ in said] == sorted(p for p, _ in said)
    assert said[0] == (0, "Computing 2024-25")
    assert said[-1][0] < 100
