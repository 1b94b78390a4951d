"""When the next review is due and by which rule: CPR regulations 33 and 48, Adoption Agencies Regulations
2005 regulation 36.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import ClassVar, NamedTuple

from statute import clock_words as words
from statute.clock_facts import Clock, Kind
from statute.clock_segments import Segment
from statute.terms import Terms
from statute.working_days import CalendarExhausted, WorkingDays, add_months, add_weeks

AUTHORISED_RULE = "RC-7a"


@dataclass(frozen=True, slots=True)
class Number:
    """Which review of its clock it is: exactly, or at least, where earlier ones may not be known."""

    CERTAINLY_LATER: ClassVar[int] = 3

    least: int
    is_exact: bool = True

    @property
    def next(self) -> "Number":
        return _number(self.least + 1, self.is_exact)

    @property
    def known(self) -> int | None:
        return self.least if self.is_exact else None

    @property
    def may_be_second(self) -> bool:
        """Whether it is the second or a later one, and nobody can say which."""
        return not self.is_exact and self.least == 2

    @property
    def kind(self) -> Kind:
        if self.least >= self.CERTAINLY_LATER:
            return Kind.LATER
        if not self.is_exact:
            return Kind.NOT_KNOWN
        return Kind.FIRST if self.least == 1 else Kind.SECOND


@cache
def _number(least: int, is_exact: bool) -> Number:
    return Number(least, is_exact)


FIRST = Number(1)
SOME = Number(1, is_exact=False)


class Due(NamedTuple):
    """When the next review is due, and why; a tuple, since many thousands are made in one import.

    `on` None: not known; then `latest` is what is due at the latest, if anything is.
    """

    on: date | None
    rule: str
    reason: str
    number: Number
    clock: Clock
    assumed: bool = False
    target: date | None = None
    flags: tuple[str, ...] = ()
    latest: "Due | None" = None
    known_from: date | None = None
    """Where the date is not known: the day from which reviews are."""
    is_latest: bool = False

    def moved(self, on: date, flags: tuple[str, ...]) -> "Due":
        """The same on another day. Every review comes through here, and `_replace` is five times as slow."""
        return Due(
            on,
            self.rule,
            self.reason,
            self.number,
            self.clock,
            self.assumed,
            self.target,
            flags,
            self.latest,
            self.known_from,
            self.is_latest,
        )

    def by(self, day: date) -> "Due":
        """What is known of it on a day: once the latest lawful day has passed, that day was due, whatever
        came before (RC-3).
        """
        if self.on is None and self.latest and self.latest.on and self.latest.on < day:
            return self.latest
        return self


def not_known(clock: Clock, reason: str, number: Number, *, known_from: date, terms: Terms) -> Due:
    """What is due where earlier reviews may not be known: nobody can say, until the latest lawful day has
    passed (RC-3).

    The last review that nobody knows of was held on the day before reviews are known, at the latest. Short
    breaks have no latest day, because their reviews are never returned.
    """
    if clock == Clock.SHORT_BREAKS:
        return Due(None, words.RULE[clock], reason, number, clock, known_from=known_from)
    is_placed = clock == Clock.ADOPTION_PLACED
    months = terms.adoption_later_months if is_placed else terms.later_review_months
    rule, lawful = ("RC-7b", clock) if is_placed else ("RC-3", Clock.CPR)
    eve = known_from - timedelta(days=1)
    at_latest = Due(None, rule, words.at_latest(months, eve, lawful), number, clock, is_latest=True)
    latest = _in_months(at_latest, eve, months)
    return Due(None, words.RULE[clock], reason, number, clock, latest=latest, known_from=known_from)


def first_due(
    segment: Segment, *, number: Number, last_review: date | None, calendar: WorkingDays, terms: Terms
) -> Due:
    """What is due first under a clock (RC-1, RC-6, RC-7b, RC-8).

    `number` is that of the CPR review to come.
    """
    start, clock = segment.start, segment.clock
    if clock == Clock.ADOPTION_PLACED:
        weeks = terms.adoption_first_weeks
        return Due(add_weeks(start, weeks), "RC-7b", words.placed_first(weeks, start), FIRST, clock)
    if clock == Clock.SHORT_BREAKS:
        months = terms.short_break_first_months
        reason = words.short_break_first(months, start)
        return _in_months(Due(None, "RC-6", reason, FIRST, clock), start, months)
    if segment.after == Clock.ADOPTION_PLACED:
        return _after_disruption(start, number, last_review, calendar=calendar, terms=terms)
    rule = "RC-8" if segment.again and segment.after is None else "RC-1"
    reason = words.first(
        terms.first_review_wd,
        start,
        again=rule == "RC-8",
        after_breaks=segment.after == Clock.SHORT_BREAKS,
        failed=segment.failed,
    )
    flags = ("not_short_breaks",) if segment.failed else ()
    due = Due(None, rule, reason, number, clock, flags=flags)
    return _in_working_days(due, start, terms.first_review_wd, calendar)


def _after_disruption(
    start: date, number: Number, last_review: date | None, *, calendar: WorkingDays, terms: Terms
) -> Due:
    """20 working days from the return, or six months from the last review where that day comes sooner (RC-7).

    Six months that were over before the child came back were no duty of this clock: it stood still.
    """
    days, months = terms.after_disruption_wd, terms.later_review_months
    flags = ("after_disruption",)
    due = Due(None, "RC-7", words.after_disruption(days, start), number, Clock.CPR, flags=flags)
    due = _in_working_days(due, start, days, calendar)
    resumed = add_months(last_review, months) if last_review else None
    if last_review is None or resumed is None or not start <= resumed < (due.on or date.max):
        return due
    reason = words.after(months, last_review, Clock.CPR)
    return _in_months(due._replace(reason=reason, flags=flags), last_review, months)


def next_due(clock: Clock, held_on: date, done: Due, *, before_on: date | None, terms: Terms) -> Due:
    """What is due after a review: always from the day it was held, never from the day it was due (RC-2, RC-3,
    RC-4).

    `done` is the turn that the review closed and `before_on` the day of the review before it, if any. After a
    review that may have been the first the longer interval is assumed.
    """
    target = None
    is_first = done.number == FIRST
    if clock == Clock.ADOPTION_PLACED:
        months, rule = terms.adoption_second_months if is_first else terms.adoption_later_months, "RC-7b"
    elif clock == Clock.SHORT_BREAKS:
        months, rule = terms.short_break_later_months, "RC-6"
    elif is_first:
        months, rule = terms.second_review_months, "RC-2"
    else:
        months, rule = terms.later_review_months, "RC-3"
        if done.number == FIRST.next and before_on and terms.early_second_review == "keep_target":
            target = kept_target(before_on, held_on, terms=terms)
    assumed = done.number.next.may_be_second and clock != Clock.SHORT_BREAKS
    reason = words.after(months, held_on, clock, assumed=assumed)
    due = Due(None, rule, reason, done.number.next, clock, assumed=assumed, target=target)
    return _in_months(due, held_on, months)


def kept_target(first_on: date, second_on: date, *, terms: Terms) -> date | None:
    """The three-month day that stays as the service's own target after an extra review (RC-4).

    A review is extra when it is nearer to the first one than to the day on which the second was due.
    """
    target = add_months(first_on, terms.second_review_months)
    return target if (second_on - first_on) < (target - second_on) else None


def after_order(due: Due, order: date, *, terms: Terms) -> Due:
    """What is due when a placement order begins: the earlier of its own date and the one that runs already
    (RC-7a).

    After an order of a time before reviews are known, one may have been held; after a later one the latest
    day may come sooner.
    """
    if due.on is None:
        if due.latest is None or (due.known_from and order < due.known_from):
            return due
        return due._replace(latest=after_order(due.latest, order, terms=terms))
    months = terms.authorised_first_months
    if due.on <= add_months(order, months):
        return due
    return _authorised(due, order, months, words.authorised(months, order, at_latest=due.is_latest))


def under_order(due: Due, held_on: date, *, terms: Terms) -> Due:
    """What is due after a review while a placement order is in force: the earlier date of both regulations
    (RC-7a).
    """
    months = terms.authorised_later_months
    if due.on is None or due.on < add_months(held_on, months):
        return due
    reason = words.after(months, held_on, Clock.ADOPTION_AUTHORISED, assumed=due.assumed)
    return _authorised(due, held_on, months, reason)


def _authorised(due: Due, start: date, months: int, reason: str) -> Due:
    flags = tuple(f for f in due.flags if f != "clamped")
    authorised = due._replace(
        rule=AUTHORISED_RULE, reason=reason, clock=Clock.ADOPTION_AUTHORISED, flags=flags
    )
    return _in_months(authorised, start, months)


def _in_months(due: Due, start: date, months: int) -> Due:
    """The due date so many months after a day; flagged where the month was too short for the day (CAL-3)."""
    on = add_months(start, months)
    return due.moved(on, due.flags if on.day == start.day else (*due.flags, "clamped"))


def _in_working_days(due: Due, start: date, days: int, calendar: WorkingDays) -> Due:
    """The due date so many working days after a day; not known where the calendar ends before it."""
    try:
        return due.moved(calendar.add(start, days), due.flags)
    except CalendarExhausted as missing:
        reason = words.no_calendar(missing.day)
        return due._replace(reason=reason, flags=(*due.flags, "calendar_missing"))
