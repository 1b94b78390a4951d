"""Is it allowed now? The life of a restriction as one table; pages and actions ask it, docs/accounts.md is
drawn from it.
"""

from enum import StrEnum

from django.db import models

from accounts.lifecycle import LifeCycle, Rule, leads, stays


class RestrictionState(models.TextChoices):
    OPEN = "open", "open"
    RESTRICTED = "restricted", "restricted"


class Act(StrEnum):
    RESTRICT = "restrict"
    OPEN = "end the restriction"
    NAME = "name a person"
    RENEW = "renew a name"
    REVIEW = "note that a name was looked at"
    REMOVE = "remove a person"


class Part(StrEnum):
    """What a person is towards a record."""

    RESTRICTER = "restricter"  # may restrict records (Permission.RESTRICT_CHILD)


S = RestrictionState
ALONE = frozenset({Part.RESTRICTER})

LIFE = LifeCycle[Act, Part](
    noun="record",
    states=RestrictionState,
    rules={
        Act.RESTRICT: Rule(ALONE, leads([S.OPEN], S.RESTRICTED)),
        Act.OPEN: Rule(ALONE, leads([S.RESTRICTED], S.OPEN)),
        Act.NAME: Rule(ALONE, stays([S.RESTRICTED])),
        Act.RENEW: Rule(ALONE, stays([S.RESTRICTED])),
        Act.REVIEW: Rule(ALONE, stays([S.RESTRICTED])),
        Act.REMOVE: Rule(ALONE, stays([S.OPEN, S.RESTRICTED])),
    },
)
WHO = {Part.RESTRICTER: "who may restrict records"}


def state_of(is_restricted: bool) -> str:
    """The state of a record, from the mark on the child."""
    return S.RESTRICTED if is_restricted else S.OPEN
