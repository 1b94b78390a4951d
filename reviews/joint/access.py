"""Which reviews of brothers and sisters a person may see, join and take facts from."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.apps import apps
from django.db.models import BigIntegerField, Q
from django.http import Http404

from accounts.access.viewers import Viewer
from accounts.models import AuditEvent
from accounts.written import Written
from children.access import log_read, may_record
from children.models import Child
from children.people.kin import siblings_of
from reviews.meeting.access import parts_in, reviews_visible_to
from reviews.meeting.states import REVIEW, Act, Part
from reviews.models import HeldTogether, Review
from reviews.models.review import ReviewStatus


def day_of(review: Review) -> date | None:
    """The day of the meeting: when it was held first, or what it is booked for."""
    return review.started_on or review.booked_for


ABOUT_MEETINGS = ("review.held_together", "review.held_apart")

PAIRS = Written(
    lambda review: (
        HeldTogether.objects.filter(Q(review=review) | Q(other=review))
        .order_by()
        .values_list("review", "other")
    ),
    review=BigIntegerField(),
)


def held_with(viewer: Viewer, review: Review) -> list[Review]:
    """The reviews that are one meeting with this one, of children whom this person sees."""
    if review.status == ReviewStatus.CANCELLED:
        return []
    ids = {pk for pair in PAIRS(review=review.pk) for pk in pair} - {review.pk}
    if not ids:
        return []
    found = reviews_visible_to(viewer).filter(pk__in=ids).exclude(status=ReviewStatus.CANCELLED)
    return list(found.exclude(child=review.child_id).select_related("child").order_by("child__born_on", "pk"))


def can_join(viewer: Viewer, review: Review, held: list[Review]) -> list[Review]:
    """Reviews on the same day of brothers and sisters, which this person writes too, that could be held
    together with it.
    """
    siblings, day = siblings_of(review.child), day_of(review)
    if not siblings or day is None:
        return []
    on_day = Q(started_on=day) | Q(started_on=None, booked_for=day)
    found = reviews_visible_to(viewer).filter(on_day, child__in=siblings, status__in=_JOINED)
    found = found.exclude(pk__in=[other.pk for other in held]).select_related("child")
    return [other for other in found.order_by("child__born_on", "pk") if may_record(viewer, other.child)]


_JOINED = list(REVIEW.rules[Act.HOLD_TOGETHER].moves)


def whole_meeting(viewer: Viewer, review: Review, chosen: list[Review]) -> list[Review]:
    """The chosen reviews and this one, with those they are held together with already and this person writes:
    one meeting is one for all of them.
    """
    found = {one.pk: one for one in (review, *chosen)}
    for one in (review, *chosen):
        found |= {other.pk: other for other in held_with(viewer, one)}
    return [
        one
        for one in found.values()
        if one.status in _JOINED and day_of(one) == day_of(review) and may_record(viewer, one.child)
    ]


def get_other(viewer: Viewer, review: Review, other_id: UUID, *, page: str) -> Review:
    """A review that this one is held together with and that this person writes too; the read is logged.
    Raises Http404.
    """
    other = next((one for one in held_with(viewer, review) if one.public_id == other_id), None)
    if other is None or not may_record(viewer, other.child):
        raise Http404("No such review")
    log_read(viewer, other.child_id, page=page)
    return other


@dataclass(frozen=True)
class Other:
    """One of the reviews that are held together with the one of the page."""

    review: Review
    is_other_day: bool
    can_take: bool
    """Whether facts of its meeting can be taken over into the one of the page."""


@dataclass(frozen=True)
class Joint:
    """What the page of a review says of the meeting it shares."""

    others: list[Other]
    can_join: bool
    can_end: bool


def joint_of(viewer: Viewer, review: Review, parts: frozenset[Part] | None = None) -> Joint:
    """The meeting that this review shares with brothers and sisters, and what somebody with these parts can
    do about it. Without parts it is only shown, with the way to take facts over.
    """
    held = held_with(viewer, review)
    if not held and parts is None:
        return Joint([], can_join=False, can_end=False)
    has = parts_in(viewer, review.child) if parts is None else parts
    possible = REVIEW.possible(review.status, has)
    takes = Act.TAKE_OVER in possible
    others = [
        Other(one, day_of(one) != day_of(review), takes and may_record(viewer, one.child)) for one in held
    ]
    if parts is None:
        return Joint(others, can_join=False, can_end=False)
    joins = Act.HOLD_TOGETHER in possible and bool(can_join(viewer, review, held))
    return Joint(others, joins, can_end=Act.HOLD_APART in possible and bool(held))


def hidden_from_trail(viewer: Viewer, child_id: int) -> dict[str, list[int]]:
    """For settings.TRAIL_HIDES: that a review of the child is, or was, held together with one of a restricted
    child whom the reader may not see, and what was done about it where it is held with nobody else.
    """
    own = Review.objects.filter(child=child_id).values("pk").order_by()
    told = apps.get_model("reviews", "HeldTogetherEvent").objects.filter(Q(review__in=own) | Q(other__in=own))
    pairs = list(told.values_list("pgh_obj_id", "review_id", "other_id").order_by().distinct())
    if not pairs:
        return {}
    seen = Child.objects.visible_to(viewer).values("pk").order_by()
    of_pairs = Review.objects.filter(pk__in={review for pair in pairs for review in pair[1:]})
    hidden = of_pairs.filter(child__is_restricted=True).exclude(child__in=seen)
    closed = set(hidden.values_list("pk", flat=True).order_by())
    with_closed = [pair for pair in pairs if closed & set(pair[1:])]
    others = {review for pair in pairs if pair not in with_closed for review in pair[1:]}
    alone = {review for pair in with_closed for review in pair[1:]} - others
    events = AuditEvent.objects.filter(child_id=child_id, kind__in=ABOUT_MEETINGS, target_id__in=alone)
    return {
        "reviews.HeldTogether": sorted({pair[0] for pair in with_closed}),
        "accounts.AuditEvent": sorted(events.values_list("pk", flat=True).order_by()) if alone else [],
    }
