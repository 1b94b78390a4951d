"""When a review may be done without a meeting (RC-14), and what a series of short breaks must keep to (RC-6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from statute.terms import STATUTORY, Terms
from statute.working_days import add_months

LONG_TERM_FOSTER = frozenset({"U1", "U4"})


class MeetingNeeded(ValueError):
    """A meeting is needed; the text says why."""


def check_no_meeting(
    *, placement_code: str, placed_on: date, review_on: date, last_meeting_on: date | None
) -> None:
    """Raise MeetingNeeded unless a review may be held without a meeting (RC-14).

    The child has been in a designated long-term foster placement (U1, U4) for more than a year, and there was a meeting
    less than a year before.
    """
    if placement_code not in LONG_TERM_FOSTER:
        raise MeetingNeeded(
            "Only a child in a designated long-term foster placement can have a review without a meeting."
        )
    if review_on <= add_months(placed_on, 12):
        raise MeetingNeeded("The child has not been in this long-term foster placement for more than a year.")
    if last_meeting_on is None or review_on >= add_months(last_meeting_on, 12):
        raise MeetingNeeded("There must be a meeting at least once a year.")


@dataclass(frozen=True)
class ShortBreak:
    """One break of a series, [started_on, ended_on)."""

    started_on: date
    ended_on: date
    place: str = ""


def short_break_problems(
    breaks: Iterable[ShortBreak], *, under_care_order: bool = False, terms: Terms = STATUTORY
) -> list[str]:
    """Why regulation 48 does not apply to a series of short breaks, so that the full clock does (RC-6); empty when it does."""
    series = sorted(breaks, key=lambda b: b.started_on)
    problems = ["The child is under a care order."] if under_care_order else []
    if any((b.ended_on - b.started_on).days > terms.short_break_max_days for b in series):
        problems.append(f"A break is longer than {terms.short_break_max_days} days.")
    if len({b.place for b in series}) > 1:
        problems.append("The breaks are not all in the same setting.")
    for first in series:
        until = add_months(first.started_on, 12)
        days = sum(
            (min(b.ended_on, until) - b.started_on).days
            for b in series
            if first.started_on <= b.started_on < until
        )
        if days > terms.short_break_year_days:
            problems.append(
                f"The breaks add up to more than {terms.short_break_year_days} days in 12 months."
            )
            break
    return problems
