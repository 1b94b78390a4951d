"""What the page of one concern shows to this person: the shared parts to the managers at its stages, everything to the IRO and the QA manager."""

from datetime import date
from typing import Any

from django.urls import reverse

from accounts.access.viewers import Viewer
from accounts.models import OutgoingMail
from accounts.models.jobs import MailState
from children.access import may_record
from children.models import Child
from disputes.access import cover_today, parts_in, sees_all
from disputes.models import Concern, ConcernStep
from disputes.models.concern import STEP_OPEN, StepState
from disputes.models.ladder import StageKind
from disputes.states import Act, Part, may
from disputes.telling import answerers_of
from reviews.record.concern_prefill import source_of
from statute.disputes import days_used
from statute.working_days import WorkingDays

Button = dict[str, Any]


def concern_context(viewer: Viewer, concern: Concern, today: date, calendar: WorkingDays) -> dict[str, Any]:
    """Everything of the page. Private notes, advice and Cafcass's words are not even fetched for those who may not read them."""
    parts = parts_in(viewer, concern, today)
    everything = sees_all(parts)
    steps = list(concern.steps.select_related("stage", "started_by"))
    step = next((s for s in steps if s.state in STEP_OPEN), None)
    notes = concern.notes.select_related("by")
    advice = concern.advice.select_related("by")
    return {
        "concern": concern,
        "came_from": source_of(concern.origin) if everything and concern.origin else None,
        "child": concern.child,
        "children": names_of(viewer, concern, parts),
        "themes": [str(t) for t in concern.themes.select_related("theme")],
        "step": step,
        "nobody_answers": step is not None and not answerers_of(concern, step.stage.level),
        "of_stage": days_used(step.started_on, step.due_on, as_at=today, calendar=calendar) if step else None,
        "in_all": days_used(
            concern.formal_on,
            concern.total_due_on,
            as_at=today,
            ended_on=concern.closed_on,
            calendar=calendar,
        )
        if concern.formal_on
        else None,
        "history": _history(concern, steps, today, calendar),
        "notes": list(notes if everything else notes.filter(is_shared=True)),
        "advice": list(advice) if everything else [],
        "cafcass": list(concern.cafcass.select_related("by")),
        "external": list(concern.external_challenges.all()) if everything else [],
        "mails": mails_about(concern, steps) if everything else [],
        "cover": cover_today(concern, today),
        "covers": list(concern.covers.select_related("user", "named_by").filter(ended_on__gt=today))
        if everything
        else [],
        "sees_all": everything,
        "buttons": buttons(concern, parts, step),
        "may_end_cover": may(Act.COVER, concern.state, parts),
        "may_hear": may(Act.HEAR, concern.state, parts),
        "may_finish": may(Act.FINISH, concern.state, parts),
        "may_challenge_partner": Part.IRO in parts and may_record(viewer, concern.child),
        "is_cover": Part.IRO in parts and not may_record(viewer, concern.child),
        "today": today,
    }


def names_of(viewer: Viewer, concern: Concern, parts: frozenset[Part]) -> list[dict[str, Any]]:
    """The children in the concern, named where the person may see them; the others are only counted."""
    inside = list(concern.children.select_related("child").order_by("pk"))
    seen = set(
        Child.objects.visible_to(viewer)
        .filter(pk__in=[c.child_id for c in inside])
        .values_list("pk", flat=True)
    )
    covering = Part.IRO in parts and not seen
    return [
        {
            "child": c.child,
            "is_named": c.child_id in seen or covering,
            "href": _page_of(c.child) if c.child_id in seen else None,
        }
        for c in inside
    ]


def _page_of(child: Child) -> str:
    return reverse("disputes:child", args=[child.public_id])


def _history(
    concern: Concern, steps: list[ConcernStep], today: date, calendar: WorkingDays
) -> list[dict[str, Any]]:
    """The stages in order, each with its days, its answers and its actions."""
    answers: dict[int, list[Any]] = {}
    for answer in concern.answers.select_related("by"):
        answers.setdefault(answer.step_id, []).append(answer)
    actions: dict[int, list[Any]] = {}
    for action in concern.actions.select_related("by", "done_by"):
        actions.setdefault(action.step_id, []).append(action)
    return [
        {
            "step": step,
            "is_formal": step.stage.kind == StageKind.FORMAL,
            "is_skipped": step.state == StepState.SKIPPED,
            "days": None
            if step.state == StepState.SKIPPED
            else days_used(
                step.started_on,
                step.due_on,
                as_at=today,
                ended_on=step.answered_on or step.ended_on,
                calendar=calendar,
            ),
            "answers": answers.get(step.pk, []),
            "actions": actions.get(step.pk, []),
        }
        for step in steps
    ]


def mails_about(concern: Concern, steps: list[ConcernStep]) -> list[OutgoingMail]:
    """Mail about this concern that was not sent, so that nobody believes it was."""
    about_steps = OutgoingMail.objects.filter(
        about_type="disputes.concernstep", about_id__in=[s.pk for s in steps]
    )
    about_it = OutgoingMail.objects.filter(about_type="disputes.concern", about_id=concern.pk)
    unsent = (about_steps | about_it).exclude(state=MailState.SENT)
    return list(unsent.select_related("to").order_by("pk"))


WORDS: tuple[tuple[Act, str, str, bool], ...] = (
    (Act.ANSWER, "answer", "Answer the concern", True),
    (Act.PROMISE, "promise", "Add an action", True),
    (Act.INFORM, "inform", "Tell the team manager", True),
    (Act.FORMALISE, "formalise", "Make it formal", True),
    (Act.ESCALATE, "escalate", "Take it to a later stage", True),
    (Act.CLOSE, "close", "Close the concern", True),
    (Act.NOTE, "note", "Add a conversation or note", False),
    (Act.RECORD_VIEW, "child_view", "Record the child’s view", False),
    (Act.REFER, "refer", "Refer to Cafcass", False),
    (Act.ADVISE, "advice", "Note legal advice", False),
    (Act.EDIT, "edit", "Change the concern", False),
    (Act.COVER, "cover", "Name who covers", False),
)


def buttons(concern: Concern, parts: frozenset[Part], step: ConcernStep | None) -> list[Button]:
    """What this person can do now, the nearest first. Answering comes once: while it was answered, more can be added."""
    found: list[Button] = []
    if concern.effect == "NOT_YET" and may(Act.EFFECT, concern.state, parts):
        found.append(_button(concern, "effect", "Say what changed for the child", main=True))
    for act, name, text, main in WORDS:
        if not may(act, concern.state, parts):
            continue
        if act == Act.ANSWER and step and step.state == StepState.ANSWERED:
            text, main = "Add to the answer", False
        if act == Act.REFER and any(r.result_on is None for r in concern.cafcass.all()):
            continue
        if act == Act.ESCALATE and step and not later_stages(concern, step):
            continue
        found.append(_button(concern, name, text, main=main, posts=act == Act.INFORM))
    return found


def later_stages(concern: Concern, step: ConcernStep) -> bool:
    """Whether a formal stage comes after this one."""
    stages = concern.ladder.stages.filter(kind=StageKind.FORMAL, position__gt=step.stage.position)
    return stages.exists()


def _button(concern: Concern, name: str, text: str, *, main: bool, posts: bool = False) -> Button:
    href = reverse(f"disputes:{name}", args=[concern.public_id])
    return {"href": href, "text": text, "main": main, "posts": posts}
