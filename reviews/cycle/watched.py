"""How far the stored clock is behind (settings.WATCHED)."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Min

from accounts.site.watching import Figure
from reviews.models import ClockRun


def of_clock(day: date, at: datetime) -> Iterator[Figure]:
    """Days since the council whose clock is furthest behind was replayed."""
    oldest = ClockRun.objects.aggregate(as_at=Min("as_at"))["as_at"]
    behind = (day - oldest).days if oldest else 0
    yield Figure("iro_clock_lag_days", "Days that the clock of reviews is behind", behind, most=1)
