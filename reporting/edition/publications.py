"""What readers of a council's reports have already: one list of everything that was published without small
numbers."""

from datetime import datetime

from accounts.models import Authority
from reporting.edition.evidence import evidence_of
from reporting.edition.stored import Evidence
from reporting.models import Edition, QuarterlyDocument, ReportDocument


def published_before(authority: Authority) -> tuple[Evidence, ...]:
    """Every published annual report and every public quarterly one, the oldest first.

    Members' and public editions hide the same numbers, so one of each report is enough. A quarterly report
    has no approval:
    its public edition is out when it is made.
    """
    annual = ReportDocument.objects.filter(
        report__authority=authority, is_published=True, edition=Edition.PUBLIC
    ).only("figures", "created_at")
    quarterly = QuarterlyDocument.objects.filter(authority=authority, edition=Edition.PUBLIC).only(
        "figures", "created_at"
    )
    dated: list[tuple[datetime, Evidence]] = [(d.created_at, evidence_of(d)) for d in annual]
    dated += [(d.created_at, evidence_of(d)) for d in quarterly]
    return tuple(found for _, found in sorted(dated, key=lambda item: item[0]))
