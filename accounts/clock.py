"""The one place where the clock is read. Everything below views, commands and tasks is handed its `today`."""

from datetime import date, datetime

from django.utils import timezone


def today() -> date:
    """Today's date in Europe/London (CAL-6), never the server's or UTC's."""
    return timezone.localdate()


def now() -> datetime:
    """This instant, aware."""
    return timezone.now()
