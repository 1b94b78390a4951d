"""One way to write: a named action, its row history and its log entry, in one transaction."""

import uuid
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pghistory
from django.core.exceptions import ObjectDoesNotExist
from django.db import models, transaction

from accounts.clock import now
from accounts.drafts.once import note_acted
from accounts.lifecycle import NotNow
from accounts.models import AuditEvent, Authority, User
from accounts.registry import registered


@dataclass
class Action:
    """An action under way. Set `target` and `details` (ids, codes, counts; never names or case text) before
    it ends.
    """

    target: models.Model | None = None
    child_id: int | None = None
    details: dict[str, Any] = field(default_factory=dict)


class Gone(NotNow):
    """Somebody else removed it first."""


def hold(*rows: models.Model) -> None:
    """Hold rows until the transaction ends, and read them as they stand now.

    Of two people who act at once the second one waits here, and is judged by what the first one left. Call it
    inside `action`, before the check of the state; rows of one kind in the order of their keys. Raises Gone.
    """
    for row in rows:
        manager = type(row)._base_manager
        try:
            row.refresh_from_db(from_queryset=manager.select_for_update(of=("self",), no_key=True))
        except ObjectDoesNotExist as removed:
            raise Gone("Somebody has removed this since you opened the page.") from removed


@contextmanager
def action(
    kind: str,
    *,
    by: User | None,
    authority: Authority | int | None = None,
    also: Collection[int] = (),
    child_id: int | None = None,
    target: models.Model | None = None,
    reason: str = "",
    **details: Any,
) -> Iterator[Action]:
    """Run a named action: one transaction, row history that carries who and why, one entry in the log.

    `kind` is "noun.verb" (`review.adjourned`). `by` None means the portal itself: a timed job or an import.
    `also`: further councils whose logs get an entry of their own, as if there were no other.
    """
    context_id = uuid.uuid4()
    under_way = Action(target=target, child_id=child_id, details=dict(details))
    by_id = by.pk if by else None
    with transaction.atomic(), pghistory.context(kind=kind, by=by_id, reason=reason, event=str(context_id)):
        yield under_way
        if under_way.child_id is not None:
            for check in registered("BEFORE_WRITTEN"):
                check(kind, under_way.child_id)
        council = authority.pk if isinstance(authority, Authority) else authority
        entry = {
            "at": now(),
            "kind": kind,
            "child_id": under_way.child_id,
            "by_id": by_id,
            "by_name": by.name if by else "",
            "target_type": under_way.target._meta.label_lower if under_way.target else "",
            "target_id": under_way.target.pk if under_way.target else None,
            "reason": reason,
            "details": under_way.details,
            "context_id": context_id,
        }
        AuditEvent.objects.bulk_create(AuditEvent(**entry, authority_id=pk) for pk in (council, *also))
        note_acted()
