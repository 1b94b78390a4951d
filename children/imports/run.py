"""One return through all stages: read, recognise, check, merge, replay the clock. The caller owns the transaction."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from typing import Any

from django.conf import settings
from django.db import connection

from accounts.models import Authority
from accounts.registry import registered
from children.imports import values as v
from children.imports.batch import CHANGED, NEW, REJECTED, UNCHANGED, Batch, Cells, Defect, Row, Table
from children.imports.episodes import check_episodes, settle_others
from children.imports.outcome import STATUSES, Outcome
from children.imports.reading import Sheet, Unreadable, read_sheet
from children.models import Child, ReturnImport, ReturnYear

NEED_HEADER = "INT08"
PATIENCE = "30min"


class NothingToRead(ValueError):
    """None of the files is a table of the return; the text says what each of them is."""


@dataclass
class Recognised:
    """The files of one return: what each was recognised as, and what is wrong with whole files."""

    sheets: list[tuple[Table, Sheet]] = field(default_factory=list)
    problems: list[Defect] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def tables() -> list[Table]:
    """Every table that a floor has registered, in the order in which they are merged."""
    return [table for name in settings.RETURN_TABLES for table in import_module(name).TABLES]


def recognise(files: Mapping[str, bytes]) -> Recognised:
    """Read the files and recognise each by its columns, never by its name."""
    found = Recognised()
    for name, content in files.items():
        try:
            sheet = read_sheet(name, content)
        except Unreadable as error:
            found.problems.append(Defect(name, 1, "", "", str(error), "Then import the file again.", "FILE"))
            continue
        table = _table_of(sheet.headings)
        if table is None:
            found.problems.append(
                Defect(name, 1, "", ", ".join(sheet.headings)[:300], *_unrecognised(sheet.headings), "FILE")
            )
            continue
        missing = [c for c in table.columns if c not in sheet.headings]
        if missing:
            found.notes.append(f"{name}: without {', '.join(missing)}; read as not recorded.")
        extra = [h for h in sheet.headings if h and h not in table.columns]
        if extra:
            found.notes.append(f"{name}: {', '.join(extra)} left out; not a column of {table.name}.")
        found.notes += [f"{name}: {note}" for note in sheet.notes]
        found.sheets.append((table, sheet))
    return found


def _table_of(headings: tuple[str, ...]) -> Table | None:
    fitting = [t for t in tables() if t.key_columns <= set(headings)]
    return max(fitting, key=lambda t: len(set(t.columns) & set(headings)), default=None)


def _unrecognised(headings: tuple[str, ...]) -> tuple[str, str]:
    nearest = max(tables(), key=lambda t: len(t.key_columns & set(headings)) / len(t.key_columns))
    if len(nearest.key_columns & set(headings)) < 2:
        return (
            "The columns are not those of any table of the return.",
            "Upload the CSV files of the return, with their headings.",
        )
    missing = ", ".join(sorted(nearest.key_columns - set(headings)))
    return (
        f"This looks like {nearest.name}, but without {missing}.",
        f"Export {nearest.name} again with all its columns.",
    )


def year_of(sheets: Iterable[tuple[Table, Sheet]]) -> int | None:
    """The collection year of the latest date of the files; None when they hold no date."""
    latest: date | None = None
    for table, sheet in sheets:
        for column in table.dates:
            for _, cells in sheet.rows:
                try:
                    day = v.parse_date(column, cells.get(column, ""), "")
                except v.Refused:
                    continue
                if day and (latest is None or day > latest):
                    latest = day
    return v.collection_year(latest) if latest else None


def import_return(
    *, authority: Authority, year: int, recognised: Recognised, record: ReturnImport, today: date
) -> Outcome:
    """Check and merge one return and replay the clock of the children it touched. Call it inside a transaction."""
    ready_for_many_rows()
    wait_for_other_imports(authority)
    batch = Batch(authority=authority, year=year, today=today, record=record)
    batch.children = {c.number: c for c in Child.objects.filter(authority=authority)}
    batch.years = dict(
        ReturnImport.objects.filter(authority=authority, year__isnull=False).values_list("pk", "year")
    )
    batch.returns = {*ReturnYear.objects.filter(authority=authority).values_list("year", flat=True), year}
    batch.defects += recognised.problems
    in_use = [t for t in tables() if any(t is used for used, _ in recognised.sheets)]
    _parse(batch, recognised)
    _check_header(batch, {t.name for t in in_use})
    check_episodes(batch)
    _hold_back(batch, in_use)
    for table in (t for t in in_use if t.holds_back):
        _merge(batch, table)
    settle_others(batch)  # before what is judged by who was in care when
    for table in (t for t in in_use if not t.holds_back):
        _merge(batch, table)
    if year < max(batch.returns):
        batch.warnings.append(
            f"The return of {max(batch.returns)} is in already: what it said stays; only facts it did not have were added."
        )
    ReturnYear.objects.update_or_create(authority=authority, year=year, defaults={"last_import": record})
    moved = _replay(batch)
    return Outcome(
        year,
        _files(batch, recognised),
        _counts(batch),
        _sorted(batch.defects),
        _once(recognised.notes + batch.notes),
        moved,
    )


def _merge(batch: Batch, table: Table) -> None:
    rows = [r for r in batch.sound(table.name) if not r.status]
    if table.name != "Header":
        rows = _of_known_children(batch, rows)
    table.merge(batch, rows)


def _parse(batch: Batch, recognised: Recognised) -> None:
    for table, sheet in recognised.sheets:
        rows = batch.rows.setdefault(table.name, [])
        seen: dict[tuple[str, ...], int] = {}
        for line, value in sheet.torn:
            row = Row(sheet.name, line, {})
            batch.defects.append(
                Defect(
                    sheet.name,
                    line,
                    "",
                    value,
                    "The line has more cells than the heading.",
                    "Remove the extra separator, or put the cell in quotation marks.",
                    "COLS",
                )
            )
            row.status = REJECTED
            rows.append(row)
        for line, cells in sheet.rows:
            row = Row(sheet.name, line, cells, number=cells.get("CHILD", "").strip())
            rows.append(row)
            same = tuple(cells.get(c, "") for c in table.columns)
            if same in seen:
                rule = "INT32" if table.name == "Header" else "DUP"
                batch.say(
                    row,
                    "CHILD",
                    f"The row is the same as line {seen[same]}.",
                    "Nothing: it was read once. Remove it from the file.",
                    rule,
                )
                continue
            seen[same] = line
            _parse_row(batch, table, row)


def _parse_row(batch: Batch, table: Table, row: Row) -> None:
    reader = Cells(row.raw)
    if not row.number:
        reader.say("CHILD", "The child's number is missing.", "Fill in CHILD.", "INT01")
    elif len(row.number) > 20:
        reader.say("CHILD", "The child's number is longer than 20 characters.", "Correct CHILD.", "INT01")
    row.values = table.parse(reader, batch)
    if table.has_dob and table.name != "Header":
        row.raw["_dob"] = str(reader.take(v.parse_date, "DOB", "102") or "")
    if reader.problems:
        batch.refuse(row, reader.problems)
    elif not row.values:
        row.status = UNCHANGED  # a row that says nothing


def _check_header(batch: Batch, in_use: set[str]) -> None:
    """Every row's child stands in the header (or is stored), once, with the same date of birth (INT08, INT17, INT32)."""
    header: dict[str, Row] = {}
    for row in batch.rows.get("Header", []):
        if row.number in header and not _is_repeat(batch, row):
            batch.say(
                row,
                "CHILD",
                f"The child stands in line {header[row.number].line} with other facts.",
                "Keep the right one of the two rows.",
                "INT32",
            )
        header.setdefault(row.number, row)
    for name, rows in batch.rows.items():
        if name == "Header":
            continue
        for row in rows:
            if row.status == REJECTED or not row.number:
                continue
            in_header = header.get(row.number)
            stored = batch.children.get(row.number)
            if in_header is None and (stored is None or "Header" in in_use):
                where = "the header file" if "Header" in in_use else "the portal, and there is no header file"
                batch.say(
                    row,
                    "CHILD",
                    f"The child is not in {where}.",
                    "Correct CHILD, or add the child to the header.",
                    NEED_HEADER,
                )
                continue
            born_on = in_header.values.get("born_on") if in_header else stored.born_on if stored else None
            said = row.raw.get("_dob")
            if said and born_on and said != born_on.isoformat():
                batch.say(
                    row,
                    "DOB",
                    f"The header says {born_on:%d/%m/%Y}.",
                    "Correct the one that is wrong.",
                    "INT17",
                )


def _is_repeat(batch: Batch, row: Row) -> bool:
    return any(
        d.file == row.file and d.line == row.line and "the same as line" in d.why for d in batch.defects
    )


def _hold_back(batch: Batch, in_use: list[Table]) -> None:
    """A defect in header or episodes holds back the child's whole import; the other rows say so."""
    for table in in_use:
        if table.holds_back:
            for row in batch.rows.get(table.name, []):
                if row.status == REJECTED and row.number and not _is_repeat(batch, row):
                    batch.held.setdefault(row.number, f"{row.file} line {row.line}")
    for table in in_use:
        for row in batch.sound(table.name):
            if row.number in batch.held:
                batch.say(
                    row,
                    "CHILD",
                    f"Held back, because {batch.held[row.number]} is wrong.",
                    "Correct that line; this one may be right.",
                    "HELD",
                )


def _of_known_children(batch: Batch, rows: list[Row]) -> list[Row]:
    known = []
    for row in rows:
        if row.number in batch.children:
            known.append(row)
        else:  # the header row itself was refused
            batch.say(
                row,
                "CHILD",
                "The child is not in the header file.",
                "Correct CHILD, or add the child to the header.",
                NEED_HEADER,
            )
    return known


def _replay(batch: Batch) -> list[dict[str, Any]]:
    """Set how far back reviews are known, then replay the clock of whom it concerns."""
    authority = batch.authority
    first = _unbroken_since(batch.returns)
    known_from = v.year_bounds(first)[0]
    everybody = authority.known_from != known_from
    if everybody:
        authority.known_from = known_from
        authority.save(update_fields=["known_from"])
    touched = (
        {c.pk for c in batch.children.values()} if everybody else batch.touched | _with_new_birth_date(batch)
    )
    moved: list[dict[str, Any]] = []
    for changed in registered("AFTER_CHILDREN_CHANGED"):
        moved += changed(authority, sorted(touched), batch.today)
    return moved


def ready_for_many_rows() -> None:
    """Give this transaction time, and tell the history triggers that none of them is to be ignored.

    Without a value they raise and catch an error for each row; each time the database looks through every foreign-key check
    that waits for the end of the transaction, so that time grows with the square of the rows.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pgtrigger.ignore', '{}', true), set_config('lock_timeout', %s, true),"
            " set_config('statement_timeout', %s, true)",
            [PATIENCE, PATIENCE],
        )


def wait_for_other_imports(authority: Authority) -> None:
    """Two imports into one council wait for each other; everybody else goes on reading and writing."""
    Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)


def _with_new_birth_date(batch: Batch) -> set[int]:
    return {batch.children[r.number].pk for r in batch.rows.get("Header", []) if r.status in (NEW, CHANGED)}


def _unbroken_since(years: set[int]) -> int:
    """The first year of the run without a gap that ends with the latest return."""
    year = max(years)
    while year - 1 in years:
        year -= 1
    return year


def _counts(batch: Batch) -> dict[str, int]:
    found = Counter(row.status or REJECTED for rows in batch.rows.values() for row in rows)
    return {status: found.get(status, 0) for status in STATUSES}


def _files(batch: Batch, recognised: Recognised) -> list[dict[str, Any]]:
    files = []
    for table, sheet in recognised.sheets:
        mine = Counter(r.status or REJECTED for r in batch.rows[table.name] if r.file == sheet.name)
        counts = {s: mine.get(s, 0) for s in STATUSES}
        files.append(
            {
                "name": sheet.name,
                "table": table.name,
                "encoding": sheet.encoding,
                "rows": len(sheet.rows) + len(sheet.torn),
                **counts,
            }
        )
    for problem in recognised.problems:
        files.append(
            {
                "name": problem.file,
                "table": "",
                "encoding": "",
                "rows": 0,
                "problem": f"{problem.why} {problem.to_do}",
            }
        )
    return files


def _sorted(defects: list[Defect]) -> list[Defect]:
    return sorted(defects, key=lambda d: (d.file, d.line, d.column, d.rule))


def _once(texts: list[str]) -> list[str]:
    return list(dict.fromkeys(texts))
