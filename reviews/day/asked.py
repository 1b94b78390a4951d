"""What the day of somebody who works with reviews is put together from, each a statement that is written once
(accounts.access.written_for).
"""

from datetime import timedelta
from typing import Any

from django.db.models import DateField, Exists, OuterRef, Q, QuerySet, Subquery

from accounts.access.roles import Permission as P
from accounts.access.roles import Role
from accounts.access.viewers import Viewer
from accounts.access.written_for import WrittenFor
from children.child.current_facts import NAMED
from children.child.lists import iro_late
from children.models import Child, IroAllocation
from reviews.contact.first import before_first_review
from reviews.cycle.conditions import overdue, to_come
from reviews.decisions.access import decisions_visible_to
from reviews.decisions.lists import TO_RESPOND, waiting_for
from reviews.decisions.states import OPEN
from reviews.events.access import waiting_for_iro
from reviews.meeting.access import reviews_visible_to
from reviews.meeting.authorising import waiting_for as waiting_for_decision
from reviews.meeting.gate import report_is_in
from reviews.meeting.lists import running_visible_to
from reviews.midway.access import updates_asked_of
from reviews.models import ProgressRequest, Review, ReviewTrigger
from reviews.models.midway import UpdateState
from reviews.models.review import ReviewStatus

DAYS_AHEAD = 14
AT_MOST = 50
"""Of each kind of what cannot wait: the rest is on its list."""
IN_HAND = [ReviewStatus.BOOKED, ReviewStatus.STARTED, ReviewStatus.ADJOURNED]


def _seen(viewer: Viewer) -> QuerySet[Child, Any]:
    return Child.objects.visible_to(viewer).values("pk").order_by()


def _called(viewer: Viewer, today: Any) -> QuerySet[ReviewTrigger]:
    rows = ReviewTrigger.objects.filter(
        child__in=_seen(viewer),
        waived_reason="",
        needed_before__gt=today,
        needed_before__lte=today + timedelta(days=DAYS_AHEAD),
    )
    held = Review.objects.filter(
        Q(held_on__gte=OuterRef("raised_on"))
        | Q(status=ReviewStatus.STARTED, started_on__gte=OuterRef("raised_on")),
        child=OuterRef("child"),
    )
    return rows.filter(~Exists(held)).select_related("child").order_by("needed_before")[:AT_MOST]


def _not_booked(viewer: Viewer, today: Any) -> QuerySet[Any]:
    in_hand = Review.objects.filter(child=OuterRef("child"), status__in=IN_HAND)
    rows = running_visible_to(viewer).filter(
        to_come(today, today + timedelta(days=DAYS_AHEAD)), ~Exists(in_hand)
    )
    return rows.select_related("child").order_by("due_on")[:AT_MOST]


def _asked(viewer: Viewer, today: Any, soon: Any) -> QuerySet[ProgressRequest]:
    seen = decisions_visible_to(viewer).values("pk").order_by()
    rows = ProgressRequest.objects.filter(decision__in=seen, answer=None, due_on__lte=soon)
    return rows.select_related("decision__child").order_by("due_on")[:AT_MOST]


def _reports(viewer: Viewer, today: Any, last: Any) -> QuerySet[Review]:
    rows = Review.objects.filter(
        ~report_is_in(),
        child__in=_seen(viewer),
        status=ReviewStatus.BOOKED,
        booked_for__range=(today, last),
    )
    return rows.select_related("child").order_by("booked_for")[:AT_MOST]


def _in_hand(viewer: Viewer, today: Any) -> QuerySet[Review]:
    rows = reviews_visible_to(viewer).select_related("child").order_by("booked_for", "booked_time", "pk")
    if viewer.is_a(Role.IRO):
        return rows.filter(status__in=IN_HAND).annotate(stands_in_for=_another_iro(viewer))
    waiting = Q(status__in=[ReviewStatus.BOOKED, ReviewStatus.ADJOURNED])
    rows = rows.filter(waiting, booked_for__lte=today + timedelta(days=DAYS_AHEAD))
    return rows if viewer.may(P.BOOK_REVIEW) else rows.filter(booked_for__gte=today)


def _another_iro(viewer: Viewer) -> Subquery:
    """The name of the child's own IRO, where that is not this person."""
    rows = IroAllocation.objects.filter(child=OuterRef("child"), ended_on=None)
    named = rows.exclude(worker__user=viewer.user_id).annotate(named=NAMED)
    return Subquery(named.values("named")[:1])


REVIEWS_IN_HAND = WrittenFor(_in_hand)
"""The reviews this person's day is about: all in hand for an IRO; for others those of the next days, and for
whoever books those whose day has passed.
"""
OVERDUE = WrittenFor(
    lambda viewer, today: (
        running_visible_to(viewer).filter(overdue(today)).select_related("child").order_by("due_on")[:AT_MOST]
    )
)
CALLED = WrittenFor(_called)
"""Reviews that are needed before something happens within two weeks, and were not held since."""
NOT_BOOKED = WrittenFor(_not_booked)
"""Turns due within two weeks with no review in hand."""
QUESTIONED = WrittenFor(
    lambda viewer, today: (
        decisions_visible_to(viewer)
        .filter(TO_RESPOND, progress__in=OPEN)
        .select_related("child")
        .order_by("due_on")[:AT_MOST]
    )
)
PAST_DATE = WrittenFor(
    lambda viewer, today: (
        decisions_visible_to(viewer)
        .filter(progress__in=OPEN, due_on__lt=today)
        .select_related("child")
        .order_by("due_on")[:AT_MOST]
    )
)
WITHOUT_IRO = WrittenFor(
    lambda viewer, today, late: Child.objects.visible_to(viewer).filter(iro_late(late)).distinct()[:AT_MOST],
    late=DateField(),
)
TO_ANSWER = WrittenFor(
    lambda viewer, today, soon: waiting_for(viewer, today).filter(due_on__lte=soon)[:AT_MOST],
    soon=DateField(),
)
ASKED = WrittenFor(_asked, soon=DateField())
UPDATES = WrittenFor(
    lambda viewer, today, soon: (
        updates_asked_of(viewer)
        .filter(state=UpdateState.WAITING, due_on__lte=soon)
        .select_related("of__child")[:AT_MOST]
    ),
    soon=DateField(),
)
BEFORE_FIRST = WrittenFor(
    lambda viewer, today: before_first_review(viewer).filter(
        to_come(today, today + timedelta(days=DAYS_AHEAD))
    )[:AT_MOST]
)
EVENTS = WrittenFor(
    lambda viewer, today, soon: waiting_for_iro(viewer).filter(answer_due_on__lte=soon)[:AT_MOST],
    soon=DateField(),
)
TO_AUTHORISE = WrittenFor(lambda viewer, today: waiting_for_decision(viewer)[:AT_MOST])
REPORTS = WrittenFor(_reports, last=DateField())
"""Reviews whose report is due within two working days, or past its day, and is not in."""
