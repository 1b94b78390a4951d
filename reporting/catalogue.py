"""Which printed figure of the five source reports is which measure here, and why some are none. The table is
catalogue.csv.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

from reporting.measures.registry import ALL, DIMENSIONS, MEASURES

FILE = Path(__file__).resolve().parent / "measures" / "catalogue.csv"
KINDS = {
    "measure": "A measure",
    "outside": "An outside figure: typed in, or loaded from what is published",
    "target": "A target",
    "drawn": "A picture, drawn from measures",
    "typed": "Typed: a register of people or events that the report tells in words",
    "words": "Part of the report itself",
    "none": "No record: nobody keeps it here yet",
}


@dataclass(frozen=True)
class Entry:
    """One printed figure."""

    figure: str
    report: str
    title: str
    kind: str
    measures: tuple[str, ...]
    breakdown: str
    note: str


def entries() -> list[Entry]:
    """Every figure in order."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return [
            Entry(
                r["figure"],
                r["report"],
                r["title"],
                r["kind"],
                tuple(r["measures"].split()),
                r["breakdown"],
                r["note"],
            )
            for r in csv.DictReader(file)
        ]


def page() -> str:
    """docs/figures.md as it should stand."""
    found = entries()
    lines = [
        "# Figures",
        "",
        "Every figure that five councils’ annual reports print, and where it is here. Made by "
        "`script/manage list_figures`; change `reporting/measures/catalogue.csv`.",
        "",
        "| kind | figures |",
        "| --- | --- |",
        *(f"| {words} | {sum(e.kind == kind for e in found)} |" for kind, words in KINDS.items()),
        "",
        "## Where each figure is",
        "",
        "| figure | report | what | kind | measure, breakdown | note |",
        "| --- | --- | --- | --- | --- | --- |",
        *(_row(e) for e in found),
        "",
        "## Measures",
        "",
        "| code | what | rule | unit | period | better | breakdowns |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        *(
            f"| `{m.code}` | {m.title} | {m.rule} | {m.unit} | {m.periods} | {_better(m.is_more_better)} | "
            f"{', '.join(DIMENSIONS[d].lower() for d in m.dimensions)} |"
            for m in ALL
        ),
        "",
    ]
    return "\n".join(lines)


def _row(entry: Entry) -> str:
    codes = ", ".join(f"`{c}`" for c in entry.measures)
    where = ", ".join(part for part in (codes, entry.breakdown) if part)
    title = entry.title.replace("|", "/")
    return f"| {entry.figure} | {entry.report} | {title} | {KINDS[entry.kind]} | {where} | {entry.note} |"


def _better(more: bool | None) -> str:
    return "" if more is None else "more" if more else "less"


def unknown_measures() -> set[str]:
    """Codes of the table that are no measures."""
    return {code for entry in entries() for code in entry.measures} - set(MEASURES)
