"""Whether a document holds together: what was typed, and what was computed."""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from reporting.edition.document import GLOSSARY_KEY, Document, Section
from reporting.edition.words.beside import TITLES
from reporting.figures import Table
from reporting.measures.registry import MEASURES
from reporting.proof import text as texts
from reporting.proof.checks import check
from reporting.proof.manuscript import Chapter, Fault, Known, Manuscript
from reporting.proof.stated import rounded
from statute.refusals import Refused

NAMED = 5
WHOLE_YEAR = re.compile(r"\d{4}-\d{2}")


class NotSound(Refused):
    """The report does not hold together and is not built; names every place."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        shown = "; ".join(str(fault) for fault in faults[:NAMED])
        more = f" And {len(faults) - NAMED} more." if len(faults) > NAMED else ""
        super().__init__(f"{shown}{more}")


def faults_of(document: Document) -> list[Fault]:
    """Everything that does not hold, in the order of the report."""
    found = check(manuscript_of(document))
    return [*found, *_beside_the_sections(document), *_figure_faults(document), *_table_faults(document)]


LEFT_TO_SECTIONS = frozenset({"glossary", "empty"})


def _beside_the_sections(document: Document) -> list[Fault]:
    """What is wrong in words of tables, of the title page and the like. A draft may be made with it."""
    if not document.other_words:
        return []
    chapters = [Chapter(place, words, has_figures=True) for place, words in document.other_words]
    found = check(replace(manuscript_of(document), chapters=chapters))
    return [replace(fault, stops=False) for fault in found if fault.rule not in LEFT_TO_SECTIONS]


def manuscript_of(document: Document) -> Manuscript:
    """The report as the checks read it, every figure shown."""
    known = {
        ref: Known(
            figure.text,
            figure.what,
            figure.base,
            figure.period,
            figure.is_provisional,
            code=ref.partition("|")[0],
            is_more_better=_is_more_better(ref),
            is_known=figure.value is not None and not figure.is_unrecorded,
            is_of_a_part=figure.is_provisional and not document.head.is_over,
            is_of_a_year=bool(WHOLE_YEAR.fullmatch(figure.period)) and not figure.is_provisional,
            aside=document.asides.get(ref),
        )
        for ref, figure in document.figures.items()
    }
    known |= {ref: known[name] for ref, name in document.aliases.items()}
    chapters = [_chapter(section) for section in document.sections]
    tables = [_as_typed(table) for section in document.sections for table in section.tables]
    return Manuscript(chapters, known, document.glossary, tables, TITLES, document.head.year)


def _is_more_better(ref: str) -> bool | None:
    measure = MEASURES.get(ref.partition("|")[0])
    return measure.is_more_better if measure else None


def _chapter(section: Section) -> Chapter:
    if section.key == GLOSSARY_KEY:  # its words are entries, not sentences
        return Chapter(section.title, texts.Text(), has_figures=True)
    has_figures = bool(section.tables or section.sentences or section.voices or section.absent)
    return Chapter(section.title, section.narrative, has_figures)


def _as_typed(table: Table) -> texts.Typed:
    """A computed table as one that can be named in a text."""
    cells = tuple(
        tuple(cell if isinstance(cell, str) else cell.text for cell in row) for row in table.lines()
    )
    return texts.Typed(table.caption, tuple(table.headings), cells, table.source)


def _figure_faults(document: Document) -> Iterator[Fault]:
    """Every percentage of ours recomputes from its counts, and no part is larger than its whole."""
    for figure in document.figures.values():
        counts = [document.counts[part] for part in figure.parts if part in document.counts]
        if figure.kind != "percent" or figure.value is None or len(counts) != 2:
            continue
        part, whole = counts
        if part > whole:
            yield Fault(figure.what, "impossible", f"{part} of {whole}: the part is larger than the whole.")
        elif rounded(Fraction(100 * part, whole), 1) != Fraction(figure.value):
            said = f"{figure.text} does not follow from {part} of {whole}."
            yield Fault(f"{figure.what}, {figure.period}", "percent", said)


def _table_faults(document: Document) -> Iterator[Fault]:
    for section in document.sections:
        for table in section.tables:
            if not table.source:
                yield Fault(section.title, "source", f"the table “{table.caption}” has no source.")
