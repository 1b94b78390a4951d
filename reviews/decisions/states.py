"""Is it allowed now? The life of a tasked decision as a table, and the checks that read it."""

from datetime import date

from reviews.models import Decision, DecisionAnswer
from reviews.models.decision import AnswerState, Progress

MOVES: dict[str, frozenset[str]] = {
    AnswerState.WAITING: frozenset(
        {AnswerState.AGREED, AnswerState.QUERIED, AnswerState.OBJECTED, AnswerState.LAPSED}
    ),
    AnswerState.AGREED: frozenset(),
    AnswerState.QUERIED: frozenset(),
    AnswerState.OBJECTED: frozenset(),
    AnswerState.LAPSED: frozenset(),
}
NEED_REASON = frozenset({AnswerState.QUERIED, AnswerState.OBJECTED})
OPEN = frozenset({Progress.NOT_STARTED, Progress.IN_PROGRESS})


class NotNow(Exception):
    """The step is not possible in the present state; the text says why, for the person."""


class AlreadyAnswered(NotNow):
    """Somebody answered first, or the same answer was sent twice."""


class OwnDecision(NotNow):
    """Nobody answers a decision of their own."""


class ReasonMissing(NotNow):
    """A query or an objection needs its reason."""


def check_can_answer(answer: DecisionAnswer, *, state: str, reason: str, by_id: int, today: date) -> None:
    """Raise NotNow unless this answer may be given today (PO-2: until the end of the day it is due)."""
    if by_id == answer.sent_by_id:
        raise OwnDecision("You sent this decision yourself, so another manager must answer it.")
    if answer.state == AnswerState.LAPSED or (answer.state == AnswerState.WAITING and today > answer.due_on):
        raise NotNow(
            "The time to answer has passed, so the decision stands by default. You can still add a query to it."
        )
    if state not in MOVES[answer.state]:
        raise AlreadyAnswered(f"This decision was already {answer.get_state_display()}.")
    if state in NEED_REASON and not reason.strip():
        raise ReasonMissing("Say why, so that the IRO can answer you.")


def check_can_comment_late(answer: DecisionAnswer, *, today: date) -> None:
    """Raise NotNow unless the decision stands by default and no late query was added yet."""
    check_is_open(answer.decision)
    if answer.state == AnswerState.WAITING and today <= answer.due_on:
        raise NotNow("There is still time to answer this decision.")
    if answer.state not in (AnswerState.LAPSED, AnswerState.WAITING):
        raise NotNow(f"This decision was already {answer.get_state_display()}.")
    if answer.late_comment:
        raise NotNow("A query was already added to this decision.")


def check_can_respond(answer: DecisionAnswer) -> None:
    """Raise NotNow unless a query or an objection waits for the IRO."""
    check_is_open(answer.decision)
    if answer.state not in NEED_REASON and not answer.late_comment:
        raise NotNow("There is no query or objection to respond to.")
    if answer.responded_at:
        raise NotNow("You have already responded.")


def check_is_open(decision: Decision) -> None:
    """Raise NotNow when the decision is done or no longer needed."""
    if decision.progress not in OPEN:
        raise NotNow(f"This decision is {decision.get_progress_display()}, so it can't be changed.")
