"""What reviews need before they are held (PR-2): reports in time, plans there, put off or held without."""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Subquery

from reporting.measures import dimensions as by
from reporting.measures.base import Measure, Rows, Scope, only
from reporting.measures.reviews_held import choices_of, held
from reviews.cycle.of_breaks import of_ordinary_care
from reviews.models import GateDecision, ReviewPaper
from reviews.models.readiness import GateKind, PaperKind
from reviews.models.review import LateOwner


def _with_paper(scope: Scope, kind: PaperKind) -> Rows:
    """Reviews held in the period, with what is recorded of one kind of paper."""
    rows = held(scope)
    paper = ReviewPaper.objects.filter(review=OuterRef("pk"), kind=kind)
    population = rows.population.annotate(
        came_on=Subquery(paper.values("received_on")[:1]),
        needed_by=Subquery(paper.values("due_on")[:1]),
        is_kept=Exists(ReviewPaper.objects.filter(review=OuterRef("pk"))),
    )
    return Rows(population, met=Q(), dimensions=rows.dimensions)


def report_in_time(scope: Scope) -> Rows:
    """PR-2: the social worker's report came by its limit."""
    rows = _with_paper(scope, PaperKind.REPORT)
    known = Q(came_on__isnull=False)
    return Rows(rows.population, Q(came_on__lte=F("needed_by")), known, rows.dimensions)


def plan_there(scope: Scope) -> Rows:
    """Reviews held with the care or pathway plan there, of those whose papers are recorded."""
    rows = _with_paper(scope, PaperKind.PLAN)
    return Rows(rows.population, Q(came_on__lte=F("held_on")), Q(is_kept=True), rows.dimensions)


def carer_wrote(scope: Scope) -> Rows:
    """Reviews held for which a letter of the carer to the child came, of those whose papers are recorded."""
    rows = _with_paper(scope, PaperKind.CARER)
    return Rows(rows.population, Q(came_on__isnull=False), Q(is_kept=True), rows.dimensions)


def _decided(scope: Scope, kind: GateKind) -> Rows:
    rows = GateDecision.objects.filter(
        kind=kind,
        review__child__authority=scope.authority,
        booked_for__range=(scope.period.start, scope.period.end),
    )
    dimensions = {
        **by.iro_and_team("review__child", OuterRef("booked_for")),
        "late_owner": lambda: choices_of("owner", LateOwner.choices),
    }
    return Rows(
        only(of_ordinary_care(rows, "review"), scope, "review__child"), met=Q(), dimensions=dimensions
    )


def put_off(scope: Scope) -> Rows:
    """Reviews booked for a day of the period that were put off because something was missing."""
    return _decided(scope, GateKind.PUT_OFF)


def went_ahead(scope: Scope) -> Rows:
    """Reviews booked for a day of the period that went ahead though something was missing."""
    return _decided(scope, GateKind.PROCEED)


def _measure(code: str, title: str, definition: str, unit: str, rows: Any, **over: Any) -> Measure:
    given = {"dimensions": ("month", "iro", "team"), "is_more_better": True, **over}
    return Measure(code, title, definition, "PR-2", unit, rows, **given)


MEASURES = [
    _measure(
        "papers_report_in_time",
        "Social worker’s report received by its limit",
        "Of reviews held in the period of which it is recorded when the social worker’s report first came: "
        "those for which it came by its limit, three working days before the day as which the review counts, "
        "or earlier where the council asks for more.",
        "review",
        report_in_time,
    ),
    _measure(
        "papers_plan_there",
        "Reviews held with the care plan available",
        "Of reviews held in the period of which it is recorded which papers had come: those for which the "
        "care or pathway plan had come by the day of the review.",
        "review",
        plan_there,
    ),
    _measure(
        "papers_carer_wrote",
        "Reviews with a letter from the carer to the child",
        "Of reviews held in the period of which it is recorded which papers had come: those with a letter in "
        "which the carer writes to the child, about achievements for example.",
        "review",
        carer_wrote,
    ),
    _measure(
        "gate_put_off",
        "Reviews put off because something was missing",
        "Reviews booked for a day of the period that were put off to another day because a report, a plan "
        "or the child’s views were missing.",
        "decision to put off",
        put_off,
        is_count=True,
        is_more_better=False,
        path="review__child",
        dimensions=("month", "iro", "team", "late_owner"),
    ),
    _measure(
        "gate_went_ahead",
        "Reviews that went ahead though something was missing",
        "Reviews booked for a day of the period of which it was recorded that they go ahead, although a "
        "report, a plan or the child’s views were missing.",
        "decision to go ahead",
        went_ahead,
        is_count=True,
        is_more_better=None,
        path="review__child",
    ),
]
