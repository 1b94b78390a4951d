"""The builder's task list: what stands in each section so far, where its list is kept, and which section
comes next."""

from dataclasses import dataclass

from django.db.models import Count, Q

from accounts.models import AuditEvent
from reporting.models import Priority, Report, ReportSection, ReportState, VoiceKind
from reporting.report.sections import SECTIONS, Section

LIST_PAGES = {
    "progress": ("reporting:priorities", "Priorities, and what became of last year’s"),
    "priorities": ("reporting:priorities", "Priorities, and what became of last year’s"),
    "you_said": ("reporting:voices", "Examples, quotations and drawings"),
    "voice": ("reporting:voices", "Examples, quotations and drawings"),
    "impact": ("reporting:voices", "Examples, quotations and drawings"),
    "distribution": ("reporting:distribution", "Who receives this report"),
}


@dataclass(frozen=True)
class Row:
    """A section in the task list, with what stands in it so far."""

    section: ReportSection
    spec: Section
    status: str
    colour: str


def rows(report: Report) -> list[Row]:
    """Every section in its order."""
    lists = _lists(report)
    return [
        Row(section, SECTIONS[section.key], *_status(section, SECTIONS[section.key], lists))
        for section in report.sections.order_by("position", "pk")
    ]


def _lists(report: Report) -> dict[str, int]:
    """How much stands in the lists that sections are made of."""
    priorities = Priority.objects.filter(authority=report.authority_id).aggregate(
        progress=Count("pk", filter=Q(year=report.year)),
        answered=Count("pk", filter=Q(year=report.year) & ~Q(status="not_reported")),
        priorities=Count("pk", filter=Q(year=report.year + 1)),
    )
    return priorities | {
        "you_said": report.voices.filter(kind=VoiceKind.YOU_SAID).count(),
        "distribution": report.presentations.count(),
    }


def _status(section: ReportSection, spec: Section, lists: dict[str, int]) -> tuple[str, str]:
    if not section.is_included:
        return "Left out", "grey"
    if section.key in lists and not lists[section.key]:
        return "Its list is empty", "yellow"
    if section.key == "progress" and lists["answered"] < lists["progress"]:
        return f"{lists['progress'] - lists['answered']} not answered yet", "yellow"
    if section.narrative.strip():
        return "Words written", "green"
    if spec.needs_words:
        return "Nothing written yet", "yellow"
    return ("From its list" if spec.is_made else "Figures only"), "blue"


def after(section: ReportSection) -> ReportSection | None:
    """The next section that is taken in; None after the last."""
    return (
        ReportSection.objects.filter(
            Q(position__gt=section.position) | Q(position=section.position, pk__gt=section.pk),
            report=section.report_id,
            is_included=True,
        )
        .order_by("position", "pk")
        .first()
    )


def sent_back(report: Report) -> AuditEvent | None:
    """Who sent a draft back last, and why; None when nobody did."""
    if report.state != ReportState.DRAFT:
        return None
    return AuditEvent.objects.filter(
        kind="report.sent_back", target_type=report._meta.label_lower, target_id=report.pk
    ).last()
