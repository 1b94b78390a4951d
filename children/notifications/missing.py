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
    first = since(authority, "notifications") or today - LATELY
    running = PeriodOfCare.objects.filter(ended_on=None, started_on__gte=first)
    told = CareNotification.objects.filter(child=OuterRef("child"), care_from__gte=OuterRef("started_on"))
    return running.filter(~Exists(told), child__authority=authority)
