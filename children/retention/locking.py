"""A record that was closed after an adoption order is locked: nothing is written to it until somebody opens
it again.
"""

from datetime import date, timedelta

from accounts.access.actions import name_person
from accounts.access.lasting import Lasting, longest
from accounts.access.roles import Role
from accounts.audit import trail as audit
from accounts.calendars import terms_for
from accounts.clock import now
from accounts.lifecycle import NotNow
from accounts.models import Authority, User
from accounts.people.actions import holders_of
from children.models import Child, RecordClosure
from children.restriction.actions import iros_of
from children.retention.due import to_be_locked
from children.retention.states import LOCK, LockAct, LockState

OURS = ("record.", "erasure.", "bundle.", "access.", "child.restricted", "child.unrestricted")
"""Acts on a record itself, which a lock does not stop."""
LOCKED = (
    "This record was closed when the child was adopted, and nothing can be changed in it. A QA manager can "
    "open it again."
)
WHY = "Closed after the adoption order"


def is_locked(child_id: int) -> bool:
    return RecordClosure.objects.filter(child=child_id, opened_at=None).exists()


def refuse_locked(kind: str, child_id: int) -> None:
    """Called before every audited action on a child is written (settings.BEFORE_WRITTEN)."""
    if not kind.startswith(OURS) and is_locked(child_id):
        raise NotNow(LOCKED)


def lock_adopted(*, authority: Authority, today: date) -> int:
    """Close and lock the record of every child adopted long enough ago, so that it could be finished.

    From then on it is restricted to the QA managers, and the IRO while one is allocated.
    """
    days = terms_for(authority).on(today).adoption_lock_days
    children = to_be_locked(authority, today - timedelta(days=days))
    managers, lasting = holders_of(Role.QA_MANAGER, authority, today), longest(authority, today)
    for child in children:
        _lock(child, managers, lasting, today)
    return len(children)


def _lock(child: Child, managers: list[User], lasting: Lasting, today: date) -> None:
    adopted_on: date = child.adopted_on  # type: ignore[attr-defined]
    with audit.action(
        "record.locked", by=None, authority=child.authority_id, child_id=child.pk, target=child, reason=WHY
    ):
        audit.hold(child)
        RecordClosure.objects.create(child=child, adopted_on=adopted_on, closed_at=now())
        if not child.is_restricted:
            for person in [*managers, *iros_of(child)]:
                name_person(user=person, child_id=child.pk, lasting=lasting, reason=WHY, by=None, today=today)
        child.is_restricted = True
        child.save(update_fields=["is_restricted"])


def open_again(*, child: Child, reason: str, by: User) -> None:
    """Unlock the record, so that it can be corrected. It stays restricted."""
    with audit.action(
        "record.opened", by=by, authority=child.authority_id, child_id=child.pk, target=child, reason=reason
    ):
        audit.hold(child)
        closure = RecordClosure.objects.filter(child=child, opened_at=None).first()
        LOCK.check_state(LockAct.OPEN, LockState.LOCKED if closure else LockState.OPEN)
        assert closure is not None
        closure.opened_at, closure.opened_by, closure.open_reason = now(), by, reason
        closure.save(update_fields=["opened_at", "opened_by", "open_reason"])
