"""A published report corrected: it stands as it is, and a second edition says what was wrong and why."""

from django.db import IntegrityError, transaction

from accounts.audit import trail as audit
from accounts.models import User
from reporting.models import Presentation, Report, ReportSection, SettledFind, Voice
from reporting.report import states
from reporting.report.states import Act


def correct(*, report: Report, reason: str, by: User) -> Report:
    """Begin the next edition of a published report, with everything that stands in it. The one that was begun
    before, when there is one. Raises NotNow."""
    states.check(Act.CORRECT, report)
    existing = Report.objects.filter(corrects=report).first()
    if existing:
        return existing
    with audit.action(
        "report.correction_begun", by=by, authority=report.authority_id, target=report, reason=reason
    ) as event:
        try:
            with transaction.atomic():
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
        except IntegrityError:  # begun in the same moment by somebody else
            return Report.objects.get(corrects=report)
        for kind in (ReportSection, Voice, SettledFind, Presentation):
            _copy(kind, report, made)
        event.details["edition"] = made.number
    return made


def _copy(
    kind: type[ReportSection] | type[Voice] | type[SettledFind] | type[Presentation], old: Report, new: Report
) -> None:
    """The rows of one kind once more, for the new edition; comments stay with the old one, and when the old
    one was sent says nothing of the new."""
    left_out = {"id", "report", "public_id", "created_at", "settled_at", "sent_on", "presented_on"}
    names = [f.attname for f in kind._meta.concrete_fields if f.name not in left_out]
    rows = [
        kind(report=new, **{name: getattr(row, name) for name in names})
        for row in kind._default_manager.filter(report=old)
    ]
    kind._default_manager.bulk_create(rows)  # type: ignore[arg-type]
