"""The documents of a review that the IRO looks at: which a child has by age, and what was found of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from accounts.audit import trail as audit
from accounts.clock import now
from accounts.lifecycle import NotNow
from accounts.models import User
from reviews.meeting import actions as meeting
from reviews.meeting.states import Act
from reviews.models import DocumentCheck, Review
from reviews.models.documents import SEEN
from reviews.models.documents import DocumentKind as K
from reviews.record.ages import PEP_AGE, Asked, asked_of, near_16

ONLY_SEEN = "Only a document that you have seen has a date and a grade."
TO_COME = "The date of a document must be today or in the past."


@dataclass(frozen=True)
class Found:
    """What the IRO found of a document."""

    state: str
    dated: date | None = None
    quality: str = ""
    comment: str = ""

    @property
    def is_seen(self) -> bool:
        return self.state in SEEN


def documents_of(review: Review) -> list[K]:
    """The documents that a child of this age has at this review."""
    asked = asked_of(review)
    return [kind for kind in K if applies(kind, asked)]


def applies(kind: K, asked: Asked) -> bool:
    """Whether a child has the document at this age and review."""
    if kind == K.FIRST_HEALTH:
        return asked.is_first
    if kind == K.HEALTH:
        return not asked.is_first
    if kind == K.PEP:
        return asked.age >= PEP_AGE
    if kind == K.EHCP:
        return asked.age >= 2
    return near_16(asked) if kind == K.PATHWAY else True


def check(*, review: Review, found: Mapping[K, Found], by: User, today: date) -> None:
    """Record what the IRO found of the documents; those that are left out stay as they are. Raises NotNow."""
    child = review.child
    with audit.action(
        "review.documents_checked",
        by=by,
        authority=child.authority_id,
        child_id=child.pk,
        target=review,
        documents=len(found),
    ):
        meeting.lock(review, Act.PREPARE)
        there = {row.kind: row for row in review.documents.all()}
        for kind, one in found.items():
            _store(there.get(kind) or DocumentCheck(review=review, kind=kind), one, by, today)


def _store(row: DocumentCheck, found: Found, by: User, today: date) -> None:
    if not found.is_seen and (found.dated or found.quality):
        raise NotNow(ONLY_SEEN, f"{row.kind}-state")
    if found.dated is not None and found.dated > today:
        raise NotNow(TO_COME, f"{row.kind}-dated")
    row.state, row.dated, row.quality = found.state, found.dated, found.quality
    row.comment = found.comment.strip()
    row.seen_on = (row.seen_on or today) if found.is_seen else None
    row.recorded_by, row.recorded_at = by, now()
    row.save()
