"""Challenge on the child's timeline, for those who may see it:

raised, each stage, the answers, Cafcass, partners, closed.
"""

from collections.abc import Iterator
from typing import Any, TypeVar

from django.db.models import BigIntegerField
from django.urls import reverse
from django.utils.text import capfirst

from accounts.access.roles import Permission
from accounts.access.viewers import Viewer
from accounts.access.written_for import WrittenFor
from accounts.models import User
from accounts.written import Written
from children.models import Child
from disputes.access import concerns_visible_to
from disputes.models import Answer, CafcassReferral, Concern, ConcernChild, ConcernStep
from disputes.models.concern import StepState
from disputes.models.ladder import StageKind
from disputes.partners.access import external_visible_to

Event = dict[str, Any]
Row = TypeVar("Row", ConcernStep, Answer, CafcassReferral)
IN_CONCERNS = Written(
    lambda child: ConcernChild.objects.filter(child=child).order_by()[:1], child=BigIntegerField()
)
CONCERNS = WrittenFor(
    lambda viewer, today, child: (
        concerns_visible_to(viewer, None)
        .filter(children__child=child)
        .select_related("raised_by", "closed_by")
        .order_by()
    ),
    child=BigIntegerField(),
)
CHALLENGES = WrittenFor(
    lambda viewer, today, child: external_visible_to(viewer).filter(child=child).select_related("by"),
    child=BigIntegerField(),
)
STEPS = Written(
    lambda child: (
        ConcernStep.objects.filter(concern__children__child=child)
        .select_related("stage", "started_by")
        .order_by()
    ),
    child=BigIntegerField(),
)
ANSWERS = Written(
    lambda child: Answer.objects.filter(concern__children__child=child).select_related("by").order_by(),
    child=BigIntegerField(),
)
REFERRALS = Written(
    lambda child: (
        CafcassReferral.objects.filter(concern__children__child=child).select_related("by").order_by()
    ),
    child=BigIntegerField(),
)


def events(viewer: Viewer, child: Child) -> list[Event]:
    """Everything of the child's concerns that this person sees; nothing for those who see no disputes.

    At most six statements.
    """
    if not viewer.may(Permission.SEE_DISPUTES):
        return []
    # most children have none, and to ask that is far cheaper than to ask who sees which
    concerns = CONCERNS(viewer, child=child.pk) if IN_CONCERNS.has_any(child=child.pk) else []
    of_concerns: list[Event] = []
    if concerns:
        of_concerns = [
            *_of_concerns(concerns),
            *_of_steps(child, concerns),
            *_of_answers(child, concerns),
            *_of_cafcass(child, concerns),
        ]
    return [*of_concerns, *_of_partners(viewer, child)]


def _event(concern: Concern, on: Any, title: str, text: str = "", by: User | None = None) -> Event:
    href = reverse("disputes:concern", args=[concern.public_id])
    return {
        "on": on,
        "title": title,
        "text": text,
        "by": by.called_at(on) if by else "",
        "href": href,
        "kind": "dispute",
    }


def _seen(rows: Written[Row], child: Child, concerns: list[Concern]) -> Iterator[tuple[Row, Concern]]:
    """What belongs to those of the child's concerns that the person sees."""
    of = {concern.pk: concern for concern in concerns}
    for row in rows(child=child.pk):
        if row.concern_id in of:
            yield row, of[row.concern_id]


def _of_concerns(concerns: list[Concern]) -> Iterator[Event]:
    for c in concerns:
        yield _event(c, c.raised_on, "Concern raised", c.text, c.raised_by)
        if c.closed_on and c.closed_by:
            changed = f"{capfirst(c.get_effect_display())}. {c.effect_text}".strip()
            title = f"Concern closed: {c.get_ending_display()}"
            yield _event(c, c.closed_on, title, changed, c.closed_by)


def _of_steps(child: Child, concerns: list[Concern]) -> Iterator[Event]:
    for step, concern in _seen(STEPS, child, concerns):
        by = step.started_by
        if step.state == StepState.SKIPPED:
            yield _event(concern, step.started_on, f"Stage skipped: {step.stage.name}", step.skip_reason, by)
        elif step.stage.kind == StageKind.FORMAL:
            yield _event(
                concern,
                step.started_on,
                f"Formal dispute at the stage {step.stage.name}",
                f"Answer due by {step.due_on:%-d %B %Y}",
                by,
            )
        else:
            yield _event(concern, step.started_on, f"Manager told: {step.stage.name}", "", by)


def _of_answers(child: Child, concerns: list[Concern]) -> Iterator[Event]:
    for answer, concern in _seen(ANSWERS, child, concerns):
        answer.concern = concern
        since = " (its words were changed since)" if answer.is_about_earlier_words else ""
        yield _event(
            concern,
            answer.on,
            f"Manager answers: {answer.get_stance_display()}{since}",
            answer.text,
            answer.by,
        )


def _of_cafcass(child: Child, concerns: list[Concern]) -> Iterator[Event]:
    for referral, concern in _seen(REFERRALS, child, concerns):
        yield _event(
            concern,
            referral.referred_on,
            "Referred to Cafcass",
            referral.get_state_display(),
            referral.by,
        )


def _of_partners(viewer: Viewer, child: Child) -> Iterator[Event]:
    for external in CHALLENGES(viewer, child=child.pk):
        yield {
            "on": external.raised_on,
            "title": f"Partner challenged: {external.partner_name}"
            if external.is_formal
            else f"Partner asked: {external.partner_name}",
            "text": external.asked,
            "by": external.by.called_at(external.raised_on),
            "href": reverse("disputes:external", args=[external.public_id]),
            "kind": "dispute",
        }
