"""A report built: its figures computed from one state of the records, checked, printed, drawn and kept."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate

from accounts.audit import trail as audit
from accounts.clock import now
from accounts.councils.words import speaking
from accounts.jobs import queue as jobs
from accounts.models import Job, User
from reporting.edition import alone, composing, pdf, readers, restatements
from reporting.edition.disclosure import hidden_in, joined
from reporting.edition.document import Document
from reporting.edition.evidence import Made, edition_of, evidence
from reporting.edition.printing import printed
from reporting.edition.soundness import NotSound, faults_of
from reporting.figures import Figures
from reporting.models import FOR_EVERYBODY, Edition, Report, ReportDocument
from reporting.report import states
from reporting.report.screening_actions import faults_of_words
from reporting.report.states import Act
from reporting.results.snapshot import one_snapshot
from reporting.screen.frozen_years import known_before
from reviews.cycle.replay import ensure_replayed

COMPUTED, DRAWN = 45, 92
"""How far the work is, in per cent, when all figures are computed, and when all pages are drawn."""
USUAL_PAGES = 20


def without_progress(percent: int, text: str) -> None:
    """Progress that nobody waits for."""


@dataclass(frozen=True)
class Frozen:
    """A report computed from one state of the records, and the moment."""

    document: Document
    at: datetime


def build(
    report: Report,
    *,
    today: date,
    is_final: bool = False,
    for_readers: bool = True,
    progress: Callable[[int, int], None] | None = None,
) -> Document:
    """The report computed and checked. A draft leaves out what is not written yet; a final one may not have
    such gaps. What readers know already is not looked up where no edition is made for them.

    Raises figures.DoesNotSum, soundness.NotSound with every place; readers.StillRuns for a second final one
    of a year that is not over.
    """
    if is_final:
        readers.check_told_once(report.authority, report.year, today=today)
    figures = Figures(report.authority, report.year, as_at=today)
    document = composing.compose(report, figures, on=today, progress=progress)
    document = replace(
        document,
        restated=restatements.restated_since(report, document),
        earlier=known_before(report.authority) if for_readers else (),
    )
    document = restatements.with_corrections(report, document)
    if not is_final:
        document = document.without_empty_sections()
    stopping = [fault for fault in faults_of(document) if fault.stops or is_final]
    if stopping:
        raise NotSound(stopping)
    return document


def freeze(
    report: Report, *, today: date, progress: jobs.Report, is_final: bool = False, for_readers: bool = True
) -> Frozen:
    """The report built from one state of the records; progress is told with every section."""
    progress(2, "Bringing the review dates up to today")
    ensure_replayed(report.authority, today)
    with pdf.rare_collections(), jobs.at_once(progress) as report_progress, one_snapshot():

        def section_done(number: int, of: int) -> None:
            report_progress(2 + (COMPUTED - 2) * number // of, f"Computing section {number} of {of}")

        document = build(
            report, today=today, is_final=is_final, for_readers=for_readers, progress=section_done
        )
        return Frozen(document, now())


def make_edition(document: Document, edition: str, *, progress: jobs.Report, start: int, end: int) -> Made:
    """An edition printed and drawn; progress is told with every page, from `start` towards `end`."""
    name = Edition(edition).label
    progress(start, f"Laying out the {name} edition")

    def page_done(page: int) -> None:  # how many there will be is not known
        percent = start + (end - start) * page // (page + USUAL_PAGES)
        progress(percent, f"Drawing the {name} edition, page {page}")

    document = joined(document, edition)
    hidden = hidden_in(document, edition)
    content = printed(document, edition, hidden)
    return Made(content, evidence(document, hidden, edition), pdf.render(content, page_done=page_done))


def generate(
    *,
    report: Report,
    by: User | None,
    today: date,
    edition: str = Edition.INTERNAL,
    job: Job | None = None,
    progress: jobs.Report = without_progress,
) -> ReportDocument:
    """Compute the figures and draw the PDF of an edition. One document a job, however often the job is
    started.

    A file that the command makes for readers has no approver, so no word in it may be left that may tell who
    somebody is.

    Raises figures.DoesNotSum, soundness.NotSound, pdf.PdfUnavailable; readers.StillRuns for a file of the
    command that tells of a year that is not over again.
    """
    is_given = edition != Edition.INTERNAL and not (job or by)
    if is_given and (unsettled := faults_of_words(report)):
        raise NotSound(unsettled)
    if made_before := _made_by(job, edition) or _read_so_far(report, edition, by, job, today):
        return made_before
    with pdf.rare_collections():
        with speaking(report.authority):  # a command speaks for no council yet
            for_readers = edition != Edition.INTERNAL
            frozen = freeze(report, today=today, progress=progress, for_readers=for_readers)
            if is_given:
                readers.check_same_figures(report, evidence(frozen.document, frozenset()), today=today)
            made = make_edition(frozen.document, edition, progress=progress, start=COMPUTED, end=DRAWN)
        progress(DRAWN, "Keeping the document")
        with transaction.atomic():
            audit.hold(report)  # the same job may have been started twice
            return _made_by(job, edition) or _keep_draft(report, made, edition, at=frozen.at, job=job, by=by)


def _read_so_far(
    report: Report, edition: str, by: User | None, job: Job | None, today: date
) -> ReportDocument | None:
    """What readers have of a year that is not over: the command gives them the same again, and other editions
    of the same figures on the same day."""
    if job or by or edition == Edition.INTERNAL:
        return None
    told = readers.told_so_far(report.authority, report.year, today=today)
    if found := told.filter(edition=edition).first():
        return found
    if any(localdate(at) != today for at in told.values_list("figures_at", flat=True)):
        readers.check_told_once(report.authority, report.year, today=today)
    return None


def _made_by(job: Job | None, edition: str) -> ReportDocument | None:
    return ReportDocument.objects.filter(job=job, edition=edition).first() if job else None


def _keep_draft(
    report: Report, made: Made, edition: str, *, at: datetime, job: Job | None, by: User | None
) -> ReportDocument:
    with audit.action(
        "report.generated",
        by=by,
        authority=report.authority_id,
        target=report,
        edition=edition,
        sha256=made.pdf.sha256,
        pages=made.pdf.pages,
    ):
        return keep_document(report, made, at=at, job=job, by=by)


def keep_document(
    report: Report, made: Made, *, at: datetime, job: Job | None, by: User | None
) -> ReportDocument:
    """Store an edition that was made."""
    return ReportDocument.objects.create(
        report=report, number=_next_number(report), job=job, figures_at=at, created_by=by, **made.columns()
    )


AS_MADE = ("edition", "printed", "figures", "figures_at", "content", "pages", "sha256")


def publish_document(document: ReportDocument, *, job: Job | None, by: User | None) -> ReportDocument:
    """Store an approved document once more as a published one: nothing in it is made again. What everybody
    may read is kept as a web page too."""
    web_page = alone.drawn(edition_of(document)) if document.edition in FOR_EVERYBODY else b""
    return ReportDocument.objects.create(
        report=document.report,
        number=_next_number(document.report),
        job=job,
        created_by=by,
        is_published=True,
        web_page=web_page,
        **{name: getattr(document, name) for name in AS_MADE},
    )


def _next_number(report: Report) -> int:
    return (report.documents.aggregate(last=Max("number"))["last"] or 0) + 1


def ask_to_generate(*, report: Report, by: User, edition: str = Edition.INTERNAL) -> Job:
    """Ask the worker for the PDF of an edition; asked ten times at once it is made once. Raises NotNow once
    it is published."""
    states.check(Act.MAKE, report)
    return jobs.enqueue(
        "report.generate",
        key=f"{report.pk}:{edition}",
        params={"report": report.pk, "edition": edition},
        authority=report.authority,
        by=by,
        title=f"Annual report {report.year_label}: {Edition(edition).label} edition",
        text="Waiting to start",
    )
