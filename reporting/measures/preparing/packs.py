"""The starter pack: sent to children who came into care, and what they understand of it."""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from children.models import PackGiven
from reporting.measures.base import Measure, Rows, Scope, only
from reporting.measures.population import during_care, starters


def sent(scope: Scope) -> Rows:
    """Starts of care in the period after which something of the pack was sent."""
    rows = starters(scope)
    given = PackGiven.objects.filter(child=OuterRef("child"), **during_care("sent_on"))
    population = rows.population.annotate(was_sent=Exists(given))
    return Rows(population, Q(was_sent=True), rows.known, rows.dimensions)


def _asked(scope: Scope) -> Rows:
    """Items that children were asked about in the period."""
    rows = PackGiven.objects.filter(
        child__authority=scope.authority, asked_on__range=(scope.period.start, scope.period.end)
    )
    return Rows(only(rows, scope), met=Q(), dimensions={"item": F("item__title")})


def received(scope: Scope) -> Rows:
    """Those that the child has received."""
    rows = _asked(scope)
    return Rows(rows.population, Q(received=True), dimensions=rows.dimensions)


def understood(scope: Scope) -> Rows:
    """Those that the child understands."""
    rows = _asked(scope)
    return Rows(rows.population, Q(understood=True), dimensions=rows.dimensions)


def _measure(code: str, title: str, definition: str, unit: str, rows: Any, **over: Any) -> Measure:
    return Measure(code, title, definition, "P-05", unit, rows, **{"is_more_better": True, **over})


_ASKED = "Of items of the starter pack about which children were asked in the period: "
MEASURES = [
    _measure(
        "packs_sent",
        "Starter pack sent",
        "Of periods of care that began in the period: those in which something of the starter pack was sent "
        "to the child.",
        "period of care",
        sent,
        dimensions=("month", "team"),
    ),
    _measure(
        "packs_received",
        "Items of the starter pack received",
        f"{_ASKED}those that the child has received.",
        "item",
        received,
        dimensions=("month", "item"),
    ),
    _measure(
        "packs_understood",
        "Items of the starter pack understood",
        f"{_ASKED}those that the child understands.",
        "item",
        understood,
        dimensions=("month", "item"),
    ),
]
