"""A concern begins, its wording is changed, it ends. Nothing is typed twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from accounts.audit import trail as audit
from accounts.calendars import working_days
from accounts.models import Team, User
from children.care.first_day import check_in_care_by
from children.models import Child, Placement
from disputes import notify, states, wording
from disputes.access import Actor, open_step
from disputes.dates import check_past
from disputes.models import Concern, ConcernChild, ConcernTheme, Theme
from disputes.models.answers import CafcassState
from disputes.models.concern import STEP_OPEN, Effect, Ending, State, StepState
from disputes.process.actions import ladder_for
from disputes.stages.actions import enter, informal_stage
from disputes.states import Act, NotNow
from disputes.transaction import change, words_of
from reviews.models import Decision
from statute.disputes import effect_due_on


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
) -> Concern:
    """Raise a concern (DR-2): informal by default. Without telling the manager it is a conversation that
    the IRO noted.

    The caller has made sure that the person is the IRO of every child in it. Raises NotNow.
    """
    on = raised_on or today
    check_past(on, today, "raised_on")
    check_in_care_by([child, *siblings], on, "raised_on")
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
        event.target, event.details = concern, {"children": 1 + len(siblings), "told": tell_manager}
        if tell_manager:
            enter(concern, informal_stage(concern), by=by, on=on, state=State.INFORMAL)
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


def edit(*, concern: Concern, text: str, wanted: str, delay: str, themes: Themes, by: Actor) -> None:
    """The IRO changes the concern's wording while it is open; what it said before stays in the history, and
    with every answer to it. Whoever answered the earlier words is told."""
    with change(concern, Act.EDIT, by, "edited") as (row, _):
        before = words_of(row)
        row.text, row.wanted, row.delay = text.strip(), wanted.strip(), delay
        row.save(update_fields=["text", "wanted", "delay"])
        row.themes.all().delete()
        _set_themes(row, themes)
        if words_of(row) != before:
            notify.reworded(row, by=by.user)


def close(
    *,
    concern: Concern,
    ending: str,
    effect: str,
    effect_text: str,
    by: Actor,
    today: date,
    reason: str = "",
    from_step: int | None = None,
) -> None:
    """Close the concern with what changed for the child in one line (DR-9). "Nothing yet" comes back after
    20 working days.

    A stage that is open ends here: it is the stage at which the concern was settled. A formal dispute that
    is not
    resolved while Cafcass has not given its result needs the reason. Raises NotNow.
    """
    _check_effect(effect, effect_text)
    with change(concern, Act.CLOSE, by, "closed", ending=ending, effect=effect) as (row, state):
        states.check_same_step(open_step(row), from_step)
        if ending == Ending.NOT_RESOLVED and waits_for_cafcass(row) and not reason.strip():
            raise NotNow(wording.CAFCASS_WAITS, "reason")
        row.steps.filter(state__in=STEP_OPEN).update(state=StepState.ENDED, ended_on=today)
        row.state, row.ending, row.closed_on, row.closed_by = state, ending, today, by.user
        row.ending_reason = reason.strip()
        _set_effect(row, effect, effect_text, today)
        row.save()


def waits_for_cafcass(concern: Concern) -> bool:
    """Whether this is a formal dispute of which Cafcass has not given its result."""
    return concern.formal_on is not None and concern.cafcass.filter(state=CafcassState.REFERRED).exists()


def record_effect(*, concern: Concern, effect: str, effect_text: str, by: Actor, today: date) -> None:
    """Record later what changed for the child.

    "Nothing yet" once more comes back once more. Raises NotNow.
    """
    _check_effect(effect, effect_text)
    with change(concern, Act.EFFECT, by, "effect_said", effect=effect) as (row, _):
        if row.effect != Effect.NOT_YET:
            raise NotNow(wording.EFFECT_RECORDED)
        _set_effect(row, effect, effect_text, today)
        row.save(update_fields=["effect", "effect_text", "effect_due_on", "effect_asked_on"])


def _check_effect(effect: str, effect_text: str) -> None:
    if effect == Effect.CHANGED and not effect_text.strip():
        raise NotNow(wording.SAY_WHAT_CHANGED, "effect_text")


def _set_effect(row: Concern, effect: str, effect_text: str, today: date) -> None:
    row.effect, row.effect_text, row.effect_asked_on = effect, effect_text.strip(), None
    row.effect_due_on = effect_due_on(today, calendar=working_days()) if effect == Effect.NOT_YET else None
