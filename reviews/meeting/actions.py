"""What happens with a review: booked, started, recorded, adjourned, completed, corrected."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from django.db import transaction

from accounts.audit import trail as audit
from accounts.calendars import terms_for, working_days
from accounts.clock import now
from accounts.models import User, Worker
from children.models import Child
from reviews.cycle.current import running_cycle
from reviews.cycle.replay import Moved, replay_children
from reviews.decisions.actions import send_decisions
from reviews.meeting import states
from reviews.models import (
    Attendance,
    Decision,
    DecisionAtReview,
    Review,
    ReviewPart,
)
from reviews.models.decision import Progress
from reviews.models.review import ReviewFormat, ReviewStatus, SectionKey
from reviews.monitoring.actions import open_form
from reviews.record.sections import NEEDED, ParticipationFacts, participation_facts
from statute import formats, timescales
from statute.participation import check_code, participation
from statute.review_clock import ReviewFact, counted_on


def lock(review: Review, step: str) -> None:
    """Hold the review until the transaction ends. Raise states.NotNow unless the step may still be taken then."""
    review.status = Review.objects.select_for_update().values_list("status", flat=True).get(pk=review.pk)
    states.check(step, review)


def worker_of(user: User, authority_id: int) -> Worker | None:
    """The IRO's entry among the council's workers."""
    return Worker.objects.filter(user=user, authority=authority_id).order_by("pk").first()


@transaction.atomic
def book(
    *,
    child: Child,
    on: date,
    at: time | None,
    place: str,
    format: str,
    late_reason: str = "",
    late_note: str = "",
    by: User,
    today: date,
) -> Review:
    """Book a review. Past the last lawful day a coded reason is needed; the due date itself never moves.

    Raises states.NotNow, BadDate, LateReasonMissing; statute.formats.MeetingNeeded for a review without a meeting (RC-14).
    """
    Child.objects.select_for_update(no_key=True).get(pk=child.pk)  # two people may book at once
    running = running_cycle(child)
    states.check_no_other_in_hand(child)
    states.check_booking(child, on, late_reason=late_reason, running=running, today=today)
    _check_format(child, format, on)
    late = bool(running and running.due_on and on > running.due_on)
    with audit.action(
        "review.booked", by=by, authority=child.authority_id, child_id=child.pk, late=late
    ) as event:
        review = Review.objects.create(
            child=child,
            booked_for=on,
            booked_time=at,
            place=place.strip(),
            format=format,
            late_reason=late_reason if late else "",
            late_reason_note=late_note.strip() if late else "",
            created_by=by,
        )
        event.target = review
    return review


@transaction.atomic
def change_booking(
    *,
    review: Review,
    on: date,
    at: time | None,
    place: str,
    format: str,
    late_reason: str = "",
    late_note: str = "",
    by: User,
    today: date,
) -> Review:
    """Book the review for another day or place."""
    lock(review, "change_booking")
    running = running_cycle(review.child)
    states.check_booking(review.child, on, late_reason=late_reason, running=running, today=today)
    _check_format(review.child, format, on)
    late = bool(running and running.due_on and on > running.due_on)
    with audit.action(
        "review.booking_changed",
        by=by,
        authority=review.child.authority_id,
        child_id=review.child_id,
        target=review,
    ):
        review.booked_for, review.booked_time, review.place, review.format = on, at, place.strip(), format
        review.late_reason = late_reason if late else ""
        review.late_reason_note = late_note.strip() if late else ""
        review.save(
            update_fields=["booked_for", "booked_time", "place", "format", "late_reason", "late_reason_note"]
        )
    return review


def _check_format(child: Child, format: str, on: date) -> None:
    if format != ReviewFormat.NO_MEETING:
        return
    placement = child.placements.covering(on).first()
    last = (
        child.reviews.filter(status=ReviewStatus.COMPLETED)
        .exclude(format=ReviewFormat.NO_MEETING)
        .order_by("-held_on")
        .values_list("held_on", flat=True)
        .first()
    )
    formats.check_no_meeting(
        placement_code=placement.placement_type if placement else "",
        placed_on=placement.started_on if placement else on,
        review_on=on,
        last_meeting_on=last,
    )


@transaction.atomic
def cancel(*, review: Review, reason: str, by: User) -> Review:
    """Cancel a booking. The clock keeps running: a cancelled review is not an adjourned one (RC-13)."""
    lock(review, "cancel")
    with audit.action(
        "review.cancelled",
        by=by,
        authority=review.child.authority_id,
        child_id=review.child_id,
        target=review,
        reason=reason,
    ):
        review.status, review.cancelled_reason = ReviewStatus.CANCELLED, reason.strip()
        review.save(update_fields=["status", "cancelled_reason"])
    return review


@transaction.atomic
def start(*, review: Review, on: date, by: User, today: date) -> Review:
    """Begin to record a review that was held, or whose first meeting was, on the day."""
    lock(review, "start")
    states.check_held_on(review.child, on, today=today)
    with audit.action(
        "review.started", by=by, authority=review.child.authority_id, child_id=review.child_id, target=review
    ):
        review.status, review.started_on = ReviewStatus.STARTED, on
        review.chaired_by = worker_of(by, review.child.authority_id)
        review.save(update_fields=["status", "started_on", "chaired_by"])
        ReviewPart.objects.create(review=review, number=1, held_on=on, place=review.place)
    return review


@transaction.atomic
def adjourn(
    *, review: Review, until: date, reason: str, by: User, at: time | None = None, place: str = ""
) -> Review:
    """Adjourn the review once, for at most 20 working days (RC-13, CPR reg 36(2)). Nothing decided may be carried out until then.

    Time and place are those of the second meeting: the first one's stand with the first one.
    Raises NotNow, statute.timescales.AdjournmentRefused.
    """
    lock(review, "adjourn")
    assert review.started_on is not None
    calendar, terms = working_days(), terms_for(review.child.authority).on(review.started_on)
    timescales.check_adjournment(
        review.started_on,
        until,
        adjourned_before=review.parts.filter(ended_by_adjournment=True).exists(),
        calendar=calendar,
        terms=terms,
    )
    with audit.action(
        "review.adjourned",
        by=by,
        authority=review.child.authority_id,
        child_id=review.child_id,
        target=review,
        until=until.isoformat(),
    ):
        review.parts.filter(number=1).update(ended_by_adjournment=True, reason=reason.strip())
        review.status, review.format = ReviewStatus.ADJOURNED, ReviewFormat.SERIES
        review.booked_for, review.booked_time, review.place = until, at, place.strip()
        review.adjourned_until = timescales.adjourned_review_due_on(
            review.started_on, calendar=calendar, terms=terms
        )
        review.save(
            update_fields=["status", "booked_for", "booked_time", "place", "adjourned_until", "format"]
        )
    return review


@transaction.atomic
def change_second_meeting(
    *, review: Review, on: date, at: time | None, place: str, late_note: str = "", by: User, today: date
) -> Review:
    """Book the second meeting of an adjourned review for another day, time or place, until it is held.

    Past the last day the reason stands in the log, and the second meeting's own date will count (RC-13). Raises states.NotNow,
    BadDate, LateReasonMissing.
    """
    lock(review, "change_second_meeting")
    states.check_second_meeting(review, on, late_note=late_note, today=today)
    with audit.action(
        "review.second_meeting_changed",
        by=by,
        authority=review.child.authority_id,
        child_id=review.child_id,
        target=review,
        reason=late_note.strip() if states.is_past_limit(review, on) else "",
    ):
        review.booked_for, review.booked_time, review.place = on, at, place.strip()
        review.save(update_fields=["booked_for", "booked_time", "place"])
    return review


@transaction.atomic
def reconvene(*, review: Review, on: date, by: User, today: date) -> Review:
    """Record the second meeting of an adjourned review. Past the limit its own date counts, and the page says so."""
    lock(review, "reconvene")
    states.check_held_on(review.child, on, today=today)
    if review.started_on and on <= review.started_on:
        raise states.BadDate("The second meeting must be after the first.")
    with audit.action(
        "review.reconvened",
        by=by,
        authority=review.child.authority_id,
        child_id=review.child_id,
        target=review,
    ):
        review.status = ReviewStatus.STARTED
        review.save(update_fields=["status"])
        ReviewPart.objects.create(review=review, number=2, held_on=on, place=review.place)
    return review


class Incomplete(states.NotNow):
    """Sections the record needs are not completed; `keys` names them."""

    def __init__(self, keys: Sequence[str]) -> None:
        self.keys = list(keys)
        super().__init__(
            "Complete these sections first: " + ", ".join(str(SectionKey(k).label) for k in keys) + "."
        )


@transaction.atomic
def complete(*, review: Review, by: User, today: date) -> Review:
    """Complete the record: the clock turns, the participation code is fixed, decisions go to the team manager.

    Raises Incomplete, NotNow, BadDate. One transaction: all of it happens, or nothing.
    """
    lock(review, "complete")
    sections = {s.key: s for s in review.sections.all()}
    missing = [k for k in NEEDED if not (k in sections and sections[k].is_complete)]
    if missing:
        raise Incomplete(missing)
    states.check_no_drafts(review)
    child = review.child
    completed_on, held_on = dates_of(review)
    states.check_held_on(child, held_on, today=today, besides=review)
    facts = participation_facts(sections[SectionKey.ATTENDANCE].data)
    with audit.action(
        "review.completed",
        by=by,
        authority=child.authority_id,
        child_id=child.pk,
        target=review,
        held_on=held_on.isoformat(),
    ):
        review.status, review.completed_on, review.held_on = ReviewStatus.COMPLETED, completed_on, held_on
        review.recorded_at = now()
        review.participation_code = _code(child, held_on, facts)
        review.save(update_fields=["status", "completed_on", "held_on", "recorded_at", "participation_code"])
        _write_attendance(review, sections[SectionKey.ATTENDANCE].data, facts)
        _write_decisions(review, sections[SectionKey.DECISIONS].data, by=by)
        replay_children([child.pk], today=today)
        send_decisions(review=review, by=by, today=today)
        open_form(review=review, by=by, today=today)
    return review


def dates_of(review: Review) -> tuple[date, date]:
    """The last meeting of a review under way, and the date that counts if it is completed now (RC-13)."""
    assert review.started_on is not None
    completed_on = review.parts.order_by("-number").values_list("held_on", flat=True)[0]
    terms = terms_for(review.child.authority).on(review.started_on)
    fact = ReviewFact(review.pk, review.started_on, completed_on)
    held_on = counted_on(fact, calendar=working_days(), terms=terms)
    assert held_on is not None
    return completed_on, held_on


def _code(child: Child, held_on: date, facts: ParticipationFacts) -> str:
    return participation(
        born_on=child.born_on, review_on=held_on, attended=facts.attended, views=facts.views
    ).code


def _write_attendance(review: Review, data: dict[str, Any], facts: ParticipationFacts) -> None:
    Attendance.objects.bulk_create(
        [
            Attendance(review=review, role="CHILD", presence="CAME" if facts.attended else "ABSENT"),
            *(
                Attendance(
                    review=review, role=row["role"], name=row.get("name", ""), presence=row["presence"]
                )
                for row in data.get("attendees", [])
            ),
        ]
    )


def _write_decisions(review: Review, data: dict[str, Any], *, by: User) -> None:
    """New decisions are made; open ones of before are carried over with the same identity and, where the review set one, a new date, or closed."""
    assert review.held_on is not None
    position = 0
    open_before = {
        str(d.public_id): d for d in review.child.decisions.filter(closed_on=None).order_by("due_on", "pk")
    }
    for public_id, decision in open_before.items():
        fate = data.get("carried", {}).get(public_id, "CARRY")
        position += 1
        if fate in (Progress.DONE, Progress.SUPERSEDED):
            decision.progress, decision.closed_on = fate, review.held_on
            decision.save(update_fields=["progress", "closed_on"])
            continue
        if public_id in data.get("moved", {}):
            decision.due_on = date.fromisoformat(data["moved"][public_id])
            decision.save(update_fields=["due_on"])
        times = decision.at_reviews.filter(is_carried_over=True).count() + 1
        DecisionAtReview.objects.create(
            decision=decision, review=review, position=position, is_carried_over=True, times_carried=times
        )
    for row in data.get("decisions", []):
        position += 1
        decision = Decision.objects.create(
            child=review.child,
            made_at=review,
            created_by=by,
            outcome=row["outcome"],
            action=row["action"],
            owner=row["owner"],
            due_on=date.fromisoformat(row["due_on"]),
            how_known=row["how_known"],
        )
        DecisionAtReview.objects.create(decision=decision, review=review, position=position)


@transaction.atomic
def correct(
    *, review: Review, held_on: date, participation_code: str, reason: str, by: User, today: date
) -> list[Moved]:
    """Correct the date or the participation code of a completed review; the clock is replayed. Returns due dates that moved.

    A review that came with the return is the import's: correct it there. Raises NotNow, BadDate, ImpossibleParticipation.
    """
    lock(review, "correct")
    if review.source_id:
        raise states.NotNow(
            "This review came with the council's return. Correct it there and import the return again."
        )
    states.check_held_on(review.child, held_on, today=today, besides=review)
    check_code(participation_code, born_on=review.child.born_on, review_on=held_on)
    with audit.action(
        "review.corrected",
        by=by,
        authority=review.child.authority_id,
        child_id=review.child_id,
        target=review,
        reason=reason,
    ):
        if held_on != review.held_on:
            review.parts.filter(held_on=review.held_on).update(held_on=held_on)
            review.held_on = review.started_on = review.completed_on = held_on
        review.participation_code = participation_code
        review.version += 1
        review.save(update_fields=["held_on", "started_on", "completed_on", "participation_code", "version"])
        return replay_children([review.child_id], today=today)
