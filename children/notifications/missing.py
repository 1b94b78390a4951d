"""Children in care of whom it is not recorded when the IRO service was told."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import Authority
from accounts.recording.since import since
from children.models import CareNotification, PeriodOfCare

LATELY = timedelta(days=28)
"""How far back a council looks that has not recorded any yet."""


def without_notification(authority: Authority, today: date) -> QuerySet[PeriodOfCare]:
    """Periods of care that run, began since the council records notifications, and have none."""
    return untold_since(told_from(authority, today)).filter(child__authority=authority)


def told_from(authority: Authority, today: date) -> date:
    """The day from which on the council records notifications."""
    return since(authority, "notifications") or today - LATELY


def untold_since(first: date) -> QuerySet[PeriodOfCare]:
    """Periods of care that run, began on this day or later, and have no notification, of every council."""
    running = PeriodOfCare.objects.filter(ended_on=None, started_on__gte=first)
    told = CareNotification.objects.filter(child=OuterRef("child"), care_from__gte=OuterRef("started_on"))
    return running.filter(~Exists(told))
