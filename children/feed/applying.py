"""One delivery through all stages: laid beside what was said before, and whoever it concerns drawn anew.

The caller owns the transaction.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Count, JSONField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from accounts.clock import now
from children.feed import staging
from children.feed.by_hand import (
    Found,
    changed_in_portal,
    history_so_far,
    hold_back,
    keep_differences,
    left_alone,
)
from children.feed.reaching import reach_of
from children.feed.staging import Staged
from children.feed.translating import Person, Record, day_of, rows_of
from children.imports import ssd
from children.imports.access import restricted_numbers
from children.imports.actions import store_outcome
from children.imports.checking import check_rows
from children.imports.identity import Decision, Numbers, former_numbers
from children.imports.identity import Person as Who
from children.imports.outcome import Outcome, apart, count, file_counts, much_goes
from children.imports.professionals import forget_professionals, numbers_here, read_lines
from children.imports.rows import PEOPLE, REJECTED, Note, Row, as_text, from_text
from children.imports.run import (
    keep_year,
    kept_notes,
    ready_for_many_rows,
    returns_of,
    wait_for_other_imports,
    without_collecting,
)
from children.imports.state import feed_tables
from children.imports.state.drawing import (
    PORTION,
    draw,
    draw_everybody,
    gaps_of,
    keep_told,
    make_workers,
    portions,
    replay,
    say_open_ends,
)
from children.imports.state.keeping import adopt_unkept, keep_rows
from children.imports.state.lives import Council
from children.imports.state.reach import feed_reaches
from children.imports.state.untold import say_who_is_untold
from children.imports.state.workers import mark_iros, unmark_iros
from children.models import (
    Child,
    FeedDelivery,
    FeedDifference,
    FeedRecord,
    ImportReject,
    ReturnImport,
    ReturnRow,
    ReturnYear,
)
from children.models.feed import Decided, FeedDoor, FeedState
from children.models.imports import ImportState
from statute.refusals import Refused
from statute.working_days import collection_year_number

RETURN_TABLES = frozenset({"Header", "Episodes", "Reviews", "Missing", "OC2", "UASC"})
PEOPLE_TABLES = frozenset({"person", "involvements", *feed_tables.TABLES})
"""Those that are of no year."""


class TooMuchGone(Refused):
    """So much would go that a person should look first."""


def apply_delivery(delivery: FeedDelivery, *, today: date) -> ReturnImport:
    """Take the delivery in. Raises BadDelivery, TooMuchGone."""
    with without_collecting():
        ready_for_many_rows()
        wait_for_other_imports(delivery.authority)
        history = history_so_far()
        staged = staging.stage(delivery, today=today)
        if delivery.state != FeedState.CONFIRMED:
            check_what_goes(staged)
        council = _council(delivery, today)
        council.feed_reaches_to = reach_of(delivery, staged, today=today)
        persons = staging.changed_persons(delivery, staged.names)
        everybody = _must_read_all(council)
        workers = read_lines(council, staging.workers(delivery, every=everybody))
        if not everybody:
            persons |= _watched(council)
        staging.keep(delivery, staged.names, persons)
        if everybody:
            persons = _everybody(council)
        council.defects += staged.defects
        record = _draw(council, delivery, persons, workers, staged)
        delivery.summary["history"] = history
        delivery.reaches_to = council.feed_reaches_to
        return record


def read_again(delivery: FeedDelivery, persons: set[str], *, today: date) -> ReturnImport:
    """Draw some children anew from what the council's system last said, after a person decided something."""
    with without_collecting():
        ready_for_many_rows()
        wait_for_other_imports(delivery.authority)
        return _draw(_council(delivery, today), delivery, persons, [], Staged())


def check_what_goes(staged: Staged) -> None:
    """A file that was cut short must not take records away. Raises TooMuchGone."""
    for facts in staged.tables:
        gone, before = facts["gone"], facts["before"]
        if much_goes(gone, before):
            raise TooMuchGone(
                f"{facts['file']}: {gone} of {before} rows that were there before are not in it. "
                "Check that the file is complete."
            )


def _council(delivery: FeedDelivery, today: date) -> Council:
    authority = delivery.authority
    record = ReturnImport.objects.create(
        authority=authority,
        state=ImportState.APPLIED,
        created_by=delivery.created_by,
        applied_at=now(),
        night=delivery.drawn_on or today,
    )
    delivery.record = record
    council = Council(authority, record, collection_year_number(today), today, returns=returns_of(authority))
    council.tables, council.is_feed = set(RETURN_TABLES), True
    adopt_unkept(council)
    return council


def _must_read_all(council: Council) -> bool:
    """Whether the rows that are kept are not those of the feed: a new collection year, a return that was
    brought in by hand since, or one that was withdrawn.
    """
    last = ReturnYear.objects.filter(authority=council.authority, year=council.year).first()
    if last is None or not last.last_import.feed_deliveries.exists():
        return True
    return not ReturnRow.objects.filter(authority=council.authority, year=PEOPLE).exists()


def _everybody(council: Council) -> set[str]:
    kept = FeedRecord.objects.filter(authority=council.authority).exclude(person="")
    return set(kept.values_list("person", flat=True).distinct())


def _watched(council: Council) -> set[str]:
    """Children of whom something was refused last time, who differ, or were changed in the portal since."""
    differs = FeedDifference.objects.filter(authority=council.authority).exclude(state=Decided.ENDED)
    found = set(differs.values_list("number", flat=True))
    read = FeedDelivery.objects.filter(authority=council.authority, record__isnull=False)
    read = read.exclude(door=FeedDoor.AGAIN)
    last = read.exclude(record=council.record).order_by("-read_at", "-pk").first()
    if last is not None:
        said = ImportReject.objects.filter(of=last.record_id, is_warning=False).exclude(child="")
        found |= set(said.values_list("child", flat=True).distinct())
        found |= changed_in_portal(council.authority, last.summary.get("history", {}))
    return found & _everybody(council) if found else found


def _draw(
    council: Council, delivery: FeedDelivery, persons: set[str], workers: list[Row], staged: Staged
) -> ReturnImport:
    assert council.record is not None
    before = returns_of(council.authority)
    is_told = feed_reaches(council.authority, council.feed_reaches_to) is not None
    keep_year(council, council.record, has_reviews=is_told, has_care=is_told)
    council.returns = before | {council.year}
    make_workers(council, [])
    numbers = Numbers.of(council.authority)
    rows, found, decisions, gone = list(workers), [], [], 0
    looked_at: set[str] = set()
    ordered = sorted(persons)
    for at in range(0, len(ordered), PORTION):
        part = _portion(council, ordered[at : at + PORTION], numbers)
        rows += part.rows
        found += part.found
        decisions += part.decisions
        gone += part.gone
        looked_at |= part.numbers
    if before and gaps_of(council, before) != gaps_of(council, council.returns):
        draw_everybody(council, numbers, but=looked_at)
    unmark_iros(council)
    say_open_ends(council)
    council.waited_for = {d.other for d in decisions}
    if delivery.is_full and staging.WORKERS in staged.names:
        forget_professionals(council, staging.workers_told(delivery))
    moved = replay(council)
    say_who_is_untold(council)
    keep_differences(delivery, [*found, *left_alone(council)], looked_at | persons)
    return _stored(council, delivery, rows, gone, moved, decisions, staged)


class _Part:
    """A portion of the children, drawn."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.found: list[Found] = []
        self.decisions: list[Decision] = []
        self.gone = 0
        self.numbers: set[str] = set()


def _portion(council: Council, persons: list[str], numbers: Numbers) -> _Part:
    part = _Part()
    rows: list[Row] = []
    people: list[Row] = []
    found, doubtful = _persons(council, persons, numbers)
    for person in found:
        part.numbers.add(person.number)
        said, named = rows_of(council, person)
        rows += said
        people += named
    part.decisions = check_rows(council, rows, numbers, doubtful)
    ssd.refuse_with_persons(council, rows, people)
    _check_people(council, people, numbers_here(council))
    part.found = hold_back(council, rows, people)
    part.gone = _keep_and_draw(council, part, rows, people, numbers)
    part.rows = [*rows, *people]
    return part


def _keep_and_draw(
    council: Council, part: _Part, rows: list[Row], people: list[Row], numbers: Numbers
) -> int:
    held = {row.number for row in rows if row.status == REJECTED and row.holds_back}
    held |= {d.other for d in part.decisions} | {d.child for d in part.decisions}
    held |= {f.number for f in part.found if f.table == "care"}
    spared = {(row.number, row.table) for row in rows if row.status == REJECTED and row.number}
    gone = 0
    for portion in portions(part.numbers, numbers):
        here = {number for _, group in portion for number in group}
        mine = [r for r in rows if r.number in here and r.status != REJECTED]
        gone += keep_told(council, here, mine, replaced=RETURN_TABLES, spared=spared, held=held)
        named = [r for r in people if r.number in here and r.status != REJECTED]
        gone += _keep_people(council, here, named, people)
        draw(council, portion, [*mine, *named])
    return gone


def _keep_people(council: Council, numbers: set[str], rows: list[Row], every: list[Row]) -> int:
    """Names and allocations are of no year. Those of a child who is not read now stay."""
    read = {row.number for row in every if row.number in numbers}
    spared = {(row.number, row.table) for row in every if row.status == REJECTED}
    year, council.year = council.year, PEOPLE
    try:
        return keep_rows(council, read, rows, replaced=PEOPLE_TABLES, spared=spared)
    finally:
        council.year = year


def _persons(council: Council, persons: list[str], numbers: Numbers) -> tuple[list[Person], list[Decision]]:
    """What is kept of these people, and who of them may be a child who is known, but is not like that child.
    A child whom returns call by the older number keeps that number.
    """
    found = {person: Person(person) for person in persons}
    kept = FeedRecord.objects.filter(authority=council.authority, person__in=persons).order_by("line", "pk")
    for r in kept.iterator():
        found[r.person].tables[r.table].append(Record(r.key, json.loads(r.values), r.file, r.line))
    said = _former_of(found)
    known = _known(council, [*found, *(former.number for former in said.values())], numbers)
    new = {n: former for n, former in said.items() if numbers.root(n) not in known and n not in known}
    new = {n: f for n, f in new.items() if numbers.root(f.number) in known or f.number in known}
    own, claims = _own_and_claims(council, {former.number for former in new.values()})
    believed, doubted, decisions = former_numbers(new, known, numbers, own, claims)
    for number, why in doubted.items():
        row = found[number].tables["person"][0]
        named, value = Row(row.file, row.line, "person", number), row.cells[staging.FORMER]
        read = f"{why} Read as another child."
        council.warn(named, staging.FORMER, value, read, "Correct the number, or take it out.", "SAME")
    for number, child in believed.items():
        found[number].number = child
    return list(found.values()), decisions


def _former_of(people: Mapping[str, Person]) -> dict[str, Who]:
    """Number -> the number had before, and who the row says the person is."""
    said = {}
    for number, person in people.items():
        cells = person.tables["person"][0].cells if person.tables["person"] else {}
        former = cells.get(staging.FORMER, "")
        if former and former != number:
            born = day_of(cells.get("PERS_DOB", ""))
            said[number] = Who(former, born, cells.get("PERS_SEX", "").upper()[:1], cells.get("PERS_UPN", ""))
    return said


def _known(council: Council, wanted: Iterable[str], numbers: Numbers) -> dict[str, Child]:
    every = {number for one in wanted for number in (one, numbers.root(one))}
    children = Child.objects.filter(authority=council.authority, merged_into=None, number__in=every)
    return {child.number: child for child in children}


def _own_and_claims(council: Council, formers: set[str]) -> tuple[set[str], dict[str, int]]:
    """Which of these numbers persons of the feed have now, and how many persons had each of them before."""
    if not formers:
        return set(), {}
    persons = FeedRecord.objects.filter(authority=council.authority, table="person")
    own = set(persons.filter(person__in=formers).values_list("person", flat=True))
    said = persons.annotate(former=KeyTextTransform(staging.FORMER, Cast("values", JSONField())))
    counted = said.filter(former__in=formers).order_by().values("former").annotate(number=Count("pk"))
    return own, dict(counted.values_list("former", "number"))


def _check_people(council: Council, people: list[Row], staff: Mapping[str, str]) -> None:
    """`staff`: number of a professional -> the number by which the portal knows the worker."""
    seen: set[tuple[str, str, str]] = set()
    for row in people:
        if row.status == REJECTED:
            continue
        values = json.loads(row.text)
        if row.table == "involvements":
            values["staff_id"] = staff.get(values["staff_id"], values["staff_id"])
            row.text = as_text(values)
            ssd.check_involvement(council, row, from_text(values))
        at = (row.number, row.table, row.key)
        if row.status != REJECTED and at in seen:
            _say_twice(council, row, from_text(values))
        seen.add(at)
    mark_iros(council, people)


def _say_twice(council: Council, row: Row, values: dict[str, Any]) -> None:
    if row.table in feed_tables.TABLES:
        feed_tables.say_twice(council, row)
    else:
        ssd.say_twice(council, row, values)


def _stored(
    council: Council,
    delivery: FeedDelivery,
    rows: list[Row],
    gone: int,
    moved: list[dict[str, object]],
    decisions: list[Decision],
    staged: Staged,
) -> ReturnImport:
    assert council.record is not None
    files: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        files[row.file, row.table].append(row)
    drawn = [
        {"name": file, "table": table, "rows": len(mine), "encoding": "", **file_counts(mine)}
        for (file, table), mine in sorted(files.items())
    ]
    said = sorted(council.defects, key=lambda d: (d.file, d.line, d.column, d.rule))
    notes = list(dict.fromkeys([*map(Note, staged.notes), *council.notes, *kept_notes(council)]))
    outcome = Outcome(
        PEOPLE, drawn, count(rows, gone), said, notes, moved, decisions, council.removed, council.untold
    )
    restricted = restricted_numbers(council.authority)
    outcome.apart = apart(rows, council.removed, restricted, decisions)
    store_outcome(council.record, outcome)
    delivery.summary = {"tables": staged.tables, "counts": outcome.counts, "differences": len(council.differ)}
    return council.record
