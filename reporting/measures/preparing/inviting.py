"""Invitations to reviews and consultation before them: in time, asked how the child wants it, papers back."""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from reporting.measures import dimensions as by
from reporting.measures.base import Measure, Rows, Scope, only
from reporting.measures.reviews_held import choices_of, held
from reviews.cycle.of_breaks import of_ordinary_care
from reviews.models import Consultation, Invitation, ReviewWishes
from reviews.models.review import AttendeeRole


def _invitations(scope: Scope, **which: Any) -> Rows:
    """Invitations sent for reviews held in the period."""
    rows = Invitation.objects.filter(
        sent_on__isnull=False,
        review__child__authority=scope.authority,
        review__held_on__range=(scope.period.start, scope.period.end),
        **which,
    )
    dimensions = {
        **by.iro_and_team("review__child", OuterRef("review__held_on")),
        "invited": lambda: choices_of("role", AttendeeRole.choices),
    }
    return Rows(
        only(of_ordinary_care(rows, "review"), scope, "review__child"), met=Q(), dimensions=dimensions
    )


def in_time(scope: Scope) -> Rows:
    """Invitations that were sent by the council's limit."""
    rows = _invitations(scope)
    return Rows(rows.population, Q(sent_on__lte=F("due_on")), dimensions=rows.dimensions)


def papers_back(scope: Scope) -> Rows:
    """Consultation papers of everybody but the child that came back by the day of the review."""
    rows = _invitations(scope, has_paper=True)
    population = rows.population.exclude(role=AttendeeRole.CHILD)
    return Rows(
        population, Q(consultation__returned_on__lte=F("review__held_on")), dimensions=rows.dimensions
    )


def _reviews(scope: Scope) -> Rows:
    """Reviews held in the period to which people were invited here."""
    rows = held(scope)
    sent = Invitation.objects.filter(review=OuterRef("pk"), sent_on__isnull=False)
    return Rows(rows.population.filter(Exists(sent)), met=Q(), dimensions=rows.dimensions)


def child_asked(scope: Scope) -> Rows:
    """Those before which the child was asked how they want it."""
    rows = _reviews(scope)
    asked = ReviewWishes.objects.filter(
        review=OuterRef("pk"), asked_on__isnull=False, asked_on__lte=OuterRef("held_on")
    )
    return Rows(
        rows.population.annotate(was_asked=Exists(asked)), Q(was_asked=True), dimensions=rows.dimensions
    )


def child_consulted(scope: Scope) -> Rows:
    """Those before which the child said what they think, on a paper or to somebody who wrote it down."""
    rows = _reviews(scope)
    said = Consultation.objects.filter(
        invitation__review=OuterRef("pk"),
        invitation__role=AttendeeRole.CHILD,
        returned_on__lte=OuterRef("held_on"),
    )
    return Rows(
        rows.population.annotate(was_heard=Exists(said)), Q(was_heard=True), dimensions=rows.dimensions
    )


def _measure(code: str, title: str, definition: str, rule: str, unit: str, rows: Any, **over: Any) -> Measure:
    given = {"dimensions": ("month", "iro", "team"), "is_more_better": True, **over}
    return Measure(code, title, definition, rule, unit, rows, **given)


_HELD = "Of reviews held in the period to which people were invited in the portal: "
MEASURES = [
    _measure(
        "invitations_in_time",
        "Invitations sent in time",
        "Of invitations sent for reviews held in the period: those sent by the council’s limit, by default "
        "ten working days before the review.",
        "P-164",
        "invitation",
        in_time,
        path="review__child",
        dimensions=("month", "iro", "team", "invited"),
    ),
    _measure(
        "invitations_child_asked",
        "Child asked how they want the review",
        f"{_HELD}those before which the child was asked who should come, where, and how they want to take "
        "part.",
        "P-14",
        "review",
        child_asked,
    ),
    _measure(
        "consulted_child",
        "Child consulted before the review",
        f"{_HELD}those before which the child’s answers on a consultation paper, or to somebody who sat with "
        "them, were recorded.",
        "P-15",
        "review",
        child_consulted,
    ),
    _measure(
        "consulted_others",
        "Consultation papers returned",
        "Of consultation papers sent to family, carers and professionals for reviews held in the period: "
        "those that came back by the day of the review.",
        "P-16",
        "consultation paper",
        papers_back,
        path="review__child",
        dimensions=("month", "iro", "team", "invited"),
    ),
]
