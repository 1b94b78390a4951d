"""One return through all stages: read, recognise, check, keep its rows, draw the children anew. The caller
owns the transaction.
"""

import gc
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from itertools import islice, repeat
from typing import Any

from django.db import connection
from django.db.models import Count

from accounts.models import Authority
from accounts.templatetags.govuk import day as day_words
from children.imports.access import restricted_numbers
from children.imports.checking import check_rows
from children.imports.identity import Numbers, fault_of_number
from children.imports.outcome import Outcome, apart, count, file_counts, losses
from children.imports.reading import Sheet, Unreadable, headings_of, read_sheet
from children.imports.rows import MOST_KNOWN, REJECTED, REPEATED, Defect, Note, Reading, Row, Table, as_text
from children.imports.state.drawing import draw_return, gaps_of, replay
from children.imports.state.keeping import adopt_unkept
from children.imports.state.lives import Council
from children.imports.state.reach import limit_to_what_rows_show, note_what_files_cover
from children.imports.state.unread import TABLE as UNREAD
from children.imports.state.unread import note_not_read, note_unread
from children.imports.state.untold import say_who_is_untold
from children.imports.state.writer import writing_beside
from children.imports.table_list import tables
from children.imports.values import Problem, Refused, parse_date
from children.models import ReturnImport, ReturnRow, ReturnYear
from children.models.imports import year_words

PATIENCE = "30min"
IMPORTS = 0x696D706F
"""What of a council is held while an import runs. Not its row: by that one whoever sets up people, teams and
terms waits for the other, and an import may take minutes."""
TELLING = {"Episodes", "Reviews"}
"""The tables that say to which day a return tells."""


class NothingToRead(ValueError):
    """None of the files is a table of the return; the text says what each of them is."""


@dataclass
class Recognised:
    """The files of one return: what each was recognised as, and what is wrong with whole files."""

    sheets: list[tuple[Table, Sheet]] = field(default_factory=list)
    problems: list[Defect] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


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
            said = ", ".join(sheet.headings)[:300]
            found.problems.append(Defect(name, 1, "", said, *_unrecognised(sheet), "FILE"))
            continue
        missing = [c for c in table.headings if c not in sheet.headings]
        if missing:
            found.notes.append(f"{name}: without {', '.join(missing)}; read as not recorded.")
        read = {*table.headings, *(column.name for column in table.columns)}
        extra = [h for h in sheet.headings if h and h not in read]
        if extra:
            found.notes.append(f"{name}: {', '.join(extra)} left out; not a column of {table.name}.")
        found.notes += [f"{name}: {note}" for note in sheet.notes]
        found.sheets.append((table, sheet))
    return found


def _table_of(headings: tuple[str, ...]) -> Table | None:
    fitting = [t for t in tables() if t.fits(headings)]
    return max(fitting, key=lambda t: len(set(t.headings) & set(headings)), default=None)


LINES_ABOVE = 20


def _unrecognised(sheet: Sheet) -> tuple[str, str]:
    """Why a file is none of the return's, and what to do about it."""
    headings = sheet.headings
    for line, cells in islice(sheet.lines(), LINES_ABOVE):
        if (table := _table_of(headings_of(cells))) is not None:
            return (
                f"The headings of {table.name} are in line {line}, and must be in the first line.",
                "Delete the lines above them, and import the file again.",
            )
    own = set(headings) - {"CHILD", "DOB"}  # what several tables have tells none
    nearest = max(tables(), key=lambda t: (len(set(t.headings) & own), -len(t.headings)))
    if not set(nearest.headings) & own:
        return (
            "The columns are not those of any table of the return.",
            "Upload the CSV files of the return, with their headings.",
        )
    missing = ", ".join(sorted(nearest.key_headings - set(headings))) or " or ".join(sorted(nearest.one_of))
    return (
        f"This looks like {nearest.name}, but without {missing}.",
        f"Export {nearest.name} again with all its columns.",
    )


def import_return(
    *, authority: Authority, year: int, recognised: Recognised, record: ReturnImport, today: date
) -> Outcome:
    """Check one return, keep its rows, draw the children anew and replay their clocks. Call it inside a
    transaction.
    """
    with without_collecting(), writing_beside():
        return _import(authority, year, recognised, record, today)


def _import(
    authority: Authority, year: int, recognised: Recognised, record: ReturnImport, today: date
) -> Outcome:
    ready_for_many_rows()
    wait_for_other_imports(authority)
    before = returns_of(authority)
    council = Council(authority, record, year, today, returns=before | {year})
    council.defects += recognised.problems
    council.tables = {table.name for table, _ in recognised.sheets}
    adopt_unkept(council)
    gaps = gaps_of(council, before)
    rows = read_rows(council, recognised)
    numbers = Numbers.of(authority)
    decisions = check_rows(council, rows, numbers)
    replaced = _replaced(council, recognised)
    restricted = restricted_numbers(authority)
    there = _rows_there(council, restricted)
    kept = keep_year(
        council, record, has_reviews="Reviews" in council.tables, has_care="Episodes" in replaced
    )
    _say_what_is_without(council, kept)
    limit_to_what_rows_show(council, rows)
    gone = draw_return(council, rows, numbers, replaced=replaced, gaps=gaps, decisions=decisions)
    note_what_files_cover(council)
    if year < max(council.returns):
        council.note(
            f"The return of {year_words(max(council.returns))} is in already: what it said stays; "
            "only facts it did not have were added."
        )
    moved = replay(council)
    untold = say_who_is_untold(council) if "Episodes" in replaced and year == max(council.returns) else []
    return Outcome(
        year,
        _files(recognised, rows),
        count(rows, gone),
        sorted(council.defects, key=lambda d: (d.file, d.line, d.column, d.rule)),
        list(dict.fromkeys([*map(Note, recognised.notes), *council.notes, *kept_notes(council)])),
        moved,
        decisions,
        council.removed,
        untold,
        apart(rows, council.removed, restricted, decisions),
        losses(there, [row for row in council.removed if row[1] not in restricted]),
    )


def keep_year(council: Council, record: ReturnImport, *, has_reviews: bool, has_care: bool) -> ReturnYear:
    """Note that the year is in, and whether its reviews and its episodes ever were.

    To which day a return tells belongs to its files of care and reviews: new ones come with a word of their
    own. Where only one of the two comes in anew, the other still tells no more than it did.
    """
    kept = ReturnYear.objects.filter(authority=council.authority, year=council.year).first()
    kept = kept or ReturnYear(
        authority=council.authority, year=council.year, has_reviews=False, has_care=False
    )
    kept.last_import = record
    kept.has_reviews, kept.has_care = kept.has_reviews or has_reviews, kept.has_care or has_care
    if council.is_feed:
        kept.files_until = None
    elif record.stated_until or _is_told_anew(council):
        kept.stated_until, kept.files_until = record.stated_until, None
    elif TELLING & council.tables and not kept.is_whole:
        until = day_words(kept.covers_until)
        council.note(
            f"Only one of the episodes and the reviews came in: the other tells to {until}. What came after "
            "is not known. Import both, or state the last day that they cover."
        )
    kept.save()
    council.part_years = None
    return kept


def _say_what_is_without(council: Council, one: ReturnYear) -> None:
    """Note of a return of which a file never came that what it would have told is not known."""
    year = year_words(council.year)
    if not one.has_reviews:
        council.note(
            f"No reviews file came with the return of {year}, so whether reviews were held "
            "in that year is not known. Import it with its reviews file."
        )
    if not one.has_care:
        council.note(
            f"No episodes file with rows came with the return of {year}, so who came into care, who left and "
            "who was in care in that year is not known. Import it with its episodes file."
        )


def _rows_there(council: Council, restricted: Collection[str]) -> dict[str, int]:
    """How many rows each table of the return has before it is imported again, without restricted children."""
    kept = ReturnRow.objects.filter(authority=council.authority, year=council.year).exclude(table=UNREAD)
    counted = kept.exclude(number__in=restricted).order_by().values_list("table").annotate(Count("pk"))
    return dict(counted)


def _is_told_anew(council: Council) -> bool:
    """Whether the files of care and reviews that told of the year are all among those that come in now."""
    kept = ReturnRow.objects.filter(authority=council.authority, year=council.year)
    here = TELLING & council.tables
    return bool(here) and not any(kept.filter(table=table).exists() for table in TELLING - here)


@contextmanager
def without_collecting() -> Iterator[None]:
    """Hold so many objects without looking through them for circles again and again: there are none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def returns_of(authority: Authority) -> set[int]:
    """The collection years that are in."""
    return set(ReturnYear.objects.filter(authority=authority).values_list("year", flat=True))


def read_rows(council: Council, recognised: Recognised) -> list[Row]:
    """Every line of the files as a row, refused or not."""
    reading = Reading(council.year, council.today)
    rows: list[Row] = []
    seen: dict[str, dict[bytes, Row]] = defaultdict(dict)
    for table, sheet in recognised.sheets:
        rows += torn_rows(council, table.name, sheet)
        earlier = seen[table.name]
        for line, cells in sheet.each():
            row = Row(sheet.name, line, table.name, cells.get("CHILD", ""))
            rows.append(row)
            first = earlier.setdefault(_mark(map(cells.get, table.headings, repeat(""))), row)
            if first is not row:
                _say_repeated(council, row, first)
                continue
            _read_row(council, table, row, cells, reading)
    return rows


def torn_rows(council: Council, table: str, sheet: Sheet) -> list[Row]:
    """The lines of a file with more cells than headings, refused: which cell is which cannot be told."""
    rows = []
    for line, value in sheet.torn:
        row = Row(sheet.name, line, table, "")
        to_do = "Remove the extra separator, or put the cell in quotation marks."
        council.say(row, "", value, "The line has more cells than the heading.", to_do, "COLS")
        rows.append(row)
    return rows


def _mark(cells: Iterable[str]) -> bytes:
    """What tells a row from every other one, in less room than the row."""
    return blake2b("\x1f".join(cells).encode(), digest_size=16).digest()


def _say_repeated(council: Council, row: Row, first: Row) -> None:
    rule = "INT32" if row.table == "Header" else "DUP"
    of = f" of {first.file}" if first.file != row.file else ""
    why = f"The row is the same as line {first.line}{of}."
    council.say(row, "CHILD", row.number, why, "Nothing: it was read once. Remove it from the file.", rule)
    row.key = REPEATED


def _read_row(council: Council, table: Table, row: Row, cells: Mapping[str, str], reading: Reading) -> None:
    if not row.number:
        council.say(row, "CHILD", "", "The child's number is missing.", "Fill in CHILD.", "NUMBER")
    elif why := fault_of_number(row.number):
        council.say(row, "CHILD", row.number, why, "Correct CHILD.", "NUMBER")
        row.number = ""
    values, problems = table.read(cells, reading)
    if table.has_dob and table.name != "Header":
        _read_birth(row, cells, problems, table)
    for problem, refuses in problems:
        council.say(
            row,
            problem.column,
            problem.value,
            problem.why,
            problem.to_do,
            problem.rule,
            is_warning=not refuses,
        )
    if row.status != REJECTED:
        row.key = table.key_of(values)
        row.text = as_text(values)
    else:
        note_unread(council, row, cells)
        note_not_read(council, row, values)


def _read_birth(
    row: Row, cells: Mapping[str, str], problems: list[tuple[Problem, bool]], table: Table
) -> None:
    """The date of birth beside the row, which must be that of the header."""
    try:
        row.born = _birth(cells.get("DOB", ""))
    except Refused as refused:
        problems.append((refused.problem, False))


@lru_cache(maxsize=MOST_KNOWN)
def _birth(text: str) -> str:
    return str(parse_date("DOB", text, "102") or "")


def _replaced(council: Council, recognised: Recognised) -> set[str]:
    """The tables whose earlier rows the files replace. A header or episodes file without a row replaces
    nothing, and is said.
    """
    found = {table.name: 0 for table, _ in recognised.sheets}
    for table, sheet in recognised.sheets:
        found[table.name] += sheet.count + len(sheet.torn)
    for table, sheet in recognised.sheets:
        if table.holds_back and not found[table.name]:
            why = f"The file of {table.name} has headings and no row."
            to_do = "Nothing of it was changed. Check the export."
            place = Row(sheet.name, 1, table.name, "")
            council.warn(place, "", "", why, to_do, "FILE")
    return {name for name, rows in found.items() if rows or name not in ("Header", "Episodes")}


def kept_notes(council: Council) -> Iterable[Note]:
    """Of each file the lines that the portal knows better."""
    for file, rows in council.kept.items():
        text = f"{file}: kept as it was set in the portal since, {{lines}}."
        yield Note(text, tuple(row.number for row in rows), lines=tuple(row.line for row in rows))


def ready_for_many_rows() -> None:
    """Give this transaction time, tell the history triggers that none of them is to be ignored, and have rows
    looked up in indexes.

    Without a value those triggers raise and catch an error for each row; each time the database looks through
    every foreign-key check that waits for the end of the transaction, so that time grows with the square of
    the rows. And PostgreSQL has no statistics on new rows before the transaction ends: it would take their
    table for a small one, and read it whole for each portion.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pgtrigger.ignore', '{}', true), set_config('lock_timeout', %s, true),"
            " set_config('statement_timeout', %s, true), set_config('enable_seqscan', 'off', true)",
            [PATIENCE, PATIENCE],
        )


def wait_for_other_imports(authority: Authority) -> None:
    """Two imports into one council wait for each other; everybody else goes on reading and writing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [IMPORTS, authority.pk])


def _files(recognised: Recognised, rows: list[Row]) -> list[dict[str, Any]]:
    mine: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        mine[row.file, row.table].append(row)
    files: list[dict[str, Any]] = []
    for table, sheet in recognised.sheets:
        of_file = mine[sheet.name, table.name]
        facts = {"name": sheet.name, "table": table.name, "encoding": sheet.encoding, "rows": len(of_file)}
        files.append({**facts, **file_counts(of_file)})
    for problem in recognised.problems:
        said = f"{problem.why} {problem.to_do}"
        files.append({"name": problem.file, "table": "", "encoding": "", "rows": 0, "problem": said})
    return files
