"""CSV files as councils open them: in a spreadsheet, which runs some texts as formulas."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

STARTS_A_FORMULA = re.compile(
    r"[\s\x00-\x1f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]"
)
"""Also behind what nobody sees, and in the wide form of East Asian keyboards."""
BYTE_ORDER_MARK = "\ufeff"
"""Makes a spreadsheet read the file as UTF-8."""


def neutral(text: str) -> str:
    """Text that a spreadsheet shows and never runs: what looks like a formula gets an apostrophe in front."""
    runs = STARTS_A_FORMULA.match(text) or text[:1] in ("\t", "\r", "\n")
    return f"'{text}" if runs else text


def csv_lines(headings: Sequence[str], rows: Iterable[Sequence[str | int | None]]) -> Iterator[str]:
    """The lines of a CSV file, one by one, so that a long list is never held whole."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    yield BYTE_ORDER_MARK + _line(writer, buffer, headings)
    for row in rows:
        cells = ["" if cell is None else neutral(cell) if isinstance(cell, str) else cell for cell in row]
        yield _line(writer, buffer, cells)


def text_of(content: bytes) -> str:
    """The text of a file as spreadsheets save it."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")  # "Unicode text"
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _line(writer: Any, buffer: io.StringIO, cells: Sequence[str | int]) -> str:
    writer.writerow(cells)
    line = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return line
