"""Whether a review has its social worker’s report, and the councils that hold no review without it (V-40)."""

from django.db.models import Exists, OuterRef, Q

from accounts.lifecycle import NotNow
from reviews import wording
from reviews.models import Review, ReviewPaper, ReviewSection
from reviews.models.readiness import GateKind, PaperKind
from reviews.models.review import SectionKey


def report_is_in() -> Q:
    """Reviews whose report came or is not needed: by their papers, or by what the preparation says of it."""
    papers = ReviewPaper.objects.filter(
        Q(received_on__isnull=False) | ~Q(not_needed=""), review=OuterRef("pk"), kind=PaperKind.REPORT
    )
    said = ReviewSection.objects.filter(
        review=OuterRef("pk"), key=SectionKey.PREPARATION, data__report_received__in=["yes", "late"]
    )
    return Q(Exists(papers)) | Q(Exists(said))


def is_settled(review: Review) -> bool:
    """Whether the report is in or not needed, or it was recorded that the review goes ahead on its day."""
    if Review.objects.filter(report_is_in(), pk=review.pk).exists():
        return True
    day = review.booked_for
    return day is not None and review.gate_decisions.filter(kind=GateKind.PROCEED, booked_for=day).exists()


def check_report(review: Review, why_without: str) -> None:
    """Raise NotNow unless the report is settled, or somebody says why the review was held without it."""
    if not why_without.strip() and not is_settled(review):
        raise NotNow(wording.NO_REPORT, "without_report")
