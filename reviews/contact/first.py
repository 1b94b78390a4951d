"""The first contact with the social worker and the child, before the first review (P-04)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from accounts.access.roles import Permission
from accounts.access.viewers import Viewer
from accounts.audit import trail as audit
from accounts.clock import now
from accounts.lifecycle import NotNow
from accounts.models import User
from children.care import states
from children.models import Child, PeriodOfCare
from reviews.models import Contact, FirstContact, ReviewCycle
from reviews.models.first_contact import FirstOutcome, WithWhom
from reviews.models.midway import ContactState
from statute.clock_facts import Kind, State

NOT_THEN = "The day must be in this time in care, and today or in the past."
SAY_WHY = "Enter why it is not appropriate to speak with the child."
SAY_WHAT = "Enter what you attempted."
SAY_HOW = "Select how you were in contact, or attempted to be."
ONLY_CHILD = "Only contact with the child can be recorded as not appropriate."


def record_first(
    *, child: Child, with_whom: str, outcome: str, way: str, on: date, note: str, by: User, today: date
) -> FirstContact:
    """Record the first contact with the social worker or the child, that it was attempted, or why there is
    none. It replaces what was recorded before. Raises NotNow.
    """
    _check(with_whom, outcome, way, note)
    with audit.action(
        "contact.first_recorded",
        by=by,
        authority=child.authority_id,
        child_id=child.pk,
        whom=with_whom,
        outcome=outcome,
    ) as event:
        audit.hold(child)
        period = states.open_period(child)
        if not period.started_on <= on <= today:
            raise NotNow(NOT_THEN, "on")
        event.target, _ = FirstContact.objects.update_or_create(
            child=child,
            care_from=period.started_on,
            with_whom=with_whom,
            defaults={
                "outcome": outcome,
                "way": "" if outcome == FirstOutcome.NOT_RIGHT else way,
                "happened_on": on,
                "note": note.strip(),
                "recorded_by": by,
                "recorded_at": now(),
            },
        )
    return event.target


def _check(with_whom: str, outcome: str, way: str, note: str) -> None:
    if outcome == FirstOutcome.NOT_RIGHT and with_whom != WithWhom.CHILD:
        raise NotNow(ONLY_CHILD, "outcome")
    if outcome != FirstOutcome.NOT_RIGHT and not way:
        raise NotNow(SAY_HOW, "way")
    if outcome != FirstOutcome.MADE and not note.strip():
        raise NotNow(SAY_WHY if outcome == FirstOutcome.NOT_RIGHT else SAY_WHAT, "note")


def of_turn(whom: str) -> QuerySet[FirstContact]:
    """The first contacts recorded with one of the two, for the turn in the query around it. An attempt is no
    contact.
    """
    return _recorded(whom).exclude(outcome=FirstOutcome.TRIED)


def _recorded(whom: str) -> QuerySet[FirstContact]:
    return FirstContact.objects.filter(
        child=OuterRef("child"), with_whom=whom, care_from__gte=OuterRef("period_start")
    )


def contacts_of_turn() -> QuerySet[Contact]:
    """Contacts with the child that took place in the time in care of the turn in the query around it."""
    return Contact.objects.filter(
        child=OuterRef("child"), state=ContactState.MADE, happened_on__gte=OuterRef("period_start")
    )


def before_first_review(viewer: Viewer) -> QuerySet[ReviewCycle]:
    """First reviews still to come, of children this person sees who have an IRO, where a contact is
    missing."""
    if not viewer.may(Permission.READ_CONTACT):
        return ReviewCycle.objects.none()
    rows = ReviewCycle.objects.filter(
        authority=viewer.authority_id,
        kind=Kind.FIRST,
        closed_on=None,
        child__iro_allocations__ended_on=None,
        child__iro_allocations__isnull=False,
        child__in=Child.objects.visible_to(viewer).values("pk").order_by(),
    ).exclude(state=State.VOID)
    rows = rows.annotate(
        has_worker=Exists(of_turn(WithWhom.WORKER)),
        has_child=Exists(of_turn(WithWhom.CHILD)) | Exists(contacts_of_turn()),
        tried_worker=Exists(_recorded(WithWhom.WORKER)),
        tried_child=Exists(_recorded(WithWhom.CHILD)),
    )
    return rows.exclude(has_worker=True, has_child=True).select_related("child").order_by("due_on", "pk")


def lacking(turn: ReviewCycle) -> list[str]:
    """Those of the two with whom no contact is recorded, for a turn from `before_first_review`."""
    both = (("has_worker", "the social worker"), ("has_child", "the child"))
    return [who for name, who in both if not getattr(turn, name)]


@dataclass(frozen=True)
class First:
    """One of the two first contacts as the child's page shows it."""

    whom: WithWhom
    found: FirstContact | None
    contact: Contact | None = None


def firsts_of(child: Child, period: PeriodOfCare | None) -> list[First]:
    """Both first contacts of the present time in care; none while the child is not looked after."""
    if period is None:
        return []
    rows: dict[Any, FirstContact] = {
        row.with_whom: row
        for row in child.first_contacts.filter(care_from__gte=period.started_on).select_related("recorded_by")
    }
    made = child.iro_contacts.filter(state=ContactState.MADE, happened_on__gte=period.started_on)
    return [
        First(WithWhom.WORKER, rows.get(WithWhom.WORKER)),
        First(WithWhom.CHILD, rows.get(WithWhom.CHILD), made.order_by("happened_on").first()),
    ]
