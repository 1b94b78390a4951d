"""What is booked between two days, for the person who looks: day by day, with what clashes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from accounts.access.viewers import Viewer
from accounts.calendars import terms_for, working_days
from accounts.models import Worker
from children.models import IroAllocation, SocialWorkerAllocation
from reviews.diary.clashes import Clash, Slot, clashes
from reviews.meeting.access import reviews_visible_to
from reviews.models import HeldTogether, Review
from reviews.models.review import ReviewStatus

IRO, SOCIAL_WORKER = "iro_now", "social_worker_now"


@dataclass
class Day:
    """One day of the calendar with the reviews booked for it. `off`: why it is no working day."""

    on: date
    off: str
    is_today: bool
    in_range: bool = True
    reviews: list[Review] = field(default_factory=list)
    away: list[str] = field(default_factory=list)
    """Who is away."""


@dataclass(frozen=True)
class Pair:
    """Two reviews that these people cannot both be at. `minutes` between them; None: they overlap."""

    people: list[str]
    one: Review
    other: Review
    minutes: int | None


def booked(viewer: Viewer, first: date, last: date, *, iro: str = "") -> QuerySet[Review]:
    """Reviews that are or were booked for these days, with their child and the people they need.

    `iro` narrows them to one IRO's.
    """
    rows = reviews_visible_to(viewer).filter(booked_for__range=(first, last))
    if iro:
        of_iro = IroAllocation.objects.filter(child=OuterRef("child"), ended_on=None, worker__public_id=iro)
        rows = rows.filter(Exists(of_iro))
    return (
        rows.exclude(status=ReviewStatus.CANCELLED)
        .select_related("child")
        .prefetch_related(
            Prefetch(
                "child__iro_allocations",
                IroAllocation.objects.filter(ended_on=None).select_related("worker"),
                to_attr=IRO,
            ),
            Prefetch(
                "child__social_worker_allocations",
                SocialWorkerAllocation.objects.filter(ended_on=None).select_related("worker"),
                to_attr=SOCIAL_WORKER,
            ),
        )
        .order_by("booked_for", "booked_time", "pk")
    )


def days(first: date, last: date, reviews: list[Review], today: date) -> list[Day]:
    """Every day between the two, with its reviews. A weekend on which nothing is booked is left out."""
    holidays = working_days().bank_holidays
    by_day: dict[date, list[Review]] = defaultdict(list)
    for review in reviews:
        if review.booked_for is not None:
            by_day[review.booked_for].append(review)
    shown = []
    for number in range((last - first).days + 1):
        on = first + timedelta(days=number)
        off = "Bank holiday" if on in holidays and on.weekday() < 5 else "Weekend" if on.weekday() > 4 else ""
        shown.append(Day(on=on, off=off, is_today=on == today, reviews=by_day[on]))
    return shown


def pairs(viewer: Viewer, reviews: list[Review], today: date) -> list[Pair]:
    """What clashes from today on, for the IRO or the social worker of both reviews, earliest first. Reviews
    that are held together are one meeting.
    """
    to_come = {r.pk: r for r in reviews if r.booked_for and r.booked_for >= today and _is_to_come(r)}
    terms = terms_for(viewer.authority).on(today)
    found: dict[Clash, list[str]] = defaultdict(list)
    for worker, theirs in _by_worker(to_come.values()).items():
        slots = [Slot(r.pk, r.booked_for, r.booked_time, r.place) for r in theirs if r.booked_for]
        for clash in clashes(slots, lasts=terms.meeting_minutes, travel=terms.travel_minutes):
            found[clash].append(str(worker))
    together = _held_together(to_come) if found else set()
    rows = [
        Pair(who, to_come[c.first], to_come[c.second], c.minutes)
        for c, who in found.items()
        if frozenset((c.first, c.second)) not in together
    ]
    return sorted(rows, key=lambda pair: (str(pair.one.booked_for), pair.one.pk, pair.other.pk))


def _held_together(reviews: Iterable[int]) -> set[frozenset[int]]:
    keys = list(reviews)
    rows = HeldTogether.objects.filter(review__in=keys, other__in=keys)
    return {frozenset(pair) for pair in rows.values_list("review", "other")}


def clashes_of(viewer: Viewer, review: Review, today: date) -> list[Pair]:
    """What clashes with this review on the day it is booked for."""
    day = review.booked_for
    if day is None or day < today or review.booked_time is None:
        return []
    found = pairs(viewer, list(booked(viewer, day, day)), today)
    return [pair for pair in found if review in (pair.one, pair.other)]


def _by_worker(reviews: Iterable[Review]) -> dict[Worker, list[Review]]:
    """The reviews of each IRO and each social worker."""
    found: dict[Worker, list[Review]] = defaultdict(list)
    for review in reviews:
        people = [a.worker for who in (IRO, SOCIAL_WORKER) for a in getattr(review.child, who)]
        for worker in dict.fromkeys(filter(None, people)):
            found[worker].append(review)
    return found


def _is_to_come(review: Review) -> bool:
    return review.status in (ReviewStatus.BOOKED, ReviewStatus.ADJOURNED)
