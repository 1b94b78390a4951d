"""A report built: frozen, checked, drawn, kept."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db.models import Max

from accounts.audit import trail as audit
from accounts.clock import now
from accounts.jobs import queue as jobs
from accounts.models import Job, User
from reporting.edition import composing, pdf, restatements
from reporting.edition.printing import printed
from reporting.figures import Figures
from reporting.models import Edition, Report, ReportDocument
from reporting.report import states
from reporting.results.snapshot import one_snapshot
from reviews.cycle.replay import ensure_replayed

FROZEN, DRAWN = (
    45,
    92,
)  # how far the work is, in per cent, when all figures are computed, and when all pages are drawn
USUAL_PAGES = 20


def quietly(percent: int, text: str) -> None:
    """Progress that nobody waits for."""


def build(
    report: Report, *, today: date, is_final: bool = False, say: Callable[[int, int], None] | None = None
) -> dict[str, Any]:
    """The report frozen and checked. A draft leaves out what is not written yet; a final one may not have such gaps.

    `say` hears which section of how many is computed. Raises figures.DoesNotSum, composing.NotSound with every place.
    """
    frozen = composing.freeze(report, Figures(report.authority, report.year, as_at=today), on=today, say=say)
    frozen["restated"] = restatements.restated_since(report, frozen)
    if not is_final:
        frozen, _ = composing.without_empty(frozen)
    stopping = [f for f in composing.faults_of(frozen) if f.stops or is_final]
    if stopping:
        raise composing.NotSound(stopping)
    return frozen


def frozen_at(
    report: Report, *, today: date, progress: jobs.Report, is_final: bool = False
) -> tuple[dict[str, Any], datetime]:
    """The report built from one state of the records, and the moment; progress is told with every section."""
    progress(2, "Bringing the review dates up to today")
    ensure_replayed(report.authority, today)
    with jobs.apart(progress) as say, one_snapshot():
        frozen = build(
            report,
            today=today,
            is_final=is_final,
            say=lambda n, of: say(2 + (FROZEN - 2) * n // of, f"Computing section {n} of {of}"),
        )
        return frozen, now()


def drawn_edition(
    frozen: dict[str, Any], edition: str, *, progress: jobs.Report, start: int, end: int
) -> pdf.Pdf:
    """The PDF of an edition; progress is told with every page, from `start` towards `end`, for how many there will be is not known."""
    name = Edition(edition).label
    progress(start, f"Laying out the {name} edition")

    def say(page: int) -> None:
        progress(
            start + (end - start) * page // (page + USUAL_PAGES), f"Drawing the {name} edition, page {page}"
        )

    return pdf.render(printed(frozen, edition), say=say)


def generate(
    *,
    report: Report,
    by: User | None,
    today: date,
    edition: str = Edition.INTERNAL,
    job: Job | None = None,
    progress: jobs.Report = quietly,
) -> ReportDocument:
    """Freeze the figures and draw the PDF of an edition. One document a job, however often the job is started.

    Raises figures.DoesNotSum, composing.NotSound, pdf.PdfUnavailable.
    """
    standing = ReportDocument.objects.filter(job=job, edition=edition).first() if job else None
    if standing:
        return standing
    frozen, figures_at = frozen_at(report, today=today, progress=progress)
    drawn = drawn_edition(frozen, edition, progress=progress, start=FROZEN, end=DRAWN)
    progress(DRAWN, "Keeping the document")
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
    report: Report,
    drawn: pdf.Pdf,
    frozen: dict[str, Any],
    *,
    edition: str,
    at: datetime,
    job: Job | None,
    by: User | None,
    is_published: bool = False,
) -> ReportDocument:
    """Store a drawn document with the figures frozen for it."""
    last = report.documents.aggregate(last=Max("number"))["last"] or 0
    return ReportDocument.objects.create(
        report=report,
        number=last + 1,
        edition=edition,
        job=job,
        figures=frozen,
        figures_at=at,
        content=drawn.content,
        pages=drawn.pages,
        sha256=drawn.sha256,
        template_version=frozen["template"],
        is_published=is_published,
        created_by=by,
    )


def ask_to_generate(*, report: Report, by: User, edition: str = Edition.INTERNAL) -> Job:
    """Ask the worker for the PDF of an edition; asked ten times at once it is made once. Raises NotNow once it is published."""
    states.check("make", report)
    return jobs.enqueue(
        "report.generate",
        key=f"{report.pk}:{edition}",
        params={"report": report.pk, "edition": edition},
        authority=report.authority,
        by=by,
        title=f"Annual report {report.year_label}: {Edition(edition).label} edition",
        text="Waiting to start",
    )
