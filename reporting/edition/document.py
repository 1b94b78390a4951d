"""A report as it was computed and written, before anything of it is printed: words parsed once, figures, and
the sums a reader knows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from reporting.edition.known.same_codes import Groupings
from reporting.edition.stored import Evidence
from reporting.edition.suppression import Equation, Rules
from reporting.figures import Figure, Table
from reporting.proof import text as texts
from reporting.proof.manuscript import Aside

GLOSSARY_KEY = "glossary"
TITLE_PAGE = "title_page"
"""Where a drawing may stand besides the sections."""
DEFINITIONS_KEY = "definitions"
CORRECTIONS, CORRECTIONS_TITLE = "corrections", "What this edition corrects"
CORRECTED_AFTER = "key_messages"
"""Before the section that says what an edition corrects."""
MADE_LAST = frozenset({DEFINITIONS_KEY, "data"})
"""Sections that tell of the figures in all others."""


@dataclass(frozen=True)
class Contribution:
    """A case example, quotation or drawing. One that nobody signed off is printed in the internal edition
    alone."""

    kind: str
    text: str
    alternative: str = ""
    image: str = ""
    is_signed_off: bool = False


@dataclass(frozen=True)
class Head:
    """What a document is, of whom and of which period."""

    title: str
    author: str
    council: str
    colour: str
    year: int
    year_label: str
    span: str
    """What the period is called in a sentence: year or quarter."""
    from_day: str
    to_day: str
    is_over: bool
    figures_on: str
    known_from: str
    cover: tuple[tuple[str, str], ...] = ()
    logo: str = ""
    """The council's logo as a data address; empty where there is none."""
    correction: str = ""
    """Which corrected edition it is; empty for the first."""
    asks: str = ""
    """What the reader is asked to decide."""
    drawings: tuple[Contribution, ...] = ()
    """Children's drawings for the title page, the newest first; an edition prints one."""


@dataclass(frozen=True)
class Layout:
    """How sections and exhibits are numbered (V-31, V-32)."""

    numbering: str
    captions: str


@dataclass(frozen=True)
class Disclosure:
    """What the council does not publish (AR-2); its settings can only be made stricter."""

    rules: Rules
    hides_service_acts: bool = False
    """Also small counts of what the service did, such as disputes in a month."""
    hides_complements: bool = False
    """Also shares whose rest is small, where they are not broken down by who the child is."""


@dataclass(frozen=True)
class Section:
    """A section: what the author wrote, what was computed, what children gave."""

    key: str
    title: str
    narrative: texts.Text = field(default_factory=texts.Text)
    voices: tuple[Contribution, ...] = ()
    sentences: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    absent: str = ""
    """What was not recorded, where that is all there is to say."""
    judgements: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Headings with their points: what works, what worries, what comes next."""
    for_children: tuple[str, ...] = ()
    """What of it the children's edition prints, in words for them."""
    gist: str = ""
    """What is in it, in one line of the contents."""
    is_ordered: bool = False
    """Whether its author gave its exhibits an order."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it yet. The glossary fills itself."""
        written = self.narrative.blocks or self.voices or self.sentences or self.tables or self.absent
        return self.key != GLOSSARY_KEY and not written

    def figures(self) -> Iterator[Figure]:
        """Every figure of its exhibits."""
        for table in self.tables:
            yield from table.cells()

    def lines(self) -> Iterator[tuple[texts.Piece, ...]]:
        """Every line of words in which a figure may stand."""
        yield from self.narrative.lines()
        words = [*self.sentences, *(point for _, points in self.judgements for point in points)]
        for table in self.tables:
            words += [table.caption, table.says, table.about, table.note]
            words += [cell for row in table.lines() for cell in row if isinstance(cell, str)]
        for line in words:
            yield texts.pieces(line)


@dataclass(frozen=True)
class Document:
    """A whole report. Every edition is printed from it alone."""

    head: Head
    layout: Layout
    disclosure: Disclosure
    sections: tuple[Section, ...]
    figures: Mapping[str, Figure]
    counts: Mapping[str, int]
    """Every count that hangs together with a figure, printed or not."""
    equations: tuple[Equation, ...] = ()
    staff: tuple[str, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)
    """A reference as the author wrote it -> the one name of the figure."""
    asides: Mapping[str, Aside] = field(default_factory=dict)
    """What is known beside the figures of its author, though it prints nothing of it."""
    own_terms: Mapping[str, str] = field(default_factory=dict)
    glossary: Mapping[str, str] = field(default_factory=dict)
    restated: frozenset[str] = frozenset()
    """Figures that an earlier published report printed with another value."""
    joined: frozenset[str] = frozenset()
    """Counts of groups that this edition tells together with others alone."""
    earlier: tuple[Evidence, ...] = ()
    """Documents of the same council that readers have already, the oldest first."""
    other_words: tuple[tuple[str, texts.Text], ...] = ()
    """What people wrote that stands in no narrative: by where, as a check names it."""
    groupings: Groupings = Groupings()
    """The council's own groups of codes, by which figures of two names are known to be one."""

    def name_of(self, ref: str) -> str:
        """The one name of the figure that a reference stands for."""
        return self.aliases.get(ref, ref)

    def figure(self, ref: str) -> Figure | None:
        """The figure that a reference stands for; None where there is none."""
        return self.figures.get(self.name_of(ref))

    def references(self) -> set[str]:
        """Every figure that stands somewhere in the report, by its one name."""
        found = {figure.ref for section in self.sections for figure in section.figures()}
        lines = [line for section in self.sections for line in section.lines()]
        lines += [line for _, words in self.other_words for line in words.lines()]
        for line in lines:
            named = (self.name_of(p.ref) for p in line if isinstance(p, texts.Reference))
            found |= {ref for ref in named if ref in self.figures}
        return found

    def without_empty_sections(self) -> "Document":
        """As a draft is built: what is not written yet is left out."""
        return replace(self, sections=tuple(s for s in self.sections if not s.is_empty))
