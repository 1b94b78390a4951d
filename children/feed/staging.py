"""A delivery beside what the council's system said before: what is new, changed, gone, and of whom.

Set-based, so that a night's file costs what it holds and not what it changes times what is stored.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connection

from accounts.templatetags.govuk import plural
from children.feed.opening import BadDelivery, sheets_of
from children.feed.tables import BY_NAME, WORKERS, FeedTable, lacking, table_of
from children.imports.access import restricted_numbers
from children.imports.reading import Sheet
from children.imports.rows import Defect
from children.imports.state.deleted import deleted_among
from children.imports.state.streams import copy_in
from children.imports.values import Refused as Wrong
from children.imports.values import parse_moment
from children.models import ErasedNumber, FeedDelivery, FeedLine, FeedRecord

COLUMNS = ("delivery_id", "table", "key", "person", "values", "file", "line")
LONGEST = {"key": 60, "person": 20}
FORMER = "PERS_LEGACY_ID"
NOTHING = "None of the files is a table of the dataset that the portal takes."


@dataclass
class Staged:
    """What a delivery holds."""

    tables: list[dict[str, Any]] = field(default_factory=list)
    """By table: file, rows, new, changed, gone, same."""
    defects: list[Defect] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    latest: date | None = None
    """The latest day in any of the tables that is not to come."""

    @property
    def names(self) -> list[str]:
        return [t["table"] for t in self.tables]


def stage(delivery: FeedDelivery, *, today: date) -> Staged:
    """Lay the rows of the delivery beside those that are kept. Raises BadDelivery."""
    staged = Staged()
    for sheet in sheets_of(delivery.name, bytes(delivery.content)):
        table = table_of(sheet.headings)
        if table is None:
            staged.notes.append(f"{sheet.name}: not a table that the portal takes from the feed; left out.")
            continue
        if missing := lacking(table, sheet.headings):
            raise BadDelivery(f"{sheet.name}: without {', '.join(missing)}. Export the table again.")
        if table.name in staged.names:
            raise BadDelivery(f"{sheet.name}: the table {table.name} is in the delivery twice.")
        if sheet.torn:
            raise BadDelivery(f"{sheet.name} line {sheet.torn[0][0]}: more cells than the heading.")
        copy_in(FeedLine, COLUMNS, _lines(delivery, table, sheet, staged, today))
        staged.tables.append({"table": table.name, "file": sheet.name, "rows": sheet.count})
    if not staged.tables:
        raise BadDelivery(NOTHING)
    count_rows()
    if strangers := forget_strangers(delivery):
        staged.notes.append(f"Left out: {plural(strangers, 'row')} of people who were never in care.")
    if deleted := forget_deleted(delivery):
        staged.notes.append(f"Left out: {plural(deleted, 'row')} of people whose record was deleted.")
    _refuse_twice(delivery, staged)
    restricted = sorted(restricted_numbers(delivery.authority))
    for facts in staged.tables:
        facts |= _compared(delivery, facts["table"], restricted)
    return staged


def count_rows() -> None:
    """Let the database count the rows of this transaction, of which it knows nothing yet: it plans for a
    table that is as good as empty, and looks through all of it for every row of the other.
    """
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE children_feedline, children_feedrecord")


def _lines(
    delivery: FeedDelivery, table: FeedTable, sheet: Sheet, staged: Staged, today: date
) -> Iterator[tuple[object, ...]]:
    latest, dated = staged.latest or date.min, table.dates
    for line, cells in sheet.each():
        key, person = cells[table.key], cells.get(table.person, "")
        if why := _wrong_number(table, key, person):
            column = table.person if key else table.key
            told = Defect(sheet.name, line, column, person or key, why, "Correct it.", "NUMBER", person[:60])
            staged.defects.append(told)
            continue
        said = {c: cells[c] for c in table.columns if cells.get(c)}
        latest = max([latest, *(day for c in dated if (day := _day(said.get(c, ""))) and day <= today)])
        yield delivery.pk, table.name, key, person, json.dumps(said, ensure_ascii=False), sheet.name, line
    staged.latest = latest if latest > date.min else None


@lru_cache(maxsize=20_000)
def _day(text: str) -> date | None:
    """The date in a cell; None where there is none, or a wrong one."""
    try:
        return parse_moment("", text, "DATE")
    except Wrong:
        return None


def _wrong_number(table: FeedTable, key: str, person: str) -> str:
    if not key:
        return "The row has no number of its own."
    if table.person and not person:
        return "The child's number is missing."
    if len(key) > LONGEST["key"] or len(person) > LONGEST["person"]:
        return "The number is too long."
    return ""


def _refuse_twice(delivery: FeedDelivery, staged: Staged) -> None:
    """Of two rows with one number the first counts."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            DELETE FROM children_feedline l USING (
                SELECT "table", key, min(id) AS first FROM children_feedline
                WHERE delivery_id = %s GROUP BY "table", key HAVING count(*) > 1
            ) d
            WHERE l.delivery_id = %s AND l."table" = d."table" AND l.key = d.key AND l.id > d.first
            RETURNING l.file, l.line, l.key, l.person
            """,
            [delivery.pk, delivery.pk],
        )
        for file, line, key, person in cursor.fetchall():
            why = "An earlier row of the file has the same number."
            told = Defect(file, line, "", key, why, "Keep the right one of the two rows.", "TWICE", person)
            staged.defects.append(told)


def _compared(delivery: FeedDelivery, table: str, restricted: list[str]) -> dict[str, int]:
    """How many rows of the table are new, changed, the same, and gone. What is gone is counted without
    `restricted` children: it is told to whoever sent the file, before anybody named on a record looks at it.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT count(*) FILTER (WHERE r.id IS NULL),
                   count(*) FILTER (WHERE r.id IS NOT NULL AND (r.values, r.person) <> (l.values, l.person)),
                   count(*)
            FROM children_feedline l LEFT JOIN children_feedrecord r
              ON r.authority_id = %s AND r."table" = l."table" AND r.key = l.key
            WHERE l.delivery_id = %s AND l."table" = %s
            """,
            [delivery.authority_id, delivery.pk, table],
        )
        new, changed, every = cursor.fetchone()
        gone, before = 0, 0
        if delivery.is_full:
            cursor.execute(
                """
                SELECT count(*) FILTER (WHERE l.id IS NULL), count(*)
                FROM children_feedrecord r LEFT JOIN children_feedline l
                  ON l.delivery_id = %s AND l."table" = r."table" AND l.key = r.key
                WHERE r.authority_id = %s AND r."table" = %s AND r.person <> ALL(%s)
                """,
                [delivery.pk, delivery.authority_id, table, restricted],
            )
            gone, before = cursor.fetchone()
    return {"new": new, "changed": changed, "same": every - new - changed, "gone": gone, "before": before}


def changed_persons(delivery: FeedDelivery, tables: list[str]) -> set[str]:
    """The numbers of everybody of whom a row is new, changed or gone."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT l.person, r.person FROM children_feedline l LEFT JOIN children_feedrecord r
              ON r.authority_id = %s AND r."table" = l."table" AND r.key = l.key
            WHERE l.delivery_id = %s AND (r.id IS NULL OR (r.values, r.person) <> (l.values, l.person))
            """,
            [delivery.authority_id, delivery.pk],
        )
        found = {person for pair in cursor.fetchall() for person in pair if person}
        if delivery.is_full:
            cursor.execute(
                """
                SELECT DISTINCT r.person FROM children_feedrecord r
                WHERE r.authority_id = %s AND r."table" = ANY(%s) AND NOT EXISTS (
                    SELECT 1 FROM children_feedline l
                    WHERE l.delivery_id = %s AND l."table" = r."table" AND l.key = r.key)
                """,
                [delivery.authority_id, tables, delivery.pk],
            )
            found |= {person for (person,) in cursor.fetchall() if person}
    return found


def workers(delivery: FeedDelivery, *, every: bool) -> list[tuple[str, int, dict[str, str]]]:
    """File, line and cells of workers who are new or described otherwise, or of every one."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT l.key, l.values, l.file, l.line FROM children_feedline l
            LEFT JOIN children_feedrecord r
              ON r.authority_id = %s AND r."table" = l."table" AND r.key = l.key
            WHERE l.delivery_id = %s AND l."table" = %s AND (%s OR r.id IS NULL OR r.values <> l.values)
            ORDER BY l.line
            """,
            [delivery.authority_id, delivery.pk, WORKERS, every],
        )
        table = BY_NAME[WORKERS]
        blank = dict.fromkeys(table.columns, "")
        return [
            (file, line, {**blank, **json.loads(values), table.key: key})
            for key, values, file, line in cursor.fetchall()
        ]


def workers_told(delivery: FeedDelivery) -> set[str]:
    """The numbers of the workers whom the council's system has now."""
    kept = FeedRecord.objects.filter(authority=delivery.authority_id, table=WORKERS)
    return set(kept.values_list("key", flat=True))


def keep(delivery: FeedDelivery, tables: list[str], persons: set[str]) -> None:
    """What the delivery says is now what the council's system says. Forget the lines.

    `persons`: whose rows are read now, so that what is said of them names the lines of this delivery.
    """
    with connection.cursor() as cursor:
        if delivery.is_full:
            cursor.execute(
                """
                DELETE FROM children_feedrecord r
                WHERE r.authority_id = %s AND r."table" = ANY(%s) AND NOT EXISTS (
                    SELECT 1 FROM children_feedline l
                    WHERE l.delivery_id = %s AND l."table" = r."table" AND l.key = r.key)
                """,
                [delivery.authority_id, tables, delivery.pk],
            )
        cursor.execute(
            """
            INSERT INTO children_feedrecord (authority_id, "table", key, person, values, file, line)
            SELECT %s, "table", key, person, values, file, line FROM children_feedline WHERE delivery_id = %s
            ON CONFLICT (authority_id, "table", key) DO UPDATE
            SET person = excluded.person, values = excluded.values, file = excluded.file, line = excluded.line
            WHERE (children_feedrecord.person, children_feedrecord.values)
               <> (excluded.person, excluded.values) OR excluded.person = ANY(%s)
            """,
            [delivery.authority_id, delivery.pk, list(persons)],
        )
        cursor.execute("DELETE FROM children_feedline WHERE delivery_id = %s", [delivery.pk])


def forget_strangers(delivery: FeedDelivery) -> int:
    """Keep nothing of people who never were in care: their rows are no business of the portal."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            DELETE FROM children_feedline l
            WHERE l.delivery_id = %s AND l.person <> '' AND NOT EXISTS (
                SELECT 1 FROM children_feedline e
                WHERE e.delivery_id = %s AND e."table" = 'episodes' AND e.person = l.person)
            AND NOT EXISTS (
                SELECT 1 FROM children_feedrecord e
                WHERE e.authority_id = %s AND e."table" = 'episodes' AND e.person = l.person)
            """,
            [delivery.pk, delivery.pk, delivery.authority_id],
        )
        return cursor.rowcount


def forget_deleted(delivery: FeedDelivery) -> int:
    """Keep nothing of children whose record was deleted, by their number or by the one they had before."""
    if not ErasedNumber.objects.filter(authority=delivery.authority_id).exists():
        return 0
    rows = FeedLine.objects.filter(delivery=delivery).exclude(person="")
    persons = {person: person for person in rows.values_list("person", flat=True).distinct()}
    for person, values in rows.filter(table="person", values__contains=FORMER).values_list(
        "person", "values"
    ):
        persons[json.loads(values)[FORMER]] = person
    deleted = deleted_among(delivery.authority_id, persons)
    return rows.filter(person__in={persons[number] for number in deleted}).delete()[0] if deleted else 0
