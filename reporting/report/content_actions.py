"""What a report holds besides its text: layout, cover, priorities, voices, and whom it goes to."""

from datetime import date
from typing import Any

from django.db.models import Max

from accounts.audit import trail as audit
from accounts.clock import now
from accounts.models import Authority, User
from reporting.edition.images import Image
from reporting.models import (
    CaseExample,
    Presentation,
    Priority,
    PriorityStatus,
    Report,
    ReportLayout,
    Voice,
)
from reporting.report import states
from reporting.report.screening import CERTAIN, NAME, Find, screen
from reporting.report.screening_actions import known_of
from reporting.report.states import Act
from statute.refusals import Refused


class NotScreened(Refused):
    """The words may tell who a child is; the text lists what was found."""

    def __init__(self, finds: list[Find]) -> None:
        self.finds = finds
        super().__init__(
            "These words may tell who a child is: " + ", ".join(str(f) for f in finds[:10]) + "."
        )


def save_layout(*, authority: Authority, by: User, **values: Any) -> ReportLayout:
    """Change how the council's reports are made up; reports begun already keep their sections."""
    with audit.action("report.layout_changed", by=by, authority=authority) as event:
        layout, _ = ReportLayout.objects.update_or_create(authority=authority, defaults=values)
        event.target = layout
    return layout


def save_cover(*, report: Report, cover: dict[str, str], by: User) -> None:
    """Keep the fields of the committee's cover page. Raises NotNow."""
    with audit.action("report.cover_changed", by=by, authority=report.authority_id, target=report):
        states.hold(Act.WRITE, report)
        report.cover = cover
        report.save(update_fields=["cover"])


def add_priority(*, authority: Authority, year: int, by: User, **values: Any) -> Priority:
    """Set a priority for a year."""
    with audit.action("report.priority_added", by=by, authority=authority, year=year) as event:
        audit.hold(authority)  # one position after the other
        last = Priority.objects.filter(authority=authority, year=year).aggregate(n=Max("position"))["n"] or 0
        event.target = priority = Priority.objects.create(
            authority=authority, year=year, position=last + 1, **values
        )
    return priority


def report_on_priority(*, priority: Priority, status: str, progress: str, by: User) -> None:
    """Say what became of a priority."""
    with audit.action(
        "report.priority_reported", by=by, authority=priority.authority_id, target=priority, status=status
    ):
        audit.hold(priority)
        priority.status, priority.progress = status, progress
        priority.save(update_fields=["status", "progress"])


def remove_priority(*, priority: Priority, by: User) -> None:
    """Take back a priority that nobody reported on. Raises NotNow once somebody has."""
    with audit.action("report.priority_removed", by=by, authority=priority.authority_id, target=priority):
        audit.hold(priority)
        if priority.status != PriorityStatus.NOT_REPORTED:
            raise states.NotNow(states.PRIORITY_REPORTED)
        priority.delete()


def note_example(*, authority: Authority, by: User, **said: Any) -> CaseExample:
    """Keep a case example for a later report. Raises NotScreened where the words may tell who a child is."""
    finds = screen(f"{said['about']} {said['text']}", known_of(authority))
    certain = [find for find in finds if find.kind in CERTAIN or find.kind == NAME]
    if certain:
        raise NotScreened(certain)
    with audit.action("report.example_noted", by=by, authority=authority) as event:
        event.target = made = CaseExample.objects.create(
            authority=authority, noted_by=by, noted_at=now(), **said
        )
    return made


def remove_example(*, example: CaseExample, by: User) -> None:
    """Take out a case example. What a report took over stays in it."""
    with audit.action("report.example_removed", by=by, authority=example.authority_id, target=example):
        audit.hold(example)
        example.delete()


def add_voice(
    *,
    report: Report,
    by: User,
    image: Image | None = None,
    example: CaseExample | None = None,
    **values: Any,
) -> Voice:
    """Add a case example, quotation, drawing, or what children asked for. `example`: one that was noted in
    the course of the year, which counts as taken from now on. Raises NotNow.
    """
    drawn = {"image": image.content, "image_type": image.type} if image else {}
    with audit.action(
        "report.voice_added", by=by, authority=report.authority_id, what=values["kind"]
    ) as event:
        states.hold(Act.WRITE, report)
        event.target = voice = Voice.objects.create(report=report, created_by=by, **drawn, **values)
        if example is not None:
            audit.hold(example)
            example.taken_at = now()
            example.save(update_fields=["taken_at"])
    return voice


def sign_off(*, voice: Voice, by: User, in_spite_of: str = "") -> None:
    """Sign a voice off for members and public, by name. Raises NotScreened unless nothing was found or a
    reason is given."""
    with audit.action(
        "report.voice_signed_off",
        by=by,
        authority=voice.report.authority_id,
        target=voice,
        reason=in_spite_of,
    ):
        states.hold(Act.WRITE, voice.report)
        audit.hold(voice)  # before its words are looked at: somebody may have changed them in this moment
        _check_screened(voice, in_spite_of)
        voice.screened_at = voice.signed_off_at = now()
        voice.signed_off_by = by
        voice.save(update_fields=["screened_at", "signed_off_at", "signed_off_by"])


def _check_screened(voice: Voice, in_spite_of: str) -> None:
    finds = screen(f"{voice.text} {voice.answer} {voice.alternative}", known_of(voice.report.authority))
    certain = [find for find in finds if find.kind in CERTAIN or find.kind == NAME]
    if certain or (finds and not in_spite_of):
        raise NotScreened(certain or finds)


def remove_voice(*, voice: Voice, by: User) -> None:
    """Take a voice out of a draft again. Raises NotNow once the report was sent for review: its documents
    hold the voice, and `flow_actions.withdraw_consent` gives the report back with it."""
    with audit.action("report.voice_removed", by=by, authority=voice.report.authority_id, target=voice):
        states.hold(Act.WRITE, voice.report)
        audit.hold(voice)
        voice.delete()


def present(
    *,
    report: Report,
    body: str,
    by: User,
    sent_on: date | None = None,
    presented_on: date | None = None,
    note: str = "",
) -> Presentation:
    """Note that a body receives the report, when it was sent and when presented."""
    with audit.action("report.presented", by=by, authority=report.authority_id, target=report):
        found, _ = Presentation.objects.update_or_create(
            report=report,
            body=body,
            defaults={"sent_on": sent_on, "presented_on": presented_on, "note": note},
        )
    return found
