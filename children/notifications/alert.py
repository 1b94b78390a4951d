"""An alert to a manager that the IRO service was not told, or late: when offered, and its words."""

from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from accounts.access.roles import Permission
from accounts.access.viewers import Viewer
from accounts.templatetags.govuk import day as in_words
from children.access import may_record
from children.models import Child
from children.notifications.facts import Rules, notification_of, standing
from statute.notification import Telling

KIND = "notification"
THEME = "NOTIFICATION"


def _text(child: Child, today: date) -> str:
    """What there is to say; empty where the IRO service was told in time, may still be told in time, or
    nothing is known because the child came before the council recorded notifications.
    """
    period = child.periods.filter(ended_on=None).select_related("child__authority").first()
    if period is None:
        return ""
    found = notification_of(period)
    stands = standing(Rules.of(child), period, found, today)
    came = f"The child came into care on {in_words(period.started_on)}."
    if stands.telling is Telling.OVERDUE:
        return f"{came} The IRO service has not been told."
    if stands.telling is not Telling.LATE or found is None or stands.due_on is None:
        return ""
    why = f" Reason: {found.get_delay_reason_display()}." if found.delay_reason else ""
    by = in_words(stands.due_on)
    told = f"The IRO service was told on {in_words(found.received_on)}, and was to be told by {by}."
    return f"{came} {told}{why}"


def link(viewer: Viewer, child: Child, today: date) -> str:
    """Address of the page that raises it, for the child's IRO; empty where there is nothing to raise."""
    if not (viewer.may(Permission.CHALLENGE) and may_record(viewer, child) and _text(child, today)):
        return ""
    return f"{reverse(settings.CONCERN_PAGE, args=[child.public_id])}?text={KIND}:{child.public_id}"


def prefill(viewer: Viewer, child: Child, key: str, today: date) -> dict[str, Any] | None:
    """The words and the theme of the alert, for settings.CONCERN_PREFILLS."""
    kind, _, name = key.partition(":")
    try:
        is_this = kind == KIND and UUID(name) == child.public_id
    except ValueError:
        return None
    text = _text(child, today) if is_this else ""
    return {"text": text, "themes": [THEME]} if text else None
