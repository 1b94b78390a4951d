"""Decisions rated for being SMART: a sample that somebody judged, not the portal (P-28)."""

from collections.abc import Callable

from django.db.models import OuterRef, Q

from reporting.measures import dimensions as by
from reporting.measures.base import Measure, Rows, Scope, only
from reviews.cycle.of_breaks import of_ordinary_care
from reviews.models import RatedDecision
from reviews.models.rating import IS_SMART


def _with(met: Q) -> Callable[[Scope], Rows]:
    """Decisions drawn from reviews of the period; those that wait for their rating are not known yet."""

    def rows(scope: Scope) -> Rows:
        drawn = RatedDecision.objects.filter(
            sample__authority=scope.authority,
            made__review__held_on__range=(scope.period.start, scope.period.end),
        )
        dimensions = {
            "iro": lambda: by.iro_of_user("made__decision__created_by"),
            "team": lambda: by.team("made__decision__child", OuterRef("made__review__held_on")),
        }
        population = only(of_ordinary_care(drawn, "made__review"), scope, "made__decision__child")
        return Rows(population, met, Q(rated_at__isnull=False), dimensions)

    return rows


def _measure(code: str, title: str, words: str, met: Q) -> Measure:
    return Measure(
        code,
        title,
        "Of decisions of reviews held in the period that were drawn at random and rated in an audit: those "
        f"{words}. Those drawn and not rated yet are not known.",
        "P-28",
        "decision rated",
        _with(met),
        is_more_better=True,
        dimensions=("month", "iro", "team"),
        path="made__decision__child",
    )


MEASURES = [
    _measure("rated_smart", "Decisions rated SMART", "that had all five parts", IS_SMART),
    _measure(
        "rated_specific",
        "Decisions that say what will be done",
        "that say what will be done",
        Q(is_specific=True),
    ),
    _measure(
        "rated_measurable",
        "Decisions that say what will be better for the child",
        "that say what will be better for the child, so that it can be checked",
        Q(is_measurable=True),
    ),
    _measure(
        "rated_owner", "Decisions that name who will act", "that name who will do it", Q(has_owner=True)
    ),
    _measure(
        "rated_dated",
        "Decisions with a fitting date",
        "with a date by which it can and should be done",
        Q(has_date=True),
    ),
    _measure(
        "rated_how_known",
        "Decisions that say how we will know",
        "that say how we will know that it is done",
        Q(is_known=True),
    ),
]
