"""From the bytes of a file to rows with their line numbers, or a clear word on why it can't be read."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from children.imports.rows import Defect

MAX_CELL = 100_000
MOST_COLUMNS = 500
"""A small file can have a hundred thousand of them, each compared with each."""
SEPARATOR_LINE = re.compile(r"sep=([,;\t|])\r?\n", re.I)  # the first line of what Excel wrote
DELIMITERS = ",;\t|"
BLANKS = " \t\r\n\x0b\x0c\ufeff\u00a0\u200b"
PICTURE = "This is a picture, sound or film, not a CSV file. Export the return as CSV."
MAGIC = {
    b"PK\x03\x04": (
        "This is a zip or Excel file, not a CSV file. In Excel choose Save as, CSV UTF-8, and upload "
        "that file."
    ),
    b"PK\x05\x06": "This is an empty zip file. Unpack it and upload the CSV files in it.",
    b"\xd0\xcf\x11\xe0": (
        "This is an old Excel file, not a CSV file. In Excel choose Save as, CSV UTF-8, and upload that file."
    ),
    b"%PDF": "This is a PDF, not a CSV file. Export the return as CSV.",
    b"\x1f\x8b": "This file is compressed. Unpack it and upload the CSV file in it.",
    **dict.fromkeys((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM6", b"RIFF"), PICTURE),
    b"Rar!": "This is a compressed file. Unpack it and upload the CSV files in it.",
}
MARKUP = {
    b"<!doctype html": "This is a web page, not a CSV file. Export the file again.",
    b"<html": "This is a web page, not a CSV file. Export the file again.",
    b"<": "This is an XML file. Export the return as CSV files.",
}


class Unreadable(ValueError):
    """The file as a whole can't be read; the text says why and what to do."""


class Torn(Unreadable):
    """Quotation marks or the length of a cell make a row unreadable."""


Line = tuple[int, list[str]]
"""The line on which a row starts, and its cells."""


@dataclass
class Sheet:
    """A file as rows; the heading is line 1. Its rows are read again each time, so that they are not all
    held at once.
    """

    name: str
    headings: tuple[str, ...]
    lines: Callable[[], Iterator[Line]]
    encoding: str
    count: int = 0
    notes: list[str] = field(default_factory=list)
    torn: list[tuple[int, str]] = field(default_factory=list)
    """Lines with more cells than headings, with the first cell too many."""

    def each(self) -> Iterator[tuple[int, dict[str, str]]]:
        """(line, column -> text) of every row that can be read."""
        width, are_all_named = len(self.headings), all(self.headings)
        for line, cells in self.lines():
            if len(cells) == width and are_all_named:
                yield line, dict(zip(self.headings, cells, strict=True))
            elif not any(cells[width:]):
                padded = cells + [""] * (width - len(cells))
                yield line, {h: c for h, c in zip(self.headings, padded, strict=False) if h}

    @property
    def rows(self) -> list[tuple[int, dict[str, str]]]:
        """All rows at once."""
        return list(self.each())


def read_sheet(name: str, content: bytes) -> Sheet:
    """The rows of a CSV file whatever its encoding, separator and line ends. Raises Unreadable."""
    for magic, words in MAGIC.items():
        if content.startswith(magic):
            raise Unreadable(words)
    start = content[:200].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for mark, words in MARKUP.items():
        if start.startswith(mark):
            raise Unreadable(words)
    text, encoding = _decode(content)
    text = text.rstrip("\x1a")  # the end-of-file mark of old programs
    if not text.strip():
        raise Unreadable("The file is empty.")
    if "\x00" in text:
        raise Unreadable(
            "This is not a CSV file: it holds bytes that no text has. Export it again as CSV UTF-8."
        )
    told = SEPARATOR_LINE.match(text)
    delimiter = told[1] if told else _delimiter(text)
    csv.field_size_limit(MAX_CELL)
    skipped = 1 if told else 0
    try:
        return _sheet(name, _lines_of(text, delimiter, skipped), encoding)
    except Torn:
        # without blanks behind a closing mark
        mended = re.sub(rf'" +(?=[{re.escape(delimiter)}\r\n]|$)', '"', text)
        if mended == text:
            raise
        return _sheet(name, _lines_of(mended, delimiter, skipped), encoding)


def _lines_of(text: str, delimiter: str, skipped: int) -> Callable[[], Iterator[Line]]:
    """A way to go through the rows of a text as often as needed. `skipped`: so many lines say how to read."""
    is_bare = _is_bare(text, delimiter)

    def lines() -> Iterator[Line]:
        source = io.StringIO(text, newline="")
        reader = csv.reader(source, delimiter=delimiter, skipinitialspace=True, strict=True)
        for _ in range(skipped):
            next(reader)
        return _numbered(reader, is_bare=is_bare)

    return lines


def _is_bare(text: str, delimiter: str) -> bool:
    """Whether no cell can begin or end with a blank, so that none need be stripped: a file has millions of
    cells.
    """
    edges = (delimiter, '"', "\n", "\r")
    return not any(
        text.startswith(blank)
        or text.endswith(blank)
        or any(edge + blank in text or blank + edge in text for edge in edges)
        for blank in set(BLANKS) - {"\n", "\r"}
        if blank in text
    )


def _numbered(reader: Any, *, is_bare: bool) -> Iterator[Line]:
    """Each row that says anything, with the line on which it starts; a cell is on one line, so that no name
    breaks a mail or a list. A quotation mark left open must not swallow the rows behind it.
    """
    before = reader.line_num
    try:
        for cells in reader:
            line, before = before + 1, reader.line_num
            if before > line:
                cells = [" ".join(cell.split()) for cell in cells]
            if not is_bare:
                cells = [cell.strip(BLANKS) for cell in cells]
            if any(cells):
                yield line, cells
    except csv.Error as error:
        raise Torn(
            f"The row that starts on line {before + 1} can't be read: a quotation mark is not closed, "
            "or stands inside a cell, or the cell is too long."
        ) from error


def _decode(content: bytes) -> tuple[str, str]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode("utf-16"), "UTF-16"
        except UnicodeDecodeError as error:
            raise Unreadable("The file's encoding is broken. Export it again as CSV UTF-8.") from error
    if len(content) > 4 and not content[1:200:2].strip(b"\x00") and not len(content) % 2:
        return content.decode("utf-16-le", errors="replace"), "UTF-16"  # without its mark
    try:
        return content.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252"), "Windows-1252"
    except UnicodeDecodeError as error:
        raise Unreadable(
            "This is not a CSV file, or one in an encoding that is neither UTF-8 nor Windows-1252. "
            "Export it again as CSV UTF-8."
        ) from error


def _delimiter(text: str) -> str:
    first = text.lstrip("\r\n").splitlines()[0]
    return max(DELIMITERS, key=lambda d: (first.count(d), -DELIMITERS.index(d)))


def _sheet(name: str, lines: Callable[[], Iterator[Line]], encoding: str) -> Sheet:
    """Look through the file once: its headings, how many rows, and those that are torn."""
    every = lines()
    first = next(every, None)
    if first is None:
        raise Unreadable("The file is empty.")
    sheet = Sheet(name, _headings(first[1]), lambda: islice(lines(), 1, None), encoding)
    width = len(sheet.headings)
    for line, cells in every:
        if len(cells) > width and any(cells[width:]):
            sheet.torn.append((line, next(c for c in cells[width:] if c)[:100]))
        else:
            sheet.count += 1
    if encoding != "UTF-8":
        sheet.notes.append(f"The file is in {encoding}; check that names with accents look right.")
    return sheet


ALIASES = {"CHILDID": "CHILD", "CHILD_ID": "CHILD", "GENDER": "SEX", "PL": "PLACE"}


def headings_of(cells: list[str]) -> tuple[str, ...]:
    """The names of columns as the tables of the return have them."""
    return tuple(ALIASES.get(c.upper().replace(" ", "_"), c.upper().replace(" ", "_")) for c in cells)


def _headings(cells: list[str]) -> tuple[str, ...]:
    width = max((place for place, cell in enumerate(cells, 1) if cell), default=0)
    if width > MOST_COLUMNS:
        raise Unreadable(
            f"The first line has {width:,} columns, and no file of a return has more than {MOST_COLUMNS}. "
            "Export the file again."
        )
    names = headings_of(cells[:width])
    twice = sorted({n for n in names if n and names.count(n) > 1})
    if twice:
        raise Unreadable(f"The column {twice[0]} is in the heading twice. Remove one of them.")
    return names


def read_files(folder: Path) -> tuple[dict[str, bytes], list[Defect]]:
    """File name -> content of the files in a folder, hidden ones left out, and those that could not be
    opened.
    """
    found: dict[str, bytes] = {}
    unread = []
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or not path.is_file():
            continue
        try:
            found[path.name] = path.read_bytes()
        except OSError as error:
            why = f"The file can't be opened: {error.strerror}."
            unread.append(Defect(path.name, 1, "", "", why, "Then import the file again.", "FILE"))
    return found, unread


def holds_no_files(folder: Path) -> str:
    inside = sorted(p.name for p in folder.iterdir() if p.is_dir() and not p.name.startswith("."))
    if inside:
        return f"it holds no files but the folders {', '.join(inside)}; give those"
    return "it holds no files"
