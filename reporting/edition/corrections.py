"""What a corrected edition says of the one before it: why it was corrected, and which figures are others now."""

from dataclasses import replace

from reporting.edition.document import Document, Section
from reporting.edition.evidence import evidence_of
from reporting.edition.stored import Evidence
from reporting.figures import Figure, Table
from reporting.figures.base import Cell, Was
from reporting.models import Edition, Report, ReportDocument

KEY, AFTER = "corrections", "key_messages"
TITLE = "What this edition corrects"


def with_corrections(report: Report, document: Document) -> Document:
    """The document with the section on its corrections, after the year on one page; a first edition as it is."""
    if report.corrects_id is None:
        return document
    table = _table(document, _read_before(report))
    sentences = (
        report.why_corrected,
        *(() if table else ("No figure of the first edition is another one now.",)),
    )
    section = Section(KEY, TITLE, sentences=sentences, tables=(table,) if table else ())
    sections = list(document.sections)
    place = next((n for n, s in enumerate(sections, start=1) if s.key == AFTER), 0)
    return replace(document, sections=(*sections[:place], section, *sections[place:]))


def _read_before(report: Report) -> Evidence | None:
    """What every reader of the edition before saw: its public edition. What was hidden there is not told now."""
    stored = ReportDocument.objects.filter(
        report=report.corrects_id, is_published=True, edition=Edition.PUBLIC
    ).first()
    return evidence_of(stored) if stored else None


def _table(document: Document, before: Evidence | None) -> Table | None:
    if before is None:
        return None
    rows: list[list[Cell]] = []
    shown = document.references()
    for ref, old in before.figures.items():
        now: Figure | None = document.figures.get(ref)
        is_told = now is not None and ref in shown and ref not in before.hidden
        if now is not None and is_told and old.kind in ("count", "percent") and old.value != now.value:
            rows.append([f"{now.what}, {now.period}", Was(now, old.text), now])
    if not rows:
        return None
    headings = ["Figure", "First printed", "Now"]
    return Table(
        KEY, "Figures that are others now", headings, rows, "The edition before, and the records now."
    )
