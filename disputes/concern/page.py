"""What the page of one concern shows to this person.

The shared parts to the managers at its stages, everything to the IRO and the QA manager.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.urls import reverse

from accounts.access.viewers import Viewer
from accounts.models import OutgoingMail
from accounts.models.jobs import MailState
from children.access import may_record
from children.models import Child
from disputes.access import cover_today, parts_in, sees_all
from disputes.models import Answer, AnswerAction, Concern, ConcernStep
from disputes.models.concern import STEP_OPEN, Effect, StepState
from disputes.models.ladder import StageKind
from disputes.notify import answerers_of
from disputes.states import CONCERN, Act, Part
from reviews.models import CaseNote
from reviews.record.concern_prefill import source_of
from statute.disputes import DaysUsed, days_used
from statute.working_days import WorkingDays


def concern_context(viewer: Viewer, concern: Concern, today: date, calendar: WorkingDays) -> dict[str, Any]:
    """Everything on the page."""
    parts = parts_in(viewer, concern, today)
    everything = sees_all(parts)
    steps = list(concern.steps.select_related("stage", "started_by"))
    step = next((s for s in steps if s.state in STEP_OPEN), None)
    context = {
        "concern": concern,
        "child": concern.child,
        "children": names_of(viewer, concern, parts),
        "themes": [str(t) for t in concern.themes.select_related("theme")],
        "step": step,
        "nobody_answers": step is not None and not answerers_of(concern, step.stage.level),
        "of_stage": days_used(step.started_on, step.due_on, as_at=today, calendar=calendar) if step else None,
        "in_all": days_in_all(concern, today, calendar),
        "history": _history(concern, steps, today, calendar),
        "notes": list(concern.notes.filter(is_shared=True).select_related("by")),
        "cafcass": list(concern.cafcass.select_related("by")),
        "cover": cover_today(concern, today),
        "sees_all": everything,
        "buttons": buttons(concern, parts, step),
        "may_end_cover": CONCERN.may(Act.COVER, concern.state, parts),
        "may_hear": CONCERN.may(Act.HEAR, concern.state, parts),
        "may_finish": CONCERN.may(Act.FINISH, concern.state, parts),
        "may_challenge_partner": Part.IRO in parts and may_record(viewer, concern.child),
        "is_cover": Part.IRO in parts and not may_record(viewer, concern.child),
        "today": today,
    }
    if everything:
        context["case_notes"] = _case_notes(viewer, concern)
    return context | (_private_parts(concern, steps, today) if everything else {})


def _case_notes(viewer: Viewer, concern: Concern) -> list[CaseNote]:
    """The IRO's notes on the records of its children that are about it, of those this person sees."""
    rows = CaseNote.objects.filter(concern=concern.public_id, struck_at=None)
    seen = Child.objects.visible_to(viewer).values("pk").order_by()
    return list(rows.filter(child__in=seen).select_related("written_by").order_by("-on", "-pk"))


def _private_parts(concern: Concern, steps: list[ConcernStep], today: date) -> dict[str, Any]:
    """What the IRO and the QA manager alone read: not even fetched for anybody else."""
    return {
        "came_from": source_of(concern.origin) if concern.origin else None,
        "notes": list(concern.notes.select_related("by")),
        "advice": list(concern.advice.select_related("by")),
        "external": list(concern.external_challenges.all()),
        "mails": unsent_mails_about(concern, steps),
        "covers": list(concern.covers.select_related("user", "named_by").filter(ended_on__gt=today)),
    }


def days_in_all(concern: Concern, today: date, calendar: WorkingDays) -> DaysUsed | None:
    """The days used of the whole formal process; None where the concern is not formal."""
    if concern.formal_on is None:
        return None
    return days_used(
        concern.formal_on, concern.total_due_on, as_at=today, ended_on=concern.closed_on, calendar=calendar
    )


def names_of(viewer: Viewer, concern: Concern, parts: frozenset[Part]) -> list[dict[str, Any]]:
    """The children in the concern, named where the person may see them, or covers, which opens the concern
    without them; the others are only counted.
    """
    inside = list(concern.children.select_related("child").order_by("pk"))
    seen = set(
        Child.objects.visible_to(viewer)
        .filter(pk__in=[c.child_id for c in inside])
        .values_list("pk", flat=True)
    )
    covering = Part.IRO in parts and concern.child_id not in seen
    return [
        {
            "child": c.child,
            "is_named": c.child_id in seen or covering,
            "href": _page_of(c.child) if c.child_id in seen else None,
        }
        for c in inside
    ]


@dataclass
class StageShown:
    """One stage as the page shows it."""

    step: ConcernStep
    is_skipped: bool
    days: DaysUsed | None
    answers: list[Answer] = field(default_factory=list)
    actions: list[AnswerAction] = field(default_factory=list)


def _page_of(child: Child) -> str:
    return reverse("disputes:child", args=[child.public_id])


def _history(
    concern: Concern, steps: list[ConcernStep], today: date, calendar: WorkingDays
) -> list[StageShown]:
    """The stages in order, each with its days, its answers and its actions."""
    shown = {step.pk: _stage(step, today, calendar) for step in steps}
    for answer in concern.answers.select_related("by"):
        shown[answer.step_id].answers.append(answer)
    for action in concern.actions.select_related("by", "done_by"):
        shown[action.step_id].actions.append(action)
    return list(shown.values())


def _stage(step: ConcernStep, today: date, calendar: WorkingDays) -> StageShown:
    if step.state == StepState.SKIPPED:
        return StageShown(step, is_skipped=True, days=None)
    ended_on = step.answered_on or step.ended_on
    days = days_used(step.started_on, step.due_on, as_at=today, ended_on=ended_on, calendar=calendar)
    return StageShown(step, is_skipped=False, days=days)


def unsent_mails_about(concern: Concern, steps: list[ConcernStep]) -> list[OutgoingMail]:
    """Mail about this concern that was not sent, so that nobody believes it was."""
    about_steps = OutgoingMail.objects.filter(
        about_type="disputes.concernstep", about_id__in=[s.pk for s in steps]
    )
    about_it = OutgoingMail.objects.filter(about_type="disputes.concern", about_id=concern.pk)
    unsent = (about_steps | about_it).exclude(state=MailState.SENT)
    return list(unsent.select_related("to").order_by("pk"))


@dataclass(frozen=True)
class Button:
    """One thing the person can do now.

    `main` ones are buttons, the others links; one that `posts` asks nothing.
    """

    act: Act
    page: str
    text: str
    main: bool = False
    posts: bool = False
    href: str = ""


BUTTONS = (
    Button(Act.EFFECT, "effect", "Record what changed for the child", main=True),
    Button(Act.ANSWER, "answer", "Answer the concern", main=True),
    Button(Act.PROMISE, "promise", "Add an action", main=True),
    Button(Act.INFORM, "inform", "Tell the team manager", main=True, posts=True),
    Button(Act.FORMALISE, "formalise", "Make it a formal dispute", main=True),
    Button(Act.ESCALATE, "escalate", "Take it to a later stage", main=True),
    Button(Act.CLOSE, "close", "Close the concern", main=True),
    Button(Act.NOTE, "note", "Add a conversation or note"),
    Button(Act.RECORD_VIEW, "child_view", "Record the child’s view"),
    Button(Act.REFER, "refer", "Refer to Cafcass"),
    Button(Act.ADVISE, "advice", "Record legal advice"),
    Button(Act.EDIT, "edit", "Change the concern"),
    Button(Act.COVER, "cover", "Name a covering IRO"),
)


def buttons(concern: Concern, parts: frozenset[Part], step: ConcernStep | None) -> list[Button]:
    """What this person can do now, the nearest first."""
    idle = _nothing_to_do(concern, step)
    found = [b for b in BUTTONS if CONCERN.may(b.act, concern.state, parts) and b.act not in idle]
    if step and step.state == StepState.ANSWERED:
        found = [_add_to_answer(b) if b.act == Act.ANSWER else b for b in found]
    return [replace(b, href=reverse(f"disputes:{b.page}", args=[concern.public_id])) for b in found]


def _add_to_answer(button: Button) -> Button:
    """Answering comes once; once it was answered, more can be added."""
    return replace(button, text="Add to the answer", main=False)


def _nothing_to_do(concern: Concern, step: ConcernStep | None) -> set[Act]:
    """Acts that the table allows and that would find nothing to do now."""
    idle: set[Act] = set()
    if concern.effect != Effect.NOT_YET:
        idle.add(Act.EFFECT)
    if any(r.result_on is None for r in concern.cafcass.all()):
        idle.add(Act.REFER)
    if step and not has_later_stages(concern, step):
        idle.add(Act.ESCALATE)
    return idle


def has_later_stages(concern: Concern, step: ConcernStep) -> bool:
    """Whether a formal stage comes after this one."""
    stages = concern.ladder.stages.filter(kind=StageKind.FORMAL, position__gt=step.stage.position)
    return stages.exists()
