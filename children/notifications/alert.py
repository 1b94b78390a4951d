"""An alert to a manager that the IRO service was not told, or late: when offered, and its words."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localdate

from accounts.access.roles import Permission
from accounts.access.viewers import Viewer
from accounts.templatetags.govuk import day as in_words
from children.access import may_record
from children.models import Child
from children.notifications.facts import Rules, notice_due_on, notification_of
from children.notifications.missing import told_from

KIND = "notification"
THEME = "NOTIFICATION"


def _text(child: Child) -> str:
    """What there is to say; empty where the IRO service was told in time, and where the child came into care
    before the council recorded notifications.
    """
    period = child.periods.filter(ended_on=None).first()
    if period is None:
        return ""
    due, found = notice_due_on(Rules.of(child), period.started_on), notification_of(period)
    came = f"The child came into care on {in_words(period.started_on)}."
    recorded_on = localdate(period.recorded_at)
    if found is None and period.started_on < told_from(child.authority, recorded_on):
        return ""
    if found is None:
        return f"{came} The IRO service has not been told."
    if due is None or found.received_on <= due:
        return ""
    why = f" Reason: {found.get_delay_reason_display()}." if found.delay_reason else ""
    told = (
        f"The IRO service was told on {in_words(found.received_on)}, and was to be told by {in_words(due)}."
    )
    return f"{came} {told}{why}"


def link(viewer: Viewer, child: Child) -> str:
    """Address of the page that raises it, for the child's IRO; empty where there is nothing to raise."""
    if not (viewer.may(Permission.CHALLENGE) and may_record(viewer, child) and _text(child)):
        return ""
    return f"{reverse(settings.CONCERN_PAGE, args=[child.public_id])}?text={KIND}:{child.public_id}"


def prefill(viewer: Viewer, child: Child, key: str) -> dict[str, Any] | None:
    """The words and the theme of the alert, for settings.CONCERN_PREFILLS."""
    kind, _, name = key.partition(":")
    try:
        is_this = kind == KIND and UUID(name) == child.public_id
    except ValueError:
        return None
    text = _text(child) if is_this else ""
    return {"text": text, "themes": [THEME]} if text else None
