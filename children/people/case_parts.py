"""Who has, or had in this period of care, a part in a child's case that bars from being its IRO (AP-10)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, DateField, F, QuerySet, Value

from accounts.models import PastLine, TeamLine
from accounts.written import Written
from children.models import PeriodOfCare, SocialWorkerAllocation
from statute.appointment import Conflict


@dataclass(frozen=True)
class Line:
    """That a person stands in the line of a team, or stood in it until a day."""

    user: int
    team: int
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
    user: int | None
    team: int | None
    since: date


def _rows(**of: Any) -> "QuerySet[TeamLine, tuple[Any, ...]]":
    """Lines that stand and lines that ended, in one statement."""
    columns = ("user", "team", "until")
    stands = TeamLine.objects.filter(**of).order_by().annotate(until=Value(None, output_field=DateField()))
    ended = PastLine.objects.filter(**of).order_by().annotate(until=F("ended_on"))
    return stands.values_list(*columns).union(ended.values_list(*columns), all=True)


_OF_PERSON = Written(lambda user: _rows(user=user), user=BigIntegerField())


def lines_of_person(user_id: int) -> list[Line]:
    """The teams whose manager the person is or was."""
    return [Line(*row) for row in _OF_PERSON(user=user_id)]


def lines_of_teams(team_ids: Collection[int]) -> list[Line]:
    """Whoever manages or managed any of these teams."""
    return [Line(*row) for row in _rows(team__in=list(team_ids))]


def parts_in_period(rows: Iterable[SocialWorkerAllocation], period: PeriodOfCare | None) -> list[Part]:
    """What of these allocations, which bring their workers, falls in the period of care; all, where the child
    has none.
    """
    began = period.started_on if period else date.min
    return [
        Part(
            row.worker_id, row.worker.user_id if row.worker else None, row.team_id, max(row.started_on, began)
        )
        for row in rows
        if row.ended_on is None or row.ended_on > began
    ]


def conflicts_among_parts(
    parts: Collection[Part], lines: Iterable[Line], *, user: int | None, worker: int | None = None
) -> set[Conflict]:
    """What bars who signs in as this user, or is this worker; `lines`: of this person among others."""
    found = set()
    if any((worker and part.worker == worker) or (user and part.user == user) for part in parts):
        found.add(Conflict.SOCIAL_WORKER)
    own = [line for line in lines if line.user == user]
    if any(line.team == part.team and line.reaches(part.since) for part in parts for line in own):
        found.add(Conflict.MANAGER)
    return found
