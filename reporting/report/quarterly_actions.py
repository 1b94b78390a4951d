"""The report of a quarter built: computed, checked, printed, drawn, kept."""

from datetime import date, datetime

from django.db.models import Max

from accounts.audit import trail as audit
from accounts.clock import now
from accounts.councils.words import speaking
from accounts.jobs import queue as jobs
from accounts.models import Authority, Job, User
from reporting.edition.actions import make_edition, without_progress
from reporting.edition.evidence import Made
from reporting.edition.readers import is_running
from reporting.models import Edition, QuarterlyDocument, QuarterWords
from reporting.periods import quarter as quarter_period
from reporting.periods import quarter_label
from reporting.report import quarterly
from reporting.report.content_actions import NotScreened
from reporting.report.screening import CERTAIN, NAME, screen
from reporting.report.screening_actions import known_of
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
    progress: jobs.Report = without_progress,
) -> QuarterlyDocument:
    """Compute the figures of a quarter and draw the PDF of an edition. One document a job, however often the
    job is started.

    Raises quarterly.NotBegun, readers.StillRuns, figures.DoesNotSum, soundness.NotSound, pdf.PdfUnavailable.
    """
    existing = QuarterlyDocument.objects.filter(job=job).first() if job else None
    if existing:
        return existing
    quarterly.check_may_be_made(year, quarter, edition, today)
    is_whole = not is_running(quarter_period(year, quarter), today)
    progress(5, "Computing the figures")
    ensure_replayed(authority, today)
    with speaking(authority):  # a command speaks for no council yet
        with one_snapshot():
            for_readers = edition != Edition.INTERNAL
            document = quarterly.compose(authority, year, quarter, on=today, for_readers=for_readers)
            figures_at = now()
        made = make_edition(document, edition, progress=progress, start=60, end=90)
    progress(90, "Keeping the document")
    with audit.action(
        "quarterly_report.generated",
        by=by,
        authority=authority,
        quarter=quarter_label(year, quarter),
        edition=edition,
        sha256=made.pdf.sha256,
        pages=made.pdf.pages,
    ) as event:
        Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)  # one number after the other
        existing = QuarterlyDocument.objects.filter(job=job).first() if job else None
        event.target = stored = existing or _keep(
            authority, (year, quarter), made, figures_at, job, by, is_whole=is_whole
        )
    return stored


def save_words(
    *, authority: Authority, year: int, quarter: int, words: str, recipients: str, by: User
) -> None:
    """Keep what is said in the report of a quarter, and who receives it. Raises NotScreened where the words
    may tell who a child is.
    """
    finds = screen(f"{words} {recipients}", known_of(authority))
    certain = [find for find in finds if find.kind in CERTAIN or find.kind == NAME]
    if certain:
        raise NotScreened(certain)
    with audit.action(
        "quarterly_report.written", by=by, authority=authority, quarter=quarter_label(year, quarter)
    ) as event:
        audit.hold(authority)
        said = {"words": words, "recipients": recipients, "written_by": by, "written_at": now()}
        event.target, _ = QuarterWords.objects.update_or_create(
            authority=authority, year=year, quarter=quarter, defaults=said
        )


def _keep(
    authority: Authority,
    period: tuple[int, int],
    made: Made,
    figures_at: datetime,
    job: Job | None,
    by: User | None,
    *,
    is_whole: bool,
) -> QuarterlyDocument:
    year, quarter = period
    earlier = QuarterlyDocument.objects.filter(authority=authority, year=year, quarter=quarter)
    last = earlier.aggregate(last=Max("number"))["last"] or 0
    return QuarterlyDocument.objects.create(
        authority=authority,
        year=year,
        quarter=quarter,
        number=last + 1,
        job=job,
        figures_at=figures_at,
        created_by=by,
        is_whole=is_whole,
        **made.columns(),
    )


def ask_for_quarterly(
    *, authority: Authority, year: int, quarter: int, by: User, today: date, edition: str = Edition.INTERNAL
) -> Job:
    """Ask the worker for the report of a quarter; asked ten times at once it is made once. Raises
    quarterly.NotBegun, readers.StillRuns."""
    quarterly.check_may_be_made(year, quarter, edition, today)
    return jobs.enqueue(
        "quarterly_report.generate",
        key=f"{authority.pk}:{year}:{quarter}:{edition}",
        params={"authority": authority.pk, "year": year, "quarter": quarter, "edition": edition},
        authority=authority,
        by=by,
        title=f"Quarterly report {quarter_label(year, quarter)}: {Edition(edition).label} edition",
        text="Waiting to start",
    )
