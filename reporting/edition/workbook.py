"""A workbook (xlsx) from plain rows: text and numbers, a bold first row, nothing else. The same rows give the same bytes."""

import io
import re
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from html import escape

Cell = str | int | Decimal | None
FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # of the zip format: no time of making in the file
NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
KEPT_SIGNS = re.compile(r"[][:*?/\\]")
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def workbook(sheets: Sequence[tuple[str, Sequence[Sequence[Cell]]]]) -> bytes:
    """The bytes of a workbook with these sheets (name, rows)."""
    names = [sheet_name(name, n) for n, (name, _) in enumerate(sheets, start=1)]
    files = {
        "[Content_Types].xml": _types(len(sheets)),
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{OFFICE}"><sheets>'
        + "".join(
            f'<sheet name="{escape(name)}" sheetId="{n}" r:id="s{n}"/>'
            for n, name in enumerate(names, start=1)
        )
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="s{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
            for n in range(1, len(sheets) + 1)
        )
        + f'<Relationship Id="st" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet {MAIN}><fonts count="2"><font><sz val="11"/><name val="Arial"/></font><font><b/><sz val="11"/><name val="Arial"/></font></fonts>'
        '<fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders>'
        '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf fontId="0"/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>',
    }
    for n, (_, rows) in enumerate(sheets, start=1):
        files[f"xl/worksheets/sheet{n}.xml"] = _sheet(rows)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for path, text in files.items():
            package.writestr(zipfile.ZipInfo(path, FIRST_DAY), HEAD + text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def sheet_name(name: str, number: int) -> str:
    """A name a workbook takes: at most 31 characters, without the signs it keeps for itself."""
    return f"{number} {KEPT_SIGNS.sub(' ', name)}"[:31].strip()


def _types(sheets: int) -> str:
    overrides = [("/xl/workbook.xml", "sheet.main"), ("/xl/styles.xml", "styles")]
    overrides += [(f"/xl/worksheets/sheet{n}.xml", "worksheet") for n in range(1, sheets + 1)]
    parts = "".join(
        f'<Override PartName="{p}" ContentType="{SHEET_TYPE}.{kind}+xml"/>' for p, kind in overrides
    )
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{parts}</Types>'
    )


def _sheet(rows: Sequence[Sequence[Cell]]) -> str:
    lines = []
    for r, row in enumerate(rows, start=1):
        cells = "".join(_cell(f"{column(c)}{r}", value, r == 1) for c, value in enumerate(row, start=1))
        lines.append(f'<row r="{r}">{cells}</row>')
    return (
        f'<worksheet {MAIN}><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<cols><col min="1" max="1" width="40" customWidth="1"/></cols><sheetData>{"".join(lines)}</sheetData></worksheet>'
    )


def _cell(place: str, value: Cell, is_head: bool) -> str:
    style = ' s="1"' if is_head else ""
    if value is None:
        return ""
    if isinstance(value, int | Decimal):
        return f'<c r="{place}"{style}><v>{value}</v></c>'
    words = escape(NOT_XML.sub("", value))
    return f'<c r="{place}"{style} t="inlineStr"><is><t xml:space="preserve">{words}</t></is></c>'


def column(number: int) -> str:
    """1 -> A, 27 -> AA."""
    found = ""
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(65 + rest) + found
    return found
