"""The clock's reasons in sentences, each with its regulation."""

from datetime import date
from functools import lru_cache

from statute.short_breaks import Failed
from statute.working_days import SHARED

RULE = {"CPR": "RC-1", "SHORT_BREAKS": "RC-6", "ADOPTION_PLACED": "RC-7b", "ADOPTION_AUTHORISED": "RC-7a"}
REGULATION = {
    "CPR": "Regulation 33(2)",
    "SHORT_BREAKS": "Regulation 48",
    "ADOPTION_PLACED": "Adoption Agencies Regulation 36(3)",
    "ADOPTION_AUTHORISED": "Adoption Agencies Regulation 36(1)",
}
IN_WORDS = {
    "RC-1": "20 working days after the child became looked after (Regulation 33(1))",
    "RC-2": "3 months after the first review (Regulation 33(2))",
    "RC-3": "6 months after the review before (Regulation 33(2))",
    "RC-6": "short breaks: 3 months after the first break, then 6 months (Regulation 48)",
    "RC-7": "after a placement for adoption ended: 20 working days, or 6 months from the last review "
    "where that is sooner",
    "RC-7a": "may be placed for adoption: 3 months, later 6 months (Adoption Agencies Regulation 36(1))",
    "RC-7b": "placed for adoption: 4 weeks, then 3 months, then 6 months "
    "(Adoption Agencies Regulation 36(3))",
    "RC-8": "20 working days after the child came into care again (Regulation 33(1))",
}
"""What each rule of the clock says, by its number in docs/statutory-clock.md. A council may set shorter
times."""
FAILED = {
    Failed.TOO_LONG: "the break is too long for Regulation 48",
    Failed.TOO_MANY_DAYS: "the breaks are too many days in 12 months for Regulation 48",
}
OVERTAKEN_BY_ORDER = "overtaken by the placement order of {day}, which set an earlier date"
ORDER_ENDED = "the placement order ended on {day}, before the review was due"
ENDED_BECAUSE = {
    "E2": "died on {day}",
    "E3": "care taken over by another authority on {day}",
    "E11": "adopted on {day}",
    "E12": "adopted on {day}",
}
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@lru_cache(maxsize=SHARED)
def day(on: date) -> str:
    """12 May 2025."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def count(number: int, unit: str) -> str:
    """1 month, 6 months."""
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


@lru_cache(maxsize=SHARED)
def first(days: int, start: date, *, again: bool, after_breaks: bool, failed: Failed | None = None) -> str:
    """Why a first review is due (RC-1, RC-8)."""
    event = "becoming looked after"
    if again:
        event = "coming back into care"
    elif after_breaks:
        event = "the short breaks ended"
    elif failed:
        event = "the short break began"
    note = f"; {FAILED[failed]}" if failed else ""
    return f"{count(days, 'working day')} after {event} on {day(start)}; Regulation 33(1){note}"


@lru_cache(maxsize=SHARED)
def after(months: int, held_on: date, clock: str, *, assumed: bool = False) -> str:
    """Why a later review is due (RC-2, RC-3, RC-6, RC-7)."""
    note = "; assumed, because it is not known which review that was" if assumed else ""
    return f"{count(months, 'month')} after the review of {day(held_on)}; {REGULATION[clock]}{note}"


def not_known(start: date, known_from: date) -> str:
    """Why no due date can be given: earlier reviews are not in the records."""
    return f"the clock started on {day(start)}, and reviews are known only from {day(known_from)}"


def already_looked_after(start: date) -> str:
    """Why no due date can be given: the first episode known says that there was one before it."""
    return (
        f"the child was already looked after on {day(start)}, the first day in the records, and earlier "
        "reviews are not known"
    )


def at_latest(months: int, eve: date, clock: str) -> str:
    """Why a review was due at the latest on a day, although nobody knows when the one before it was held
    (RC-3).
    """
    return (
        f"At the latest {count(months, 'month')} after {day(eve)}, "
        f"the last day on which a review can have been held without being known; {REGULATION[clock]}"
    )


def may_have_been_held(due_on: date, known_from: date) -> str:
    """Why no due date can be given: reviews from before it are not in the records."""
    return f"a review was due on {day(due_on)}, and reviews are known only from {day(known_from)}"


def no_calendar(missing: date) -> str:
    """Why no due date can be given: the calendar ends before it."""
    return f"the bank holidays of {missing.year} are not in the calendar"


def placed_first(weeks: int, start: date) -> str:
    """Why the first review after a placement for adoption is due (RC-7b)."""
    event = f"the placement for adoption on {day(start)}"
    return f"{count(weeks, 'week')} after {event}; {REGULATION['ADOPTION_PLACED']}"


def short_break_first(months: int, start: date) -> str:
    """Why the first review of a series of short breaks is due (RC-6)."""
    return (
        f"{count(months, 'month')} after the first short break on {day(start)}; {REGULATION['SHORT_BREAKS']}"
    )


def authorised(months: int, order: date, *, at_latest: bool = False) -> str:
    """Why a review is due after a placement order (RC-7a)."""
    limit = f"At the latest {count(months, 'month')}" if at_latest else count(months, "month")
    return (
        f"{limit} after the authority to place for adoption on {day(order)}; "
        f"{REGULATION['ADOPTION_AUTHORISED']}"
    )


def after_disruption(days: int, start: date) -> str:
    """Why a review is due after a child came back from a placement for adoption (RC-7)."""
    return (
        f"{count(days, 'working day')} after the adoptive placement ended on {day(start)}; Regulation 33(3)"
    )


def series_ended(on: date) -> str:
    """Why no review of a series of short breaks is required: its last break was over by then (RC-6)."""
    return f"the last of the short breaks ended on {day(on)}, by the day the review was due"


def turned_18(on: date) -> str:
    """Why no review is required: 18 on or before the due date (RC-12)."""
    return f"18 on {day(on)}, by the day the review was due"


def left_care(on: date, end_reason: str = "") -> str:
    """Why no review is required: the period ended on or before the due date (RC-9, RC-12)."""
    event = ENDED_BECAUSE.get(end_reason, "ceased to be looked after on {day}").format(day=day(on))
    return f"{event}, by the day the review was due"


def placed_for_adoption(on: date) -> str:
    """Why no review is required under the clock before a placement for adoption (RC-7b)."""
    return f"placed for adoption on {day(on)}, by the day the review was due"


def placed_with_others(on: date) -> str:
    """Why no review is required of a placement for adoption that another one followed (RC-7b)."""
    return f"placed with other adopters on {day(on)}, by the day the review was due"


def came_back(on: date) -> str:
    """Why no review is required under the adoption clock: the child came back (RC-7b)."""
    return f"the adoptive placement ended on {day(on)}, by the day the review was due"


def clock_changed(on: date) -> str:
    """Why no review is required under a clock that another one followed (RC-6)."""
    return f"another clock began on {day(on)}, by the day the review was due"


ANOTHER_CLOCK = {
    (False, True): placed_for_adoption,
    (True, True): placed_with_others,
    (True, False): came_back,
    (False, False): clock_changed,
}
"""Why no review is required under a clock, by whether the child was and is placed for adoption."""
