"""Tables of the Standard Safeguarding Dataset that name people: how a file is known as one, which columns
it has.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from children.imports import professionals
from children.imports import values as v
from children.imports.reading import Sheet, Unreadable, read_sheet
from children.imports.rows import Column, Defect, Reading, So, Table
from children.imports.tables import OLD_SEX

OTHERS = ("CLAR_", "CLAE_", "CLAP_", "CLAV_", "CLAH_", "LEGA_", "MISS_", "CSDQ_", "LACP_")
STARTED, ENDED = "INVO_INVOLVEMENT_START_DATE", "INVO_INVOLVEMENT_END_DATE"


def _moment(column: Column, text: str, so_far: So, reading: Reading) -> date | None:
    return v.parse_moment(column.name, text, column.rule)


def _sex(column: Column, text: str, so_far: So, reading: Reading) -> str:
    """M or F; everything else says nothing."""
    plain = OLD_SEX.get(text, text.upper()[:1])
    return plain if plain in ("M", "F") else ""


def _upn(column: Column, text: str, so_far: So, reading: Reading) -> str:
    return v.upn(column.name, text, column.rule)


def _words(most: int) -> Any:
    def read(column: Column, text: str, so_far: So, reading: Reading) -> str:
        if len(text) > most:
            why = f"The text is longer than {most} characters."
            raise v.refuse(column.name, text, why, "Shorten it in the source system.", column.rule)
        return text

    return read


PERSON = Table(
    "person",
    ("PERS_PERSON_ID",),
    frozenset({"PERS_PERSON_ID", "PERS_FORENAME", "PERS_SURNAME"}),
    (
        Column("PERS_FORENAME", "forename", "NAME", _words(80), blank=""),
        Column("PERS_SURNAME", "surname", "NAME", _words(80), blank=""),
        Column("PERS_SEX", "sex", "101", _sex, blank=""),
        Column("PERS_DOB", "born_on", "102", _moment),
        Column("PERS_UPN", "upn", "168", _upn, blank=""),
    ),
)
INVOLVEMENTS = Table(
    "involvements",
    ("INVO_PERSON_ID",),
    frozenset({"INVO_PROFESSIONAL_ID", "INVO_PROFESSIONAL_ROLE_ID", STARTED, "INVO_PERSON_ID"}),
    (
        Column(STARTED, "started_on", "DATE", _moment, needed="Fill it in.", decides=True),
        Column(ENDED, "ended_on", "DATE", _moment, decides=True),
        Column("INVO_PROFESSIONAL_ID", "staff_id", "WORKER", _words(40), needed="Fill it in.", decides=True),
        Column("INVO_PROFESSIONAL_ROLE_ID", "role", "WORKER", lambda c, text, s, r: text.upper(), blank=""),
    ),
    ("role", "started_on"),
)
KINDS = {
    "professionals": professionals.COLUMNS,
    "person": PERSON.key_headings,
    "involvements": INVOLVEMENTS.key_headings,
}
TABLES = {"person": PERSON, "involvements": INVOLVEMENTS}
STARTS = {"professionals": "PROF_", "person": "PERS_", "involvements": "INVO_"}
NUMBER = {"person": "PERS_PERSON_ID", "involvements": "INVO_PERSON_ID"}


@dataclass
class PeopleSheets:
    """Recognised tables, and files that are tables of the dataset we do not take from here."""

    sheets: list[tuple[str, Sheet]]
    not_needed: list[str]
    problems: list[Defect]
    others: list[str] = field(default_factory=list)
    """Files that are no table of the dataset."""

    def __bool__(self) -> bool:
        return bool(self.sheets)

    def of(self, kind: str) -> list[Sheet]:
        return [sheet for name, sheet in self.sheets if name == kind]


def recognise_people(files: Mapping[str, bytes]) -> PeopleSheets:
    """What of the files names people, and the names of those that do not."""
    found = PeopleSheets([], [], [])
    for name, content in files.items():
        try:
            sheet = read_sheet(name, content)
        except Unreadable as error:
            found.problems.append(Defect(name, 1, "", "", str(error), "Then import the file again.", "FILE"))
            continue
        _sort(found, sheet)
    return found


def _sort(found: PeopleSheets, sheet: Sheet) -> None:
    """Put a file where it belongs."""
    kind = next((k for k, columns in KINDS.items() if columns <= set(sheet.headings)), None)
    if kind:
        found.sheets.append((kind, sheet))
        if not sheet.count and not sheet.torn:
            why = f"The table of {kind} has headings and no row."
            to_do = "Nothing of it was changed. Check the export."
            found.problems.append(Defect(sheet.name, 1, "", "", why, to_do, "FILE", is_warning=True))
    elif meant := next((k for k, start in STARTS.items() if _begins(sheet, start)), None):
        missing = ", ".join(sorted(KINDS[meant] - set(sheet.headings)))
        why = f"This is the table of {meant} without {missing}, so nothing of it could be read."
        found.problems.append(Defect(sheet.name, 1, "", "", why, "Export it with its headings.", "FILE"))
    elif _begins(sheet, OTHERS):
        found.not_needed.append(sheet.name)
    else:
        found.others.append(sheet.name)


def _begins(sheet: Sheet, with_: str | tuple[str, ...]) -> bool:
    return any(heading.startswith(with_) for heading in sheet.headings)


def why_none(sheets: PeopleSheets, unread: Sequence[Defect] = ()) -> str:
    """Why none of the files is a table that names people, in one line: what is wrong with each that meant to
    be one.
    """
    wrong = [f"{p.file}: {p.why} {p.to_do}" for p in (*sheets.problems, *unread)]
    return " ".join(wrong) or "no person, professionals or involvements table."
