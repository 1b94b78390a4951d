"""What happens with the IRO's notes on a child: written, and struck out where one is wrong (P-45)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from accounts.audit import trail as audit
from accounts.clock import now
from accounts.lifecycle import NotNow
from accounts.models import User
from accounts.registry import registered
from children.models import Child
from reviews.models import CaseNote, Review
from reviews.models.note import WITH_SOMEBODY

NOT_TO_COME = "The day must be today or in the past."
NAME_THEM = "Enter who it was with."
ANOTHER_CHILD = "Select a review of this child."
OTHER_CONCERN = "Select a concern of this child."
STRUCK = "This note is struck out already."


@dataclass(frozen=True)
class Note:
    """What the IRO notes. `review` None: it is about none in particular."""

    kind: str
    on: date
    text: str
    with_whom: str = ""
    review: Review | None = None
    concern: UUID | None = None


def write(*, child: Child, note: Note, by: User, today: date) -> CaseNote:
    """Put a note on the child's record. Raises NotNow for a day to come, or where nobody is named."""
    if note.on > today:
        raise NotNow(NOT_TO_COME, "on")
    if note.kind in WITH_SOMEBODY and not note.with_whom.strip():
        raise NotNow(NAME_THEM, "with_whom")
    if note.review is not None and note.review.child_id != child.pk:
        raise NotNow(ANOTHER_CHILD, "review")
    if note.concern is not None and not any(
        is_of(note.concern, child) for is_of in registered("CONCERN_IS_OF")
    ):
        raise NotNow(OTHER_CONCERN, "concern")
    with audit.action(
        "note.written", by=by, authority=child.authority_id, child_id=child.pk, of=note.kind
    ) as event:
        event.target = found = CaseNote.objects.create(
            child=child,
            review=note.review,
            concern=note.concern,
            kind=note.kind,
            on=note.on,
            with_whom=note.with_whom.strip(),
            text=note.text.strip(),
            written_by=by,
            written_at=now(),
        )
    return found


def strike(*, note: CaseNote, because: str, by: User) -> None:
    """Strike out a wrong note. It stays readable and is no longer counted. Raises NotNow."""
    child = note.child
    with audit.action("note.struck", by=by, authority=child.authority_id, child_id=child.pk, target=note):
        audit.hold(note)
        if note.struck_at is not None:
            raise NotNow(STRUCK)
        note.struck_at, note.struck_by, note.struck_because = now(), by, because.strip()
        note.save(update_fields=["struck_at", "struck_by", "struck_because"])
