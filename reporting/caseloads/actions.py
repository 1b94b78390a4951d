"""Notes on the practice of an IRO: written, corrected, removed."""

from typing import Any

from accounts.audit import trail as audit
from accounts.clock import now
from accounts.models import User, Worker
from reporting.models import PracticeNote


def add_note(*, worker: Worker, by: User, **said: Any) -> PracticeNote:
    """Keep a note on supervision, an observation, an audit or training."""
    kind = said["kind"]
    with audit.action("practice.noted", by=by, authority=worker.authority_id, kind_of=kind) as event:
        audit.hold(worker)
        event.target = made = PracticeNote.objects.create(
            worker=worker, written_by=by, written_at=now(), **said
        )
    return made


def change_note(*, note: PracticeNote, by: User, **said: Any) -> None:
    """Correct a note. What it said before stays in its history."""
    with audit.action("practice.note_changed", by=by, authority=note.worker.authority_id, target=note):
        audit.hold(note)
        for name, value in said.items():
            setattr(note, name, value)
        note.written_by, note.written_at = by, now()
        note.save(update_fields=[*said, "written_by", "written_at"])


def remove_note(*, note: PracticeNote, by: User) -> None:
    """Take out a note that was written by mistake. Its history stays."""
    with audit.action("practice.note_removed", by=by, authority=note.worker.authority_id, kind_of=note.kind):
        audit.hold(note)
        note.delete()
