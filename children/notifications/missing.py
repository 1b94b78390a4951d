"""Children in care of whom it is not recorded when the IRO service was told (P-01).

Three days are kept apart: since when the child is looked after, when the IRO service was told, and when the
child was recorded here. Whether a notification is missing follows from the first and the third, so that it
stays missing until somebody records it, and is not missing for a child who was recorded long afterwards.
"""

from datetime import date, timedelta

from django.db.models import DateField, DurationField, Exists, ExpressionWrapper, F, OuterRef, QuerySet, Value
from django.db.models.expressions import Expression
from django.db.models.functions import Coalesce, NullIf, TruncDate
from django.utils.timezone import localdate

from accounts.models import Authority
from accounts.recording.since import since
from children.models import CareNotification, PeriodOfCare

LATELY = timedelta(days=28)
"""How long before a child was recorded the care may have begun, where the council has not recorded any
notification yet.
"""


NONE_YET = date.max
"""Stands for the first day where there is none."""


def told_from(authority: Authority) -> date:
    """The day from which on the council records notifications; NONE_YET where it has recorded none."""
    return since(authority, "notifications") or NONE_YET


def is_to_be_recorded(period: PeriodOfCare, first: date) -> bool:
    """Whether a time in care began when its notification was to be recorded here, for `told_from`."""
    return period.started_on >= (localdate(period.recorded_at) - LATELY if first == NONE_YET else first)


def untold_since(first: date | Expression) -> QuerySet[PeriodOfCare]:
    """Periods of care that run, have no notification, and one was to be recorded, of every council. The same
    as `is_to_be_recorded`.
    """
    before = F("recorded_day") - Value(LATELY, output_field=DurationField())
    lately = ExpressionWrapper(before, output_field=DateField())
    wanted = Value(first, output_field=DateField()) if isinstance(first, date) else first
    given = NullIf(wanted, Value(NONE_YET, output_field=DateField()))
    running = PeriodOfCare.objects.filter(ended_on=None).annotate(recorded_day=TruncDate("recorded_at"))
    told = CareNotification.objects.filter(child=OuterRef("child"), care_from__gte=OuterRef("started_on"))
    return running.filter(~Exists(told), started_on__gte=Coalesce(given, lately))
