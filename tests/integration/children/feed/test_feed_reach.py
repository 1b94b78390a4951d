"""To which day the feed makes care and reviews known: the honest day, never a later one."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts.models import Authority
from children.feed import actions
from children.imports.actions import run_return
from children.models import PeriodOfCare
from children.models.feed import FeedDoor
from reporting.measures.base import Scope, compute
from reporting.measures.registry import MEASURES
from reporting.periods import Period
from reviews.models import ReviewCycle
from tests import factories as make
from tests.integration.children import returns
from tests.integration.children.feed.conftest import TODAY
from tests.integration.children.feed.tables import packed, small

LATEST = date(2026, 8, 20)
"""The last review of the small tables."""


@pytest.fixture
def reach(authority):
    def ask() -> tuple[date | None, date | None]:
        found = Authority.objects.get(pk=authority.pk)
        return found.known_from, found.known_until

    return ask


@pytest.fixture
def came(authority):
    """`came(tables, …)`: a delivery that came on the day on which it is read."""

    def send(tables, *only, today=TODAY, is_full=True, drawn_on=None):
        kept = actions.receive(
            authority=authority,
            door=FeedDoor.PAGE,
            name="night.zip",
            content=packed(tables, *only),
            is_full=is_full,
            drawn_on=drawn_on,
        )
        actions.read(kept.pk, today=today)
        kept.refresh_from_db()
        return kept

    return send


def recent():
    tables = small()
    tables["reviews.csv"][1]["clar_cla_review_date"] = (TODAY - timedelta(days=9)).isoformat()
    return tables


def test_a_full_file_of_today_makes_care_known_until_today(came, reach):
    kept = came(recent())
    assert kept.reaches_to == TODAY
    assert reach() == (date(2025, 4, 1), TODAY)  # everybody in care since then is told whole


def test_a_file_in_which_nothing_happened_of_late_tells_no_more_than_its_latest_date(came, reach):
    kept = came(small())
    assert kept.reaches_to == LATEST and reach()[1] == LATEST
    assert "later than 20 August 2026" in " ".join(kept.record.preview["warnings"])
    assert came(small(), drawn_on=TODAY).reaches_to == TODAY  # unless the sender says so
    assert reach()[1] == TODAY


def test_a_day_that_is_stated_counts(came, reach):
    day = TODAY - timedelta(days=3)
    assert came(recent(), drawn_on=day).reaches_to == day
    assert reach()[1] == day


def test_tables_without_care_or_reviews_make_nothing_known(came, reach):
    came(recent())
    later = TODAY + timedelta(days=1)
    assert came(recent(), "person.csv", today=later).reaches_to is None
    assert came(recent(), "reviews.csv", today=later).reaches_to is None
    assert reach()[1] == TODAY


def test_changes_reach_to_their_day_once_everything_came(came, reach):
    late = TODAY + timedelta(days=1)
    assert came(small(), is_full=False).reaches_to is None
    came(recent())
    assert came(recent(), "person.csv", is_full=False, drawn_on=TODAY).reaches_to == TODAY
    assert reach()[1] <= late


def test_reading_again_after_a_decision_makes_no_later_day_known(came, reach, authority, business_support):
    came(recent())
    again = actions.again(authority, ["1001"], by=business_support)
    actions.read(again.pk, today=TODAY + timedelta(days=5))
    assert reach()[1] == TODAY


def test_a_feed_that_never_had_reviews_says_nothing_of_them(came, reach, authority):
    came(recent(), "person.csv", "episodes.csv", "placements.csv")
    kept = authority.return_years.get()
    assert not kept.has_reviews
    known_from, known_until = reach()
    assert known_from > known_until  # no day is known
    came(recent())
    assert authority.return_years.get().has_reviews
    assert reach() == (date(2025, 4, 1), TODAY)


def in_the_return(authority: Authority, number: str) -> None:
    """The return of 2025-26 is in: this child in care, the next review due on 27 September 2026."""
    days = ("30/06/2025", "30/09/2025", "27/03/2026")
    tables = {
        "header": (returns.HEADER, [returns.header(number)]),
        "episodes": (returns.EPISODES, [returns.episode(number, DECOM="02/06/2025")]),
        "reviews": (returns.REVIEWS, [returns.review(number, on=day) for day in days]),
    }
    files = {f"{name}.csv": returns.table(head, *rows).encode() for name, (head, rows) in tables.items()}
    run_return(authority=authority, files=files, year=2026, by=None, today=date(2026, 4, 20))


def test_who_is_not_in_the_feed_is_not_known_to_be_in_care(came, authority, client_for, on_day):
    on_day(TODAY.isoformat())
    in_the_return(authority, "2002")
    period = PeriodOfCare.objects.get(child__number="2002")
    came(
        recent(), "person.csv", "episodes.csv", "placements.csv"
    )  # without reviews it tells not of everybody
    period.refresh_from_db()
    assert period.not_known_from is None
    kept = came(recent())
    period.refresh_from_db()
    assert (period.ended_on, period.not_known_from) == (None, date(2026, 4, 1))
    assert ReviewCycle.objects.get(child=period.child, closed_on=None).state == "unconfirmed"
    authority.refresh_from_db()
    scope = Scope(authority, Period(date(2026, 10, 1), date(2026, 10, 31)), as_at=TODAY)
    found = compute(MEASURES["looked_after_at_end"], scope)
    assert (found.numerator, found.not_known) == (1, 1)
    client = client_for(make.make_user(authority, "BUSINESS_SUPPORT"))
    page = client.get(reverse("children:delivery", args=[kept.public_id]))
    assert [row[1] for row in page.context["untold"].rows] == ["1 April 2026"]
    assert "the feed has no episode of theirs" in page.content.decode()
    tables, other = recent(), small("2002", started="2025-06-02")
    came({name: rows + (other[name] if name != "professionals.csv" else []) for name, rows in tables.items()})
    assert not PeriodOfCare.objects.filter(not_known_from__isnull=False).exists()


def test_who_is_missing_from_the_first_file_of_april_is_not_known_to_be_in_care(came, on_day):
    """The feed told of the child up to its last delivery of the year before."""
    told = ("2025-06-20", "2025-09-15")
    one, other = small(started="2025-06-02"), small("2002", started="2025-06-02")
    for tables in (one, other):
        for row, day in zip(tables["reviews.csv"], told, strict=True):
            row["clar_cla_review_date"] = day
    both = {name: rows + (other[name] if name != "professionals.csv" else []) for name, rows in one.items()}
    came(both, today=date(2026, 3, 20), drawn_on=date(2026, 3, 20))
    came(both, today=date(2026, 3, 27), drawn_on=date(2026, 3, 27))
    on_day("2026-04-02")
    kept = came(one, today=date(2026, 4, 2), drawn_on=date(2026, 4, 2))
    periods = dict(PeriodOfCare.objects.values_list("child__number", "not_known_from"))
    assert periods == {"1001": None, "2002": date(2026, 3, 28)}
    assert kept.record.preview["untold"] == [{"child": "2002", "not_known_from": "2026-03-28"}]
    running = ReviewCycle.objects.filter(closed_on=None).values_list("child__number", "due_on", "state")
    assert set(running) == {
        ("1001", date(2026, 3, 15), "overdue"),
        ("2002", date(2026, 3, 15), "overdue"),
    }
    came(both, today=date(2026, 4, 3), drawn_on=date(2026, 4, 3))
    assert not PeriodOfCare.objects.filter(not_known_from__isnull=False).exists()
