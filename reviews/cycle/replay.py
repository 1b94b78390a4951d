"""The stored clock. Replays the law over the facts of children and writes what differs, nothing else."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

import pghistory
from django.db import transaction

from accounts.calendars import terms_for, working_days
from accounts.clock import now
from accounts.models import Authority
from children.imports.state.streams import as_json, copy_in
from children.imports.state.updates import update_objects
from children.imports.state.writer import Writer, check_beside, current
from children.models import Child
from reviews.cycle import of_breaks, statistics
from reviews.cycle.facts import CHUNK, among, chunks, cycles_of, facts_for
from reviews.midway import planning as midway_planning
from reviews.models import ClockRun, MidwayCheck, ReviewCycle
from statute import clock_facts as law
from statute.terms import TermsInForce
from statute.working_days import WorkingDays

COMPARED = [
    "period_start",
    "clock",
    "number",
    "kind",
    "opened_on",
    "closed_on",
    "due_on",
    "at_latest",
    "last_working_day",
    "internal_target_on",
    "complete_by",
    "rule",
    "reason",
    "held_on",
    "review_id",
    "working_days_late",
    "state",
    "void_reason",
    "is_assumed",
    "counts",
    "flags",
]
COLUMNS = [{"review_key": "review_id", "assumed": "is_assumed"}.get(n, n) for n in law.ReviewCycle._fields]
"""What of a turn is stored, in the order in which the law says it; the last are its flags."""
AT_ONCE_BESIDE = 1000
"""So many children are worked out while those before are written by a thread of their own."""


@dataclass(frozen=True)
class Moved:
    """A due date that a changed fact moved. `was` or `now` is None where there was or is none."""

    child_id: int
    rule: str
    opened_on: str
    was: str | None
    now: str | None


def replay_children(child_ids: Iterable[int], *, today: date) -> list[Moved]:
    """Replay the clock of these children and store the difference. Returns the due dates that moved."""
    by_authority: dict[int, list[int]] = defaultdict(list)
    for portion in chunks(sorted(set(child_ids))):
        for child, council in (
            Child.objects.filter(among("pk", portion)).order_by("pk").values_list("pk", "authority_id")
        ):
            by_authority[council].append(child)
    calendar = working_days()
    moved: list[Moved] = []
    for authority in Authority.objects.filter(pk__in=by_authority).order_by("pk"):
        mine = by_authority[authority.pk]
        moved += _replay(authority.pk, mine, today=today, calendar=calendar, terms=terms_for(authority))
    if sum(len(children) for children in by_authority.values()) >= statistics.MANY_CHILDREN:
        statistics.refresh_after_commit()
    return moved


def replay_all(*, today: date) -> int:
    """Replay every child of every council, so that what became overdue overnight says so.

    Returns how many children.
    """
    total = 0
    for authority in Authority.objects.order_by("pk"):
        total += replay_authority(authority, today=today)
    return total


def replay_authority(authority: Authority, *, today: date) -> int:
    """Replay every child of one council and note the day. Returns how many children."""
    children = list(Child.objects.filter(authority=authority).order_by("pk").values_list("pk", flat=True))
    replay_children(children, today=today)
    ClockRun.objects.update_or_create(authority=authority, defaults={"as_at": today, "ran_at": now()})
    return len(children)


def ensure_replayed(authority: Authority, today: date) -> None:
    """Make sure that every child of the council has a stored clock of today."""
    if not ClockRun.objects.filter(authority=authority, as_at=today).exists():
        replay_authority(authority, today=today)
        return
    without = Child.objects.filter(authority=authority, periods__isnull=False, review_cycles=None)
    missing = list(without.order_by("pk").values_list("pk", flat=True).distinct())
    if missing:
        replay_children(missing, today=today)


def after_children_changed(
    authority: Authority, child_ids: Sequence[int], today: date
) -> list[dict[str, Any]]:
    """Called by the floor below when facts of children changed. Returns the moved due dates as plain data."""
    return [asdict(m) for m in replay_children(child_ids, today=today)]


def before_children_removed(child_ids: Sequence[int]) -> None:
    """Called by the app below before children go: what was worked out of them goes with them."""
    ReviewCycle.objects.filter(child__in=child_ids).delete()
    midway_planning.forget_untouched(MidwayCheck.objects.filter(child__in=child_ids))


def _replay(
    authority_id: int, child_ids: list[int], *, today: date, calendar: WorkingDays, terms: TermsInForce
) -> list[Moved]:
    """Replay and store portion by portion. Where a thread writes beside this one, it reads the next portion
    while one is worked out.
    """
    beside = current()
    each = chunks(child_ids, AT_ONCE_BESIDE if beside else CHUNK)
    made = (_Difference(authority_id, portion, today, calendar, terms) for portion in each)
    moved: list[Moved] = []
    with pghistory.context(clock="replayed"):
        for difference in _read_ahead(made, beside) if beside else made:
            with transaction.atomic(savepoint=beside is None):
                if not beside:
                    difference.read()
                difference.work_out()
                difference.write()
            moved += difference.moved
    return moved


def _read_ahead(differences: Iterator["_Difference"], beside: Writer) -> Iterator["_Difference"]:
    """Each portion as it was read by the thread that writes, which reads the next one meanwhile."""
    last: tuple[_Difference, Future[None]] | None = None
    for difference in differences:
        coming = difference, beside.ask(difference.read)
        if last:
            beside.answer_of(last[1])
            yield last[0]
        last = coming
    if last:
        beside.answer_of(last[1])
        yield last[0]


@dataclass
class _Difference:
    """Where the stored turns of some children of a council, and what is planned by them, differ from what is
    worked out now.
    """

    authority_id: int
    children: list[int]
    today: date
    calendar: WorkingDays
    terms: TermsInForce
    facts: Mapping[int, law.ChildFacts] = field(default_factory=dict)
    stored: dict[int, dict[int, ReviewCycle]] = field(default_factory=lambda: defaultdict(dict))
    checks: list[MidwayCheck] = field(default_factory=list)
    marked: list[of_breaks.Stored] = field(default_factory=list)
    marks: of_breaks.Marks | None = None
    midway: midway_planning.Plan | None = None
    new: list[tuple[int, law.ReviewCycle]] = field(default_factory=list)
    changed: list[ReviewCycle] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    moved: list[Moved] = field(default_factory=list)

    def read(self) -> None:
        """Everything that is read of these children, so that nothing is once writing has begun."""
        child_ids = self.children
        mine = Child.objects.filter(among("pk", child_ids))
        list(mine.select_for_update(no_key=True).order_by("pk").values_list("pk"))
        for row in ReviewCycle.objects.filter(among("child_id", child_ids)).order_by():
            self.stored[row.child_id][row.sequence] = row
        self.checks = midway_planning.checks_of(child_ids)
        self.facts = facts_for(child_ids)
        self.marked = of_breaks.stored_of(self.facts)

    def work_out(self) -> None:
        today, calendar, terms = self.today, self.calendar, self.terms
        fresh = {}
        for child, turns in cycles_of(self.facts, as_at=today, calendar=calendar, terms=terms):
            fresh[child] = turns
            self._look_at(child, turns)
        self.midway = midway_planning.plan(self.checks, fresh, today=today, calendar=calendar, terms=terms)
        self.marks = of_breaks.marks(self.marked, self.facts, as_at=today, terms=terms)
        self.facts, self.stored, self.checks, self.marked = {}, {}, [], []

    def _look_at(self, child: int, turns: list[law.ReviewCycle]) -> None:
        """Compare the turns of one child with those that are stored."""
        if old := self.stored[child]:
            self._compare(child, old, turns)
        else:
            self.new += [(child, turn) for turn in turns]

    def _compare(self, child: int, old: dict[int, ReviewCycle], turns: list[law.ReviewCycle]) -> None:
        wanted = {t.sequence: ReviewCycle(**_values(self.authority_id, child, t)) for t in turns}
        self.moved += _moved(child, list(old.values()), list(wanted.values()))
        self.gone += [row.pk for sequence, row in old.items() if sequence not in wanted]
        self.new += [(child, turn) for turn in turns if turn.sequence not in old]
        for sequence, row in wanted.items():
            was = old.get(sequence)
            if was and any(getattr(was, f) != getattr(row, f) for f in COMPARED):
                row.pk = was.pk
                self.changed.append(row)

    def write(self) -> None:
        check_beside()
        if self.gone:
            ReviewCycle.objects.filter(pk__in=self.gone).delete()
        update_objects(self.changed, COMPARED)
        if self.new:
            rows = ((child, *turn[:-1], as_json(list(turn.flags))) for child, turn in self.new)
            copy_in(ReviewCycle, ("child_id", *COLUMNS), rows, {"authority_id": self.authority_id})
        if self.midway:
            self.midway.write()
        if self.marks:
            self.marks.write()


def _values(authority_id: int, child_id: int, cycle: law.ReviewCycle) -> dict[str, Any]:
    """What is stored of a turn."""
    told = dict(zip(COLUMNS, cycle, strict=True))
    words = {name: str(told[name]) for name in ("clock", "kind", "state")}
    return told | words | {"authority_id": authority_id, "child_id": child_id, "flags": list(cycle.flags)}


def _moved(child_id: int, old: list[ReviewCycle], new: list[ReviewCycle]) -> list[Moved]:
    """Turns that were there before and are due on another day now, or are gone. A new turn has not moved."""
    matches, found = _Matches(old, new), []
    for row, started_by in _with_start(old):
        now_ = matches.of(row, started_by)
        due = now_.due_on if now_ else None
        if due != row.due_on:
            found.append(
                Moved(
                    child_id=child_id,
                    rule=(now_ or row).rule,
                    opened_on=row.opened_on.isoformat(),
                    was=_iso(row.due_on),
                    now=_iso(due),
                )
            )
    return found


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


class _Matches:
    """The turn of today that is the same as one of before, though a corrected fact may have moved its dates.

    Tried in order: the same start; the same review at its end; the same first day, where the start of the
    period was corrected; the same review at its beginning, where that review's date was; the same place,
    where both were.
    """

    def __init__(self, old: list[ReviewCycle], new: list[ReviewCycle]) -> None:
        known = {(row.period_start, row.opened_on) for row in old}
        self.by_start = {(row.period_start, row.opened_on): row for row in new}
        self.by_review = {row.review_id: row for row in new if row.review_id}
        self.by_day = {row.opened_on: row for row in new}
        self.after = {review: row for row, review in _with_start(new) if review}
        self.by_place = {row.sequence: row for row in new if (row.period_start, row.opened_on) not in known}

    def of(self, row: ReviewCycle, started_by: int | None) -> ReviewCycle | None:
        tried = (
            self.by_start.get((row.period_start, row.opened_on)),
            self.by_review.get(row.review_id or 0),
            self.by_day.get(row.opened_on),
            self.after.get(started_by or 0),
            self.by_place.get(row.sequence),
        )
        return next((found for found in tried if found), None)


def _with_start(rows: list[ReviewCycle]) -> list[tuple[ReviewCycle, int | None]]:
    """Each turn with the review that started it, in order; None for the first turn."""
    ordered = sorted(rows, key=lambda row: row.sequence)
    return [
        (row, before.review_id if before else None)
        for before, row in zip([None, *ordered], ordered, strict=False)
    ]
