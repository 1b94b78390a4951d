"""The life of a decision as one table: sent, answered or not, responded to, closed. docs/reviews.md is drawn
from it.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import TextChoices

from accounts.lifecycle import LifeCycle, NotNow, NotYours, Rule, leads, stays
from reviews import wording
from reviews.models import Decision, DecisionAnswer
from reviews.models.decision import AnswerState, Progress

OPEN = frozenset({Progress.NOT_STARTED, Progress.IN_PROGRESS})
NEED_REASON = frozenset({AnswerState.QUERIED, AnswerState.OBJECTED})


class Standing(TextChoices):
    """Where a decision is, from its progress, its latest answer and the day. Nothing stores it."""

    NOT_SENT = "NOT_SENT", "not sent yet"
    WAITING = "WAITING", "waiting for an answer"
    UNANSWERED = "UNANSWERED", "standing by default"
    QUESTIONED = "QUESTIONED", "queried or objected to"
    SETTLED = "SETTLED", "agreed or responded to"
    CLOSED_WAITING = "CLOSED_WAITING", "closed, waiting for an answer"
    CLOSED = "CLOSED", "closed"


class Part(StrEnum):
    """What a person is to one decision. `access.parts_in` says who has which."""

    IRO = "IRO"
    MANAGER = "manager"
    REPORTER = "reporter"


WHO = {
    Part.IRO: "the child’s IRO",
    Part.MANAGER: "a manager in the child’s line, but not the one who sent it",
    Part.REPORTER: "the social worker or a manager",
}


class Act(StrEnum):
    AGREE = "agree"
    QUERY = "query"
    OBJECT = "object"
    QUERY_LATE = "add a query late"
    KEEP = "respond: keep it"
    CHANGE = "respond: change it and send it again"
    REPORT = "report progress"
    CLOSE = "close"
    TELL = "record that the manager was told of an amendment"


S = Standing
_MANAGER, _IRO = frozenset({Part.MANAGER}), frozenset({Part.IRO})
_OPEN = (S.NOT_SENT, S.WAITING, S.UNANSWERED, S.QUESTIONED, S.SETTLED)
_CLOSES = leads(_OPEN, S.CLOSED) | {S.WAITING.value: S.CLOSED_WAITING.value}

DECISION: LifeCycle[Act, Part] = LifeCycle(
    noun="decision",
    states=Standing,
    rules={
        Act.AGREE: Rule(_MANAGER, {S.WAITING: S.SETTLED, S.CLOSED_WAITING: S.CLOSED}),
        Act.QUERY: Rule(_MANAGER, {S.WAITING: S.QUESTIONED, S.CLOSED_WAITING: S.CLOSED}),
        Act.OBJECT: Rule(_MANAGER, {S.WAITING: S.QUESTIONED, S.CLOSED_WAITING: S.CLOSED}),
        Act.QUERY_LATE: Rule(_MANAGER, {S.UNANSWERED: S.QUESTIONED}),
        Act.KEEP: Rule(_IRO, {S.QUESTIONED: S.SETTLED}),
        Act.CHANGE: Rule(_IRO, {S.QUESTIONED: S.WAITING}),
        Act.REPORT: Rule(frozenset({Part.REPORTER}), stays(_OPEN)),
        Act.CLOSE: Rule(_IRO, _CLOSES),
        Act.TELL: Rule(_IRO, stays(S)),
    },
)
ACT_OF_ANSWER = {
    AnswerState.AGREED: Act.AGREE,
    AnswerState.QUERIED: Act.QUERY,
    AnswerState.OBJECTED: Act.OBJECT,
}


@dataclass(frozen=True)
class Changes:
    """What the IRO changes in a decision before it is sent again."""

    action: str
    owner: str
    due_on: date


class AlreadyAnswered(NotNow):
    """Somebody answered first, or the same answer was sent twice."""


class OwnDecision(NotYours):
    """Nobody answers a decision of their own."""


class ReasonMissing(NotNow):
    """A query, an objection or a response needs its words."""


def standing(decision: Decision, task: DecisionAnswer | None, today: date) -> Standing:
    """Where the decision is today; `task` is the latest time it was sent."""
    state = _standing_of(task, today)
    if decision.progress in OPEN:
        return state
    return S.CLOSED_WAITING if state == S.WAITING else S.CLOSED


def _standing_of(task: DecisionAnswer | None, today: date) -> Standing:
    if task is None:
        return S.NOT_SENT
    if task.responded_at or task.state == AnswerState.AGREED:
        return S.SETTLED
    if task.late_comment or task.state in NEED_REASON:
        return S.QUESTIONED
    is_late = task.state == AnswerState.LAPSED or today > task.due_on
    return S.UNANSWERED if is_late else S.WAITING


def check_answer(task: DecisionAnswer, *, state: str, reason: str, by_id: int, today: date) -> None:
    """Raise NotNow unless this answer may be given today (PO-2: until the end of the day it is due)."""
    check_not_ones_own(task, by_id)
    now = standing(task.decision, task, today)
    if now == S.UNANSWERED or (now == S.CLOSED and task.state in (AnswerState.LAPSED, AnswerState.WAITING)):
        raise NotNow(wording.ANSWER_TOO_LATE)
    if now not in DECISION.rules[ACT_OF_ANSWER[AnswerState(state)]].moves:
        raise AlreadyAnswered(wording.ALREADY_ANSWERED.format(answer=task.get_state_display()))
    if state in NEED_REASON and not reason.strip():
        raise ReasonMissing(wording.REASON_NEEDED, "reason")


def check_not_ones_own(task: DecisionAnswer, by_id: int) -> None:
    """Raise OwnDecision when somebody would answer what they sent themselves."""
    if by_id == task.sent_by_id:
        raise OwnDecision(wording.NOT_ANSWERED_BY_SENDER)


def check_late_query(task: DecisionAnswer, *, today: date) -> None:
    """Raise NotNow unless the decision stands by default and no late query was added yet."""
    check_is_open(task.decision)
    now = standing(task.decision, task, today)
    if now == S.WAITING:
        raise NotNow(wording.TIME_LEFT_TO_ANSWER)
    if task.late_comment:
        raise NotNow(wording.QUERY_ALREADY_ADDED)
    if now != S.UNANSWERED:
        raise NotNow(wording.ALREADY_ANSWERED.format(answer=task.get_state_display()))


def check_response(task: DecisionAnswer, *, today: date) -> None:
    """Raise NotNow unless a query or an objection waits for the IRO."""
    check_is_open(task.decision)
    if task.responded_at:
        raise NotNow(wording.ALREADY_RESPONDED)
    if standing(task.decision, task, today) != S.QUESTIONED:
        raise NotNow(wording.NOTHING_TO_RESPOND_TO)


def check_is_open(decision: Decision) -> None:
    """Raise NotNow when the decision is done or no longer needed."""
    if decision.progress not in OPEN:
        raise NotNow(wording.DECISION_CLOSED.format(progress=decision.get_progress_display()))


def check_changes(decision: Decision, changes: Changes, *, today: date) -> None:
    """Raise NotNow unless something is changed, to a date that can still be met."""
    if (changes.action, changes.owner, changes.due_on) == (decision.action, decision.owner, decision.due_on):
        raise NotNow(wording.NOTHING_IS_CHANGED, "action")
    if changes.due_on < today:
        raise NotNow(wording.NEW_DATE_IN_PAST, "due_on")
