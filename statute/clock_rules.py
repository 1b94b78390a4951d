"""When the next review is due and by which rule: CPR regulations 33 and 48, Adoption Agencies Regulations 2005 regulation 36."""

from dataclasses import dataclass, replace
from datetime import date

from statute import clock_words as words
from statute.clock_facts import Clock
from statute.clock_history import Segment
from statute.terms import Terms
from statute.working_days import CalendarExhausted, WorkingDays, add_months, add_weeks

AUTHORISED_RULE = "RC-7a"


@dataclass(frozen=True, slots=True)
class Due:
    """When the next review is due, and why. `on` None: not known."""

    on: date | None
    rule: str
    reason: str
    number: int | None
    clock: Clock
    assumed: bool = False
    target: date | None = None
    flags: tuple[str, ...] = ()


def not_known(segment: Segment, *, known_from: date) -> Due:
    """What came before the known-from day may have been a review, so nothing can be said about the next."""
    reason = words.not_known(segment.start, known_from)
    return Due(
        None,
        words.RULE[segment.clock],
        reason,
        None,
        segment.clock,
        flags=("number_not_known", *segment.flags),
    )


def first_due(
    segment: Segment, *, number: int | None, again: bool, calendar: WorkingDays, terms: Terms
) -> Due:
    """What is due first under a clock (RC-1, RC-6, RC-7b, RC-8). `number` is that of the CPR review to come."""
    start, clock = segment.start, segment.clock
    if clock == Clock.ADOPTION_PLACED:
        weeks = terms.adoption_first_weeks
        return Due(add_weeks(start, weeks), "RC-7b", words.placed_first(weeks, start), 1, clock)
    if clock == Clock.SHORT_BREAKS:
        months = terms.short_break_first_months
        reason = words.short_break_first(months, start)
        return _in_months(Due(None, "RC-6", reason, 1, clock), start, months)
    flags = segment.flags
    if segment.after == Clock.ADOPTION_PLACED:
        days, rule, flags = terms.after_disruption_wd, "RC-7", ("after_disruption", *flags)
        reason = words.after_disruption(days, start)
        if number is None:
            flags = ("number_not_known", *flags)
    else:
        days, rule = terms.first_review_wd, "RC-8" if again and segment.after is None else "RC-1"
        reason = words.first(
            days,
            start,
            again=rule == "RC-8",
            after_breaks=segment.after == Clock.SHORT_BREAKS,
            not_short_breaks="not_short_breaks" in flags,
        )
    try:
        return Due(calendar.add(start, days), rule, reason, number, clock, flags=flags)
    except CalendarExhausted as missing:
        reason = words.no_calendar(missing.day)
        return Due(None, rule, reason, number, clock, flags=(*flags, "calendar_missing"))


def next_due(clock: Clock, held_on: date, done: Due, *, before_on: date | None, terms: Terms) -> Due:
    """What is due after a review: always from the day it was held, never from the day it was due (RC-2, RC-3, RC-4).

    `done` is the turn that the review closed and `before_on` the day of the review before it, if any. After a review whose number is not
    known the longer interval is assumed.
    """
    number = None if done.number is None else done.number + 1
    flags: tuple[str, ...] = ("number_not_known",) if number is None else ()
    target = None
    if clock == Clock.ADOPTION_PLACED:
        months, rule = terms.adoption_later_months, "RC-7b"
        if done.number == 1:
            months = terms.adoption_second_months
    elif clock == Clock.SHORT_BREAKS:
        months, rule = terms.short_break_later_months, "RC-6"
    elif done.number == 1:
        months, rule = terms.second_review_months, "RC-2"
    else:
        months, rule = terms.later_review_months, "RC-3"
        if done.number == 2 and before_on and terms.early_second_review == "keep_target":
            target = kept_target(before_on, held_on, terms=terms)
    assumed = number is None
    reason = words.after(months, held_on, clock, assumed=assumed)
    due = Due(None, rule, reason, number, clock, assumed=assumed, target=target, flags=flags)
    return _in_months(due, held_on, months)


def kept_target(first_on: date, second_on: date, *, terms: Terms) -> date | None:
    """The three-month day that stays as the service's own target after an extra review (RC-4).

    A review is extra when it is nearer to the first one than to the day on which the second was due.
    """
    target = add_months(first_on, terms.second_review_months)
    return target if (second_on - first_on) < (target - second_on) else None


def after_order(due: Due, order: date, *, terms: Terms) -> Due:
    """What is due when a placement order begins: the earlier of its own date and the one that runs already (RC-7a)."""
    months = terms.authorised_first_months
    limit = add_months(order, months)
    if due.on is None or due.on <= limit:
        return due
    authorised = replace(
        due,
        rule=AUTHORISED_RULE,
        reason=words.authorised(months, order),
        clock=Clock.ADOPTION_AUTHORISED,
        flags=tuple(f for f in due.flags if f != "clamped"),
    )
    return _in_months(authorised, order, months)


def under_order(due: Due, held_on: date, *, terms: Terms) -> Due:
    """What is due after a review while a placement order is in force: the earlier date of both regulations (RC-7a)."""
    months = terms.authorised_later_months
    if due.on is None or due.on < add_months(held_on, months):
        return due
    reason = words.after(months, held_on, Clock.ADOPTION_AUTHORISED, assumed=due.assumed)
    authorised = replace(
        due,
        rule=AUTHORISED_RULE,
        reason=reason,
        clock=Clock.ADOPTION_AUTHORISED,
        flags=tuple(f for f in due.flags if f != "clamped"),
    )
    return _in_months(authorised, held_on, months)


def _in_months(due: Due, start: date, months: int) -> Due:
    """The due date so many months after a day; flagged where the month was too short for the day (CAL-3)."""
    on = add_months(start, months)
    flags = due.flags if on.day == start.day else (*due.flags, "clamped")
    return Due(on, due.rule, due.reason, due.number, due.clock, due.assumed, due.target, flags)
