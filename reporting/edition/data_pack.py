"""The data pack of an edition: every figure it shows, with definition, base, period and rule, and every table, for reuse."""

import csv
import io
from decimal import Decimal
from typing import Any

from reporting.edition.narrative import hidden_in, references_in, stand_ins
from reporting.edition.printing import printed
from reporting.edition.workbook import Cell, workbook
from reporting.figures.ledger import tidy
from reporting.measures.registry import MEASURES

HEADINGS = [
    "Figure",
    "Value",
    "Unit",
    "Counted among",
    "Period",
    "Numerator",
    "Denominator",
    "Definition",
    "Rule",
    "Provisional",
    "Reference",
]
CODES = [
    ["Code", "Meaning"],
    ["c", "Not shown: a small number, or one that would give a small one away"],
    ["z", "Not applicable"],
    ["x", "Not available"],
]


def figure_rows(frozen: dict[str, Any], edition: str) -> list[list[Cell]]:
    """One row a figure that the edition prints, in the order of their names."""
    hidden, found = hidden_in(frozen, edition), []
    staff = stand_ins(frozen, edition)
    names = staff | {tidy(name): label for name, label in staff.items()}
    for ref in sorted(references_in(frozen)):
        figure = frozen["figures"][ref]
        measure = MEASURES.get(ref.partition("|")[0])
        is_ratio = figure["kind"] == "percent"
        parts = (
            [_value(frozen["counts"].get(p), p in hidden) for p in figure["parts"][:2]] if is_ratio else []
        )
        found.append(
            [
                _without(names, figure["what"]),
                _value(figure["value"], ref in hidden),
                "%" if is_ratio else "number",
                figure["base"],
                figure["period"],
                *(parts + [None, None])[:2],
                measure.definition if measure else "",
                measure.rule if measure else "",
                "yes" if figure["provisional"] else "no",
                _without(names, ref),
            ]
        )
    return [list(HEADINGS), *found]


def _without(names: dict[str, str], words: str) -> str:
    """Words with what stands in the place of a name."""
    name = max((n for n in names if n in words), key=len, default="")
    return words.replace(name, names[name]) if name else words


def _value(value: Any, is_hidden: bool) -> Cell:
    if is_hidden:
        return "c"
    if value is None:
        return "x"
    return Decimal(value) if isinstance(value, str) else int(value)


def as_csv(frozen: dict[str, Any], edition: str) -> bytes:
    """The figures as CSV, UTF-8 with a mark so that spreadsheets read it rightly. No cell begins as a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in figure_rows(frozen, edition):
        writer.writerow(["" if cell is None else safe(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def safe(cell: Cell) -> str:
    """A cell that a spreadsheet does not run."""
    words = str(cell)
    return (
        f"'{words}"
        if words[:1] in ("=", "+", "@", "\t", "\r") or (words[:1] == "-" and not words[1:2].isdigit())
        else words
    )


def as_workbook(frozen: dict[str, Any], edition: str) -> bytes:
    """The figures, the codes, and a sheet for each table of the edition."""
    content = printed(frozen, edition)
    sheets: list[tuple[str, list[list[Cell]]]] = [
        ("Figures", figure_rows(frozen, edition)),
        ("Codes", [list(row) for row in CODES]),
    ]
    for section in content["sections"]:
        typed = [b["table"] for b in section["blocks"] if b["kind"] == "table"]
        for table in [*typed, *section["tables"]]:
            rows = [table["headings"], *table["rows"], *([table["total"]] if table["total"] else [])]
            rows += [[], [f"{table['label']}{table['caption']}"], [f"Source: {table['source']}"]]
            sheets.append((table["caption"], [[number(c) for c in row] for row in rows]))
    return workbook(sheets)


def number(cell: str) -> Cell:
    """A printed number as a number, so that it can be worked with; everything else as printed."""
    plain = cell.replace(",", "")
    if plain.isdigit():
        return int(plain)
    head, point, tail = plain.partition(".")
    return Decimal(plain) if point and head.isdigit() and tail.isdigit() else cell
