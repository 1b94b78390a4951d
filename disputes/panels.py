"""What the child's page, a decision and the timeline show of challenge, to those who may see it."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import BigIntegerField, CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from accounts.access.roles import Permission
from accounts.access.viewers import Viewer
from accounts.access.written_for import WrittenFor
from accounts.calendars import working_days
from accounts.templatetags.govuk import day
from accounts.written import Written
from children.models import Child
from disputes.access import concerns_visible_to, may_log
from disputes.concern.prefill import times_carried
from disputes.lists import board_rows, concerns_list
from disputes.models import Concern, ConcernChild
from disputes.models.concern import OPEN_STATES
from reviews.decisions.states import OPEN
from reviews.models import Decision

OFFERED_FROM = 2
"""Carry-forwards of a decision from which a challenge is offered."""

HAS_OPEN = Written(
    lambda child: ConcernChild.objects.filter(child=child, concern__state__in=OPEN_STATES).order_by()[:1],
    child=BigIntegerField(),
)
CONCERNS = WrittenFor(
    lambda viewer, today, child: concerns_list(viewer, {"show": "open"}, today).filter(children__child=child)[
        :10
    ],
    child=BigIntegerField(),
)


def open_concerns(viewer: Viewer, child: Child, today: date) -> dict[str, Any] | None:
    """The child's open concerns; nothing at all for those who see no disputes."""
    if not viewer.may(Permission.SEE_DISPUTES):
        return None
    # most children have none, and to ask that is far cheaper than to ask who sees it at which stage
    has_any = HAS_OPEN.has_any(child=child.pk)
    found = CONCERNS(viewer, today, child=child.pk) if has_any else []
    context = {
        "rows": board_rows(found, today, working_days()) if found else [],
        "child": child,
        "may_log": may_log(viewer, child),
    }
    return {"template": "disputes/panel.html", "context": context}


def raised_from(viewer: Viewer, keys: Sequence[str], today: date) -> dict[str, dict[str, str]]:
    """Key of a form, an issue or a check -> link to the latest concern that was made of it and that the
    person may see.
    """
    if not viewer.may(Permission.SEE_DISPUTES) or not Concern.objects.filter(origin__in=keys).exists():
        return {}
    found = concerns_visible_to(viewer, today).filter(origin__in=keys).order_by("raised_on", "pk")
    return {
        c.origin: {
            "text": f"Concern of {day(c.raised_on)} ({c.get_state_display()})",
            "href": reverse("disputes:concern", args=[c.public_id]),
        }
        for c in found
    }


def made_of(kind: str) -> Exists:
    """Whether a concern was made of a form, an issue or a check: of the row of the list that asks."""
    key = Concat(Value(f"{kind}:"), Cast(OuterRef("public_id"), CharField()))
    return Exists(Concern.objects.filter(origin=key))


def of_child(viewer: Viewer, child: Child, today: date) -> dict[UUID, dict[str, str]]:
    """The child's concerns that this person may see, the latest first, each with a link to it."""
    if not viewer.may(Permission.SEE_DISPUTES):
        return {}
    found = concerns_visible_to(viewer, today).filter(children__child=child)
    return {
        c.public_id: {
            "text": f"concern of {day(c.raised_on)} ({c.get_state_display()})",
            "href": reverse("disputes:concern", args=[c.public_id]),
        }
        for c in found.order_by("-raised_on", "-pk")
    }


def is_of(concern: UUID, child: Child) -> bool:
    """Whether a concern is about a child."""
    return ConcernChild.objects.filter(concern__public_id=concern, child=child).exists()


def offer(viewer: Viewer, decision: Decision, today: date) -> dict[str, Any] | None:
    """Concerns about a decision; and at its second carry-forward the offer to challenge, already filled
    in.
    """
    if not viewer.may(Permission.SEE_DISPUTES):
        return None
    concerns = list(concerns_visible_to(viewer, today).filter(decision=decision))
    is_offered = may_log(viewer, decision.child) and decision.progress in OPEN
    times = times_carried(decision)
    if not concerns and not is_offered:
        return None
    context = {
        "concerns": concerns,
        "is_offered": is_offered,
        "is_drift": times >= OFFERED_FROM,
        "times": times,
        "is_red": times > OFFERED_FROM,
        "href": f"{reverse('disputes:log', args=[decision.child.public_id])}?decision={decision.public_id}",
    }
    return {"template": "disputes/decision_panel.html", "context": context}


def tabs(viewer: Viewer, child: Child) -> list[dict[str, str]]:
    """The page of the child's concerns in the navigation of its pages."""
    if not viewer.may(Permission.SEE_DISPUTES):
        return []
    return [{"text": "Concerns", "href": reverse("disputes:child", args=[child.public_id])}]


def links(viewer: Viewer, child: Child) -> list[dict[str, str]]:
    """Raising a concern from any page of a child, next to its name.

    A restricted record is read by more than its own IRO.
    """
    if not viewer.may(Permission.CHALLENGE) or (child.is_restricted and not may_log(viewer, child)):
        return []
    return [{"text": "Raise a concern", "href": reverse("disputes:log", args=[child.public_id])}]


def settings_links(viewer: Viewer) -> list[dict[str, str]]:
    """The dispute process among the council's settings."""
    if not viewer.may(Permission.SET_DISPUTE_STAGES):
        return []
    return [
        {
            "title": "Dispute process",
            "text": "Set stages, limits and themes",
            "href": reverse("disputes:process"),
        }
    ]
