"""For settings.ACTS_AS_IRO: of which children somebody acts as the IRO because they cover in a dispute."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from accounts.models import Worker
from disputes.models import ConcernChild


def covered_by(workers: QuerySet[Worker], today: date) -> QuerySet[Any]:
    """The children in disputes in which one of these people covers now or from a later day."""
    people = workers.exclude(user=None).values("user").order_by()
    return ConcernChild.objects.filter(
        concern__closed_on=None, concern__covers__user__in=people, concern__covers__ended_on__gt=today
    ).order_by()
