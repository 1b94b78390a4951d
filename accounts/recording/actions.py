"""The QA manager sets from when a kind of record is complete."""

from datetime import date

from accounts.audit import trail as audit
from accounts.clock import now
from accounts.models import Authority, RecordedSince, User
from accounts.recording.since import Kind
from accounts.registry import registered
from statute.refusals import Refused

IN_FUTURE = "The date must be today or in the past."


def set_since(
    *, authority: Authority, kind: Kind, since: date, reason: str, by: User, today: date
) -> RecordedSince:
    """Set the day from which a kind is complete; it takes the place of the proposed one, and figures are
    counted anew by it (settings.AFTER_RECORDING_SET). Raises Refused.
    """
    if since > today:
        raise Refused(IN_FUTURE, "since")
    with audit.action(
        "recording.since_set", by=by, authority=authority, reason=reason, record=kind.code, since=str(since)
    ) as event:
        row, _ = RecordedSince.objects.update_or_create(
            authority=authority,
            kind=kind.code,
            defaults={"since": since, "reason": reason.strip(), "set_by": by, "set_at": now()},
        )
        event.target = row
        for follow in registered("AFTER_RECORDING_SET"):
            follow(authority, by)
    return row
