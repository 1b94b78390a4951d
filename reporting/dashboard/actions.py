"""What the QA manager sets on the dashboard: its measures, and notes on months."""

from collections.abc import Sequence
from datetime import date

from accounts.audit import trail as audit
from accounts.clock import now
from accounts.models import Authority, User
from reporting.models import KeyMeasures, MonthNote
from statute.refusals import Refused


class NoteRefused(Refused):
    """There is a note on this already."""


def choose(*, authority: Authority, codes: Sequence[str], by: User) -> KeyMeasures:
    """Keep which measures the dashboard shows, in this order."""
    with audit.action("dashboard.chosen", by=by, authority=authority, measures=len(codes)) as event:
        audit.hold(authority)
        kept, _ = KeyMeasures.objects.update_or_create(authority=authority, defaults={"codes": list(codes)})
        event.target = kept
    return kept


def add_note(*, authority: Authority, code: str, month: date, text: str, by: User) -> MonthNote:
    """Say something of a measure in a month. Raises NoteRefused where there is a note already."""
    with audit.action("dashboard.noted", by=by, authority=authority, measure=code, month=str(month)) as event:
        audit.hold(authority)
        if MonthNote.objects.filter(authority=authority, code=code, month=month).exists():
            raise NoteRefused("There is a note on this month already. Change that one.", "month")
        event.target = made = MonthNote.objects.create(
            authority=authority, code=code, month=month, text=text, written_by=by, written_at=now()
        )
    return made


def change_note(*, note: MonthNote, text: str, by: User) -> None:
    """Say it otherwise."""
    with audit.action("dashboard.note_changed", by=by, authority=note.authority_id, target=note):
        audit.hold(note)
        note.text, note.written_by, note.written_at = text, by, now()
        note.save(update_fields=["text", "written_by", "written_at"])


def remove_note(*, note: MonthNote, by: User) -> None:
    """Take a note away. Its history stays."""
    with audit.action("dashboard.note_removed", by=by, authority=note.authority_id, measure=note.code):
        audit.hold(note)
        note.delete()
