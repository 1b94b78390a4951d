"""The data pack of an edition: every figure it shows, with definition, base and period, and every table, for
reuse."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from accounts.councils.words import as_said
from accounts.ui.spreadsheets import neutral
from reporting.edition.document import Document
from reporting.edition.phrasing import Phrasing
from reporting.edition.printed import Amount, PackRow, Printed
from reporting.edition.workbook import Cell, Sheet, workbook
from reporting.figures.references import tidy
from reporting.measures.registry import MEASURES
from reporting.proof.stated import PRINTED

HEADINGS = (
    "Figure",
    "Value",
    "Unit",
    "Counted among",
    "Period",
    "Numerator",
    "Denominator",
    "Definition",
    "Provisional",
    "Reference",
)
NOT_SHOWN = "c"
"""The sign of published statistics, for programs; people read “not shown”."""
CODES = (
    ("Code", "Meaning"),
    (NOT_SHOWN, "Not shown: a small number, or one that would give a small one away"),
    ("z", "Not applicable"),
    ("x", "Not available"),
)
NOT_AVAILABLE = "x"


def rows(document: Document, phrasing: Phrasing, shown: Iterable[str]) -> tuple[PackRow, ...]:
    """One row for each figure that the edition prints, in the order of their names."""
    return tuple(_row(document, phrasing, ref) for ref in sorted(shown))


def _row(document: Document, phrasing: Phrasing, ref: str) -> PackRow:
    figure, measure = document.figures[ref], MEASURES.get(ref.partition("|")[0])
    names = phrasing.staff | {tidy(name): label for name, label in phrasing.staff.items()}
    hidden = phrasing.hidden
    is_percent = figure.kind == "percent"
    counts = figure.parts[:2] if is_percent else ()
    parts = [_amount(document.counts.get(part), part in hidden) for part in counts]
    numerator, denominator = (*parts, Amount(), Amount())[:2]
    return PackRow(
        figure=_with_stand_ins(names, as_said(figure.what)),
        value=_amount(figure.value, ref in hidden),
        unit="%" if is_percent else "number",
        base=as_said(figure.base),
        period=figure.period,
        numerator=numerator,
        denominator=denominator,
        definition=as_said(measure.definition) if measure else "",
        is_provisional=figure.is_provisional,
        reference=_with_stand_ins(names, ref),
    )


def _with_stand_ins(names: dict[str, str], words: str) -> str:
    """Words with what stands in the place of a name."""
    name = max((n for n in names if n in words), key=len, default="")
    return words.replace(name, names[name]) if name else words


def _amount(value: int | Decimal | None, is_hidden: bool) -> Amount:
    if is_hidden:
        return Amount(word=NOT_SHOWN)
    return Amount(word=NOT_AVAILABLE) if value is None else Amount(Decimal(value))


def _cells(edition: Printed) -> Iterator[tuple[Cell, ...]]:
    yield HEADINGS
    for row in edition.pack:
        yield (
            row.figure,
            row.value.value,
            row.unit,
            row.base,
            row.period,
            row.numerator.value,
            row.denominator.value,
            row.definition,
            "yes" if row.is_provisional else "no",
            row.reference,
        )


def as_csv(edition: Printed) -> bytes:
    """The figures as CSV, UTF-8 with a mark so that spreadsheets read it rightly."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in _cells(edition):
        writer.writerow([neutral(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue().encode("utf-8-sig")


def as_workbook(edition: Printed) -> bytes:
    """The figures, the codes, and a sheet for each table of the edition."""
    sheets = [Sheet("Figures", list(_cells(edition))), Sheet("Codes", CODES)]
    for table in edition.tables:
        if table.look == "appendix":  # the first sheet is that
            continue
        lines: list[Sequence[str]] = [table.headings, *table.rows]
        lines += [table.total] if table.total else []
        lines += [(), (str(table.caption),), (f"Source: {table.source}",)]
        sheets.append(Sheet(table.caption.words, [[number(cell) for cell in line] for line in lines]))
    return workbook(sheets)


def number(cell: str) -> Cell:
    """A printed number as a number, so that it can be worked with; everything else as printed."""
    found = PRINTED.match(cell)
    if not found or not cell.isascii() or not cell[0].isdigit() or not cell[-1].isdigit():
        return cell
    plain = found.group(1).replace(",", "")
    return Decimal(plain) if "." in plain else int(plain)
