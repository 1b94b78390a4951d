"""No report, no review: whether what the review needs settles the question of the report."""

from reviews.models import Review
from reviews.models.readiness import GateKind, PaperKind


def is_settled(review: Review) -> bool:
    """Whether the social worker's report is there or not needed, or the review went ahead without it."""
    rows = review.papers.filter(kind=PaperKind.REPORT)
    if any(row.received_on is not None or row.not_needed for row in rows):
        return True
    day = review.booked_for
    return day is not None and review.gate_decisions.filter(kind=GateKind.PROCEED, booked_for=day).exists()
