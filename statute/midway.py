"""Monitoring between reviews: when the one check of an interval is to be done, and how it stands (MW-1 to
MW-4).

No interval is set in law (MW-1): the middle day, its window and what is left out are the council's own terms.
A midway check is not a review and never turns the review clock (MW-4).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from statute.terms import STATUTORY, Terms
from statute.working_days import WorkingDays, add_weeks


@dataclass(frozen=True)
class Interval:
    """The time from a review to the day the next one is due."""

    held_on: date
    due_on: date
    is_first_to_second: bool = False


@dataclass(frozen=True)
class Midway:
    """The middle day of an interval and the window around it."""

    target_on: date
    window_from: date
    window_to: date


class NotRequired(StrEnum):
    """Why an interval needs no check (MW-2)."""

    SWITCHED_OFF = "the council makes no midway checks"
    FIRST_TO_SECOND = "between the first and the second review"
    SHORT_INTERVAL = "the reviews are close together"


class MidwayState(StrEnum):
    """How a check stands. Superseded is not missed (MW-2)."""

    PLANNED = "planned"  # the window has not opened
    DUE = "due"  # in the window
    OVERDUE = "overdue"  # the window has closed, and it is not done
    DONE = "done"
    LATE = "late"  # done after the window
    SUPERSEDED = "superseded"  # the next review came before the window closed
    MISSED = "missed"  # the next review came, or care ended, after the window had closed
    ENDED = "ended"  # care ended before the window closed


def not_required(interval: Interval, *, terms: Terms = STATUTORY) -> NotRequired | None:
    """Why the interval needs no check; None when it needs one (MW-2)."""
    if not terms.midway:
        return NotRequired.SWITCHED_OFF
    if interval.is_first_to_second and not terms.midway_first_to_second:
        return NotRequired.FIRST_TO_SECOND
    if (interval.due_on - interval.held_on).days < terms.midway_min_interval_days:
        return NotRequired.SHORT_INTERVAL
    return None


def middle(interval: Interval, *, calendar: WorkingDays, terms: Terms = STATUTORY) -> Midway:
    """The middle day, rounded down, and the window of working days around it (MW-2)."""
    target = interval.held_on + timedelta(days=(interval.due_on - interval.held_on).days // 2)
    return Midway(
        target_on=target,
        window_from=calendar.add(target, -terms.midway_window_wd),
        window_to=calendar.add(target, terms.midway_window_wd),
    )


def standing(
    midway: Midway,
    *,
    as_at: date,
    done_on: date | None = None,
    next_review_on: date | None = None,
    ended_on: date | None = None,
) -> MidwayState:
    """How the check stands on a day. Facts after that day are not known yet.

    A review or an end of care before the window has closed leaves nothing undone: superseded, or ended. After
    that the check was missed. A check that was done stays done, whatever comes after.
    """
    if done_on is not None and done_on <= as_at:
        return MidwayState.DONE if done_on <= midway.window_to else MidwayState.LATE
    closings = {MidwayState.SUPERSEDED: next_review_on, MidwayState.ENDED: ended_on}
    known = {state: day for state, day in closings.items() if day is not None and day <= as_at}
    if known:
        state, day = min(known.items(), key=lambda item: item[1])
        return state if day <= midway.window_to else MidwayState.MISSED
    if as_at > midway.window_to:
        return MidwayState.OVERDUE
    return MidwayState.DUE if as_at >= midway.window_from else MidwayState.PLANNED


def update_due_on(asked_on: date, *, calendar: WorkingDays, terms: Terms = STATUTORY) -> date:
    """Last day for the social worker's update (P-43; the limit is the council's own)."""
    return calendar.add(asked_on, terms.midway_update_wd)


def contact_due_on(agreed_on: date, last_made_on: date | None, every_weeks: int) -> date:
    """When the IRO and the child are next in contact, as they agreed (P-44).

    An attempt that failed does not count.
    """
    return add_weeks(max(agreed_on, last_made_on or agreed_on), every_weeks)
