"""Is it allowed now? The life of a merge as one table; pages and actions ask it, docs/import.md is drawn from
it.
"""

from enum import StrEnum

from django.db import models

from accounts.lifecycle import LifeCycle, Rule, leads
from children.models import ChildMerge


class MergeState(models.TextChoices):
    APART = "apart", "two records"
    MERGED = "merged", "merged"


class Act(StrEnum):
    MERGE = "merge the records"
    UNDO = "undo the merge"


class Part(StrEnum):
    """What a person is towards two records."""

    EDITOR = "editor"  # may change a child's local facts (Permission.EDIT_CHILD) and sees both


S = MergeState
ALONE = frozenset({Part.EDITOR})

LIFE = LifeCycle[Act, Part](
    noun="merge",
    states=MergeState,
    rules={
        Act.MERGE: Rule(ALONE, leads([S.APART], S.MERGED)),
        Act.UNDO: Rule(ALONE, leads([S.MERGED], S.APART)),
    },
)
WHO = {Part.EDITOR: "who may change a child’s facts and sees both records"}


def state_of(merge: ChildMerge | None) -> str:
    """Whether the two are one record now."""
    return S.MERGED if merge is not None and merge.undone_at is None else S.APART
