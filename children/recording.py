"""The kinds of record that the portal keeps of children, for accounts.recording."""

from datetime import date

from django.db.models import Min

from accounts.models import Authority
from accounts.recording.since import Kind
from children.models import CareNotification


def _notification(authority: Authority) -> date | None:
    """The first start of care of which it was recorded when the IRO service was told."""
    rows = CareNotification.objects.filter(child__authority=authority)
    return rows.aggregate(first=Min("care_from"))["first"]


def kinds() -> tuple[Kind, ...]:
    return (Kind("notifications", "Notifications of children who come into care", _notification),)
