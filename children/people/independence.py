"""Independence (AP-10): nobody acts as the IRO of a child whose social worker or manager they are, or were
in this period of care.

Every door asks here: allocating an IRO or a social worker, a team that comes to be known, raising a concern,
covering, two workers who are one person, and what an administrator changes about a person (their teams, the
worker they are), which accounts hands over through settings.INDEPENDENCE_CHECKS. Who stands in is an IRO too.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, DateField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest

from accounts.access.roles import CONTROLS_RESOURCES, Role
from accounts.models import Authority, PastLine, PastPerson, Team, TeamLine, User, Worker
from accounts.registry import registered
from accounts.written import Written
from children.models import Child, IroAllocation, PeriodOfCare, SocialWorkerAllocation, StandIn
from children.people.case_parts import (
    began_in,
    conflicts_among_parts,
    controlling,
    lines_of_person,
    lines_of_teams,
    parts_in_period,
    with_people,
)
from statute.appointment import Conflict, check_independent
from statute.refusals import Refused

MOST_NAMED = 5
TEAM_OF_IRO = (
    "A manager of this team is the IRO of children who would be in it: {children}. An IRO must be "
    "independent of the case. Choose another team, or allocate another IRO first."
)
CONTROLS = (
    "This person is, or acts as, the IRO of {children}. Whoever has the role {role} controls the resources "
    "of the council’s cases, and an IRO must be independent of the case. Hand these children over to another "
    "IRO, or end that, first."
)
THE_IRO = "This person is the child’s IRO, or acts as it. Allocate another IRO, or end that, first."
LAST_PERIOD = Written(
    lambda child: PeriodOfCare.objects.filter(child=child).order_by("-started_on")[:1],
    child=BigIntegerField(),
)
ALLOCATIONS = Written(
    lambda child: with_people(SocialWorkerAllocation.objects.filter(child=child)).order_by(
        "started_on", "pk"
    ),
    child=BigIntegerField(),
)


def conflicts_of_person(child: Child, person: User) -> set[Conflict]:
    """What bars a person who signs in from acting as the child's IRO."""
    period = LAST_PERIOD.first(child=child.pk)
    parts = parts_in_period(ALLOCATIONS(child=child.pk), period)
    lines = lines_of_person(person.pk, child.authority_id)
    return conflicts_among_parts(parts, lines, began=began_in(period), user=person.pk)


def check_person(child: Child, person: User) -> None:
    """Raise IroConflict where the person may not act as the child's IRO."""
    check_independent(conflicts_of_person(child, person))


def reviewed_by(workers: QuerySet[Worker], today: date) -> QuerySet[Child]:
    """Children whose IRO one of these workers is, or as whose IRO one acts now or will: stands in, or covers
    in a dispute.
    """
    mine = {"child": OuterRef("pk"), "worker__in": workers.values("pk").order_by()}
    acts = Q(Exists(IroAllocation.objects.filter(_not_over(today), **mine)))
    acts |= Q(Exists(StandIn.objects.filter(_not_over(today), **mine)))
    for covered in registered("ACTS_AS_IRO"):
        acts |= Q(Exists(covered(workers, today).filter(child=OuterRef("pk"))))
    return Child.objects.filter(acts)


def iros_from(child: Child, today: date) -> list[Worker]:
    """The child's IRO, and whoever stands in now or will."""
    own = child.iro_allocations.filter(_not_over(today)).values("worker").order_by()
    others = child.stand_ins.filter(_not_over(today)).values("worker").order_by()
    return list(Worker.objects.filter(Q(pk__in=own) | Q(pk__in=others)).order_by("pk"))


def _not_over(today: date) -> Q:
    return Q(ended_on=None) | Q(ended_on__gt=today)


def check_not_the_iro(child: Child, worker: Worker, today: date) -> None:
    """Raise Refused where the child's IRO, or who stands in, would become its social worker."""
    same = _records([worker], [worker.user_id] if worker.user_id else [])
    if reviewed_by(same, today).filter(pk=child.pk).exists():
        raise Refused(THE_IRO, "worker")


def check_team(children: Mapping[int, date], team_id: int, today: date) -> None:
    """Raise Refused where the team of these children would become one that their IRO manages, or managed
    while it was the child's. `children`: since when it would be theirs.
    """
    clash = Q()
    authority = Team.objects.values_list("authority", flat=True).get(pk=team_id)
    for line in (line for line in lines_of_teams([team_id], authority) if line.team):
        theirs = [pk for pk, since in children.items() if line.reaches(since)]
        manager = _signed_in_by([line.user], [authority])
        clash |= Q(pk__in=reviewed_by(manager, today).filter(pk__in=theirs).values("pk").order_by())
    if clash and (found := _numbers(Child.objects.filter(clash))):
        raise Refused(TEAM_OF_IRO.format(children=found), "team")


def check_team_known(rows: QuerySet[SocialWorkerAllocation], team_id: int, today: date) -> None:
    """The same, where it comes to be known that the team was the one of these allocations."""
    in_period = _in_period().filter(pk__in=rows.values("pk").order_by())
    since = in_period.order_by("-since").values_list("child", "since")
    check_team(dict(since), team_id, today)


def _in_period() -> QuerySet[Any]:
    """Who is or was a child's social worker, and which team theirs, in the child's last period of care, and
    `since` when in it.
    """
    began = PeriodOfCare.objects.filter(child=OuterRef("child")).order_by("-started_on").values("started_on")
    rows: QuerySet[Any] = SocialWorkerAllocation.objects.annotate(began=Subquery(began[:1]))
    rows = rows.annotate(since=Greatest("started_on", "began"))  # without a period: since the allocation
    return rows.filter(Q(ended_on=None) | Q(began=None) | Q(ended_on__gt=F("began")))


def _managed(**by: Any) -> Q:
    """That the team of an allocation in the period of care is or was managed by these people meanwhile."""
    past = PastLine.objects.filter(team=OuterRef("team"), ended_on__gte=OuterRef("since"), **by)
    return Q(Exists(TeamLine.objects.filter(team=OuterRef("team"), **by))) | Q(Exists(past))


def dependent_by_files(authority: Authority, today: date) -> QuerySet[Child]:
    """Children whose IRO, or whoever stands in now or later, works in the case, manages its team or controls
    its resources, where at least one of the two came with a file: no door would have let both in.
    """
    of_council = {"child__authority": authority, "child__merged_into": None}
    iros = IroAllocation.objects.filter(_not_over(today), **of_council)
    stand_ins = StandIn.objects.filter(_not_over(today), **of_council)
    works = Q(worker=OuterRef("worker")) | Q(worker__user=OuterRef("worker__user"))
    person = OuterRef(OuterRef("worker__user"))
    works |= _managed(user=person) | _worked(user=person)
    there = _in_period().filter(works, child=OuterRef("child"))
    came_in = Q(Exists(there.filter(source__isnull=False)))
    of_person = _controlled(user=OuterRef(OuterRef("worker__user")))
    dependent = Q(Exists(there)) | Q(Exists(Child.objects.filter(of_person, pk=OuterRef("child"))))
    by_files = iros.filter(came_in | Q(dependent, source__isnull=False)).values("child").order_by()
    stood_in = stand_ins.filter(came_in).values("child").order_by()
    return Child.objects.filter(Q(pk__in=by_files) | Q(pk__in=stood_in))


def check_merged(child: Child, today: date) -> None:
    """Raise Refused where whoever acts as the child's IRO, by standing in or covering in a dispute too, works
    in the case or manages its team: what came with another record may not go together with this one.
    """
    for row in _in_period().filter(child=child).select_related("worker"):
        if row.worker is not None:
            check_not_the_iro(child, row.worker, today)
        if row.team_id is not None:
            check_team({child.pk: row.since}, row.team_id, today)


def check_lines(person: User, authority: Authority, team_ids: Iterable[int], today: date) -> None:
    """Raise Refused where the person would manage the team of a child whose IRO they are, or a team that was
    the child's in this period of care.
    """
    mine = reviewed_by(_signed_in_by([person.pk], [authority.pk]), today)
    there = _in_period().filter(team__in=list(team_ids))
    _refuse(mine.filter(pk__in=there.values("child").order_by()), "manage the team of")


def _controlled(**by: Any) -> Q:
    """Children whose resources these people control, or controlled in this period of care."""
    began = PeriodOfCare.objects.filter(child=OuterRef(OuterRef("pk"))).order_by("-started_on")
    of_council = controlling(authority=OuterRef("authority"), **by)
    never = Value(date.min, output_field=DateField())
    since = of_council.annotate(began=Coalesce(Subquery(began.values("started_on")[:1]), never))
    return Q(Exists(since.filter(Q(ended_on=None) | Q(ended_on__gt=F("began")))))


def check_role(person: User, authority: Authority, role: str, today: date) -> None:
    """Raise Refused where the role controls the resources of cases and the person is an IRO of children."""
    if role not in CONTROLS_RESOURCES:
        return
    mine = reviewed_by(_signed_in_by([person.pk], [authority.pk]), today)
    if named := _numbers(mine):
        raise Refused(CONTROLS.format(role=Role(role).label, children=named), "role")


def check_as_one(*workers: Worker, today: date, person: User | None = None) -> None:
    """Raise Refused where whoever these workers are would be both IRO and social worker, or IRO and manager,
    of one child, or were its social worker or manager in this period of care.
    """
    users = {person.pk} if person else {worker.user_id for worker in workers if worker.user_id}
    records = _records(workers, users)
    works = Q(worker__in=records.values("pk").order_by()) | _managed(user__in=users) | _worked(user__in=users)
    there = _in_period().filter(works)
    mine = reviewed_by(records, today)
    _refuse(mine.filter(pk__in=there.values("child").order_by()), "work in the case of")
    _refuse(mine.filter(_controlled(user__in=users)), "control the resources of")


def _records(workers: Iterable[Worker], users: Iterable[int]) -> QuerySet[Worker]:
    """These workers, and whoever else in their council these people sign in as."""
    given = list(workers)
    same = _signed_in_by(users, {worker.authority_id for worker in given}).values("pk").order_by()
    return Worker.objects.filter(Q(pk__in=[worker.pk for worker in given]) | Q(pk__in=same))


def _signed_in_by(users: Iterable[int], authorities: Iterable[int]) -> QuerySet[Worker]:
    """The workers who these people are: those that they were, too, as long as nobody else is."""
    were = PastPerson.objects.filter(worker=OuterRef("pk"), user__in=list(users))
    theirs = Q(user__in=list(users)) | Q(Exists(were), user=None)
    return Worker.objects.filter(theirs, authority__in=list(authorities))


def _worked(**by: Any) -> Q:
    """That these people were the social worker of an allocation in the period of care, by a link that has
    been taken away since.
    """
    past = PastPerson.objects.filter(worker=OuterRef("worker"), ended_on__gte=OuterRef("since"), **by)
    return Q(Exists(past))


def check_people(
    *,
    person: User,
    authority: Authority,
    team_ids: Iterable[int],
    worker: Worker | None,
    role: str,
    today: date,
) -> None:
    """For settings.INDEPENDENCE_CHECKS: what an administrator would make of a person. Raises Refused."""
    check_role(person, authority, role, today)
    check_lines(person, authority, team_ids, today)
    if worker is not None:
        check_as_one(worker, person=person, today=today)


def _numbers(clash: QuerySet[Child]) -> str:
    """Which children these are. Who is told need not be named on the record of each of them: no restricted
    one is told by number.
    """
    children = list(clash)
    numbers = sorted(child.number for child in children if not child.is_restricted)[:MOST_NAMED]
    if not numbers:
        return "whoever may read their records can say which" if children else ""
    return ", ".join(numbers) + (" and others" if len(children) > len(numbers) else "")


def _refuse(clash: QuerySet[Child], what: str) -> None:
    if named := _numbers(clash):
        raise Refused(
            f"This person is, or acts as, the IRO of children they would {what}: {named}. An IRO must be "
            "independent of the case. Allocate another IRO to these children, or end that, first.",
            "teams",
            "worker",
        )
