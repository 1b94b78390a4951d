"""Another IRO acts in one concern while the child’s own is away."""

from datetime import date, timedelta

from django.db import transaction

from accounts.audit import trail as audit
from accounts.clock import now
from accounts.models import User
from accounts.people.independence import hold_cases
from disputes import wording
from disputes.access import Actor, check_may_cover
from disputes.models import Concern, Cover
from disputes.states import Act, NotNow
from disputes.transaction import change


def name_cover(
    *, concern: Concern, user: User, started_on: date, last_day: date, reason: str, by: Actor, today: date
) -> Cover:
    """Name the IRO who acts in this dispute from a day to a day. Raises NotNow, NotYours."""
    if started_on < today:
        raise NotNow(wording.COVER_STARTS_LATER, "started_on")
    if last_day < started_on:
        raise NotNow(wording.COVER_ENDS_AFTER_START, "last_day")
    ended_on = last_day + timedelta(days=1)
    with transaction.atomic():
        hold_cases(concern.authority)
        check_may_cover(user, concern, today)
        with change(concern, Act.COVER, by, "cover_named", user=user.pk) as (row, _):
            if row.covers.filter(started_on__lt=ended_on, ended_on__gt=started_on).exists():
                raise NotNow(wording.COVER_OVERLAPS, "started_on")
            return Cover.objects.create(
                concern=row,
                user=user,
                started_on=started_on,
                ended_on=ended_on,
                reason=reason.strip(),
                named_by=by.user,
                at=now(),
            )


def end_cover(*, cover: Cover, by: Actor, today: date) -> None:
    """End a cover today; one that has not begun never does."""
    with change(cover.concern, Act.COVER, by, "cover_ended", user=cover.user_id):
        audit.hold(cover)
        if cover.ended_on <= max(today, cover.started_on):
            raise NotNow(wording.COVER_ENDED)
        cover.ended_on = max(today, cover.started_on)
        cover.save(update_fields=["ended_on"])
