"""What the review clock is given, and what it gives back. Spans are [started_on, ended_on)."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from statute.untold import Stretch


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
    ADJOURNED = "adjourned"  # begun in time and adjourned; the time to complete it still runs (RC-13)
    UNCONFIRMED = "unconfirmed"  # due after the day to which facts are known: held or not, nobody can say
    MET = "met"
    LATE = "late"
    MISSED = "missed"
    VOID = "void"
    NOT_KNOWN = "not_known"


class Kind(StrEnum):
    """Which review it is, for the figures (T-5).

    Under care planning by its number, as far as that is certain.
    """

    FIRST = "first"
    SECOND = "second"
    LATER = "later"
    ADOPTION = "adoption"
    NOT_KNOWN = "not known"


@dataclass(frozen=True)
class CarePeriod:
    """An unbroken time of being looked after.

    `end_reason` is the return's code (REC); `returned`: it came with a return. `is_start_known`: False
    where the first episode known is not the first there was (its RNE is not S): the child was looked after
    before. `is_end_known`: False where the return that would tell how care went on is not in.
    """

    started_on: date
    ended_on: date | None = None
    end_reason: str = ""
    returned: bool = False
    is_start_known: bool = True
    is_end_known: bool = True


@dataclass(frozen=True)
class LegalSpan:
    """A stretch of one legal status (return code)."""

    code: str
    started_on: date
    ended_on: date | None = None


@dataclass(frozen=True)
class PlacementSpan:
    """A stretch of one placement (return code). For A3 and A5 it starts with the written notice (RC-7).

    `with_others`: it began with a change of carers (RNE is P or B).
    """

    code: str
    started_on: date
    ended_on: date | None = None
    with_others: bool = False


@dataclass(frozen=True)
class ReviewFact:
    """A review that began on a day and, once complete, ended on one. `key` is the caller's own.

    `returned`: only a return tells of it, and nobody recorded it in the portal.
    """

    key: Hashable
    started_on: date
    completed_on: date | None = None
    adjourned: bool = False
    returned: bool = False


@dataclass(frozen=True)
class ChildFacts:
    """All the clock needs to know.

    Returns tell reviews from `known_from` to `known_until`, but for the stretches [first, after) between in
    `untold`; of care they tell from `told_from`. From `live_from` on the portal is the council's live record
    and nothing is held without being in it. None: there is no such limit, or the council has not said so.
    """

    born_on: date
    periods: tuple[CarePeriod, ...] = ()
    legal: tuple[LegalSpan, ...] = ()
    placements: tuple[PlacementSpan, ...] = ()
    reviews: tuple[ReviewFact, ...] = ()
    known_from: date | None = None
    told_from: date | None = None
    untold: tuple[Stretch, ...] = ()
    known_until: date | None = None
    live_from: date | None = None


class ReviewCycle(NamedTuple):
    """One turn of the clock; a tuple, since many thousands are made in one import.

    Turns of a period follow each other: closed_on of one is opened_on of the next.
    """

    period_start: date
    clock: Clock
    sequence: int
    number: int | None
    kind: Kind
    opened_on: date
    closed_on: date | None
    due_on: date | None
    at_latest: bool
    """Only the latest lawful day is known (RC-3)."""
    last_working_day: date | None
    internal_target_on: date | None
    complete_by: date | None
    """The day by which an adjourned review must be completed (RC-13)."""
    rule: str
    reason: str
    held_on: date | None
    review_key: Hashable | None
    working_days_late: int | None
    state: State
    void_reason: str
    assumed: bool
    counts: bool
    """Whether the turn is in the figures of timeliness: short breaks are in none (section 1B). With a review
    its day decides, else the day on which the turn opened.
    """
    flags: tuple[str, ...] = ()
