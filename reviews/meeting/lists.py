"""The list of reviews due and in hand: one filter for the page, the home cards and their counts."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from accounts.access.viewers import Viewer
from children.models import Child, IroAllocation, SocialWorkerAllocation
from reviews.cycle.conditions import overdue, to_come, unconfirmed
from reviews.meeting.states import IN_HAND
from reviews.models import Review, ReviewCycle
from reviews.models.review import ReviewStatus

BOOK_AHEAD = timedelta(weeks=6)


def _in_hand(*statuses: str) -> Q:
    """The child of the turn has a review in one of these states."""
    return Q(Exists(Review.objects.filter(child=OuterRef("child"), status__in=statuses)))


def _day_passed(today: date) -> Q:
    """The child has a review whose booked day, or second meeting, has passed without a record."""
    waiting = (ReviewStatus.BOOKED, ReviewStatus.ADJOURNED)
    return Q(Exists(Review.objects.filter(child=OuterRef("child"), status__in=waiting, booked_for__lt=today)))


def running_visible_to(viewer: Viewer) -> QuerySet[ReviewCycle]:
    """Running turns of the children this person sees. Void turns are left out unless a review is in hand all
    the same.
    """
    return (
        ReviewCycle.objects.filter(authority=viewer.authority_id, closed_on=None)
        .filter(child__in=Child.objects.visible_to(viewer).values("pk").order_by())
        .filter(~Q(state="void") | _in_hand(*IN_HAND))
    )


def shows(today: date) -> dict[str, Q]:
    """What the list can be narrowed to, by the word in its address."""
    return {
        "overdue": overdue(today),
        "unconfirmed": unconfirmed(today),
        "due_14": to_come(today, today + timedelta(days=14)),
        "to_book": (overdue(today) | to_come(today, today + BOOK_AHEAD)) & ~_in_hand(*IN_HAND),
        "booked": _in_hand(ReviewStatus.BOOKED),
        "not_recorded": _day_passed(today),
        "recording": _in_hand(ReviewStatus.STARTED),
        "adjourned": _in_hand(ReviewStatus.ADJOURNED),
    }


def running_for(viewer: Viewer, filters: dict[str, Any], today: date) -> QuerySet[ReviewCycle]:
    """Running turns this person sees under these filters (`show`, `iro`, `team`), earliest due first."""
    rows = running_visible_to(viewer).filter(shows(today).get(filters.get("show") or "", Q()))
    for key, model, path in (
        ("iro", IroAllocation, "worker__public_id"),
        ("team", SocialWorkerAllocation, "team__public_id"),
    ):
        if filters.get(key):
            rows = rows.filter(
                Exists(model.objects.filter(child=OuterRef("child"), ended_on=None, **{path: filters[key]}))
            )
    return rows.order_by("due_on", "pk")


def with_people(rows: QuerySet[ReviewCycle]) -> QuerySet[ReviewCycle]:
    """The rows with child, IRO and the review in hand, in three queries whatever their number."""
    return rows.select_related("child", "authority").prefetch_related(
        Prefetch(
            "child__iro_allocations",
            IroAllocation.objects.filter(ended_on=None).select_related("worker"),
            to_attr="iro_now",
        ),
        Prefetch("child__reviews", Review.objects.filter(status__in=IN_HAND), to_attr="in_hand_reviews"),
    )


def overdue_filter(today: date) -> Q:
    """Children whose running turn is past its due date."""
    running = ReviewCycle.objects.filter(overdue(today), child=OuterRef("pk"), closed_on=None)
    return Q(Exists(running))
