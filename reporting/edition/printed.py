"""An edition as it is printed and stored: plain words and numbers, nothing left to work out.

PDF, page, workbook and CSV are drawn from this alone, for ever. A change of the suppression, of a title or
of a definition
therefore never changes a document that was made before.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from reporting.edition.document import Contribution, Head

HIDDEN = "not shown"
"""What stands in the place of a number that an edition hides, whatever hides it."""
LEFT_OUT = "Left out, because the numbers are too small to be shown:"
"""How the sentence begins that names exhibits of which nothing is left."""
TYPED = "typed"
"""The key of a table of the author's own."""
DRAWN = frozenset({"months", "multiples", "years", "flow", "pyramid", "late", "stages"})
MOST_ROWS, MOST_COLUMNS, LONG, VERY_LONG = 8, 4, 6, 14
MANY_LETTERS, LETTERS_IN_A_ROW, LETTERS_OF_A_PAGE = 2000, 200, 9000
MOST_DESCRIBED, FEW_SECTIONS, SHORT = 22, 15, 6
"""Sections from which, or up to which, the contents are set otherwise."""
YEAR, ALL, FIRST_MONTH = re.compile(r"\d{4}-\d{2}"), "All", "Apr"
LONG_NAME = 24
NARROW_ALWAYS = frozenset({"flow", "years"})
OWN_RECORDS = re.compile(r"^Records of [^.]*(?:St\. [^.]*)?\.\s*")


@dataclass(frozen=True)
class Amount:
    """A number as it is drawn and calculated with, or the word that stands in its place."""

    number: Decimal | None = None
    word: str = ""

    @property
    def value(self) -> int | Decimal | str | None:
        """What a chart or spreadsheet takes: a count stays a whole number."""
        if self.number is None:
            return self.word or None
        return self.number if self.number.as_tuple().exponent else int(self.number)


@dataclass(frozen=True)
class Caption:
    """How a table or chart is called, and where it stands."""

    id: str
    label: str
    words: str

    def __str__(self) -> str:
        return f"{self.label}{self.words}"


@dataclass(frozen=True)
class PrintedTable:
    """An exhibit as it is printed. `look` says how it is drawn (figures/base.py); every drawing is made of
    its cells."""

    key: str
    caption: Caption
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...]
    source: str
    numeric: tuple[int, ...]
    look: str = "table"
    about: str = ""
    unit: str = ""
    note: str = ""
    is_wide: bool = False
    """Whether it takes the whole width though it is small."""
    is_airy: bool = False
    is_snug: bool = False
    """Whether its rows stand further apart, because its page has the room, or closer, because it has not."""
    is_whole: bool = False
    """Whether it stands on one page though it might be cut."""

    @property
    def is_long(self) -> bool:
        """Whether it may be broken between rows, with its head repeated."""
        return not (self.is_drawn or self.is_wordy or self.is_whole) and len(self.rows) > LONG

    @property
    def is_better_whole(self) -> bool:
        """Whether it is broken only where too much of a page would stay empty."""
        return self.is_long and len(self.rows) <= VERY_LONG and self.key != TYPED

    @property
    def is_wordy(self) -> bool:
        """Whether its rows hold so many words that it may be broken between any two of them."""
        is_plain = not self.is_drawn and self.look not in ("terms", "appendix")
        return is_plain and self._letters > max(MANY_LETTERS, LETTERS_IN_A_ROW * len(self.rows))

    @property
    def is_over_a_page(self) -> bool:
        """Whether it is a list of terms that goes on to another page. Its columns are then filled one after
        the other: to make those of the last page equally long takes a tenth of the time of a whole report.
        """
        return self.look == "terms" and self._letters > LETTERS_OF_A_PAGE

    @property
    def _letters(self) -> int:
        return sum(len(cell) for row in self.rows for cell in row)

    @property
    def is_narrow(self) -> bool:
        """Whether it has room in half the width of the page."""
        if self.look in NARROW_ALWAYS:
            return True
        if self.is_wide or self._has_long_names or self.is_crossed:
            return False
        is_small = len(self.rows) <= MOST_ROWS and len(self.headings) <= MOST_COLUMNS
        of_numbers = len(self.numeric) == len(self.headings) - 1
        return self.look in ("bars", "table") and is_small and of_numbers

    @property
    def now(self) -> int:
        """The column that stands out: this year beside others, all beside their parts, else the first; of
        months alone none."""
        years = [n for n in self.numeric if YEAR.fullmatch(self.headings[n])]
        if years:
            return max(years, key=lambda n: self.headings[n])
        if self.is_crossed:
            return len(self.headings) - 1
        return 0 if self.headings[1:2] == (FIRST_MONTH,) else 1

    @property
    def is_crossed(self) -> bool:
        """Whether its columns are parts that the last one adds up."""
        return len(self.headings) > 2 and self.headings[-1] == ALL

    @property
    def is_of_words(self) -> bool:
        """Whether cells hold words and not numbers: on a narrow screen each stands under the one before, with
        its heading."""
        return len(self.headings) > 3 and len(self.numeric) < len(self.headings) - 1

    @property
    def _has_long_names(self) -> bool:
        """Whether most rows would take several lines in half the width."""
        names = [row[0] for row in self.rows]
        return self.look == "bars" and sum(len(name) > LONG_NAME for name in names) * 2 > len(names)

    @property
    def source_line(self) -> str:
        """What is printed of the source: that the records are the council's own is said once for all."""
        said = OWN_RECORDS.sub("", self.source)
        return said if said != self.source else f"Source: {said}" if said else ""

    @property
    def is_drawn(self) -> bool:
        """Whether it is a picture, with its numbers at the marks, and no rows of cells."""
        return self.look in DRAWN


def late_days(table: PrintedTable) -> list[tuple[str, list[int]]]:
    """The rows of late reviews one by one: the reason, and by how many days each was late."""
    return [(row[0], [int(day) for day in row[-1].split(", ")]) for row in table.rows]


@dataclass(frozen=True)
class Block:
    """A paragraph, a heading, the points of a list, or a table of the author's own."""

    number: str = ""
    text: str = ""
    heading: str = ""
    points: tuple[str, ...] = ()
    table: PrintedTable | None = None
    after: str = ""
    """The day of what happened after the year, so that nobody takes it for a part of it."""


@dataclass(frozen=True)
class Term:
    term: str
    meaning: str
    is_code: bool = False
    """Whether it is a code of the national return: those stand apart from the words."""


@dataclass(frozen=True)
class PrintedSection:
    key: str
    heading: str
    blocks: tuple[Block, ...] = ()
    sentences: tuple[str, ...] = ()
    voices: tuple[Contribution, ...] = ()
    tables: tuple[PrintedTable, ...] = ()
    judgements: tuple[tuple[str, tuple[str, ...]], ...] = ()
    glossary: tuple[Term, ...] = ()
    gist: str = ""
    is_ordered: bool = False
    """Whether its exhibits stand in an order that their author gave them."""
    is_followed: bool = False
    """Whether the next section begins below it: the year on one page, where it takes more than that."""

    is_parted: bool = False
    """Whether the few words that lead it may stand at the foot of a page, parted from its first exhibit."""
    is_below_close_contents: bool = False
    """Of the first: whether the contents above it stand closer, so that it begins on their page."""

    @property
    def classes(self) -> str:
        """What the stylesheet knows it by."""
        return f"{self.key} followed" if self.is_followed else self.key

    @property
    def terms(self) -> tuple[Term, ...]:
        """Those of the glossary that are words."""
        return tuple(term for term in self.glossary if not term.is_code)

    @property
    def codes(self) -> tuple[Term, ...]:
        """Those of the glossary that are codes of the national return."""
        return tuple(term for term in self.glossary if term.is_code)

    def all_tables(self) -> tuple[PrintedTable, ...]:
        """The author's own tables and those of the portal."""
        return (*(block.table for block in self.blocks if block.table), *self.tables)


@dataclass(frozen=True)
class ChildFigure:
    figure: str
    words: str
    of_twenty: int | None = None
    """A share as faces of twenty; None: no share."""


@dataclass(frozen=True)
class ForChildren:
    """The two pages for children."""

    figures: tuple[ChildFigure, ...] = ()
    voices: tuple[Contribution, ...] = ()
    you_said: tuple[tuple[str, str], ...] = ()
    next: tuple[str, ...] = ()


@dataclass(frozen=True)
class PackRow:
    """One figure in the data pack."""

    figure: str
    value: Amount
    unit: str
    base: str
    period: str
    numerator: Amount
    denominator: Amount
    definition: str
    is_provisional: bool
    reference: str


@dataclass(frozen=True)
class Printed:
    """One edition of a report."""

    head: Head
    edition: str
    edition_words: str
    note: str
    sections: tuple[PrintedSection, ...]
    pack: tuple[PackRow, ...] = ()
    for_children: ForChildren | None = None

    @property
    def is_of_many(self) -> bool:
        """Whether there are so many sections that the contents have no room to say what is in each."""
        return len(self.sections) > MOST_DESCRIBED

    @property
    def is_of_few(self) -> bool:
        """Whether there are so few sections that the contents would leave a third of their page empty."""
        has_room = not any(section.is_below_close_contents for section in self.sections[:1])
        return len(self.sections) <= FEW_SECTIONS and has_room

    @property
    def is_short(self) -> bool:
        """Whether its first section follows the contents on their page, as in the report of a quarter."""
        return len(self.sections) <= SHORT

    @property
    def tables(self) -> list[PrintedTable]:
        """Every exhibit in its order."""
        return [table for section in self.sections for table in section.all_tables()]

    @property
    def drawings(self) -> list[PrintedTable]:
        """The exhibits that are pictures."""
        return [table for table in self.tables if table.is_drawn]
