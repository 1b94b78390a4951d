"""The data appendix of one edition: the figures it prints under their measures, hidden ones as a word."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from accounts.councils.words import as_said
from accounts.ui.fields import sentence
from reporting.edition.document import Document
from reporting.edition.phrasing import Phrasing
from reporting.edition.printed import HIDDEN, Caption, PrintedTable
from reporting.figures import Figure, Table
from reporting.figures.references import tidy
from reporting.measures.registry import DIMENSIONS

NO_NUMBER = ""
WORDS = {"not_known": "Not known", "all": "All, known or not"}
"""Counts that stand in a line of their own."""
SHARES = ("percent", "share", "average", "value")
OTHER = "Other figures of the service"
Line = tuple[str, ...]


@dataclass
class Group:
    """The figures of one line: number, base and share of the same children or reviews and period."""

    label: str
    period: str
    parts: dict[str, Figure] = field(default_factory=dict)


def filled(table: Table, document: Document, phrasing: Phrasing) -> PrintedTable:
    """The appendix with a line for each figure that stands anywhere in this edition. A line of two cells is
    the heading of those that follow."""
    shown = document.references()
    by_code: dict[str, list[Figure]] = {}
    for ref, figure in document.figures.items():
        if ref in shown and figure.kind != "change":
            by_code.setdefault(ref.partition("|")[0], []).append(figure)
    rows: list[Line] = []
    for code, title, definition, source in table.rows:
        rows += _of_measure(
            (str(title), phrasing.plain(f"{definition} {source}")),
            by_code.pop(str(code), []),
            document,
            phrasing,
        )
    rest = [figure for figures in by_code.values() for figure in figures]
    rows += _of_measure((as_said(OTHER), ""), rest, document, phrasing)
    caption = Caption("", "", table.caption)
    numeric = tuple(range(2, len(table.headings)))
    return PrintedTable(
        table.key, caption, tuple(table.headings), tuple(rows), (), table.source, numeric, table.look
    )


def _of_measure(
    heading: Line, figures: Iterable[Figure], document: Document, phrasing: Phrasing
) -> Iterator[Line]:
    groups = _grouped(figures, phrasing)
    if groups:
        yield heading
    for group in groups:
        yield (group.label, group.period, *_numbers(group, document, phrasing))


def _grouped(figures: Iterable[Figure], phrasing: Phrasing) -> list[Group]:
    """Lines of the whole first, then those of each breakdown together."""
    found: dict[tuple[str, str, str], Group] = {}
    for figure in figures:
        code, when, part, by = (*figure.ref.split("|", 3), "")[:4]
        alone = part if part in WORDS else ""
        name = by or alone or ("" if part != "value" else code)
        label = _label(by, alone, figure, phrasing)
        found.setdefault((when, name, alone), Group(label, figure.period)).parts[part] = figure
    kinds = list(dict.fromkeys(name.partition("=")[0] for _, name, _ in found))

    def place(key: tuple[str, str, str]) -> tuple[bool, int]:
        return bool(key[1]), kinds.index(key[1].partition("=")[0])

    return [found[key] for key in sorted(found, key=place)]


def _label(by: str, alone: str, figure: Figure, phrasing: Phrasing) -> str:
    if by:
        dimension, _, key = by.partition("=")
        names = {tidy(name): label for name, label in phrasing.staff.items()}
        kind = f"{DIMENSIONS.get(dimension, dimension)}: {names.get(key, key)}"
        return as_said(f"{kind}: {WORDS[alone].lower()}" if alone else kind)
    if alone:
        return WORDS[alone]
    return as_said(sentence(figure.what)) if figure.ref.endswith("|value") else "All"


def _numbers(group: Group, document: Document, phrasing: Phrasing) -> Line:
    """Number, base and share; where only the share is printed, the numbers that it is made of."""
    share = next((group.parts[kind] for kind in SHARES if kind in group.parts), None)
    counts = ("", "") if share and share.kind == "average" else _behind(group, share)
    return (
        *(_counted(ref, document, phrasing) for ref in counts),
        phrasing.cell(share) if share else NO_NUMBER,
    )


def _behind(group: Group, share: Figure | None) -> tuple[str, str]:
    """The references of number and base."""
    parts = group.parts
    made_of = (*(share.parts[:2] if share else ()), "", "")
    number = next((figure.ref for kind, figure in parts.items() if kind in ("count", *WORDS)), made_of[0])
    return number, made_of[1] or (parts["base"].ref if "base" in parts else "")


def _counted(ref: str, document: Document, phrasing: Phrasing) -> str:
    if ref in phrasing.hidden:
        return HIDDEN
    number = document.counts.get(ref) if ref else None
    return NO_NUMBER if number is None else f"{number:,}"
