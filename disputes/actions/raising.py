"""A concern begins: logged, told to the manager, made formal, taken up the stages. Nothing is typed twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from accounts.audit import trail as audit
from accounts.calendars import terms_for, working_days
from accounts.clock import now
from accounts.models import Team, User
from children.models import Child, Placement
from disputes import states, telling
from disputes.access import Actor, open_step
from disputes.actions.acting import acting
from disputes.actions.stages import ladder_for
from disputes.models import Concern, ConcernChild, ConcernNote, ConcernStep, ConcernTheme, LadderStage, Theme
from disputes.models.answers import NoteKind
from disputes.models.concern import State, StepState
from disputes.models.ladder import StageKind
from disputes.states import Act, NotNow, Part
from reviews.models import Decision
from statute.disputes import skipped_between, step_due_on, total_due_on

CHANGES_OF_TEXT = ("text", "wanted", "delay")


@dataclass(frozen=True)
class Themes:
    """Themes as chosen: national ones by code, the council's own by row."""

    national: tuple[str, ...] = ()
    own: tuple[Theme, ...] = ()


def log_concern(
    *,
    child: Child,
    siblings: Sequence[Child],
    themes: Themes,
    text: str,
    wanted: str,
    tell_manager: bool,
    by: User,
    today: date,
    raised_on: date | None = None,
    decision: Decision | None = None,
    origin: str = "",
    talked_with: str = "",
) -> Concern:
    """Log a concern (DR-2): informal by default. Without telling the manager it is a conversation that the IRO noted.

    The caller has made sure that the person is the IRO of every child in it. Raises NotNow.
    """
    on = raised_on or today
    if on > today:
        raise NotNow("The date must be today or in the past.", "raised_on")
    team, provider = _where(child, on)
    with audit.action("concern.logged", by=by, authority=child.authority_id, child_id=child.pk) as event:
        concern = Concern.objects.create(
            authority=child.authority,
            child=child,
            team=team,
            provider=provider,
            ladder=ladder_for(child.authority, on, by),
            decision=decision,
            origin=origin,
            raised_on=on,
            raised_by=by,
            text=text.strip(),
            wanted=wanted.strip(),
        )
        ConcernChild.objects.bulk_create(
            ConcernChild(concern=concern, child=c) for c in dict.fromkeys((child, *siblings))
        )
        _set_themes(concern, themes)
        if talked_with:
            ConcernNote.objects.create(
                concern=concern,
                kind=NoteKind.TALK,
                on=on,
                with_whom=talked_with,
                text=text.strip(),
                by=by,
                at=now(),
            )
        event.target, event.details = concern, {"children": 1 + len(siblings), "told": tell_manager}
        if tell_manager:
            _enter(concern, _informal_stage(concern), by=by, on=on, state=State.INFORMAL)
    return concern


def _where(child: Child, on: date) -> tuple[Team | None, str]:
    """The child's team and the provider of the placement on the day, for patterns; unknown stays unknown."""
    worker = child.social_worker_allocations.covering(on).select_related("team").first()
    placement = Placement.objects.covering(on).filter(child=child).first()
    return (worker.team if worker else None), (placement.provider if placement else "")


def _set_themes(concern: Concern, themes: Themes) -> None:
    rows = [ConcernTheme(concern=concern, national=t.national, theme=t) for t in themes.own]
    under = {t.national for t in themes.own}
    rows += [ConcernTheme(concern=concern, national=n) for n in themes.national if n not in under]
    ConcernTheme.objects.bulk_create(rows)


def _informal_stage(concern: Concern) -> LadderStage:
    return concern.ladder.stages.get(kind=StageKind.INFORMAL)


def _enter(concern: Concern, stage: LadderStage, *, by: User, on: date, state: str) -> ConcernStep:
    """Enter a stage: its own clock starts, the managers at its level are told."""
    due_on = step_due_on(
        on,
        stage.limit_wd,
        is_informal=stage.kind == StageKind.INFORMAL,
        calendar=working_days(),
        terms=terms_for(concern.authority).on(on),
    )
    step = ConcernStep.objects.create(
        concern=concern, stage=stage, started_on=on, started_by=by, due_on=due_on
    )
    concern.state = state
    concern.save(update_fields=["state", "ladder", "formal_on", "total_due_on"])
    telling.tell_answerers(concern, step, besides=by)
    return step


def inform(*, concern: Concern, by: Actor, today: date) -> ConcernStep:
    """Tell the first-line manager of a concern that was only talked about: the informal stage begins."""
    with acting(concern, Act.INFORM, by, "told_manager") as (row, state):
        return _enter(row, _informal_stage(row), by=by.user, on=today, state=state)


def formal_stages(concern: Concern) -> list[LadderStage]:
    """The formal stages of the concern's process, in order."""
    return list(concern.ladder.stages.filter(kind=StageKind.FORMAL))


def formalise(
    *, concern: Concern, position: int, skip_reason: str, by: Actor, today: date, from_step: int | None = None
) -> ConcernStep:
    """Make a concern formal without retyping: the stage's clock starts, and the one of 20 working days in all (DR-1).

    `position` is the first stage to enter; those before it are skipped, with the reason (DR-3). Raises NotNow.
    """
    with acting(concern, Act.FORMALISE, by, "made_formal", stage=position) as (row, state):
        if from_step is not None:
            states.check_same_step(open_step(row), from_step)
        row.ladder = ladder_for(row.authority, today, by.user)
        row.formal_on = today
        row.total_due_on = total_due_on(
            today, calendar=working_days(), terms=terms_for(row.authority).on(today)
        )
        return _move(row, position, skip_reason, by=by.user, on=today, state=state)


def escalate(
    *, concern: Concern, position: int, skip_reason: str, by: Actor, today: date, from_step: int | None
) -> ConcernStep:
    """Take the dispute to a later stage, answered or not: the IRO's choice alone. The total never restarts (DR-1).

    `from_step` is the stage the person looked at; when the dispute has moved on since, nothing happens. Raises NotNow.
    """
    with acting(concern, Act.ESCALATE, by, "escalated", stage=position) as (row, state):
        states.check_same_step(open_step(row), from_step)
        return _move(row, position, skip_reason, by=by.user, on=today, state=state)


def _move(
    concern: Concern, position: int, skip_reason: str, *, by: User, on: date, state: str
) -> ConcernStep:
    stages = {s.position: s for s in formal_stages(concern)}
    step = open_step(concern)
    here = step.stage.position if step and step.stage.kind == StageKind.FORMAL else 0
    if position not in stages or position <= here:
        raise NotNow("Choose a later stage.", "position")
    skipped = skipped_between(list(stages), here, position)
    states.check_skip_reason(len(skipped), skip_reason)
    if step:
        ConcernStep.objects.filter(pk=step.pk).update(state=StepState.MOVED_ON, ended_on=on)
    ConcernStep.objects.bulk_create(
        ConcernStep(
            concern=concern,
            stage=stages[n],
            state=StepState.SKIPPED,
            started_on=on,
            ended_on=on,
            started_by=by,
            skip_reason=skip_reason.strip(),
        )
        for n in skipped
    )
    return _enter(concern, stages[position], by=by, on=on, state=state)


def edit(*, concern: Concern, text: str, wanted: str, delay: str, themes: Themes, by: Actor) -> None:
    """The IRO puts the concern's words right while it is open; what it said before stays in the history."""
    with acting(concern, Act.EDIT, by, "edited") as (row, _):
        row.text, row.wanted, row.delay = text.strip(), wanted.strip(), delay
        row.save(update_fields=list(CHANGES_OF_TEXT))
        row.themes.all().delete()
        _set_themes(row, themes)


def iro_actor(user: User) -> Actor:
    """The child's IRO as an actor, for work that the portal itself does in their name (imports, demonstrations)."""
    return Actor(user, frozenset({Part.IRO}))
