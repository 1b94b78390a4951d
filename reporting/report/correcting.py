"""A published report corrected: it is never changed, and a new edition says what was wrong and why."""

from django.db import transaction

from accounts.audit import trail as audit
from accounts.models import User
from reporting.models import Presentation, Report, ReportSection, SettledFind, Voice
from reporting.report import states
from reporting.report.states import Act


@transaction.atomic
def correct(*, report: Report, reason: str, by: User) -> Report:
    """Begin the next edition of a published report, with everything in it; the one begun before, when there
    is one. Raises NotNow."""
    states.hold(Act.CORRECT, report)  # two people may begin it at once
    existing = Report.objects.filter(corrects=report).first()
    if existing:
        return existing
    with audit.action(
        "report.correction_begun", by=by, authority=report.authority_id, target=report, reason=reason
    ) as event:
        made = Report.objects.create(
            authority=report.authority,
            year=report.year,
            number=report.number + 1,
            corrects=report,
            why_corrected=reason,
            title=report.title,
            author=report.author,
            cover=report.cover,
            created_by=by,
        )
        for kind in (ReportSection, Voice, SettledFind, Presentation):
            _copy(kind, report, made)
        event.details["edition"] = made.number
    return made


def _copy(
    kind: type[ReportSection] | type[Voice] | type[SettledFind] | type[Presentation], old: Report, new: Report
) -> None:
    """Copy the rows of one kind to the new edition, without what belongs to the old one alone: when a find
    was settled, when a body was sent the report."""
    left_out = {"id", "report", "public_id", "created_at", "settled_at", "sent_on", "presented_on"}
    names = [f.attname for f in kind._meta.concrete_fields if f.name not in left_out]
    rows = [
        kind(report=new, **{name: getattr(row, name) for name in names})
        for row in kind._default_manager.filter(report=old)
    ]
    kind._default_manager.bulk_create(rows)  # type: ignore[arg-type]
