"""T-1 to T-4 against the worked example, the sample returns and their boundaries."""

from calendar import SATURDAY
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reporting.measures.base import Result, Scope, compute, compute_by
from reporting.measures.registry import ALL, MEASURES
from reporting.periods import Period, collection_year
from reviews.cycle.replay import replay_authority
from tests import factories as make
from tests.turns import has_days, in_turns

pytestmark = pytest.mark.django_db
T1, T2, T3, T4 = (f"timeliness_{w}" for w in ("child_year", "reviews_held", "reviews_due", "snapshot"))
YEAR = collection_year(2026)


@pytest.mark.parametrize(
    ("code", "expected", "value"),
    [
        (T1, Result(3, 6, 0), "50.0"),
        (T2, Result(9, 12, 0), "75.0"),
        (T3, Result(9, 13, 0), "69.2"),
        (T4, Result(6, 7, 0), "85.7"),
    ],
)
def test_the_worked_example(example, ask, code, expected, value):
    found = ask(code, example, 2026)
    assert found == expected
    assert found.value == Decimal(value)


def test_which_children_of_the_example_count_where(example):
    """A to I as the rules table them: the lists behind the figures, not only their lengths."""

    def numbers(code, part):
        rows = MEASURES[code].rows(Scope(example, YEAR))
        path = "number" if code == T1 else "child__number"
        return sorted(getattr(rows, part)().values_list(path, flat=True))

    assert numbers(T1, "denominator") == list("ABCGHI")
    assert numbers(T1, "numerator") == list("ACH")
    assert numbers(T2, "numerator") == list("AABCGHHHI")
    assert numbers(T2, "not_known") == []
    assert numbers(T3, "denominator") == list("AABBCEGGHHHII")
    assert numbers(T4, "denominator") == list("ABCDGHI")
    assert numbers(T4, "numerator") == list("ABCDHI")


@pytest.mark.parametrize(
    ("code", "expected"),
    [(T1, (190, 232)), (T2, (511, 559)), (T3, (509, 560)), (T4, (234, 238))],
)
def test_the_latest_year_of_the_sample_returns(sample, ask, code, expected):
    found = ask(code, sample, 2026)
    assert (found.numerator, found.denominator, found.not_known) == (*expected, 0)


@pytest.mark.parametrize(
    ("year", "held", "not_known", "looked_after", "apart"),
    [(2024, 502, 192, 214, 3), (2025, 500, 0, 218, 5), (2026, 559, 0, 238, 1)],
)
def test_the_sample_returns(sample, ask, year, held, not_known, looked_after, apart):
    found = ask(T2, sample, year)
    assert (found.denominator + found.not_known, found.not_known) == (held, not_known)
    assert ask("reviews_held", sample, year) == Result(held, None)
    assert ask("looked_after_at_end", sample, year).numerator == looked_after
    assert ask("short_breaks_at_end", sample, year).numerator == apart
    snapshot = ask(T4, sample, year)
    assert snapshot.denominator + snapshot.not_known == looked_after


@pytest.fixture(scope="module")
def of_the_year(sample):
    return Scope(sample, YEAR)


@pytest.mark.parametrize("code", in_turns(sorted(MEASURES), 6))
def test_every_breakdown_adds_up_to_the_whole(of_the_year, code):
    measure, scope = MEASURES[code], of_the_year
    whole = compute(measure, scope)
    for dimension in measure.dimensions:
        if dimension == "month" and not measure.months_add_up:
            continue  # each month is a snapshot of its own, or counts a child again
        parts = compute_by(measure, scope, dimension).values()
        assert sum(p.not_known for p in parts) == whole.not_known, dimension
        if whole.numerator is None:  # never recorded here: no part may claim a nought
            assert all(p.numerator is None for p in parts), dimension
            continue
        assert sum(p.numerator for p in parts) == whole.numerator, dimension
        if not measure.is_count:
            assert sum(p.denominator for p in parts) == whole.denominator, dimension


def test_a_measure_takes_three_statements_at_most(sample):
    scope = Scope(sample, YEAR)
    # the one divides by the mean of twelve month ends, the other asks for rows that were refused as well
    more = {"reviews_for_each": 13, "care_leavers": 4}
    assert scope.recorded  # since when each kind of record is kept is read once for all measures
    for measure in ALL:
        with CaptureQueriesContext(connection) as asked:
            compute(measure, scope)
        assert len(asked) <= more.get(measure.code, 3), measure.code


@has_days(SATURDAY)
def test_a_years_figures_stay_whatever_the_day_of_computing(example, ask):
    """The clock is replayed on a later day: what was due in the year has passed, so nothing moves."""
    codes = [m.code for m in ALL]
    before = {c: ask(c, example, 2026) for c in codes}
    replay_authority(example, today=date(2027, 5, 10))
    assert {c: ask(c, example, 2026, as_at=date(2027, 5, 10)) for c in codes} == before


def test_there_is_no_snapshot_of_a_day_to_come(sample, ask):
    assert ask(T4, sample, 2027) == Result(None, None, 0)
    assert ask("looked_after_at_end", sample, 2027) == Result(None, None, 0)
    assert ask(T1, sample, 2027) == Result(None, None, 0)
    months = compute_by(MEASURES[T4], Scope(sample, collection_year(2027), as_at=date(2026, 6, 1)), "month")
    assert list(months) == ["2026-04", "2026-05", "2026-06"]
    assert all(r.denominator for r in months.values())


def test_child_year_is_for_a_collection_year_only(sample, ask):
    assert ask(T1, sample, Period(date(2025, 4, 1), date(2026, 3, 30))) == Result(None, None, 0)


@pytest.fixture
def cared_for(authority):
    """`cared_for(start, held=[…], **child)`: a child in care since a day, with these reviews; replayed as on
    1 June 2026."""

    def child(
        start: str, held: tuple[str, ...] = (), *, as_at: str = "2026-06-01", ends: str | None = None, **over
    ):
        found = make.make_child_in_care(authority, started_on=date.fromisoformat(start), **over)
        if ends:
            found.periods.update(ended_on=date.fromisoformat(ends), end_reason="E4A")
            found.placements.update(ended_on=date.fromisoformat(ends))
            found.legal_statuses.update(ended_on=date.fromisoformat(ends))
        for day in held:
            make.make_review(found, date.fromisoformat(day))
        replay_authority(authority, today=date.fromisoformat(as_at))
        return found

    return child


@pytest.mark.parametrize(("start", "expected"), [("2026-03-03", Result(0, 1)), ("2026-03-04", Result(0, 0))])
def test_twenty_working_days_in_care_by_31_march(cared_for, authority, ask, start, expected):
    """Entered on 3 March: 20 working days, so in, and due on 31 March itself; on 4 March: 19, so out."""
    cared_for(start)
    assert ask(T1, authority, 2026) == expected


def test_a_review_due_on_the_last_day_is_not_yet_overdue(cared_for, authority, ask):
    cared_for("2026-03-03")
    assert ask(T4, authority, Period(date(2026, 3, 1), date(2026, 3, 31))) == Result(1, 1)
    assert ask(T4, authority, Period(date(2026, 3, 1), date(2026, 4, 1))) == Result(0, 1)


def test_a_late_review_of_a_date_in_the_year_before_fails_the_child(cared_for, authority, ask):
    """Due 31 March 2025, held 2 April 2025: late in 2025-26 although it was due in the year before."""
    cared_for("2025-03-03", ("2025-04-02", "2025-07-01", "2025-12-30"))
    assert ask(T3, authority, 2026) == Result(2, 2)
    assert ask(T1, authority, 2026) == Result(0, 1)


def test_a_date_that_is_not_over_is_not_judged(cared_for, authority, ask):
    cared_for("2026-05-11", as_at="2026-06-01")  # due 9 June
    period = Period(date(2026, 4, 1), date(2026, 6, 30))
    assert ask(T3, authority, period) == Result(0, 0)
    replay_authority(authority, today=date(2026, 6, 10))
    assert ask(T3, authority, period, as_at=date(2026, 6, 10)) == Result(0, 1)


def test_a_child_who_left_before_the_date_is_in_no_denominator(cared_for, authority, ask):
    cared_for("2026-03-02", ends="2026-03-20")  # due 30 March
    cared_for("2026-03-02", ends="2026-03-31")  # due 30 March, not held: missed
    assert ask(T3, authority, 2026) == Result(0, 1)


def test_short_breaks_are_in_no_timeliness_figure(cared_for, authority, ask):
    cared_for("2025-05-01", ("2025-07-01",), legal_status="V4")
    assert [ask(c, authority, 2026) for c in (T1, T2, T3, T4)] == [Result(0, 0)] * 4
    assert ask("looked_after_at_end", authority, 2026).numerator == 0
    assert ask("short_breaks_at_end", authority, 2026).numerator == 1


def test_reviews_before_the_known_time_are_not_known_never_on_time(cared_for, authority, ask):
    authority.known_from = date(2025, 4, 15)
    authority.save()
    cared_for("2023-05-01", ("2025-10-10",))
    assert ask(T2, authority, 2026) == Result(0, 0, 1)
    assert ask(T1, authority, 2026) == Result(0, 0, 1)
    assert ask(T4, authority, 2026) == Result(1, 1, 0)  # due six months after the first known one


def test_a_first_known_review_after_the_latest_lawful_day_is_late(cared_for, authority, ask):
    authority.known_from = date(2025, 4, 1)
    authority.save()
    cared_for("2023-05-01", ("2025-10-20",))
    assert [ask(code, authority, 2026) for code in (T1, T2, T3)] == [Result(0, 1)] * 3


def test_what_no_return_tells_of_is_not_known(cared_for, authority, ask):
    authority.known_until = date(2026, 3, 31)
    authority.save(update_fields=["known_until"])
    cared_for("2026-03-10")  # due 9 April
    later = Period(date(2026, 4, 1), date(2026, 5, 31))
    assert [ask(code, authority, later) for code in (T3, T4)] == [Result(0, 0, 1)] * 2
    authority.live_from = date(2026, 4, 1)
    authority.save(update_fields=["live_from"])
    replay_authority(authority, today=date(2026, 6, 1))
    assert [ask(code, authority, later) for code in (T3, T4)] == [Result(0, 1)] * 2


def test_a_live_date_after_the_last_return_leaves_the_past_as_it_was(cared_for, authority, ask):
    """Due 30 August 2026, live from 1 November: at 31 March the review was not overdue, whatever came
    since."""
    authority.known_from, authority.known_until = date(2025, 4, 1), date(2026, 3, 31)
    authority.live_from = date(2026, 11, 1)
    authority.save(update_fields=["known_from", "known_until", "live_from"])
    child = cared_for("2025-11-03", ("2025-11-28", "2026-02-28"), as_at="2026-11-27")
    now = {"as_at": date(2026, 11, 27)}
    autumn = Period(date(2026, 4, 1), date(2026, 11, 27))
    assert [ask(code, authority, 2026, **now) for code in (T1, T4)] == [Result(1, 1), Result(1, 1)]
    assert [ask(code, authority, autumn, **now) for code in (T3, T4)] == [Result(0, 0, 1)] * 2
    make.make_review(child, date(2026, 11, 20))
    replay_authority(authority, today=date(2026, 11, 27))
    assert [ask(code, authority, 2026, **now) for code in (T1, T4)] == [Result(1, 1), Result(1, 1)]
    found = [ask(code, authority, autumn, **now) for code in (T2, T3)]
    assert found == [Result(None, None, 1), Result(0, 0, 1)]


def test_a_child_never_reviewed_is_overdue_in_every_year_from_the_latest_lawful_day_on(
    cared_for, authority, ask
):
    authority.known_from = date(2023, 4, 1)
    authority.save(update_fields=["known_from"])
    cared_for("2017-05-01")  # due on 30 September 2023 at the latest
    assert ask(T3, authority, 2024) == Result(0, 1)
    assert [ask(code, authority, 2026) for code in (T1, T2, T3, T4)] == [
        Result(0, 1),
        Result(0, 0),
        Result(0, 0),
        Result(0, 1),
    ]
    before = Period(date(2023, 4, 1), date(2023, 9, 30))
    assert ask(T4, authority, before) == Result(0, 0, 1)  # on that day it could still have been in time


def test_an_adjourned_review_is_no_failure(cared_for, authority, ask):
    child = cared_for("2026-04-20", as_at="2026-05-01")  # due 19 May
    make.make_started_review(child, date(2026, 5, 15), status="ADJOURNED", adjourned_until=date(2026, 6, 15))
    replay_authority(authority, today=date(2026, 6, 1))
    period = Period(date(2026, 5, 1), date(2026, 5, 31))
    assert ask(T3, authority, period) == Result(0, 0, 1)
    assert ask(T4, authority, period) == Result(1, 1)
