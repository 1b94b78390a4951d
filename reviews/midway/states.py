"""Is it allowed now, and to this person? The lives of a midway check and of the update it asks for."""

from enum import StrEnum

from accounts.lifecycle import LifeCycle, NotNow, Rule, leads, stays
from reviews.midway import wording
from reviews.models import MidwayCheck, MidwayUpdate
from reviews.models.midway import CheckState, UpdateState

__all__ = ["CHECK", "UPDATE", "WHO", "Act", "CannotBeAsked", "NotNow", "Part", "UpdateAct"]


class CannotBeAsked(NotNow):
    """There is no social worker who could answer in the portal."""


class Part(StrEnum):
    """What a person is towards a check."""

    IRO = "IRO"  # the child's IRO
    WORKER = "worker"  # the social worker who was asked


WHO = {Part.IRO: "the child’s IRO", Part.WORKER: "the social worker who was asked"}
IRO, WORKER = frozenset({Part.IRO}), frozenset({Part.WORKER})


class Act(StrEnum):
    COMPLETE = "complete the check"
    ASK = "ask the social worker"
    RAISE = "raise the concern"
    BOOK = "hold the review earlier"


class UpdateAct(StrEnum):
    GIVE = "send the update"


CHECK = LifeCycle[Act, Part](
    noun="check",
    states=CheckState,
    rules={
        Act.COMPLETE: Rule(IRO, leads([CheckState.OPEN], CheckState.DONE)),
        Act.ASK: Rule(IRO, stays([CheckState.OPEN])),
        Act.RAISE: Rule(IRO, stays([CheckState.DONE])),
        Act.BOOK: Rule(IRO, stays([CheckState.DONE])),
    },
)
"""A check between two reviews.

The clock itself closes one whose time has gone by (planning.py); nobody reopens one.
"""

UPDATE = LifeCycle[UpdateAct, Part](
    noun="update",
    states=UpdateState,
    rules={UpdateAct.GIVE: Rule(WORKER, leads([UpdateState.WAITING], UpdateState.ANSWERED))},
)
"""What the social worker is asked for before a check. It is closed without an answer when the check is."""


def check_can_ask(check: MidwayCheck) -> None:
    """Raise NotNow when the social worker may not be asked:

    the check is closed, or an update is on its way.
    """
    CHECK.check_state(Act.ASK, check.state)
    if check.updates.filter(state=UpdateState.WAITING).exists():
        raise NotNow(wording.ASKED_ALREADY)


def check_can_give(update: MidwayUpdate) -> None:
    """Raise NotNow when the update was given, or the check was closed without it."""
    if update.state == UpdateState.ANSWERED:
        raise NotNow(wording.ANSWERED_ALREADY)
    if update.state == UpdateState.CLOSED:
        raise NotNow(wording.NOT_NEEDED)
