"""Who of the council's workers can be chosen for a child: of those who have an account, whoever has a role
here. An account stays with the worker when its roles end, and may go on in another council.
"""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.access.roles import Role
from accounts.lifecycle import NotNow
from accounts.models import Membership, Worker
from accounts.people.actions import open_memberships

NO_ROLE = "This person does not have the role IRO here, so they could record nothing. Choose another one."
NOT_HERE = "This person does not work in this council any more. Choose another one."
ROLE_ENDS = "This person’s role IRO ends before that day. Choose an earlier last day, or another IRO."


def can_be_iro(today: date) -> Q:
    """Workers without an account, and those who have the role IRO in the council of the worker."""
    held = _held(today).filter(user=OuterRef("user"), authority=OuterRef("authority"), role=Role.IRO)
    return Q(user=None) | Q(Exists(held), user__is_active=True)


def works_here(today: date) -> Q:
    """Workers without an account, and those who have any role in the council of the worker."""
    held = _held(today).filter(user=OuterRef("user"), authority=OuterRef("authority"))
    return Q(user=None) | Q(Exists(held), user__is_active=True)


def _held(today: date) -> QuerySet[Membership]:
    return Membership.objects.filter(open_memberships(today), started_on__lte=today)


def check_can_be_iro(worker: Worker, on: date, last_day: date | None = None) -> None:
    """Raise NotNow where somebody with an account does not have the role IRO on the day, or not until the
    last day.
    """
    if not Worker.objects.filter(can_be_iro(on), pk=worker.pk).exists():
        raise NotNow(NO_ROLE, "iro")
    if last_day is not None and not Worker.objects.filter(can_be_iro(last_day), pk=worker.pk).exists():
        raise NotNow(ROLE_ENDS, "last_day")


def check_works_here(worker: Worker, today: date) -> None:
    """Raise NotNow where somebody with an account has no role in the council any more."""
    if not Worker.objects.filter(works_here(today), pk=worker.pk).exists():
        raise NotNow(NOT_HERE, "worker")
