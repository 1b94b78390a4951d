from datetime import date
from decimal import Decimal

import pytest

from reporting.measures.base import Result
from reporting.periods import Period, collection_year, month, named_period, parse_year
from reporting.screen.chosen_period import periods
from reporting.shares import percentage


def test_a_collection_year_is_named_by_its_end():
    year = collection_year(2026)
    assert (year.start, year.end) == (date(2025, 4, 1), date(2026, 3, 31))
    assert year.label == "2025-26"
    assert year.is_collection_year


@pytest.mark.parametrize(
    ("start", "end"),
    [("2025-04-02", "2026-03-31"), ("2025-04-01", "2026-03-30"), ("2025-04-01", "2025-04-30")],
)
def test_anything_else_is_not_a_collection_year(start, end):
    assert not Period(date.fromisoformat(start), date.fromisoformat(end)).is_collection_year


def test_months_cover_a_period_without_gap_or_overlap():
    months = Period(date(2025, 4, 10), date(2026, 2, 3)).months()
    assert months[0] == Period(date(2025, 4, 10), date(2025, 4, 30))
    assert months[-1] == Period(date(2026, 2, 1), date(2026, 2, 3))
    assert all((b.start - a.end).days == 1 for a, b in zip(months, months[1:], strict=False))


def test_a_month_of_february_in_a_leap_year():
    assert month(date(2024, 2, 10)) == Period(date(2024, 2, 1), date(2024, 2, 29))


@pytest.mark.parametrize("text", ["2025-26", "2025/26", "2026", " 2026 ", "2025-2026"])
def test_a_year_may_be_written_in_several_ways(text):
    assert parse_year(text) == 2026


@pytest.mark.parametrize("text", ["26", "2025-27", "last year", "2025-", ""])
def test_what_is_no_year_is_refused_in_words(text):
    with pytest.raises(ValueError, match="Write 2025-26"):
        parse_year(text)


@pytest.mark.parametrize(
    ("part", "whole", "value"),
    [
        (8, 11, "72.7"),
        (8, 12, "66.7"),
        (6, 7, "85.7"),
        (3, 6, "50.0"),
        (1, 800, "0.1"),
        (5, 2000, "0.3"),  # 0.125 -> 0.1, 0.25 -> 0.3: half up, never half to even
        (0, 9, "0.0"),
        (9, 9, "100.0"),
    ],
)
def test_percentages_have_one_decimal_half_up(part, whole, value):
    assert percentage(part, whole) == Decimal(value)


def test_nothing_to_divide_by_is_no_percentage():
    assert percentage(0, 0) is None
    assert Result(5, None).value is None
    assert Result(None, None).value is None


def test_the_last_four_whole_weeks_are_offered():
    """P-137: from Monday to Sunday; the week that runs is not over."""
    offered = periods(date(2026, 6, 3))  # a Wednesday
    weeks = [(words, found) for key, (words, found) in offered.items() if ".." in key]
    assert [words for words, _ in weeks] == [
        "Week from 25 May 2026",
        "Week from 18 May 2026",
        "Week from 11 May 2026",
        "Week from 4 May 2026",
    ]
    assert weeks[0][1] == Period(date(2026, 5, 25), date(2026, 5, 31))
    assert all(named_period(key) == found for key, (_, found) in offered.items() if ".." in key)
