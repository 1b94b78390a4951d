"""What happens at the end of a record: a hold is placed or lifted, a deletion is proposed and answered."""

from datetime import date
from functools import partial

from django.db import transaction

from accounts.audit import trail as audit
from accounts.clock import now
from accounts.lifecycle import NotNow
from accounts.models import User
from children.feed.folder import empty_read
from children.imports.run import wait_for_other_imports
from children.imports.state.deleted import remember_deleted
from children.models import Child, Erasure, LegalHold, PeriodOfCare
from children.models.retention import ErasureState
from children.retention.due import record_of
from children.retention.erasing import erase, numbers_of
from children.retention.states import ERASURE, HOLD, ErasureAct, HoldAct, HoldState, Part

HELD = "A legal hold stands on this record. Lift it first."
NOT_YET = "This record is kept until {until:%-d %B %Y}: {why}. It cannot be deleted before."
IN_CARE = "The child is looked after now."
WAITING = "The deletion of this record is already waiting for a second person."


def standing_hold(child: Child) -> LegalHold | None:
    return LegalHold.objects.filter(child=child, lifted_at=None).select_related("placed_by").first()


def place_hold(*, child: Child, reason: str, by: User) -> LegalHold:
    """Keep the record whatever its age, until the hold is lifted."""
    with audit.action(
        "record.hold_placed", by=by, authority=child.authority_id, child_id=child.pk, reason=reason
    ) as act:
        audit.hold(child)
        HOLD.check_state(HoldAct.PLACE, HoldState.HELD if standing_hold(child) else HoldState.FREE)
        act.target = hold = LegalHold.objects.create(
            child=child, reason=reason, placed_by=by, placed_at=now()
        )
    return hold


def lift_hold(*, child: Child, reason: str, by: User) -> None:
    """The record is kept by its rule alone again."""
    with audit.action(
        "record.hold_lifted", by=by, authority=child.authority_id, child_id=child.pk, reason=reason
    ) as act:
        audit.hold(child)
        hold = standing_hold(child)
        HOLD.check_state(HoldAct.LIFT, HoldState.HELD if hold else HoldState.FREE)
        assert hold is not None
        hold.lifted_at, hold.lifted_by, hold.lift_reason = now(), by, reason
        hold.save(update_fields=["lifted_at", "lifted_by", "lift_reason"])
        act.target = hold


def _check_over(child: Child, today: date) -> tuple[str, date]:
    """Raise NotNow unless the time of the record is over and nothing holds it."""
    record = record_of(child, today)
    if record.is_held:
        raise NotNow(HELD)
    if PeriodOfCare.objects.filter(child=child, ended_on=None).exists():
        raise NotNow(IN_CARE)
    if not record.is_over(today):
        raise NotNow(NOT_YET.format(until=record.kept.until, why=record.kept.why))
    return record.kept.why, record.kept.until


def propose(*, child: Child, reason: str, by: User, today: date, leaves_facts: bool = False) -> Erasure:
    """Propose to delete a record whose time is over; somebody else must confirm it. `leaves_facts`: what
    figures count is to stay, as facts about nobody.
    """
    with audit.action(
        "erasure.proposed", by=by, authority=child.authority_id, child_id=child.pk, reason=reason
    ) as act:
        audit.hold(child)
        why, until = _check_over(child, today)
        if Erasure.objects.filter(record_id=child.pk, state=ErasureState.PROPOSED).exists():
            raise NotNow(WAITING)
        act.target = erasure = Erasure.objects.create(
            authority=child.authority,
            record_id=child.pk,
            rule=why,
            kept_until=until,
            leaves_facts=leaves_facts,
            reason=reason,
            proposed_by=by,
            proposed_at=now(),
        )
    return erasure


def _parts(erasure: Erasure, by: User) -> frozenset[Part]:
    return frozenset({Part.KEEPER} if erasure.proposed_by_id == by.pk else {Part.SECOND})


def confirm(*, erasure: Erasure, reason: str, by: User, today: date) -> dict[str, int]:
    """Delete the record and everything on it. What stays is this entry, the certificate, and the trail."""
    with audit.action(
        "erasure.confirmed", by=by, authority=erasure.authority_id, target=erasure, reason=reason
    ) as act:
        wait_for_other_imports(erasure.authority)
        audit.hold(erasure)
        state = ERASURE.check(ErasureAct.CONFIRM, erasure.state, _parts(erasure, by))
        child = Child.objects.select_related("authority").get(pk=erasure.record_id)
        audit.hold(child)
        _check_over(child, today)
        act.child_id = child.pk
        remember_deleted(erasure, numbers_of(child))
        counts = erase(child, leaves_facts=today if erasure.leaves_facts else None)
        transaction.on_commit(partial(empty_read, erasure.authority.code))
        _answer(erasure, state, reason, by, counts)
        act.details.update(rows=sum(counts.values()), leaves_facts=erasure.leaves_facts)
    return counts


def decline(*, erasure: Erasure, reason: str, by: User) -> None:
    """Keep the record after all."""
    with audit.action(
        "erasure.declined",
        by=by,
        authority=erasure.authority_id,
        child_id=erasure.record_id,
        target=erasure,
        reason=reason,
    ):
        audit.hold(erasure)
        state = ERASURE.check(ErasureAct.DECLINE, erasure.state, _parts(erasure, by))
        _answer(erasure, state, reason, by, {})


def _answer(erasure: Erasure, state: str, reason: str, by: User, counts: dict[str, int]) -> None:
    erasure.state, erasure.counts = state, counts
    erasure.answered_at, erasure.answered_by, erasure.answer_reason = now(), by, reason
    erasure.save(update_fields=["state", "counts", "answered_at", "answered_by", "answer_reason"])
