"""What happens with a review until its record is complete: booked, started, adjourned, continued."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, time

from django.db import transaction

from accounts.audit import trail as audit
from accounts.calendars import terms_for, working_days
from accounts.lifecycle import NotNow
from accounts.models import User, Worker
from children.models import Child
from children.people.independence import check_person
from reviews import wording
from reviews.cycle.current import running_cycle
from reviews.meeting import moved, notices, states
from reviews.meeting.gate import check_report
from reviews.meeting.states import REVIEW, Act
from reviews.models import Review, ReviewPart
from reviews.models.review import ReviewFormat, ReviewStatus
from reviews.record.own.versions import keep_asking
from statute import formats, timescales


@dataclass(frozen=True)
class Booking:
    """What a booking says. The reason is kept only for a day after the last lawful one."""

    on: date
    at: time | None = None
    place: str = ""
    format: str = ReviewFormat.MEETING
    way: str = ""
    late_reason: str = ""
    late_note: str = ""

    @classmethod
    def of(cls, review: Review) -> "Booking":
        """What the booking of this review says now."""
        assert review.booked_for is not None
        return cls(
            on=review.booked_for,
            at=review.booked_time,
            place=review.place,
            format=review.format,
            way=review.way,
            late_reason=review.late_reason,
            late_note=review.late_reason_note,
        )

    def columns(self, *, is_late: bool) -> dict[str, object]:
        """As the columns of a review."""
        return {
            "booked_for": self.on,
            "booked_time": self.at,
            "place": self.place.strip(),
            "format": self.format,
            "way": "" if self.format == ReviewFormat.NO_MEETING else self.way,
            "late_reason": self.late_reason if is_late else "",
            "late_reason_note": self.late_note.strip() if is_late else "",
        }


MOVED = ("booked_for", "booked_time", "place")
"""What makes a changed booking a moved one."""


def lock(review: Review, act: Act) -> None:
    """Hold the review until the transaction ends, and read it as it stands now: somebody may have moved its
    booking meanwhile. Raise NotNow unless the act is still possible then.
    """
    for name, value in Review.objects.select_for_update().values().get(pk=review.pk).items():
        setattr(review, name, value)
    REVIEW.check_state(act, review.status)


def worker_of(user: User, authority_id: int) -> Worker | None:
    """The IRO's entry among the council's workers."""
    return Worker.objects.filter(user=user, authority=authority_id).order_by("pk").first()


@transaction.atomic
def book(*, child: Child, booking: Booking, by: User, today: date) -> Review:
    """Book a review. After the last lawful day a coded reason is needed; the due date itself never moves.

    Raises NotNow, BadDate, LateReasonMissing; statute.formats.MeetingNeeded for a review without a meeting
    (RC-14).
    """
    Child.objects.select_for_update(no_key=True).get(pk=child.pk)  # two people may book at once
    states.check_no_other_in_hand(child)
    is_late = _check_booking(child, booking, today=today)
    with audit.action(
        "review.booked", by=by, authority=child.authority_id, child_id=child.pk, late=is_late
    ) as event:
        review = Review.objects.create(child=child, created_by=by, **booking.columns(is_late=is_late))
        event.target = review
    return review


@transaction.atomic
def change_booking(*, review: Review, booking: Booking, reason: str = "", by: User, today: date) -> Review:
    """Book the review for another day, time or place. Moving it takes a reason, and those invited who sign in
    here get an email. Raises as `book` does, and MoveReasonMissing.
    """
    lock(review, Act.CHANGE_BOOKING)
    columns = booking.columns(is_late=_check_booking(review.child, booking, today=today))
    with _moving(review, columns, "review.booking_changed", reason=reason, by=by, today=today):
        for name, value in columns.items():
            setattr(review, name, value)
        review.save(update_fields=list(columns))
    return review


@contextmanager
def _moving(
    review: Review,
    columns: dict[str, object],
    kind: str,
    *,
    reason: str,
    by: User,
    today: date,
    late: str = "",
) -> Iterator[None]:
    """Run the action of a changed booking. Raises MoveReasonMissing where it is moved and nobody says why."""
    was = Review.objects.get(pk=review.pk)
    moves = any(getattr(was, name) != columns[name] for name in MOVED)
    if moves and not (reason.strip() or late):
        raise states.MoveReasonMissing(wording.MOVE_REASON)
    with audit.action(
        kind,
        by=by,
        authority=review.child.authority_id,
        child_id=review.child_id,
        target=review,
        reason=" ".join(filter(None, (reason.strip(), late))),
        was=str(was.booked_for),
        on=str(columns["booked_for"]),
    ):
        yield
        if moves:
            moved.keep(was, columns["booked_for"], " ".join(filter(None, (reason.strip(), late))), by)
            notices.ask_again(review)
            notices.send_moved(review, notices.when(was), by=by, today=today)


def _check_booking(child: Child, booking: Booking, *, today: date) -> bool:
    """Whether the day is after the last lawful one; raises where the booking is not possible."""
    running = running_cycle(child)
    states.check_booking(child, booking.on, late_reason=booking.late_reason, running=running, today=today)
    _check_format(child, booking.format, booking.on)
    return states.is_late(running, booking.on)


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
def cancel(*, review: Review, reason: str, kind: str, by: User) -> Review:
    """Cancel a booking. The clock keeps running: a cancelled review is not an adjourned one (RC-13)."""
    lock(review, Act.CANCEL)
    with audit.action(
        "review.cancelled",
        by=by,
        authority=review.child.authority_id,
        child_id=review.child_id,
        target=review,
        reason=reason,
        of=kind,
    ):
        review.status, review.cancelled_reason = ReviewStatus.CANCELLED, reason.strip()
        review.cancelled_as = kind
        review.save(update_fields=["status", "cancelled_reason", "cancelled_as"])
        notices.send_cancelled(review, by=by)
    return review


@transaction.atomic
def start(
    *, review: Review, on: date, by: User, today: date, way: str = "", without_report: str = ""
) -> Review:
    """Begin to record a review that was held, or whose first meeting was, on the day. `without_report`: why
    it was held without the social worker's report, where the council wants that said.

    Raises NotNow, BadDate, IroConflict where the person is or was the child's worker or manager (AP-10).
    """
    lock(review, Act.START)
    states.check_held_on(review.child, on, today=today)
    check_person(review.child, by)
    if terms_for(review.child.authority).on(on).report_gate:
        check_report(review, without_report)
    with audit.action(
        "review.started",
        by=by,
        authority=review.child.authority_id,
        child_id=review.child_id,
        target=review,
        reason=without_report.strip(),
    ):
        keep_asking(review, on)
        review.status, review.started_on = ReviewStatus.STARTED, on
        review.chaired_by = worker_of(by, review.child.authority_id)
        if review.format != ReviewFormat.NO_MEETING:
            review.way = way or review.way
        review.save(update_fields=["status", "started_on", "chaired_by", "way"])
        ReviewPart.objects.create(review=review, number=1, held_on=on, place=review.place, way=review.way)
    return review


@transaction.atomic
def change_day(*, review: Review, on: date, reason: str, by: User, today: date) -> Review:
    """Correct the day of the meeting that is being recorded: the first, or the second of an adjourned review.

    Raises NotNow, BadDate.
    """
    lock(review, Act.CHANGE_DAY)
    states.check_held_on(review.child, on, today=today)
    part = review.parts.order_by("-number")[0]
    if part.number > 1:
        _check_after_the_one_before(review, part, on)
    with audit.action(
        "review.day_corrected",
        by=by,
        authority=review.child.authority_id,
        child_id=review.child_id,
        target=review,
        reason=reason.strip(),
        was=part.held_on.isoformat(),
    ):
        part.held_on = on
        part.save(update_fields=["held_on"])
        if part.number == 1:
            review.started_on = on
            review.save(update_fields=["started_on"])
    return review


def _check_after_the_one_before(review: Review, part: ReviewPart, on: date) -> None:
    """A later meeting is not before the one before it; that of an adjourned review is after it."""
    before = review.parts.get(number=part.number - 1)
    if on < before.held_on or (before.ended_by_adjournment and on == before.held_on):
        text = wording.SECOND_BEFORE_FIRST if before.ended_by_adjournment else wording.NO_MEETING_BEFORE_LAST
        raise states.BadDate(text)


@transaction.atomic
def undo_start(*, review: Review, reason: str, by: User) -> Review:
    """Put a review whose record was started by mistake back to its booking. What was written in its sections
    is kept.

    An adjourned review has been held, so its start is not undone. Raises NotNow.
    """
    lock(review, Act.UNDO_START)
    if review.parts.count() > 1:
        raise NotNow(wording.START_WAS_NO_MISTAKE)
    if review.answers.exists():
        raise NotNow(wording.DECISIONS_ARE_SENT)
    with audit.action(
        "review.start_undone",
        by=by,
        authority=review.child.authority_id,
        child_id=review.child_id,
        target=review,
        reason=reason.strip(),
    ):
        review.parts.all().delete()
        review.status, review.started_on, review.chaired_by = ReviewStatus.BOOKED, None, None
        review.save(update_fields=["status", "started_on", "chaired_by"])
    return review


@transaction.atomic
def adjourn(
    *, review: Review, until: date, reason: str, by: User, at: time | None = None, place: str = ""
) -> Review:
    """Adjourn the review once, for at most 20 working days (RC-13, CPR reg 36(2)). Nothing decided may be
    carried out until then.

    Time and place are those of the second meeting: the first one's stand with the first one.
    Raises NotNow, statute.timescales.AdjournmentRefused.
    """
    lock(review, Act.ADJOURN)
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
        last = review.parts.order_by("-number")[0]
        last.ended_by_adjournment, last.reason = True, reason.strip()
        last.save(update_fields=["ended_by_adjournment", "reason"])
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
    *,
    review: Review,
    on: date,
    at: time | None,
    place: str,
    late_note: str = "",
    reason: str = "",
    by: User,
    today: date,
) -> Review:
    """Book the second meeting of an adjourned review for another day, time or place, until it is held.

    Moving it takes a reason; past the last day that reason is enough, and the second meeting's own date will
    count (RC-13). Raises NotNow, BadDate, LateReasonMissing, MoveReasonMissing.
    """
    lock(review, Act.MOVE_SECOND_MEETING)
    states.check_second_meeting(review, on, late_note=late_note, today=today)
    late = late_note.strip() if states.is_past_limit(review, on) else ""
    columns: dict[str, object] = {"booked_for": on, "booked_time": at, "place": place.strip()}
    with _moving(
        review, columns, "review.second_meeting_changed", reason=reason, by=by, today=today, late=late
    ):
        review.booked_for, review.booked_time, review.place = on, at, place.strip()
        review.save(update_fields=["booked_for", "booked_time", "place"])
    return review


@transaction.atomic
def reconvene(*, review: Review, on: date, by: User, today: date) -> Review:
    """Record the second meeting of an adjourned review. Past the limit its own date counts, and the page says
    so.
    """
    lock(review, Act.RECONVENE)
    states.check_held_on(review.child, on, today=today)
    check_person(review.child, by)
    last = review.parts.order_by("-number")[0]
    if on <= last.held_on:
        raise states.BadDate(wording.SECOND_BEFORE_FIRST)
    with audit.action(
        "review.reconvened",
        by=by,
        authority=review.child.authority_id,
        child_id=review.child_id,
        target=review,
    ):
        review.status = ReviewStatus.STARTED
        review.save(update_fields=["status"])
        ReviewPart.objects.create(
            review=review, number=last.number + 1, held_on=on, place=review.place, way=review.way
        )
    return review
