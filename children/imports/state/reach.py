"""From when to when the returns and the daily feed that are in tell of reviews."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Max
from django.utils.timezone import localdate

from children.imports.state.lives import Council
from children.imports.values import year_bounds
from children.models import FeedDelivery, ReturnYear

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Reach:
    """How far returns and the feed tell, as the authority keeps it."""

    known_from: date | None = None
    known_until: date | None = None
    reviews_until: date | None = None
    told_from: date | None = None
    untold_years: list[int] = field(default_factory=list)
    years_without_reviews: list[int] = field(default_factory=list)


def reach_of_returns(council: Council) -> Reach:
    """The first and the last day of which the returns tell without a gap.

    A return of a year that was not over tells no more than the day on which it came in. One without a
    reviews file says nothing about reviews: it counts for them as one that is not in. The feed tells of
    everybody who was in care since 1 April of the year before, and no more than the last day that a delivery
    with care and reviews described.
    """
    last = max(council.returns, default=None)
    if last is None:
        return Reach()
    came_in, told = _came_in(council, last), set(council.returns)
    with_reviews = ReturnYear.objects.filter(authority=council.authority, has_reviews=True)
    years = set(with_reviews.values_list("year", flat=True))
    if came_in is None:
        came_in = feed_reaches(council)
        told = told | {last - 1}
        years = years | {last, last - 1} if came_in else years - {last}
    until = min(year_bounds(last)[1], came_in or year_bounds(last - 1)[1])
    begins = year_bounds(min(told))[0]
    gaps = _missing(told, told), _missing(years, told)
    first = _unbroken_since(years)
    if first is None:
        return Reach(year_bounds(last + 1)[0], until, begins - DAY, begins, *gaps)
    reviews_until = None if last in years else year_bounds(max(years))[1]
    return Reach(year_bounds(first)[0], until, reviews_until, begins, *gaps)


def _missing(years: Collection[int], told: Collection[int]) -> list[int]:
    """The years from the earliest to the latest return that are not among these."""
    return [year for year in range(min(told), max(told) + 1) if year not in years]


def _came_in(council: Council, last: int) -> date | None:
    """The day on which the latest return came in; None where the feed tells of its year."""
    if last == council.year:
        return None if council.is_feed else council.today
    year = ReturnYear.objects.select_related("last_import").get(authority=council.authority, year=last)
    if year.last_import.feed_deliveries.exists():
        return None
    return localdate(year.last_import.applied_at) if year.last_import.applied_at else council.today


def feed_reaches(council: Council) -> date | None:
    """The last day of which any delivery so far tells, the one that is read now among them."""
    kept = FeedDelivery.objects.filter(authority=council.authority).aggregate(last=Max("reaches_to"))["last"]
    return max((day for day in (kept, council.feed_reaches_to) if day), default=None)


def _unbroken_since(years: set[int]) -> int | None:
    """The first year of the run without a gap that ends with the latest return."""
    if not years:
        return None
    year = max(years)
    while year - 1 in years:
        year -= 1
    return year
