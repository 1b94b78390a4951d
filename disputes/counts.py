"""What counts as a concern, a formal dispute and an informal one in a period; reporting makes figures of
them.

What is counted in a period never changes once the period is over: each row is counted on the day of its own
event.
"""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from accounts.models import Authority
from children.models import Child
from disputes.models import Concern, ConcernChild, ConcernStep
from disputes.models.concern import StepState
from disputes.models.ladder import StageKind

Span = tuple[date, date]
"""First and last day, both included."""


def concerns_of(authority: Authority, children: QuerySet[Child] | None = None) -> QuerySet[Concern]:
    """The council's concerns; for figures of some children those that are theirs and open to the reader."""
    rows = open_concerns(authority, children)
    return rows if children is None else rows.filter(child__in=children.values("pk").order_by())


def open_concerns(authority: Authority, children: QuerySet[Child] | None) -> QuerySet[Concern]:
    """The council's concerns without those that involve a restricted child who is not among these children:
    they are closed to whoever does not see that child.
    """
    rows = Concern.objects.filter(authority=authority)
    if children is None:
        return rows
    closed = ConcernChild.objects.filter(concern=OuterRef("pk"), child__is_restricted=True)
    return rows.filter(~Exists(closed.exclude(child__in=children.values("pk").order_by())))


def formal_in(rows: QuerySet[Concern], span: Span) -> QuerySet[Concern]:
    """Disputes: concerns whose formal process began in the period."""
    return rows.filter(formal_on__range=span)


def informal_in(rows: QuerySet[Concern], span: Span) -> QuerySet[Concern]:
    """Informal concerns: a manager was told informally in the period, and it had not become formal by its
    end.

    One that became formal in a later period is counted once in each, informal then formal.
    """
    told = ConcernStep.objects.filter(
        concern=OuterRef("pk"), stage__kind=StageKind.INFORMAL, started_on__range=span
    )
    return rows.filter(Exists(told)).filter(Q(formal_on=None) | Q(formal_on__gt=span[1]))


def talked_in(rows: QuerySet[Concern], span: Span) -> QuerySet[Concern]:
    """Conversations: concerns raised in the period that nobody was told of through the process by its end."""
    told = ConcernStep.objects.filter(concern=OuterRef("pk"), started_on__lte=span[1])
    return rows.filter(raised_on__range=span).exclude(Exists(told))


def closed_in(rows: QuerySet[Concern], span: Span) -> QuerySet[Concern]:
    """Episodes completed: formal disputes closed in the period (F-100)."""
    return rows.filter(formal_on__isnull=False, closed_on__range=span)


def stage_reached(rows: QuerySet[Concern], *, by: date | None = None) -> QuerySet[Any]:
    """Each concern with the highest formal stage it had entered (by a day): `reached`, its place in the
    order.

    A skipped stage is not reached.
    """
    entered = ConcernStep.objects.filter(concern=OuterRef("pk"), stage__kind=StageKind.FORMAL).exclude(
        state=StepState.SKIPPED
    )
    if by is not None:
        entered = entered.filter(started_on__lte=by)
    highest = entered.order_by("-stage__position")
    return rows.annotate(
        reached=Subquery(highest.values("stage__position")[:1]),
        reached_name=Subquery(highest.values("stage__name")[:1]),
    )
