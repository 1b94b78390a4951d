"""Reviews of brothers and sisters held as one meeting: said, ended, and facts of the meeting taken over."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from itertools import combinations

from django.db import transaction
from django.db.models import Q

from accounts.audit import trail as audit
from accounts.lifecycle import NotNow
from accounts.models import User
from children.people.kin import siblings_of
from reviews import wording
from reviews.joint.access import day_of
from reviews.meeting.actions import lock
from reviews.meeting.states import Act
from reviews.models import HeldTogether, Review


@transaction.atomic
def hold_together(*, reviews: Sequence[Review], by: User) -> None:
    """Say that these reviews are one meeting. The log of each child tells it without naming another one.

    Raises NotNow where one is not open, is on another day, or is of somebody who is no brother or sister.
    """
    meeting = sorted(reviews, key=lambda review: review.pk)
    for review in meeting:
        lock(review, Act.HOLD_TOGETHER)
    if len({day_of(review) for review in meeting}) > 1:
        raise NotNow(wording.NOT_ON_ONE_DAY, "reviews")
    children = {review.child_id for review in meeting}
    if any(not siblings_of(review.child) & children for review in meeting):
        raise NotNow(wording.NOT_BROTHERS_OR_SISTERS, "reviews")
    here = HeldTogether.objects.filter(review__in=meeting, other__in=meeting)
    there = set(here.values_list("review", "other"))
    new = [(a, b) for a, b in combinations(meeting, 2) if (a.pk, b.pk) not in there]
    for review in meeting:
        if any(review in pair for pair in new):
            with _said(review, "review.held_together", by=by):
                HeldTogether.objects.bulk_create(
                    HeldTogether(review=first, other=other) for first, other in new if first == review
                )


@transaction.atomic
def hold_apart(*, review: Review, others: Sequence[Review], by: User) -> None:
    """End that the review is held together with these others. Raises NotNow."""
    lock(review, Act.HOLD_APART)
    pairs = HeldTogether.objects.filter(
        Q(review=review, other__in=others) | Q(other=review, review__in=others)
    )
    parted = {pk for pair in pairs.values_list("review", "other") for pk in pair}
    if not parted:
        raise NotNow(wording.NOT_HELD_TOGETHER)
    pairs.delete()
    for one in (review, *others):
        if one.pk in parted:
            with _said(one, "review.held_apart", by=by):
                pass


def _said(review: Review, kind: str, *, by: User) -> AbstractContextManager[audit.Action]:
    child = review.child
    return audit.action(kind, by=by, authority=child.authority_id, child_id=child.pk, target=review)
