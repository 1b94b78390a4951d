"""Who has, or had in this period of care, a part in a child's case that bars from being its IRO (AP-10)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, DateField, F, OuterRef, Q, QuerySet, Value

from accounts.access.roles import CONTROLS_RESOURCES
from accounts.models import Membership, PastLine, PastPerson, TeamLine
from accounts.written import Written
from children.models import PeriodOfCare, SocialWorkerAllocation
from statute.appointment import Conflict


@dataclass(frozen=True)
class Line:
    """That a person stands in the line of a team, or stood in it until a day. Without a team: that they
    control the resources of every case of the council, as its Director, say.
    """

    user: int
    team: int | None
    until: date | None

    def reaches(self, since: date) -> bool:
        """Whether the person managed the team at any time since the day. What was taken away on the day
        counts too: it stood until then.
        """
        return self.until is None or self.until >= since


@dataclass(frozen=True)
class Part:
    """A social worker and a team of the child, since when in this period of care."""

    worker: int | None
    people: frozenset[int]
    """Who signs in as the social worker, and who did."""
    team: int | None
    since: date


def controlling(**of: Any) -> QuerySet[Membership]:
    """Roles that control the resources of cases, those over and those yet to come among them. One that ended
    on its first day never began.
    """
    lasted = Q(ended_on=None) | Q(ended_on__gt=F("started_on"))
    return Membership.objects.filter(lasted, role__in=CONTROLS_RESOURCES, **of).order_by()


def _rows(authority: Any, **of: Any) -> "QuerySet[TeamLine, tuple[Any, ...]]":
    """Lines that stand, lines that ended, and who controls the council's resources, in one statement."""
    columns = ("user", "team", "until")
    people = {"user": of["user"]} if "user" in of else {}
    controls = controlling(authority=authority, **people).annotate(
        nothing=Value(None, output_field=BigIntegerField()), until=F("ended_on")
    )
    stands = TeamLine.objects.filter(**of).order_by().annotate(until=Value(None, output_field=DateField()))
    ended = PastLine.objects.filter(**of).order_by().annotate(until=F("ended_on"))
    lines = stands.values_list(*columns).union(ended.values_list(*columns), all=True)
    return lines.union(controls.values_list("user", "nothing", "until"), all=True)


_OF_PERSON = Written(
    lambda user, authority: _rows(authority, user=user), user=BigIntegerField(), authority=BigIntegerField()
)


def lines_of_person(user_id: int, authority_id: int) -> list[Line]:
    """The teams whose manager the person is or was, and whether they control the council's resources."""
    return [_as_line(*row) for row in _OF_PERSON(user=user_id, authority=authority_id)]


def lines_of_teams(team_ids: Collection[int], authority_id: int) -> list[Line]:
    """Whoever manages or managed any of these teams, or controls the council's resources."""
    return [_as_line(*row) for row in _rows(authority_id, team__in=list(team_ids))]


def _as_line(user: int, team: int | None, until: date | None) -> Line:
    """A role is over on the day on which it ends; a line stood until that day."""
    return Line(user, team, until - A_DAY if until and team is None else until)


A_DAY = timedelta(days=1)


def began_in(period: PeriodOfCare | None) -> date:
    """The first day that counts: that of the period of care, or of all time where the child has none."""
    return period.started_on if period else date.min


def with_people(rows: QuerySet[SocialWorkerAllocation]) -> QuerySet[Any]:
    """The allocations with their workers, and `were`: who signed in as the worker meanwhile, before the link
    was taken away.
    """
    were = PastPerson.objects.filter(worker=OuterRef("worker"), ended_on__gte=OuterRef("started_on"))
    return rows.select_related("worker").annotate(were=ArraySubquery(were.order_by("pk").values("user")))


def parts_in_period(rows: Iterable[Any], period: PeriodOfCare | None) -> list[Part]:
    """What of these allocations (`with_people`) falls in the period of care; all, where the child
    has none.
    """
    began = began_in(period)
    return [
        Part(row.worker_id, _people(row), row.team_id, max(row.started_on, began))
        for row in rows
        if row.ended_on is None or row.ended_on > began
    ]


def _people(row: Any) -> frozenset[int]:
    now = [row.worker.user_id] if row.worker and row.worker.user_id else []
    return frozenset([*now, *row.were])


def conflicts_among_parts(
    parts: Collection[Part],
    lines: Iterable[Line],
    *,
    began: date,
    user: int | None,
    worker: int | None = None,
) -> set[Conflict]:
    """What bars who signs in as this user, or is this worker; `lines`: of this person among others; `began`:
    the first day that counts.
    """
    found = set()
    if any((worker and part.worker == worker) or user in part.people for part in parts):
        found.add(Conflict.SOCIAL_WORKER)
    own = [line for line in lines if line.user == user]
    if any(
        line.team == part.team and line.reaches(part.since) for part in parts for line in own if line.team
    ):
        found.add(Conflict.MANAGER)
    if any(line.team is None and line.reaches(began) for line in own):
        found.add(Conflict.BUDGET_HOLDER)
    return found
