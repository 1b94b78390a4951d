"""The QA manager sets from when a kind of record is complete."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from accounts.audit import trail as audit
from accounts.clock import now
from accounts.models import Authority, RecordedSince, User
from accounts.recording.since import Kind
from accounts.registry import registered
from statute.refusals import Refused

IN_FUTURE = "The date must be today or in the past."
FIRST_IROS = date(2004, 9, 27)
"""Councils have had IROs since section 118 of the Adoption and Children Act 2002 came into force. What their
service records is complete from no earlier day, whatever was typed in of former years.
"""
TOO_EARLY = "Councils have had IROs since 27 September 2004. The date must be that day or later."
NOT_SET = "Nobody has set a date: that of the first record is used already."


def set_since(
    *, authority: Authority, kind: Kind, since: date, reason: str, by: User, today: date
) -> RecordedSince:
    """Set the day from which a kind is complete; it takes the place of the proposed one, and figures are
    counted anew by it (settings.AFTER_RECORDING_SET). Raises Refused.
    """
    if since > today:
        raise Refused(IN_FUTURE, "since")
    if since < FIRST_IROS:
        raise Refused(TOO_EARLY, "since")
    with _logged(authority, kind, str(since), reason, by) as event:
        event.target, _ = RecordedSince.objects.update_or_create(
            authority=authority,
            kind=kind.code,
            defaults={"since": since, "reason": reason.strip(), "set_by": by, "set_at": now()},
        )
    return event.target


def use_first_record(*, authority: Authority, kind: Kind, reason: str, by: User) -> RecordedSince:
    """Take a set day back: the kind is complete from its first record again. The row stays, so that figures
    of the day before are known to be older than this. Raises Refused.
    """
    with _logged(authority, kind, "first record", reason, by) as event:
        rows = RecordedSince.objects.select_for_update().filter(authority=authority, kind=kind.code)
        event.target = row = rows.filter(since__isnull=False).first()
        if row is None:
            raise Refused(NOT_SET)
        row.since, row.reason, row.set_by, row.set_at = None, reason.strip(), by, now()
        row.save()
    return row


@contextmanager
def _logged(authority: Authority, kind: Kind, since: str, reason: str, by: User) -> Iterator[audit.Action]:
    """Log what is set for a kind of record; its figures are counted again afterwards."""
    with audit.action(
        "recording.since_set", by=by, authority=authority, reason=reason, record=kind.code, since=since
    ) as event:
        yield event
        for follow in registered("AFTER_RECORDING_SET"):
            follow(authority, by)
