"""Why reviews were late, and whose delay it was: said when the record is begun, or later, also of imported
reviews (P-09).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, QuerySet

from accounts.access.viewers import Viewer
from accounts.audit import trail as audit
from accounts.lifecycle import NotNow
from accounts.models import User
from children.models import Child
from reviews import wording
from reviews.cycle.current import running_cycle
from reviews.meeting import states
from reviews.meeting.actions import lock
from reviews.meeting.states import Act
from reviews.models import Review, ReviewCycle
from statute.refusals import Refused


@dataclass(frozen=True)
class Lateness:
    """The reason, whose delay it was, and whether the manager of the IROs was asked before."""

    reason: str
    owner: str
    note: str = ""
    discussed: bool | None = None


def as_recorded(review: Review) -> dict[str, str]:
    """What is known already of why a review is late, for the form that asks."""
    return {
        "late_reason": review.late_reason,
        "late_note": review.late_reason_note,
        "owner": review.late_owner,
        "discussed": {True: "yes", False: "no", None: ""}[review.late_discussed],
    }


def late_turns(viewer: Viewer) -> QuerySet[ReviewCycle]:
    """Turns of children this person sees that a review closed after the due date, the latest first."""
    children = Child.objects.visible_to(viewer).values("pk").order_by()
    return (
        ReviewCycle.objects.filter(authority=viewer.authority_id, child__in=children, counts=True)
        .filter(review__isnull=False, held_on__gt=F("due_on"))
        .order_by("-held_on", "pk")
    )


def without_reason(turns: QuerySet[ReviewCycle]) -> QuerySet[ReviewCycle]:
    """Those without a recorded reason, or without whose delay it was."""
    return turns.filter(review__late_reason="") | turns.filter(review__late_owner="")


def explain(*, review: Review, late: Lateness, by: User, only_missing: bool = False) -> Review:
    """Say why a review was late. Raises NotNow for one that was not, and where only what is missing may be
    said for one that has its reason.
    """
    with audit.action(
        "review.lateness_explained",
        by=by,
        authority=review.child.authority_id,
        child_id=review.child_id,
        target=review,
        why=late.reason,
        owner=late.owner,
    ):
        lock(review, Act.EXPLAIN_DELAY)
        if not is_late(review):
            raise NotNow(wording.NOT_LATE)
        if only_missing and Review.objects.exclude(late_reason="").filter(pk=review.pk).exists():
            raise NotNow(wording.HAS_REASON)
        review.late_reason, review.late_owner = late.reason, late.owner
        review.late_reason_note, review.late_discussed = late.note.strip(), late.discussed
        review.save(update_fields=["late_reason", "late_owner", "late_reason_note", "late_discussed"])
    return review


@transaction.atomic
def explain_several(*, reviews: Iterable[Review], late: Lateness, by: User) -> dict[Review, str]:
    """Say one reason of many late reviews that have none, each by an action of its own. Returns those that
    could not be explained, and why; the others stay explained.
    """
    refused = {}
    for review in sorted(reviews, key=lambda one: one.pk):  # two people may explain the same ones at once
        try:
            explain(review=review, late=late, by=by, only_missing=True)
        except Refused as why:
            refused[review] = str(why)
    return refused


def is_late(review: Review) -> bool:
    """Whether the review was, or is being, held after its due date."""
    if review.held_on is not None:
        return review.cycles.filter(held_on__gt=F("due_on")).exists()
    return review.started_on is not None and states.is_late(running_cycle(review.child), review.started_on)
