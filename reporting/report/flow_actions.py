"""The way of a report: sent for review, sent back, approved, published; and what was corrected afterwards."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from accounts.audit import trail as audit
from accounts.clock import now
from accounts.jobs import queue as jobs
from accounts.models import Job, User
from reporting.council import freezing
from reporting.edition import composing, restatements
from reporting.edition.actions import (
    COMPUTED,
    DRAWN,
    build,
    freeze,
    keep_document,
    make_edition,
    publish_document,
    without_progress,
)
from reporting.edition.document import Document
from reporting.edition.evidence import Made, evidence_of, is_published_since
from reporting.edition.soundness import NotSound
from reporting.edition.stored import Evidence
from reporting.figures import Figure, Figures
from reporting.models import (
    DocumentRestatement,
    Edition,
    Report,
    ReportDocument,
    ReportState,
    SectionComment,
    Voice,
)
from reporting.report import notices, states
from reporting.report.screening_actions import faults_of_words
from reporting.report.states import Act
from reporting.results.snapshot import one_snapshot
from reviews.cycle.replay import ensure_replayed

PUBLISHED_EDITIONS = (Edition.INTERNAL, Edition.MEMBER, Edition.PUBLIC, Edition.CHILDREN)


LARGE_COLUMNS = ("content", "figures", "printed", "web_page")


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
        build(current, today=today, is_final=True, for_readers=False)
        current.state, current.submitted_by = ReportState.IN_REVIEW, by
        current.approved_by = current.approved_at = None
        current.review_job = _ask_to_propose(current, by)
        current.save(update_fields=["state", "submitted_by", "approved_by", "approved_at", "review_job"])
        notices.sent_for_review(report=current, by=by, today=today)


def _ask_to_propose(report: Report, by: User) -> Job:
    """Ask the worker for the documents to approve. Each sending has its own, so that none of an earlier one
    is taken for it."""
    return jobs.enqueue(
        "report.propose",
        key=f"{report.pk}:{now().isoformat()}",
        params={"report": report.pk},
        authority=report.authority,
        by=by,
        title=f"Annual report {report.year_label}: documents to approve",
        text="Waiting to start",
    )


def propose(
    *, report: Report, job: Job, today: date, progress: jobs.Report = without_progress
) -> list[ReportDocument]:
    """Make every edition from one state of the figures, for the approver to read. Asked again it gives those
    made.

    Raises NotNow when the report was sent back meanwhile, figures.DoesNotSum, soundness.NotSound,
    pdf.PdfUnavailable.
    """
    if made := proposed(report):
        return made
    _check_proposal(report, job)
    frozen = freeze(report, today=today, progress=progress, is_final=True)
    editions = _every_edition(frozen.document, progress)
    progress(DRAWN, "Keeping the documents")
    with transaction.atomic():
        current = _locked(report)
        if made := proposed(current):
            return made
        _check_proposal(current, job)
        with audit.action(
            "report.proposed", by=job.requested_by, authority=current.authority_id, target=current
        ) as event:
            documents = [
                keep_document(current, made, at=frozen.at, job=job, by=job.requested_by) for made in editions
            ]
            event.details["sha256"] = [document.sha256 for document in documents]
    return documents


def _check_proposal(report: Report, job: Job) -> None:
    if report.state != ReportState.IN_REVIEW or report.review_job_id != job.pk:
        raise states.NotNow(states.NO_LONGER_WITH_APPROVER)


def proposed(report: Report) -> list[ReportDocument]:
    """The documents to approve, or approved: every edition of what was sent for review; none until all are
    made."""
    if report.review_job_id is None:
        return []
    order = {str(edition): n for n, edition in enumerate(PUBLISHED_EDITIONS)}
    found = report.documents.filter(job=report.review_job_id, is_published=False).defer(*LARGE_COLUMNS)
    made = sorted(found, key=lambda document: order[document.edition])
    return made if len(made) == len(PUBLISHED_EDITIONS) else []


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
        _to_draft(current)
        notices.sent_back(report=current, by=by)


def _to_draft(current: Report) -> None:
    """No document that was made to approve is published after this: the next sending has its own."""
    current.state, current.review_job = ReportState.DRAFT, None
    current.approved_by = current.approved_at = None
    current.save(update_fields=["state", "approved_by", "approved_at", "review_job"])


def withdraw_consent(*, voice: Voice, by: User, today: date) -> None:
    """Take out a voice whose consent was withdrawn after the report was sent for review. The report is a
    draft again, since the documents to approve hold the voice. The approvers are told. Raises NotNow."""
    report = voice.report
    with audit.action("report.consent_withdrawn", by=by, authority=report.authority_id, target=report):
        current = _locked(report)
        states.check(Act.WITHDRAW, current)
        audit.hold(voice)
        voice.delete()
        _to_draft(current)
        notices.consent_withdrawn(report=current, by=by, today=today)


def approve(*, report: Report, by: User, seen: str = "") -> None:
    """Approve a report as its documents stand; never one's own. Raises NotNow, also while comments are open
    or documents are being made, and where `seen` is a document of an earlier sending."""
    with audit.action("report.approved", by=by, authority=report.authority_id, target=report) as event:
        current = _locked(report)
        states.check(Act.APPROVE, current)
        states.check_approver(current, by)
        if SectionComment.objects.filter(section__report=current, settled_at=None).exists():
            raise states.NotNow(states.OPEN_COMMENTS)
        documents = proposed(current)
        if not documents:
            raise states.NotNow(states.NO_DOCUMENTS)
        if seen and seen not in {str(document.public_id) for document in documents}:
            raise states.NotNow(states.SENT_AGAIN)
        event.details["sha256"] = [document.sha256 for document in documents]
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
    """Publish what was approved, byte for byte, and close the report for good; its year is frozen with it.
    Asked again it gives the documents published.

    Raises NotNow, also when another report was published since these documents were made.
    """
    if published := _published(report):
        return published
    states.check(Act.PUBLISH, report)
    ensure_replayed(report.authority, today)
    progress(DRAWN, "Publishing")
    with one_snapshot(storing=report.authority):
        current = _locked(report)  # the same job may have been started twice
        return _published(current) or _close(current, job=job, by=by, today=today)


def _published(report: Report) -> list[ReportDocument]:
    """The published editions; none before publication."""
    return list(report.documents.filter(is_published=True))


def _close(current: Report, *, job: Job | None, by: User | None, today: date) -> list[ReportDocument]:
    with audit.action("report.published", by=by, authority=current.authority_id, target=current) as event:
        states.check(Act.PUBLISH, current)
        approved = proposed(current)
        if not approved:
            raise states.NotNow(states.NO_DOCUMENTS)
        if is_published_since(current.authority, approved[0].figures_at):
            raise states.NotNow(states.OTHERS_PUBLISHED)
        documents = [publish_document(document, job=job, by=by) for document in approved]
        current.state, current.published_by, current.published_at = ReportState.PUBLISHED, by, now()
        current.save(update_fields=["state", "published_by", "published_at"])
        event.details["sha256"] = [document.sha256 for document in documents]
        counts = evidence_of(documents[0]).counts
        freezing.freeze_published(report=current, counts=counts, by=by, today=today)
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
