"""Tables of the Standard Safeguarding Dataset that name people: children, workers, and who was whose IRO or social worker."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.models import Authority, Worker
from children.imports import values as v
from children.imports.batch import BULK, CHANGED, NEW, REJECTED, UNCHANGED, Batch, Cells, Defect, Row
from children.imports.outcome import Outcome
from children.imports.reading import Sheet, Unreadable, read_sheet
from children.imports.run import ready_for_many_rows, wait_for_other_imports
from children.imports.workers import workers_by_staff_id
from children.models import Child, IroAllocation, ReturnImport, SocialWorkerAllocation

PERSON = frozenset({"PERS_PERSON_ID", "PERS_FORENAME", "PERS_SURNAME"})
PROFESSIONALS = frozenset({"PROF_PROFESSIONAL_ID", "PROF_STAFF_ID", "PROF_PROFESSIONAL_NAME"})
INVOLVEMENTS = frozenset(
    {"INVO_PROFESSIONAL_ID", "INVO_PROFESSIONAL_ROLE_ID", "INVO_INVOLVEMENT_START_DATE", "INVO_PERSON_ID"}
)
KINDS = {"person": PERSON, "professionals": PROFESSIONALS, "involvements": INVOLVEMENTS}
OTHERS = ("CLAR_", "CLAE_", "CLAP_", "CLAV_", "CLAH_", "LEGA_", "MISS_", "CSDQ_", "LACP_")
ORDER = ("professionals", "person", "involvements")


@dataclass
class PeopleSheets:
    """Recognised tables, and files that are tables of the dataset we do not take from here."""

    sheets: list[tuple[str, Sheet]]
    not_needed: list[str]
    problems: list[Defect]

    def __bool__(self) -> bool:
        return bool(self.sheets)


def recognise_people(files: Mapping[str, bytes]) -> tuple[PeopleSheets, list[str]]:
    """The tables that name people, and the names of files that are none of them."""
    found, rest = PeopleSheets([], [], []), []
    for name, content in files.items():
        try:
            sheet = read_sheet(name, content)
        except Unreadable as error:
            found.problems.append(Defect(name, 1, "", "", str(error), "Then import the file again.", "FILE"))
            continue
        kind = next((k for k, columns in KINDS.items() if columns <= set(sheet.headings)), None)
        if kind:
            found.sheets.append((kind, sheet))
        elif any(h.startswith(OTHERS) for h in sheet.headings):
            found.not_needed.append(name)
        else:
            rest.append(name)
    return found, rest


def import_people(
    *, authority: Authority, sheets: PeopleSheets, record: ReturnImport, today: date
) -> Outcome:
    """Names of children, workers, and allocations of IROs and social workers. Call it inside a transaction."""
    ready_for_many_rows()
    wait_for_other_imports(authority)
    batch = Batch(authority=authority, year=0, today=today, record=record)
    batch.children = {c.number: c for c in Child.objects.filter(authority=authority)}
    batch.defects += sheets.problems
    for wanted in ORDER:
        rows: list[Row] = []
        for kind, sheet in sheets.sheets:
            if kind == wanted:
                rows += [Row(sheet.name, line, cells) for line, cells in sheet.rows]
        batch.rows[wanted] = rows
        {"professionals": _professionals, "person": _names, "involvements": _involvements}[wanted](
            batch, rows
        )
    counts = Counter(row.status or REJECTED for rows in batch.rows.values() for row in rows)
    files = [
        {
            "name": sheet.name,
            "table": kind,
            "encoding": sheet.encoding,
            "rows": len(sheet.rows),
            **{
                s: sum(r.status == s for r in batch.rows[kind] if r.file == sheet.name)
                for s in (NEW, CHANGED, UNCHANGED, REJECTED)
            },
        }
        for kind, sheet in sheets.sheets
    ]
    warnings = [f"{name}: not needed; the return says it." for name in sheets.not_needed] + batch.notes
    return Outcome(
        0,
        files,
        {s: counts.get(s, 0) for s in (NEW, CHANGED, UNCHANGED, REJECTED)},
        batch.defects,
        warnings,
        [],
    )


def _professionals(batch: Batch, rows: list[Row]) -> None:
    wanted = {
        r.raw["PROF_PROFESSIONAL_ID"]: {
            "name": r.raw["PROF_PROFESSIONAL_NAME"][:120],
            "job_title": r.raw.get("PROF_PROFESSIONAL_JOB_TITLE", "")[:120],
        }
        for r in rows
        if r.raw["PROF_PROFESSIONAL_ID"]
    }
    before = {w.staff_id: (w.name, w.job_title) for w in Worker.objects.filter(authority=batch.authority)}
    workers = workers_by_staff_id(batch, {k: dict(f) for k, f in wanted.items()})
    change = []
    for row in rows:
        staff = row.raw["PROF_PROFESSIONAL_ID"]
        if not staff:
            batch.say(row, "PROF_PROFESSIONAL_ID", "The worker's number is missing.", "Fill it in.", "INT01")
            continue
        facts = wanted[staff]
        if staff not in before:
            row.status = NEW
        elif before[staff] != (facts["name"], facts["job_title"]):
            workers[staff].name, workers[staff].job_title = facts["name"], facts["job_title"]
            change.append(workers[staff])
            row.status = CHANGED
        else:
            row.status = UNCHANGED
    Worker.objects.bulk_update(change, ["name", "job_title"], batch_size=500)


def _names(batch: Batch, rows: list[Row]) -> None:
    change = []
    for row in rows:
        row.number = row.raw["PERS_PERSON_ID"]
        child = batch.children.get(row.number) or batch.children.get(row.raw.get("PERS_LEGACY_ID", ""))
        if child is None:
            row.status = UNCHANGED
            batch.warnings.append(f"{row.file}: people who are in no return of the council were left out.")
            continue
        names = (row.raw["PERS_FORENAME"][:80], row.raw["PERS_SURNAME"][:80])
        row.status = UNCHANGED
        if (child.forename, child.surname) != names:
            row.status = (
                NEW if not child.names_source_id and not child.forename and not child.surname else CHANGED
            )
            child.forename, child.surname = names
            child.names_source = batch.record
            change.append(child)
    Child.objects.bulk_update(change, ["forename", "surname", "names_source"], batch_size=500)


def _involvements(batch: Batch, rows: list[Row]) -> None:
    workers = {w.staff_id: w for w in Worker.objects.filter(authority=batch.authority)}
    for role, model in (("IRO", IroAllocation), ("CW", SocialWorkerAllocation)):
        mine = [r for r in rows if r.raw["INVO_PROFESSIONAL_ROLE_ID"].upper() == role]
        iros = {r.raw["INVO_PROFESSIONAL_ID"] for r in mine} if role == "IRO" else set()
        Worker.objects.filter(authority=batch.authority, staff_id__in=iros, is_iro=False).update(is_iro=True)
        _allocate(batch, mine, workers, model)
    for row in rows:
        if not row.status:
            row.status = UNCHANGED
            batch.warnings.append(f"{row.file}: involvements other than IRO and CW were left out.")


def _span(
    batch: Batch, row: Row, workers: dict[str, Worker]
) -> tuple[Child, Worker, date, date | None] | None:
    """The allocation a row speaks of; None when it is refused or of a child who is not here."""
    row.number = row.raw["INVO_PERSON_ID"]
    child = batch.children.get(row.number)
    if child is None:
        row.status = UNCHANGED
        batch.warnings.append(f"{row.file}: people who are in no return of the council were left out.")
        return None
    worker = workers.get(row.raw["INVO_PROFESSIONAL_ID"])
    cells = Cells(row.raw)
    start = cells.take(v.parse_date, "INVO_INVOLVEMENT_START_DATE", "DATE")
    end = cells.take(v.parse_date, "INVO_INVOLVEMENT_END_DATE", "DATE")
    if worker is None:
        cells.say(
            "INVO_PROFESSIONAL_ID",
            "There is no worker with this number.",
            "Import the table of professionals with it.",
            "WORKER",
        )
    if start is None and not cells.problems:
        cells.say("INVO_INVOLVEMENT_START_DATE", "The start is missing.", "Fill it in.", "DATE")
    if start and end and end <= start:
        cells.say(
            "INVO_INVOLVEMENT_END_DATE",
            "The involvement ends on or before its first day.",
            "Correct the dates.",
            "DATE",
        )
    if cells.problems or worker is None or start is None:
        batch.refuse(row, cells.problems)
        return None
    return child, worker, start, end


def _allocate(batch: Batch, rows: list[Row], workers: dict[str, Worker], model: Any) -> None:
    spans = [(row, found) for row in rows if (found := _span(batch, row, workers))]
    stored: dict[int, dict[date, Any]] = defaultdict(dict)
    for allocation in model.objects.filter(child__in={f[0].pk for _, f in spans}):
        stored[allocation.child_id][allocation.started_on] = allocation
    shorter: list[Any] = []
    longer: list[Any] = []
    create = []
    for row, (child, worker, start, end) in sorted(spans, key=lambda s: (s[1][0].pk, s[1][2])):
        old = stored[child.pk].get(start)
        row.status = UNCHANGED
        if old is not None and (old.source_id is None or old.ended_by_hand):
            if (old.worker_id, old.ended_on) != (worker.pk, end):
                batch.keep(row)
        elif old is not None:
            if (old.worker_id, old.ended_on) != (worker.pk, end) and _fits(stored[child.pk], start, end):
                (shorter if (end or date.max) <= (old.ended_on or date.max) else longer).append(old)
                old.worker, old.ended_on, old.source = worker, end, batch.record
                row.status = CHANGED
        elif _fits(stored[child.pk], start, end):
            more = {"team_id": worker.team_id} if model is SocialWorkerAllocation else {}
            stored[child.pk][start] = fresh = model(
                child=child, worker=worker, started_on=start, ended_on=end, source=batch.record, **more
            )
            create.append(fresh)
            row.status = NEW
        else:
            who = "IROs" if model is IroAllocation else "social workers"
            batch.say(
                row,
                "INVO_INVOLVEMENT_START_DATE",
                f"The child would have two {who} at the same time.",
                "Correct the dates here, in the return, or in the portal.",
                "OVERLAP",
            )
    for portion in (shorter, longer):
        model.objects.bulk_update(portion, ["worker", "ended_on", "source"], batch_size=500)
    model.objects.bulk_create(create, batch_size=BULK)


def _fits(spans: dict[date, Any], start: date, end: date | None) -> bool:
    return not any(
        other != start and other < (end or date.max) and start < (a.ended_on or date.max)
        for other, a in spans.items()
    )
