"""Completed reviews that the clock does not count: no turn of it ends with them. They are listed on the
child's pages all the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import BigIntegerField

from accounts.access.roles import Permission
from accounts.access.viewers import Viewer
from accounts.written import Written
from children.models import Child, ReturnRow
from children.retention.erasing import numbers_of
from reviews.models import MidwayCheck, Review, ReviewCycle
from reviews.models.review import ReviewStatus

NOT_TOLD = (
    "No return tells of this review any more. Something was recorded about it in the portal, so it is kept."
)
NO_TURN = "No due date is worked out from it."
REVIEWS_BESIDE = Written(
    lambda child: (
        Review.objects.filter(
            child=child, status=ReviewStatus.COMPLETED, held_on__isnull=False, cycles__isnull=True
        )
        .select_related("midway_check")
        .order_by("-held_on", "-pk")
    ),
    child=BigIntegerField(),
)


@dataclass(frozen=True)
class Beside:
    """A review beside the clock, with its midway check where the person reads those, and why it is here."""

    review: Review
    check: MidwayCheck | None
    why: str


def beside_the_clock(viewer: Viewer, child: Child) -> list[Beside]:
    """The newest first; nothing for those who read no records."""
    if not viewer.may(Permission.READ_REVIEW_RECORD):
        return []
    found = REVIEWS_BESIDE(child=child.pk)
    gone, reads_checks = untold(child, found), viewer.may(Permission.READ_MONITORING)
    return [
        Beside(
            review,
            getattr(review, "midway_check", None) if reads_checks else None,
            NOT_TOLD if review.pk in gone else NO_TURN,
        )
        for review in found
    ]


def untold_records(child: Child, turns: Iterable[ReviewCycle]) -> frozenset[int]:
    """The keys of reviews with a completed record that end these turns and are in no return any more."""
    imported = [turn.review.pk for turn in turns if turn.review and turn.review.source_id]
    if not imported:
        return frozenset()
    return untold(child, Review.objects.filter(pk__in=imported, completed_record__isnull=False))


def untold(child: Child, reviews: Iterable[Review]) -> frozenset[int]:
    """The keys of those that came with a return or the daily feed, while neither has them any more."""
    imported = {review.pk: review.held_on for review in reviews if review.source_id and review.held_on}
    if not imported:
        return frozenset()
    rows = ReturnRow.objects.filter(
        authority=child.authority_id, table="Reviews", number__in=numbers_of(child)
    )
    told = set(rows.order_by().values_list("key", flat=True))
    return frozenset(pk for pk, day in imported.items() if day.isoformat() not in told)
