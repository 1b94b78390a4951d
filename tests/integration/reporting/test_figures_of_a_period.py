"""A figure belongs to the period it names: months and years, what a year starts from, and years that have not
ended."""

from datetime import date

import pytest

from reporting.figures import Figures, care
from reporting.measures.base import Scope, compute
from reporting.measures.registry import MEASURES
from reporting.periods import Period, collection_year, month, named_period, quarter
from tests.integration.reporting.conftest import TODAY

pytestmark = pytest.mark.django_db
FLOWS = ("timeliness_reviews_held", "timeliness_reviews_due", "starters", "leavers", "disputes_formal")


@pytest.fixture
def figures(sample):
    return Figures(sample, 2026, as_at=TODAY)


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("2025-26", collection_year(2026)),
        ("2025-04", month(date(2025, 4, 1))),
        ("2025-26-Q3", quarter(2026, 3)),
        ("2025-04-01..2025-11-26", Period(date(2025, 4, 1), date(2025, 11, 26))),
        ("2025-13", None),
        ("2025-27", None),
        ("2025-26-Q5", None),
        ("2025-04-31..2025-05-01", None),
        ("2025-05-01..2025-04-01", None),
        ("last year", None),
        ("2016-04-01..2026-03-31", Period(date(2016, 4, 1), date(2026, 3, 31))),
        ("2016-04-01..2026-04-01", None),
        ("1000-01-01..2026-11-01", None),
        ("0001-01-01..0001-12-31", None),
        ("9999-12-01..9999-12-31", None),
    ],
)
def test_what_a_reference_names(words, period):
    assert named_period(words) == period


@pytest.mark.parametrize("code", FLOWS)
@pytest.mark.parametrize("first", [date(2025, 4, 1), date(2024, 4, 1), date(2025, 5, 1), date(2026, 3, 1)])
def test_a_reference_to_a_month_means_that_month(figures, sample, code, first):
    """April is not the year that begins with it."""
    found = figures.find(f"{code}|{first:%Y-%m}|count")
    alone = compute(MEASURES[code], Scope(sample, month(first), as_at=TODAY))
    assert (found.value, found.period) == (alone.numerator, f"{first:%B %Y}")


def test_years_before_the_last_and_month_ends_are_found(figures):
    assert figures.find("starters|2023-24|count").period == "2023-24"
    assert figures.find("looked_after_at_end|2024-03-31|count").period == "31 March 2024"
    assert figures.find("looked_after_at_end|2025-04-30|count").period == "30 April 2025"
    assert figures.find("starters|2019-20|count") is None
    assert figures.find("starters|2026-27|count") is None


def test_a_year_that_has_not_ended_is_laid_beside_the_same_part_of_the_year_before(sample):
    running = Figures(sample, 2026, as_at=date(2025, 11, 26))
    assert running.before == Period(date(2024, 4, 1), date(2024, 11, 26))
    assert running.before_words == "the same part of the year before"
    came = care.entering(running).sentences[0]
    assert "in the year so far" in came
    whole = Figures(sample, 2026, as_at=TODAY)
    assert (whole.before, whole.before_words) == (collection_year(2025), "the year before")


def test_the_chart_says_what_the_table_says(figures):
    """129 at the end of April is not what the year starts from."""
    part = care.numbers(figures)
    flow = next(t for t in part.tables if t.key == "flow")
    start, end = flow.rows[0][1], flow.rows[-1][1]
    assert str(start) in part.tables[0].says and "on 31 March 2025" in part.tables[0].says
    assert str(end) in part.tables[0].says and "on 31 March 2026" in part.tables[0].says


def test_a_reader_knows_that_start_came_and_left_give_the_end(figures):
    care.numbers(figures)
    known = {frozenset(ref for ref, _ in equation) for equation in figures.equations()}
    april = {
        "looked_after_at_end|2025-03-31|count",
        "starters|2025-04|count",
        "leavers|2025-04|count",
        "looked_after_at_end|2025-04-30|count",
    }
    assert frozenset(april) in known


def test_came_and_left_by_age_are_of_the_day(figures, sample):
    part = care.entering(figures)
    by_age = next(t for t in part.tables if t.key == "entrants_age")
    assert sum(row[1].value for row in by_age.rows) == figures.count("starters").value
    assert "by age on the day" in by_age.caption
