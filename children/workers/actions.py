"""IROs and social workers as the council's records name them: added, changed, their teams, and those with one
name.
"""

from datetime import date
from itertools import combinations

from accounts.access.roles import Role
from accounts.audit.trail import action, hold
from accounts.lifecycle import NotNow
from accounts.models import Authority, Team, User, Worker, WorkersApart
from accounts.people.independence import hold_cases
from accounts.people.workers import TITLES
from accounts.renaming import renaming
from children.models import SocialWorkerAllocation
from children.people.independence import check_team_known

TAKEN = "Another worker has this number already. Check the number."
APART_ALREADY = "These are recorded as two people already."


def add_worker(
    *, authority: Authority, name: str, staff_id: str, is_iro: bool, team: Team | None, by: User
) -> Worker:
    """Add somebody whom no import has named."""
    worker = Worker(authority=authority, job_title=_title(is_iro))
    with action("worker.added", by=by, authority=authority) as event:
        _save(worker, name=name, staff_id=staff_id, is_iro=is_iro, team=team)
        event.target = worker
    return worker


def change_worker(
    *, worker: Worker, name: str, staff_id: str, is_iro: bool, team: Team | None, by: User, today: date
) -> Worker:
    """Correct what is recorded of a worker. A team that was not known reaches the worker's children at once.

    Raises Refused where an IRO of children would no longer be one.
    """
    with action("worker.changed", by=by, authority=worker.authority_id, target=worker) as event, renaming():
        hold_cases(worker.authority)
        hold(worker)
        if worker.is_iro and not is_iro and worker.iro_allocations.filter(ended_on=None).exists():
            raise NotNow("This person is the IRO of children now. Hand their caseload over first.", "is_iro")
        _save(worker, name=name, staff_id=staff_id, is_iro=is_iro, team=team)
        event.details["children_given_the_team"] = _pass_on_team([worker], today)
    return worker


def set_teams(*, teams: dict[Worker, Team], by: User, today: date, also_before: bool = False) -> int:
    """Say of several social workers which team they are in. Returns of how many children it is now known.

    `also_before`: they were in it before too, so that children they no longer work with count by it.
    """
    authority = next(iter(teams)).authority_id if teams else None
    with action(
        "worker.teams_set", by=by, authority=authority, workers=len(teams), also_before=also_before
    ) as event:
        for held in {team.authority for team in teams.values()}:
            hold_cases(held)
        for worker, team in teams.items():
            _check_team(worker, team)
            worker.team = team
        Worker.objects.bulk_update(teams, ["team"])
        event.details["children_given_the_team"] = reached = _pass_on_team(list(teams), today)
        if also_before:
            _pass_on_team(list(teams), today, past=True)
    return reached


def _title(is_iro: bool) -> str:
    """As files that go to other systems call it."""
    return TITLES[Role.IRO if is_iro else Role.SOCIAL_WORKER]


def _save(worker: Worker, *, name: str, staff_id: str, is_iro: bool, team: Team | None) -> None:
    if not (name or staff_id):
        raise NotNow("Enter a name or a number.", "name")
    hold(worker.authority)  # two may give the same number at once
    others = Worker.objects.filter(authority=worker.authority_id, staff_id=staff_id).exclude(pk=worker.pk)
    if staff_id and others.exists():
        raise NotNow(TAKEN, "staff_id")
    if team is not None:
        _check_team(worker, team)
    if worker.is_iro != is_iro and worker.job_title in ("", _title(worker.is_iro)):
        worker.job_title = _title(is_iro)
    worker.is_iro_by_files = worker.is_iro_by_files and is_iro == worker.is_iro
    worker.name, worker.staff_id, worker.is_iro, worker.team = name, staff_id, is_iro, team
    worker.save()


def _check_team(worker: Worker, team: Team) -> None:
    if team.authority_id != worker.authority_id:
        raise NotNow("Choose a team of this council.", "team")


def pass_on_team(worker: Worker, today: date) -> None:
    """Children whom an import gave to somebody belong to the team with which that person comes to sign in."""
    _pass_on_team([worker], today)


def _pass_on_team(workers: list[Worker], today: date, *, past: bool = False) -> int:
    """Give children whose team is not recorded the team of their social worker; `past`: of an earlier one."""
    reached = 0
    for team in {worker.team_id for worker in workers if worker.team_id}:
        rows = SocialWorkerAllocation.objects.filter(
            worker__in=[w for w in workers if w.team_id == team], ended_on__isnull=not past, team=None
        )
        check_team_known(rows, team, today)
        reached += rows.update(team=team)
    return reached


# --- two that are one person


def alike(authority: Authority) -> list[tuple[Worker, Worker]]:
    """Pairs of workers with one name, one of whom has no number: perhaps the same person, named twice."""
    by_name: dict[str, list[Worker]] = {}
    for worker in Worker.objects.filter(authority=authority).exclude(name="").select_related("user"):
        by_name.setdefault(_plain(worker.name), []).append(worker)
    apart = set(
        WorkersApart.objects.filter(one__authority=authority).order_by("pk").values_list("one", "other")
    )
    pairs = (pair for group in by_name.values() for pair in combinations(group, 2))
    asked = (pair for pair in pairs if _may_be_one(*pair))
    found = (sorted(pair, key=lambda worker: bool(worker.staff_id)) for pair in asked)
    return [(one, other) for one, other in found if tuple(sorted((one.pk, other.pk))) not in apart]


def _may_be_one(one: Worker, other: Worker) -> bool:
    """Two with a number each are two to the imports that name them, and two who sign in are two people."""
    both_named = bool(one.staff_id and other.staff_id)
    two_sign_in = bool(one.user_id and other.user_id and one.user_id != other.user_id)
    return not both_named and not two_sign_in


def _plain(name: str) -> str:
    """A name without case, and without the order in which a system writes it (REED, Iris)."""
    return " ".join(sorted(name.casefold().replace(",", " ").split()))


def keep_apart(*, one: Worker, other: Worker, by: User) -> None:
    """Say that two workers of one name are two people: nobody is asked again. Raises NotNow."""
    first, second = sorted((one, other), key=lambda worker: worker.pk)
    with action("worker.kept_apart", by=by, authority=one.authority_id, target=first, other=second.pk):
        hold(first)
        if WorkersApart.objects.filter(one=first, other=second).exists():
            raise NotNow(APART_ALREADY)
        WorkersApart.objects.create(one=first, other=second)
