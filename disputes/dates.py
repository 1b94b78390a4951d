"""Checks of dates that several acts share."""

from datetime import date

from disputes import wording
from disputes.states import NotNow


def check_past(on: date, today: date, field: str) -> None:
    """Raise NotNow for a day after today."""
    if on > today:
        raise NotNow(wording.PAST_DATE, field)
