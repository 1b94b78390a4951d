"""A workbook (xlsx) from plain rows: text and numbers under a bold first row. The same rows give the same
bytes."""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

import xlsxwriter

Cell = str | int | Decimal | None
MADE_ON = datetime(1980, 1, 1)  # noqa: DTZ001
"""The file holds no time of making, so that its bytes stay the same."""
NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
NOT_IN_A_NAME = re.compile(r"[][:*?/\\']")
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
LONGEST_NAME = 31


@dataclass(frozen=True)
class Sheet:
    name: str
    rows: Sequence[Sequence[Cell]]


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """The bytes of a workbook with these sheets."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, OPTIONS)
    book.set_properties({"created": MADE_ON})
    bold = book.add_format({"bold": True})
    for number, sheet in enumerate(sheets, start=1):
        page = book.add_worksheet(sheet_name(sheet.name, number))
        page.freeze_panes(1, 0)
        page.set_column(0, 0, 40)
        for r, row in enumerate(sheet.rows):
            for c, cell in enumerate(row):
                style = bold if r == 0 else None
                if isinstance(cell, int | Decimal):
                    page.write_number(r, c, cell, style)
                elif cell:
                    page.write_string(r, c, NOT_XML.sub("", cell), style)
    book.close()
    return out.getvalue()


def sheet_name(name: str, number: int) -> str:
    """A name a workbook takes: at most 31 characters, without the signs it keeps for itself."""
    return f"{number} {NOT_IN_A_NAME.sub(' ', name)}"[:LONGEST_NAME].strip()
