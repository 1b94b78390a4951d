"""Who sees which concern, as what, and the door to one.

Never business support, never a social worker, never a manager outside the child's line.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import BigIntegerField, Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable

from accounts import clock
from accounts.access.roles import LINE_ROLES, Permission, Role, Scope
from accounts.access.viewers import NotAllowed, Viewer
from accounts.models import PastPerson, TeamLine, User
from accounts.written import Written
from children.access import log_read, may_record, refuse
from children.models import Child, IroAllocation, SocialWorkerAllocation, StandIn
from children.people.independence import check_person, conflicts_of_person
from disputes import wording
from disputes.models import Concern, ConcernChild, ConcernStep, Cover
from disputes.models.concern import STEP_OPEN, StepState
from disputes.models.ladder import OF_THE_COUNCIL
from disputes.states import NotYours, Part


@dataclass(frozen=True)
class Actor:
    """Somebody at work in one dispute:

    who, and as what. Actions take an Actor and ask states.py with its parts.
    """

    user: User
    parts: frozenset[Part]


def stands_over(viewer: Viewer) -> QuerySet[TeamLine]:
    """That the person stands over the child's team now, at the level of the stage in the query around it.

    Asked by itself: PostgreSQL takes several times longer to plan one join of stage, concern, child and team.
    """
    return TeamLine.objects.filter(
        team__allocations__child=OuterRef(OuterRef("child")),
        team__allocations__ended_on=None,
        user=viewer.user_id,
        level=OuterRef("stage__level"),
    )


def _at_their_level(viewer: Viewer) -> QuerySet[ConcernStep]:
    """Stages that the concern reached at a level at which the person stands over the child's team now."""
    line = stands_over(viewer).filter(level__in=[r for r in LINE_ROLES if r in viewer.roles])
    return ConcernStep.objects.filter(Exists(line), concern=OuterRef("pk")).exclude(state=StepState.SKIPPED)


def _covers(viewer: Viewer, today: date) -> QuerySet[Cover]:
    return Cover.objects.filter(
        concern=OuterRef("pk"), user=viewer.user_id, started_on__lte=today, ended_on__gt=today
    )


def concerns_visible_to(viewer: Viewer, today: date | None) -> QuerySet[Concern]:
    """Concerns this person may see in their council. Every list starts here.

    The IRO, whoever stands in for them, and the QA manager see those of every child they see; managers of the
    line those that reached their own level; a director those of a child they gave a reason for; an IRO who
    covers that one. Where one of the children is restricted, only people who may see that child see the
    concern. Without a day nobody covers.
    """
    seen = Child.objects.visible_to(viewer)
    closed = ConcernChild.objects.filter(concern=OuterRef("pk"), child__is_restricted=True).exclude(
        child__in=seen.values("pk").order_by()
    )
    return _reached(viewer, today, seen).exclude(Exists(closed))


def _reached(viewer: Viewer, today: date | None, children: QuerySet[Child]) -> QuerySet[Concern]:
    """The concerns that the person would see if these were the children they see."""
    rows = Concern.objects.filter(authority=viewer.authority_id)
    if not viewer.may(Permission.SEE_DISPUTES):
        return rows.none()
    seen = children.values("pk").order_by()
    inside = ConcernChild.objects.filter(concern=OuterRef("pk"), child__in=seen)
    reach: Combinable | Q = Q(pk__in=[])
    if viewer.is_a(Role.QA_MANAGER) or Scope.BY_REASON in viewer.scopes:
        reach |= Exists(inside)
    if viewer.may(Permission.CHALLENGE):
        own = IroAllocation.objects.filter(ended_on=None, worker__user=viewer.user_id)
        stands_in = StandIn.objects.running(today or clock.today()).filter(worker__user=viewer.user_id)
        reach |= Exists(inside.filter(child__in=own.values("child").order_by()))
        reach |= Exists(inside.filter(child__in=stands_in.values("child").order_by()))
        if today is not None:
            reach |= Exists(_covers(viewer, today))
    if viewer.is_a(*LINE_ROLES):
        reach |= Q(child__in=seen) & Exists(_at_their_level(viewer))
    return rows.filter(reach)


def get_concern(viewer: Viewer, public_id: UUID, *, page: str, today: date) -> Concern:
    """The concern, when this person may see it; the read is logged on each child in it.

    Raises RecordClosed where the person must first give a reason for a child in it, or ask for one whose
    record is
    restricted, and Http404 for everybody else.
    """
    concern = (
        concerns_visible_to(viewer, today)
        .select_related("child__authority", "team", "ladder", "decision", "raised_by", "closed_by")
        .filter(public_id=public_id)
        .first()
    )
    if concern is None:
        refuse(viewer, _closed_child(viewer, public_id, today), page=page)
    for child_id in concern.children.values_list("child_id", flat=True):
        log_read(viewer, child_id, page=page)
    return concern


def _closed_child(viewer: Viewer, public_id: UUID, today: date) -> Child | None:
    """The child whose closed record keeps the person out of the concern; None where no record would open
    it for them.
    """
    can_ask_for = (
        Child.objects.filter(authority=viewer.authority_id)
        if Scope.BY_REASON in viewer.scopes
        else Child.objects.within_reach_of(viewer)
    )
    seen = Child.objects.visible_to(viewer).values("pk").order_by()
    inside = Child.objects.filter(
        in_concerns__concern__in=_reached(viewer, today, can_ask_for).filter(public_id=public_id)
    )
    return inside.exclude(pk__in=seen).order_by("in_concerns__pk").first()


def open_step(concern: Concern) -> ConcernStep | None:
    """The stage that is open now:

    informal or formal; None while it was only talked about, and once closed.
    """
    return concern.steps.filter(state__in=STEP_OPEN).select_related("stage").first()


def cover_today(concern: Concern, today: date) -> Cover | None:
    """Who covers for the IRO today; the last one named, where two overlap."""
    running = concern.covers.filter(started_on__lte=today, ended_on__gt=today)
    return running.select_related("user").order_by("-pk").first()


def parts_in(viewer: Viewer, concern: Concern, today: date) -> frozenset[Part]:
    """What the person is in this concern.

    The child's IRO, or the covering IRO, never answers it and is never its manager.
    """
    if viewer.authority_id != concern.authority_id or not viewer.may(Permission.SEE_DISPUTES):
        return frozenset()
    parts = {Part.QA} if viewer.may(Permission.OVERSEE_DISPUTES) else set()
    covers = (
        viewer.may(Permission.CHALLENGE)
        and concern.covers.filter(user=viewer.user_id, started_on__lte=today, ended_on__gt=today).exists()
    )
    if viewer.may(Permission.CHALLENGE) and (may_record(viewer, concern.child) or covers):
        return frozenset({*parts, Part.IRO})
    if viewer.may(Permission.ANSWER_DISPUTES):
        levels = levels_of(viewer, concern)
        reached = concern.steps.exclude(state=StepState.SKIPPED).filter(stage__level__in=levels)
        states = set(reached.values_list("state", flat=True))
        if states:
            parts.add(Part.MANAGER)
        if states & set(STEP_OPEN):
            parts.add(Part.ANSWERER)
    return frozenset(parts)


def levels_of(viewer: Viewer, concern: Concern) -> set[str]:
    """The levels at which the person answers for this child:

    in the team's line now, and as Director or QA manager of the council.
    """
    levels = set(
        viewer.user.lines.filter(
            team__allocations__child=concern.child_id,
            team__allocations__ended_on=None,
            level__in=[r for r in LINE_ROLES if r in viewer.roles],
        ).values_list("level", flat=True)
    )
    return levels | {role.value for role in OF_THE_COUNCIL if viewer.is_a(role)}


def actor_in(viewer: Viewer, concern: Concern, today: date) -> Actor:
    return Actor(viewer.user, parts_in(viewer, concern, today))


def sees_all(parts: frozenset[Part]) -> bool:
    """Whether the person reads private notes and legal advice too:

    the IRO, the IRO who covers, the QA manager.
    """
    return bool(parts & {Part.IRO, Part.QA})


def _is_or_was(user: Any) -> Q:
    """That the person is the social worker of an allocation, or was by a link that was taken away."""
    past = PastPerson.objects.filter(worker=OuterRef("worker"), ended_on__gte=OuterRef("started_on"))
    return Q(worker__user=user) | Q(Exists(past.filter(user=user)))


WAS_WORKER = Written(
    lambda child, user: (
        SocialWorkerAllocation.objects.filter(_is_or_was(user), child=child).order_by().values_list("pk")[:1]
    ),
    child=BigIntegerField(),
    user=BigIntegerField(),
)


def may_log(viewer: Viewer, child: Child) -> bool:
    """Whether the person may raise a concern about the child:

    its IRO alone (DR-6), never one who was its worker (AP-10).
    """
    return (
        viewer.may(Permission.CHALLENGE) and may_record(viewer, child) and _is_independent(viewer.user, child)
    )


def _is_independent(person: User, child: Child) -> bool:
    was_worker = WAS_WORKER.has_any(child=child.pk, user=person.pk)
    return not was_worker and not conflicts_of_person(child, person)


def require_may_log(viewer: Viewer, child: Child) -> None:
    if not may_log(viewer, child):
        raise NotAllowed(wording.RAISED_BY_IRO)


def siblings_to_join(viewer: Viewer, child: Child) -> list[Child]:
    """Brothers and sisters who can be in the same concern: those whose independent IRO the person is too."""
    links = Q(family_links__other=child, family_links__kind="SIBLING") | Q(
        family_links_from__child=child, family_links_from__kind="SIBLING"
    )
    own = IroAllocation.objects.filter(child=OuterRef("pk"), ended_on=None, worker__user=viewer.user_id)
    theirs = Child.objects.visible_to(viewer).filter(links).filter(Exists(own)).distinct()
    return [sibling for sibling in theirs if _is_independent(viewer.user, sibling)]


def cover_choices(concern: Concern, today: date) -> list[User]:
    """IROs of the council who can cover:

    not the child's own, and nobody who was the social worker of a child in it (AP-10).
    """
    worked = SocialWorkerAllocation.objects.filter(
        _is_or_was(OuterRef(OuterRef("pk"))), child__in_concerns__concern=concern
    )
    return list(
        User.objects.filter(
            Q(memberships__ended_on=None) | Q(memberships__ended_on__gt=today),
            is_active=True,
            memberships__authority=concern.authority_id,
            memberships__role=Role.IRO,
            memberships__started_on__lte=today,
        )
        .exclude(workers__iro_allocations__in=concern.child.iro_allocations.filter(ended_on=None))
        .exclude(Exists(worked.order_by()))
        .distinct()
        .order_by("name", "pk")
    )


def check_may_cover(user: User, concern: Concern, today: date) -> None:
    """Raise NotYours when this person cannot cover."""
    if user not in cover_choices(concern, today):
        raise NotYours(wording.CHOOSE_COVER, "user")
    for child in Child.objects.filter(in_concerns__concern=concern).order_by("pk"):
        check_person(child, user)


def hidden_from_trail(viewer: Viewer, child_id: int) -> dict[str, list[int]]:
    """For settings.TRAIL_HIDES:

    concerns of the child that the reader may not see, because a restricted child is in them.
    """
    seen = Child.objects.visible_to(viewer).values("pk").order_by()
    closed = ConcernChild.objects.filter(concern__child=child_id, child__is_restricted=True).exclude(
        child__in=seen
    )
    return {"disputes.Concern": sorted(set(closed.values_list("concern", flat=True).order_by("concern")))}
