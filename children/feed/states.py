"""Is it allowed now? The lives of a delivery and a difference as tables; docs/feed.md is drawn from them."""

from enum import StrEnum

from accounts.lifecycle import LifeCycle, Rule, leads
from children.models.feed import Decided, FeedState


class Act(StrEnum):
    APPLY = "apply"
    HOLD = "hold, because much would go"
    REFUSE = "refuse"
    CONFIRM = "read it all the same"
    DISCARD = "discard"


class Part(StrEnum):
    """What a person is towards a delivery."""

    IMPORTER = "importer"  # may import (Permission.IMPORT)
    WORKER = "worker"  # the background job


S = FeedState
LIFE = LifeCycle[Act, Part](
    noun="delivery",
    states=FeedState,
    rules={
        Act.APPLY: Rule(frozenset({Part.WORKER}), leads([S.RECEIVED, S.CONFIRMED], S.APPLIED)),
        Act.HOLD: Rule(frozenset({Part.WORKER}), leads([S.RECEIVED], S.HELD)),
        Act.REFUSE: Rule(frozenset({Part.WORKER}), leads([S.RECEIVED, S.CONFIRMED], S.REFUSED)),
        Act.CONFIRM: Rule(frozenset({Part.IMPORTER}), leads([S.HELD], S.CONFIRMED)),
        Act.DISCARD: Rule(frozenset({Part.IMPORTER}), leads([S.HELD], S.REFUSED)),
    },
)
WHO = {Part.IMPORTER: "who may import", Part.WORKER: "the background job"}


class Choice(StrEnum):
    NOTE = "note that the portal is right"
    TAKE = "take what the council’s system says"


D = Decided
DIFFERENCE = LifeCycle[Choice, Part](
    noun="difference",
    states=Decided,
    rules={
        Choice.NOTE: Rule(frozenset({Part.IMPORTER}), leads([D.OPEN], D.NOTED)),
        Choice.TAKE: Rule(frozenset({Part.IMPORTER}), leads([D.OPEN, D.NOTED], D.TAKEN)),
    },
)
