"""Figures of years of which no return is in: between two returns, before the first, after the last."""

from datetime import date

import pytest

from accounts.models import Authority
from reporting.measures.base import Scope, compute
from reporting.measures.registry import MEASURES
from reporting.periods import Period
from reporting.screen.shown import figure_of
from tests.integration.children.cases.written import COUNCIL, bring, figures, run
from tests.turns import comes_every

pytestmark = [pytest.mark.django_db, comes_every(4)]
OF_CARE = ("starters", "leavers", "entrants", "exits")
OF_REVIEWS = ("timeliness_reviews_held", "reviews_held", "reviews_per_child", "participation_official")
IN_THE_YEAR = ("three_placements", "placement_moves")
OF_A_DAY = ("looked_after_at_end", "placement_mix", "under_full_care_order")
TIMELINESS = ("timeliness_child_year", "timeliness_snapshot")
OLD = "E 1 01/05/2022 S C2 U6\nR 1 25/05/2023\nE 2 01/05/2023 S C2 U6\nR 2 25/05/2023"
NEW = "E 1 01/05/2022 S C2 U6\nR 1 25/05/2025\nE 3 01/07/2024 S C2 U6\nR 3 25/05/2025"


@pytest.fixture
def two(tmp_path):
    bring(tmp_path, 2024, OLD)
    bring(tmp_path, 2026, NEW)


def of_year(year):
    asked = (*OF_CARE, *OF_REVIEWS, *IN_THE_YEAR, *OF_A_DAY, *TIMELINESS)
    return figures(f"{year - 1}-04-01", f"{year}-03-31", asked)


def has_figure(found, codes):
    return {code: not found[code].startswith("None/") for code in codes}


@pytest.mark.parametrize("year", [2023, 2025])
def test_nothing_that_happened_in_a_year_without_a_return_has_a_figure(two, year):
    found = of_year(year)
    assert not any(has_figure(found, OF_CARE + OF_REVIEWS + IN_THE_YEAR).values())
    assert found["timeliness_child_year"].startswith("0/0")


def test_who_was_in_care_at_its_end_stands_in_the_next_return(two):
    assert of_year(2025)["looked_after_at_end"] == "2/None 0"  # 1, and 3, who came in the year between
    assert of_year(2023)["looked_after_at_end"] == "1/None 0"
    assert all(has_figure(of_year(2025), OF_A_DAY).values())


def test_of_the_day_before_the_last_nobody_knows(two):
    assert figures("2024-04-01", "2025-03-30", OF_A_DAY)["looked_after_at_end"].startswith("None/")
    assert figures("2021-04-01", "2022-03-31", OF_A_DAY)["looked_after_at_end"].startswith("None/")


@pytest.mark.parametrize("year", [2024, 2026])
def test_the_years_of_the_returns_have_their_figures(two, year):
    assert all(has_figure(of_year(year), OF_CARE + OF_REVIEWS + IN_THE_YEAR + OF_A_DAY).values())


def test_a_return_without_reviews_between_two_others_tells_of_care_alone(two, tmp_path):
    bring(tmp_path, 2025, "E 1 01/05/2022 S C2 U6\nE 3 01/07/2024 S C2 U6\nN reviews")
    council = Authority.objects.get()
    assert (council.untold_years, council.years_without_reviews) == ([], [2025])
    found = of_year(2025)
    assert all(has_figure(found, OF_CARE + IN_THE_YEAR).values())
    assert not any(has_figure(found, OF_REVIEWS).values())


def test_a_return_that_closes_the_gap_or_is_withdrawn_changes_what_is_told(two, tmp_path):
    assert Authority.objects.get().untold_years == [2025]
    bring(tmp_path, 2025, "E 1 01/05/2022 S C2 U6\nR 1 20/09/2024\nE 3 01/07/2024 S C2 U6\nR 3 25/07/2024")
    assert Authority.objects.get().untold_years == []
    assert of_year(2025)["starters"] == "1/None 0"
    run("withdraw_import", *COUNCIL, "--year", "2026")
    assert of_year(2026)["starters"].startswith("None/")
    assert of_year(2026)["timeliness_snapshot"].startswith("0/0")  # nobody knows what was held since


@pytest.mark.parametrize(("until", "words"), [("2026-03-31", "–"), ("2026-11-26", "not known")])
def test_where_nothing_was_due_is_not_known_after_the_returns(two, on_day, until, words):
    """The next due date after the reviews of May 2025 is November 2025; nobody knows what followed."""
    on_day("2026-11-26")
    measure, start = (
        MEASURES["timeliness_reviews_due"],
        date(2026, 1, 1) if words == "–" else date(2026, 4, 1),
    )
    scope = Scope(Authority.objects.get(), Period(start, date.fromisoformat(until)), as_at=date(2026, 11, 26))
    result = compute(measure, scope)
    assert (result.denominator, result.not_known) == (0, 0)
    assert figure_of(measure, result, scope) == words


PART = """
E 1 01/05/2024 S C2 U6
R 1 20/06/2025
E 2 12/05/2025 S C2 U6
R 2 05/06/2025
R 2 02/09/2025
E 3 02/06/2025 S C2 U6 01/09/2025 E4A
R 3 20/06/2025
"""
REST = "R 1 10/12/2025\nE 4 10/11/2025 S C2 U6 12/01/2026 E4A\nR 4 05/12/2025\n"
WHOLE = PART.replace("E 2 12/05/2025 S C2 U6", "E 2 12/05/2025 S C2 U6 15/01/2026 E4A") + REST
NEXT = "E 1 01/05/2024 S C2 U6\nR 1 02/06/2026\nR 1 02/11/2026"
NUMBERS = (
    "timeliness_child_year",
    "timeliness_reviews_held",
    "timeliness_reviews_due",
    "starters",
    "leavers",
)
RIGHT = ["1/1 0", "5/5 1", "5/5 0", "3/None 0", "3/None 0"]
"""By hand. 2: due 10 June and 5 September, both held in time; left on 15 January, before 2 March. 3: due
30 June; left. 4, who came and left while the part tells nothing: due 8 December, held on the 5th. 1: the
first known review has no due date, so the next is assumed to be due on 20 December. Only 1 was in care at the
end of the whole year."""


def test_a_return_of_a_part_of_a_year_tells_of_that_part_once_the_next_is_in(tmp_path, on_day):
    on_day("2025-11-26")
    bring(tmp_path, 2026, PART, "--known-until", "2025-10-31")
    on_day("2026-11-26")
    bring(tmp_path, 2027, NEXT)
    assert Authority.objects.get().parts_until == [date(2025, 10, 31)]
    assert figures("2025-04-01", "2025-10-31", ("starters", "leavers")) == {
        "starters": "2/None 0",
        "leavers": "1/None 0",
    }
    whole = of_year(2026)
    assert not any(has_figure(whole, OF_CARE + OF_REVIEWS + IN_THE_YEAR).values())  # of 4 nobody knows
    assert whole["looked_after_at_end"] == "1/None 0"
    assert not has_figure(figures("2025-10-01", "2025-12-31", OF_CARE), OF_CARE)["leavers"]
    bring(tmp_path, 2026, WHOLE)
    assert Authority.objects.get().parts_until == []
    assert list(figures("2025-04-01", "2026-03-31", NUMBERS).values()) == RIGHT
