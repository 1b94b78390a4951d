"""The words that people write and editions of a report print, wherever they are stored: in sections, tables,
on the title page and the committee's page, as the reason of a correction (AR-2).

Each is held to the same as the words of a section: what may tell who somebody is, and numbers that nobody
worked out.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import Flag, auto

from disputes.models import SystemicConcern
from reporting.cover.fields import Kind, fields_of
from reporting.edition.document import CORRECTIONS, CORRECTIONS_TITLE, TITLE_PAGE
from reporting.models import (
    Presentation,
    Priority,
    Report,
    ReportLayout,
    ReportSection,
    TypedFigure,
    VoiceKind,
)
from reporting.periods import collection_year
from reporting.report.recorded_sections import MOST_NEXT, REGISTER
from reporting.service.actions import entries_in


class Held(Flag):
    """What words are held to."""

    NOTHING = 0
    NAMES = auto()
    """Names, dates of birth, numbers of the records, places: each taken out or settled."""
    CERTAIN = auto()
    """Only what has no place in a report whatever the reason: officers of the council stand there by name."""
    NUMBERS = auto()
    """Every number is a figure of the report, or has a source: so a hidden one is not told."""


ALL = Held.NAMES | Held.NUMBERS
COMMITTEE, SOURCES = "committee", "sources"
OUTSIDE_SECTIONS = {
    TITLE_PAGE: "Title page",
    COMMITTEE: "Committee cover page",
    CORRECTIONS: CORRECTIONS_TITLE,
    SOURCES: "Sources of typed figures",
}
"""Places of a report that are no section, by what they are called."""

PRINTED: dict[str, Held] = {
    "Report.title": ALL,
    "Report.author": Held.CERTAIN,
    "Report.why_corrected": ALL,
    "Report.cover": ALL,  # heading by heading: `_of_committee`
    "ReportSection.title": ALL,
    "ReportSection.narrative": ALL,
    "Priority.title": ALL,
    "Priority.action": ALL,
    "Priority.child_words": ALL,
    "Priority.owner": Held.NAMES,
    "Priority.theme": ALL,
    "Priority.outcome": ALL,
    "Priority.aim": Held.NAMES,  # what a measure is to reach: “95%”
    "Priority.progress": ALL,
    "Voice.text": ALL,  # by its kind: `_of_voices`
    "Voice.answer": ALL,
    "Voice.alternative": Held.NOTHING,  # looked at when the drawing is signed off
    "Presentation.body": ALL,
    "Presentation.note": ALL,
    "ServiceEntry.name": ALL,
    "ServiceEntry.who": Held.CERTAIN,
    "ServiceEntry.detail": ALL,
    "SystemicConcern.title": ALL,
    "SystemicConcern.outcome": ALL,
    "TypedFigure.source": Held.NAMES,
    "QuarterWords.words": ALL,
    "QuarterWords.recipients": Held.NAMES,
}
"""Field -> what its words are held to before readers get them."""


@dataclass(frozen=True)
class Words:
    """Words at one place of a report: a section by its key, or one of `OUTSIDE_SECTIONS`."""

    place: str
    text: str
    held: Held


def words_of(report: Report, sections: Collection[ReportSection]) -> list[Words]:
    """Every word of somebody in these sections, but for their narratives."""
    return [words for row in sections for words in _of_section(report, row) if words.text.strip()]


def words_outside(report: Report) -> list[Words]:
    """The words before and beside the sections."""
    found = [
        *_fields(TITLE_PAGE, report, "Report", "title", "author"),
        *_of_committee(report),
        *_fields(CORRECTIONS, report, "Report", "why_corrected"),
    ]
    typed = TypedFigure.objects.filter(authority=report.authority_id, is_own=True, year__lte=report.year)
    for figure in typed:
        found += _fields(SOURCES, figure, "TypedFigure", "source")
    return [words for words in found if words.text.strip()]


def _fields(place: str, row: object, model: str, *names: str) -> Iterator[Words]:
    for name in names:
        yield Words(place, getattr(row, name), PRINTED[f"{model}.{name}"])


UNCOUNTED = frozenset({"meeting_date", "item", "contact", "equality_assessed", "key_decision"})
"""Headings whose numbers count nothing: days, telephone numbers, the item of an agenda."""


def _of_committee(report: Report) -> Iterator[Words]:
    """What is short names the meeting and officers of the council; the rest are words of the author."""
    layout = ReportLayout.of(report.authority)
    for field in fields_of(layout) if layout.has_cover else ():
        said = report.cover.get(field.key, "")
        if field.kind == Kind.TEXT:
            yield Words(COMMITTEE, said, ALL)
        elif field.kind == Kind.LINE and field.key not in UNCOUNTED:
            yield Words(COMMITTEE, said, Held.CERTAIN | Held.NUMBERS)
        else:
            yield Words(COMMITTEE, said, Held.CERTAIN)


def _of_section(report: Report, row: ReportSection) -> Iterator[Words]:
    yield from _fields(row.key, row, "ReportSection", "title")
    of = {
        "key_messages": _next_steps,
        "progress": _progress,
        "priorities": _priorities,
        "you_said": _you_said,
        "distribution": _distribution,
        "improvement": _patterns,
    }
    if row.key in of:
        yield from of[row.key](report, row.key)
    if kinds := REGISTER.get(row.key):
        for entry in entries_in(report.authority, collection_year(report.year), *kinds):
            yield from _fields(row.key, entry, "ServiceEntry", "name", "who", "detail")
    yield from _examples(report, row.key)


def _of_year(report: Report, year: int) -> list[Priority]:
    return list(Priority.objects.filter(authority=report.authority_id, year=year))


def _next_steps(report: Report, key: str) -> Iterator[Words]:
    for priority in _of_year(report, report.year + 1)[:MOST_NEXT]:
        yield from _fields(key, priority, "Priority", "title")


def _progress(report: Report, key: str) -> Iterator[Words]:
    for priority in _of_year(report, report.year):
        yield from _fields(key, priority, "Priority", "title", "progress")


def _priorities(report: Report, key: str) -> Iterator[Words]:
    names = ("title", "action", "child_words", "owner", "theme", "outcome", "aim")
    for priority in _of_year(report, report.year + 1):
        yield from _fields(key, priority, "Priority", *names)


def _you_said(report: Report, key: str) -> Iterator[Words]:
    """What children said has numbers of their own; what was done about it is told by the council."""
    for voice in report.voices.filter(kind=VoiceKind.YOU_SAID).defer("image"):
        yield Words(key, voice.text, Held.NAMES)
        yield from _fields(key, voice, "Voice", "answer")


def _distribution(report: Report, key: str) -> Iterator[Words]:
    for sent in Presentation.objects.filter(report=report):
        yield from _fields(key, sent, "Presentation", "body", "note")


def _patterns(report: Report, key: str) -> Iterator[Words]:
    period = collection_year(report.year)
    raised = SystemicConcern.objects.filter(
        authority=report.authority_id, raised_on__range=(period.start, period.end)
    )
    for pattern in raised:
        yield from _fields(key, pattern, "SystemicConcern", "title", "outcome")


def _examples(report: Report, key: str) -> Iterator[Words]:
    """Case examples are told by the council. Their words are looked at for names when they are signed off,
    as are quotations and drawings, which only a child's own words and hand stand in."""
    for voice in report.voices.filter(kind=VoiceKind.EXAMPLE, section=key).defer("image"):
        yield Words(key, voice.text, Held.NUMBERS)
