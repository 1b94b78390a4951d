"""The council's key measures month by month, and what was noted on them, as a section of the report."""

from reporting.dashboard.layout import measures_of
from reporting.figures.base import Cell, Part, Table
from reporting.figures.ledger import Figures
from reporting.figures.tables import is_of_few, main_figure
from reporting.measures.base import Measure
from reporting.models import MonthNote
from reporting.periods import Period

HALF = 6
"""Months beside each other on a page."""
NOT_RECORDED = "not recorded"


def by_month(f: Figures) -> Part:
    """P-137: a row for each key measure, the months of half a year beside each other; then the notes."""
    measures = [m for m in measures_of(f.authority) if f.is_recorded(m.code)]
    months = f.months(measures[0].code) if measures else []
    if not months:
        return Part(absent="None of the council’s key measures is recorded in this period.")
    for measure in measures:
        f.by(measure.code, "month")
    halves = [months[n : n + HALF] for n in range(0, len(months), HALF)]
    tables = [_half(f, measures, half, is_last=half is halves[-1]) for half in halves]
    return Part(tables=[*tables, *_notes(f, measures)])


def _half(f: Figures, measures: list[Measure], months: list[Period], *, is_last: bool) -> Table:
    first, last = months[0], months[-1]
    rows: list[list[Cell]] = []
    for measure in measures:
        cells = [_cell(f, measure, month) for month in months]
        rows.append([measure.title, *cells, *([main_figure(f, measure.code)] if is_last else [])])
    headings = ["Measure", *(f"{month.start:%b}" for month in months), *([f.label] if is_last else [])]
    caption = f"Key measures, {first.start:%B %Y} to {last.start:%B %Y}"
    source = f.source(*(measure.code for measure in measures))
    return Table(f"monthly_{first.start:%m}", caption, headings, rows, source)


def _cell(f: Figures, measure: Measure, period: Period) -> Cell:
    """The figure; of few the numbers it is made of; words where it was not recorded."""
    code = measure.code
    if not f.is_whole(code, period):
        return NOT_RECORDED
    if is_of_few(f, code, period) and f.get(code, period).denominator:
        return f"{f.count(code, period)} of {f.count(code, period, part='base')}"
    return main_figure(f, code, period)


def _notes(f: Figures, measures: list[Measure]) -> list[Table]:
    """What the QA manager noted on a measure in a month, also in place of a figure."""
    titles = {measure.code: measure.title for measure in measures}
    found = MonthNote.objects.filter(
        authority=f.authority, code__in=titles, month__range=(f.period.start, f.period.end)
    )
    rows: list[list[Cell]] = [
        [note.label, titles[note.code], note.text] for note in found.order_by("month", "code")
    ]
    heads = ["Month", "Measure", "Note"]
    made = Table("monthly_notes", "Notes on the months", heads, rows, f.source(), is_internal=True)
    return [made] if rows else []  # nobody has looked at their words for names
