"""A report printed as one edition: every reference replaced by its figure, hidden ones by a word, sections
numbered."""

from dataclasses import replace

from accounts.templatetags.govuk import within
from reporting.edition import data_pack
from reporting.edition.disclosure import hidden_in, joined, stand_ins
from reporting.edition.document import (
    DEFINITIONS_KEY,
    GLOSSARY_KEY,
    Contribution,
    Document,
    Head,
    Section,
)
from reporting.edition.exhibits import Exhibits, numbered
from reporting.edition.for_children import for_children, told
from reporting.edition.phrasing import Phrasing
from reporting.edition.printed import LEFT_OUT, Block, Printed, PrintedSection
from reporting.edition.suppression import Key
from reporting.figures import Figure, Table
from reporting.figures.not_known import shown_of
from reporting.models import Edition
from reporting.paging.arranging import in_pairs
from reporting.paging.composition import ordered
from reporting.proof import text as texts

WORDS = {
    Edition.INTERNAL: "Internal edition: small numbers are shown, do not publish",
    Edition.MEMBER: "Members’ edition: small numbers are not shown",
    Edition.PUBLIC: "Public edition: small numbers are not shown",
    Edition.CHILDREN: "Children’s edition",
}
TOO_SMALL = "The numbers of this section are too small to be shown."
NOTE = (
    "“Not shown” stands for a small number, or one that would give a small one away "
    "(counts of 1 to {count}, percentages on 1 to {count} or of a base of 1 to {base})."
)


def printed(document: Document, edition: str, hidden: frozenset[Key] | None = None) -> Printed:
    """The content of an edition. `hidden` are the figures that it must not show, where they are known
    already of a document with its small groups joined."""
    if hidden is None:
        document = joined(document, edition)
        hidden = hidden_in(document, edition)
    document = _without_empty_tables(document, hidden)
    phrasing = Phrasing(document, hidden, stand_ins(document, edition))
    made = _Sections(document, edition, phrasing)
    sections = made.printed()
    is_of_children = edition == Edition.CHILDREN  # has pages and data of its own, and nothing of the others
    shown = (
        {figure.ref for figure, _, _ in told(document, hidden)} if is_of_children else document.references()
    )
    return Printed(
        head=_head(document.head, edition, phrasing),
        edition=edition,
        edition_words=WORDS[Edition(edition)],
        note=made.note,
        sections=() if is_of_children else sections,
        pack=data_pack.rows(document, phrasing, shown),
        for_children=for_children(document, hidden) if is_of_children else None,
    )


def _head(head: Head, edition: str, phrasing: Phrasing) -> Head:
    """With the newest drawing for the title page that this edition may show; none in the children's pages.
    On the committee's page figures stand as in a section."""
    head = replace(
        head,
        cover=tuple((label, phrasing.text(said)) for label, said in head.cover),
        asks=phrasing.text(head.asks),
    )
    if edition == Edition.CHILDREN:
        return replace(head, drawings=())
    shown = [one for one in head.drawings if edition == Edition.INTERNAL or one.is_signed_off]
    return replace(head, drawings=tuple(shown[:1]))


def _without_empty_tables(document: Document, hidden: frozenset[Key]) -> Document:
    """Without the tables of which nothing is left to read. Those of several rows are named."""
    sections = []
    for section in document.sections:
        empty = [table for table in section.tables if _tells_nothing(table, hidden)]
        named = [within(table.caption) for table in empty if len(table.rows) > 1]
        said = (f"{LEFT_OUT} {'; '.join(named)}.",) if named else ()
        kept = tuple(table for table in section.tables if table not in empty)
        sections.append(replace(section, tables=kept, sentences=(*section.sentences, *said)))
    return replace(document, sections=tuple(sections))


def _tells_nothing(table: Table, hidden: frozenset[Key]) -> bool:
    """Whether every count in its rows is hidden, or nought; of the year on one page, every share too."""
    shares = [c for row in table.rows for c in row if isinstance(c, Figure) and c.kind == "percent"]
    if table.look == "headlines" and any(c.value and c.ref not in hidden for c in shares):
        return False
    counts = [c for row in table.rows for c in row if isinstance(c, Figure) and c.kind == "count"]
    return any(c.ref in hidden for c in counts) and all(c.ref in hidden or not c.value for c in counts)


class _Sections:
    def __init__(self, document: Document, edition: str, phrasing: Phrasing) -> None:
        self.document, self.edition, self.phrasing = document, edition, phrasing
        self.exhibits = Exhibits(phrasing)

    def printed(self) -> tuple[PrintedSection, ...]:
        """The sections that have anything to show in this edition. The glossary is made last: it explains
        the others."""
        kept = [s for s in self.document.sections if self._has_content(s)]
        made = self._made(kept)
        terms = self.phrasing.glossary()
        if not terms and len(made) < len(kept):  # an empty glossary is left out, and leaves no number out
            kept = [s for s in kept if s.key != GLOSSARY_KEY]
            made = self._made(kept)
        for number, section in enumerate(kept, start=1):
            if section.key == GLOSSARY_KEY:
                heading = self._heading(number, section)
                made[number] = PrintedSection(section.key, heading, glossary=terms, gist=section.gist)
        paired = [replace(s, tables=in_pairs(s)) for s in (made[number] for number in sorted(made))]
        captions = self.document.layout.captions
        return numbered(ordered(numbered(paired, captions), self.note), captions)  # a number takes room too

    @property
    def note(self) -> str:
        """What “not shown” stands for, where it stands anywhere."""
        rules = self.document.disclosure.rules
        said = NOTE.format(count=rules.largest_hidden_count, base=rules.largest_hidden_base)
        return said if self.phrasing.has_hidden else ""

    def _made(self, kept: list[Section]) -> dict[int, PrintedSection]:
        """Number -> section, all but the glossary."""
        return {n: self._section(n, s) for n, s in enumerate(kept, start=1) if s.key != GLOSSARY_KEY}

    def _voices(self, section: Section) -> list[bool]:
        return [self.edition == Edition.INTERNAL or voice.is_signed_off for voice in section.voices]

    def _has_content(self, section: Section) -> bool:
        if section.key == GLOSSARY_KEY:
            return True
        if section.key == DEFINITIONS_KEY:
            return bool(section.narrative.blocks or section.tables or self._absent())
        return bool(section.narrative.blocks or section.tables or section.sentences) or any(
            self._voices(section)
        )

    def _absent(self) -> tuple[Block, ...]:
        """What was not recorded in the period, said once for all sections that have nothing else."""
        others = [s for s in self.document.sections if s.key != DEFINITIONS_KEY]
        found = [s for s in others if s.absent and not self._has_content(s)]
        if not found:
            return ()
        return (
            Block(heading="Not in this report"),
            Block(points=tuple(dict.fromkeys(s.absent for s in found))),
            Block(heading="What each figure counts"),
        )

    def _heading(self, number: int, section: Section) -> str:
        has_number = self.document.layout.numbering != "none"
        return f"{number} {section.title}" if has_number else section.title

    def _section(self, number: int, section: Section) -> PrintedSection:
        blocks = self._blocks(number, section)
        if section.key == DEFINITIONS_KEY:
            blocks += self._absent()
        sentences = self._sentences(section, blocks)
        tables = [table for table in section.tables if self.exhibits.shows_anything(table)]
        shown = zip(section.voices, self._voices(section), strict=True)
        return PrintedSection(
            section.key,
            self.phrasing.plain(self._heading(number, section)),
            blocks,
            sentences,
            tuple(self._told(voice) for voice, is_shown in shown if is_shown),
            tuple(self.exhibits.exhibit(table) for table in tables),
            self._judgements(section),
            gist=section.gist,
            is_ordered=section.is_ordered,
        )

    def _told(self, voice: Contribution) -> Contribution:
        """A case example may hold figures; what a child said or drew has none of ours."""
        return replace(voice, text=self.phrasing.text(voice.text)) if voice.kind == "example" else voice

    def _judgements(self, section: Section) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Those of the computed points whose figures are shown, unless the author wrote headings instead."""
        if any(block.is_heading for block in section.narrative.paragraphs):
            return ()
        found = [
            (heading, tuple(self.phrasing.text(p) for p in points if not self.phrasing.hides(p)))
            for heading, points in section.judgements
        ]
        return tuple((heading, points) for heading, points in found if points)

    def _sentences(self, section: Section, blocks: tuple[Block, ...]) -> tuple[str, ...]:
        """Without those that hold a hidden figure: a computed sentence has no sense without it."""
        said = shown_of(section.sentences, self.phrasing.hides)
        if section.absent and self._has_content(section) and section.key != DEFINITIONS_KEY:
            return (  # a section begins with what is known
                *(self.phrasing.sentence(s) for s in said),
                section.absent.replace(", so there are no figures", ""),
            )
        if section.sentences and not (said or blocks or section.tables):
            return (TOO_SMALL,)
        return tuple(self.phrasing.sentence(s) for s in said)

    def _blocks(self, number: int, section: Section) -> tuple[Block, ...]:
        found: list[Block] = []
        points: list[str] = []
        paragraphs = tables = 0
        has_numbers = self.document.layout.numbering == "paragraphs"
        for block in [*section.narrative.blocks, None]:
            if isinstance(block, texts.Paragraph) and block.is_point:
                points.append(self.phrasing.line(block.pieces))
                continue
            if points:
                found.append(Block(points=tuple(points)))
                points = []
            if isinstance(block, texts.Typed):
                found.append(Block(table=self.exhibits.typed(section.key, tables, block)))
                tables += 1
            elif block is not None and block.is_heading:
                found.append(Block(heading=self.phrasing.line(block.pieces)))
            elif block is not None:
                paragraphs += 1
                label = f"{number}.{paragraphs}" if has_numbers else ""
                found.append(Block(label, self.phrasing.line(block.pieces), after=block.after))
        return tuple(found)
