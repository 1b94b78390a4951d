"""Sections that are drawn from records of the report itself: priorities, what children asked for, whom it
goes to; and voices."""

import base64
from collections.abc import Sequence
from datetime import date

from django.db.models import Count, Sum

from disputes.models import SystemicConcern
from reporting.edition.document import Contribution
from reporting.figures import Figures, Table
from reporting.figures.base import Cell
from reporting.figures.tables import main_figure, of_before
from reporting.measures.registry import MEASURES
from reporting.models import (
    NoteKind,
    PracticeNote,
    Presentation,
    Priority,
    PriorityFormat,
    Report,
    ReportLayout,
    ServiceKind,
    Voice,
    VoiceKind,
)
from reporting.service.actions import entries_in

MOST_NEXT = 3
PRIORITY_HEADS = {
    PriorityFormat.TABLE: ["Priority", "What will be done", "Who leads", "By", "Shown by"],
    PriorityFormat.LIST: ["Priority", "What will be done"],
    PriorityFormat.THEMES: ["Priority"],
}


def tables(report: Report, figures: Figures, key: str) -> list[Table]:
    """The tables that a section is made of; none when nothing is recorded yet."""
    made = {
        "progress": _progress,
        "priorities": _next_year,
        "distribution": _distribution,
        "you_said": _you_said,
        "improvement": _patterns,
    }
    found = made[key](report, figures) if key in made else None
    return [*([found] if found else []), *_register(report, figures, key), *_practice(report, figures, key)]


REGISTER = {
    "training": (ServiceKind.SUPERVISION,),
    "links": (ServiceKind.CHAMPION, ServiceKind.LINK, ServiceKind.PANEL),
    "advocacy": (ServiceKind.ADVOCACY,),
    "voice": (ServiceKind.GROUP,),
}
"""Section -> what of the register it prints (V-33 to V-37)."""


def _register(report: Report, figures: Figures, key: str) -> list[Table]:
    """The register of the IRO service in the period, a table for each kind."""
    kinds = REGISTER.get(key, ())
    found = entries_in(report.authority, figures.period, *kinds) if kinds else []
    tables = []
    for kind in kinds:
        rows: list[list[Cell]] = [
            [entry.name, entry.who or "–", entry.detail or "–"] for entry in found if entry.kind == kind
        ]
        if rows:
            heads = ["Name", "Who", "Detail"]
            source = f"{report.authority.name}."
            tables.append(Table(f"service_{kind}", str(kind.label), heads, rows, source))
    return tables


PRACTICE = {
    "training": (NoteKind.SUPERVISION, NoteKind.GROUP, NoteKind.TRAINING, NoteKind.GIVEN),
    "quality": (NoteKind.OBSERVATION, NoteKind.AUDIT),
}
"""Section -> the notes on practice that it counts. What they say is for the manager and the IRO alone."""


def _practice(report: Report, figures: Figures, key: str) -> list[Table]:
    """How often there was supervision, observation, audit and training in the period, and with how many
    IROs.
    """
    kinds = PRACTICE.get(key, ())
    if not kinds:
        return []
    notes = PracticeNote.objects.filter(
        worker__authority=report.authority_id,
        kind__in=kinds,
        happened_on__range=(figures.period.start, figures.period.end),
    )
    counts = notes.order_by().values("kind").annotate(n=Count("pk"), iros=Count("worker", distinct=True))
    found = {row["kind"]: row for row in counts.annotate(time=Sum("hours"))}
    rows: list[list[Cell]] = [
        [str(kind.label), str(row["n"]), str(row["iros"]), f"{row['time']:g}" if row["time"] else "–"]
        for kind in kinds
        if (row := found.get(kind))
    ]
    heads = ["What", "Number", "IROs", "Hours"]
    title = (
        "Supervision and training in the year" if key == "training" else "Observations and audits in the year"
    )
    return [Table(f"practice_{key}", title, heads, rows, f"{report.authority.name}.")] if rows else []


def next_steps(report: Report) -> list[tuple[str, list[str]]]:
    """What the service does next, by its priorities for the year after the report's."""
    titles = Priority.objects.filter(authority=report.authority_id, year=report.year + 1)
    found = list(titles.values_list("title", flat=True)[:MOST_NEXT])
    return [("What we do next", found)] if found else []


def for_children(report: Report, key: str) -> list[str]:
    """The priorities for the next year in words for children; the title where nobody wrote such words."""
    if key != "priorities":
        return []
    found = Priority.objects.filter(authority=report.authority_id, year=report.year + 1)
    return [priority.child_words or priority.title for priority in found]


def _day(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else "no date"


def _progress(report: Report, figures: Figures) -> Table | None:
    """R-10: last year's priorities with what became of them and the measure that shows it."""
    rows: list[list[Cell]] = []
    for priority in Priority.objects.filter(authority=report.authority_id, year=report.year):
        rows.append(
            [
                priority.title,
                priority.get_status_display(),
                priority.progress or "–",
                *_shown_by(figures, priority),
            ]
        )
    headings = ["Priority", "Status", "What was done", "Measure", "This year", "Last year"]
    if all(row[2] == "–" for row in rows):
        headings, rows = [*headings[:2], *headings[3:]], [[*row[:2], *row[3:]] for row in rows]
    source = f"Work programme of {figures.period.label if figures.is_over else report.year_label}."
    return (
        Table(
            "progress",
            f"Priorities for {report.year_label} and what became of them",
            headings,
            rows,
            source,
            look="plan",
        )
        if rows
        else None
    )


def _shown_by(figures: Figures, priority: Priority) -> list[Cell]:
    measure = MEASURES.get(priority.measure)
    if measure is None:
        return ["–", "–", "–"]
    return [measure.title, main_figure(figures, measure.code), of_before(figures, measure.code)]


def _next_year(report: Report, figures: Figures) -> Table | None:
    """R-36: what is to be done in the year after the report's."""
    found = Priority.objects.filter(authority=report.authority_id, year=report.year + 1)
    layout = ReportLayout.of(report.authority).priority_format
    heads = PRIORITY_HEADS[PriorityFormat(layout)]
    whole: list[list[Cell]] = [[p.title, _action(p), p.owner or "–", _day(p.due_on), _aim(p)] for p in found]
    rows = [row[: len(heads)] for row in whole]
    if any(p.theme for p in found):
        heads = ["Theme", *heads]
        rows = [[p.theme or "–", *row] for p, row in zip(found, rows, strict=True)]
    label = f"{report.year}-{(report.year + 1) % 100:02d}"
    return (
        Table(
            "priorities",
            f"Work programme for {label}",
            heads,
            rows,
            f"{report.authority.name}.",
            look="table",
        )
        if rows
        else None
    )


def _action(priority: Priority) -> str:
    """What will be done, and what for."""
    wanted = f"So that: {priority.outcome}" if priority.outcome else ""
    return " ".join(part for part in (priority.action, wanted) if part) or "–"


def _aim(priority: Priority) -> str:
    """The measure that will show it, and what it is to reach."""
    shown = MEASURES[priority.measure].title if priority.measure in MEASURES else ""
    return ": ".join(part for part in (shown, priority.aim) if part) or "–"


def _patterns(report: Report, figures: Figures) -> Table | None:
    """Patterns across children that were raised with senior managers in the period, and the answers. No child
    is named in them.
    """
    raised = SystemicConcern.objects.filter(
        authority=report.authority_id, raised_on__range=(figures.period.start, figures.period.end)
    )
    rows: list[list[Cell]] = [
        [
            one.title,
            _day(one.raised_on),
            _day(one.answered_on) if one.answered_on else "not answered yet",
            one.outcome or ("open" if one.closed_on is None else "–"),
        ]
        for one in raised.order_by("raised_on", "pk")
    ]
    heads = ["What was seen", "Raised", "Answered", "What came of it"]
    title = "Patterns raised with senior managers"
    return Table("patterns", title, heads, rows, f"{report.authority.name}.") if rows else None


def _distribution(report: Report, figures: Figures) -> Table | None:
    """R-38: whom the report goes to."""
    rows: list[list[Cell]] = [
        [p.body, _day(p.sent_on), _day(p.presented_on), p.note or "–"]
        for p in Presentation.objects.filter(report=report)
    ]
    return (
        Table(
            "distribution",
            "Who receives this report",
            ["Body", "Sent", "Presented", "Note"],
            rows,
            f"{report.authority.name}.",
        )
        if rows
        else None
    )


def _you_said(report: Report, figures: Figures) -> Table | None:
    """What children asked for, and what was done."""
    rows: list[list[Cell]] = [
        [v.text, v.answer or "Nothing yet"]
        for v in Voice.objects.filter(report=report, kind=VoiceKind.YOU_SAID).defer("image")
    ]
    return (
        Table(
            "you_said", "You said, we did", ["You said", "We did"], rows, "Children and young people in care."
        )
        if rows
        else None
    )


def voices(report: Report, keys: Sequence[str]) -> dict[str, list[Contribution]]:
    """Case examples, quotations and drawings of each section, each with whether somebody signed it off for
    publication."""
    found: dict[str, list[Contribution]] = {key: [] for key in keys}
    for v in Voice.objects.filter(report=report, section__in=keys).exclude(kind=VoiceKind.YOU_SAID):
        is_signed_off = v.signed_off_at is not None
        found[v.section].append(
            Contribution(v.kind, v.text, v.alternative, _image(v), is_signed_off=is_signed_off)
        )
    return found


def _image(voice: Voice) -> str:
    """The drawing as part of the page itself."""
    if not voice.image_type:
        return ""
    return f"data:{voice.image_type};base64,{base64.b64encode(bytes(voice.image)).decode()}"
