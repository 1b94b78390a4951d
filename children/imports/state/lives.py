"""One child as all returns tell the child: the rows by table and year, and the facts that are drawn from
them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from accounts.models import Authority, Worker
from children.codesets import sector_rules
from children.imports.rows import BY_HAND, REJECTED, UNCHANGED, Defect, Note, Row
from children.imports.values import year_bounds
from children.models import Child, ReturnImport, ReturnYear
from children.people.case_parts import Line


@dataclass(slots=True)
class Told:
    """One row about the child: what it says, of which year, from which import. `row`: its line, where it is
    imported now.
    """

    year: int
    values: dict[str, Any]
    source: int | None
    row: Row | None = None
    rank: float = 0.0
    """Which of two overlapping spells counts: the later told."""
    number: str = ""
    """The child's number as the file has it."""


@dataclass(slots=True)
class Fact:
    """One object as it should be stored: told apart by `key`, owned by the import `source`."""

    key: tuple[Any, ...]
    values: dict[str, Any]
    source: int | None
    row: Row | None = None
    more: dict[str, Any] = field(default_factory=dict)
    """What is set only when the object is new."""


@dataclass(frozen=True)
class Differs:
    """A row that says something else than a person entered: both sides in words."""

    row: Row
    theirs: str
    ours: str


@dataclass(frozen=True)
class Untold:
    """A child of whom it is not known from this day on whether the period of care goes on."""

    child: int
    number: str
    period: int
    since: date

    def as_dict(self) -> dict[str, str]:
        return {"child": self.number, "not_known_from": self.since.isoformat()}


@dataclass
class Council:
    """What all children of one import share: the council, its returns, and what is said about the rows."""

    authority: Authority
    record: ReturnImport | None
    year: int
    """The year of the return that is imported or withdrawn now; 0: tables that name people."""
    today: date
    returns: set[int] = field(default_factory=set)
    is_feed: bool = False
    """Whether the rows are a daily feed: it tells whole lives, so no year is compared with the one before."""
    feed_reaches_to: date | None = None
    """The last day of which the delivery being read tells; None: it tells nothing of care and reviews."""
    tables: set[str] = field(default_factory=set)
    """Those of the return that are among the files."""
    workers: dict[str, Worker] = field(default_factory=dict)
    somebody_else: dict[str, str] = field(default_factory=dict)
    """Number of a worker -> the name of the worker, where these tables give the number to somebody else."""
    lines: dict[int, list[Line]] = field(default_factory=dict)
    """Person -> the lines of management in which they stand or stood, and their control of resources."""
    past_people: dict[int, list[tuple[int, date]]] = field(default_factory=dict)
    """Worker -> who signed in as the worker, each until a day."""
    defects: list[Defect] = field(default_factory=list)
    kept: dict[str, list[Row]] = field(default_factory=dict)
    """File -> rows that the portal knows better."""
    differ: list[Differs] = field(default_factory=list)
    """The same, with both sides."""
    notes: list[Note] = field(default_factory=list)
    touched: set[int] = field(default_factory=set)
    """Children whose clock must be replayed."""
    ranks: dict[int | None, float] = field(default_factory=dict)
    """Import of tables that name people -> where it stands among the returns."""
    nights: dict[int, date] = field(default_factory=dict)
    """Delivery of the daily feed -> the day that it describes; of those that were asked for."""
    waited_for: set[str] = field(default_factory=set)
    """The numbers that another may be, which waits for that decision."""
    untold: list[Untold] = field(default_factory=list)
    """Those of whom the latest return has no episode, once the returns have been looked through."""
    unread: set[str] = field(default_factory=set)
    """The numbers of children with a review on a day that could not be read."""
    not_read: list[tuple[str, str, str]] = field(default_factory=list)
    """(child, table, what of it could be read, as text) of refused rows of the smaller files."""
    known_before: set[str] | None = None
    """The numbers of which rows were kept, or that a child had, before this return was drawn; None: nobody
    has looked.
    """
    removed: list[tuple[str, str, str]] = field(default_factory=list)
    """(table, child, what) of rows that the return no longer has."""
    part_years: dict[int, date] | None = None
    """Return that is not of its whole year -> the last day that its files cover; None: not read yet."""
    _said: dict[tuple[str, str, str], set[int]] = field(default_factory=lambda: defaultdict(set))
    """(file, column, rule) -> the lines of which it was said."""

    def manages(self, worker: Worker, team: int | None, since: date) -> bool:
        """Whether the person manages the team, or managed it at any time since the day."""
        own = self.lines.get(worker.user_id or 0, [])
        return any(line.team and line.team == team and line.reaches(since) for line in own)

    def are_one(self, iro: Worker, worker: Worker, since: date) -> bool:
        """Whether the IRO is the social worker, or was at any time since the day."""
        if iro.user_id is None:
            return iro.pk == worker.pk
        past = self.past_people.get(worker.pk, [])
        were = {user for user, ended_on in past if ended_on >= since}
        return iro.pk == worker.pk or iro.user_id in {worker.user_id, *were}

    def controls(self, worker: Worker, since: date) -> bool:
        """Whether the person controls the resources of cases, or did at any time since the day."""
        own = self.lines.get(worker.user_id or 0, [])
        return any(line.team is None and line.reaches(since) for line in own)

    def known_until(self, year: int | None) -> date | None:
        """The day from which nothing is known of what was open in a return: the next return is missing, or
        the return is not of its whole year; and a later one is in.
        """
        if year is None or year not in self.returns:
            return None
        if self.part_years is None:
            self.part_years = {
                one.year: one.covers_until
                for one in ReturnYear.objects.filter(authority=self.authority)
                if not one.is_whole
            }
        while year not in self.part_years and year + 1 in self.returns:
            year += 1
        if year == max(self.returns):
            return None
        return self.part_years.get(year, year_bounds(year)[1]) + timedelta(days=1)

    def tells_until(self) -> date:
        """The last day of which the return that is imported now can tell: a stay that is open in it has
        lasted until then, as far as it says.
        """
        end = year_bounds(self.year)[1] if self.year > BY_HAND else self.today
        stated = self.record.stated_until if self.record else None
        return min(self.today, end, stated or end)

    def note(self, text: str, *about: str, counted: str = "") -> None:
        """Say something of the whole import. `about`: the children of whom it tells, by their numbers."""
        self.notes.append(Note(text, about, counted))

    def why_without(self, table: str, name: str) -> str:
        """Why a file of the return is not among those that were read; empty where it is."""
        if table in self.tables or self.is_feed:
            return ""
        unread = ", ".join(sorted({d.file for d in self.defects if d.rule == "FILE" and not d.is_warning}))
        return f"{unread} could not be read" if unread else f"no {name} file came with the return"

    def night_of(self, source: int | None) -> date:
        """The day on which a row of the daily feed was first told as it is."""
        if source is not None and source not in self.nights:
            record = ReturnImport.objects.filter(pk=source).values_list("night", flat=True).first()
            self.nights[source] = record or self.today
        return self.nights[source] if source is not None else self.today

    def gaps(self) -> dict[int, date | None]:
        """For each return, where knowledge from it ends."""
        return {year: self.known_until(year) for year in self.returns}

    def say(
        self,
        row: Row,
        column: str,
        value: str,
        why: str,
        to_do: str,
        rule: str,
        *,
        is_warning: bool = False,
    ) -> None:
        """Say once what is wrong with a row; unless it is a warning, the row is refused."""
        lines = self._said[row.file, column, rule]
        if row.line not in lines:
            lines.add(row.line)
            self.defects.append(
                Defect(row.file, row.line, column, value[:300], why, to_do, rule, row.number, is_warning)
            )
        if not is_warning:
            row.status = REJECTED

    def warn(self, row: Row | None, column: str, value: str, why: str, to_do: str, rule: str) -> None:
        """Point something out about a row that is taken; nothing where the row is of another import, or the
        sector's rule was not in force in its year.
        """
        known = sector_rules().get(rule)
        if row is not None and (known is None or self.year <= BY_HAND or known.applies_in(self.year)):
            self.say(row, column, value, why, to_do, rule, is_warning=True)

    def refuse(self, row: Row | None, column: str, value: str, why: str, to_do: str, rule: str) -> None:
        """Refuse a row of this import; nothing where it is of another one."""
        if row is not None:
            self.say(row, column, value, why, to_do, rule)

    def keep(self, row: Row | None, theirs: str, ours: str) -> None:
        """Leave what is stored as somebody set it in the portal, and say so in the notes."""
        if row is not None:
            row.status = UNCHANGED
            self.differ.append(Differs(row, theirs, ours))
            self.kept.setdefault(row.file, []).append(row)


@dataclass
class Life:
    """Everything told about one child, under whatever numbers."""

    number: str
    numbers: set[str]
    council: Council
    child: Child | None = None
    is_new: bool = False
    """Whether the child was made just now, so that nothing about the child is stored yet."""
    has_two_records: bool = False
    """Whether another record has a number of the child's, and they have not been merged."""
    told: dict[str, list[Told]] = field(default_factory=dict)
    """Table -> rows, the earliest year first."""
    held: set[int] = field(default_factory=set)
    """Years whose rows are left out, because they contradict the years before."""
    periods: list[tuple[date, date | None]] = field(default_factory=list)
    born_on: date | None = None
    people: dict[str, list[Any]] = field(default_factory=dict)
    """Model -> what somebody named, or ended, in the portal."""

    def rows(self, *tables: str) -> list[Told]:
        """The rows of these tables that count, the earliest year first."""
        if len(tables) == 1 and not self.held:  # as nearly always
            return list(self.told.get(tables[0], ()))
        found = [t for name in tables for t in self.told.get(name, ()) if t.year not in self.held]
        return sorted(found, key=lambda t: t.year) if len(tables) > 1 else found

    def returned(self, *tables: str) -> list[Told]:
        """As `rows`, without what was entered by hand or came with tables that name people."""
        return [t for t in self.rows(*tables) if t.year > BY_HAND]

    def is_told(self) -> bool:
        """Whether a return, or a person, says who the child is."""
        return any(t.year not in self.held for t in self.told.get("Header", ()))

    def was_in_care(self, day: date) -> bool:
        return any(start <= day and (end is None or day <= end) for start, end in self.periods)


def latest(told: Iterable[Told], fields: Iterable[str]) -> dict[str, Any]:
    """For each field what the latest row says that says anything: an empty cell never takes away what is
    known.
    """
    found: dict[str, Any] = {}
    for row in told:
        for name in fields:
            value = row.values.get(name)
            if name not in found or value not in (None, ""):
                found[name] = value
    return found


def differs(stored: Any, values: Mapping[str, Any], source: int | None) -> bool:
    """Whether a stored object is not as it should be."""
    return stored.source_id != source or any(getattr(stored, name) != value for name, value in values.items())
