"""Exhibits that lay the parts of a year beside each other."""

from collections.abc import Sequence

from reporting.figures.base import Cell, Table
from reporting.figures.ledger import Figures
from reporting.figures.steps import QUARTERS, declare_quarters, gap_labels, month_labels
from reporting.figures.tables import main_figure
from reporting.measures.registry import MEASURES
from reporting.periods import quarter


def quarters_of(f: Figures, codes: Sequence[str], key: str, caption: str) -> Table | None:
    """Measures in rows, the quarters of the year that are over in columns; None where fewer than two are, or
    nothing is recorded."""
    over = [p for n in QUARTERS if (p := quarter(f.year, n)).end <= min(f.as_at, f.period.end)]
    known = [c for c in codes if f.is_recorded(c) and main_figure(f, c).value is not None]
    if f.span != "year" or len(over) < 2 or not known:
        return None
    rows: list[list[Cell]] = []
    for code in known:
        cells: list[Cell] = [main_figure(f, code, p) if f.is_whole(code, p) else "not recorded" for p in over]
        declare_quarters(f, code, over)
        rows.append([MEASURES[code].title, *cells, main_figure(f, code)])
    headings = ["Measure", *(p.label.rpartition(" ")[2] for p in over), f.label]
    about = "Q1 is April to June"
    return Table(key, caption, headings, rows, f.source(*known), about=about)


def averages_by_month(f: Figures, code: str, key: str, caption: str, heading: str) -> Table | None:
    """What an average or share was in each month, drawn as upright bars; None where it never was."""
    if not f.is_recorded(code):
        return None
    f.by(code, "month")
    figures = [f.percent(code, p) for p in f.months(code)]
    if not any(figure.value for figure in figures):
        return None
    rows: list[list[Cell]] = [list(row) for row in zip(month_labels(f, code), figures, strict=True)]
    return Table(
        key, caption, ["Month", heading], rows, f.source(code), look="months", gaps=gap_labels(f, code)
    )
