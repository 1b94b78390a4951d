"""Independence (AP-10): nobody acts as the IRO of a child whose social worker or manager they are, or were
in this period of care.

Every door asks here: allocating an IRO or a social worker, a team that comes to be known, raising a concern,
covering, two workers who are one person, and what an administrator changes about a person (their teams, the
worker they are), which accounts hands over through settings.INDEPENDENCE_CHECKS. Who stands in is an IRO too.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, QuerySet, Subquery

from accounts.models import Authority, TeamLine, User, Worker
from accounts.registry import registered
from accounts.written import Written
from children.models import Child, IroAllocation, PeriodOfCare, SocialWorkerAllocation, StandIn
from statute.appointment import Conflict, check_independent
from statute.refusals import Refused

MOST_NAMED = 5
TEAM_OF_IRO = (
    "A manager of this team is the IRO of children who would be in it: {children}. An IRO must be "
    "independent of the case. Choose another team, or allocate another IRO first."
)
THE_IRO = "This person is the child’s IRO, or acts as it. Allocate another IRO, or end that, first."
LAST_PERIOD = Written(
    lambda child: PeriodOfCare.objects.filter(child=child).order_by("-started_on")[:1],
    child=BigIntegerField(),
)
LINES = Written(
    lambda user: TeamLine.objects.filter(user=user).order_by().values_list("team"), user=BigIntegerField()
)
ALLOCATIONS = Written(
    lambda child: (
        SocialWorkerAllocation.objects.filter(child=child)
        .select_related("worker")
        .order_by("started_on", "pk")
    ),
    child=BigIntegerField(),
)


def allocations_in_period(child: Child) -> list[SocialWorkerAllocation]:
    """Who was the child's social worker, and which teams were theirs, in this period of care."""
    period = LAST_PERIOD.first(child=child.pk)
    rows = ALLOCATIONS(child=child.pk)
    if period is None:
        return rows
    return [row for row in rows if row.ended_on is None or row.ended_on > period.started_on]


def conflicts_of_person(child: Child, person: User) -> set[Conflict]:
    """What bars a person who signs in from acting as the child's IRO."""
    rows = allocations_in_period(child)
    found = set()
    if any(row.worker and row.worker.user_id == person.pk for row in rows):
        found.add(Conflict.SOCIAL_WORKER)
    teams = {row.team_id for row in rows if row.team_id}
    if teams and any(team in teams for (team,) in LINES(user=person.pk)):
        found.add(Conflict.MANAGER)
    return found


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


def check_team(children: Iterable[int], team_id: int, today: date) -> None:
    """Raise Refused where the team of these children would become one that their IRO manages."""
    managers = Worker.objects.filter(user__in=TeamLine.objects.filter(team=team_id).values("user").order_by())
    if found := _numbers(reviewed_by(managers, today).filter(pk__in=list(children))):
        raise Refused(TEAM_OF_IRO.format(children=found), "team")


def _in_period() -> QuerySet[SocialWorkerAllocation]:
    """Who is or was a child's social worker, and which team theirs, in the child's last period of care."""
    began = PeriodOfCare.objects.filter(child=OuterRef("child")).order_by("-started_on").values("started_on")
    rows = SocialWorkerAllocation.objects.annotate(began=Subquery(began[:1]))
    return rows.filter(Q(ended_on=None) | Q(began=None) | Q(ended_on__gt=F("began")))


def dependent_by_files(authority: Authority, today: date) -> QuerySet[Child]:
    """Children whose IRO, or whoever stands in now or later, works in the case or manages its team, where at
    least one of the two came with a file: no door would have let both in.
    """
    of_council = {"child__authority": authority, "child__merged_into": None}
    iros = IroAllocation.objects.filter(_not_over(today), **of_council)
    stand_ins = StandIn.objects.filter(_not_over(today), **of_council)
    works = Q(worker=OuterRef("worker")) | Q(worker__user=OuterRef("worker__user"))
    works |= Q(team__line__user=OuterRef("worker__user"))
    there = _in_period().filter(works, child=OuterRef("child"))
    came_in = Q(Exists(there.filter(source__isnull=False)))
    by_files = iros.filter(came_in | Q(Exists(there), source__isnull=False)).values("child").order_by()
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
            check_team([child.pk], row.team_id, today)


def check_lines(person: User, authority: Authority, team_ids: Iterable[int], today: date) -> None:
    """Raise Refused where the person would manage the team of a child whose IRO they are, or a team that was
    the child's in this period of care.
    """
    mine = reviewed_by(Worker.objects.filter(user=person, authority=authority), today)
    there = _in_period().filter(team__in=list(team_ids))
    _refuse(mine.filter(pk__in=there.values("child").order_by()), "manage the team of")


def check_as_one(*workers: Worker, today: date, person: User | None = None) -> None:
    """Raise Refused where whoever these workers are would be both IRO and social worker, or IRO and manager,
    of one child, or were its social worker in this period of care.
    """
    users = {person.pk} if person else {worker.user_id for worker in workers if worker.user_id}
    records = _records(workers, users)
    teams = TeamLine.objects.filter(user__in=users).values("team").order_by()
    works = Q(worker__in=records.values("pk").order_by()) | Q(team__in=teams)
    there = _in_period().filter(works)
    mine = reviewed_by(records, today)
    _refuse(mine.filter(pk__in=there.values("child").order_by()), "work in the case of")


def _records(workers: Iterable[Worker], users: Iterable[int]) -> QuerySet[Worker]:
    """These workers, and whoever else in their council these people sign in as."""
    given = list(workers)
    same = Q(user__in=list(users), authority__in={worker.authority_id for worker in given})
    return Worker.objects.filter(Q(pk__in=[worker.pk for worker in given]) | same)


def check_people(
    *, person: User, authority: Authority, team_ids: Iterable[int], worker: Worker | None, today: date
) -> None:
    """For settings.INDEPENDENCE_CHECKS: what an administrator would make of a person. Raises Refused."""
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
