"""Late reviews that the QA manager had agreed to before they were late (P-09)."""

from django.db.models import Exists, OuterRef, Q

from reporting.measures.base import Measure, Rows, Scope
from reporting.measures.reviews_held import late
from reviews.models import LateRequest
from reviews.models.authorising import LateAnswer


def authorised(scope: Scope) -> Rows:
    """Late reviews of which it was agreed by their last lawful day that they are held out of time."""
    rows = late(scope)
    agreed = LateRequest.objects.filter(
        review=OuterRef("review"), answer=LateAnswer.AGREED, answered_at__date__lte=OuterRef("due_on")
    )
    population = rows.population.annotate(was_agreed=Exists(agreed))
    dimensions = {name: rows.dimensions[name] for name in ("iro", "team", "late_reason")}
    return Rows(population, Q(was_agreed=True), dimensions=dimensions)


MEASURES = [
    Measure(
        "late_authorised",
        "Late reviews agreed before",
        "Of reviews held late in the period: those of which the QA manager had agreed by the last lawful day "
        "that they are held out of time.",
        "P-09",
        "late review",
        authorised,
        is_more_better=True,
        dimensions=("month", "iro", "team", "late_reason"),
    )
]
