"""Who could be the IRO of each child without one: proposed from family, care before and caseloads, in a fixed
number of queries (AP-6 to AP-11).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Q

from accounts.access.viewers import Viewer
from accounts.models import Worker
from children.child.current_facts import with_present
from children.models import Child, FamilyLink, IroAllocation, PeriodOfCare, SocialWorkerAllocation
from children.models.family import LinkKind
from children.people.appointment import caseloads
from children.people.case_parts import (
    began_in,
    conflicts_among_parts,
    lines_of_teams,
    parts_in_period,
    with_people,
)

SIBLING = "The IRO of a brother or sister."
SIBLING_HERE = "The same IRO as proposed for a brother or sister."
BEFORE = "Was the IRO when the child was in care before."
LOAD = "Has the fewest children for their hours."
NOBODY = "No IRO can be proposed: each of them works or worked in the case."


@dataclass(frozen=True)
class Proposal:
    """Whom to allocate and why; no worker where nobody is independent."""

    child: Child
    worker: Worker | None
    why: str


@dataclass
class Around:
    """What is known around the children to be allocated."""

    barred: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    """Child -> workers who are not independent."""
    siblings: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    generations: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    """Child -> their parents and children in care."""
    now: dict[int, int] = field(default_factory=dict)
    """Child -> worker who is the IRO now, of everybody related."""
    before: dict[int, int] = field(default_factory=dict)


def waiting(viewer: Viewer) -> list[Child]:
    """Children in care without an IRO whom the viewer may see, brothers and sisters near each other."""
    running = PeriodOfCare.objects.filter(child=OuterRef("pk"), ended_on=None, not_known_from=None)
    named = IroAllocation.objects.filter(child=OuterRef("pk"), ended_on=None)
    found = Child.objects.visible_to(viewer).filter(Exists(running), ~Exists(named))
    return list(with_present(found).order_by("surname", "forename", "number", "pk"))


def propose(children: Sequence[Child], viewer: Viewer, today: date) -> list[Proposal]:
    """One proposal for each child, as if the ones before it were taken up."""
    loads = caseloads(viewer, today)
    workers = list(loads)
    shares = {w.pk: load.share or 1.0 for w, load in loads.items()}
    counts = {w.pk: load.children for w, load in loads.items()}
    around = _around(children, workers)
    chosen: dict[int, int] = {}
    found = []
    for child in children:
        worker, why = _choose(child, workers, around, chosen, {w: counts[w] / shares[w] for w in counts})
        if worker is not None:
            chosen[child.pk] = worker.pk
            counts[worker.pk] += 1
        found.append(Proposal(child, worker, why))
    return found


def _choose(
    child: Child, workers: list[Worker], around: Around, chosen: dict[int, int], loads: dict[int, float]
) -> tuple[Worker | None, str]:
    held = around.now | chosen
    elders = {held[pk] for pk in around.generations[child.pk] if pk in held}
    free = {w.pk: w for w in workers if w.pk not in around.barred[child.pk]}
    for pk in sorted(around.siblings[child.pk]):
        if held.get(pk) in free:
            return free[held[pk]], SIBLING if pk in around.now else SIBLING_HERE
    before = around.before.get(child.pk)
    if before in free and before not in elders:
        return free[before], BEFORE
    apart = [w for pk, w in free.items() if pk not in elders]
    if not apart:
        return None, NOBODY
    return min(apart, key=lambda w: (loads[w.pk], w.name, w.pk)), LOAD


def _around(children: Sequence[Child], workers: list[Worker]) -> Around:
    around = Around()
    _see_family(around, [child.pk for child in children])
    _see_conflicts(around, [child.pk for child in children], workers)
    return around


def _see_family(around: Around, ids: list[int]) -> None:
    links = FamilyLink.objects.filter(Q(child__in=ids) | Q(other__in=ids)).order_by("pk")
    closed = ("child__is_restricted", "other__is_restricted")
    for one, other, kind, one_closed, other_closed in links.values_list("child", "other", "kind", *closed):
        kin = around.siblings if kind == LinkKind.SIBLING else around.generations
        if one_closed or not other_closed:  # as children.people.appointment.family_of
            kin[one].add(other)
        if other_closed or not one_closed:
            kin[other].add(one)
    related = {pk for kin in (around.siblings, around.generations) for group in kin.values() for pk in group}
    around.now.update(
        IroAllocation.objects.filter(child__in=related, ended_on=None)
        .order_by("child")
        .values_list("child", "worker")
    )
    earlier = IroAllocation.objects.filter(child__in=ids, ended_on__isnull=False).order_by("ended_on", "pk")
    around.before.update(earlier.values_list("child", "worker"))


def _see_conflicts(around: Around, ids: list[int], workers: list[Worker]) -> None:
    """Who is or was the social worker of the child in this period of care, or manages or managed its team, or
    controls its resources.
    """
    if not workers:
        return
    authority_id = workers[0].authority_id
    periods = {
        p.child_id: p for p in PeriodOfCare.objects.filter(child__in=ids, ended_on=None).order_by("pk")
    }
    rows = defaultdict(list)
    for row in with_people(SocialWorkerAllocation.objects.filter(child__in=ids)).order_by("pk"):
        rows[row.child_id].append(row)
    parts = {child: parts_in_period(theirs, periods.get(child)) for child, theirs in rows.items()}
    lines = defaultdict(list)
    teams = {part.team for own in parts.values() for part in own if part.team}
    for line in lines_of_teams(teams, authority_id):
        lines[line.user].append(line)
    for child in ids:
        own, began = parts.get(child, []), began_in(periods.get(child))
        around.barred[child] |= {
            w.pk
            for w in workers
            if conflicts_among_parts(own, lines[w.user_id or 0], began=began, user=w.user_id, worker=w.pk)
        }
