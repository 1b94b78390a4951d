"""The kinds of record that the portal keeps of children, for accounts.recording."""

from datetime import date

from django.db.models import Min
from django.db.models.functions import Coalesce

from accounts.models import Authority
from accounts.recording.since import Kind
from children.models import CareNotification, PackGiven, StandIn


def _notification(authority: Authority) -> date | None:
    """The first start of care of which it was recorded when the IRO service was told."""
    rows = CareNotification.objects.filter(child__authority=authority)
    return rows.aggregate(first=Min("care_from"))["first"]


def _pack(authority: Authority) -> date | None:
    """The first day on which something of the starter pack was sent, or a child asked about it."""
    rows = PackGiven.objects.filter(child__authority=authority)
    return rows.aggregate(first=Min(Coalesce("sent_on", "asked_on")))["first"]


def _stand_in(authority: Authority) -> date | None:
    """The first day on which an IRO stood in for another one."""
    rows = StandIn.objects.filter(child__authority=authority)
    return rows.aggregate(first=Min("started_on"))["first"]


def kinds() -> tuple[Kind, ...]:
    return (
        Kind("notifications", "Notifications of children who come into care", _notification),
        Kind("packs", "Starter packs", _pack),
        Kind("stand_ins", "IROs who stand in for another one", _stand_in),
    )
