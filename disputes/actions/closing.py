"""The end of a concern: the IRO alone closes it, and says what changed for the child, now or later (DR-9)."""

from datetime import date

from accounts.calendars import working_days
from disputes import states
from disputes.access import Actor, open_step
from disputes.actions.acting import acting
from disputes.models import Concern
from disputes.models.concern import STEP_OPEN, Effect, StepState
from disputes.states import Act, NotNow
from statute.disputes import effect_due_on


def close(
    *,
    concern: Concern,
    ending: str,
    effect: str,
    effect_text: str,
    by: Actor,
    today: date,
    from_step: int | None = None,
) -> None:
    """Close the concern with what changed for the child in one line. "Nothing yet" comes back after 20 working days.

    A stage that is open ends here: it is the stage at which the concern was settled. Raises NotNow.
    """
    _check_effect(effect, effect_text)
    with acting(concern, Act.CLOSE, by, "closed", ending=ending, effect=effect) as (row, state):
        if from_step is not None:
            states.check_same_step(open_step(row), from_step)
        row.steps.filter(state__in=STEP_OPEN).update(state=StepState.ENDED, ended_on=today)
        row.state, row.ending, row.closed_on, row.closed_by = state, ending, today, by.user
        _set_effect(row, effect, effect_text, today)
        row.save()


def say_effect(*, concern: Concern, effect: str, effect_text: str, by: Actor, today: date) -> None:
    """Say later what changed for the child. "Nothing yet" once more comes back once more. Raises NotNow."""
    _check_effect(effect, effect_text)
    with acting(concern, Act.EFFECT, by, "effect_said", effect=effect) as (row, _):
        if row.effect != Effect.NOT_YET:
            raise NotNow("What changed for the child is already recorded.")
        _set_effect(row, effect, effect_text, today)
        row.save(update_fields=["effect", "effect_text", "effect_due_on", "effect_asked_on"])


def _check_effect(effect: str, effect_text: str) -> None:
    if effect == Effect.CHANGED and not effect_text.strip():
        raise NotNow("Say in one line what changed for the child.", "effect_text")


def _set_effect(row: Concern, effect: str, effect_text: str, today: date) -> None:
    row.effect, row.effect_text, row.effect_asked_on = effect, effect_text.strip(), None
    row.effect_due_on = effect_due_on(today, calendar=working_days()) if effect == Effect.NOT_YET else None
