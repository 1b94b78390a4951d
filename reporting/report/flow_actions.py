"""The way of a report: sent for review, sent back, approved, published; and what was corrected afterwards."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from accounts.audit import trail as audit
from accounts.clock import now
from accounts.jobs import queue as jobs
from accounts.models import Job, User
from reporting.edition import composing, restatements
from reporting.edition.actions import (
    COMPUTED,
    DRAWN,
    build,
    freeze,
    keep_document,
    make_edition,
    without_progress,
)
from reporting.edition.document import Document
from reporting.edition.evidence import Made, evidence_of
from reporting.edition.soundness import NotSound
from reporting.edition.stored import Evidence
from reporting.figures import Figure, Figures
from reporting.models import DocumentRestatement, Edition, Report, ReportDocument, ReportState, SectionComment
from reporting.report import notices, states
from reporting.report.screening_actions import faults_of_words
from reporting.report.states import Act
from reporting.results.snapshot import one_snapshot
from reviews.cycle.replay import ensure_replayed

PUBLISHED_EDITIONS = (Edition.INTERNAL, Edition.MEMBER, Edition.PUBLIC, Edition.CHILDREN)


def _locked(report: Report) -> Report:
    return Report.objects.select_for_update(of=("self",)).select_related("authority").get(pk=report.pk)


def submit(*, report: Report, by: User, today: date) -> None:
    """Send a report to the approver. Raises NotNow; NotSound while anything is empty, typed or does not
    hold."""
    ensure_replayed(report.authority, today)
    with audit.action("report.submitted", by=by, authority=report.authority_id, target=report):
        current = _locked(report)
        states.check(Act.SUBMIT, current)
        _check_words(current)
        build(current, today=today, is_final=True)
        current.state, current.submitted_by = ReportState.IN_REVIEW, by
        current.approved_by = current.approved_at = None
        current.save(update_fields=["state", "submitted_by", "approved_by", "approved_at"])
        notices.sent_for_review(report=current, by=by, today=today)


def _check_words(report: Report) -> None:
    """Raise NotSound while words that may tell who somebody is are not settled."""
    faults = faults_of_words(report)
    if faults:
        raise NotSound(faults)


def send_back(*, report: Report, by: User, reason: str) -> None:
    """Give a report back to its author, with the reason. Raises NotNow."""
    with audit.action("report.sent_back", by=by, authority=report.authority_id, target=report, reason=reason):
        current = _locked(report)
        states.check(Act.SEND_BACK, current)
        current.state, current.approved_by, current.approved_at = ReportState.DRAFT, None, None
        current.save(update_fields=["state", "approved_by", "approved_at"])
        notices.sent_back(report=current, by=by)


def approve(*, report: Report, by: User) -> None:
    """Approve a report; never one's own. Raises NotNow, also while comments are open."""
    with audit.action("report.approved", by=by, authority=report.authority_id, target=report):
        current = _locked(report)
        states.check(Act.APPROVE, current)
        states.check_approver(current, by)
        if SectionComment.objects.filter(section__report=current, settled_at=None).exists():
            raise states.NotNow(states.OPEN_COMMENTS)
        current.state, current.approved_by, current.approved_at = ReportState.APPROVED, by, now()
        current.save(update_fields=["state", "approved_by", "approved_at"])
        notices.approved(report=current, by=by)


def ask_to_publish(*, report: Report, by: User) -> Job:
    """Ask the worker to publish: every edition drawn from one state of the figures. Raises NotNow."""
    states.check(Act.PUBLISH, report)
    return jobs.enqueue(
        "report.publish",
        key=str(report.pk),
        params={"report": report.pk},
        authority=report.authority,
        by=by,
        title=f"Annual report {report.year_label}: publication",
        text="Waiting to start",
    )


def publish(
    *,
    report: Report,
    by: User | None,
    today: date,
    job: Job | None = None,
    progress: jobs.Report = without_progress,
) -> list[ReportDocument]:
    """Compute once, draw every edition, and close the report for good. Asked again it gives the documents
    published.

    Raises NotNow, figures.DoesNotSum, soundness.NotSound, pdf.PdfUnavailable.
    """
    if published := _published(report):
        return published
    states.check(Act.PUBLISH, report)
    _check_words(report)
    frozen = freeze(report, today=today, progress=progress, is_final=True)
    editions = _every_edition(frozen.document, progress)
    progress(DRAWN, "Publishing")
    with transaction.atomic():
        current = _locked(report)  # the same job may have been started twice
        return _published(current) or _close(current, editions, at=frozen.at, job=job, by=by)


def _published(report: Report) -> list[ReportDocument]:
    """The published editions; none before publication."""
    return list(report.documents.filter(is_published=True))


def _close(
    current: Report, editions: list[Made], *, at: datetime, job: Job | None, by: User | None
) -> list[ReportDocument]:
    with audit.action("report.published", by=by, authority=current.authority_id, target=current) as event:
        states.check(Act.PUBLISH, current)
        documents = [
            keep_document(current, made, at=at, job=job, by=by, is_published=True) for made in editions
        ]
        current.state, current.published_by, current.published_at = ReportState.PUBLISHED, by, now()
        current.save(update_fields=["state", "published_by", "published_at"])
        event.details["sha256"] = [document.sha256 for document in documents]
    return documents


def _every_edition(document: Document, progress: jobs.Report) -> list[Made]:
    step = (DRAWN - COMPUTED) // len(PUBLISHED_EDITIONS)
    starts = range(COMPUTED, DRAWN, step)
    return [
        make_edition(document, edition, progress=progress, start=start, end=start + step)
        for start, edition in zip(starts, PUBLISHED_EDITIONS, strict=False)
    ]


def find_restatements(*, report: Report, by: User | None, today: date) -> list[DocumentRestatement]:
    """List the published figures that today's records would not give any more. What is listed already is not
    listed twice."""
    stored = report.documents.filter(is_published=True, edition=Edition.INTERNAL).first()
    if stored is None:
        return []
    ensure_replayed(report.authority, today)
    published = evidence_of(stored)
    with one_snapshot():
        current = _figures_now(report, published, today)
    found = restatements.differences(published.figures, current)
    with audit.action("report.restated", by=by, authority=report.authority_id, target=report) as event:
        listed = [
            DocumentRestatement.objects.get_or_create(
                document=stored,
                code=difference.code,
                period=difference.period,
                now=difference.now,
                defaults={"was": difference.was, "found_at": now()},
            )
            for difference in found
        ]
        event.details["new"] = sum(is_new for _, is_new in listed)
    return [row for row, _ in listed]


def explain_restatement(*, restatement: DocumentRestatement, why: str, by: User) -> None:
    """Record why a published figure would be different today."""
    report = restatement.document.report
    with audit.action(
        "report.restatement_explained",
        by=by,
        authority=report.authority_id,
        target=report,
        figure=restatement.code,
    ):
        restatement.why = why
        restatement.save(update_fields=["why"])


def _figures_now(report: Report, published: Evidence, today: date) -> Mapping[str, Figure]:
    """The figures of the same sections as the records give them now."""
    rows = [row for row in report.sections.order_by("position", "pk") if row.key in published.sections]
    figures = Figures(report.authority, report.year, as_at=today)
    return composing.compose_rows(report, figures, rows, on=today).figures


def comment(*, report: Report, key: str, text: str, by: User) -> SectionComment:
    """Comment on a section. Raises NotNow."""
    with audit.action("report.commented", by=by, authority=report.authority_id, target=report, section=key):
        states.hold(Act.COMMENT, report)
        return SectionComment.objects.create(section=report.sections.get(key=key), text=text, by=by)


def settle(*, comment: SectionComment, by: User) -> None:
    """Mark a comment as settled; a settled one stays so."""
    report = comment.section.report
    with (
        audit.action("report.comment_settled", by=by, authority=report.authority_id, target=comment),
        transaction.atomic(),
    ):
        SectionComment.objects.filter(pk=comment.pk, settled_at=None).update(settled_by=by, settled_at=now())
