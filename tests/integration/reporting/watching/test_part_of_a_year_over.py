"""A return of a part of a year that is over is the last one: what came to pass after its last day is not
known, so no figure of the whole year, or of months that go on after the day, is made of the part.
"""

from datetime import date

import pytest

from accounts.models import Authority
from tests.integration.children.cases.written import bring, figures
from tests.turns import comes_every

pytestmark = [pytest.mark.django_db, comes_every(4)]
CODES = (
    "starters",
    "leavers",
    "reviews_held",
    "placed_for_adoption",
    "participation_official",
    "timeliness_reviews_held",
    "children_missing",
)
PART = """
E a 01/05/2025 S C2 U6
R a 28/05/2025
R a 28/08/2025
E b 01/05/2025 S C2 U6
R b 28/05/2025
M a M 10/06/2025 11/06/2025
"""


def known(start, end):
    found = figures(start, end, CODES)
    return {value.split("/")[0] != "None" for value in found.values()}


@pytest.fixture
def part(tmp_path, on_day):
    on_day("2026-12-01")
    bring(tmp_path, 2026, PART, "--known-until", "2025-12-31")


@pytest.mark.parametrize("start", ["2025-04-01", "2025-10-01", "2025-12-01"])
def test_what_goes_on_after_the_last_day_is_not_known(part, start):
    assert known(start, "2026-03-31") == {False}
    assert known(start, "2026-01-01") == {False}


def test_what_ends_by_the_last_day_is_known(part):
    assert figures("2025-04-01", "2025-12-31", ("starters", "leavers", "reviews_held")) == {
        "starters": "2/None 0",
        "leavers": "0/None 0",
        "reviews_held": "3/None 0",
    }


def test_the_year_to_date_is_that_of_the_part_as_long_as_the_year_runs(part, on_day):
    on_day("2026-03-31")
    assert known("2025-04-01", "2026-03-31") == {True}


@pytest.mark.parametrize(("live_from", "is_known"), [(date(2026, 1, 1), True), (date(2026, 2, 1), False)])
def test_where_the_portal_was_the_live_record_from_the_next_day_on_all_of_it_is_known(
    part, live_from, is_known
):
    Authority.objects.update(live_from=live_from)
    assert known("2025-04-01", "2026-03-31") == {is_known}
