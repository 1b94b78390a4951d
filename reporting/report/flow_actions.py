"""The way of a report: sent for review, sent back, approved, published; and what was corrected afterwards."""

from datetime import date
from typing import Any

from django.db import transaction

from accounts.audit import trail as audit
from accounts.clock import now
from accounts.jobs import queue as jobs
from accounts.models import Job, User
from reporting.edition import composing, restatements
from reporting.edition.actions import DRAWN, FROZEN, build, drawn_edition, frozen_at, keep_document, quietly
from reporting.figures import Figures
from reporting.models import DocumentRestatement, Edition, Report, ReportDocument, ReportState, SectionComment
from reporting.report import states
from reporting.results.snapshot import one_snapshot
from reviews.cycle.replay import ensure_replayed

PUBLISHED_EDITIONS = (Edition.INTERNAL, Edition.MEMBER, Edition.PUBLIC, Edition.CHILDREN)


def _locked(report: Report) -> Report:
    return Report.objects.select_for_update(of=("self",)).select_related("authority").get(pk=report.pk)


def submit(*, report: Report, by: User, today: date) -> None:
    """Send a report to the approver. Raises NotNow; composing.NotSound while anything is empty, typed or does not hold."""
    ensure_replayed(report.authority, today)
    with audit.action("report.submitted", by=by, authority=report.authority_id, target=report):
        standing = _locked(report)
        states.check("submit", standing)
        build(standing, today=today, is_final=True)
        standing.state, standing.submitted_by, standing.approved_by, standing.approved_at = (
            ReportState.IN_REVIEW,
            by,
            None,
            None,
        )
        standing.save(update_fields=["state", "submitted_by", "approved_by", "approved_at"])


def send_back(*, report: Report, by: User, reason: str) -> None:
    """Give a report back to its author, with the reason. Raises NotNow."""
    with audit.action("report.sent_back", by=by, authority=report.authority_id, target=report, reason=reason):
        standing = _locked(report)
        states.check("send_back", standing)
        standing.state, standing.approved_by, standing.approved_at = ReportState.DRAFT, None, None
        standing.save(update_fields=["state", "approved_by", "approved_at"])


def approve(*, report: Report, by: User) -> None:
    """Approve a report; never one's own. Raises NotNow, also while comments are open."""
    with audit.action("report.approved", by=by, authority=report.authority_id, target=report):
        standing = _locked(report)
        states.check("approve", standing)
        states.check_approver(standing, by)
        if SectionComment.objects.filter(section__report=standing, settled_at=None).exists():
            raise states.NotNow("Some comments are not settled yet. Settle them, or send the report back.")
        standing.state, standing.approved_by, standing.approved_at = ReportState.APPROVED, by, now()
        standing.save(update_fields=["state", "approved_by", "approved_at"])


def ask_to_publish(*, report: Report, by: User) -> Job:
    """Ask the worker to publish: every edition drawn from one freeze. Raises NotNow."""
    states.check("publish", report)
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
    progress: jobs.Report = quietly,
) -> list[ReportDocument]:
    """Freeze once, draw every edition, and close the report for good. Asked again it gives the documents that stand.

    Raises NotNow, figures.DoesNotSum, composing.NotSound, pdf.PdfUnavailable.
    """
    if report.state == ReportState.PUBLISHED:
        return list(report.documents.filter(is_published=True))
    states.check("publish", report)
    frozen, at = frozen_at(report, today=today, progress=progress, is_final=True)
    step = (DRAWN - FROZEN) // len(PUBLISHED_EDITIONS)
    drawn = {
        edition: drawn_edition(frozen, edition, progress=progress, start=start, end=start + step)
        for start, edition in zip(range(FROZEN, DRAWN, step), PUBLISHED_EDITIONS, strict=False)
    }
    progress(DRAWN, "Publishing")
    with audit.action("report.published", by=by, authority=report.authority_id, target=report) as event:
        standing = _locked(report)
        if standing.state == ReportState.PUBLISHED:
            return list(standing.documents.filter(is_published=True))
        states.check("publish", standing)
        documents = [
            keep_document(standing, drawn[e], frozen, edition=e, at=at, job=job, by=by, is_published=True)
            for e in PUBLISHED_EDITIONS
        ]
        standing.state, standing.published_by, standing.published_at = ReportState.PUBLISHED, by, now()
        standing.save(update_fields=["state", "published_by", "published_at"])
        event.details["sha256"] = [d.sha256 for d in documents]
    return documents


def find_restatements(*, report: Report, by: User | None, today: date) -> list[DocumentRestatement]:
    """List the published figures that the records of today would not give any more. What is listed already is not listed twice."""
    document = report.documents.filter(is_published=True, edition=Edition.INTERNAL).first()
    if document is None:
        return []
    ensure_replayed(report.authority, today)
    with one_snapshot():
        now_frozen = _as_published(report, document, today)
    found = restatements.differences(document.figures["figures"], now_frozen)
    with audit.action("report.restated", by=by, authority=report.authority_id, target=report) as event:
        new = [
            DocumentRestatement.objects.get_or_create(
                document=document,
                code=d["code"],
                period=d["period"],
                now=d["now"],
                defaults={"was": d["was"], "found_at": now()},
            )
            for d in found
        ]
        event.details["new"] = sum(is_new for _, is_new in new)
    return [row for row, _ in new]


def _as_published(report: Report, document: ReportDocument, today: date) -> dict[str, Any]:
    """The figures of the same sections as the records give them now."""
    keys = {s["key"] for s in document.figures["sections"]}
    rows = [r for r in report.sections.order_by("position", "pk") if r.key in keys]
    figures = Figures(report.authority, report.year, as_at=today)
    frozen: dict[str, Any] = composing.freeze_rows(report, figures, rows, on=today)["figures"]
    return frozen


def comment(*, report: Report, key: str, text: str, by: User) -> SectionComment:
    """Say something about a section. Raises NotNow."""
    states.check("comment", report)
    with audit.action("report.commented", by=by, authority=report.authority_id, target=report, section=key):
        return SectionComment.objects.create(section=report.sections.get(key=key), text=text, by=by)


def settle(*, comment: SectionComment, by: User) -> None:
    """Mark a comment as settled; a settled one stays so."""
    with (
        audit.action(
            "report.comment_settled",
            by=by,
            authority=comment.section.report.authority_id,
            target=comment,
        ),
        transaction.atomic(),
    ):
        SectionComment.objects.filter(pk=comment.pk, settled_at=None).update(settled_by=by, settled_at=now())
