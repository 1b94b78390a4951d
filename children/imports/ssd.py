"""Tables of the Standard Safeguarding Dataset that name people: children, workers, and who was whose IRO or
social worker.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from accounts.models import Authority
from accounts.templatetags.govuk import plural
from children.imports import professionals
from children.imports.access import restricted_numbers
from children.imports.identity import (
    Decision,
    Numbers,
    Person,
    contradictions,
    former_numbers,
    likeness,
    plain_number,
)
from children.imports.outcome import Outcome, apart, count, file_counts
from children.imports.people_tables import (
    ENDED,
    INVOLVEMENTS,
    NUMBER,
    PERSON,
    STARTED,
    TABLES,
    PeopleSheets,
)
from children.imports.reading import Sheet
from children.imports.rows import PEOPLE, REJECTED, UNCHANGED, Note, Reading, Row, Table, as_text, said_lines
from children.imports.run import (
    kept_notes,
    ready_for_many_rows,
    returns_of,
    torn_rows,
    wait_for_other_imports,
)
from children.imports.state.corrected import forget_corrected
from children.imports.state.drawing import draw, portions
from children.imports.state.keeping import add_rows, adopt_unkept
from children.imports.state.lives import Council
from children.imports.state.workers import make_workers, mark_iros, unmark_iros
from children.models import Child, ReturnImport

NOT_IN_A_RETURN = "people who are in no return of the council"
OTHER_ROLE = "involvements other than IRO and CW"
UNBORN = timedelta(weeks=40)
NOT_HERE = (
    "Not read here, since an import takes care from the return and the daily feed reads the tables of the "
    "dataset: {files}."
)
OF_SOMEBODY_ELSE = "Correct the number in both tables, or the facts that differ."
NONE_OF_THEM = "{files}: not a table that names people, left out. Import a return by itself."


@dataclass
class People:
    """Which child a row of these tables speaks of: by the number, or by the number that a child had
    before.
    """

    children: dict[str, Child]
    numbers: Numbers
    former: dict[str, str]
    """Number of the table -> number of the child, where the two differ."""
    staff: dict[str, str]
    """Number of a professional -> the number by which the portal knows the worker."""
    doubted: dict[str, str] = field(default_factory=dict)
    """Number of the table -> why the person is not the child who had the former number."""
    decisions: dict[str, Decision] = field(default_factory=dict)
    """Number of the table -> the child whose number is written almost alike, for a person to decide."""
    others: dict[str, str] = field(default_factory=dict)
    """Number of the table -> how the person differs from the child who has it here; of those whom no row of
    the file names rightly.
    """

    def number_of(self, number: str) -> str | None:
        for candidate in (number, self.former.get(number, "")):
            if (root := self.numbers.root(candidate)) in self.children:
                return root
            if candidate in self.children:
                return candidate
        return None


@transaction.atomic
def import_people(
    *, authority: Authority, sheets: PeopleSheets, record: ReturnImport, today: date
) -> Outcome:
    """Names of children, workers, and allocations of IROs and social workers."""
    ready_for_many_rows()
    wait_for_other_imports(authority)
    council = Council(authority, record, PEOPLE, today, returns=returns_of(authority))
    council.defects += sheets.problems
    adopt_unkept(council)
    torn = [row for kind, sheet in sheets.sheets for row in torn_rows(council, kind, sheet)]
    rows = professionals.read_professionals(council, sheets.of("professionals"))
    make_workers(council, [])
    people = _people(council, sheets.of("person"))
    told: list[Row] = []
    for kind in TABLES:
        for sheet in sheets.of(kind):
            told += _rows(council, TABLES[kind], sheet, people)
    mark_iros(council, told)
    gone = _draw(council, told, people.numbers)
    unmark_iros(council)
    rows += told + torn
    of_files = [NOT_HERE.format(files=", ".join(sheets.not_needed))] if sheets.not_needed else []
    of_files += [NONE_OF_THEM.format(files=", ".join(sheets.others))] if sheets.others else []
    of_files += [f"{sheet.name}: {note}" for _, sheet in sheets.sheets for note in sheet.notes]
    notes = [*map(Note, of_files), *council.notes, *kept_notes(council)]
    said = sorted(council.defects, key=lambda d: (d.file, d.line, d.column, d.rule))
    decisions = list(people.decisions.values())
    return Outcome(
        PEOPLE,
        _files(sheets, rows),
        count(rows, gone),
        said,
        list(dict.fromkeys(notes)),
        [],
        decisions,
        council.removed,
        apart=apart(rows, council.removed, restricted_numbers(authority), decisions),
    )


def _people(council: Council, sheets: Iterable[Sheet]) -> People:
    children = {c.number: c for c in Child.objects.filter(authority=council.authority, merged_into=None)}
    numbers = Numbers.of(council.authority)
    people = People(children, numbers, {}, professionals.numbers_here(council))
    own, said = set(), {}
    reading = Reading(PEOPLE, council.today)
    for sheet in sheets:
        for _, cells in sheet.each():
            number, former = cells["PERS_PERSON_ID"], cells.get("PERS_LEGACY_ID", "")
            own.add(number)
            if former and former != number and people.number_of(number) is None:
                values, _ = PERSON.read(cells, reading)
                said[number] = Person(former, values["born_on"], values["sex"], values["upn"])
    claims = Counter(former.number for former in said.values())
    people.former, people.doubted, decisions = former_numbers(said, children, numbers, own, claims)
    people.doubted |= {d.child: d.why for d in decisions}
    _find_alike(people, sheets, reading)
    _find_others(people, sheets, reading)
    return people


def _find_alike(people: People, sheets: Iterable[Sheet], reading: Reading) -> None:
    """Numbers of nobody, or their former numbers, that are written almost like a child's, with the same date
    of birth and sex.
    """
    plain: dict[str, list[Child]] = defaultdict(list)
    for child in people.children.values():
        plain[plain_number(child.number)].append(child)
    for number, former, cells in _of_nobody(people, sheets):
        written = next((n for n in (number, former) if n and plain_number(n) in plain), "")
        if not written:
            continue
        values, _ = PERSON.read(cells, reading)
        one = Person(written, values["born_on"], values["sex"], values["upn"])
        for child in plain[plain_number(written)]:
            two = Person(child.number, child.born_on, child.sex, child.upn)
            why = likeness(one, two, still_told=False)
            if why and not people.numbers.are_different(number, child.number):
                people.decisions[number] = Decision(number, child.number, why)


def _find_others(people: People, sheets: Iterable[Sheet], reading: Reading) -> None:
    """Persons who are not the child with their number: all that the tables tell of them is of others."""
    rightly: set[str] = set()
    for sheet in sheets:
        for _, cells in sheet.each():
            number = cells["PERS_PERSON_ID"]
            child = people.children.get(people.number_of(number) or "")
            if child is None:
                continue
            if differ := _differ(child, PERSON.read(cells, reading)[0]):
                people.others.setdefault(number, differ)
            else:
                rightly.add(number)
    for number in rightly:
        people.others.pop(number, None)


def _differ(child: Child, values: Mapping[str, Any]) -> str:
    """How a row of persons differs from the child with its number, in words."""
    return "; ".join(contradictions(child, born_on=values["born_on"], sex=values["sex"], upn=values["upn"]))


def _of_nobody(people: People, sheets: Iterable[Sheet]) -> Iterator[tuple[str, str, dict[str, str]]]:
    """The rows of persons who are nobody that is known: the number, the one before it, and the cells."""
    for sheet in sheets:
        for _, cells in sheet.each():
            number = cells["PERS_PERSON_ID"]
            if number and people.number_of(number) is None and number not in people.doubted:
                yield number, cells.get("PERS_LEGACY_ID", ""), cells


def _rows(council: Council, table: Table, sheet: Sheet, people: People) -> list[Row]:
    """The rows of a table that speak of a child who is here; the others are left out, and a note says so."""
    found = []
    left_out: dict[str, list[int]] = defaultdict(list)
    seen: dict[tuple[str, str], str] = {}
    reading = Reading(PEOPLE, council.today)
    for line, cells in sheet.each():
        number = people.number_of(cells.get(NUMBER[table.name], ""))
        row = Row(sheet.name, line, table.name, number or cells.get(NUMBER[table.name], ""))
        found.append(row)
        if why := people.doubted.get(cells.get(NUMBER[table.name], "")):
            to_do = "Correct the number that the person had before."
            council.say(row, NUMBER[table.name], row.number, why, to_do, "PERSON")
            continue
        if decision := people.decisions.get(row.number):
            why = f"Waits for a decision: is this the same child as {decision.other}?"
            council.say(row, NUMBER[table.name], row.number, why, "Decide it.", "SAME")
            continue
        if what := _left_out_as(table, number, cells):
            row.status = UNCHANGED
            left_out[what].append(line)
            continue
        assert number is not None
        values, problems = table.read(cells, reading)
        if table is INVOLVEMENTS:
            values["staff_id"] = people.staff.get(values["staff_id"], values["staff_id"])
        for p, refuses in problems:
            council.say(row, p.column, p.value, p.why, p.to_do, p.rule, is_warning=not refuses)
        _check(council, row, values, people.children[number])
        _refuse_with_person(council, row, people.others.get(cells[NUMBER[table.name]], ""))
        row.key, row.text = table.key_of(values), as_text(values)
        if row.status != REJECTED and (number, row.key) in seen:
            say_twice(council, row, values, is_same=seen[number, row.key] == row.text)
        seen.setdefault((number, row.key), row.text)
    for what, lines in left_out.items():
        rows = plural(len(lines), "row of,rows of")
        council.note(f"{sheet.name}: left out {rows} {what} ({said_lines(lines)}).")
    return found


def _left_out_as(table: Table, number: str | None, cells: Mapping[str, str]) -> str:
    """What a row is that is left out; empty for one that is read."""
    if number is None:
        return NOT_IN_A_RETURN
    is_other = table is INVOLVEMENTS and cells["INVO_PROFESSIONAL_ROLE_ID"].upper() not in ("IRO", "CW")
    return OTHER_ROLE if is_other else ""


def _check(council: Council, row: Row, values: dict[str, Any], child: Child) -> None:
    if row.status == REJECTED:
        return
    if row.table == "involvements":
        check_involvement(council, row, values)
        _check_birth(council, row, values, child)
        return
    if differ := _differ(child, values):
        why = f"This is not the child with that number: {differ}. No name was written."
        council.say(
            row, "PERS_PERSON_ID", row.number, why, "Correct the number, or the facts that differ.", "PERSON"
        )


def _refuse_with_person(council: Council, row: Row, differ: str) -> None:
    """An involvement of a person who is not the child with that number is nobody's here."""
    if differ and row.table == "involvements" and row.status != REJECTED:
        why = f"The table of persons gives the number to somebody else: {differ}. Nothing was written."
        council.say(row, NUMBER[row.table], row.number, why, OF_SOMEBODY_ELSE, "PERSON")


def refuse_with_persons(council: Council, rows: Iterable[Row], people: Iterable[Row]) -> None:
    """Refuse names and allocations of persons whose header was refused as that of somebody else."""
    refused = {row.number for row in rows if row.table == "Header" and row.status == REJECTED}
    if not refused:
        return
    others = {d.child: d.why for d in council.defects if d.rule == "PERSON" and d.child in refused}
    for row in people:
        if (why := others.get(row.number)) and row.status != REJECTED:
            column = NUMBER.get(row.table, "PERS_PERSON_ID")
            council.say(row, column, row.number, f"{why} Nothing was written.", OF_SOMEBODY_ELSE, "PERSON")


def check_involvement(council: Council, row: Row, values: dict[str, Any]) -> None:
    if values["staff_id"] not in council.workers:
        why = "There is no worker with this number."
        to_do = "Import the table of professionals with it."
        council.say(row, "INVO_PROFESSIONAL_ID", values["staff_id"], why, to_do, "WORKER")
    if known := council.somebody_else.get(values["staff_id"]):
        why = f"The number is that of {known}, and the table of professionals gives it to somebody else."
        to_do = "Correct the number in both tables."
        council.say(row, "INVO_PROFESSIONAL_ID", values["staff_id"], why, to_do, "WORKER")
    start, end = values["started_on"], values["ended_on"]
    if start and start > council.today:
        why, to_do = (
            "The involvement begins in the future.",
            "Check the date; until then it counts as planned.",
        )
        council.say(row, STARTED, f"{start:%d/%m/%Y}", why, to_do, "DATE", is_warning=True)
    if start and end and end <= start:
        why = "The involvement ends on or before its first day."
        council.say(row, ENDED, f"{end:%d/%m/%Y}", why, "Correct the dates.", "DATE")


def _check_birth(council: Council, row: Row, values: dict[str, Any], child: Child) -> None:
    """Nobody works with a child long before the birth; a social worker may during the pregnancy."""
    start, born = values["started_on"], child.born_on
    if start and born and start < born - UNBORN:
        why = f"The involvement begins long before the child was born ({born:%d/%m/%Y})."
        council.say(row, STARTED, f"{start:%d/%m/%Y}", why, "Correct the date, or the number.", "DATE")


def say_twice(council: Council, row: Row, values: dict[str, Any], *, is_same: bool = False) -> None:
    if is_same:
        why, to_do = "The row is the same as an earlier one of the file.", "Nothing: it was read once."
        council.say(row, NUMBER[row.table], row.number, why, to_do, "DUP")
        return
    if row.table == "person":
        why = "The child is in an earlier line of the file."
        council.say(row, "PERS_PERSON_ID", row.number, why, "Keep the right one of the two rows.", "TWICE")
        return
    who = "IROs" if values["role"] == "IRO" else "social workers"
    why = f"The child would have two {who} from the same day."
    said = f"{values['started_on']:%d/%m/%Y}"
    council.say(row, STARTED, said, why, "Keep the right one of the two rows.", "OVERLAP")


def _draw(council: Council, rows: list[Row], numbers: Numbers) -> int:
    """Keep the rows and draw the children of whom they tell. Returns how many earlier rows are gone."""
    gone = 0
    mine: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.status not in (REJECTED, UNCHANGED):
            mine[row.number].append(row)
    for portion in portions(mine, numbers):
        here = [row for _, group in portion for number in group for row in mine.get(number, ())]
        tables = {row.table for row in here}
        told = {number for _, group in portion for number in group}
        gone += forget_corrected(council, here)
        add_rows(council, told, here, tables)
        draw(council, portion, here)
    return gone


def _files(sheets: PeopleSheets, rows: list[Row]) -> list[dict[str, Any]]:
    files: list[dict[str, Any]] = []
    for kind, sheet in sheets.sheets:
        mine = [r for r in rows if r.file == sheet.name and r.table == kind]
        facts = {"name": sheet.name, "table": kind, "encoding": sheet.encoding, "rows": len(mine)}
        files.append({**facts, **file_counts(mine)})
    for problem in (p for p in sheets.problems if not p.is_warning):
        said = f"{problem.why} {problem.to_do}"
        files.append({"name": problem.file, "table": "", "encoding": "", "rows": 0, "problem": said})
    return files
