"""The days away that people enter for themselves. The calendar shows them, and whoever books a review is
warned of them.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q

from accounts.access.viewers import Viewer
from accounts.audit import trail as audit
from accounts.lifecycle import NotNow
from accounts.models import Authority, User, Worker
from children.models import Child
from reviews.models import DaysAway

A_DAY = timedelta(days=1)
LONGEST = timedelta(days=366)
ENDS_FIRST = "The last day must not be before the first one."
TOO_LONG = "Enter a year at most."
OVERLAPS = "You have entered some of these days already."
NO_WORKER = "You are not on the council’s list of workers, so you cannot enter days away."


def own_worker(viewer: Viewer) -> Worker | None:
    """The person's entry among the council's workers."""
    rows = Worker.objects.filter(user=viewer.user_id, authority=viewer.authority_id)
    return rows.order_by("-is_iro", "pk").first()


def add(*, worker: Worker, first: date, last: date, by: User) -> DaysAway:
    """Enter days away, both included. Raises NotNow."""
    if last < first:
        raise NotNow(ENDS_FIRST, "last")
    if last - first > LONGEST:
        raise NotNow(TOO_LONG, "last")
    with audit.action("calendar.away_added", by=by, authority=worker.authority_id) as event:
        audit.hold(worker)
        if worker.days_away.filter(started_on__lte=last, ended_on__gt=first).exists():
            raise NotNow(OVERLAPS, "first")
        event.target = found = DaysAway.objects.create(worker=worker, started_on=first, ended_on=last + A_DAY)
    return found


def remove(*, away: DaysAway, by: User) -> None:
    """Remove days away."""
    with audit.action("calendar.away_removed", by=by, authority=away.worker.authority_id, target=away):
        audit.hold(away)
        away.delete()


def away_between(
    authority: Authority, workers: Iterable[int], first: date, last: date
) -> dict[date, list[str]]:
    """Each day -> who of these workers is away, in one query."""
    rows = DaysAway.objects.filter(
        worker__in=list(workers), worker__authority=authority, started_on__lte=last, ended_on__gt=first
    )
    found: dict[date, list[str]] = defaultdict(list)
    for row in rows.select_related("worker").order_by("worker__name", "pk"):
        day = max(row.started_on, first)
        while day < row.ended_on and day <= last:
            found[day].append(str(row.worker))
            day += A_DAY
    return found


def away_on(child: Child, on: date) -> list[Worker]:
    """Which of the child's IRO and social worker are away on a day."""
    away = DaysAway.objects.filter(worker=OuterRef("pk"), started_on__lte=on, ended_on__gt=on)
    iro = child.iro_allocations.filter(ended_on=None).values("worker")
    worker = child.social_worker_allocations.filter(ended_on=None).values("worker")
    rows = Worker.objects.filter(Exists(away), Q(pk__in=iro) | Q(pk__in=worker))
    return list(rows.order_by("name", "pk"))
