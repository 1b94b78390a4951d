"""From when to when the returns that are in tell of reviews."""

from datetime import date

from django.utils.timezone import localdate

from children.imports.state.lives import Council
from children.imports.values import year_bounds
from children.models import ReturnYear


def reach_of_returns(council: Council) -> tuple[date | None, date | None]:
    """The first and the last day of which the returns tell without a gap.

    A return of a year that was not over tells no more than the day on which it came in.
    """
    first, last = _unbroken_since(council.returns), max(council.returns, default=None)
    if first is None or last is None:
        return None, None
    came_in = council.today
    if last != council.year:
        year = ReturnYear.objects.select_related("last_import").get(authority=council.authority, year=last)
        came_in = localdate(year.last_import.applied_at) if year.last_import.applied_at else came_in
    return year_bounds(first)[0], min(year_bounds(last)[1], came_in)


def _unbroken_since(years: set[int]) -> int | None:
    """The first year of the run without a gap that ends with the latest return."""
    if not years:
        return None
    year = max(years)
    while year - 1 in years:
        year -= 1
    return year
