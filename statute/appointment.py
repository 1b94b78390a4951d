"""Who may be a child's IRO, and what is noticed when one is chosen (AP-6 to AP-8, AP-10)."""

from collections.abc import Collection, Hashable
from dataclasses import dataclass
from enum import StrEnum

from statute.refusals import Refused


class Conflict(StrEnum):
    """Work in the child's case that bars a person from being the IRO (AP-10, CPR reg 46)."""

    SOCIAL_WORKER = "social_worker"
    MANAGER = "manager"
    PERSONAL_ADVISER = "personal_adviser"
    VISITOR = "visitor"
    BUDGET_HOLDER = "budget_holder"


class Notice(StrEnum):
    """What should be thought about, but does not bar."""

    SIBLINGS_APART = "AP-6"  # brothers and sisters have the same IRO
    PARENT_AND_CHILD = "AP-7"  # a looked-after parent and their child have different IROs
    NOT_THE_PREVIOUS = "AP-8"  # a returning child has the previous IRO where practicable


class IroConflict(Refused):
    """This person cannot be the child's IRO; `conflicts` says why (AP-10)."""

    def __init__(self, conflicts: Collection[Conflict]) -> None:
        self.conflicts = tuple(sorted(conflicts))
        named = ", ".join(c.replace("_", " ") for c in self.conflicts)
        super().__init__(
            f"This person works in the case as {named} and cannot be the independent reviewing officer.",
            "iro",
        )


@dataclass(frozen=True)
class Family:
    """The IROs around a child. People are the caller's own keys; empty means that none is known."""

    sibling_iros: Collection[Hashable] = ()
    parent_or_child_iros: Collection[Hashable] = ()
    previous_iro: Hashable | None = None


def check_independent(conflicts: Collection[Conflict]) -> None:
    """Raise IroConflict when the person has, or had in this period of care, a part in the case (AP-10)."""
    if conflicts:
        raise IroConflict(conflicts)


def notices(iro: Hashable, family: Family) -> list[Notice]:
    """What to think about before this person becomes the child's IRO (AP-6, AP-7, AP-8)."""
    found = []
    if any(other != iro for other in family.sibling_iros):
        found.append(Notice.SIBLINGS_APART)
    if iro in family.parent_or_child_iros:
        found.append(Notice.PARENT_AND_CHILD)
    if family.previous_iro is not None and family.previous_iro != iro:
        found.append(Notice.NOT_THE_PREVIOUS)
    return found
