"""What happens to a call for an earlier review: raised, waived with a reason."""

from datetime import date

from django.conf import settings
from django.urls import reverse

from accounts.audit import trail as audit
from accounts.lifecycle import NotNow
from accounts.mail import outbox
from accounts.models import User
from children.models import Child
from reviews.models import CallReason, ReviewTrigger

RAISED_ALREADY = "This is already recorded for that day."
BEFORE_TODAY = "The day it is needed before must be today or later."
WAIVED_ALREADY = "This has already been waived."


def raise_trigger(
    *,
    child: Child,
    kind: str,
    needed_before: date,
    note: str,
    by: User,
    today: date,
    own: CallReason | None = None,
) -> ReviewTrigger:
    """Record that a review is needed before a day. Raises NotNow."""
    if needed_before < today:
        raise NotNow(BEFORE_TODAY, "needed_before")
    with audit.action(
        "review.trigger_raised", by=by, authority=child.authority_id, child_id=child.pk, reason=kind
    ) as event:
        audit.hold(child)
        if child.review_triggers.filter(kind=kind, own=own, needed_before=needed_before).exists():
            raise NotNow(RAISED_ALREADY, "kind")
        event.target = trigger = ReviewTrigger.objects.create(
            child=child,
            kind=kind,
            own=own,
            raised_on=today,
            needed_before=needed_before,
            note=note.strip(),
            raised_by=by,
        )
        _tell_the_iro(child, by)
    return trigger


def _tell_the_iro(child: Child, by: User) -> None:
    """It is the IRO who decides when the review is held; the call by itself changes no due date."""
    iros = User.objects.filter(
        workers__iro_allocations__child=child, workers__iro_allocations__ended_on=None, is_active=True
    )
    address = f"{settings.PUBLIC_ADDRESS}{reverse('reviews:child_reviews', args=[child.public_id])}"
    for person in iros.exclude(pk=by.pk).distinct().order_by("pk"):
        outbox.queue_mail(
            to=person,
            authority=child.authority,
            subject="A review is called for before a change",
            body=f"A review of a child whose IRO you are is called for before a change:\n\n{address}\n",
            about=child,
        )


def waive(*, trigger: ReviewTrigger, reason: str, by: User) -> None:
    """Say why no review is needed: an emergency, or the event does not happen. Raises NotNow."""
    child = trigger.child
    with audit.action(
        "review.trigger_waived", by=by, authority=child.authority_id, child_id=child.pk, target=trigger
    ):
        audit.hold(trigger)
        if trigger.waived_reason:
            raise NotNow(WAIVED_ALREADY)
        trigger.waived_reason, trigger.waived_by = reason.strip(), by
        trigger.save(update_fields=["waived_reason", "waived_by"])
