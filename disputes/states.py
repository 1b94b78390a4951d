"""Is it allowed now, and to this part? The life of a concern as one table; every action asks it, and docs/disputes.md is drawn from it."""

from dataclasses import dataclass
from enum import StrEnum

from disputes.models import ConcernStep
from disputes.models.concern import OPEN_STATES, State


class NotNow(Exception):
    """The step is not possible in the present state; the text says why, `field` where the person can put it right."""

    def __init__(self, text: str, field: str | None = None) -> None:
        self.field = field
        super().__init__(text)


class NotYours(NotNow):
    """The step is somebody else's: only the IRO moves and closes a dispute (DR-6, DR-9)."""


class Part(StrEnum):
    """What a person is in one dispute. access.parts_in says who has which."""

    IRO = "IRO"  # the child's IRO now, or the IRO who covers
    QA = "QA"  # the QA manager
    ANSWERER = "answerer"  # a manager of the line at the stage that is open
    MANAGER = "manager"  # a manager of the line at any stage the dispute reached


class Act(StrEnum):
    EDIT = "edit"
    NOTE = "note"
    SHARE = "share a note"
    RECORD_VIEW = "record the child’s view"
    INFORM = "tell the manager"
    FORMALISE = "make formal"
    ESCALATE = "escalate"
    ANSWER = "answer"
    PROMISE = "add an action"
    FINISH = "finish an action"
    REFER = "refer to Cafcass"
    HEAR = "record Cafcass’s result"
    ADVISE = "note legal advice"
    COVER = "name cover"
    CLOSE = "close"
    EFFECT = "say what changed"


@dataclass(frozen=True)
class Rule:
    """Who may do it, in which states, and where it leads. `to` None: the state stays."""

    by: frozenset[Part]
    moves: dict[str, str]


S = State
IRO_ALONE = frozenset({Part.IRO})
IRO_AND_QA = frozenset({Part.IRO, Part.QA})
ANSWERS = frozenset({Part.ANSWERER})


def _stay(states: tuple[str, ...]) -> dict[str, str]:
    return {state: state for state in states}


_ANY = (*OPEN_STATES, S.CLOSED.value)
_WAITING = (S.INFORMAL.value, S.FORMAL.value)
_ANSWERED = {
    S.INFORMAL.value: S.INFORMAL_ANSWERED.value,
    S.INFORMAL_ANSWERED.value: S.INFORMAL_ANSWERED.value,
    S.FORMAL.value: S.FORMAL_ANSWERED.value,
    S.FORMAL_ANSWERED.value: S.FORMAL_ANSWERED.value,
}

RULES: dict[Act, Rule] = {
    Act.EDIT: Rule(IRO_ALONE, _stay(OPEN_STATES)),
    Act.NOTE: Rule(IRO_AND_QA, _stay(_ANY)),
    Act.SHARE: Rule(IRO_ALONE, _stay(OPEN_STATES)),
    Act.RECORD_VIEW: Rule(IRO_ALONE, _stay(OPEN_STATES)),
    Act.INFORM: Rule(IRO_ALONE, {S.TALKED.value: S.INFORMAL.value}),
    Act.FORMALISE: Rule(
        IRO_ALONE,
        dict.fromkeys((S.TALKED.value, S.INFORMAL.value, S.INFORMAL_ANSWERED.value), S.FORMAL.value),
    ),
    Act.ESCALATE: Rule(IRO_ALONE, dict.fromkeys((S.FORMAL.value, S.FORMAL_ANSWERED.value), S.FORMAL.value)),
    Act.ANSWER: Rule(ANSWERS, _ANSWERED),
    Act.PROMISE: Rule(ANSWERS, _stay((S.INFORMAL_ANSWERED.value, S.FORMAL_ANSWERED.value))),
    Act.FINISH: Rule(frozenset({Part.IRO, Part.ANSWERER, Part.MANAGER}), _stay(_ANY)),
    Act.REFER: Rule(IRO_ALONE, _stay(OPEN_STATES)),
    Act.HEAR: Rule(IRO_ALONE, _stay(_ANY)),
    Act.ADVISE: Rule(IRO_ALONE, _stay(_ANY)),
    Act.COVER: Rule(IRO_AND_QA, _stay(_ANY)),
    Act.CLOSE: Rule(IRO_ALONE, dict.fromkeys(OPEN_STATES, S.CLOSED.value)),
    Act.EFFECT: Rule(IRO_ALONE, {S.CLOSED.value: S.CLOSED.value}),
}
"""The whole life of a concern. What is not here cannot be done by anybody."""

WHOSE = {
    IRO_ALONE: "Only the child’s IRO, or the IRO who covers, can do this.",
    ANSWERS: "Only a manager at the stage that is open can answer.",
}


def may(act: Act, state: str, parts: frozenset[Part]) -> bool:
    """Whether somebody with these parts may do it in this state."""
    rule = RULES[act]
    return state in rule.moves and bool(parts & rule.by)


def check(act: Act, state: str, parts: frozenset[Part]) -> str:
    """The state that follows. Raises NotYours for the wrong person, NotNow for the wrong moment."""
    rule = RULES[act]
    if not parts & rule.by:
        raise NotYours(WHOSE.get(rule.by, "This is not yours to do."))
    if state not in rule.moves:
        raise NotNow(f"This is not possible now: the concern is {State(state).label}.")
    return rule.moves[state]


def check_same_step(step: ConcernStep | None, expected_pk: int | None) -> None:
    """Raise NotNow when the dispute has moved on since the person looked: a second press never escalates twice."""
    if expected_pk is not None and (step is None or step.pk != expected_pk):
        raise NotNow("This dispute has moved on since you opened the page. Look at it again.")


def check_not_ones_own(user_id: int, raised_by_id: int) -> None:
    """Raise NotYours when somebody would answer a concern that they raised."""
    if user_id == raised_by_id:
        raise NotYours("You raised this concern yourself, so another manager must answer it.")


def check_skip_reason(skipped: int, reason: str) -> None:
    """Raise NotNow when stages are skipped without a reason (DR-3)."""
    if skipped and not reason.strip():
        raise NotNow("Say why you skip a stage.", "skip_reason")
