"""The first contact of the IRO before the first review: with the social worker, and with the child."""

from typing import Any

from django.db.models import DateField, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from reporting.measures.base import Measure, Rows, Scope
from reporting.measures.population import during_care, starters
from reporting.measures.timeliness import reviews_held
from reviews.models import Contact, FirstContact, Letter
from reviews.models.first_contact import FirstOutcome, WithWhom
from reviews.models.letter import LetterKind, LetterState
from reviews.models.midway import ContactState
from statute.clock_facts import Kind


def _first(scope: Scope, whom: str) -> Rows:
    """First reviews held in the period, with what is recorded of one of the two contacts before them."""
    rows = reviews_held(scope)
    of_turn: QuerySet[Any] = FirstContact.objects.filter(
        child=OuterRef("child"),
        with_whom=whom,
        care_from__gte=OuterRef("period_start"),
        happened_on__lte=OuterRef("held_on"),
    )
    seen = Contact.objects.filter(
        child=OuterRef("child"),
        state=ContactState.MADE,
        happened_on__range=(OuterRef("period_start"), OuterRef("held_on")),
    )
    otherwise = _day(seen) if whom == WithWhom.CHILD else Value(None, output_field=DateField())
    population = rows.population.filter(kind=Kind.FIRST).annotate(
        made=Exists(of_turn.filter(outcome=FirstOutcome.MADE)),
        not_right=Exists(of_turn.filter(outcome=FirstOutcome.NOT_RIGHT)),
        seen=Exists(seen),
        contact_on=Coalesce(_day(of_turn.filter(outcome=FirstOutcome.MADE)), otherwise),
    )
    return Rows(population, met=Q(made=True), dimensions=rows.dimensions)


def _day(contacts: QuerySet[Any]) -> Subquery:
    """The day of the earliest of these contacts, for the list behind the figure."""
    return Subquery(contacts.order_by("happened_on").values("happened_on")[:1])


def with_worker(scope: Scope) -> Rows:
    """First reviews before which the IRO spoke with the social worker."""
    return _first(scope, WithWhom.WORKER)


def with_child(scope: Scope) -> Rows:
    """First reviews before which the IRO was in contact with the child, where that was appropriate."""
    rows = _first(scope, WithWhom.CHILD)
    met = Q(made=True) | Q(seen=True)
    return Rows(rows.population.filter(met | Q(not_right=False)), met=met, dimensions=rows.dimensions)


def introduced(scope: Scope) -> Rows:
    """Starts of care in the period after which the child was sent a letter of introduction by an IRO."""
    rows = starters(scope)
    sent = Letter.objects.filter(
        child=OuterRef("child"),
        kind=LetterKind.INTRODUCTION,
        state=LetterState.SENT,
        **during_care("sent_at__date"),
    )
    population = rows.population.annotate(was_introduced=Exists(sent))
    return Rows(population, Q(was_introduced=True), rows.known, rows.dimensions)


def _measure(code: str, title: str, definition: str, rows: Any) -> Measure:
    return Measure(
        code,
        title,
        definition,
        "P-04",
        "first review",
        rows,
        is_more_better=True,
        dimensions=("month", "iro", "team"),
    )


MEASURES = [
    _measure(
        "contacts_first_worker",
        "IRO spoke with the social worker before the first review",
        "Of first reviews held in the period: those before which contact of the IRO with the social "
        "worker is recorded.",
        with_worker,
    ),
    _measure(
        "contacts_first_child",
        "IRO was in contact with the child before the first review",
        "Of first reviews held in the period: those before which contact of the IRO with the child is "
        "recorded. Children with whom it was not appropriate to speak are left out.",
        with_child,
    ),
    Measure(
        "introductions_sent",
        "Letter of introduction sent to the child",
        "Of periods of care that began in the period: those in which a letter was sent to the child in which "
        "the IRO says who they are.",
        "P-04",
        "period of care",
        introduced,
        is_more_better=True,
        dimensions=("month", "team"),
    ),
]
