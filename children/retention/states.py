"""Is it allowed now? The life of a legal hold, of a locked record and of a deletion, each as one table; the
pages and actions ask them, docs/retention.md is drawn from them.
"""

from enum import StrEnum

from django.db import models

from accounts.lifecycle import LifeCycle, Rule, leads
from children.models.retention import ErasureState


class Part(StrEnum):
    """What a person is towards the end of a record (Permission.END_RECORDS)."""

    KEEPER = "keeper"
    SECOND = "second"


WHO = {Part.KEEPER: "who may end records", Part.SECOND: "a second one of them"}


class HoldState(models.TextChoices):
    FREE = "free", "free"
    HELD = "held", "under a legal hold"


class HoldAct(StrEnum):
    PLACE = "place a legal hold"
    LIFT = "lift the legal hold"


class LockState(models.TextChoices):
    OPEN = "open", "open"
    LOCKED = "locked", "closed and locked"


class LockAct(StrEnum):
    OPEN = "open the record again"


class ErasureAct(StrEnum):
    CONFIRM = "confirm the deletion"
    DECLINE = "decline the deletion"


KEEPER = frozenset({Part.KEEPER})
SECOND = frozenset({Part.SECOND})
E = ErasureState

HOLD = LifeCycle[HoldAct, Part](
    noun="record",
    states=HoldState,
    rules={
        HoldAct.PLACE: Rule(KEEPER, leads([HoldState.FREE], HoldState.HELD)),
        HoldAct.LIFT: Rule(KEEPER, leads([HoldState.HELD], HoldState.FREE)),
    },
)
LOCK = LifeCycle[LockAct, Part](
    noun="record",
    states=LockState,
    rules={LockAct.OPEN: Rule(KEEPER, leads([LockState.LOCKED], LockState.OPEN))},
)
ERASURE = LifeCycle[ErasureAct, Part](
    noun="deletion",
    states=ErasureState,
    rules={
        ErasureAct.CONFIRM: Rule(SECOND, leads([E.PROPOSED], E.DONE)),
        ErasureAct.DECLINE: Rule(SECOND, leads([E.PROPOSED], E.DECLINED)),
    },
    whose={SECOND: "You proposed this yourself. A second person must answer it."},
)
