"""Cells to values: dates, codes, flags, numbers, postcodes, and the collection year of a day."""

from datetime import date

import pytest

from children.imports import values as v
from statute.working_days import collection_year_number

DAY = date(2026, 3, 27)


@pytest.mark.parametrize(
    "text",
    [
        "27/03/2026",
        "27/3/2026",
        "2026-03-27",
        "2026-03-27 00:00:00",
        "27-03-2026",
        "27/03/2026 14:30",
        "2026-03-27T23:59:59.5",
        "27-Mar-2026",
        "27 MARCH 2026",
        "27 Mar 2026 00:00",
    ],
)
def test_a_date_is_read_day_first_or_year_first(text):
    assert v.parse_date("DOB", text, "102") == DAY


def test_an_empty_date_is_not_known():
    assert v.parse_date("DOB", "", "102") is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("27/03/26", "two digits"),
        ("46108", "number, not a date"),
        ("31/02/2026", "no such day"),
        ("03/27/2026", "no such day"),
        ("29/02/2025", "no such day"),
        ("27/03/0026", "year can't be right"),
        ("01/01/1899", "year can't be right"),
        ("27/03/2026 24:10", "not a date"),
        ("2026-03-29T23:30:00Z", "not a date"),
        ("next week", "not a date"),
        ("27 March", "not a date"),
        ("27-Mar-26", "two digits"),
        ("27 Marchember 2026", "not a date"),
        ("27 Ma 2026", "not a date"),
        ("31 Feb 2026", "not a date"),
    ],
)
def test_a_date_is_never_guessed(text, words):
    with pytest.raises(v.Refused) as refused:
        v.parse_date("REVIEW", text, "166")
    problem = refused.value.problem
    assert words in problem.why
    assert (problem.column, problem.value, problem.rule) == ("REVIEW", text, "166")
    assert problem.to_do


def test_a_long_value_is_cut_in_what_is_said():
    with pytest.raises(v.Refused) as refused:
        v.parse_date("REVIEW", "x" * 5000, "166")
    assert len(refused.value.problem.value) == 300


def test_a_code_is_judged_by_the_days_on_which_it_was_used():
    with pytest.raises(v.Refused):
        v.code("PLACE", "H9", "placement_type", "146")
    assert v.code("PLACE", "u6", "placement_type", "146") == "U6"
    assert v.code("PLACE", "", "placement_type", "146") == ""


@pytest.mark.parametrize(("text", "meaning"), [("1", True), ("0", False), ("", None)])
def test_a_flag_that_is_empty_is_not_recorded(text, meaning):
    assert v.flag("HEALTH_CHECK", text, "x") is meaning


@pytest.mark.parametrize("text", ["2", "Y", "-1", "true"])
def test_another_flag_is_refused(text):
    with pytest.raises(v.Refused):
        v.flag("HEALTH_CHECK", text, "x")


@pytest.mark.parametrize("text", ["-1", "41", "1.5", "many", "9999999999999"])
def test_a_number_outside_its_range_is_refused(text):
    with pytest.raises(v.Refused):
        v.whole("SDQ_SCORE", text, "x", least=0, most=40)


@pytest.mark.parametrize("text", ["ZZ99 9ZZ", "zz993cz", "ZZ99  3WZ"])
def test_a_pseudo_postcode_is_refused(text):
    with pytest.raises(v.Refused, match="no such postcode"):
        v.postcode("PL_POST", text)


def test_a_postcode_is_written_one_way():
    assert v.postcode("PL_POST", "wf8  3lt") == "WF8 3LT"


@pytest.mark.parametrize(
    ("day", "year"), [(date(2026, 3, 31), 2026), (date(2026, 4, 1), 2027), (date(2025, 12, 31), 2026)]
)
def test_a_collection_year_is_named_by_its_end(day, year):
    assert collection_year_number(day) == year
    first, last = v.year_bounds(year)
    assert first <= day <= last


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-05-09T23:30:00Z", date(2025, 5, 10)),  # half past midnight in summer
        ("2025-05-09 23:30:00+00:00", date(2025, 5, 10)),
        ("2025-12-09T23:30:00Z", date(2025, 12, 9)),
        ("2012-06-14T23:00:00Z", date(2012, 6, 15)),  # midnight of the 15th, as programs write it
        ("2025-05-10T00:00:00+01:00", date(2025, 5, 10)),
        ("2026-03-29 01:30:00", date(2026, 3, 29)),  # a time that no clock showed
        ("2025-10-26 01:30", date(2025, 10, 26)),  # one that clocks showed twice
        ("2025-05-09T25:30:00Z", date(2025, 5, 9)),
        ("9999-12-31T23:59:59Z", None),
        ("2099-12-31T23:59:59Z", None),
        ("1900-01-01T00:00:00Z", None),
    ],
)
def test_a_moment_is_of_the_day_that_it_was_in_england(text, day):
    assert v.parse_moment("START", text, "DATE") == day


@pytest.mark.parametrize(
    ("text", "is_open"),
    [
        ("31/12/9999", True),
        ("9999-12-31 00:00:00", True),
        ("01/01/1900", True),
        ("31/12/2099", True),
        ("2100-01-01T00:00:00Z", True),
        ("31/12/2026", False),
        ("31/12/9998", False),
        ("", False),
    ],
)
def test_days_that_stand_for_no_end(text: str, is_open: bool) -> None:
    assert v.is_open_end(text) == is_open
