"""Social workers of the return: workers by their number, allocations without overlap."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from accounts.models import Worker
from children.imports.batch import BULK, CHANGED, NEW, UNCHANGED, Batch, Row
from children.imports.precedence import known_until
from children.models import SocialWorkerAllocation


def workers_by_staff_id(batch: Batch, wanted: dict[str, dict[str, object]]) -> dict[str, Worker]:
    """Staff number -> Worker of the council, made where there is none yet."""
    found = {w.staff_id: w for w in Worker.objects.filter(authority=batch.authority)}
    new = [
        Worker(authority=batch.authority, staff_id=s, **facts)
        for s, facts in wanted.items()
        if s not in found
    ]
    Worker.objects.bulk_create(new, batch_size=BULK)
    return found | {w.staff_id: w for w in new}


@dataclass
class _Changes:
    """Allocations to write: ends that come earlier first, so that none overlaps on the way."""

    gone: list[int] = field(default_factory=list)
    shorter: list[SocialWorkerAllocation] = field(default_factory=list)
    longer: list[SocialWorkerAllocation] = field(default_factory=list)
    new: list[SocialWorkerAllocation] = field(default_factory=list)

    def write(self) -> None:
        SocialWorkerAllocation.objects.filter(pk__in=self.gone).delete()
        for portion in (self.shorter, self.longer):
            SocialWorkerAllocation.objects.bulk_update(
                portion, ["worker", "ended_on", "change_reason", "source"], batch_size=500
            )
        SocialWorkerAllocation.objects.bulk_create(self.new, batch_size=BULK)


def merge_social_workers(batch: Batch, rows: list[Row]) -> None:
    """Allocations by child and start. One that overlaps another of the same return is refused by itself; a later return wins."""
    workers = workers_by_staff_id(batch, {r.values["staff_id"]: {"job_title": "Social worker"} for r in rows})
    stored = _stored({batch.children[r.number].pk for r in rows})
    by_child: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        by_child[batch.children[row.number].pk].append(row)
    changes = _Changes()
    for child, mine in by_child.items():
        mine.sort(key=lambda r: r.values["started_on"])
        _give_way(batch, stored[child], mine, changes)
        for row in mine:
            _merge_allocation(batch, row, stored[child], workers[row.values["staff_id"]], changes)
    changes.write()


def _give_way(
    batch: Batch, stored: dict[date, SocialWorkerAllocation], rows: list[Row], changes: _Changes
) -> None:
    """End what an earlier return left open, or had otherwise, where this one names another worker."""
    starts = {row.values["started_on"] for row in rows}
    for start, old in list(stored.items()):
        year = batch.years.get(old.source_id)
        if start in starts or year is None or year >= batch.year or old.ended_by_hand:
            continue
        spans = {r.values["started_on"]: r.values["ended_on"] for r in rows}
        over = [s for s, end in spans.items() if _overlaps({s: end}, start, old.ended_on)]
        if not over:
            continue
        if min(over) < start:
            changes.gone.append(old.pk)
            del stored[start]
            continue
        old.ended_on = _until(batch, year, start, min(over))
        changes.shorter.append(old)


def _until(batch: Batch, year: int, start: date, following: date) -> date:
    """When an allocation ended that a later return does not have: when the next began, at the latest when its return's word ends."""
    until = known_until(batch, year)
    return min(following, until) if until is not None and until > start else following


def _merge_allocation(
    batch: Batch,
    row: Row,
    stored: dict[date, SocialWorkerAllocation],
    worker: Worker,
    changes: _Changes,
) -> None:
    start, end = row.values["started_on"], row.values["ended_on"]
    old = stored.get(start)
    facts = {"worker_id": worker.pk, "ended_on": end, "change_reason": row.values["change_reason"]}
    if old is not None and (old.source_id is None or old.ended_by_hand or batch.is_newer(old.source_id)):
        row.status = UNCHANGED  # named or ended by hand, or named by a later return: kept
        if not batch.is_newer(old.source_id) and any(getattr(old, f) != x for f, x in facts.items()):
            batch.keep(row)
        return
    in_the_way = [a for a in stored.values() if _overlaps({a.started_on: a.ended_on}, start, end)]
    if any(not batch.is_newer(a.source_id) for a in in_the_way):
        _refuse(batch, row, by_hand=any(a.source_id is None or a.ended_by_hand for a in in_the_way))
        return
    if in_the_way:  # a later return is in already and says what follows
        end = _until(batch, batch.year, start, min(a.started_on for a in in_the_way))
        if end <= start:
            row.status = UNCHANGED
            return
    facts["ended_on"] = end
    if old is None:
        stored[start] = SocialWorkerAllocation(
            child_id=batch.children[row.number].pk,
            started_on=start,
            team_id=worker.team_id,
            source=batch.record,
            **facts,
        )
        changes.new.append(stored[start])
        row.status = NEW
    elif any(getattr(old, f) != x for f, x in facts.items()):
        is_shorter = (end or date.max) <= (old.ended_on or date.max)
        (changes.shorter if is_shorter else changes.longer).append(old)
        for f, x in facts.items():
            setattr(old, f, x)
        old.source = batch.record
        row.status = CHANGED
    else:
        row.status = UNCHANGED


def _refuse(batch: Batch, row: Row, *, by_hand: bool) -> None:
    """Refuse a row that overlaps another allocation: one of the return, or one that somebody named or ended in the portal."""
    why, to_do, rule = (
        "The child would have two social workers at the same time.",
        "Correct SW_DECOM or SW_DEC of the two rows.",
        "SW08STG1",
    )
    if by_hand:
        why = "Somebody who was named in the portal, or ended there, was the social worker then."
        to_do, rule = "Correct the social worker in the portal, or SW_DECOM or SW_DEC of the row.", "OVERLAP"
    batch.say(row, "SW_DECOM", why, to_do, rule)


def _stored(children: set[int]) -> dict[int, dict[date, SocialWorkerAllocation]]:
    """The allocations of these children: child -> start -> allocation."""
    stored: dict[int, dict[date, SocialWorkerAllocation]] = defaultdict(dict)
    for allocation in SocialWorkerAllocation.objects.filter(child__in=children):
        stored[allocation.child_id][allocation.started_on] = allocation
    return stored


def _overlaps(spans: dict[date, date | None], start: date, end: date | None) -> bool:
    return any(
        other != start and other < (end or date.max) and start < (until or date.max)
        for other, until in spans.items()
    )
