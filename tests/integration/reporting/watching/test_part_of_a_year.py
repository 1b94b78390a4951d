"""A return of a part of the year is the last: its figures say to which day they are known, and nowhere does
the part stand against the whole of the year before.
"""

import re
from calendar import SATURDAY
from datetime import date

import pytest
from django.urls import reverse

from accounts.access.roles import Role
from accounts.models import Authority
from children.models import Child
from reporting.council.gaps import Gaps
from reporting.measures.registry import MEASURES
from reporting.periods import Period, collection_year
from tests import factories as make
from tests.integration.children.cases.written import bring
from tests.turns import comes_every, has_days

pytestmark = [pytest.mark.django_db, comes_every(4)]
YEAR = ["2024-09-02", "2024-10-07", "2024-11-04", "2025-02-03"]


def _lines(starts: list[str]) -> str:
    """A child who came on each of these days, with a first review in time."""
    days = [date.fromisoformat(start) for start in starts]
    return "\n".join(f"E {day:%y%m} {day:%d/%m/%Y} S C2 U6\nR {day:%y%m} {day:%d/%m/%Y}" for day in days)


@pytest.fixture
def council(tmp_path, on_day) -> Authority:
    """Four children came in the year before; of this year it is known to 31 December that one came."""
    on_day("2026-03-20")
    bring(tmp_path, 2025, _lines(YEAR))
    bring(tmp_path, 2026, _lines([*YEAR, "2025-10-06"]), "--known-until", "2025-12-31")
    return Authority.objects.get()


def test_who_is_new_in_care_and_what_is_due_soon_is_not_known_after_the_returns(council, client_for):
    browser = client_for(make.make_user(council, Role.QA_MANAGER))

    def unknown():
        words = " ".join(re.sub("<[^>]*>", " ", browser.get("/").content.decode()).split())
        return re.findall(
            r"(not known|\d+) (New in care|Children without an IRO|No IRO recorded in time|No notification"
            r"|Reviews due in 14 days) [^;]*; known until 31 December 2025",
            words,
        )

    assert unknown() == [
        ("5", "No IRO recorded in time"),
        ("5", "Children without an IRO"),
        ("not known", "No notification"),
        ("not known", "New in care"),
        ("not known", "Reviews due in 14 days"),
    ]
    council.live_from = date(2026, 1, 1)
    council.save()
    assert unknown() == []  # nobody came, and nothing is due


def test_what_iros_have_is_known_as_long_as_who_is_in_care(council):
    worker = make.make_worker(council, is_iro=True)
    gaps = Gaps(Authority.objects.get())
    for child in Child.objects.all():
        make.make_allocation(child, worker, started_on=date(2025, 11, 3))
    for code in ("caseload", "iros_over_70", "iro_named", "same_iro"):
        assert gaps.at(MEASURES[code], Period(date(2025, 4, 1), date(2026, 3, 20))) is not None, code


@has_days(SATURDAY)
def test_a_part_of_a_year_says_so_and_is_not_compared(council, client_for):
    browser = client_for(make.make_user(council, Role.QA_MANAGER))
    home = " ".join(browser.get("/").content.decode().split())
    assert "since 1 April; known until 31 December 2025" in home
    trends = dict(browser.get(reverse("reporting:trends")).context["groups"])
    came = next(row for row in trends["Children"] if row.title == "Came into care")
    assert (came.known_to, came.change) == (
        "known until 31 December 2025",
        "not comparable with the year before",
    )
    page = browser.get(reverse("reporting:measure", args=["starters"]), {"period": "2025-04-01..2026-03-20"})
    beside = [[cell["text"] for cell in row] for row in page.context["around"].beside.rows]
    assert "not comparable" in beside[1]
    board = browser.get(reverse("reporting:dashboard"))
    row = next(row for row in board.context["table"].rows if row[0]["text"] == "Came into care")
    assert (row[-3]["text"], row[-3]["note"], row[-2]["text"]) == (
        "1",
        "known until 31 December 2025",
        "not comparable",
    )


def test_a_portal_that_went_live_some_months_after_the_last_return_knows_a_part_too(council):
    council.live_from = date(2026, 3, 1)
    council.save(update_fields=["live_from"])
    held = MEASURES["timeliness_reviews_held"]
    gaps = Gaps(Authority.objects.get())
    assert gaps.known_to(held, Period(date(2025, 4, 1), date(2026, 3, 20))) == date(2025, 12, 31)
    assert not gaps.is_whole(held, collection_year(2026))
    assert gaps.known_to(held, Period(date(2026, 3, 1), date(2026, 3, 20))) is None
