"""When a review must be held earlier than the interval says (RC-5).

These are required before an event; they have no interval.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from statute.working_days import birthday


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
    COUNCILS = "COUNCILS"  # no law: a reason of the council's own (P-11)


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


FOUND_WITHIN = timedelta(days=28)
"""Where nobody recorded when a change was planned, a review in the four weeks before it counts as held for
it.
"""
BY_THE_COUNCIL = frozenset({"LAREQ", "CARPL"})
"""Reasons of a move for which it was the council that ended the placement (reg 14(1)); not an emergency."""
CARE_ORDERS = frozenset({"C1", "C2"})
IN_CARE = CARE_ORDERS | {"D1", "E1"}
REMANDS = frozenset({"J1", "J2"})  # CA89 s.21(2)(b), (c)
SECTION_20 = "V2"
WITH_PARENT = "P1"
CUSTODY = "R5"
OTHER_ARRANGEMENTS = frozenset({"K3", "H5", "P2"})  # CA89 s.22D
NOT_HOME = frozenset({"E5", "E6", "E7", "E13"})
"""Ends of care after which neither a parent nor anybody with parental responsibility accommodates."""
PLACEMENT_ORDER = "E1"


@dataclass(frozen=True)
class Stretch:
    """A placement or a legal status; `why` is the reason for which a placement ended."""

    code: str
    started_on: date
    ended_on: date | None
    why: str = ""

    def covers(self, day: date) -> bool:
        """Whether it ran up to or through the day."""
        return self.started_on < day and (self.ended_on is None or day <= self.ended_on)


@dataclass(frozen=True)
class Care:
    """A period of care as it is recorded, oldest stretches first."""

    born_on: date
    started_on: date
    ended_on: date | None
    end_reason: str
    placements: tuple[Stretch, ...]
    legal: tuple[Stretch, ...]
    for_adoption: tuple[date, ...] = ()
    """Days on which it was decided that the child should be placed for adoption."""


def found(care: Care) -> list[Trigger]:
    """What in a period of care a review was needed before, though nobody raised it (RC-5)."""
    every = [*_moves(care), *_remands(care), *_custody(care), *_adoption_plan(care), *_end(care)]
    return [trigger for trigger in every if trigger.raised_on < trigger.needed_before]


def _before(care: Care, kind: TriggerKind, day: date) -> Trigger:
    """A trigger of which it is not known when it was planned."""
    return Trigger(kind, max(care.started_on, day - FOUND_WITHIN), day)


def _was(stretches: Iterable[Stretch], codes: frozenset[str], day: date) -> bool:
    return any(s.code in codes and s.covers(day) for s in stretches)


def _moves(care: Care) -> Iterator[Trigger]:
    """Moves that the council made, to a parent, or out of regulated care. A temporary stay is no move."""
    stays = [p for p in care.placements if not p.code.startswith("T")]
    for old, new in pairwise(stays):
        day = new.started_on
        if old.why in BY_THE_COUNCIL:
            yield _before(care, TriggerKind.PLACEMENT_END, day)
        if new.code == WITH_PARENT != old.code and _was(care.legal, IN_CARE, day):
            yield _before(care, TriggerKind.PLACEMENT_WITH_PARENT, day)
        if new.code in OTHER_ARRANGEMENTS and old.code not in OTHER_ARRANGEMENTS:
            yield _before(care, TriggerKind.TO_OTHER_ARRANGEMENTS, day)


def _remands(care: Care) -> Iterator[Trigger]:
    """A remand or a transfer from the police that has ended: from its first day on a review could be held."""
    for legal in care.legal:
        if legal.code in REMANDS and legal.ended_on:
            yield Trigger(TriggerKind.POLICE_REMAND_END, legal.started_on, legal.ended_on)


def _custody(care: Care) -> Iterator[Trigger]:
    for stay in care.placements:
        if stay.code == CUSTODY and stay.ended_on and _was(care.legal, CARE_ORDERS, stay.ended_on):
            yield Trigger(TriggerKind.CUSTODY_END, stay.started_on, stay.ended_on)


def _adoption_plan(care: Care) -> Iterator[Trigger]:
    """The plan became adoption: by the decision, or where none is recorded by the placement order."""
    orders = [
        s.started_on for s in care.legal if s.code == PLACEMENT_ORDER and s.started_on > care.started_on
    ]
    last = care.ended_on or date.max
    days = [day for day in care.for_adoption if care.started_on < day <= last] or orders
    if days:
        yield _before(care, TriggerKind.PLAN_CHANGE, min(days))


def _end(care: Care) -> Iterator[Trigger]:
    """Section 20 ended and the child did not go home (reg 33(3)(e)); not where the child turned 18."""
    end = care.ended_on
    if end is None or care.end_reason not in NOT_HOME or end >= birthday(care.born_on, 18):
        return
    if _was(care.legal, frozenset({SECTION_20}), end):
        yield _before(care, TriggerKind.S20_END_NOT_HOME, end)
