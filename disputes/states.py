"""Is it allowed now, and to this person? The life of a concern as one table; actions, pages and
docs/disputes.md ask it.
"""

from enum import StrEnum

from accounts.lifecycle import LifeCycle, NotNow, NotYours, Rule, leads, stays
from disputes import wording
from disputes.models import ConcernStep
from disputes.models.concern import OPEN_STATES, State

__all__ = ["CONCERN", "NO_STAGE", "WHO", "Act", "NotNow", "NotYours", "Part"]


class Part(StrEnum):
    """What a person is in one concern. access.parts_in says who has which."""

    IRO = "IRO"  # the child's IRO now, whoever stands in for them, or the covering IRO
    QA = "QA"  # the QA manager
    ANSWERER = "answerer"  # a manager of the line at the stage that is open
    MANAGER = "manager"  # a manager of the line at any stage the concern reached


class Act(StrEnum):
    EDIT = "change the wording"
    NOTE = "add a note"
    SHARE = "share a note"
    RECORD_VIEW = "record the child’s view"
    INFORM = "tell the manager"
    FORMALISE = "make it a formal dispute"
    ESCALATE = "take it to a later stage"
    ANSWER = "answer"
    PROMISE = "add an action"
    FINISH = "mark an action as done"
    REFER = "refer to Cafcass"
    HEAR = "record Cafcass’s result"
    ADVISE = "record legal advice"
    COVER = "name a covering IRO"
    CLOSE = "close"
    EFFECT = "record what changed"


IRO_ALONE = frozenset({Part.IRO})
IRO_AND_QA = frozenset({Part.IRO, Part.QA})
ANSWERS = frozenset({Part.ANSWERER})

_ANY = (*OPEN_STATES, State.CLOSED.value)
_BEFORE_FORMAL = (State.TALKED, State.INFORMAL, State.INFORMAL_ANSWERED)
_FORMAL = (State.FORMAL, State.FORMAL_ANSWERED)
_ANSWERED = (State.INFORMAL_ANSWERED, State.FORMAL_ANSWERED)

CONCERN = LifeCycle[Act, Part](
    noun="concern",
    states=State,
    rules={
        Act.EDIT: Rule(IRO_ALONE, stays(OPEN_STATES)),
        Act.NOTE: Rule(IRO_AND_QA, stays(_ANY)),
        Act.SHARE: Rule(IRO_ALONE, stays(OPEN_STATES)),
        Act.RECORD_VIEW: Rule(IRO_ALONE, stays(OPEN_STATES)),
        Act.INFORM: Rule(IRO_ALONE, leads([State.TALKED], State.INFORMAL)),
        Act.FORMALISE: Rule(IRO_ALONE, leads(_BEFORE_FORMAL, State.FORMAL)),
        Act.ESCALATE: Rule(IRO_ALONE, leads(_FORMAL, State.FORMAL)),
        Act.ANSWER: Rule(
            ANSWERS,
            leads([State.INFORMAL, State.INFORMAL_ANSWERED], State.INFORMAL_ANSWERED)
            | leads(_FORMAL, State.FORMAL_ANSWERED),
        ),
        Act.PROMISE: Rule(ANSWERS, stays(_ANSWERED)),
        Act.FINISH: Rule(frozenset({Part.IRO, Part.ANSWERER, Part.MANAGER}), stays(_ANY)),
        Act.REFER: Rule(IRO_ALONE, stays(OPEN_STATES)),
        Act.HEAR: Rule(IRO_ALONE, stays(_ANY)),
        Act.ADVISE: Rule(IRO_ALONE, stays(_ANY)),
        Act.COVER: Rule(IRO_AND_QA, stays(_ANY)),
        Act.CLOSE: Rule(IRO_ALONE, leads(OPEN_STATES, State.CLOSED)),
        Act.EFFECT: Rule(IRO_ALONE, stays([State.CLOSED])),
    },
    whose={IRO_ALONE: wording.IRO_ALONE, ANSWERS: wording.ANSWERERS_ALONE},
)
"""The whole life of a concern: only the IRO moves and closes it (DR-6, DR-9)."""

WHO = {
    Part.IRO: "the child’s IRO, or the covering IRO",
    Part.QA: "the QA manager",
    Part.ANSWERER: "a manager at the stage that is open",
    Part.MANAGER: "a manager at any stage it reached",
}
"""Each part in words, for the table of docs/disputes.md."""


NO_STAGE = 0
"""What a form carries whose page showed a concern that was at no stage."""


def check_same_step(step: ConcernStep | None, expected_pk: int | None) -> None:
    """Raise NotNow when the concern has moved on since the person looked:

    a second press never escalates twice, and nobody closes a dispute who looked at a conversation.
    """
    if expected_pk is not None and (step.pk if step else NO_STAGE) != expected_pk:
        raise NotNow(wording.MOVED_ON)


def check_not_ones_own(user_id: int, raised_by_id: int) -> None:
    """Raise NotYours when somebody would answer a concern that they raised."""
    if user_id == raised_by_id:
        raise NotYours(wording.RAISED_IT_YOURSELF)


def check_skip_reason(skipped: int, reason: str) -> None:
    """Raise NotNow when stages are skipped without a reason (DR-3)."""
    if skipped and not reason.strip():
        raise NotNow(wording.SAY_WHY_SKIPPED, "skip_reason")
