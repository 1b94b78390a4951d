"""Referrals to Cafcass, at any point and alongside the stages."""

from datetime import date

from accounts.clock import now
from disputes import wording
from disputes.access import Actor
from disputes.dates import check_past
from disputes.models import CafcassReferral, Concern
from disputes.models.answers import CafcassState
from disputes.states import Act, NotNow
from disputes.transaction import change


def refer(*, concern: Concern, reason: str, on: date, by: Actor, today: date) -> CafcassReferral:
    """Refer to Cafcass, at any point; the stages go on (DR-4).

    One referral waits for its result at a time.
    """
    check_past(on, today, "on")
    if on < concern.raised_on:
        raise NotNow(wording.REFERRED_BEFORE_RAISED, "on")
    with change(concern, Act.REFER, by, "cafcass_referred") as (row, _):
        if row.cafcass.filter(state=CafcassState.REFERRED).exists():
            raise NotNow(wording.ALREADY_REFERRED)
        return CafcassReferral.objects.create(
            concern=row,
            referred_on=on,
            reason=reason.strip(),
            by=by.user,
            at=now(),
            concern_text=row.text,
            concern_wanted=row.wanted,
        )


def record_result(
    *, referral: CafcassReferral, state: str, result: str, on: date, by: Actor, today: date
) -> None:
    """What came back from Cafcass, also after the concern was closed."""
    check_past(on, today, "on")
    if on < referral.referred_on:
        raise NotNow(wording.RESULT_BEFORE_REFERRAL, "on")
    with change(referral.concern, Act.HEAR, by, "cafcass_heard", state=state):
        heard = CafcassReferral.objects.filter(pk=referral.pk, state=CafcassState.REFERRED).update(
            state=state, result=result.strip(), result_on=on
        )
        if not heard:
            raise NotNow(wording.RESULT_RECORDED)
