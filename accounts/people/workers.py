"""Somebody with a role in a case is a worker of the council too, whether or not an import named them."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from accounts.access.roles import Role
from accounts.audit.trail import action
from accounts.models import Authority, Team, User, Worker, WorkerHours
from accounts.people.independence import check_independent, hold_cases
from accounts.registry import registered
from statute.refusals import Refused

TITLES: dict[str, str] = {
    Role.IRO: "Independent Reviewing Officer",
    Role.SOCIAL_WORKER: "Social worker",
}
"""The roles whose holders children are allocated to, as files that go to other systems call them: there the
name of the law stands, whatever the council says."""


YOUR_OWN_REACH = "You cannot change whose children you see yourself. Ask another administrator to do it."


def check_somebody_else(person: User, by: User) -> None:
    """Nobody widens by themselves what their own role reaches."""
    if person.pk == by.pk:
        raise Refused(YOUR_OWN_REACH)


@transaction.atomic
def worker_for(
    *,
    person: User,
    authority: Authority,
    role: str,
    team: Team | None,
    by: User,
    today: date,
    number: str = "",
    in_force: bool = True,
) -> Worker | None:
    """The worker whom a person with this role is: the one linked, the one with the number, or a new one.

    `in_force`: the role is given; else it waits for a second person, and nobody can be allocated to them as
    IRO yet. None for a role without children of its own. Raises Refused for somebody else's number.
    """
    if role not in TITLES:
        return None
    hold_cases(authority)
    worker = Worker.objects.filter(authority=authority, user=person).order_by("pk").first()
    if number and (worker is None or worker.staff_id != number):
        worker = _with_number(authority, person, number, worker, by, today)
    is_iro = role == Role.IRO and in_force
    if worker is not None and _is_so_already(worker, person, is_iro, role, team):
        return worker
    with action("worker.linked", by=by, authority=authority, role=role) as event:
        if worker is None:
            worker = Worker(authority=authority, staff_id=number, job_title=TITLES[role])
        worker.is_iro = worker.is_iro or is_iro
        _link(worker, person, team if role == Role.SOCIAL_WORKER else None, today)
        event.target = worker
    return worker


def _link(worker: Worker, person: User, team: Team | None, today: date) -> None:
    """The worker is this person; a recorded name stays, a team that is given replaces another."""
    worker.user = person
    worker.name = worker.name or person.name
    worker.team = team or worker.team
    worker.save()
    for pass_on in registered("AFTER_WORKER_LINKED"):
        pass_on(worker, today)


def _is_so_already(worker: Worker, person: User, is_iro: bool, role: str, team: Team | None) -> bool:
    lacks_team = role == Role.SOCIAL_WORKER and team is not None and worker.team_id != team.pk
    lacks_role = is_iro and not worker.is_iro
    return worker.user_id == person.pk and bool(worker.name) and not lacks_role and not lacks_team


def _give_number(worker: Worker, number: str, by: User) -> None:
    with action("worker.number_given", by=by, authority=worker.authority_id, target=worker):
        worker.staff_id = number
        worker.save(update_fields=["staff_id"])


def _with_number(
    authority: Authority, person: User, number: str, linked: Worker | None, by: User, today: date
) -> Worker | None:
    found = Worker.objects.filter(authority=authority, staff_id=number).first()
    if found is None:
        if linked is not None and linked.staff_id:
            raise Refused(
                f"This person is in the records already, with the number {linked.staff_id}.", "number"
            )
        if linked is not None:
            _give_number(linked, number, by)
        return linked
    if found.user_id not in (None, person.pk):
        raise Refused(f"The number {number} belongs to somebody else who signs in.", "number")
    if linked is not None and linked.pk != found.pk:
        raise Refused("This person is linked to another worker already. Change the link first.", "number")
    if found.user_id is None:
        check_somebody_else(person, by)
    check_independent(person=person, authority=authority, worker=found, today=today)
    return found


def set_hours(
    *,
    worker: Worker,
    starts_on: date,
    full_time_equivalent: Decimal,
    other_duties: Decimal,
    duties: str,
    by: User,
) -> WorkerHours:
    """Say how much of a full-time post the worker has from a day on; hours from the same day are replaced."""
    with action(
        "worker.hours_set",
        by=by,
        authority=worker.authority_id,
        target=worker,
        starts_on=str(starts_on),
        full_time_equivalent=str(full_time_equivalent),
        other_duties=str(other_duties),
    ):
        hours, _ = WorkerHours.objects.update_or_create(
            worker=worker,
            starts_on=starts_on,
            defaults={
                "full_time_equivalent": full_time_equivalent,
                "other_duties": other_duties,
                "duties": duties,
            },
        )
    return hours
