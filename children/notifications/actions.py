"""What happens when the IRO service is told of a child, and when people are told who the IRO is."""

from dataclasses import dataclass
from datetime import date, time

from django.db import transaction

from accounts.audit import trail as audit
from accounts.clock import now
from accounts.lifecycle import NotNow
from accounts.models import Team, User
from children.care import states
from children.models import CareNotification, Child, IroAllocation
from children.notifications.facts import Rules, instant, notice_due_on, notification_of

NOT_TO_COME = "The IRO service cannot have been told after today."
NOT_YET_ENTERED = "The start of care cannot have been entered before it, nor after today."
WHY_LATE = "The IRO service was told after {due}. Select why it was late."
NOT_BEFORE_NAMED = "The date must not be before the IRO was named, nor after today."
OWN_TEAM = "Choose a team of this council."
NOBODY = "The child has no IRO now. Allocate an IRO first."
OTHER_IRO = "The IRO has changed since you opened this page. Open it again and say who was told of whom."


@dataclass(frozen=True)
class Notice:
    """What a notification says."""

    received_on: date
    at: time | None
    channel: str
    team: Team | None = None
    from_whom: str = ""
    entered_on: date | None = None
    delay_reason: str = ""
    delay_note: str = ""


@transaction.atomic
def record_notification(*, child: Child, notice: Notice, by: User, today: date) -> CareNotification:
    """Record when the IRO service was told of this time in care, or correct it. Told late, it needs a cause.

    Raises NotNow.
    """
    audit.hold(child)  # two people may record it at once
    period = states.open_period(child)
    late = _check(child, notice, period.started_on, today)
    found = notification_of(period)
    kind = "care.notification_corrected" if found else "care.notified"
    with audit.action(
        kind, by=by, authority=child.authority_id, child_id=child.pk, on=notice.received_on.isoformat()
    ) as event:
        event.target = stored = found or CareNotification(child=child, care_from=period.started_on)
        stored.received_on, stored.received_at = notice.received_on, instant(notice.received_on, notice.at)
        stored.channel, stored.team, stored.from_whom = notice.channel, notice.team, notice.from_whom.strip()
        stored.entered_on = notice.entered_on
        stored.delay_reason = notice.delay_reason if late else ""
        stored.delay_note = notice.delay_note.strip() if late else ""
        stored.recorded_by, stored.recorded_at = by, now()
        stored.save()
    return stored


def _check(child: Child, notice: Notice, started_on: date, today: date) -> bool:
    """Whether the notification was late. Raises NotNow where what it says cannot be."""
    _check_not_to_come(notice, today)
    if notice.entered_on is not None and not started_on <= notice.entered_on <= today:
        raise NotNow(NOT_YET_ENTERED, "entered_on")
    if notice.team is not None and notice.team.authority_id != child.authority_id:
        raise NotNow(OWN_TEAM, "team")
    due = notice_due_on(Rules.of(child), started_on)
    late = due is not None and notice.received_on > due
    if late and due is not None and not notice.delay_reason:
        raise NotNow(WHY_LATE.format(due=f"{due.day} {due:%B %Y}"), "delay_reason")
    return late


def _check_not_to_come(notice: Notice, today: date) -> None:
    moment = instant(notice.received_on, notice.at)
    if notice.received_on > today or (moment is not None and moment > now()):
        raise NotNow(NOT_TO_COME, "received_on")


def tell_who_the_iro_is(
    *,
    child: Child,
    child_told_on: date | None,
    child_told_how: str,
    carer_told_on: date | None,
    by: User,
    today: date,
    of: IroAllocation | None = None,
) -> IroAllocation:
    """Record that the child and the carer were told who the IRO is (AP-9). Where they were told of another
    (`of`) than who is the IRO now, that is no answer. Raises NotNow.
    """
    with audit.action("iro.told", by=by, authority=child.authority_id, child_id=child.pk) as event:
        audit.hold(child)  # before the IRO is read: another may be allocated in this moment
        allocation = child.iro_allocations.filter(ended_on=None).first()
        if allocation is None:
            raise NotNow(NOBODY)
        if of is not None and allocation != of:
            raise NotNow(OTHER_IRO)
        for name, on in (("child_told_on", child_told_on), ("carer_told_on", carer_told_on)):
            if on is not None and not allocation.started_on <= on <= today:
                raise NotNow(NOT_BEFORE_NAMED, name)
        event.target = allocation
        allocation.child_told_on, allocation.carer_told_on = child_told_on, carer_told_on
        allocation.child_told_how = child_told_how if child_told_on else ""
        allocation.save(update_fields=["child_told_on", "child_told_how", "carer_told_on"])
    return allocation
