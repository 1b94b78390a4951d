"""What the review clock is given, and what it gives back. Spans are [started_on, ended_on)."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Clock(StrEnum):
    """Which regulation drives the turn."""

    CPR = "CPR"
    SHORT_BREAKS = "SHORT_BREAKS"
    ADOPTION_AUTHORISED = "ADOPTION_AUTHORISED"
    ADOPTION_PLACED = "ADOPTION_PLACED"


class State(StrEnum):
    """How a turn stands at the end of the as-at day."""

    OPEN = "open"
    OVERDUE = "overdue"
    MET = "met"
    LATE = "late"
    MISSED = "missed"
    VOID = "void"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True)
class CarePeriod:
    """An unbroken time of being looked after. `end_reason` is the return's code (REC)."""

    started_on: date
    ended_on: date | None = None
    end_reason: str = ""


@dataclass(frozen=True)
class LegalSpan:
    """A stretch of one legal status (return code)."""

    code: str
    started_on: date
    ended_on: date | None = None


@dataclass(frozen=True)
class PlacementSpan:
    """A stretch of one placement (return code). For A3 and A5 it starts with the written notice (RC-7)."""

    code: str
    started_on: date
    ended_on: date | None = None


@dataclass(frozen=True)
class ReviewFact:
    """A review that began on a day and, once complete, ended on one. `key` is the caller's own."""

    key: Hashable
    started_on: date
    completed_on: date | None = None
    adjourned: bool = False


@dataclass(frozen=True)
class ChildFacts:
    """All the clock needs to know. `known_from` None: every review that was ever held is known."""

    born_on: date
    periods: tuple[CarePeriod, ...] = ()
    legal: tuple[LegalSpan, ...] = ()
    placements: tuple[PlacementSpan, ...] = ()
    reviews: tuple[ReviewFact, ...] = ()
    known_from: date | None = None


@dataclass(frozen=True)
class ReviewCycle:
    """One turn of the clock. Turns of a period follow each other: closed_on of one is opened_on of the next."""

    period_start: date
    clock: Clock
    sequence: int
    number: int | None
    opened_on: date
    closed_on: date | None
    due_on: date | None
    last_working_day: date | None
    internal_target_on: date | None
    rule: str
    reason: str
    held_on: date | None
    review_key: Hashable | None
    working_days_late: int | None
    state: State
    void_reason: str
    assumed: bool
    flags: tuple[str, ...] = ()
