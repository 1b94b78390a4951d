"""Significant events and meetings between reviews: whether the IRO was told, and took part."""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from reporting.measures import dimensions as by
from reporting.measures.base import Measure, Rows, Scope, only
from reporting.measures.reviews_held import choices_of
from reviews.models import CareProceedings, SignificantEvent
from reviews.models.event import MEETINGS, EventKind, IroPart
from reviews.models.proceedings import CourtOutcome
from statute.timescales import PROCEEDINGS


def _events(scope: Scope, **which: Any) -> Rows:
    """Events and meetings of a day in the period."""
    rows = SignificantEvent.objects.filter(
        child__authority=scope.authority,
        happens_on__range=(scope.period.start, scope.period.end),
        **which,
    )
    dimensions = {
        **by.iro_and_team("child", OuterRef("happens_on")),
        "event": lambda: choices_of("kind", EventKind.choices),
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


def _proceedings(scope: Scope) -> Rows:
    """Care proceedings that ended in the period."""
    rows = CareProceedings.objects.filter(
        child__authority=scope.authority, ended_on__range=(scope.period.start, scope.period.end)
    )
    dimensions = {
        **by.iro_and_team("child", OuterRef("ended_on")),
        "outcome": lambda: choices_of("outcome", CourtOutcome.choices),
    }
    return Rows(only(rows, scope), met=Q(), dimensions=dimensions)


def _told_of(kind: EventKind, **which: Any) -> Exists:
    """Whether an event of the kind is recorded in the days of the proceedings."""
    return Exists(
        SignificantEvent.objects.filter(
            child=OuterRef("child"),
            kind=kind,
            happens_on__gte=OuterRef("began_on"),
            happens_on__lte=OuterRef("ended_on"),
            **which,
        )
    )


def consulted(scope: Scope) -> Rows:
    """Those in which the IRO gave a view of the final care plan; unknown where nothing of it is recorded."""
    rows, kind = _proceedings(scope), EventKind.FINAL_PLAN
    met, known = Q(_told_of(kind, answered_on__isnull=False)), Q(_told_of(kind))
    return Rows(rows.population, met, known, rows.dimensions)


def guardian_talked(scope: Scope) -> Rows:
    """Those in which guardian and IRO talked; unknown where nothing of it is recorded."""
    rows, kind = _proceedings(scope), EventKind.GUARDIAN
    met = Q(_told_of(kind, part__in=[IroPart.ATTENDED, IroPart.SENT_VIEWS]))
    return Rows(rows.population, met, Q(_told_of(kind, answered_on__isnull=False)), rows.dimensions)


def in_26_weeks(scope: Scope) -> Rows:
    """Those that took no longer than the law gives."""
    rows = _proceedings(scope)
    return Rows(rows.population, Q(ended_on__lte=F("began_on") + PROCEEDINGS), dimensions=rows.dimensions)


def _court(code: str, title: str, which: str, rule: str, rows: Any) -> Measure:
    definition = f"Of care proceedings that ended in the period{which}"
    dimensions = ("month", "iro", "team", "outcome")
    unit = "care proceedings"
    return Measure(code, title, definition, rule, unit, rows, is_more_better=True, dimensions=dimensions)


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
    _court(
        "court_consulted",
        "IRO consulted on the final care plan",
        " and of which it is recorded whether the IRO was asked about the final care plan: those in which "
        "the IRO gave a view of it.",
        "P-48",
        consulted,
    ),
    _court(
        "court_guardian",
        "IRO and children’s guardian talked",
        " and of which it is recorded whether the IRO and the children’s guardian talked: those in which "
        "they did, or the IRO sent views.",
        "P-48",
        guardian_talked,
    ),
    _court(
        "court_in_26_weeks",
        "Care proceedings ended within 26 weeks",
        ": those that took no longer than 26 weeks from the day on which they began.",
        "P-48",
        in_26_weeks,
    ),
]
