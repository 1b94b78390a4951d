"""IROs’ notes on the records of children, and on concerns."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery

from disputes.models import ConcernNote
from reporting.measures import dimensions as by
from reporting.measures.base import Measure, Rows, Scope, only
from reporting.measures.challenge import of_concerns
from reporting.measures.population import looked_after_at_end
from reporting.measures.reviews_held import choices_of, held
from reviews.cycle.of_breaks import of_ordinary_care
from reviews.models import CaseNote, Review
from reviews.models.note import NoteKind


def written(scope: Scope) -> Rows:
    """Notes of a day in the period, without those struck out."""
    rows = CaseNote.objects.filter(
        child__authority=scope.authority, on__range=(scope.period.start, scope.period.end), struck_at=None
    )
    dimensions = {
        **by.iro_and_team("child", OuterRef("on")),
        "note": lambda: choices_of("kind", NoteKind.choices),
    }
    return Rows(only(rows, scope), met=Q(), dimensions=dimensions)


def on_concerns(scope: Scope) -> Rows:
    """Notes on concerns of a day in the period, whatever stage the concern was at."""
    rows = ConcernNote.objects.filter(
        concern__authority=scope.authority, on__range=(scope.period.start, scope.period.end)
    )
    return Rows(of_concerns(rows, scope), met=Q())


def of_children(scope: Scope) -> Rows:
    """Children in care at the end of the period about whom the IRO wrote a note in it."""
    rows = looked_after_at_end(scope)
    own = CaseNote.objects.filter(
        child=OuterRef("pk"), on__range=(scope.period.start, scope.period.end), struck_at=None
    )
    children = rows.population.annotate(has_note=Exists(own))
    return Rows(children, Q(has_note=True), rows.known, rows.dimensions)


def between_reviews(scope: Scope) -> Rows:
    """Reviews held after an earlier one: those since which the IRO wrote a note before this one was held."""
    rows = held(scope)
    before = Review.objects.filter(child=OuterRef("child"), held_on__lt=OuterRef("held_on"))
    earlier = of_ordinary_care(before)
    last = earlier.order_by("-held_on").values("held_on")[:1]
    population = rows.population.annotate(last_held_on=Subquery(last)).filter(last_held_on__isnull=False)
    since = CaseNote.objects.filter(
        child=OuterRef("child"),
        on__gt=OuterRef("last_held_on"),
        on__lt=OuterRef("held_on"),
        struck_at=None,
    )
    return Rows(population.annotate(has_note=Exists(since)), Q(has_note=True), dimensions=rows.dimensions)


def _measure(code: str, title: str, definition: str, unit: str, rows: Any, **more: Any) -> Measure:
    return Measure(code, title, definition, "P-45", unit, rows, **more)


MEASURES = [
    _measure(
        "notes_children",
        "Children about whom the IRO wrote a note",
        "Of children in care at the end of the period: those on whose record the IRO wrote a note for a day "
        "of the period that is not struck out.",
        "child",
        of_children,
        is_more_better=True,
        dimensions=("iro", "team"),
    ),
    _measure(
        "notes_between",
        "Reviews with a note since the one before",
        "Of reviews held in the period that were not the child’s first: those before which, and after the "
        "review before, the IRO wrote a note on the child’s record that is not struck out.",
        "review",
        between_reviews,
        is_more_better=True,
        dimensions=("month", "iro", "team"),
    ),
    _measure(
        "notes_written",
        "IROs’ notes",
        "Notes that IROs wrote on the records of children for a day of the period, without those struck out.",
        "note",
        written,
        is_count=True,
        dimensions=("month", "iro", "team", "note"),
    ),
    _measure(
        "notes_on_concerns",
        "Notes on concerns",
        "Conversations and notes recorded on concerns for a day of the period, also on those that never "
        "became a formal dispute.",
        "note",
        on_concerns,
        path="concern__child",
        is_count=True,
        dimensions=("month",),
    ),
]
