"""Calls for an earlier review with their outcome: met, breached, waiting or waived (RC-5). They are never
part of a timeliness percentage.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from accounts.access.viewers import Viewer
from children.models import Child
from reviews.models import Review, ReviewTrigger
from reviews.models.review import ReviewStatus
from statute.triggers import Outcome, Trigger, TriggerKind, outcome

WORDS: dict[Outcome, tuple[str, str]] = {
    Outcome.MET: ("Review held before", ""),
    Outcome.BREACHED: ("No review held before", "red"),
    Outcome.WAITING: ("Review needed", "blue"),
    Outcome.WAIVED: ("Waived", "grey"),
}


@dataclass(frozen=True)
class Called:
    """A call for a review, and its outcome."""

    trigger: ReviewTrigger
    outcome: Outcome

    @property
    def words(self) -> str:
        return WORDS[self.outcome][0]

    @property
    def colour(self) -> str:
        return WORDS[self.outcome][1]

    @property
    def can_be_waived(self) -> bool:
        return self.outcome in (Outcome.WAITING, Outcome.BREACHED)


def called(triggers: Iterable[ReviewTrigger], held: Iterable[date], *, today: date) -> list[Called]:
    """Each call with its outcome from the days on which reviews of the child were held."""
    days = list(held)
    return [Called(row, outcome(_fact(row), days, as_at=today)) for row in triggers]


def _fact(row: ReviewTrigger) -> Trigger:
    return Trigger(TriggerKind(row.kind), row.raised_on, row.needed_before, row.waived_reason)


HELD = (ReviewStatus.STARTED, ReviewStatus.COMPLETED)
LOOKED_BACK = timedelta(days=366)


def held_days(child_ids: Iterable[int]) -> dict[int, list[date]]:
    """Child -> the days on which a review was held, also one whose record is not complete."""
    found: dict[int, list[date]] = defaultdict(list)
    rows = Review.objects.filter(child__in=list(child_ids), status__in=HELD)
    for child, held, started in rows.values_list("child", "held_on", "started_on"):
        if day := held or started:
            found[child].append(day)
    return found


def recent(viewer: Viewer, today: date) -> QuerySet[ReviewTrigger]:
    """Calls of the children this person sees, of the last year and to come, that were not waived."""
    return (
        ReviewTrigger.objects.filter(
            child__in=Child.objects.visible_to(viewer).values("pk").order_by(),
            waived_reason="",
            needed_before__gte=today - LOOKED_BACK,
        )
        .select_related("child", "raised_by", "own")
        .order_by("-needed_before", "pk")
    )


def not_met(viewer: Viewer, today: date) -> list[Called]:
    """The calls that still wait for a review or had none, the latest first."""
    rows = list(recent(viewer, today))
    held = held_days({row.child_id for row in rows})
    every = [Called(row, outcome(_fact(row), held[row.child_id], as_at=today)) for row in rows]
    return [row for row in every if row.can_be_waived]
