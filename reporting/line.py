"""Whose children figures are of: those somebody has now, and those who were theirs when they left care."""

from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, When

from accounts.access.roles import LINE_ROLES, Role
from accounts.access.viewers import Viewer
from children.access import counted_for
from children.models import Child, IroAllocation, PeriodOfCare, SocialWorkerAllocation
from reporting.leaving import LEFT_ON

Spans = QuerySet[Any]


def children_had_by(viewer: Viewer) -> QuerySet[Child]:
    """The children whom an IRO has, and for managers those of their teams; and those who were theirs when
    they left care and have not come back. Without restricted ones whose record is closed to them.
    """
    last = PeriodOfCare.objects.filter(child=OuterRef(OuterRef("pk"))).order_by("-started_on")
    left_on = Subquery(last.values(day=LEFT_ON)[:1])
    mine = Q(pk__in=[])
    for theirs, _ in _spans_of(viewer):
        of_child = theirs.filter(child=OuterRef("pk"))
        mine |= Q(Exists(of_child.filter(ended_on=None))) | Q(Exists(of_child.filter(_until(left_on))))
    return counted_for(viewer).filter(mine)


def periods_left_from(viewer: Viewer) -> QuerySet[PeriodOfCare]:
    """The periods of care that ended, or will at the 18th birthday, while the child was this person's
    (`theirs`), and those of whose last day it is not recorded whose the child was.
    """
    by_then = _until(OuterRef("left_on"))
    mine, nobodys = Q(pk__in=[]), Q(pk__in=[])
    for theirs, anybodys in _spans_of(viewer):
        mine |= Q(Exists(theirs.filter(by_then, child=OuterRef("child"))))
        nobodys |= ~Q(Exists(anybodys.filter(by_then, child=OuterRef("child"))))
    children = counted_for(viewer).values("pk").order_by()
    over = PeriodOfCare.objects.annotate(left_on=LEFT_ON).filter(child__in=children)
    return over.annotate(theirs=Case(When(mine, then=True), default=False)).filter(Q(theirs=True) | nobodys)


def _spans_of(viewer: Viewer) -> list[tuple[Spans, Spans]]:
    """For each way in which children are somebody's: the spans in which they were theirs, and anybody's."""
    found: list[tuple[Spans, Spans]] = []
    if viewer.is_a(Role.IRO):
        iros = IroAllocation.objects.all()
        found.append((iros.filter(worker__user=viewer.user_id), iros))
    if viewer.is_a(*LINE_ROLES):
        workers = SocialWorkerAllocation.objects.filter(team__isnull=False)
        found.append((workers.filter(team__in=viewer.line_team_ids), workers))
    return found


def _until(day: Any) -> Q:
    """Spans that ran on the day before."""
    return (Q(ended_on=None) | Q(ended_on__gte=day)) & Q(started_on__lt=day)
