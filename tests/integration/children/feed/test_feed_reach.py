"""To which day the feed makes care and reviews known: the honest day, never a later one."""

from datetime import date, timedelta

import pytest

from accounts.models import Authority
from children.feed import actions
from children.models.feed import FeedDoor
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
