"""Independence (AP-10): nobody acts as the IRO of a child whose social worker or manager they are, or were
in this period of care.

Every door asks here: allocating an IRO or a social worker, raising a concern, covering, and what an
administrator changes about a
person (their teams, the worker they are), which accounts hands over through settings.INDEPENDENCE_CHECKS.
"""

from collections.abc import Iterable

from django.db.models import BigIntegerField, Q

from accounts.models import Authority, TeamLine, User, Worker
from accounts.written import Written
from children.models import Child, IroAllocation, PeriodOfCare, SocialWorkerAllocation
from statute.appointment import Conflict, check_independent
from statute.refusals import Refused

MOST_NAMED = 5
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


def check_not_the_iro(child: Child, worker: Worker) -> None:
    """Raise Refused where the child's IRO would become its social worker."""
    same = Q(worker=worker) | Q(worker__user__isnull=False, worker__user=worker.user_id)
    if IroAllocation.objects.filter(same, child=child, ended_on=None).exists():
        raise Refused("This person is the child’s IRO. Allocate another IRO first.", "worker")


def check_lines(person: User, authority: Authority, team_ids: Iterable[int]) -> None:
    """Raise Refused where the person would manage the team of a child whose IRO they are."""
    mine = IroAllocation.objects.filter(worker__user=person, ended_on=None, child__authority=authority)
    clash = mine.filter(
        child__social_worker_allocations__ended_on=None,
        child__social_worker_allocations__team__in=list(team_ids),
    )
    _refuse(clash.select_related("child"), "manage the team of")


def check_worker(person: User, worker: Worker) -> None:
    """Raise Refused where the person would be both IRO and social worker, or IRO and manager, of one
    child.
    """
    records = [worker.pk, *person.workers.filter(authority=worker.authority_id).values_list("pk", flat=True)]
    mine = IroAllocation.objects.filter(worker__in=records, ended_on=None)
    teams = TeamLine.objects.filter(user=person).values("team").order_by()
    now = "child__social_worker_allocations"
    clash = mine.filter(
        Q(**{f"{now}__worker__in": records}) | Q(**{f"{now}__team__in": teams}), **{f"{now}__ended_on": None}
    )
    _refuse(clash.select_related("child"), "work in the case of")


def check_people(
    *, person: User, authority: Authority, team_ids: Iterable[int] = (), worker: Worker | None = None
) -> None:
    """For settings.INDEPENDENCE_CHECKS: what an administrator would make of a person. Raises Refused."""
    check_lines(person, authority, team_ids)
    if worker is not None:
        check_worker(person, worker)


def _refuse(clash: Iterable[IroAllocation], what: str) -> None:
    """Who is told need not be named on the record of each of these children: no restricted one is told by
    number.
    """
    children = {row.child for row in clash}
    if not children:
        return
    numbers = sorted(child.number for child in children if not child.is_restricted)[:MOST_NAMED]
    named = ", ".join(numbers) or "whoever may read their records can say which"
    if numbers and len(children) > len(numbers):
        named += " and others"
    raise Refused(
        f"This person is the IRO of children they would {what}: {named}. An IRO must be independent "
        "of the case. "
        "Allocate another IRO to these children first.",
        "teams",
        "worker",
    )
