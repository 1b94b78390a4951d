"""Social workers of the return: workers by their number, allocations without overlap."""

from collections import defaultdict
from datetime import date

from accounts.models import Worker
from children.importing.batch import BULK, CHANGED, NEW, UNCHANGED, Batch, Row
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


TWO_AT_ONCE = (
    "The child would have two social workers at the same time.",
    "Correct SW_DECOM or SW_DEC of the two rows.",
    "SW08STG1",
)


def merge_social_workers(batch: Batch, rows: list[Row]) -> None:
    """Allocations by child and start. One that overlaps another is refused by itself."""
    workers = workers_by_staff_id(batch, {r.values["staff_id"]: {"job_title": "Social worker"} for r in rows})
    stored = _stored({batch.children[r.number].pk for r in rows})
    by_child: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        by_child[batch.children[row.number].pk].append(row)
    shorter: list[SocialWorkerAllocation] = []
    longer: list[SocialWorkerAllocation] = []
    create = []
    for child, mine in by_child.items():
        spans = {start: a.ended_on for start, a in stored[child].items()}
        for row in sorted(mine, key=lambda r: r.values["started_on"]):
            start, end = row.values["started_on"], row.values["ended_on"]
            old = stored[child].get(start)
            if old is not None and batch.is_newer(old.source_id):
                row.status = UNCHANGED
                continue
            worker = workers[row.values["staff_id"]]
            if old is not None and old.source_id is None:
                row.status = UNCHANGED  # named by another import or by hand: kept
                continue
            if _overlaps(spans, start, end):
                batch.say(row, "SW_DECOM", *TWO_AT_ONCE)
                continue
            spans[start] = end
            facts = {"worker_id": worker.pk, "ended_on": end, "change_reason": row.values["change_reason"]}
            if old is None:
                allocation = SocialWorkerAllocation(
                    child_id=child, started_on=start, team_id=worker.team_id, source=batch.record, **facts
                )
                stored[child][start] = allocation
                create.append(allocation)
                row.status = NEW
            elif any(getattr(old, f) != x for f, x in facts.items()):
                (shorter if (end or date.max) <= (old.ended_on or date.max) else longer).append(old)
                for f, x in facts.items():
                    setattr(old, f, x)
                old.source = batch.record
                row.status = CHANGED
            else:
                row.status = UNCHANGED
    for portion in (shorter, longer):
        SocialWorkerAllocation.objects.bulk_update(
            portion, ["worker", "ended_on", "change_reason", "source"], batch_size=500
        )
    SocialWorkerAllocation.objects.bulk_create(create, batch_size=BULK)


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
