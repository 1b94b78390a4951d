"""The files of published editions as anybody reads them: every cell of the CSV and of each sheet of the
workbook, and what the percentages in them tell of the counts behind them.

What a cell stands for is found by the words of its row and the heading of its column, as a reader finds it.
"""

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar
from xml.etree import ElementTree

from reporting.edition.data_pack import HEADINGS, as_csv, as_workbook
from reporting.edition.disclosure import stand_ins
from reporting.edition.document import Document
from reporting.edition.phrasing import Phrasing
from reporting.edition.printed import HIDDEN, Amount, PackRow, Printed, PrintedTable
from reporting.edition.stored import Evidence
from reporting.edition.suppression import Key
from reporting.figures import Figure, Table
from reporting.figures.base import Cell as TableCell
from reporting.figures.base import Share
from tests.unit.reporting.integer_attack import Reader, Terms

NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
PERCENT = re.compile(r"(\d+(?:\.\d+)?)%(?: \(([\d,]+) of ([\d,]+)\))?( r)?")
T = TypeVar("T")


@dataclass(frozen=True)
class Published:
    """An edition as it was made, and as it went out."""

    document: Document
    hidden: frozenset[Key]
    edition: Printed
    kept: Evidence


def read(every: Iterable[Published], truth: Mapping[str, int], told: Iterable[Terms]) -> Reader:
    """A reader of the files alone."""
    every = list(every)
    from_csv = [replace(one.edition, pack=tuple(rows_of(as_csv(one.edition)))) for one in every]
    reader = Reader.of(from_csv, truth, told)
    shares: list[tuple[Figure, str]] = []
    for one in every:
        for figure, words in cells_of(one):
            if isinstance(figure, Figure) and figure.kind == "count":
                reader._note(figure.ref, _amount(words))
            elif isinstance(figure, Share):
                shares.append((figure.figures[0], words))
                _note_share(reader, figure, words)
            elif isinstance(figure, Figure):
                shares.append((figure, words))
    for figure, words in shares:
        _note_from_percent(reader, figure, words)
    return reader


def rows_of(content: bytes) -> Iterator[PackRow]:
    """The rows of a CSV. No cell but those of numbers says one that is hidden."""
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert tuple(lines[0]) == HEADINGS
    for figure, value, unit, base, period, above, below, definition, provisional, ref in lines[1:]:
        yield PackRow(
            figure, _amount(value), unit, base, period, _amount(above), _amount(below), definition,
            provisional == "yes", ref,
        )  # fmt: skip


def _amount(words: str) -> Amount:
    if words in ("c", HIDDEN):
        return Amount(word="c")
    plain = words.removesuffix(" r").replace(",", "")
    try:
        return Amount(Decimal(plain))
    except ArithmeticError:
        return Amount(word=words)


def sheets_of(content: bytes) -> list[list[list[str]]]:
    """The cells of each sheet of a workbook, as words."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        shared = ElementTree.fromstring(package.read("xl/sharedStrings.xml"))  # noqa: S314
        strings = [
            "".join(part.text or "" for part in one.iter(f"{NAMESPACE}t"))
            for one in shared.iter(f"{NAMESPACE}si")
        ]
        names = [n for n in package.namelist() if n.startswith("xl/worksheets/sheet")]
        names.sort(key=lambda name: int(re.sub(r"\D", "", name)))
        trees = [ElementTree.fromstring(package.read(name)) for name in names]  # noqa: S314
    return [_cells(tree, strings) for tree in trees]


def _cells(tree: ElementTree.Element, strings: list[str]) -> list[list[str]]:
    lines: list[list[str]] = []
    for row in tree.iter(f"{NAMESPACE}row"):
        lines += [[] for _ in range(int(row.attrib["r"]) - 1 - len(lines))]
        line: list[str] = []
        for cell in row:
            column = _column(cell.attrib["r"])
            value = cell.findtext(f"{NAMESPACE}v") or ""
            line += [""] * (column - len(line))
            line.append(strings[int(value)] if cell.attrib.get("t") == "s" else value)
        lines.append(line)
    return lines


def _column(place: str) -> int:
    number = 0
    for letter in re.sub(r"\d", "", place):
        number = number * 26 + ord(letter) - 64
    return number - 1


def cells_of(one: Published) -> Iterator[tuple[TableCell, str]]:
    """What each cell of a workbook stands for, and what it says. The first sheet says what the CSV says."""
    first, _, *sheets = sheets_of(as_workbook(one.edition))
    lines = list(csv.reader(io.StringIO(as_csv(one.edition).decode("utf-8-sig"))))
    width = len(HEADINGS)
    assert [_same(line, width) for line in first] == [_same(line, width) for line in lines]
    phrasing = Phrasing(one.document, one.hidden, stand_ins(one.document, one.edition.edition))
    tables = {table.key: table for section in one.document.sections for table in section.tables}
    for shown, sheet in zip(one.edition.tables, sheets, strict=True):
        if (table := tables.get(shown.key)) is not None:
            yield from _cells_of_table(phrasing, table, shown, sheet)


def _same(line: list[str], width: int) -> list[str]:
    """A line with its numbers in one form: a spreadsheet says 12.0 for 12."""
    filled = line + [""] * (width - len(line))
    return [str(float(cell)) if re.fullmatch(r"-?\d+(\.\d+)?", cell) else cell.lstrip("'") for cell in filled]


def _cells_of_table(
    phrasing: Phrasing, table: Table, shown: PrintedTable, sheet: list[list[str]]
) -> Iterator[tuple[TableCell, str]]:
    columns = _once((phrasing.plain(heading), n) for n, heading in enumerate(table.headings))
    rows = _once((_label(phrasing, row), row) for row in table.lines())
    for line in sheet[1 : 1 + len(shown.rows) + bool(shown.total)]:
        row = rows.get(line[0]) if line else None
        for heading, words in zip(sheet[0][1:], line[1:], strict=False):
            if row is not None and (place := columns.get(heading)) is not None:
                yield row[place], words


def _label(phrasing: Phrasing, row: list[TableCell]) -> str:
    label = phrasing.cell(row[0])
    return phrasing.staff.get(label, label)


def _once(pairs: Iterable[tuple[str, T]]) -> dict[str, T]:
    """By name, without names that stand for two."""
    found = list(pairs)
    times = Counter(name for name, _ in found)
    return {name: value for name, value in found if times[name] == 1}


def _note_share(reader: Reader, share: Share, words: str) -> None:
    """91.4% (285 of 312)."""
    match = PERCENT.fullmatch(words)
    if match and match[2]:
        for figure, count in zip(share.figures[1:], match.groups()[1:3], strict=True):
            reader._note(figure.ref, _amount(count))


def _note_from_percent(reader: Reader, figure: Figure, words: str) -> None:
    """The count behind a percentage, where only one count of the base that is printed gives it."""
    match = PERCENT.fullmatch(words)
    if figure.kind != "percent" or match is None or len(figure.parts) != 2:
        return
    count, base = figure.parts
    among = reader.cells.get(base)
    if not among:
        return
    step = Decimal(1).scaleb(-len(match[1].partition(".")[2]))
    said = [
        n
        for n in range(among + 1)
        if (Decimal(100 * n) / among).quantize(step, ROUND_HALF_UP) == Decimal(match[1])
    ]
    if len(said) == 1:
        reader._note(count, Amount(Decimal(said[0])))
