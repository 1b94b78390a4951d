"""A report built: frozen, checked, drawn, kept."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db.models import Max

from accounts import audit, jobs
from accounts.clock import now
from accounts.models import Job, User
from reporting import composing, pdf, restatements
from reporting.figures import Figures
from reporting.models import Edition, Report, ReportDocument
from reporting.printing import printed
from reporting.snapshots import one_snapshot
from reviews.replaying import ensure_replayed


def build(report: Report, *, today: date, is_final: bool = False) -> dict[str, Any]:
    """The report frozen and checked. A draft leaves out what is not written yet; a final one may not have such gaps.

    Raises figures.DoesNotSum, composing.NotSound with every place.
    """
    frozen = composing.freeze(report, Figures(report.authority, report.year, as_at=today), on=today)
    frozen["restated"] = restatements.restated_since(report, frozen)
    if not is_final:
        frozen, _ = composing.without_empty(frozen)
    stopping = [f for f in composing.faults_of(frozen) if f.stops or is_final]
    if stopping:
        raise composing.NotSound(stopping)
    return frozen


def generate(
    *,
    report: Report,
    by: User | None,
    today: date,
    edition: str = Edition.INTERNAL,
    job: Job | None = None,
    progress: Callable[[int, str], None] | None = None,
) -> ReportDocument:
    """Freeze the figures and draw the PDF of an edition. One document a job, however often the job is started.

    Raises figures.DoesNotSum, composing.NotSound, pdf.PdfUnavailable.
    """
    say = progress or (lambda percent, text: None)
    standing = ReportDocument.objects.filter(job=job, edition=edition).first() if job else None
    if standing:
        return standing
    say(5, "Computing the figures")
    ensure_replayed(report.authority, today)
    with one_snapshot():
        frozen = build(report, today=today)
        figures_at = now()
    say(40, "Drawing the pages")
    drawn = pdf.render(printed(frozen, edition))
    say(90, "Keeping the document")
    with audit.action(
        "report.generated",
        by=by,
        authority=report.authority_id,
        target=report,
        edition=edition,
        sha256=drawn.sha256,
        pages=drawn.pages,
    ):
        Report.objects.select_for_update().get(pk=report.pk)
        if job and (standing := ReportDocument.objects.filter(job=job, edition=edition).first()):
            return standing
        return keep_document(report, drawn, frozen, edition=edition, at=figures_at, job=job, by=by)


def keep_document(
    report: Report, drawn: pdf.Pdf, frozen: dict[str, Any], *, edition: str, at: datetime, job: Job | None,
    by: User | None, is_published: bool = False,
) -> ReportDocument:  # fmt: skip
    """Store a drawn document with the figures frozen for it."""
    last = report.documents.aggregate(last=Max("number"))["last"] or 0
    return ReportDocument.objects.create(
        report=report, number=last + 1, edition=edition, job=job, figures=frozen, figures_at=at, content=drawn.content,
        pages=drawn.pages, sha256=drawn.sha256, template_version=frozen["template"], is_published=is_published, created_by=by,
    )  # fmt: skip


def ask_to_generate(*, report: Report, by: User, edition: str = Edition.INTERNAL) -> Job:
    """Ask the worker for the PDF of an edition; asked ten times at once it is made once."""
    return jobs.enqueue(
        "report.generate",
        key=f"{report.pk}:{edition}",
        params={"report": report.pk, "edition": edition},
        authority=report.authority,
        by=by,
        text="Waiting to start",
    )
