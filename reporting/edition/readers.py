"""Which annual reports readers have who must not see small numbers (AR-2)."""

from datetime import date

from django.db.models import Q
from django.utils.timezone import localdate

from accounts.models import Authority
from reporting.models import Edition, ReportDocument
from reporting.periods import collection_year

WITH_READERS = Q(is_published=True, edition=Edition.PUBLIC) | Q(
    is_published=False,
    job=None,
    created_by=None,
    edition__in=[Edition.PUBLIC, Edition.MEMBER, Edition.CHILDREN],
)
"""Those published, of which members' and public editions hide the same, and those that the command wrote as a
file, which goes on to whom nobody knows."""


def told_until(authority: Authority) -> date | None:
    """The last day of which an annual report that readers have gives figures."""
    given = ReportDocument.objects.filter(WITH_READERS, report__authority=authority).order_by()
    ends = {
        min(collection_year(of).end, localdate(figures_at))
        for of, figures_at in given.values_list("report__year", "figures_at").distinct()
    }
    return max(ends, default=None)
