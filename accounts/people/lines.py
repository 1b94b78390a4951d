"""Of which teams a person is the manager, and which worker of the council's records they are."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.audit.trail import action
from accounts.models import Authority, Membership, PastLine, PastPerson, Team, TeamLine, User, Worker
from accounts.people.independence import check_independent, hold_cases
from accounts.people.workers import check_somebody_else


def end_lines(lines: QuerySet[TeamLine], today: date) -> None:
    """Take lines of management away, and keep that these people managed these teams until today."""
    PastLine.objects.bulk_create(
        [
            PastLine(team_id=line.team_id, user_id=line.user_id, level=line.level, ended_on=today)
            for line in lines.order_by("pk")
        ]
    )
    lines.delete()


def end_links(workers: QuerySet[Worker], today: date) -> None:
    """Say of workers that nobody signs in as them, and keep who they were until today."""
    linked = workers.exclude(user=None).order_by("pk").values_list("pk", "user")
    PastPerson.objects.bulk_create(
        [PastPerson(worker_id=pk, user_id=user, ended_on=today) for pk, user in linked]
    )
    workers.update(user=None)


def in_charge(day: date) -> QuerySet[TeamLine]:
    """The lines of those who manage on the day: active people whose role of that level runs then. A role that
    was given with a last day leaves its lines behind, and one that begins later may have them already.
    """
    role = Membership.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=day),
        user=OuterRef("user"),
        role=OuterRef("level"),
        authority=OuterRef("team__authority"),
        started_on__lte=day,
    )
    return TeamLine.objects.filter(Exists(role), user__is_active=True)


def set_line(
    *, person: User, authority: Authority, level: str, teams: list[Team], by: User, today: date
) -> None:
    """Say of which teams of the council the person is the manager at this level."""
    wanted = {team.pk for team in teams}
    standing = TeamLine.objects.filter(user=person, level=level, team__authority=authority)
    with action(
        "person.line_set", by=by, authority=authority, target=person, level=level, teams=sorted(wanted)
    ):
        hold_cases(authority)
        check_independent(person=person, authority=authority, team_ids=wanted, today=today)
        if wanted - set(standing.values_list("team_id", flat=True)):
            check_somebody_else(person, by)
        end_lines(standing.exclude(team__in=wanted), today)
        kept = set(standing.values_list("team_id", flat=True))
        TeamLine.objects.bulk_create(
            [TeamLine(team_id=pk, user=person, level=level) for pk in sorted(wanted - kept)]
        )


def set_managers(*, team: Team, managers: dict[str, list[User]], by: User, today: date) -> None:
    """Say who manages a team at each of these levels; other levels stay as they are."""
    standing = TeamLine.objects.filter(team=team, level__in=list(managers))
    wanted = {(level, person.pk): person for level, people in managers.items() for person in people}
    with action(
        "team.managers_set",
        by=by,
        authority=team.authority,
        target=team,
        managers=sorted(pk for _, pk in wanted),
    ):
        hold_cases(team.authority)
        had = set(standing.values_list("level", "user").order_by("pk"))
        for key in sorted(wanted.keys() - had):
            check_somebody_else(wanted[key], by)
            check_independent(person=wanted[key], authority=team.authority, team_ids={team.pk}, today=today)
        for level, pk in had - wanted.keys():
            end_lines(standing.filter(level=level, user=pk), today)
        TeamLine.objects.bulk_create(
            [TeamLine(team=team, user_id=pk, level=level) for level, pk in sorted(wanted.keys() - had)]
        )


def link_person(*, authority: Authority, person: User, worker: Worker | None, by: User, today: date) -> None:
    """Say which worker of the council's records the person is; None takes the link away."""
    with action(
        "person.worker_linked",
        by=by,
        authority=authority,
        target=person,
        worker=worker.pk if worker else None,
    ):
        hold_cases(authority)
        if worker:
            if worker.user_id != person.pk:
                check_somebody_else(person, by)
            check_independent(person=person, authority=authority, worker=worker, today=today)
        linked = Worker.objects.filter(authority=authority, user=person)
        end_links(linked.exclude(pk=worker.pk) if worker else linked, today)
        if worker:
            end_links(Worker.objects.filter(pk=worker.pk).exclude(user=person), today)
            Worker.objects.filter(pk=worker.pk, authority=authority).update(user=person)
