"""Who may become a child's IRO and what is to be thought about: the facts that statute/appointment.py
judges (AP-6 to AP-11).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from accounts.access.viewers import Viewer
from accounts.calendars import terms_for, working_days
from accounts.models import Authority, Worker, WorkerHours
from accounts.registry import registered
from children.access import counted_for
from children.models import Child, FamilyLink, IroAllocation
from children.models.family import LinkKind
from children.people.case_parts import (
    began_in,
    conflicts_among_parts,
    lines_of_teams,
    parts_in_period,
    with_people,
)
from children.people.with_role import can_be_iro
from statute.appointment import Conflict, Family, Notice, check_independent, notices
from statute.refusals import Refused
from statute.timescales import Caseload, caseload_per_full_time, caseload_standing, iro_appointment_due_on

WORDS = {
    Notice.SIBLINGS_APART: (
        "A brother or sister has another IRO. Brothers and sisters have the same one unless there is a "
        "reason."
    ),
    Notice.PARENT_AND_CHILD: (
        "This person is the IRO of the child's looked-after parent or child. They should have different ones."
    ),
    Notice.NOT_THE_PREVIOUS: (
        "The child had another IRO when in care before. It should be the same person where that is "
        "practicable."
    ),
}
BARRED = {
    Conflict.SOCIAL_WORKER: "Cannot be chosen: is or was the child’s social worker.",
    Conflict.BUDGET_HOLDER: "Cannot be chosen: controls or controlled the resources of the child’s case.",
    Conflict.MANAGER: "Cannot be chosen: manages or managed the child’s team.",
}
JOINED = (
    "This person works or worked in the case of a brother or sister who is in an open concern about this "
    "child, and an IRO must be independent of it. Choose another IRO, or close the concern first."
)
STANDING = {
    Caseload.BELOW: "below the recommended range",
    Caseload.WITHIN: "within the recommended range",
    Caseload.OVER: "over the recommended range",
    Caseload.NOT_KNOWN: "hours not recorded",
}


@dataclass(frozen=True)
class Load:
    """An IRO's caseload (AP-11): children now, children for each full-time IRO, and how that stands to 50
    to 70.
    """

    children: int
    per_full_time: float | None
    standing: Caseload
    share: float | None = None
    """Of a full-time post, for reviews; None: not recorded."""

    @property
    def words(self) -> str:
        """The load in a sentence."""
        now = f"{self.children} {'child' if self.children == 1 else 'children'} now"
        if self.per_full_time is None:
            return f"{now}, {STANDING[self.standing]}"
        return f"{now}, {self.per_full_time:.0f} to one full-time IRO: {STANDING[self.standing]}"


def caseloads(viewer: Viewer, today: date) -> dict[Worker, Load]:
    """Every IRO of the council who can be chosen, with the load as far as the person may know it, in one
    query: those who left, or have no role IRO here any more, are not among them.
    """
    terms = terms_for(viewer.authority).on(today)
    counted = Q(iro_allocations__child__in=counted_for(viewer).values("pk").order_by())
    open_now = Count("iro_allocations", filter=Q(iro_allocations__ended_on=None) & counted)
    workers = Worker.objects.filter(authority=viewer.authority_id, is_iro=True)
    rows = (
        workers.filter(can_be_iro(today))
        .annotate(children_now=open_now, share=WorkerHours.objects.share_on(today))
        .order_by("name", "staff_id", "pk")
    )
    found: dict[Worker, Load] = {}
    for worker in rows:
        share = float(worker.share) if worker.share else None
        found[worker] = Load(
            worker.children_now,
            caseload_per_full_time(worker.children_now, share),
            caseload_standing(worker.children_now, share, terms=terms),
            share,
        )
    return found


def caseload_hints(loads: Mapping[Worker, Load]) -> dict[Worker, str]:
    """Every IRO's caseload in a sentence."""
    return {worker: f"{load.words[0].upper()}{load.words[1:]}." for worker, load in loads.items()}


def conflicts_of(child: Child, worker: Worker) -> set[Conflict]:
    """Why this person cannot be the child's IRO, now or in this period of care (AP-10): worked the case, or
    manages it.
    """
    return conflicts_among(child, [worker])[worker]


def check_may_be_iro(child: Child, worker: Worker) -> None:
    """Raise Refused where this person cannot be the child's IRO, or stand in, because of this child or of one
    about whom the child's IRO acts too.
    """
    check_independent(conflicts_of(child, worker))
    for joined in registered("IRO_ACTS_FOR_TOO"):
        if any(conflicts_of(other, worker) for other in joined(child)):
            raise Refused(JOINED, "iro")


def conflicts_among(child: Child, workers: Iterable[Worker]) -> dict[Worker, set[Conflict]]:
    """The same for many people, in three queries however many they are."""
    period = child.periods.order_by("-started_on").first()
    parts = parts_in_period(with_people(child.social_worker_allocations.all()), period)
    lines = lines_of_teams({part.team for part in parts if part.team}, child.authority_id)
    return {
        worker: conflicts_among_parts(
            parts, lines, began=began_in(period), user=worker.user_id, worker=worker.pk
        )
        for worker in workers
    }


def family_of(child: Child, chosen: Mapping[int, int] | None = None) -> Family:
    """The IROs around the child: of brothers and sisters, of a looked-after parent or child, and from care
    before. `chosen`: child -> worker of those who are given an IRO together with this one. A restricted
    relative counts for a restricted child alone: elsewhere the rule would tell of the record.
    """
    links = FamilyLink.objects.filter(Q(child=child) | Q(other=child))
    if not child.is_restricted:
        links = links.filter(child__is_restricted=False, other__is_restricted=False)
    pairs = links.values_list("child", "other", "kind")
    kin = {(b if a == child.pk else a): kind for a, b, kind in pairs}
    now = dict(
        IroAllocation.objects.filter(child__in=kin, ended_on=None)
        .order_by("child")
        .values_list("child", "worker")
    )
    now |= {pk: worker for pk, worker in (chosen or {}).items() if pk in kin}
    siblings = {now[pk] for pk, kind in kin.items() if pk in now and kind == LinkKind.SIBLING}
    parents = {now[pk] for pk, kind in kin.items() if pk in now and kind == LinkKind.PARENT_OF}
    return Family(sibling_iros=siblings, parent_or_child_iros=parents, previous_iro=_from_care_before(child))


def _from_care_before(child: Child) -> int | None:
    """The last IRO of an earlier period, where this period has had none yet (AP-8)."""
    period = child.periods.order_by("-started_on").first()
    if period is None or child.iro_allocations.filter(started_on__gte=period.started_on).exists():
        return None
    before = child.iro_allocations.filter(ended_on__lte=period.started_on).order_by("-started_on")
    return before.values_list("worker", flat=True).first()


def hints_for(child: Child, loads: Mapping[Worker, Load]) -> dict[Worker, str]:
    """What to know before each of these people becomes the IRO: why they cannot, the caseload, and what is
    to be thought about (AP-6 to AP-11).
    """
    family, conflicts, found = family_of(child), conflicts_among(child, loads), {}
    for worker, words_of_load in caseload_hints(loads).items():
        words = [words_of_load]
        if conflicts[worker]:
            words = [BARRED[min(conflicts[worker])]]
        found[worker] = " ".join(
            [*words, *(WORDS[n] for n in notices(worker.pk, family) if not conflicts[worker])]
        )
    return found


def late_since(authority: Authority, today: date) -> date:
    """Children in care since this day or earlier should have had an IRO named by now (AP-3, five working
    days).
    """
    calendar, terms = working_days(), terms_for(authority).on(today)
    day = today
    while iro_appointment_due_on(day, calendar=calendar, terms=terms) >= today:
        day -= timedelta(days=1)
    return day
