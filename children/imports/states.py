"""Is it allowed now? The life of an import as one table; pages and actions ask it, docs/import.md is drawn
from it.
"""

from enum import StrEnum

from accounts.lifecycle import LifeCycle, Rule, leads
from children.models.imports import ImportState


class Act(StrEnum):
    CHECK = "finish reading"
    APPLY = "apply"
    FINISH = "finish applying"
    FAIL = "fail"
    DECIDE = "decide who is who"
    DISCARD = "discard"
    WITHDRAW = "withdraw the return"


class Part(StrEnum):
    """What a person is towards an import."""

    IMPORTER = "importer"  # may import (Permission.IMPORT)
    WORKER = "worker"  # the background job


S = ImportState
BY_PERSON = frozenset({Part.IMPORTER})
BY_JOB = frozenset({Part.WORKER})

LIFE = LifeCycle[Act, Part](
    noun="import",
    states=ImportState,
    rules={
        Act.CHECK: Rule(BY_JOB, leads([S.READING], S.PREVIEW)),
        Act.APPLY: Rule(BY_PERSON, leads([S.PREVIEW], S.APPLYING)),
        Act.FINISH: Rule(BY_JOB, leads([S.APPLYING], S.APPLIED)),
        Act.FAIL: Rule(BY_JOB, leads([S.READING, S.APPLYING], S.FAILED)),
        Act.DECIDE: Rule(BY_PERSON, leads([S.PREVIEW], S.READING)),
        Act.WITHDRAW: Rule(BY_PERSON, leads([S.APPLIED], S.WITHDRAWN)),
        Act.DISCARD: Rule(BY_PERSON, leads([S.READING, S.PREVIEW, S.FAILED], S.DISCARDED)),
    },
)
WHO = {Part.IMPORTER: "who may import", Part.WORKER: "the background job"}
