"""Whether the child's IRO is there to act: others act only in the IRO's absence."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from accounts.access.roles import Role
from accounts.access.viewers import memberships_of
from accounts.clock import now
from accounts.models import AccessLog, User
from children.models import Child

AWAY_AFTER = timedelta(days=5)
"""An IRO who opened nothing for so long is away: a weekend and a bank holiday beside it are not enough."""


def iro_seen(child: Child, today: date) -> tuple[User, datetime] | None:
    """The child's IRO who signs in here and when they last opened a record, where that was in the last days.

    None where the IRO is absent: nobody is allocated, the one allocated has left or has no account, or has
    opened nothing for five days.
    """
    allocation = child.iro_allocations.filter(ended_on=None).select_related("worker__user").first()
    person = allocation.worker.user if allocation else None
    if person is None or not person.is_active:
        return None
    held = memberships_of(person, today)
    if not any(m.authority_id == child.authority_id and m.role == Role.IRO for m in held):
        return None
    looks = AccessLog.objects.filter(user=person, at__gte=now() - AWAY_AFTER)
    last = looks.order_by("-at").values_list("at", flat=True).first()
    return (person, timezone.localtime(last)) if last else None
