"""The figures of the demo council’s annual report beside which the sentences of the tests stand, with those
of the other groups and times."""

import csv
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

from reporting.edition.words.beside import TITLES
from reporting.proof.checks import check
from reporting.proof.manuscript import Aside, Chapter, Fault, Known, Manuscript
from reporting.proof.text import read
from reporting.report.glossary import GLOSSARY

YEAR_BEFORE = {"2025-26": "2024-25", "31 March 2026": "31 March 2025"}
BETTER = {"more": True, "fewer": False, "": None}


@cache
def known() -> tuple[dict[str, str], dict[str, Known]]:
    """The references by their short names, and every figure by its reference."""
    names, figures = {}, {}
    with (Path(__file__).parent / "demo_figures.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            names[row["name"]] = f"[[figure:{row['ref']}]]"
            figures[row["ref"]] = _known(row)
    return names, {ref: _with_target(ref, one, figures) for ref, one in figures.items()}


def _with_target(ref: str, one: Known, figures: dict[str, Known]) -> Known:
    """A group’s figure with the target of all."""
    of_all = figures.get(ref.partition("=")[0].rpartition("|")[0]) if "=" in ref else None
    target = of_all.aside.target if of_all and of_all.aside else ""
    return replace(one, aside=Aside(target=target)) if target else one


def _known(row: dict[str, str]) -> Known:
    before = "" if "=" in row["ref"] else YEAR_BEFORE.get(row["period"], "")  # nothing beside groups
    return Known(
        row["text"],
        row["what"],
        row["base"],
        row["period"],
        code=row["ref"].partition("|")[0],
        is_known=not row["known"],
        is_more_better=BETTER[row["better"]],
        aside=Aside(row["before"], before, row["target"], row["england"], row["whole"]) if before else None,
    )


def faults(words: str) -> list[Fault]:
    """What is wrong of a sentence, short names standing for figures. Only of those in it is anything known
    beside them."""
    names, figures = known()
    text = words.format_map(names)
    used = set(re.findall(r"\[\[figure:([^\]]+)\]\]", text))
    ours = {ref: one if ref in used else replace(one, aside=None) for ref, one in figures.items()}
    chapters = [Chapter("Chapter", read(text))]
    return check(Manuscript(chapters, ours, GLOSSARY, titles=TITLES, year=2026))
