"""Targets, gaps, groups, typed figures and frozen figures: what is set, what is refused, what is kept."""

from calendar import MONDAY, WEDNESDAY
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.clock import today
from accounts.models import AuditEvent
from children.retention import actions as retention
from reporting.council import actions as act
from reporting.council import freezing
from reporting.council.deletions import WHY, Deletions
from reporting.council.gaps import Gaps
from reporting.measures.registry import MEASURES
from reporting.models import (
    Area,
    Benchmark,
    Freeze,
    FrozenFigure,
    Grouping,
    MeasureResult,
    RecordingGap,
    Restatement,
    StatisticalNeighbour,
    Target,
    TypedFigure,
)
from reporting.periods import collection_year, month
from reporting.screen.chosen_period import whole_weeks
from tests import factories as make
from tests.turns import has_days

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)
YEAR = collection_year(2026)


@pytest.fixture
def council(qa_manager):
    return qa_manager.memberships.get().authority


def test_a_target_holds_from_its_day_until_the_next(council, qa_manager):
    code = "timeliness_reviews_due"
    for day, value in [(date(2024, 4, 1), "90"), (date(2025, 4, 1), "95"), (date(2026, 4, 1), None)]:
        act.set_target(
            authority=council,
            code=code,
            starts_on=day,
            value=Decimal(value) if value else None,
            note="",
            by=qa_manager,
        )
    assert act.target_on(council, code, date(2024, 3, 31)) is None
    assert act.target_on(council, code, date(2025, 3, 31)).value == Decimal(90)
    assert act.target_on(council, code, date(2026, 3, 31)).value == Decimal(95)
    assert act.target_on(council, code, date(2026, 4, 1)) is None
    assert act.targets_on(council, date(2025, 6, 1)) == {code: Decimal(95)}
    assert AuditEvent.objects.filter(kind="target.set").count() == 3


def test_a_second_target_of_the_same_day_replaces_the_first(council, qa_manager):
    for value in (90, 92):
        act.set_target(
            authority=council,
            code="caseload",
            starts_on=date(2025, 4, 1),
            value=Decimal(value),
            note="",
            by=qa_manager,
        )
    assert [t.value for t in Target.objects.all()] == [Decimal(92)]


@pytest.mark.parametrize(
    ("code", "month_of", "touched"),
    [
        ("reviews_held", date(2025, 9, 1), False),
        ("reviews_held", date(2025, 10, 1), True),
        ("reviews_held", date(2025, 11, 1), True),
        ("reviews_held", date(2025, 12, 1), False),
        ("looked_after_at_end", date(2025, 10, 1), True),
        ("looked_after_at_end", date(2025, 11, 1), False),
    ],
)
def test_a_gap_touches_a_flow_by_any_day_and_a_snapshot_by_its_last(
    council, qa_manager, code, month_of, touched
):
    act.declare_gap(
        authority=council,
        code="",
        started_on=date(2025, 10, 20),
        ended_on=date(2025, 11, 5),
        reason="New system",
        by=qa_manager,
    )
    found = Gaps(council).at(MEASURES[code], month(month_of))
    assert (found is not None) is touched


def test_a_gap_of_one_measure_leaves_the_others(council, qa_manager):
    gap = act.declare_gap(
        authority=council,
        code="reviews_held",
        started_on=date(2025, 10, 20),
        ended_on=None,
        reason="Form not live",
        by=qa_manager,
    )
    assert Gaps(council).at(MEASURES["starters"], YEAR) is None
    act.change_gap(
        gap=gap,
        started_on=date(2025, 10, 20),
        ended_on=date(2025, 10, 25),
        reason="Form not live",
        by=qa_manager,
    )
    assert Gaps(council).at(MEASURES["reviews_held"], month(date(2025, 11, 1))) is None
    act.withdraw_gap(gap=gap, by=qa_manager)
    assert Gaps(council).declared == []


@pytest.mark.parametrize(
    ("kind", "groups", "words"),
    [
        (
            "placement",
            [{"label": "Foster", "codes": ["U6"]}, {"label": "Kin", "codes": ["U6"]}],
            "U6 stands in Foster and in Kin",
        ),
        ("placement", [{"label": "Foster", "codes": ["U9"]}], "U9 is not a code"),
        (
            "reason",
            [{"label": "A", "codes": ["E11"]}, {"label": "A", "codes": ["E12"]}],
            "Two groups are called A",
        ),
        (
            "age",
            [{"label": "0-5", "low": 0, "high": 5}, {"label": "7+", "low": 7, "high": None}],
            "Begin it at 6",
        ),
        (
            "age",
            [{"label": "0-5", "low": 0, "high": 5}, {"label": "5+", "low": 5, "high": None}],
            "Begin it at 6",
        ),
        ("age", [{"label": "0-5", "low": 0, "high": 5}], "has no upper age"),
        ("age", [], "at least one group"),
    ],
)
def test_groups_that_overlap_or_leave_out_are_refused(council, qa_manager, kind, groups, words):
    with pytest.raises(act.BadGroups, match=words):
        act.set_grouping(
            authority=council, kind=kind, starts_on=date(2025, 4, 1), groups=groups, by=qa_manager
        )
    assert not Grouping.objects.exists()


def test_one_code_may_stand_in_two_groups_by_provider(council, qa_manager):
    groups = [{"label": "Own", "codes": ["U6/PR1"]}, {"label": "Agency", "codes": ["U6/PR4"]}]
    act.set_grouping(
        authority=council, kind="placement", starts_on=date(2025, 4, 1), groups=groups, by=qa_manager
    )
    assert Grouping.objects.get().groups == groups


def test_a_period_under_way_is_not_frozen(council, qa_manager):
    with pytest.raises(freezing.NotOver):
        freezing.freeze(
            authority=council, period=collection_year(2027), reason="x", by=qa_manager, today=TODAY
        )
    with pytest.raises(freezing.NotOver, match="You can freeze it from 1 April 2026"):
        freezing.freeze(authority=council, period=YEAR, reason="x", by=qa_manager, today=YEAR.end)


@has_days(WEDNESDAY)
def test_a_later_correction_is_listed_and_never_silent(council, qa_manager):
    child = make.make_child_in_care(council, started_on=date(2025, 5, 1))
    make.make_child_in_care(council, started_on=date(2025, 6, 1))
    frozen = freezing.freeze(
        authority=council, period=YEAR, reason="Annual report", by=qa_manager, today=TODAY
    )
    assert freezing.compare(frozen, today=TODAY, by=qa_manager) == 0
    assert not Restatement.objects.exists()
    child.periods.update(ended_on=date(2026, 3, 1), end_reason="E4A")
    child.legal_statuses.update(ended_on=date(2026, 3, 1))
    child.placements.update(ended_on=date(2026, 3, 1))
    assert freezing.compare(frozen, today=date(2026, 7, 1), by=None) > 0
    row = Restatement.objects.get(figure__code="looked_after_at_end", figure__dimension="")
    was, now = freezing.was_and_is(row)
    assert (was.numerator, now.numerator, row.why) == (2, 1, "")
    assert FrozenFigure.objects.get(pk=row.figure_id).numerator == 2
    freezing.explain(restatement=row, why="The end of care was recorded late", by=qa_manager)
    freezing.compare(frozen, today=date(2026, 7, 2), by=None)
    row.refresh_from_db()
    assert row.why == "The end of care was recorded late"


@has_days(MONDAY)
def test_a_figure_that_a_deletion_changed_says_so_and_names_no_child(
    council, qa_manager, director, client_for
):
    child = make.make_child_in_care(council, started_on=date(2010, 5, 1), born_on=date(2000, 5, 1))
    child.periods.update(ended_on=date(2011, 5, 1), end_reason="E2")
    child.placements.update(ended_on=date(2011, 5, 1))
    child.legal_statuses.update(ended_on=date(2011, 5, 1))
    year = collection_year(2011)
    frozen = freezing.freeze(authority=council, period=year, reason="Old days", by=qa_manager, today=TODAY)
    erasure = retention.propose(child=child, reason="Its time is over", by=qa_manager, today=TODAY)
    retention.confirm(erasure=erasure, reason="Checked", by=director, today=TODAY)
    assert freezing.compare(frozen, today=TODAY, by=None) > 0
    page = client_for(qa_manager).get(reverse("reporting:frozen", args=[frozen.public_id])).text
    assert WHY in page and child.number not in page
    row = Restatement.objects.get(figure__code="looked_after_at_end", figure__dimension="")
    where = reverse("reporting:explain", args=[row.pk])
    assert WHY in client_for(qa_manager).get(where).text
    assert Deletions(council.pk).between(frozen.frozen_at, frozen.frozen_at) == ""


@has_days(WEDNESDAY)
def test_a_second_change_asks_for_its_reason_anew_and_a_change_taken_back_stays_listed(council, qa_manager):
    child = make.make_child_in_care(council, started_on=date(2025, 5, 1))
    frozen = freezing.freeze(
        authority=council, period=YEAR, reason="Annual report", by=qa_manager, today=TODAY
    )
    child.periods.update(started_on=date(2025, 3, 1))
    freezing.compare(frozen, today=TODAY, by=None)
    row = Restatement.objects.get(figure__code="starters", figure__dimension="")
    freezing.explain(restatement=row, why="Began earlier", by=qa_manager)
    child.periods.update(started_on=date(2025, 5, 1))
    assert freezing.compare(frozen, today=TODAY, by=None) == 0
    row.refresh_from_db()
    assert (row.numerator, row.why, row.explained_by) == (1, "", None)


def test_a_week_is_frozen_on_the_page_like_a_month(council, qa_manager, client_for):
    key, week = next(iter(whole_weeks(today()).items()))
    client, where = client_for(qa_manager), reverse("reporting:freeze")
    assert key in client.get(where).text
    client.post(where, {"period": key, "reason": "Weekly figures"})
    frozen = Freeze.objects.get()
    assert (frozen.period_from, frozen.period_to) == (week.start, week.end)
    assert week.start.weekday() == 0
    assert (week.end - week.start).days == 6
    assert frozen.figures.filter(code="starters").exists()


def test_a_period_is_frozen_once(council, qa_manager):
    freezing.freeze(authority=council, period=YEAR, reason="x", by=qa_manager, today=TODAY)
    with pytest.raises(freezing.AlreadyFrozen):
        freezing.freeze(authority=council, period=YEAR, reason="x", by=qa_manager, today=TODAY)
    assert Freeze.objects.count() == 1


def _area(**over):
    return Area.objects.create(**{"code": f"E0900{Area.objects.count():04d}", "name": "Somewhere", **over})


def _refused(name, make_row):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make_row()


def test_the_database_refuses_what_must_never_be(council, qa_manager):
    area, at = _area(dfe_code="901"), make.now()
    bench = {"area": area, "indicator": "x", "year": 2025, "rounding": "w", "source": "s"}
    by = {"authority": council, "created_by": qa_manager}
    typed = {
        **by,
        "indicator": "x",
        "geography": "Y",
        "year": 2020,
        "rounding": "w",
        "source": "s",
        "value": 1,
    }
    frozen = Freeze.objects.create(
        authority=council,
        period_from=YEAR.start,
        period_to=YEAR.end,
        reason="r",
        frozen_by=qa_manager,
        frozen_at=at,
    )
    figure = FrozenFigure.objects.create(freeze=frozen, code="x")
    Benchmark.objects.create(**bench)
    TypedFigure.objects.create(**typed)
    Target.objects.create(**by, code="x", starts_on=TODAY)
    Grouping.objects.create(**by, kind="age", starts_on=TODAY, groups=[1])
    StatisticalNeighbour.objects.create(area=area, neighbour=area, rank=1, closeness="c", model_year=2025)
    result = {
        "authority": council,
        "code": "x",
        "period_from": YEAR.start,
        "period_to": YEAR.end,
        "computed_at": at,
    }
    for name, row in {
        "area_dfe_code_once": lambda: _area(dfe_code="901"),
        "neighbour_rank_once": lambda: StatisticalNeighbour.objects.create(
            area=area, neighbour=area, rank=1, closeness="c", model_year=2025
        ),
        "neighbour_rank_range": lambda: StatisticalNeighbour.objects.create(
            area=area, neighbour=area, rank=11, closeness="c", model_year=2025
        ),
        "benchmark_once": lambda: Benchmark.objects.create(**bench),
        "benchmark_number_or_code": lambda: Benchmark.objects.create(
            **{**bench, "year": 1, "number": 1, "number_code": "c"}
        ),
        "benchmark_value_or_code": lambda: Benchmark.objects.create(
            **{**bench, "year": 1, "value": 1, "value_code": "c"}
        ),
        "benchmark_has_source": lambda: Benchmark.objects.create(**{**bench, "year": 1, "source": ""}),
        "typed_figure_once": lambda: TypedFigure.objects.create(**typed),
        "typed_figure_says_something": lambda: TypedFigure.objects.create(
            **{**typed, "year": 1, "value": None}
        ),
        "typed_figure_has_source": lambda: TypedFigure.objects.create(**{**typed, "year": 1, "source": ""}),
        "target_once_a_day": lambda: Target.objects.create(**by, code="x", starts_on=TODAY),
        "target_not_negative": lambda: Target.objects.create(**by, code="y", starts_on=TODAY, value=-1),
        "recording_gap_ends_after_start": lambda: RecordingGap.objects.create(
            **by, started_on=TODAY, ended_on=TODAY, reason="r"
        ),
        "recording_gap_has_reason": lambda: RecordingGap.objects.create(**by, started_on=TODAY, reason=""),
        "grouping_once_a_day": lambda: Grouping.objects.create(**by, kind="age", starts_on=TODAY, groups=[1]),
        "grouping_not_empty": lambda: Grouping.objects.create(**by, kind="legal", starts_on=TODAY, groups=[]),
        "freeze_once_a_period": lambda: Freeze.objects.create(
            authority=council,
            period_from=YEAR.start,
            period_to=YEAR.end,
            reason="r",
            frozen_by=qa_manager,
            frozen_at=at,
        ),
        "freeze_period_order": lambda: Freeze.objects.create(
            authority=council,
            period_from=YEAR.end,
            period_to=YEAR.start,
            reason="r",
            frozen_by=qa_manager,
            frozen_at=at,
        ),
        "frozen_figure_once": lambda: FrozenFigure.objects.create(freeze=frozen, code="x"),
        "restatement_why_paired": lambda: Restatement.objects.create(
            figure=figure, first_seen_at=at, changed_at=at, why="w"
        ),
        "result_part_of_whole": lambda: MeasureResult.objects.create(**result, numerator=3, denominator=2),
    }.items():
        _refused(name, row)
    MeasureResult.objects.create(**result, numerator=31, denominator=2, scale=1)
