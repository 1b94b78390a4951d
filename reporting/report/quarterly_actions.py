"""The report of a quarter built: frozen, checked, drawn, kept."""

from collections.abc import Callable
from datetime import date

from django.db.models import Max

from accounts.audit import trail as audit
from accounts.clock import now
from accounts.jobs import queue as jobs
from accounts.models import Authority, Job, User
from reporting.edition import pdf
from reporting.edition.printing import printed
from reporting.models import Edition, QuarterlyDocument
from reporting.periods import quarter_label
from reporting.report import quarterly
from reporting.results.snapshot import one_snapshot
from reviews.cycle.replay import ensure_replayed


def generate_quarterly(
    *,
    authority: Authority,
    year: int,
    quarter: int,
    by: User | None,
    today: date,
    edition: str = Edition.INTERNAL,
    job: Job | None = None,
    progress: Callable[[int, str], None] | None = None,
) -> QuarterlyDocument:
    """Freeze the figures of a quarter and draw the PDF of an edition. One document a job, however often the job is started.

    Raises quarterly.NotBegun, figures.DoesNotSum, composing.NotSound, pdf.PdfUnavailable.
    """
    say = progress or (lambda percent, text: None)
    standing = QuarterlyDocument.objects.filter(job=job).first() if job else None
    if standing:
        return standing
    say(5, "Computing the figures")
    ensure_replayed(authority, today)
    with one_snapshot():
        frozen = quarterly.freeze(authority, year, quarter, on=today)
        figures_at = now()
    say(60, "Drawing the pages")
    drawn = pdf.render(printed(frozen, edition))
    say(90, "Keeping the document")
    with audit.action(
        "quarterly_report.generated",
        by=by,
        authority=authority,
        quarter=quarter_label(year, quarter),
        edition=edition,
        sha256=drawn.sha256,
        pages=drawn.pages,
    ) as done:
        Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)  # one number after the other
        if job and (standing := QuarterlyDocument.objects.filter(job=job).first()):
            done.target = standing
            return standing
        made = QuarterlyDocument.objects.filter(authority=authority, year=year, quarter=quarter)
        last = made.aggregate(last=Max("number"))["last"] or 0
        document = QuarterlyDocument.objects.create(
            authority=authority,
            year=year,
            quarter=quarter,
            number=last + 1,
            edition=edition,
            job=job,
            figures=frozen,
            figures_at=figures_at,
            content=drawn.content,
            pages=drawn.pages,
            sha256=drawn.sha256,
            template_version=frozen["template"],
            created_by=by,
        )
        done.target = document
    return document


def ask_for_quarterly(
    *, authority: Authority, year: int, quarter: int, by: User, today: date, edition: str = Edition.INTERNAL
) -> Job:
    """Ask the worker for the report of a quarter; asked ten times at once it is made once. Raises quarterly.NotBegun."""
    quarterly.check_begun(year, quarter, today)
    return jobs.enqueue(
        "quarterly_report.generate",
        key=f"{authority.pk}:{year}:{quarter}:{edition}",
        params={"authority": authority.pk, "year": year, "quarter": quarter, "edition": edition},
        authority=authority,
        by=by,
        title=f"Quarterly report {quarter_label(year, quarter)}: {Edition(edition).label} edition",
        text="Waiting to start",
    )
