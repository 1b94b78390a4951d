"""What became of it where a midway check found that the next review should be held earlier (RC-5)."""

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from reviews.models import BookingMove, MidwayCheck, Review
from reviews.models.review import ReviewStatus
from reviews.record import concern_prefill


def brought_forward() -> QuerySet[Review]:
    """The child's reviews that answer a check after which one should be held earlier: booked since, now
    booked for an earlier day than when the check was made, begun or held.
    """
    since = OuterRef("completed_at")
    moves = BookingMove.objects.filter(review=OuterRef("pk"), moved_at__gte=OuterRef(since))
    was_for = Subquery(moves.order_by("pk").values("was_for")[:1])
    return Review.objects.filter(child=OuterRef("child")).filter(
        Q(held_on__gt=OuterRef("closed_on"))
        | Q(status__in=[ReviewStatus.STARTED, ReviewStatus.ADJOURNED])
        | Q(status=ReviewStatus.BOOKED, created_at__gte=since)
        | Q(status=ReviewStatus.BOOKED, booked_for__lt=was_for)
    )


def still_to_move(check: MidwayCheck) -> bool:
    """Whether the IRO found that the review should be held earlier, and no earlier day was booked since."""
    rows = MidwayCheck.objects.filter(~Exists(brought_forward()), brings_forward=True)
    return rows.filter(pk=check.pk).exists()


def left_to_do(origin: str) -> str:
    """The page of the check that a concern was made of, where its review is still to be brought forward; else
    empty.
    """
    page = concern_prefill.source_of(origin) if origin.startswith(f"{concern_prefill.MIDWAY}:") else None
    if page is None:
        return ""
    check = MidwayCheck.objects.filter(public_id=origin.partition(":")[2]).first()
    return page["href"] if check is not None and still_to_move(check) else ""
