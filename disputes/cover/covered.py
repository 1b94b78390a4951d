"""For settings.ACTS_AS_IRO and settings.IRO_ACTS_FOR_TOO: for which children somebody acts as the IRO in a
dispute.
"""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import Worker
from children.models import Child, IroAllocation, StandIn
from disputes.models import ConcernChild


def acted_for(workers: QuerySet[Worker], today: date) -> QuerySet[Any]:
    """The children in open disputes in which one of these people acts: covers now or from a later day, or is
    the IRO, or stands in, of the child that it is about first.
    """
    of = workers.values("pk").order_by()
    running = Q(ended_on=None) | Q(ended_on__gt=today)
    own = IroAllocation.objects.filter(running, worker__in=of).values("child").order_by()
    stood_in = StandIn.objects.filter(running, worker__in=of).values("child").order_by()
    people = workers.exclude(user=None).values("user").order_by()
    covers = Q(concern__covers__user__in=people, concern__covers__ended_on__gt=today)
    acts = covers | Q(concern__child__in=own) | Q(concern__child__in=stood_in)
    return ConcernChild.objects.filter(acts, concern__closed_on=None).order_by()


def joined_to(child: Child) -> QuerySet[Child]:
    """Brothers and sisters about whom the child's IRO acts too: in an open dispute that is about this child
    first.
    """
    joined = ConcernChild.objects.filter(concern__child=child, concern__closed_on=None).exclude(child=child)
    return Child.objects.filter(pk__in=joined.values("child").order_by()).order_by("pk")
