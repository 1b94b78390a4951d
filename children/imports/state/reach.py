"""From when to when the returns and the daily feed that are in tell of reviews."""

from datetime import date

from django.db.models import Max
from django.utils.timezone import localdate

from children.imports.state.lives import Council
from children.imports.values import year_bounds
from children.models import FeedDelivery, ReturnYear


def reach_of_returns(council: Council) -> tuple[date | None, date | None]:
    """The first and the last day of which the returns tell without a gap.

    A return of a year that was not over tells no more than the day on which it came in. The feed tells of
    everybody who was in care since 1 April of the year before, and no more than the last day that a delivery
    with care and reviews described.
    """
    last = max(council.returns, default=None)
    if last is None:
        return None, None
    came_in = _came_in(council, last)
    is_feed = came_in is None
    first = _unbroken_since(council.returns | {last - 1} if is_feed else council.returns)
    reaches = _feed_reaches(council) or year_bounds(last - 1)[1] if came_in is None else came_in
    return year_bounds(first)[0], min(year_bounds(last)[1], reaches)


def _came_in(council: Council, last: int) -> date | None:
    """The day on which the latest return came in; None where the feed tells of its year."""
    if last == council.year:
        return None if council.is_feed else council.today
    year = ReturnYear.objects.select_related("last_import").get(authority=council.authority, year=last)
    if year.last_import.feed_deliveries.exists():
        return None
    return localdate(year.last_import.applied_at) if year.last_import.applied_at else council.today


def _feed_reaches(council: Council) -> date | None:
    """The last day of which any delivery so far tells, the one that is read now among them."""
    kept = FeedDelivery.objects.filter(authority=council.authority).aggregate(last=Max("reaches_to"))["last"]
    return max((day for day in (kept, council.feed_reaches_to) if day), default=None)


def _unbroken_since(years: set[int]) -> int:
    """The first year of the run without a gap that ends with the latest return."""
    year = max(years)
    while year - 1 in years:
        year -= 1
    return year
