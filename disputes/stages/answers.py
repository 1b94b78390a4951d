"""What managers do: answer at their stage, promise actions with dates, mark one as done."""

from datetime import date

from accounts.clock import now
from disputes import notify, states, wording
from disputes.access import Actor, open_step
from disputes.models import Answer, AnswerAction, Concern, ConcernStep
from disputes.models.concern import StepState
from disputes.states import Act, NotNow
from disputes.transaction import change


def answer(
    *, concern: Concern, stance: str, text: str, by: Actor, today: date, from_step: int | None = None
) -> Answer:
    """A manager answers at the stage that is open, also after its limit.

    The IRO is told. Raises NotNow, NotYours.
    """
    with change(concern, Act.ANSWER, by, "answered", stance=stance) as (row, state):
        states.check_not_ones_own(by.user.pk, row.raised_by_id)
        step = _step(row, from_step)
        if step.answered_on is None:
            ConcernStep.objects.filter(pk=step.pk).update(state=StepState.ANSWERED, answered_on=today)
        row.state = state
        row.save(update_fields=["state"])
        given = Answer.objects.create(
            concern=row,
            step=step,
            stance=stance,
            text=text.strip(),
            on=today,
            by=by.user,
            at=now(),
            concern_text=row.text,
            concern_wanted=row.wanted,
        )
        notify.people(
            notify.iros_of(row, today),
            concern=row,
            about=step,
            subject="A concern was answered",
            body=(
                f"{by.user.name} has answered at the stage {step.stage.name}. "
                "You decide what happens next: close the concern or take it further."
            ),
        )
        return given


def _step(concern: Concern, expected: int | None) -> ConcernStep:
    step = open_step(concern)
    states.check_same_step(step, expected)
    if step is None:
        raise NotNow(wording.NO_STAGE_OPEN)
    return step


def promise(
    *,
    concern: Concern,
    text: str,
    owner: str,
    due_on: date,
    by: Actor,
    today: date,
    from_step: int | None = None,
) -> AnswerAction:
    """A manager adds an action to their answer: what, who, by when. Raises NotNow, NotYours."""
    if due_on < today:
        raise NotNow(wording.ACTION_DUE_LATER, "due_on")
    with change(concern, Act.PROMISE, by, "action_promised", due_on=str(due_on)) as (row, _):
        return AnswerAction.objects.create(
            concern=row,
            step=_step(row, from_step),
            text=text.strip(),
            owner=owner.strip(),
            due_on=due_on,
            by=by.user,
            at=now(),
        )


def finish(*, action: AnswerAction, note: str, by: Actor, today: date) -> AnswerAction:
    """Mark an action as done, also after the concern was closed. Raises NotNow when it is done already."""
    with change(action.concern, Act.FINISH, by, "action_done", action=action.pk):
        done = AnswerAction.objects.filter(pk=action.pk, done_on=None).update(
            done_on=today, done_by=by.user, done_note=note.strip()
        )
        if not done:
            raise NotNow(wording.ACTION_DONE_ALREADY)
    action.refresh_from_db()
    return action
