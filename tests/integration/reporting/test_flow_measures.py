"""Those who come and go, and that start, starters and leavers give the end."""

import re
from datetime import date

import pytest
from django.urls import reverse

from accounts.access.roles import Role
from children.models import MissingEpisode
from reporting.figures.before import than_before
from reporting.figures.care import leaving
from reporting.figures.ledger import Figures
from reporting.figures.tables import change_of
from reporting.measures.base import Result, Scope, compute, compute_by, compute_cross, only_known
from reporting.measures.registry import MEASURES
from reporting.measures.timeliness import for_many
from reporting.models import Grouping
from reporting.periods import collection_year, month
from reporting.report.suggestions import suggestion
from reporting.results.families import compute_many
from reporting.results.months import compute_months, months_of
from reporting.screen.shown import figure
from tests import factories as make

pytestmark = pytest.mark.django_db
YEAR = collection_year(2026)


@pytest.fixture
def council():
    return make.make_authority()


def ask(council, code, period=YEAR):
    return compute(MEASURES[code], Scope(council, period))


def reconciles(council, period=YEAR):
    found = {
        c: ask(council, c, period).numerator
        for c in (
            "looked_after_at_start",
            "starters",
            "leavers",
            "crossed_in",
            "crossed_out",
            "looked_after_at_end",
        )
    }
    start, begun, ended, joined, went, end = found.values()
    return start + begun - ended + joined - went == end, found


def stay(council, started_on, ended_on=None, *statuses, reason="E4A", **over):
    """A child with one period of care and these legal statuses, each from a day on."""
    child = make.make_child(council, **over)
    period = make.make_period(child, started_on, ended_on=ended_on, end_reason=reason if ended_on else "")
    spans = statuses or (("C2", started_on),)
    for n, (code, begun) in enumerate(spans):
        until = spans[n + 1][1] if n + 1 < len(spans) else ended_on
        make.make_legal_status(period, code, started_on=begun, ended_on=until)
    make.make_placement(period)
    return child


CASES = [
    (date(2024, 1, 1), None, ("C2", date(2024, 1, 1))),
    (date(2024, 1, 1), date(2025, 8, 1), ("C2", date(2024, 1, 1))),
    (date(2025, 4, 1), None, ("C2", date(2025, 4, 1))),
    (date(2025, 4, 1), date(2026, 3, 31), ("V2", date(2025, 4, 1))),
    (date(2024, 1, 1), None, ("V4", date(2024, 1, 1))),
    (date(2025, 5, 1), date(2025, 6, 1), ("V4", date(2025, 5, 1))),
    (date(2024, 1, 1), None, ("V4", date(2024, 1, 1)), ("V2", date(2025, 7, 1))),
    (date(2025, 5, 1), None, ("V4", date(2025, 5, 1)), ("V2", date(2025, 7, 1))),
    (date(2024, 1, 1), None, ("V2", date(2024, 1, 1)), ("V4", date(2025, 7, 1))),
    (date(2025, 5, 1), None, ("V2", date(2025, 5, 1)), ("V4", date(2025, 7, 1))),
    (date(2024, 1, 1), date(2026, 1, 5), ("V2", date(2024, 1, 1)), ("V4", date(2025, 7, 1))),
    (date(2024, 1, 1), date(2026, 1, 5), ("V4", date(2024, 1, 1)), ("V2", date(2025, 7, 1))),
    (date(2024, 1, 1), date(2025, 4, 1), ("C2", date(2024, 1, 1))),
]


@pytest.mark.parametrize("case", CASES, ids=range(len(CASES)))
def test_each_way_through_the_year_reconciles(council, case):
    stay(council, *case)
    holds, found = reconciles(council)
    assert holds, found


def test_all_ways_together_reconcile_in_every_month(council):
    for case in CASES:
        stay(council, *case)
    for period in (YEAR, *YEAR.months()):
        holds, found = reconciles(council, period)
        assert holds, (period, found)


def test_the_same_crossed_where_who_is_on_short_breaks_is_read_once(council):
    elsewhere = make.make_authority()
    for case in CASES:
        stay(council, *case)
        stay(elsewhere, *case)
    late = stay(council, date(2025, 6, 1), None, ("C2", date(2025, 6, 1)))
    make.make_episode(late.periods.get(), reason_new="P")  # it follows another one, which nobody told of
    crossed = [MEASURES["crossed_in"], MEASURES["crossed_out"]]
    for period in (YEAR, *YEAR.months()):
        scope = Scope(council, period)
        assert compute_many(crossed, for_many(scope)) == {m.code: compute(m, scope) for m in crossed}, period
    assert compute(crossed[0], Scope(council, month(date(2025, 6, 1)))).numerator == 1


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_the_sample_council_reconciles(sample, year):
    for period in (collection_year(year), month(date(year, 1, 15))):
        holds, found = reconciles(sample, period)
        assert holds, found


def test_age_need_and_home_are_those_of_the_first_day(council):
    child = stay(council, date(2025, 5, 1), born_on=date(2009, 5, 2))  # 15 on the day, 16 the day after
    make.make_episode(child.periods.get(), category_of_need="N8")
    child.placements.update(placement_type="K2")
    scope = Scope(council, YEAR)
    assert list(compute_by(MEASURES["entrants"], scope, "age")) == ["10 to 15"]
    assert list(compute_by(MEASURES["entrants"], scope, "need")) == ["Absent parenting"]
    assert list(compute_by(MEASURES["entrants"], scope, "home")) == ["Residential"]
    assert compute_cross(MEASURES["entrants"], scope, "age", "home") == {
        ("10 to 15", "Residential"): Result(1, None, 0)
    }


def test_the_councils_own_bands_count_from_their_first_day(council, qa_manager):
    stay(council, date(2025, 5, 1), born_on=date(2011, 1, 1))
    stay(council, date(2024, 5, 1), born_on=date(2011, 1, 1))
    bands = [{"label": "0-13", "low": 0, "high": 13}, {"label": "14+", "low": 14, "high": None}]
    Grouping.objects.create(
        authority=council, kind="age", starts_on=date(2025, 4, 1), groups=bands, created_by=qa_manager
    )
    asked = MEASURES["entrants"]
    assert list(compute_by(asked, Scope(council, YEAR), "age")) == ["14+"]
    assert list(compute_by(asked, Scope(council, collection_year(2025)), "age")) == ["10 to 15"]


def test_shares_of_leavers(council):
    for reason, born in [
        ("E11", 2020),
        ("E4A", 2012),
        ("E4B", 2012),
        ("E45", 2015),
        ("E17", 2007),
        ("E3", 2010),
    ]:
        stay(council, date(2024, 1, 1), date(2025, 9, 1), reason=reason, born_on=date(born, 8, 1))
    assert ask(council, "left_adopted") == Result(1, 6, 0)
    assert ask(council, "left_to_family") == Result(2, 6, 0)
    assert ask(council, "left_special_guardianship") == Result(1, 6, 0)
    assert ask(council, "left_at_18") == Result(1, 6, 0)
    assert ask(council, "stayed_put") == Result(1, 1, 0)
    groups = compute_by(MEASURES["exits"], Scope(council, YEAR), "group")
    assert sum(r.numerator for r in groups.values()) == ask(council, "leavers").numerator == 6


def test_special_guardianship_takes_children_out_of_those_who_count_as_settled(council):
    for since, born, reason in [
        (date(2022, 1, 1), 2015, "E45"),
        (date(2023, 9, 30), 2015, "E48"),
        (date(2023, 10, 1), 2015, "E45"),  # not 2.5 years on 31 March 2026
        (date(2022, 1, 1), 2009, "E45"),  # 16 by then
        (date(2022, 1, 1), 2015, "E4A"),
    ]:
        stay(council, since, date(2025, 10, 15), reason=reason, born_on=date(born, 8, 1))
    assert ask(council, "left_settled_cohort") == Result(2, 5, 0)
    assert ask(council, "left_special_guardianship") == Result(4, 5, 0)


def test_left_before_the_first_review_is_not_known_where_reviews_are_not(council):
    reviewed = stay(council, date(2025, 5, 1), date(2025, 9, 1))
    make.make_review(reviewed, date(2025, 5, 20))
    stay(council, date(2025, 5, 1), date(2025, 5, 20))
    stay(council, date(2022, 5, 1), date(2025, 5, 20))
    assert ask(council, "left_before_first_review") == Result(2, 3, 0)
    council.known_from = date(2023, 4, 1)
    council.save()
    assert ask(council, "left_before_first_review") == Result(1, 2, 1)


def lost(council, since, *statuses, **over):
    """A child in care since 2024 of whom no return says from a day on whether care went on."""
    child = stay(council, date(2024, 1, 1), None, *statuses, **over)
    child.periods.update(not_known_from=since)
    return child


OF_LEAVERS = ("leavers", "exits", "left_adopted", "left_at_18", "left_before_first_review")


def test_a_child_whose_end_of_care_no_return_tells_is_not_known_among_those_who_left(council):
    stay(council, date(2024, 1, 1), date(2025, 8, 1))
    child = lost(council, date(2025, 6, 1), born_on=date(2007, 6, 2))
    lost(council, date(2025, 4, 1), ("V4", date(2024, 1, 1)))  # short breaks are left out
    lost(council, date(2025, 3, 31))
    lost(council, date(2026, 4, 1))
    assert ask(council, "leavers") == ask(council, "exits") == Result(1, None, 1)
    assert {ask(council, code).not_known for code in OF_LEAVERS} == {1}
    months = compute_by(MEASURES["leavers"], Scope(council, YEAR), "month")
    assert (months["2025-06"], months["2025-07"]) == (Result(0, None, 1), Result(0, None, 0))
    assert compute_months(MEASURES["leavers"], Scope(council, YEAR), months_of(Scope(council, YEAR))) == {
        month(date.fromisoformat(f"{name}-01")): result for name, result in months.items()
    }
    assert compute_by(MEASURES["exits"], Scope(council, YEAR), "age")["16 and over"] == Result(0, None, 1)
    child.periods.update(ended_on=date(2025, 6, 1), end_reason="NK", not_known_from=None)
    assert ask(council, "leavers") == ask(council, "exits") == Result(1, None, 1)
    assert compute_by(MEASURES["exits"], Scope(council, YEAR), "group")["not recorded"] == Result(0, None, 1)
    holds, found = reconciles(council)
    assert holds, found


def test_a_count_of_which_some_are_not_known_is_not_compared_with_the_year_before(council, client_for):
    for end in (date(2024, 8, 1), date(2025, 8, 1), date(2025, 9, 1)):
        stay(council, date(2024, 1, 1), end)
    as_at = date(2026, 11, 26)
    assert than_before(Figures(council, 2026, as_at=as_at), "leavers").count("more than the year before") == 1
    lost(council, date(2025, 6, 1))
    figures = Figures(council, 2026, as_at=as_at)
    assert than_before(figures, "leavers") == ""
    assert change_of(figures, "leavers").text == "not comparable"
    assert "can’t be compared" in suggestion("leavers", figures)
    browser = client_for(make.make_user(council, Role.QA_MANAGER))
    page = browser.get(reverse("reporting:measure", args=["leavers"]), {"period": "2026"})
    beside = [[cell["text"] for cell in row] for row in page.context["around"].beside.rows]
    assert [row[2:] for row in beside[:2]] == [
        ["2", "Records here. 1 more not known"],
        ["1", "Records here"],
    ]


def test_a_count_of_none_with_some_not_known_is_no_nought(council):
    lost(council, date(2025, 6, 1))
    result, measure = ask(council, "leavers"), MEASURES["leavers"]
    assert result == Result(0, None, 1)
    assert only_known(measure, result) == Result(None, None, 1)
    assert figure(measure, result) == "not known"
    assert only_known(measure, Result(0, None, 0)) == Result(0, None, 0)


def test_the_report_says_of_how_many_it_is_not_known_whether_they_left(council):
    lost(council, date(2025, 6, 1))
    part = leaving(Figures(council, 2026, as_at=date(2026, 11, 26)))
    assert [re.sub(r"\[\[figure:.*?\]\]", "1", said) for said in part.sentences] == [
        "It is not known whether 1 child left care in the year."
    ]
    stay(council, date(2024, 1, 1), date(2025, 8, 1))
    part = leaving(Figures(council, 2026, as_at=date(2026, 11, 26)))
    assert [re.sub(r"\[\[figure:.*?\]\]", "1", said) for said in part.sentences] == [
        "Children left care 1 time in the year.",
        "It is not known whether 1 more child left care in the year.",
    ]


def test_short_breaks_and_going_missing_are_not_known_of_a_child_whom_no_return_has(council):
    lost(council, date(2025, 6, 1), ("V4", date(2024, 1, 1)))
    assert ask(council, "short_breaks_at_end") == Result(0, None, 1)
    away, silent, gone = (lost(council, date(2025, month, 1)) for month in (6, 6, 2))
    assert ask(council, "children_missing").denominator is None  # no return has held such a file yet
    MissingEpisode.objects.create(child=away, kind="M", started_on=date(2025, 5, 2))
    assert ask(council, "children_missing") == Result(1, 1, 2)
    gone.born_on = date(2007, 4, 1)  # 18 on the first day
    gone.save()
    assert ask(council, "children_missing") == Result(1, 1, 1)
    assert ask(council, "children_missing_often") == Result(0, 0, 2)
