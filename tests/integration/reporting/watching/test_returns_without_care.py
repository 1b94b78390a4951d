"""Figures of years whose return came without an episodes file: no file tells who came, who left and who was
there.
"""

from datetime import date

import pytest

from accounts.models import Authority
from tests.integration.children.cases.written import COUNCIL, bring, figures, run, turns
from tests.turns import comes_every

pytestmark = [pytest.mark.django_db, comes_every(4)]
OF_CARE = (
    "starters",
    "leavers",
    "entrants",
    "exits",
    "placed_for_adoption",
    "short_breaks_at_end",
    "three_placements",
    "looked_after_at_end",
)
WHOLE = "E 1 01/05/2024 S C2 U6\nE 2 01/05/2024 S C2 U6\nR 1 28/02/2025\nR 2 28/02/2025"
REVIEWS = "R 1 20/08/2025\nR 1 20/02/2026\nN episodes"


def of_year(year, *codes):
    return figures(f"{year - 1}-04-01", f"{year}-03-31", codes or OF_CARE)


def are_known(found):
    return {code: not value.startswith("None/") for code, value in found.items()}


@pytest.mark.parametrize("more", ["", "\nN header"])
def test_reviews_alone_do_not_make_known_who_came_and_left(tmp_path, more):
    bring(tmp_path, 2025, WHOLE)
    before = of_year(2026)
    said = bring(tmp_path, 2026, REVIEWS + more)
    assert any("No episodes file with rows came" in w["why"] for w in said["warnings"])
    assert not any(are_known(of_year(2026)).values())
    assert are_known(of_year(2026)) == are_known(before)
    assert not any(are_known(figures("2025-09-01", "2025-09-30", OF_CARE)).values())
    assert all(are_known(of_year(2025)).values())
    assert of_year(2026, "reviews_held")["reviews_held"] == "2/None 0"
    assert turns("1", "2026-03-31")[-2] == "2026-02-20 2026-02-20 met later"


def test_the_running_year_tells_of_reviews_to_its_day_and_of_care_to_the_return_before(tmp_path, on_day):
    on_day("2026-11-26")
    bring(tmp_path, 2026, "E 1 01/05/2024 S C2 U6\nR 1 28/02/2026")
    bring(tmp_path, 2027, "R 1 19/08/2026\nN episodes")
    council = Authority.objects.get()
    assert council.known_until == date(2026, 3, 31)
    assert council.reviews_told_until == date(2026, 8, 19)
    found = figures("2026-04-01", "2026-08-19", (*OF_CARE, "reviews_held"))
    assert found.pop("reviews_held") == "1/None 0"
    assert not any(are_known(found).values())


@pytest.mark.parametrize("order", [(2025, 2026, 2027), (2027, 2026, 2025), (2026, 2025, 2027)])
def test_the_year_stays_not_known_between_two_others_until_its_episodes_come(tmp_path, order):
    all_three = {2025: WHOLE, 2026: REVIEWS, 2027: "E 1 01/05/2024 S C2 U6\nR 1 20/05/2026"}
    for year in order:
        bring(tmp_path, year, all_three[year])
    assert Authority.objects.get().untold_years == [2026]
    found = of_year(2026, *OF_CARE[:4])
    assert not any(are_known(found).values())
    bring(tmp_path, 2026, "E 1 01/05/2024 S C2 U6\nE 2 01/05/2024 S C2 U6 02/09/2025 E4A\nN reviews")
    assert Authority.objects.get().untold_years == []
    assert of_year(2026, "starters", "leavers") == {"starters": "0/None 0", "leavers": "1/None 0"}
    run("withdraw_import", *COUNCIL, "--year", "2026")
    assert not are_known(of_year(2026, "starters"))["starters"]


def test_an_episodes_file_with_headings_alone_tells_no_more(tmp_path):
    bring(tmp_path, 2025, WHOLE)
    bring(tmp_path, 2026, "C 1\nR 1 20/08/2025")
    assert not are_known(of_year(2026, "starters"))["starters"]
