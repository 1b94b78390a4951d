"""The clock's reasons in sentences, each with its regulation."""

from datetime import date

RULE = {"CPR": "RC-1", "SHORT_BREAKS": "RC-6", "ADOPTION_PLACED": "RC-7b", "ADOPTION_AUTHORISED": "RC-7a"}
OVERTAKEN_BY_ORDER = "a placement order set an earlier date"


def day(on: date) -> str:
    """12 May 2025."""
    return f"{on.day} {on:%B %Y}"


def count(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def first(days: int, start: date, *, again: bool, after_breaks: bool) -> str:
    event = (
        "coming back into care"
        if again
        else "the short breaks ended"
        if after_breaks
        else "becoming looked after"
    )
    return f"{count(days, 'working day')} after {event} on {day(start)}; Regulation 33(1)"


def after(months: int, held_on: date, clock: str, *, assumed: bool) -> str:
    regulation = {
        "ADOPTION_PLACED": "Adoption Agencies Regulation 36(3)",
        "SHORT_BREAKS": "Regulation 48",
    }.get(clock, "Regulation 33(2)")
    note = "; assumed, because the number of that review is not known" if assumed else ""
    return f"{count(months, 'month')} after the review of {day(held_on)}; {regulation}{note}"


def not_known(start: date, known_from: date) -> str:
    return f"Not known: the clock started on {day(start)}, and reviews are known only from {day(known_from)}"


def no_calendar(missing: date) -> str:
    return f"Not known: the bank holidays of {missing.year} are not in the calendar"


def placed_first(weeks: int, start: date) -> str:
    return f"{count(weeks, 'week')} after the placement for adoption on {day(start)}; Adoption Agencies Regulation 36(3)"


def short_break_first(months: int, start: date) -> str:
    return f"{count(months, 'month')} after the first short break on {day(start)}; Regulation 48"


def authorised(months: int, order: date) -> str:
    return f"{count(months, 'month')} after the authority to place for adoption on {day(order)}; Adoption Agencies Regulation 36(1)"


def after_disruption(days: int, start: date) -> str:
    return (
        f"{count(days, 'working day')} after the adoptive placement ended on {day(start)}; Regulation 33(3)"
    )


def turned_18(on: date) -> str:
    return f"18 on {day(on)}, before the review was due"


def left_care(on: date) -> str:
    return f"ceased to be looked after on {day(on)}, before the review was due"


def placed_for_adoption(on: date) -> str:
    return f"placed for adoption on {day(on)}, before the review was due"


def clock_changed(on: date) -> str:
    return f"another clock began on {day(on)}, before the review was due"
