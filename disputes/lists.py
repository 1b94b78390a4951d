"""The lists of concerns:

one filter for the board, the cards of the home page and their counts, so that figure and list agree.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    ExpressionWrapper,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from accounts.access.roles import Permission, Role
from accounts.access.viewers import Viewer
from accounts.models import Team, Worker
from accounts.plain_names import called
from children.models import Child, IroAllocation, SocialWorkerAllocation
from disputes.access import concerns_visible_to, stands_over
from disputes.models import AnswerAction, Concern, ConcernChild, ConcernStep, ConcernTheme, Cover
from disputes.models.concern import OPEN_STATES, STEP_OPEN, Effect, State, StepState
from disputes.models.ladder import OF_THE_COUNCIL
from statute.disputes import DaysUsed, days_used
from statute.working_days import WorkingDays

LAST = 99  # after every stage: those that were only talked about, and the closed ones


def concerns_list(viewer: Viewer, filters: dict[str, Any], today: date) -> QuerySet[Any]:
    """Concerns this person sees under these filters (`show`, `team`, `iro`, `theme`, `search`), by stage,
    the oldest first.

    Each has the columns of `_with_step` and `may_name`.
    """
    rows = _with_step(concerns_visible_to(viewer, today))
    rows = rows.filter(shows(viewer, today).get(str(filters.get("show") or "open"), Q()))
    if filters.get("team"):
        rows = rows.filter(_of_child(SocialWorkerAllocation, team__public_id=filters["team"]))
    if filters.get("iro"):
        rows = rows.filter(_of_child(IroAllocation, worker__public_id=filters["iro"]))
    if filters.get("theme"):
        rows = rows.filter(
            Exists(ConcernTheme.objects.filter(concern=OuterRef("pk"), national=filters["theme"]))
        )
    for word in str(filters.get("search") or "").split():
        rows = rows.filter(_about_a_child_called(word, viewer))
    drawn = rows.annotate(may_name=_may_name(viewer, today)).select_related("child", "team")
    return drawn.order_by("step_position", "step_due_on", "-raised_on", "pk")


def _about_a_child_called(word: str, viewer: Viewer) -> Exists:
    """Whether a child in the concern that the person may see has this in their name or number."""
    matches = called(word, "forename", "surname", by=["number__istartswith"])
    seen = Child.objects.visible_to(viewer).values("pk").order_by()
    return Exists(Child.objects.filter(matches, in_concerns__concern=OuterRef("pk"), pk__in=seen))


def _may_name(viewer: Viewer, today: date) -> ExpressionWrapper:
    """Whether the person may read whose concern it is: a child they see, or one whose dispute they cover."""
    seen = Child.objects.visible_to(viewer).filter(pk=OuterRef("child"))
    return ExpressionWrapper(
        Q(Exists(seen)) | Q(Exists(_covered(viewer, today))), output_field=BooleanField()
    )


def _covered(viewer: Viewer, today: date) -> QuerySet[Cover]:
    return Cover.objects.filter(
        concern=OuterRef("pk"), user=viewer.user_id, started_on__lte=today, ended_on__gt=today
    )


def _with_step(rows: QuerySet[Concern]) -> QuerySet[Any]:
    """Each concern with the stage that is open: name, place in the order, start, last day."""
    step = ConcernStep.objects.filter(concern=OuterRef("pk"), state__in=STEP_OPEN)
    return rows.annotate(
        step_name=Subquery(step.values("stage__name")[:1]),
        step_level=Subquery(step.values("stage__level")[:1]),
        step_started_on=Subquery(step.values("started_on")[:1]),
        step_due_on=Subquery(step.values("due_on")[:1]),
        step_position=Case(
            When(state__in=[State.TALKED, State.CLOSED], then=Value(LAST)),
            default=Subquery(step.values("stage__position")[:1]),
            output_field=IntegerField(),
        ),
    )


def past_a_limit(today: date) -> Q:
    """Open concerns of which the stage waits past its last day, or the whole process is past its own
    (DR-1).
    """
    waits = ConcernStep.objects.filter(concern=OuterRef("pk"), state=StepState.WAITING, due_on__lt=today)
    return Q(Exists(waits)) | Q(state__in=OPEN_STATES, total_due_on__lt=today)


def shows(viewer: Viewer, today: date) -> dict[str, Q]:
    """What the board can be narrowed to, by the word in its address."""
    is_open = Q(state__in=OPEN_STATES)
    late = AnswerAction.objects.filter(concern=OuterRef("pk"), done_on=None, due_on__lt=today)
    return {
        "open": is_open,
        "formal": Q(state__in=[State.FORMAL, State.FORMAL_ANSWERED]),
        "informal": Q(state__in=[State.INFORMAL, State.INFORMAL_ANSWERED]),
        "talked": Q(state=State.TALKED),
        "answered": Q(state__in=[State.INFORMAL_ANSWERED, State.FORMAL_ANSWERED]),
        "closed": Q(state=State.CLOSED),
        "effect": Q(effect=Effect.NOT_YET, effect_due_on__lte=today),
        "past": is_open & past_a_limit(today),
        "mine": is_open & _is_mine(viewer, today),
        "answer": _waits_for(viewer, today),
        "actions": Q(Exists(late)),
    }


def _is_mine(viewer: Viewer, today: date) -> Q:
    """Whose IRO the person is now, or covers."""
    own = IroAllocation.objects.filter(child=OuterRef("child"), ended_on=None, worker__user=viewer.user_id)
    return Q(Exists(own)) | Q(Exists(_covered(viewer, today)))


def _waits_for(viewer: Viewer, today: date) -> Q:
    """A stage waits for an answer at a level of the person's own; of what they raised they answer nothing."""
    at_level = Q(Exists(stands_over(viewer)))
    at_level |= Q(stage__level__in=[role for role in OF_THE_COUNCIL if viewer.is_a(role)])
    waiting = ConcernStep.objects.filter(at_level, concern=OuterRef("pk"), state=StepState.WAITING)
    if not viewer.may(Permission.ANSWER_DISPUTES):
        return Q(pk__in=[])
    return Q(Exists(waiting)) & ~Q(raised_by=viewer.user_id) & ~_is_mine(viewer, today)


def _of_child(model: type[Any], **conditions: Any) -> Exists:
    return Exists(model.objects.filter(child=OuterRef("child"), ended_on=None, **conditions))


def waiting_for_director(viewer: Viewer) -> QuerySet[ConcernStep]:
    """Stages of the council that wait for its Director, whose records open by a reason only.

    Restricted ones are left out.
    """
    if not viewer.is_a(Role.DIRECTOR):
        return ConcernStep.objects.none()
    return ConcernStep.objects.filter(
        concern__authority=viewer.authority_id,
        state=StepState.WAITING,
        stage__level=Role.DIRECTOR,
        concern__child__is_restricted=False,
    )


def filter_choices(viewer: Viewer, today: date) -> dict[str, list[tuple[str, str]]]:
    """Teams and IROs this person can filter by: those of the concerns they see."""
    children = concerns_visible_to(viewer, today).values("child").order_by()
    teams = Team.objects.filter(allocations__child__in=children, allocations__ended_on=None)
    iros = Worker.objects.filter(iro_allocations__child__in=children, iro_allocations__ended_on=None)
    return {
        "teams": [(str(t.public_id), t.name) for t in teams.distinct().order_by("name", "pk")],
        "iros": [(str(w.public_id), str(w)) for w in iros.distinct().order_by("name", "pk")],
    }


@dataclass(frozen=True)
class Row:
    """One row of the board."""

    concern: Concern
    stage: str
    iro: str
    child: str
    others: int
    themes: list[str]
    of_stage: DaysUsed | None
    in_all: DaysUsed | None

    @property
    def is_past(self) -> bool:
        waits = self.concern.state in (State.INFORMAL, State.FORMAL)
        return bool(
            (self.of_stage and self.of_stage.is_past and waits) or (self.in_all and self.in_all.is_past)
        )


def board_rows(concerns: list[Any], today: date, calendar: WorkingDays) -> list[Row]:
    """The rows of one page of the board (from concerns_list), with days used, in three queries for all of
    them.
    """
    ids = [c.pk for c in concerns]
    themes: dict[int, list[str]] = {}
    for theme in ConcernTheme.objects.filter(concern__in=ids).select_related("theme"):
        themes.setdefault(theme.concern_id, []).append(str(theme))
    iros = dict(
        IroAllocation.objects.filter(child__in=[c.child_id for c in concerns], ended_on=None)
        .select_related("worker")
        .values_list("child", "worker__name")
    )
    counts = children_counts(ids)
    return [
        Row(
            concern=c,
            stage=stage_words(c),
            iro=iros.get(c.child_id) or "no IRO",
            child=c.child.name if c.may_name else "A brother or sister of a child you see",
            others=counts.get(c.pk, 1) - 1,
            themes=themes.get(c.pk, []),
            of_stage=_of_stage(c, today, calendar),
            in_all=_in_all(c, today, calendar),
        )
        for c in concerns
    ]


def children_counts(concern_ids: list[int]) -> dict[int, int]:
    """Concern -> how many children are in it."""
    rows = ConcernChild.objects.filter(concern__in=concern_ids).values("concern").order_by("concern")
    return {row["concern"]: row["n"] for row in rows.annotate(n=Count("pk"))}


def stage_words(concern: Any) -> str:
    """The heading of a listed concern on the board."""
    if concern.state == State.TALKED:
        return "Talked about"
    return str(concern.step_name) if concern.step_name else "Closed"


def _of_stage(concern: Any, today: date, calendar: WorkingDays) -> DaysUsed | None:
    if not concern.step_started_on:
        return None
    return days_used(concern.step_started_on, concern.step_due_on, as_at=today, calendar=calendar)


def _in_all(concern: Concern, today: date, calendar: WorkingDays) -> DaysUsed | None:
    if concern.formal_on is None:
        return None
    return days_used(
        concern.formal_on, concern.total_due_on, as_at=today, ended_on=concern.closed_on, calendar=calendar
    )
