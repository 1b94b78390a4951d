"""Which figures an edition shows: all in the internal one; in the others none that is small, or that would give a small one away (AR-2)."""

import hashlib
from functools import partial

from reporting.edition.document import Document
from reporting.edition.suppression import Key, Ratio, System, hidden_cells
from reporting.edition.typed_tables import Grid
from reporting.models import Edition


def hidden_in(document: Document, edition: str) -> frozenset[Key]:
    """The figures and the cells of typed tables that an edition must not show."""
    if edition == Edition.INTERNAL:
        return frozenset()
    return hidden_cells(system_of(document), document.rules)


def stand_ins(document: Document, edition: str) -> dict[str, str]:
    """IRO's name -> what stands in its place outside the internal edition, numbered so that the alphabet tells nothing."""
    if edition == Edition.INTERNAL:
        return {}
    names = sorted(document.staff, key=lambda name: hashlib.sha256(name.encode()).hexdigest())
    return {name: f"IRO {number}" for number, name in enumerate(names, start=1)}


def typed_key(section: str, table: int, row: int, column: int) -> tuple[str, str, int, int, int]:
    """The name of a cell of a typed table."""
    return ("typed", section, table, row, column)


def system_of(document: Document) -> System:
    """What the reader of an edition sees and knows: counts, percentages, and every sum between them."""
    counts, shown = document.counts, document.references()
    printed = {ref for ref in shown if document.figures[ref].kind == "count"}
    ratios: list[Ratio] = []
    for ref in shown - printed:
        parts = [part for part in document.figures[ref].parts if part in counts]
        printed |= set(parts)  # with its base a percentage tells the count
        if document.figures[ref].kind == "percent" and len(parts) == 2:
            ratios.append(Ratio(ref, parts[0], parts[1]))
        else:
            ratios += [Ratio(ref, part) for part in parts]
    system = System(
        {ref: counts[ref] for ref in sorted(printed) if ref in counts},
        list(document.equations),
        sorted(ratios, key=lambda r: (str(r.key), str(r.numerator))),
        {ref: value for ref, value in counts.items() if ref not in printed},
    )
    _add_typed_tables(document, system)
    return system


def _add_typed_tables(document: Document, system: System) -> None:
    """Counts that an author typed are held to the same rule; `small: shown` says that a table counts no people."""
    equations, ratios = list(system.equations), list(system.ratios)
    for section in document.sections:
        for number, table in enumerate(section.narrative.tables):
            if table.small == "shown":
                continue
            grid = Grid(table, partial(typed_key, section.key, number))
            system.counts.update(grid.counts)
            equations += grid.equations()
            ratios += grid.ratios()
    system.equations, system.ratios = equations, ratios
