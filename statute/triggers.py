"""When a review must be held earlier than the interval says (RC-5).

These are required before an event; they have no interval.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class TriggerKind(StrEnum):
    """What calls for a review, by its regulation."""

    IRO_REQUEST = "IRO_REQUEST"  # reg 33(3)(a)
    VISIT_CONCERN = "VISIT_CONCERN"  # reg 33(3)(b)
    POLICE_REMAND_END = "POLICE_REMAND_END"  # reg 33(3)(c)
    CUSTODY_END = "CUSTODY_END"  # reg 33(3)(d)
    S20_END_NOT_HOME = "S20_END_NOT_HOME"  # reg 33(3)(e)
    PLAN_CHANGE = "PLAN_CHANGE"  # reg 32(2)
    PLACEMENT_END = "PLACEMENT_END"  # reg 14(1)
    PLACEMENT_WITH_PARENT = "PLACEMENT_WITH_PARENT"  # reg 17(d)
    TO_OTHER_ARRANGEMENTS = "TO_OTHER_ARRANGEMENTS"  # CA89 s.22D
    CHILD_OR_PARENT_REQUEST = "CHILD_OR_PARENT_REQUEST"  # Handbook ch. 3
    CEASING = "CEASING"  # reg 39


class Outcome(StrEnum):
    """Apart from lateness, and never in a timeliness percentage."""

    MET = "met"
    BREACHED = "breached"
    WAITING = "waiting"
    WAIVED = "waived"


@dataclass(frozen=True)
class Trigger:
    """Raised on a day; a review is needed before another.

    An emergency waives it with a reason (reg 14(3)).
    """

    kind: TriggerKind
    raised_on: date
    needed_before: date
    waived_reason: str = ""


def outcome(trigger: Trigger, held: Iterable[date], *, as_at: date) -> Outcome:
    """Whether a review was held from the day it was raised and before the event (RC-5)."""
    if trigger.waived_reason:
        return Outcome.WAIVED
    if any(trigger.raised_on <= day < trigger.needed_before and day <= as_at for day in held):
        return Outcome.MET
    return Outcome.BREACHED if as_at >= trigger.needed_before else Outcome.WAITING
