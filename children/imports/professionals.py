"""The table of professionals: workers by their number, with name and job title. What it says is kept, so that
it can be withdrawn.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from accounts.models import Worker
from children.imports.reading import Sheet
from children.imports.rows import CHANGED, NEW, PEOPLE, UNCHANGED, Row
from children.imports.state.lives import Council
from children.imports.state.updates import update_objects
from children.imports.state.workers import WORKERS_IN, unused
from children.models import ReturnRow

TABLE = "professionals"
NUMBER, STAFF, NAME = "PROF_PROFESSIONAL_ID", "PROF_STAFF_ID", "PROF_PROFESSIONAL_NAME"
TITLE = "PROF_PROFESSIONAL_JOB_TITLE"
LONGEST = 120
"""Characters of a name and of a job title."""
COLUMNS = frozenset({NUMBER, STAFF, NAME})
FACTS = {"name": NAME, "job_title": TITLE}
ANOTHER = (
    "This is not the worker with that number: here it is {known}, the row says {said}. No name was written."
)
TO_DO = (
    "Correct the number. If it is the same person, change the name of the worker here, then import it again."
)
RENAMED = "The worker with this number is called {known} here; from this row on {said}."
ALIKE = "Another worker with this staff number has another name: {name}. Read as two people."


@dataclass
class Professionals:
    """Who is known, and what the table says of whom."""

    council: Council
    known: dict[str, Worker]
    kept: dict[str, ReturnRow]
    """Number of the table -> what an earlier table said."""
    new: dict[str, Worker] = field(default_factory=dict)
    changed: dict[str, Worker] = field(default_factory=dict)
    told: dict[str, ReturnRow] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    """Workers of whom a line of these tables has told, changed or not."""
    by_staff: dict[str, Worker] = field(default_factory=dict)
    """Staff number of the tables -> the worker whom a line with it told of."""

    def take(self, row: Row, cells: Mapping[str, str]) -> None:
        """Take in one row. Blank never overwrites what is known."""
        number = cells[NUMBER]
        if not number or len(number) > 40:
            why = "The worker's number is missing." if not number else "The worker's number is too long."
            self.council.say(row, NUMBER, number, why, "Correct it.", "NUMBER")
            return
        facts = {name: cells.get(column, "") for name, column in FACTS.items()}
        long = next((name for name, words in facts.items() if len(words) > LONGEST), None)
        if long is not None:
            why = f"This is {len(facts[long]) - LONGEST} characters too long: {LONGEST} is the most."
            self.council.say(row, FACTS[long], facts[long], why, "Shorten it.", "NAME")
            return
        staff = self._number_here(row, number, cells[STAFF], facts["name"])
        worker = self.known.get(staff)
        was_named = worker is not None and bool(worker.name)
        if worker is None:
            worker = Worker(authority=self.council.authority, staff_id=staff, **facts)
            self.known[staff] = self.new[staff] = worker
            row.status = NEW
        elif not self._change(row, number, worker, facts):
            return
        self.seen.add(staff)
        self.by_staff.setdefault(cells[STAFF] or number, worker)
        self._keep(number, {"staff_id": staff, "made": not was_named, **facts})

    def _number_here(self, row: Row, number: str, staff: str, name: str) -> str:
        """The number by which the portal knows the worker: that of the table, or the staff number."""
        if number in self.kept:
            return str(self.kept[number].values["staff_id"])
        found = self.by_staff.get(staff) or self.known.get(staff)
        if number in self.known or found is None:
            return number
        if name and found.name and _plain(name) != _plain(found.name):
            self.council.warn(row, STAFF, staff, ALIKE.format(name=found.name), "Check the number.", "WORKER")
            return number
        return found.staff_id

    def _is_another(self, row: Row, worker: Worker, name: str) -> bool:
        """Whether the row names somebody else than the worker who has the number. A name is never written on
        another person: what the tables say of the number is theirs then. Another surname behind the same
        first name is the same person, married perhaps; whoever imports it reads both.
        """
        known = worker.name
        if not (name and known) or _plain(name) == _plain(known) or worker.staff_id in self.seen:
            return False
        if _first_name(name) == _first_name(known):
            self.council.warn(
                row, NAME, name, RENAMED.format(known=known, said=name), "Check that.", "WORKER"
            )
            return False
        self.council.say(row, NAME, name, ANOTHER.format(known=known, said=name), TO_DO, "WORKER")
        self.council.somebody_else[worker.staff_id] = known
        return True

    def _change(self, row: Row, number: str, worker: Worker, facts: Mapping[str, str]) -> bool:
        """Whether what the row says can stand; it is set where it differs."""
        row.status = UNCHANGED
        if self._is_another(row, worker, facts["name"]):
            return False
        told = {name: value for name, value in facts.items() if value}
        if all(getattr(worker, name) == value for name, value in told.items()):
            return True
        staff = worker.staff_id
        if staff in self.seen:
            why = "The worker is in an earlier line with another name."
            self.council.say(row, NUMBER, number, why, "Keep the right one of the two rows.", "TWICE")
            return False
        for name, value in told.items():
            setattr(worker, name, value)
        self.changed[staff] = worker
        row.status = CHANGED
        return True

    def _keep(self, number: str, said: dict[str, Any]) -> None:
        """Keep what the row says: with what was said before where it says nothing."""
        row = self.told.get(number) or self.kept.get(number)
        if row is None:
            owner = {"authority": self.council.authority, "year": PEOPLE, "table": TABLE, "number": ""}
            row = ReturnRow(**owner, key=number, values=said, source=self.council.record)
        else:
            before: dict[str, Any] = row.values
            row.values = {name: said[name] or before[name] for name in FACTS} | {
                "staff_id": before["staff_id"],
                "made": before["made"],
            }
        self.told[number] = row

    def write(self) -> None:
        Worker.objects.bulk_create(self.new.values(), batch_size=2000)
        update_objects(self.changed.values(), list(FACTS))
        ReturnRow.objects.bulk_create([r for r in self.told.values() if r.pk is None], batch_size=2000)
        update_objects([r for r in self.told.values() if r.pk is not None], ["values"])


def read_professionals(council: Council, sheets: Iterable[Sheet]) -> list[Row]:
    """Take in the tables of professionals."""
    return read_lines(
        council, ((sheet.name, line, cells) for sheet in sheets for line, cells in sheet.each())
    )


def read_lines(council: Council, lines: Iterable[tuple[str, int, Mapping[str, str]]]) -> list[Row]:
    """Take in rows of the table: file, line, cells."""
    workers = Worker.objects.filter(authority=council.authority).exclude(staff_id="")
    found = Professionals(council, {w.staff_id: w for w in workers}, _kept(council))
    rows: list[Row] = []
    for file, line, cells in lines:
        row = Row(file, line, TABLE, "")
        rows.append(row)
        found.take(row, cells)
    found.write()
    return rows


def _kept(council: Council) -> dict[str, ReturnRow]:
    rows = ReturnRow.objects.filter(authority=council.authority, year=PEOPLE, table=TABLE)
    return {row.key: row for row in rows}


def numbers_here(council: Council) -> dict[str, str]:
    """Number of the table -> the number by which the portal knows the worker."""
    return {number: str(row.values["staff_id"]) for number, row in _kept(council).items()}


def forget_professionals(council: Council, told: set[str]) -> None:
    """Workers whom the feed made and does not tell of any more go, unless something that is recorded names
    them. `told`: the numbers that the table has now.
    """
    kept = ReturnRow.objects.filter(
        authority=council.authority, year=PEOPLE, table=TABLE, source__feed_deliveries__isnull=False
    )
    gone = {row.values["staff_id"]: row for row in kept.exclude(key__in=told) if row.values["made"]}
    named = ReturnRow.objects.filter(
        authority=council.authority, table__in=WORKERS_IN, values__staff_id__in=list(gone)
    )
    still = set(named.values_list("values__staff_id", flat=True).distinct())
    workers = unused(Worker.objects.filter(authority=council.authority, staff_id__in=gone.keys() - still))
    without = [w for w in workers if _is_as_told(w, gone[w.staff_id].values)]
    Worker.objects.filter(pk__in=[w.pk for w in without]).delete()
    ReturnRow.objects.filter(pk__in=[gone[w.staff_id].pk for w in without]).delete()


def _is_as_told(worker: Worker, said: Mapping[str, Any]) -> bool:
    """Whether nobody changed the worker in the portal since."""
    return all(getattr(worker, name) == said[name] for name in FACTS)


def forget_names(council: Council, said: Iterable[Mapping[str, Any]]) -> None:
    """Take names away that a withdrawn table gave, of workers whom nobody changed in the portal since."""
    told = {str(values["staff_id"]): values for values in said if values["made"]}
    workers = Worker.objects.filter(
        authority=council.authority, staff_id__in=list(told), user=None, team=None, hours=None
    )
    bare = [w for w in workers if _is_as_told(w, told[w.staff_id])]
    reviewing = set(
        Worker.objects.filter(pk__in=[w.pk for w in bare], iro_allocations__isnull=False).values_list(
            "pk", flat=True
        )
    )
    for worker in bare:
        if worker.pk not in reviewing:
            worker.name, worker.job_title = "", "Social worker"
            worker.is_iro = worker.is_iro_by_files = False
    update_objects(
        [w for w in bare if w.pk not in reviewing], ["name", "job_title", "is_iro", "is_iro_by_files"]
    )


def _plain(name: str) -> str:
    """A name without case and order, as REED, Iris."""
    return " ".join(sorted(name.casefold().replace(",", " ").split()))


def _first_name(name: str) -> str:
    """Iris of Iris Reed and of REED, Iris."""
    _, comma, after = name.partition(",")
    words = (after if comma else name).casefold().split()
    return words[0] if words else ""
