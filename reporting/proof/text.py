"""What an author writes: paragraphs and points, figures as references, outside figures with their source,
tables typed by hand.

The text is data: these few marks are read here, and nothing in it is ever run as a template.

    [[figure:starters|year|count]]                                  a figure of ours; it is computed
    [[outside:38%|Ofsted, 2024|is: name|of: 19/50|base: ...]]        a figure from elsewhere, with its source
    [[table:Caption|source: ...|period: ...|base: ...]]              a table; its rows follow, cells parted
    by | or tab
    [[end]]
    ## Words                                                        a heading inside the section
    [[after:14 June 2026]] Words                                    what happened after the year, and when
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from reporting.proof.pattern import Pattern

MARK = Pattern(r"\[\[(figure|outside):([^\[\]]*)\]\]")
TABLE = Pattern(r"^\[\[table:([^\[\]]*)\]\]\s*$")
AFTER = Pattern(r"^\[\[after:([^\[\]|]*)\]\]\s*")
END = Pattern(r"^\[\[end\]\]\s*$")
NO_END = "".join(
    rf"(?<!\b{short}\.)"
    for short in ("No", "no", "Nos", "nos", "para", "reg", "Reg", "approx", "ca", "s", "p")
)
"""Not “para. 3”."""
SENTENCE = Pattern(rf"(?:(?<=[.!?])|(?<=[.!?][”\"’)]))\s+(?=[A-Z“\"‘(\[])|(?<=[.!?]){NO_END}\s+(?=[\d\0])")


@dataclass(frozen=True)
class Words:
    """Plain words."""

    text: str


@dataclass(frozen=True)
class Reference:
    """A figure of ours by its reference."""

    ref: str


@dataclass(frozen=True)
class Outside:
    """A figure typed by the author: what is printed, where it comes from, and what it can be checked
    against."""

    text: str
    source: str = ""
    name: str = (
        ""  # is: the same name is the same figure everywhere; may name a cell as Caption > row > column
    )
    sum: str = ""  # of: what it comes from
    base: str = ""
    period: str = ""
    within: str = ""  # 50 to 70


Piece = Words | Reference | Outside


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, one point of a list, or a heading inside the section."""

    pieces: tuple[Piece, ...]
    is_point: bool = False
    line: int = 1
    is_heading: bool = False
    after: str = ""
    """The day after the year on which it happened, as the author wrote it; empty: it is of the year."""


@dataclass(frozen=True)
class Typed:
    """A table typed by the author."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    source: str = ""
    period: str = ""
    base: str = ""
    note: str = ""
    status: str = ""  # provisional, restated
    small: str = ""  # shown: the table counts no people, so its small numbers may stand in every edition
    line: int = 1
    is_closed: bool = True


Block = Paragraph | Typed


@dataclass
class Text:
    """The blocks of a text in their order."""

    blocks: list[Block] = field(default_factory=list)

    @property
    def paragraphs(self) -> list[Paragraph]:
        return [b for b in self.blocks if isinstance(b, Paragraph)]

    @property
    def tables(self) -> list[Typed]:
        return [b for b in self.blocks if isinstance(b, Typed)]

    def pieces(self) -> Iterator[Piece]:
        """Every piece of the paragraphs, then of the cells of the tables."""
        for line in self.lines():
            yield from line

    def lines(self) -> Iterator[tuple[Piece, ...]]:
        """Every line of words in which a figure may stand, parsed."""
        yield from (paragraph.pieces for paragraph in self.paragraphs)
        yield from (pieces(cell) for table in self.tables for row in table.rows for cell in row)

    def references(self) -> list[str]:
        """The references in it, each once, in their order."""
        return list(dict.fromkeys(p.ref for p in self.pieces() if isinstance(p, Reference)))


def read(text: str) -> Text:
    """Read a text. Marks that can't be read stay words, so nothing typed is lost; the checks point them
    out."""
    found, lines, at = Text(), text.replace("\r\n", "\n").split("\n"), 0
    gathered: list[str] = []
    began, after = 1, ""

    def close() -> None:
        nonlocal gathered, after
        if gathered:
            found.blocks.append(Paragraph(pieces("\n".join(gathered)), line=began, after=after))
        gathered, after = [], ""

    while at < len(lines):
        line = lines[at]
        heading = TABLE.match(line)
        if heading:
            close()
            block, at = _table(heading.group(1), lines, at)
            found.blocks.append(block)
            continue
        if later := AFTER.match(line):
            close()
            line, after = line[later.end() :], later.group(1).strip()
        if line.startswith("## "):
            close()
            found.blocks.append(Paragraph(pieces(line[3:].strip()), line=at + 1, is_heading=True))
        elif line.startswith(("- ", "• ")):
            close()
            found.blocks.append(Paragraph(pieces(line[2:].strip()), is_point=True, line=at + 1))
        elif line.strip():
            began = began if gathered else at + 1
            gathered.append(line.strip())
        else:
            close()
        at += 1
    close()
    return found


def pieces(text: str) -> tuple[Piece, ...]:
    """Words and figures of one line or cell."""
    found: list[Piece] = []
    end = 0
    for mark in MARK.finditer(text):
        if mark.start() > end:
            found.append(Words(text[end : mark.start()]))
        kind, inside = mark.groups()
        found.append(Reference(_tidy(inside)) if kind == "figure" else _outside(inside))
        end = mark.end()
    if end < len(text):
        found.append(Words(text[end:]))
    return tuple(found)


def _tidy(ref: str) -> str:
    return "|".join(part.strip() for part in ref.split("|"))


def _outside(inside: str) -> Outside:
    parts = [p.strip() for p in inside.split("|")]
    named = dict(_named(p) for p in parts[1:] if _named(p)[0])
    source = next((p for p in parts[1:] if not _named(p)[0]), named.get("source", ""))
    return Outside(
        parts[0],
        source,
        named.get("is", ""),
        named.get("of", ""),
        named.get("base", ""),
        named.get("period", ""),
        named.get("within", ""),
    )


def _named(part: str) -> tuple[str, str]:
    """("is", "timeliness") for "is: timeliness"; ("", part) for what has no name."""
    key, colon, value = part.partition(":")
    known = ("is", "of", "base", "period", "within", "source", "note", "status", "small")
    return (key.strip().lower(), value.strip()) if colon and key.strip().lower() in known else ("", part)


def _table(inside: str, lines: list[str], at: int) -> tuple[Typed, int]:
    """The table that begins on this line, and the line after it."""
    parts = [p.strip() for p in inside.split("|")]
    named = dict(_named(p) for p in parts[1:])
    rows, began = [], at + 1
    at += 1
    while at < len(lines) and not END.match(lines[at]):
        if lines[at].strip():
            rows.append(tuple(_cells(lines[at])))
        at += 1
    return Typed(
        parts[0],
        rows[0] if rows else (),
        tuple(rows[1:]),
        named.get("source", ""),
        named.get("period", ""),
        named.get("base", ""),
        named.get("note", ""),
        named.get("status", ""),
        named.get("small", ""),
        began,
        at < len(lines),
    ), at + 1


def _cells(line: str) -> list[str]:
    """Cells parted by tabs (pasted from a spreadsheet) or by |; a | inside a mark parts nothing."""
    if "\t" in line:
        return [c.strip() for c in line.split("\t")]
    marks: list[str] = []

    def keep(found: re.Match[str]) -> str:
        marks.append(found.group())
        return f"\0{len(marks) - 1}\0"

    cells = MARK.sub(keep, line).strip().strip("|").split("|")
    return [re.sub(r"\0(\d+)\0", lambda m: marks[int(m.group(1))], c).strip() for c in cells]


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph."""
    return [s for s in SENTENCE.split(text.strip()) if s]
