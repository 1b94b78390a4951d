"""The child's IRO, the social worker, family links."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import IntegrityError, transaction
from django.db.models import Q

from accounts.audit import trail as audit
from accounts.clock import now
from accounts.lifecycle import NotNow
from accounts.models import Team, User, Worker
from accounts.people.independence import hold_cases
from children.care import states
from children.models import Child, FamilyLink, IroAllocation, SocialWorkerAllocation
from children.models.family import LinkKind
from children.notifications.facts import instant
from children.people.appointment import WORDS, check_may_be_iro, family_of
from children.people.independence import check_not_the_iro, check_team
from children.people.with_role import check_can_be_iro, check_works_here
from children.restriction.actions import name_iros
from statute.appointment import Notice, notices
from statute.refusals import Refused


@dataclass(frozen=True)
class Departs:
    """Why an IRO is named against a rule of continuity or family; no reason: none is departed from."""

    reason: str = ""
    note: str = ""


AS_THE_RULES_SAY = Departs()
WHY_DEPART = "{rules} Select why this IRO is named anyway."


def allocate_iro(
    *,
    child: Child,
    worker: Worker,
    on: date,
    end_reason: str,
    by: User,
    today: date,
    at: time | None = None,
    departs: Departs = AS_THE_RULES_SAY,
    chosen: Mapping[int, int] | None = None,
) -> IroAllocation:
    """Name the child's IRO from a day; the allocation before ends that day with its reason (AP-1, AP-5).

    Without a time of day the instant is this one where the day is today, and else not known.

    Departing from a rule of continuity or family (AP-6 to AP-8) takes a reason; `chosen` are the children who
    are given an IRO together with this one. Raises IroConflict where the law bars the person (AP-10), NotNow
    otherwise.
    """
    with audit.action(
        "iro.allocated",
        by=by,
        authority=child.authority_id,
        child_id=child.pk,
        worker=worker.pk,
        on=on.isoformat(),
    ) as event:
        hold_cases(child.authority)
        audit.hold(child, worker)
        _check_may_be_iro(child, worker, on=on, today=today)
        broken = _departed_from(child, worker, departs, chosen)
        last = child.iro_allocations.order_by("-started_on").first()
        if last and last.ended_on is None:
            _end_allocation(last, worker, on, end_reason)
        elif last and last.ended_on and on < last.ended_on:
            raise NotNow("Another IRO was allocated then. Choose a later date.", "on")
        event.target = allocation = IroAllocation.objects.create(
            child=child,
            worker=worker,
            started_on=on,
            named_at=_named_at(on, at, today),
            recorded_on=today,
            exception=departs.reason if broken else "",
            exception_note=departs.note.strip() if broken else "",
            exception_to=broken,
        )
        name_iros(child, by=by, today=today)
    return allocation


def _departed_from(
    child: Child, worker: Worker, departs: Departs, chosen: Mapping[int, int] | None
) -> list[str]:
    """The rules of family and continuity that naming this person departs from. Raises NotNow without a
    reason.
    """
    broken = [str(rule) for rule in notices(worker.pk, family_of(child, chosen))]
    if broken and not departs.reason:
        raise NotNow(WHY_DEPART.format(rules=" ".join(WORDS[Notice(rule)] for rule in broken)), "exception")
    return broken


def _named_at(on: date, at: time | None, today: date) -> datetime | None:
    if at is None:
        return now() if on == today else None
    return instant(on, at)


def before_care(child: Child, since: date) -> str:
    """Why an IRO or a social worker cannot be named from an earlier day."""
    day = f"{since.day} {since:%B %Y}"
    return f"{child.name} has been looked after since {day}. Choose that day or a later one."


def _check_may_be_iro(child: Child, worker: Worker, *, on: date, today: date) -> None:
    period = states.open_period(child)
    if on > today:
        raise NotNow("The date must be today or in the past.", "on")
    if on < period.started_on:
        raise NotNow(before_care(child, period.started_on), "on")
    if worker.authority_id != child.authority_id or not worker.is_iro:
        raise NotNow("Choose an IRO of this council.", "iro")
    check_may_be_iro(child, worker)
    check_can_be_iro(worker, today)


def _end_allocation(last: IroAllocation, worker: Worker, on: date, reason: str) -> None:
    if last.worker_id == worker.pk:
        raise NotNow("This person is the child's IRO already.", "iro")
    if on <= last.started_on:
        raise NotNow(
            f"The date must be after the present IRO began, {last.started_on.day} {last.started_on:%B %Y}.",
            "on",
        )
    if not reason:
        raise NotNow("Choose why the IRO changes.", "end_reason")
    last.ended_on, last.end_reason, last.ended_by_hand = on, reason, True
    last.save(update_fields=["ended_on", "end_reason", "ended_by_hand"])


def hand_over(
    *,
    children: Sequence[Child],
    worker: Worker,
    on: date,
    end_reason: str,
    by: User,
    today: date,
    departs: Departs = AS_THE_RULES_SAY,
) -> dict[Child, str]:
    """Give children of one IRO to another, each by an allocation of its own. Returns whom the other cannot
    take, and why.
    """
    refused, chosen = {}, {child.pk: worker.pk for child in children}
    for child in children:
        try:
            allocate_iro(
                child=child,
                worker=worker,
                on=on,
                end_reason=end_reason,
                by=by,
                today=today,
                departs=departs,
                chosen=chosen,
            )
        except Refused as why:
            refused[child] = str(why)
    return refused


def allocate_many(
    *,
    chosen: Mapping[Child, Worker],
    on: date,
    by: User,
    today: date,
    departs: Departs = AS_THE_RULES_SAY,
) -> dict[Child, str]:
    """Name the IRO of many children, each by an allocation of its own from the day. Returns who was refused,
    and why.
    """
    refused, together = {}, {child.pk: worker.pk for child, worker in chosen.items()}
    for child, worker in chosen.items():
        try:
            allocate_iro(
                child=child,
                worker=worker,
                on=on,
                end_reason="",
                by=by,
                today=today,
                departs=departs,
                chosen=together,
            )
        except Refused as why:
            refused[child] = str(why)
    return refused


def allocate_social_worker(
    *, child: Child, worker: Worker | None, team: Team, on: date, why: str, by: User, today: date
) -> SocialWorkerAllocation:
    """Name the child's social worker and team from a day; what was so before ends that day.

    An imported one may be ended too: a return comes once a year, and workers change in between. Raises
    NotNow.
    """
    with audit.action(
        "social_worker.allocated",
        by=by,
        authority=child.authority_id,
        child_id=child.pk,
        team=team.pk,
        worker=worker.pk if worker else None,
        on=on.isoformat(),
    ) as event:
        hold_cases(child.authority)
        audit.hold(child, *([worker] if worker else []))
        _check_may_be_worker(child, worker, team, on=on, today=today)
        last = child.social_worker_allocations.order_by("-started_on").first()
        if last:
            _end_social_worker(last, worker, team, on)
        event.target = found = SocialWorkerAllocation.objects.create(
            child=child, worker=worker, team=team, started_on=on, change_reason=why
        )
    return found


def _check_may_be_worker(child: Child, worker: Worker | None, team: Team, *, on: date, today: date) -> None:
    period = states.open_period(child)
    if on > today:
        raise NotNow("The date must be today or in the past.", "on")
    if on < period.started_on:
        raise NotNow(before_care(child, period.started_on), "on")
    if team.authority_id != child.authority_id or (worker and worker.authority_id != child.authority_id):
        raise NotNow("Choose a team and a social worker of this council.", "team")
    if worker is not None:
        check_not_the_iro(child, worker, today)
        check_works_here(worker, today)
    check_team({child.pk: on}, team.pk, today)


def _end_social_worker(last: SocialWorkerAllocation, worker: Worker | None, team: Team, on: date) -> None:
    if last.ended_on is not None:
        if on < last.ended_on:
            raise NotNow("Somebody else was the social worker then. Choose a later date.", "on")
        return
    if (last.worker_id, last.team_id) == (worker.pk if worker else None, team.pk):
        raise NotNow("This is the child's social worker and team already.", "worker")
    if on <= last.started_on:
        began = f"{last.started_on.day} {last.started_on:%B %Y}"
        raise NotNow(f"The date must be after the present social worker began, {began}.", "on")
    last.ended_on, last.ended_by_hand = on, True
    last.save(update_fields=["ended_on", "ended_by_hand"])


def link_family(*, child: Child, other: Child, kind: str, by: User) -> FamilyLink:
    """Say that two children of the council belong together. `kind` "CHILD_OF" is PARENT_OF the other way
    round.
    """
    if child.pk == other.pk:
        raise NotNow("Choose another child: this is the same one.", "number")
    if other.authority_id != child.authority_id:
        raise NotNow("There is no child with this number.", "number")
    one, two = (other, child) if kind == "CHILD_OF" else (child, other)
    stored = LinkKind.SIBLING if kind == LinkKind.SIBLING else LinkKind.PARENT_OF
    if stored == LinkKind.SIBLING and one.pk > two.pk:
        one, two = two, one
    with audit.action(
        "family.linked",
        by=by,
        authority=child.authority_id,
        child_id=child.pk,
        other=other.pk,
        link=str(stored),
    ) as event:
        audit.hold(*sorted((one, two), key=lambda held: held.pk))  # somebody may link them otherwise now
        if stored == LinkKind.PARENT_OF and two.born_on <= one.born_on:
            raise NotNow("The parent must be older than the child. Check which of the two it is.", "kind")
        linked = FamilyLink.objects.filter(Q(child=one, other=two) | Q(child=two, other=one))
        if linked.exclude(kind=stored, child=one).exists():
            raise NotNow("These two are linked otherwise already. Remove that link first.", "number")
        try:
            with transaction.atomic():
                event.target = link = FamilyLink.objects.create(child=one, other=two, kind=stored)
        except IntegrityError as twice:
            raise NotNow("These two are linked like that already.", "number") from twice
    return link


def unlink_family(*, link: FamilyLink, child: Child, by: User) -> None:
    """Take a family link back that was entered wrongly."""
    with audit.action(
        "family.unlinked",
        by=by,
        authority=child.authority_id,
        child_id=child.pk,
        target=link,
        link=link.kind,
    ):
        audit.hold(link)
        link.delete()
