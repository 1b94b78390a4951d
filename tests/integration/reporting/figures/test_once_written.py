"""A statement written once and filled in for each period is the one that each would have by itself."""

from dataclasses import replace
from datetime import date

import pytest
from django.db.models import Q

from reporting.measures.base import Rows, Scope, compute, compute_by, counts_of
from reporting.measures.registry import ALL, MEASURES
from reporting.measures.timeliness import for_many
from reporting.models import Grouping
from reporting.periods import Period, collection_year, quarter
from reporting.places import filled, from_day
from reporting.results.families import askings, compute_many, rows_of_each
from reporting.results.months import months_of
from reporting.results.once_written import OnceWritten, Statements, _Kept, _Statement
from reporting.results.store import MONTHLY
from tests import factories as make
from tests.turns import comes_every, in_turns

pytestmark = [pytest.mark.django_db, comes_every(4)]


def _scope(council, year=2026):
    return for_many(Scope(council, collection_year(year), as_at=date(2026, 6, 1)))


def _anew(measures, scope):
    """What is asked for the figures of a scope with days as they are."""
    fresh = replace(scope, shared={})
    written = [_Statement.write(a, fresh) for a in askings(measures, rows_of_each(measures, fresh))]
    return [(w.text, list(w.values)) for w in written]


def _as_filled(kept, scope):
    return [(w.text, [filled(value, scope) for value in w.values]) for w in kept.statements]


@pytest.mark.parametrize("year", in_turns([2026, 2027], 2))
def test_what_is_filled_in_is_the_statement_of_the_period(sample, at_night, year):
    """For every measure without a day, stored by month or not. What does not fit is written anew."""
    months = months_of(_scope(sample, year))
    without_day = [m for m in ALL if not m.day]
    kept = _Kept.write(without_day, months[0])
    measures = [m for m in without_day if m not in kept.alone]
    assert {m.code for m in kept.alone}.isdisjoint(m.code for m in MONTHLY)
    fitting = [month for month in months if kept.places.fit(month)]
    assert months[0] in fitting
    for month in months if at_night else months[:: max(1, len(months) - 1)]:
        again = kept if month in fitting else _Kept.write(without_day, month)
        assert _as_filled(again, month) == _anew(measures, month), month.period


def test_a_year_of_months_is_written_once_and_gives_what_each_month_gives(sample, at_night):
    measures = [m for m in MONTHLY if not m.day]
    written, months = OnceWritten(measures), months_of(_scope(sample))
    found = [written.of(month) for month in months]
    assert [kept.alone for kept in written.kept] == [[]]
    for month, figures in list(zip(months, found, strict=True))[:: 1 if at_night else 6]:
        assert figures == compute_many(measures, month), month.period


def test_a_month_of_which_something_else_is_known_is_written_anew():
    """No concerns were recorded in the first month, and the last month is not over."""
    council = make.make_authority()
    make.make_recorded_since(council, "concerns", date(2026, 5, 1), by=make.make_user(council))
    measures = [m for m in MONTHLY if not m.day]
    written = OnceWritten(measures)
    for month in months_of(_scope(council, 2027)):
        assert written.of(month) == compute_many(measures, month), month.period
    assert len(written.kept) > 1


def test_a_day_is_known_to_stand_for_others(sample):
    scope = _scope(sample)
    other = replace(scope, period=Period(date(2025, 4, 1), date(2025, 4, 30)))
    kept = _Kept.write([m for m in ALL if m.code == "timeliness_child_year"], scope)
    assert kept.alone and not kept.statements  # it asks whether the period is a collection year
    assert OnceWritten(kept.measures).of(other) == compute_many(kept.measures, other)


PERIODS = (collection_year(2026), collection_year(2025), quarter(2026, 2), collection_year(2027))
"""As a report asks for them: the year, the year before, a quarter, and a year that is not over."""


def _plain(council, period):
    return Scope(council, period, as_at=date(2026, 6, 1))


def test_a_measure_of_a_report_is_the_same_in_each_period(sample, at_night):
    written = Statements()
    for measure in ALL[:: 1 if at_night else 9]:
        for period in PERIODS:
            scope = _plain(sample, period)
            assert written.of(measure, scope) == compute(measure, scope), (measure.code, period)


@pytest.mark.parametrize("year", in_turns([2022, 2026], 2))
def test_the_figures_of_a_family_are_those_of_each_measure(sample, year):
    """Also in a year of which no return tells: all that was recorded is not known, and nothing else."""
    scope = _scope(sample, year)
    made = rows_of_each(ALL, scope)
    of_families = [m for m in ALL if (rows := made[m.code]) is not None and rows.family]
    together = compute_many(of_families, scope, made)
    assert {m.code: compute(m, scope) for m in of_families} == together


def test_a_breakdown_of_a_report_is_the_same_in_each_period(sample, at_night):
    written = Statements()
    pairs = [(measure, by) for measure in ALL for by in measure.dimensions if by != "month"]
    for measure, by in pairs[:: 1 if at_night else 41]:
        for period in PERIODS:
            scope = _plain(sample, period)
            assert written.by(measure, scope, by) == compute_by(measure, scope, by), (
                measure.code,
                by,
                period,
            )


def test_what_a_day_is_found_by_is_not_taken_for_the_statement(sample):
    def last_day(day):
        return day if sample.children.exists() else date.min

    def rows(scope):
        born = from_day(scope.period.end, last_day)
        return Rows(sample.children.filter(born_on__lte=born), known=~Q(sex=""), met=Q(sex="1"))

    measure, written = replace(MEASURES["starters"], rows=rows), Statements()
    for period in PERIODS:
        assert written.of(measure, _plain(sample, period)) == compute(measure, _plain(sample, period))


def test_only_what_differs_from_another_count_is_counted_besides(sample):
    population = sample.children.all()
    assert list(counts_of(Rows(population, met=Q()))) == ["n_all"]
    known = ~Q(sex="")
    assert list(counts_of(Rows(population, met=Q(), known=known))) == ["n_all", "n_known"]
    assert list(counts_of(Rows(population, met=Q(sex="F"), known=known))) == ["n_all", "n_known", "n_met"]


def test_a_breakdown_of_another_year_is_one_statement_unless_the_council_grouped_otherwise(
    sample, django_assert_num_queries
):
    for first, label, codes in ((2024, "At home", ["P1"]), (2025, "Fostered", ["U1", "U4", "U6"])):
        Grouping.objects.create(
            authority=sample,
            kind="placement",
            starts_on=date(first, 4, 1),
            groups=[{"label": label, "codes": codes}],
            created_by=make.make_user(sample),
        )
    written, shared, measure = Statements(), {}, MEASURES["placement_mix"]
    scopes = [replace(_plain(sample, collection_year(year)), shared=shared) for year in (2024, 2025, 2026)]
    made = {scope.period: written.by(measure, scope, "home") for scope in scopes}
    assert "Fostered" in made[scopes[2].period] and "Fostered" not in made[scopes[1].period]
    assert all(
        found == compute_by(measure, scope, "home")
        for scope, found in zip(scopes, made.values(), strict=True)
    )
    assert len(written.of_groups["placement_mix", "home"]) == 3
    with django_assert_num_queries(1):
        written.by(measure, scopes[1], "home")
