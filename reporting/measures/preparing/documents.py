"""The documents that IROs looked at for reviews: seen, up to date and good."""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from reporting.measures import dimensions as by
from reporting.measures.base import Measure, Rows, Scope, only
from reporting.measures.reviews_held import choices_of, held
from reviews.cycle.of_breaks import of_ordinary_care
from reviews.models import DocumentCheck
from reviews.models.documents import SEEN, DocumentKind, DocumentState
from reviews.models.monitoring import Grade


def all_seen(scope: Scope) -> Rows:
    """Reviews held for which no document that was looked for was left unseen."""
    rows = held(scope)
    looked = DocumentCheck.objects.filter(review=OuterRef("pk"))
    population = rows.population.annotate(
        is_looked_at=Exists(looked), is_unseen=Exists(looked.filter(state=DocumentState.UNSEEN))
    )
    return Rows(population, Q(is_unseen=False), Q(is_looked_at=True), rows.dimensions)


def _documents(scope: Scope) -> Rows:
    """Documents that the IRO saw for a review held in the period."""
    rows = DocumentCheck.objects.filter(
        review__child__authority=scope.authority,
        review__held_on__range=(scope.period.start, scope.period.end),
        state__in=SEEN,
    )
    dimensions = {
        **by.iro_and_team("review__child", OuterRef("review__held_on")),
        "document": lambda: choices_of("kind", DocumentKind.choices),
    }
    return Rows(
        only(of_ordinary_care(rows, "review"), scope, "review__child"), met=Q(), dimensions=dimensions
    )


def current(scope: Scope) -> Rows:
    """Those that were up to date."""
    rows = _documents(scope)
    return Rows(rows.population, Q(state=DocumentState.CURRENT), dimensions=rows.dimensions)


def good(scope: Scope) -> Rows:
    """Those that were good or very good, of those that were graded."""
    rows = _documents(scope)
    return Rows(
        rows.population, Q(quality__in=[Grade.GOOD, Grade.VERY_GOOD]), ~Q(quality=""), rows.dimensions
    )


def _of_documents(code: str, title: str, definition: str, rows: Any) -> Measure:
    return Measure(
        code,
        title,
        definition,
        "P-37",
        "document",
        rows,
        is_more_better=True,
        dimensions=("month", "iro", "team", "document"),
        path="review__child",
    )


MEASURES = [
    Measure(
        "documents_seen",
        "Reviews for which the IRO saw every document",
        "Of reviews held in the period of which it is recorded which documents the IRO saw: those for which "
        "none was left unseen.",
        "P-37",
        "review",
        all_seen,
        is_more_better=True,
        dimensions=("month", "iro", "team"),
    ),
    _of_documents(
        "documents_current",
        "Documents up to date at the review",
        "Of documents that IROs saw for reviews held in the period: those that were up to date.",
        current,
    ),
    _of_documents(
        "documents_good",
        "Documents that were good or very good",
        "Of documents that IROs saw and graded for reviews held in the period: those that were good or very "
        "good.",
        good,
    ),
]
