"""Which annual reports readers have who must not see small numbers (AR-2), and when they may get another."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from accounts.models import Authority
from accounts.templatetags.govuk import day as in_words
from reporting.edition import storage
from reporting.edition.stored import Evidence
from reporting.models import Edition, Report, ReportDocument
from reporting.periods import Period, collection_year
from statute.refusals import Refused

BY_COMMAND = Q(
    is_published=False,
    job=None,
    created_by=None,
    edition__in=[Edition.PUBLIC, Edition.MEMBER, Edition.CHILDREN],
)
"""Those that the command wrote as a file, which goes on to whom nobody knows."""
WITH_READERS = Q(is_published=True, edition=Edition.PUBLIC) | BY_COMMAND
"""Those published, of which members' and public editions hide the same, and those that the command wrote."""


class StillRuns(Refused):
    """The period is not over, and readers would see from day to day what happens in it."""


def told_until(authority: Authority) -> date | None:
    """The last day of which an annual report that readers have gives figures."""
    given = ReportDocument.objects.filter(WITH_READERS, report__authority=authority).order_by()
    ends = {
        min(collection_year(of).end, localdate(figures_at))
        for of, figures_at in given.values_list("report__year", "figures_at").distinct()
    }
    return max(ends, default=None)


def told_so_far(authority: Authority, year: int, *, today: date) -> QuerySet[ReportDocument]:
    """What readers have of a year that is not over, every edition; nothing of one that is."""
    runs = is_running(collection_year(year), today)
    found = ReportDocument.objects.filter(
        Q(is_published=True) | BY_COMMAND, report__authority=authority, report__year=year
    )
    return found.order_by("figures_at", "pk") if runs else found.none()


def is_running(period: Period, today: date) -> bool:
    """Whether something may still happen in a period: on its last day too."""
    return period.end >= today


def check_told_once(authority: Authority, year: int, *, today: date) -> None:
    """Raise StillRuns where readers have figures already of a year that is not over. Two reports of it differ
    by what happened between them, which may be about one child.
    """
    told = told_so_far(authority, year, today=today).first()
    if told is not None:
        period = collection_year(year)
        at = in_words(localdate(told.figures_at))
        raise StillRuns(
            f"Readers have figures of {period.label} as at {at} already, and the year is not over. Two "
            "reports of it would differ by what happened in between, which may be about one child. Another "
            f"can be made for readers from {_after(period)}."
        )


def check_same_figures(report: Report, now: Evidence, *, today: date) -> None:
    """Raise StillRuns where an edition that readers have of a year that is not over gives another number than
    this one would, though it was made on the same day."""
    for told in told_so_far(report.authority, report.year, today=today).only("figures", "edition"):
        before = storage.load(Evidence, told.figures).counts
        if any(ref in now.counts and now.counts[ref] != count for ref, count in before.items()):
            period = collection_year(report.year)
            raise StillRuns(
                f"Readers already have today’s {Edition(told.edition).label} edition of {period.label}, and "
                "the records have changed since. Comparing the two would show what changed, which may be "
                f"about one child. Another can be made for readers from {_after(period)}."
            )


def check_over(period: Period, *, today: date) -> None:
    """Raise StillRuns for a quarter of which readers get nothing yet."""
    if is_running(period, today):
        raise StillRuns(
            f"{period.label} is not over. Its public edition can be made from {_after(period)}. "
            "Two editions made before then would differ by what happened in between, which may be "
            "about one child. The internal edition can be made now."
        )


def _after(period: Period) -> str:
    return in_words(period.end + timedelta(days=1))
