"""Significant events and meetings between reviews: whether the IRO was told, and took part."""

from typing import Any

from django.db.models import OuterRef, Q

from reporting.measures import dimensions as by
from reporting.measures.base import Measure, Rows, Scope, only
from reporting.measures.reviews_held import choices_of
from reviews.models import SignificantEvent
from reviews.models.event import MEETINGS, EventKind, IroPart


def _events(scope: Scope, **which: Any) -> Rows:
    """Events and meetings of a day in the period."""
    rows = SignificantEvent.objects.filter(
        child__authority=scope.authority,
        happens_on__range=(scope.period.start, scope.period.end),
        **which,
    )
    dimensions = {
        "iro": by.iro("child", OuterRef("happens_on")),
        "team": by.team("child", OuterRef("happens_on")),
        "event": choices_of("kind", EventKind.choices),
    }
    return Rows(only(rows, scope), met=Q(), dimensions=dimensions)


def told(scope: Scope) -> Rows:
    """Those of which the IRO was told by somebody else."""
    rows = _events(scope)
    return Rows(rows.population, Q(told_on__isnull=False), dimensions=rows.dimensions)


def took_part(scope: Scope) -> Rows:
    """Meetings that the IRO attended or sent views to, of those that are recorded as over."""
    rows = _events(scope, kind__in=MEETINGS)
    part = Q(part__in=[IroPart.ATTENDED, IroPart.SENT_VIEWS])
    return Rows(rows.population, part, ~Q(part=""), rows.dimensions)


def _measure(code: str, title: str, definition: str, rule: str, unit: str, rows: Any) -> Measure:
    dimensions = ("month", "iro", "team", "event")
    return Measure(code, title, definition, rule, unit, rows, is_more_better=True, dimensions=dimensions)


MEASURES = [
    _measure(
        "events_told",
        "IRO told of significant events and meetings",
        "Of significant events and meetings about a child recorded for a day of the period: those of which "
        "the IRO was told.",
        "P-46",
        "event",
        told,
    ),
    _measure(
        "events_meetings",
        "IRO took part in meetings between reviews",
        "Of meetings about a child in the period of which it is recorded whether the IRO took part: those "
        "that the IRO attended or sent views to.",
        "P-47",
        "meeting",
        took_part,
    ),
]
