"""Published figures that the records of today would change: listed, never altered in the document; and what
a corrected edition says about the one before it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Q

from accounts.councils.words import as_said
from reporting.edition.document import CORRECTIONS, Document
from reporting.edition.evidence import evidence_of
from reporting.edition.stored import Evidence, StoredFigure
from reporting.figures import Figure, Table
from reporting.figures.base import Cell, Share, Was, share_in_words
from reporting.models import Edition, Report, ReportDocument, ReportSection
from reporting.proof.periods import span
from reporting.report.sections import title_of

A_QUARTER = timedelta(days=93)
NOTHING_CHANGED = "No figure of the previous edition has changed."


@dataclass(frozen=True)
class Difference:
    """What a published report says of a measure in a period, and what the records say now."""

    code: str
    period: str
    was: str
    now: str


def restated_since(report: Report, document: Document) -> frozenset[str]:
    """Figures in this report that an earlier published report, or the edition it corrects, printed with
    another value."""
    published = ReportDocument.objects.filter(
        Q(report__year__lt=report.year) | Q(report=report.corrects_id),
        report__authority=report.authority_id,
        is_published=True,
    ).order_by("report__year", "report__number", "number")
    printed: dict[str, Decimal | None] = {}
    for stored in published.only("figures"):
        printed |= {ref: figure.value for ref, figure in evidence_of(stored).figures.items()}
    figures = document.figures
    return frozenset(ref for ref, value in printed.items() if ref in figures and figures[ref].value != value)


def differences(was: Mapping[str, StoredFigure], now: Mapping[str, Figure]) -> list[Difference]:
    """What a published report says and what the records say now: one entry a measure and period, the whole
    before its parts."""
    groups: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for ref, figure in was.items():
        is_changed = ref in now and now[ref].value != figure.value
        if is_changed and figure.kind in ("count", "percent"):
            groups[ref.partition("|")[0]][figure.period].append(ref)
    return [_difference(code, by_period, was, now) for code, by_period in groups.items()]


def _difference(
    code: str,
    by_period: Mapping[str, list[str]],
    was: Mapping[str, StoredFigure],
    now: Mapping[str, Figure],
) -> Difference:
    years = [period for period in by_period if len(period) == len("2025-26") and "-" in period]
    refs = [ref for period in years or by_period for ref in by_period[period]]
    refs.sort(key=lambda ref: (ref.count("|"), ref))
    whole = [ref for ref in refs if ref.count("|") == 2] or refs
    return Difference(
        code,
        was[whole[0]].period,
        "; ".join(f"{was[ref].what} {was[ref].text}" for ref in whole),
        "; ".join(f"{now[ref].what} {now[ref].text}" for ref in whole),
    )


def with_corrections(report: Report, document: Document) -> Document:
    """The document with the figures that have changed since the edition that it corrects; a first edition as
    it is."""
    if report.corrects_id is None:
        return document
    table = _corrected(document, _read_before(report))
    said = (*_words_changed(report), *(() if table else (NOTHING_CHANGED,)))
    tables = (table,) if table else ()
    return replace(
        document,
        sections=tuple(
            replace(s, sentences=said, tables=tables) if s.key == CORRECTIONS else s
            for s in document.sections
        ),
    )


CHANGED, NEW, LEFT_OUT = "The words were changed in", "New", "Left out"


def _words_changed(report: Report) -> tuple[str, ...]:
    """Which sections say something else than in the edition before, were added or left out."""
    before = {row.key: row for row in ReportSection.objects.filter(report=report.corrects_id)}
    found: dict[str, list[str]] = {CHANGED: [], NEW: [], LEFT_OUT: [], "": []}
    for row in report.sections.order_by("position", "pk"):
        found[_how_changed(row, before.get(row.key))].append(f"“{title_of(row, report.authority)}”")
    return tuple(f"{what}: {', '.join(titles)}." for what, titles in found.items() if what and titles)


def _how_changed(row: ReportSection, was: ReportSection | None) -> str:
    """Empty where a section says the same, or stands in neither edition."""
    stood = was is not None and was.is_included
    if row.is_included != stood:
        return NEW if row.is_included else LEFT_OUT
    is_other = was is not None and (row.narrative, row.title) != (was.narrative, was.title)
    return CHANGED if row.is_included and is_other else ""


def _read_before(report: Report) -> Evidence | None:
    """What every reader of the edition before saw: its public edition. What was hidden there stays
    hidden."""
    stored = ReportDocument.objects.filter(
        report=report.corrects_id, is_published=True, edition=Edition.PUBLIC
    ).first()
    return evidence_of(stored) if stored else None


def _in_order(found: tuple[str, StoredFigure]) -> tuple[str, date, tuple[str, ...]]:
    """Figures of one name together, the year before its months, a count before what it is counted among."""
    ref, figure = found
    name, _, part = figure.what.partition(":")
    begins, ends = span(figure.period) or (date.min, date.min)
    return name, date.min if ends - begins > A_QUARTER else ends, (part, ref)


def _corrected(document: Document, before: Evidence | None) -> Table | None:
    if before is None:
        return None
    shown = document.references() - set(before.hidden)
    kept = shown & set(before.figures)
    both = {ref: figure for ref, figure in document.figures.items() if ref in kept}
    shares = {ref: of for ref, figure in both.items() if (of := _numbers_behind(figure, both))}
    told = {
        figure.ref for ref, of in shares.items() if _has_changed((both[ref], *of), before) for figure in of
    }
    rows: list[list[Cell]] = []
    for ref, _ in sorted(before.figures.items(), key=_in_order):
        if ref not in both or ref in told or both[ref].kind not in ("count", "percent"):
            continue
        now = both[ref]
        figures = (now, *shares.get(ref, ()))
        if _has_changed(figures, before):
            rows.append([as_said(f"{now.what}, {now.period}"), *_was_and_is(figures, before)])
    if not rows:
        return None
    headings = ["Figure", "Previous edition", "This edition"]
    return Table(
        CORRECTIONS, "Figures that have changed", headings, rows, "The previous edition, and the records now."
    )


def _numbers_behind(share: Figure, both: Mapping[str, Figure]) -> tuple[Figure, ...]:
    """The count and the base of a percentage, where both editions show all three: told in one row."""
    is_whole = share.kind == "percent" and len(share.parts) == 2 and all(ref in both for ref in share.parts)
    return tuple(both[ref] for ref in share.parts) if is_whole else ()


def _has_changed(figures: tuple[Figure, ...], before: Evidence) -> bool:
    return any(figure.value != before.figures[figure.ref].value for figure in figures)


def _was_and_is(figures: tuple[Figure, ...], before: Evidence) -> tuple[Cell, Cell]:
    old = [before.figures[figure.ref].text for figure in figures]
    if len(figures) == 1:
        return Was(figures, old[0]), figures[0]
    share, count, base = figures
    return Was(figures, share_in_words(*old)), Share((share, count, base))
