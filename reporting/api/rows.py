"""Tables of the council's own children for its analysts: facts and dates, no name of a child and
no free text."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import QuerySet

from accounts.models import Authority
from children.child.current_facts import with_present
from children.models import Child
from reviews.models import Decision, Review, ReviewCycle
from reviews.models.review import ReviewStatus

PER_PAGE = 500
Row = tuple[int, int, dict[str, Any]]
"""Where the page goes on, the child it tells of, and what it says."""
Table = Callable[[Authority, bool, int], Iterator[Row]]


def children_of(authority: Authority, with_restricted: bool) -> QuerySet[Child]:
    """The children whose rows a token reads."""
    rows = Child.objects.filter(authority=authority, merged_into=None)
    return rows if with_restricted else rows.filter(is_restricted=False)


def children(authority: Authority, with_restricted: bool, after: int) -> Iterator[Row]:
    """Every child with what holds now."""
    rows = with_present(children_of(authority, with_restricted).filter(pk__gt=after)).order_by("pk")
    for child in rows[: PER_PAGE + 1]:
        yield (
            child.pk,
            child.pk,
            {
                "child": child.number,
                "born_on": child.born_on,
                "sex": child.sex,
                "ethnicity": child.ethnicity,
                "in_care_since": child.in_care_since,
                "in_care_since_is_known": child.since_is_known,
                "in_care_not_known_from": child.care_not_known_from,
                "legal_status": child.legal_now,
                "placement": child.placement_now,
                "iro": child.iro_now,
                "team": child.team_now,
                "is_restricted": child.is_restricted,
            },
        )


def cycles(authority: Authority, with_restricted: bool, after: int) -> Iterator[Row]:
    """Every turn of the review clock: when a review was due, and when it was held."""
    mine = children_of(authority, with_restricted).values("pk")
    rows = ReviewCycle.objects.filter(child__in=mine, pk__gt=after).select_related("child", "review")
    for turn in rows.order_by("pk")[: PER_PAGE + 1]:
        yield (
            turn.pk,
            turn.child_id,
            {
                "child": turn.child.number,
                "clock": turn.clock,
                "number": turn.number,
                "opened_on": turn.opened_on,
                "due_on": turn.due_on,
                "held_on": turn.held_on,
                "state": turn.state,
                "rule": turn.rule,
                "review": str(turn.review.public_id) if turn.review else None,
            },
        )


def reviews(authority: Authority, with_restricted: bool, after: int) -> Iterator[Row]:
    """Every review that was held."""
    mine = children_of(authority, with_restricted).values("pk")
    held = Review.objects.filter(child__in=mine, status=ReviewStatus.COMPLETED, pk__gt=after)
    for review in held.select_related("child").order_by("pk")[: PER_PAGE + 1]:
        yield (
            review.pk,
            review.child_id,
            {
                "child": review.child.number,
                "review": str(review.public_id),
                "held_on": review.held_on,
                "completed_on": review.completed_on,
                "participation": review.participation_code or None,
                "late_reason": review.late_reason or None,
            },
        )


def decisions(authority: Authority, with_restricted: bool, after: int) -> Iterator[Row]:
    """Every decision of a finished record, without its words."""
    mine = children_of(authority, with_restricted).values("pk")
    made = Decision.objects.filter(child__in=mine, made_at__recorded_at__isnull=False, pk__gt=after)
    for decision in made.select_related("child", "made_at").order_by("pk")[: PER_PAGE + 1]:
        yield (
            decision.pk,
            decision.child_id,
            {
                "child": decision.child.number,
                "decision": str(decision.public_id),
                "review": str(decision.made_at.public_id),
                "due_on": decision.due_on,
                "progress": decision.progress,
                "closed_on": decision.closed_on,
            },
        )


TABLES: dict[str, Table] = {
    "children": children,
    "review-cycles": cycles,
    "reviews": reviews,
    "decisions": decisions,
}
