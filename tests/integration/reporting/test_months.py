"""All months of a year at once give what each month gives by itself."""

from calendar import SUNDAY
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.db.models import Exists, F, Q
from django.test.utils import CaptureQueriesContext

from children.models import Child, PeriodOfCare
from reporting.measures import challenge, monitoring
from reporting.measures.base import Scope, compute, compute_by, counted_all
from reporting.measures.registry import ALL, MEASURES
from reporting.measures.timeliness import for_many, looked_after
from reporting.measures.to_come import TO_COME
from reporting.periods import Period, collection_year, month
from reporting.results.families import _renamed, compute_many
from reporting.results.months import compute_months, months_of
from tests.turns import has_days, in_turns

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("code", in_turns([m.code for m in ALL if m.day], 6))
def test_months_at_once_are_the_months_one_by_one(sample, code, at_night):
    measure, scope = MEASURES[code], Scope(sample, collection_year(2026), as_at=date(2026, 6, 1))
    months = months_of(scope)
    with CaptureQueriesContext(connection) as asked:
        found = compute_months(measure, scope, months)
    # what the record asked, the terms, the day since which it is recorded (two), the figures
    assert len(asked) <= 5
    assert len(found) == 12
    for period in list(found)[:: 1 if at_night else 5]:
        alone = compute(measure, Scope(sample, period, as_at=date(2026, 6, 1)))
        assert alone == found[period], period


def test_of_a_year_under_way_only_the_months_that_have_begun(sample):
    scope = Scope(sample, collection_year(2027), as_at=date(2026, 6, 1))
    assert [m.period.start.month for m in months_of(scope)] == [4, 5, 6]
    assert len(compute_months(MEASURES["reviews_held"], scope, months_of(scope))) == 3


@pytest.mark.parametrize("code", [m.code for m in ALL if m.day in TO_COME])
def test_what_is_due_later_does_not_count_before_its_day_because_it_is_done(sample, code):
    """The year so far is the year up to today, and so is the month."""
    measure, today = MEASURES[code], date(2025, 11, 12)
    year = Scope(sample, collection_year(2026), as_at=today)
    so_far = compute(measure, replace(year, period=Period(year.period.start, today)))
    assert compute(measure, year) == compute_many([measure], for_many(year))[code] == so_far
    november = compute(measure, replace(year, period=Period(date(2025, 11, 1), today)))
    assert compute_months(measure, year, months_of(year))[month(today)] == november
    whole = compute(measure, replace(year, as_at=None))
    assert code != "timeliness_reviews_due" or whole.numerator > so_far.numerator > november.numerator > 0


def test_most_measures_of_what_happened_have_a_day(sample):
    """A measure of what happened that needs one statement a month has a reason."""
    between_reviews = {m.code for m in (*monitoring.MEASURES, *challenge.MEASURES)}
    slow = {
        m.code
        for m in ALL
        if m.code not in between_reviews
        and not m.as_at_end
        and m.months_add_up
        and not m.of_years
        and not m.day
    }
    assert slow == {"crossed_in", "crossed_out", "reviews_for_each"}


def test_a_child_who_may_have_left_is_not_known_in_every_figure_of_who_is_in_care(sample):
    """The last episode of theirs asks for another one, which no return has."""
    scope = Scope(sample, collection_year(2026))
    codes = [m.code for m in ALL if m.as_at_end and m.unit == "child" and not m.record]
    before = {code: compute(MEASURES[code], scope) for code in codes}
    in_care = PeriodOfCare.objects.filter(child__in=looked_after(scope, started_by=date(2024, 1, 1)))
    lost = in_care.order_by("pk")[:5].values("pk")
    PeriodOfCare.objects.filter(pk__in=list(lost.values_list("pk", flat=True))).update(
        not_known_from=date(2026, 3, 1)
    )
    figures = {code: compute(MEASURES[code], scope) for code in codes}
    assert figures == compute_many([MEASURES[code] for code in codes], for_many(scope))
    assert figures["looked_after_at_end"].not_known == before["looked_after_at_end"].not_known + 5
    assert figures["looked_after_at_end"].numerator == before["looked_after_at_end"].numerator - 5
    every = {code: counted_all(result) for code, result in figures.items()}
    assert every == {code: counted_all(result) for code, result in before.items()}


@pytest.mark.parametrize("code", in_turns([m.code for m in ALL if m.as_at_end and not m.of_years], 6))
def test_children_found_once_give_the_same_figures(sample, code):
    scope = Scope(sample, collection_year(2026))
    assert compute(MEASURES[code], for_many(scope)) == compute(MEASURES[code], scope)


@has_days(SUNDAY)
def test_who_is_whose_found_once_gives_the_same_breakdowns(sample):
    plain = Scope(sample, collection_year(2026))
    many = for_many(plain)
    for measure in ALL:
        for dimension in {"iro", "team"} & set(measure.dimensions if measure.as_at_end else ()):
            assert compute_by(measure, many, dimension) == compute_by(measure, plain, dimension), measure.code


@has_days(SUNDAY)
@pytest.mark.parametrize(
    "period",
    [
        collection_year(2026),
        pytest.param(month(date(2025, 11, 1)), marks=pytest.mark.nightly),
        pytest.param(collection_year(2025), marks=pytest.mark.nightly),
    ],
)
def test_measures_together_are_the_measures_one_by_one(sample, period):
    scope = for_many(Scope(sample, period, as_at=date(2026, 6, 1)))
    for kind in {m.record for m in ALL if m.record}:
        scope.recorded.day(kind)
    with CaptureQueriesContext(connection) as asked:
        together = compute_many(list(ALL), scope)
    assert len(asked) < 0.75 * len(ALL)
    plain = Scope(sample, period, as_at=date(2026, 6, 1), known=scope.recorded)
    for measure in ALL:
        with CaptureQueriesContext(connection) as asked:
            assert together[measure.code] == compute(measure, plain), measure.code
        assert len(asked) <= 3, measure.code


def test_a_condition_of_a_family_is_written_with_names():
    with pytest.raises(TypeError):
        _renamed(Q(Exists(Child.objects.all())), {})
    assert _renamed(~Q(a=F("b"), c__gte=2) | Q(d__e=1), {"a": "a_1", "b": "b_1"}) == ~Q(
        a_1=F("b_1"), c__gte=2
    ) | Q(d__e=1)
