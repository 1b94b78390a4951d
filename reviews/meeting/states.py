"""The life of a review as one table, and the checks on its dates (REV-1 to REV-5, RC-13). docs/reviews.md is
drawn from it.
"""

from datetime import date
from enum import StrEnum

from accounts.lifecycle import LifeCycle, NotNow, Rule, leads, stays
from accounts.templatetags.govuk import day as day_words
from children.models import Child
from reviews import wording
from reviews.cycle.breaks import was_between_breaks
from reviews.cycle.conditions import RUNNING
from reviews.models import Review, ReviewCycle
from reviews.models.review import ReviewStatus as S
from reviews.models.review import SectionKey
from statute.working_days import birthday


class Part(StrEnum):
    """What a person is to one review. `access.parts_in` says who has which."""

    IRO = "IRO"
    BOOKER = "booker"
    QA = "QA"
    WORKER = "worker"


WHO = {
    Part.IRO: "the child’s IRO",
    Part.BOOKER: "whoever may book reviews",
    Part.QA: "the QA manager",
    Part.WORKER: "the child’s social worker and their managers",
}
"""The parts in words, for docs/."""


class Act(StrEnum):
    CHANGE_BOOKING = "change the booking"
    CANCEL = "cancel the booking"
    SUBMIT = "submit the social worker’s report"
    RECEIVE = "record what the review needs"
    ASK_PAPER = "ask for what the review needs"
    ASK_CHILD = "record how the child wants the review"
    ARRANGE = "arrange who is invited"
    CONSULT = "record a consultation paper"
    PROCEED = "go ahead though something is missing"
    PUT_OFF = "put off, since something is missing"
    ASK_LATE = "ask whether it may be held out of time"
    ANSWER_LATE = "decide whether it may be held out of time"
    PREPARE = "write a section before the review"
    START = "start the record"
    RECORD = "write a section"
    CHANGE_DAY = "correct the day before completion"
    UNDO_START = "undo the start"
    ADD_MEETING = "record another meeting"
    REMOVE_MEETING = "remove a meeting recorded by mistake"
    HOLD_TOGETHER = "hold it together with the review of a brother or sister"
    HOLD_APART = "end that it is held together"
    TAKE_OVER = "take over facts of the meeting held together"
    ADJOURN = "adjourn"
    MOVE_SECOND_MEETING = "change the second meeting"
    RECONVENE = "continue the review"
    SEND = "send decisions before the record is complete"
    COMPLETE = "complete the record"
    EXPLAIN_DELAY = "say why it was late"
    FEEDBACK = "record what people say of it"
    CORRECT = "correct the date or the participation"
    AMEND = "amend a line of the record"


_IRO = frozenset({Part.IRO})
_BOOKER = frozenset({Part.BOOKER})
_WORKER = frozenset({Part.WORKER})
_IRO_OR_QA = frozenset({Part.IRO, Part.QA})
_UNDER_WAY = (S.STARTED, S.ADJOURNED)

REVIEW: LifeCycle[Act, Part] = LifeCycle(
    noun="review",
    states=S,
    rules={
        Act.CHANGE_BOOKING: Rule(_BOOKER, stays([S.BOOKED])),
        Act.CANCEL: Rule(_BOOKER, leads([S.BOOKED], S.CANCELLED)),
        Act.SUBMIT: Rule(_WORKER, stays([S.BOOKED, *_UNDER_WAY])),
        Act.RECEIVE: Rule(_BOOKER | _WORKER, stays([S.BOOKED, *_UNDER_WAY])),
        Act.ASK_PAPER: Rule(_BOOKER, stays([S.BOOKED])),
        Act.ASK_CHILD: Rule(_BOOKER | _WORKER, stays([S.BOOKED, S.ADJOURNED])),
        Act.ARRANGE: Rule(_BOOKER, stays([S.BOOKED, S.ADJOURNED])),
        Act.CONSULT: Rule(_BOOKER | _WORKER, stays([S.BOOKED, *_UNDER_WAY])),
        Act.PROCEED: Rule(_IRO, stays([S.BOOKED])),
        Act.PUT_OFF: Rule(_BOOKER, stays([S.BOOKED])),
        Act.ASK_LATE: Rule(_BOOKER, stays([S.BOOKED])),
        Act.ANSWER_LATE: Rule(frozenset({Part.QA}), stays([S.BOOKED])),
        Act.PREPARE: Rule(_IRO, stays([S.BOOKED, *_UNDER_WAY])),
        Act.START: Rule(_IRO, leads([S.BOOKED], S.STARTED)),
        Act.RECORD: Rule(_IRO, stays(_UNDER_WAY)),
        Act.CHANGE_DAY: Rule(_IRO, stays([S.STARTED])),
        Act.UNDO_START: Rule(_IRO, leads([S.STARTED], S.BOOKED)),
        Act.ADD_MEETING: Rule(_IRO, stays([S.STARTED])),
        Act.REMOVE_MEETING: Rule(_IRO, stays([S.STARTED])),
        Act.HOLD_TOGETHER: Rule(_IRO, stays([S.BOOKED, S.STARTED])),
        Act.HOLD_APART: Rule(_IRO, stays([S.BOOKED, *_UNDER_WAY])),
        Act.TAKE_OVER: Rule(_IRO, stays([S.BOOKED, S.STARTED])),
        Act.ADJOURN: Rule(_IRO, leads([S.STARTED], S.ADJOURNED)),
        Act.MOVE_SECOND_MEETING: Rule(_BOOKER, stays([S.ADJOURNED])),
        Act.RECONVENE: Rule(_IRO, leads([S.ADJOURNED], S.STARTED)),
        Act.SEND: Rule(_IRO, stays([S.STARTED])),
        Act.COMPLETE: Rule(_IRO, leads([S.STARTED], S.COMPLETED)),
        Act.EXPLAIN_DELAY: Rule(_BOOKER, stays([*_UNDER_WAY, S.COMPLETED])),
        Act.FEEDBACK: Rule(_BOOKER, stays([S.COMPLETED])),
        Act.CORRECT: Rule(_IRO_OR_QA, stays([S.COMPLETED])),
        Act.AMEND: Rule(_IRO_OR_QA, stays([S.COMPLETED])),
    },
)

IN_HAND = (S.BOOKED, S.STARTED, S.ADJOURNED)
PREPARED = frozenset({SectionKey.PREPARATION, SectionKey.WISHES})
"""Sections that are written before the review is held, so from its booking on."""


class BadDate(NotNow):
    """It can't be that day; the text says why."""

    def __init__(self, text: str) -> None:
        super().__init__(text, "on", "until", "held_on")


class LateReasonMissing(NotNow):
    """The day is after the last one allowed and no reason is given."""

    def __init__(self, text: str) -> None:
        super().__init__(text, "late_reason", "late_note")


class MoveReasonMissing(NotNow):
    """The booking is moved and no reason is given."""

    def __init__(self, text: str) -> None:
        super().__init__(text, "reason")


def act_of_section(key: str) -> Act:
    """The act that writing this section is: preparing the review, or recording it."""
    return Act.PREPARE if key in PREPARED else Act.RECORD


def check_no_other_in_hand(child: Child) -> None:
    """Raise NotNow when a review of the child is booked, being recorded or adjourned already."""
    if child.reviews.filter(status__in=IN_HAND).exists():
        raise NotNow(wording.ALREADY_IN_PROGRESS)


def check_held_on(child: Child, on: date, *, today: date, excluding: Review | None = None) -> None:
    """Raise BadDate unless a review can have been held on the day (REV-1 to REV-5)."""
    if on > today:
        raise BadDate(wording.HELD_IN_FUTURE)
    if on >= birthday(child.born_on, 18):
        raise BadDate(wording.WAS_18)
    periods = list(child.periods.values_list("started_on", "ended_on"))
    in_care = any(start <= on and (end is None or on <= end) for start, end in periods)
    if not in_care and not was_between_breaks(child, on):
        raise BadDate(wording.CHILD_NOT_IN_CARE)
    others = child.reviews.filter(held_on=on)
    if (others.exclude(pk=excluding.pk) if excluding else others).exists():
        raise BadDate(wording.ALREADY_HELD)


def check_booking(
    child: Child, on: date, *, late_reason: str, running: ReviewCycle | None, today: date
) -> None:
    """Raise unless a review may be booked for the day: after the last lawful day only with a reason.

    A day in the past is one on which the review was held without a booking, so it must be one on which it can
    have been.
    """
    if on < today:
        check_held_on(child, on, today=today)
    if on >= birthday(child.born_on, 18):
        raise BadDate(wording.WILL_BE_18)
    if is_late(running, on) and not late_reason:
        last = running.due_on if running else None
        words = wording.ALL_LATE if last and last < today <= on else wording.LATE_BOOKING
        raise LateReasonMissing(words.format(day=day_words(last)))


def is_late(running: ReviewCycle | None, on: date) -> bool:
    """Whether a review on the day is after the last lawful one."""
    last = last_day_known(running)
    return last is not None and on > last


def last_day_known(running: ReviewCycle | None) -> date | None:
    """The last lawful day of a review of which it is known that it was still to be held; else None."""
    return running.due_on if running and running.state in RUNNING else None


def check_second_meeting(review: Review, on: date, *, late_note: str, today: date) -> None:
    """Raise unless the second meeting may be moved to the day: after the last day to complete only with a
    reason (RC-13).
    """
    if on < today:
        raise BadDate(wording.SECOND_MEETING_IN_PAST)
    if review.started_on and on <= review.started_on:
        raise BadDate(wording.SECOND_BEFORE_FIRST)
    if on >= birthday(review.child.born_on, 18):
        raise BadDate(wording.WILL_BE_18)
    if is_past_limit(review, on) and not late_note:
        raise LateReasonMissing(wording.LATE_SECOND_MEETING)


def is_past_limit(review: Review, on: date | None) -> bool:
    """Whether a second meeting on the day comes too late for the date of the first to count."""
    return bool(on and review.adjourned_until and on > review.adjourned_until)
