"""The stages of a concern: told to the manager, made a formal dispute, taken further."""

from collections.abc import Sequence
from datetime import date

from accounts.calendars import terms_for, working_days
from accounts.models import User
from disputes import notify, states, wording
from disputes.access import Actor, open_step
from disputes.models import Concern, ConcernStep, LadderStage
from disputes.models.concern import StepState
from disputes.models.ladder import StageKind
from disputes.process.actions import ladder_for
from disputes.states import Act, NotNow
from disputes.transaction import change
from statute.disputes import skipped_between, step_due_on, total_due_on


def informal_stage(concern: Concern) -> LadderStage:
    return concern.ladder.stages.get(kind=StageKind.INFORMAL)


def formal_stages(concern: Concern) -> list[LadderStage]:
    """The formal stages of the concern's process, in order."""
    return list(concern.ladder.stages.filter(kind=StageKind.FORMAL))


def enter(concern: Concern, stage: LadderStage, *, by: User, on: date, state: str) -> ConcernStep:
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
    notify.answerers(concern, step, excluding=by)
    return step


def inform(*, concern: Concern, by: Actor, today: date) -> ConcernStep:
    """Tell the first-line manager of a concern that was only talked about: the informal stage begins."""
    with change(concern, Act.INFORM, by, "told_manager") as (row, state):
        return enter(row, informal_stage(row), by=by.user, on=today, state=state)


def formalise(
    *, concern: Concern, position: int, skip_reason: str, by: Actor, today: date, from_step: int | None = None
) -> ConcernStep:
    """Make a concern formal without retyping: the stage's clock starts, and the 20 working days in total
    (DR-1).

    `position` is the first stage to enter; those before it are skipped, with the reason (DR-3). Raises
    NotNow.
    """
    with change(concern, Act.FORMALISE, by, "made_formal", stage=position) as (row, state):
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
    """Take the dispute to a later stage, answered or not: the IRO's choice alone. The total never restarts
    (DR-1).

    `from_step` is the stage the person looked at; when the dispute has moved on since, nothing happens.
    Raises NotNow.
    """
    with change(concern, Act.ESCALATE, by, "escalated", stage=position) as (row, state):
        states.check_same_step(open_step(row), from_step)
        return _move(row, position, skip_reason, by=by.user, on=today, state=state)


def _move(
    concern: Concern, position: int, skip_reason: str, *, by: User, on: date, state: str
) -> ConcernStep:
    stages = {s.position: s for s in formal_stages(concern)}
    step = open_step(concern)
    here = step.stage.position if step and step.stage.kind == StageKind.FORMAL else 0
    if position not in stages or position <= here:
        raise NotNow(wording.CHOOSE_LATER_STAGE, "position")
    skipped = skipped_between(list(stages), here, position)
    states.check_skip_reason(len(skipped), skip_reason)
    if step:
        ConcernStep.objects.filter(pk=step.pk).update(state=StepState.MOVED_ON, ended_on=on)
    _skip(concern, [stages[n] for n in skipped], skip_reason.strip(), by=by, on=on)
    return enter(concern, stages[position], by=by, on=on, state=state)


def _skip(concern: Concern, stages: Sequence[LadderStage], reason: str, *, by: User, on: date) -> None:
    ConcernStep.objects.bulk_create(
        ConcernStep(
            concern=concern,
            stage=stage,
            state=StepState.SKIPPED,
            started_on=on,
            ended_on=on,
            started_by=by,
            skip_reason=reason,
        )
        for stage in stages
    )
