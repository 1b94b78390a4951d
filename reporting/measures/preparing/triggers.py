"""Reviews that an event calls for before the interval does (RC-5): held before it or not. Never part of the
timeliness of reviews.
"""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce

from reporting.measures import dimensions as by
from reporting.measures.base import Measure, Rows, Scope, only
from reporting.measures.reviews_held import choices_of
from reviews.models import Review, ReviewTrigger
from reviews.models.trigger import TriggerKind
from reviews.triggers.lists import HELD


def met(scope: Scope) -> Rows:
    """Events of the period, those set aside left out: a review was held before them."""
    return _called_for(scope, Q(own=None), lambda: choices_of("kind", TriggerKind.choices))


def own_met(scope: Scope) -> Rows:
    """The same of what the council by itself calls a review for."""
    return _called_for(scope, Q(own__isnull=False), F("own__name"))


def _called_for(scope: Scope, which: Q, call: Any) -> Rows:
    rows = ReviewTrigger.objects.filter(
        which,
        child__authority=scope.authority,
        needed_before__range=(scope.period.start, min(scope.period.end, scope.as_at or scope.period.end)),
        waived_reason="",
    )
    held = Review.objects.annotate(day=Coalesce("held_on", "started_on")).filter(
        child=OuterRef("child"),
        status__in=HELD,
        day__gte=OuterRef("raised_on"),
        day__lt=OuterRef("needed_before"),
    )
    dimensions = {**by.iro_and_team("child", OuterRef("needed_before")), "call": call}
    return Rows(only(rows, scope), Q(Exists(held)), dimensions=dimensions)


MEASURES = [
    Measure(
        "triggers_met",
        "Reviews held before the event that called for them",
        "Of events in the period before which a review was needed, such as the end of a placement or a "
        "change of the plan, those set aside with a reason left out: those before which one was held.",
        "RC-5",
        "event",
        met,
        is_more_better=True,
        dimensions=("month", "iro", "team", "call"),
    ),
    Measure(
        "own_calls_met",
        "Reviews held early for the council’s own reasons",
        "Of calls for an earlier review for one of the council’s own reasons, such as an unplanned move, "
        "needed before a day in the period, those set aside with a reason left out: those for which one was "
        "held before that day.",
        "P-11",
        "call for a review",
        own_met,
        is_more_better=True,
        dimensions=("month", "iro", "team", "call"),
    ),
]
