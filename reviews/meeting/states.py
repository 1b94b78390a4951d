"""Is it allowed now? What may be done with a review in which state, and the checks on its dates (REV-1 to REV-5, RC-13)."""

from datetime import date

from children.models import Child
from reviews.models import Review, ReviewCycle
from reviews.models.review import ReviewStatus as S
from reviews.models.review import SectionKey
from statute.working_days import birthday

MAY: dict[str, frozenset[str]] = {
    "change_booking": frozenset({S.BOOKED}),
    "change_second_meeting": frozenset({S.ADJOURNED}),
    "cancel": frozenset({S.BOOKED}),
    "start": frozenset({S.BOOKED}),
    "prepare": frozenset({S.BOOKED, S.STARTED, S.ADJOURNED}),
    "record": frozenset({S.STARTED, S.ADJOURNED}),
    "adjourn": frozenset({S.STARTED}),
    "reconvene": frozenset({S.ADJOURNED}),
    "complete": frozenset({S.STARTED}),
    "correct": frozenset({S.COMPLETED}),
}

PREPARED = frozenset({SectionKey.PREPARATION, SectionKey.WISHES})
"""Sections that are written before the review is held, so from its booking on."""


class NotNow(Exception):
    """The step is not possible in the present state; the text says why, for the person."""


class BadDate(NotNow):
    """The date can't be; the text says why."""


class LateReasonMissing(NotNow):
    """The booking lies past the last lawful day and gives no reason."""


def check(step: str, review: Review) -> None:
    """Raise NotNow unless the step may be taken with a review in this state."""
    if review.status not in MAY[step]:
        raise NotNow(f"This review is {review.get_status_display()}, so that is not possible any more.")


def step_of_section(key: str) -> str:
    """The step that writing this section is: preparing the review, or recording it."""
    return "prepare" if key in PREPARED else "record"


def check_no_drafts(review: Review) -> None:
    """Raise NotNow while words are typed and not saved: a completed record would be without them."""
    titles = [d.get_key_display() for d in review.drafts.all()]
    if titles:
        raise NotNow(
            f"There are drafts that are not part of the record yet: {', '.join(titles)}. Open each one and save it, then complete the review."
        )


def check_no_other_in_hand(child: Child) -> None:
    """Raise NotNow when a review of the child is booked, being recorded or adjourned already."""
    if child.reviews.filter(status__in=[S.BOOKED, S.STARTED, S.ADJOURNED]).exists():
        raise NotNow("A review of this child is in hand already. Complete, change or cancel that one first.")


def check_held_on(child: Child, on: date, *, today: date, besides: Review | None = None) -> None:
    """Raise BadDate unless a review can have been held on the day (REV-1 to REV-5)."""
    if on > today:
        raise BadDate("The date of the review must be today or in the past.")
    if on >= birthday(child.born_on, 18):
        raise BadDate("The young person was 18 or over on that day, so no statutory review can be held.")
    periods = list(child.periods.values_list("started_on", "ended_on"))
    if not any(start <= on and (end is None or on <= end) for start, end in periods):
        raise BadDate(
            "The child was not looked after on that day. Check the date, or correct the period of care first."
        )
    others = child.reviews.filter(held_on=on)
    if (others.exclude(pk=besides.pk) if besides else others).exists():
        raise BadDate("A review of this child was already held on that day.")


def check_booking(
    child: Child, on: date, *, late_reason: str, running: ReviewCycle | None, today: date
) -> None:
    """Raise unless a review may be booked for the day: past the last lawful day only with a reason.

    A day in the past is one on which the review was held without a booking, so it must be one on which it can have been.
    """
    if on < today:
        check_held_on(child, on, today=today)
    if on >= birthday(child.born_on, 18):
        raise BadDate("The young person will be 18 on that day, so no statutory review can be held.")
    if running and running.due_on and running.state != "void" and on > running.due_on and not late_reason:
        raise LateReasonMissing(
            f"That is after the last lawful day, {running.due_on.day} {running.due_on:%B %Y}. Choose why, or an earlier day."
        )


def check_second_meeting(review: Review, on: date, *, late_note: str, today: date) -> None:
    """Raise unless the second meeting of an adjourned review may be moved to the day: past its last day only with a reason (RC-13)."""
    if on < today:
        raise BadDate(
            "The second meeting must be today or later. If it was held already, continue the review instead."
        )
    if review.started_on and on <= review.started_on:
        raise BadDate("The second meeting must be after the first.")
    if on >= birthday(review.child.born_on, 18):
        raise BadDate("The young person will be 18 on that day, so no statutory review can be held.")
    if is_past_limit(review, on) and not late_note:
        raise LateReasonMissing(
            "That is after the last day to complete the review. Enter why, or choose an earlier day."
        )


def is_past_limit(review: Review, on: date) -> bool:
    """Whether a second meeting on the day comes too late for the date of the first to count."""
    return bool(review.adjourned_until and on > review.adjourned_until)
