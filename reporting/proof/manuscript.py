"""A report as the checks read it: chapters with their text, the figures that references stand for, tables
that can be named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from reporting.proof.stated import Stated, stated
from reporting.proof.text import SENTENCE, Outside, Piece, Text, Typed, Words, pieces

ADVICE = {
    "average": "Check the numbers that it comes from.",
    "base": "Give both the same base.",
    "claim": "Choose words that fit, or check the figure.",
    "differs": "Give it one value in both places.",
    "form": "Give every row as many cells as the heading has.",
    "impossible": "Check both numbers.",
    "percent": "Check the numbers that it comes from.",
    "period": "Give both the same period.",
    "range": "Check the figure and the range.",
    "reference": "Name the cell as caption > row > column.",
    "source": "Add where it comes from.",
    "sum": "Write how it is worked out in the names of columns, rows or numbers, as in 19/50.",
    "total": "Check the parts and the total.",
    "unit": "Choose the unit that fits.",
    "whole": "Check the percentage and its base.",
}
"""What to do about a fault of each kind, where its own words do not say more."""


@dataclass(frozen=True)
class Fault:
    """Something that does not hold. `place` says where, `stops` whether the report can't be built with it."""

    place: str
    rule: str
    text: str
    stops: bool = True

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"

    def with_advice(self) -> "Fault":
        """With what to do about it, where the words do not say so yet."""
        advice = ADVICE.get(self.rule, "")
        has_some = len(SENTENCE.split(self.text)) > 1 or not advice
        return self if has_some else replace(self, text=f"{self.text} {advice}")


@dataclass(frozen=True)
class Aside:
    """What is known beside a figure though the sentence does not print it. Empty: there is none."""

    before: str = ""
    """The same of the year before, where the two can be compared."""
    period: str = ""
    """When that was."""
    target: str = ""
    england: str = ""
    whole: str = ""
    """What a count is counted among."""
    ends: date | None = None
    """The last day of the earlier year that a sentence names instead of the year before, as the checks read
    it."""


@dataclass(frozen=True)
class Known:
    """A figure of ours as it is printed."""

    text: str
    what: str = ""
    base: str = ""
    period: str = ""
    is_provisional: bool = False
    is_restated: bool = False
    code: str = ""
    """Which measure it is of."""
    is_known: bool = True
    """Whether there is such a number at all; no where nothing of it was recorded."""
    is_of_a_part: bool = False
    """Whether its period is not over."""
    is_of_a_year: bool = False
    """Whether its period is a whole year."""
    is_more_better: bool | None = None
    """Which way is good; None where neither is."""
    aside: Aside | None = None


@dataclass(frozen=True)
class Picture:
    """An image of a chapter with the words that stand for it."""

    name: str
    alternative: str


@dataclass(frozen=True)
class Chapter:
    """A section: its title, what the author wrote, and whether it prints anything else."""

    title: str
    text: Text
    has_figures: bool = False
    pictures: Sequence[Picture] = ()


@dataclass(frozen=True)
class Manuscript:
    """The whole report. `cells` are the tables that the portal computed: caption -> (headings, rows) as
    printed."""

    chapters: Sequence[Chapter]
    figures: Mapping[str, Known] = field(default_factory=dict)
    glossary: Mapping[str, str] = field(default_factory=dict)
    tables: Sequence[Typed] = ()
    titles: tuple[tuple[str, str, str], ...] = ()
    """Every measure that there is, of which figures may be printed: its code, its title, what it counts."""
    year: int = 0
    """The year in which its period ends, as “this year” and “last year” count from it; 0 for none."""

    def printed(self, piece: Piece) -> str:
        """A piece as the reader sees it; a reference that stands for nothing leaves a gap."""
        if isinstance(piece, Words):
            return piece.text
        if isinstance(piece, Outside):
            return piece.text
        return self.figures[piece.ref].text if piece.ref in self.figures else "…"

    def sentence(self, parts: Sequence[Piece]) -> str:
        """Words and figures run together."""
        return "".join(self.printed(p) for p in parts)

    def cell(self, text: str) -> Stated | None:
        """The figure of a cell, also where it is a reference or an outside figure; None for words."""
        return stated(self.sentence(pieces(text)))

    def all_tables(self) -> list[Typed]:
        """Typed and computed tables."""
        return [t for c in self.chapters for t in c.text.tables] + list(self.tables)

    def look_up(self, path: str) -> tuple[Stated, Typed] | None:
        """The cell that “Caption > row > column” names, and its table."""
        parts = [p.strip().lower() for p in path.split(">")]
        if len(parts) != 3:
            return None
        for table in self.all_tables():
            if table.caption.strip().lower() != parts[0]:
                continue
            heads = [plain_name(h).lower() for h in table.headings]
            for row in table.rows:
                if row and plain_name(row[0]).lower() == parts[1] and parts[2] in heads:
                    at = heads.index(parts[2])
                    found = self.cell(row[at]) if at < len(row) else None
                    return (found, table) if found else None
        return None


def plain_name(heading: str) -> str:
    """“% = In time / Due” is called “%”."""
    return heading.partition(" = ")[0].strip()
