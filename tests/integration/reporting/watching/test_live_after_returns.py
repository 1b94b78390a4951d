"""A council whose portal went live some months after its last return: what is not known stays so on every
page and in the report.
"""

from datetime import date

import pytest
from django.urls import reverse

from reporting.figures import Figures
from reporting.figures.tables import change_of, since_before
from reporting.measures.base import Result
from reporting.models import Grouping
from reporting.periods import Period, collection_year, month
from reviews.cycle.replay import replay_authority
from tests import factories as make

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 27)
THIS_YEAR = Period(date(2026, 4, 1), TODAY)
TOOK_PART = "participation_official"
IN_CARE = "looked_after_at_end"
SNAPSHOT = "timeliness_snapshot"


@pytest.fixture
def council(authority):
    """Three children reviewed in January; one of them again in November, when the portal was live."""
    authority.known_from, authority.known_until = date(2025, 4, 1), date(2026, 3, 31)
    authority.live_from = date(2026, 11, 1)
    authority.save()
    children = [make.make_child_in_care(authority, started_on=date(2025, 11, 3)) for _ in range(3)]
    for child in children:
        make.make_review(child, date(2025, 11, 24))
        make.make_review(child, date(2026, 2, 10), participation_code="PN1")
    make.make_review(children[0], date(2026, 11, 10), participation_code="PN1")
    replay_authority(authority, today=TODAY)
    return authority


def test_one_recorded_review_is_no_share_of_a_year(council, ask):
    now = {"as_at": TODAY}
    assert ask(TOOK_PART, council, THIS_YEAR, **now) == Result(None, None, 1)
    assert ask("timeliness_reviews_held", council, THIS_YEAR, **now).value is None
    assert ask(TOOK_PART, council, month(date(2026, 11, 1)), **now) == Result(1, 1)
    assert ask(TOOK_PART, council, 2026, **now) == Result(6, 6)


def test_who_is_in_care_is_not_known_after_a_gap(council, ask):
    now = {"as_at": TODAY}
    assert ask(IN_CARE, council, THIS_YEAR, **now) == Result(None, None, 3)
    assert ask("starters", council, month(date(2026, 11, 1)), **now).numerator is None
    assert ask(IN_CARE, council, 2026, **now).numerator == 3
    council.known_until = date(2026, 10, 31)  # a file of the year so far closes the gap
    council.save(update_fields=["known_until"])
    assert ask(IN_CARE, council, THIS_YEAR, **now).numerator == 3


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ((), ["Under 1", "1 to 4", "5 to 9", "10 to 15", "16 and 17"]),
        ((("Teens", 13, None), ("Little", 0, 4), ("Middle", 5, 12)), ["Little", "Middle", "Teens"]),
    ],
)
def test_ages_stand_from_the_youngest_up(authority, client_for, on_day, own, expected):
    on_day(TODAY.isoformat())
    for born in ("2026-03-01", "2023-03-01", "2019-03-01", "2014-03-01", "2009-03-01"):
        make.make_child_in_care(authority, born_on=date.fromisoformat(born), started_on=date(2026, 3, 20))
    reader = make.make_user(authority, "QA_MANAGER")
    if own:
        groups = [{"label": label, "low": low, "high": high} for label, low, high in own]
        Grouping.objects.create(
            authority=authority, kind="age", starts_on=date(2020, 4, 1), groups=groups, created_by=reader
        )
    client = client_for(reader)
    page = client.get(reverse("reporting:measure", args=[IN_CARE]), {"by": "age"})
    assert [row[0]["text"] for row in page.context["broken"].rows] == expected


def test_the_report_says_no_share_that_the_page_calls_not_known(council, client_for, on_day):
    figures = Figures(council, 2027, as_at=TODAY)
    said = figures.percent(SNAPSHOT)
    assert (said.text, since_before(figures, SNAPSHOT)) == ("not known", "")
    assert change_of(figures, SNAPSHOT).way == "new"
    assert figures.percent(SNAPSHOT, collection_year(2026)).text == "100.0%"
    on_day(TODAY.isoformat())
    client = client_for(make.make_user(council, "QA_MANAGER"))
    for code in (SNAPSHOT, TOOK_PART, IN_CARE):
        page = client.get(reverse("reporting:measure", args=[code]), {"period": "year_to_date"})
        assert page.context["figure"] == "not known", code
