"""What happens to contact between reviews (P-44): agreed with the child, planned, made, tried."""

from datetime import date

from django.db.models import BigIntegerField

from accounts.audit import trail as audit
from accounts.clock import now
from accounts.models import User
from accounts.written import Written
from children.care.first_day import check_in_care_by
from children.models import Child
from reviews.contact import states
from reviews.models import Contact, ContactPlan
from reviews.models.midway import ContactState, ContactWay
from statute.midway import contact_due_on


def agree(
    *, child: Child, way: str, every_weeks: int | None, wish: str, by: User, today: date
) -> ContactPlan:
    """Write down what the child and the IRO agreed; it takes the place of what was agreed before."""
    with audit.action("contact.agreed", by=by, authority=child.authority_id, child_id=child.pk) as event:
        audit.hold(child)  # one agreement stands at a time
        child.contact_plans.filter(ended_on=None).update(ended_on=today)
        event.target = plan = ContactPlan.objects.create(
            child=child,
            way=way,
            every_weeks=None if way == ContactWay.NONE else every_weeks,
            wish=wish.strip(),
            started_on=today,
            agreed_by=by,
        )
    return plan


def plan_contact(*, child: Child, way: str, on: date, by: User, today: date) -> Contact:
    """Plan one contact for a day. Raises NotNow."""
    if on < today:
        raise states.NotNow(states.LATER, "on")
    if way == ContactWay.NONE:
        raise states.NotNow(states.CHOOSE_HOW_LATER, "way")
    with audit.action("contact.planned", by=by, authority=child.authority_id, child_id=child.pk) as event:
        event.target = contact = Contact.objects.create(
            child=child, way=way, planned_for=on, recorded_by=by, recorded_at=now()
        )
    return contact


def record_contact(
    *, child: Child, way: str, state: str, on: date, note: str, by: User, today: date
) -> Contact:
    """Record a contact that was not planned: made, or tried. Raises NotNow."""
    states.check_contact(way=way, state=state, on=on, note=note, today=today)
    check_in_care_by([child], on, "on")
    with audit.action(
        "contact.recorded", by=by, authority=child.authority_id, child_id=child.pk, state=state
    ) as event:
        event.target = contact = Contact.objects.create(
            child=child,
            way=way,
            state=state,
            happened_on=on,
            note=note.strip(),
            recorded_by=by,
            recorded_at=now(),
        )
    return contact


def settle_contact(*, contact: Contact, state: str, on: date, note: str, by: User, today: date) -> Contact:
    """Record the outcome of a planned contact:

    it took place, was attempted, or is cancelled. Raises NotNow.
    """
    states.check_contact(way=contact.way, state=state, on=on, note=note, today=today)
    child = contact.child
    with audit.action(
        "contact.settled", by=by, authority=child.authority_id, child_id=child.pk, target=contact, state=state
    ):
        audit.hold(contact)
        states.check_can_record(contact, state)
        contact.state, contact.happened_on, contact.note = state, on, note.strip()
        contact.recorded_by, contact.recorded_at = by, now()
        contact.save(update_fields=["state", "happened_on", "note", "recorded_by", "recorded_at"])
    return contact


PLANS = Written(
    lambda child: ContactPlan.objects.filter(child=child, ended_on=None)[:1], child=BigIntegerField()
)


LAST_MADE = Written(
    lambda child: Contact.objects.filter(child=child, state=ContactState.MADE).order_by("-happened_on")[:1],
    child=BigIntegerField(),
)


def open_plan(child: Child) -> ContactPlan | None:
    """What is agreed now; None when nothing is."""
    return PLANS.first(child=child.pk)


def next_contact_on(child: Child, plan: ContactPlan | None) -> date | None:
    """When contact is next due as agreed; None when there is no agreed rhythm."""
    if plan is None or plan.every_weeks is None:
        return None
    last = LAST_MADE.first(child=child.pk)
    return contact_due_on(plan.started_on, last.happened_on if last else None, plan.every_weeks)
