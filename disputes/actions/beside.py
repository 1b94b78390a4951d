"""What stands beside the stages: notes, the child's view, legal advice, Cafcass, cover."""

from datetime import date, timedelta

from accounts.clock import now
from accounts.models import User
from disputes.access import Actor, check_may_cover
from disputes.actions.acting import acting
from disputes.models import CafcassReferral, Concern, ConcernNote, Cover, LegalAdvice
from disputes.models.answers import CafcassState
from disputes.states import Act, NotNow


def add_note(
    *,
    concern: Concern,
    kind: str,
    with_whom: str,
    text: str,
    on: date,
    is_shared: bool,
    by: Actor,
    today: date,
) -> ConcernNote:
    """A conversation or a note, private unless the IRO shares it with the managers at the stages."""
    _check_past(on, today, "on")
    with acting(concern, Act.SHARE if is_shared else Act.NOTE, by, "noted", shared=is_shared, note=kind) as (
        row,
        _,
    ):
        return ConcernNote.objects.create(
            concern=row,
            kind=kind,
            with_whom=with_whom.strip(),
            text=text.strip(),
            on=on,
            is_shared=is_shared,
            by=by.user,
            at=now(),
        )


def record_view(
    *, concern: Concern, view: str, told_complaints: bool | None, told_advocacy: bool | None, by: Actor
) -> None:
    """The child's view, and that they were told about complaints and advocacy (DR-10). Not recorded stays not recorded."""
    with acting(concern, Act.RECORD_VIEW, by, "view_recorded") as (row, _):
        row.child_view, row.child_told_complaints, row.child_told_advocacy = (
            view.strip(),
            told_complaints,
            told_advocacy,
        )
        row.save(update_fields=["child_view", "child_told_complaints", "child_told_advocacy"])


def note_advice(
    *,
    concern: Concern,
    sought_on: date,
    adviser: str,
    question: str,
    received_on: date | None,
    summary: str,
    by: Actor,
    today: date,
) -> LegalAdvice:
    """Independent legal advice (DR-8): nobody but the IRO and the QA manager learns that it was sought."""
    _check_past(sought_on, today, "sought_on")
    if received_on is not None:
        _check_past(received_on, today, "received_on")
        if received_on < sought_on:
            raise NotNow("The advice can’t have come before it was sought.", "received_on")
    if bool(received_on) != bool(summary.strip()):
        raise NotNow(
            "Give both what was advised and the day it came, or neither.",
            "summary" if received_on else "received_on",
        )
    with acting(concern, Act.ADVISE, by, "advice_noted") as (row, _):
        return LegalAdvice.objects.create(
            concern=row,
            sought_on=sought_on,
            adviser=adviser.strip(),
            question=question.strip(),
            received_on=received_on,
            summary=summary.strip(),
            by=by.user,
            at=now(),
        )


def refer(*, concern: Concern, reason: str, on: date, by: Actor, today: date) -> CafcassReferral:
    """Refer to Cafcass, at any point and beside the stages, which go on (DR-4). One reference waits at a time."""
    _check_past(on, today, "on")
    with acting(concern, Act.REFER, by, "cafcass_referred") as (row, _):
        if row.cafcass.filter(state=CafcassState.REFERRED).exists():
            raise NotNow("A reference to Cafcass waits for its result already.")
        return CafcassReferral.objects.create(
            concern=row, referred_on=on, reason=reason.strip(), by=by.user, at=now()
        )


def hear(*, referral: CafcassReferral, state: str, result: str, on: date, by: Actor, today: date) -> None:
    """What came back from Cafcass, also after the concern was closed."""
    _check_past(on, today, "on")
    if on < referral.referred_on:
        raise NotNow("The result can’t have come before the reference.", "on")
    with acting(referral.concern, Act.HEAR, by, "cafcass_heard", state=state):
        heard = CafcassReferral.objects.filter(pk=referral.pk, state=CafcassState.REFERRED).update(
            state=state, result=result.strip(), result_on=on
        )
        if not heard:
            raise NotNow("The result is recorded already.")


def name_cover(
    *, concern: Concern, user: User, started_on: date, last_day: date, reason: str, by: Actor, today: date
) -> Cover:
    """Name the IRO who acts in this dispute from a day to a day. Raises NotNow, NotYours."""
    if started_on < today:
        raise NotNow("The cover must start today or later.", "started_on")
    if last_day < started_on:
        raise NotNow("The last day must not be before the first.", "last_day")
    check_may_cover(user, concern, today)
    ended_on = last_day + timedelta(days=1)
    with acting(concern, Act.COVER, by, "cover_named", user=user.pk) as (row, _):
        if row.covers.filter(started_on__lt=ended_on, ended_on__gt=started_on).exists():
            raise NotNow("Somebody covers on some of these days already. End that first.", "started_on")
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
    with acting(cover.concern, Act.COVER, by, "cover_ended", user=cover.user_id):
        if cover.ended_on <= today:
            raise NotNow("This cover has ended already.")
        cover.ended_on = max(today, cover.started_on)
        cover.save(update_fields=["ended_on"])


def _check_past(on: date, today: date, field: str) -> None:
    if on > today:
        raise NotNow("The date must be today or in the past.", field)
