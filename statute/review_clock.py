"""The review clock: a replay of a child's care history into the reviews the law required, one turn after the other.

Care Planning, Placement and Case Review (England) Regulations 2010 (CPR) reg 33 and 48; Adoption Agencies Regulations 2005
(AAR) reg 36. Nothing here knows a booked date: what is due follows from facts alone.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from statute import clock_words as words
from statute.terms import Terms, TermsInForce
from statute.working_days import CalendarExhausted, WorkingDays, add_months, add_weeks, birthday


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


SHORT_BREAK_STATUSES = frozenset({"V3", "V4"})
PLACEMENT_ORDER = "E1"
ADOPTIVE_PLACEMENTS = frozenset({"A3", "A4", "A5", "A6"})
TEMPORARY_PLACEMENTS = frozenset({"T0", "T1", "T2", "T3", "T4"})
COVID = (date(2020, 4, 24), date(2020, 9, 24))
DAY = timedelta(days=1)


@dataclass(frozen=True)
class CarePeriod:
    """An unbroken time of being looked after, [started_on, ended_on)."""

    started_on: date
    ended_on: date | None = None
    end_reason: str = ""


@dataclass(frozen=True)
class LegalSpan:
    """A stretch of one legal status (return code), [started_on, ended_on)."""

    code: str
    started_on: date
    ended_on: date | None = None


@dataclass(frozen=True)
class PlacementSpan:
    """A stretch of one placement (return code), [started_on, ended_on). For A3 and A5 it starts with the written notice."""

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


@dataclass(frozen=True)
class Held:
    """A review that counts, on the date that counts."""

    on: date
    key: Hashable


@dataclass(frozen=True)
class Segment:
    """A stretch of a period under one clock, [start, end)."""

    start: date
    end: date | None
    clock: Clock
    after: Clock | None  # the clock before it in the same period


@dataclass(frozen=True)
class Due:
    """When the next review is due, and why."""

    on: date | None
    rule: str
    reason: str
    number: int | None
    clock: Clock
    assumed: bool = False
    target: date | None = None
    flags: tuple[str, ...] = ()


def counted_on(review: ReviewFact, *, calendar: WorkingDays, terms: Terms) -> date | None:
    """The date of a review that the return gives and the law tests (RC-13); None while it is not complete.

    The first meeting's date, provided that the review was completed within the time for an adjournment, else the last
    meeting's; always the last meeting's where the council chose `completed_on`.
    """
    if review.completed_on is None:
        return None
    if review.completed_on == review.started_on:
        return review.started_on
    if terms.review_date_basis == "completed_on":
        return review.completed_on
    in_time = review.completed_on <= calendar.add(review.started_on, terms.adjourn_wd)
    return review.started_on if in_time else review.completed_on


def replay(
    facts: ChildFacts, *, as_at: date, calendar: WorkingDays, terms: TermsInForce
) -> list[ReviewCycle]:
    """The turns of a child's clock as they stand at the end of a day. Facts after it are ignored, so the past never changes."""
    adult_on = birthday(facts.born_on, 18)
    held = _held(facts, as_at=as_at, calendar=calendar, terms=terms)
    found: list[ReviewCycle] = []
    for period in _periods(facts, as_at=as_at, adult_on=adult_on):
        turns = _PeriodReplay(
            facts, period, held, adult_on=adult_on, as_at=as_at, calendar=calendar, terms=terms
        )
        found += turns.run()
    return [replace(cycle, sequence=n) for n, cycle in enumerate(found, start=1)]


def unplaced_reviews(
    facts: ChildFacts, *, as_at: date, calendar: WorkingDays, terms: TermsInForce
) -> list[Held]:
    """Reviews up to the as-at day that lie outside every period of care: the clock leaves them out (REV-1, REV-2, REV-5)."""
    adult_on = birthday(facts.born_on, 18)
    periods = _periods(facts, as_at=as_at, adult_on=adult_on)
    return [
        h
        for h in _held(facts, as_at=as_at, calendar=calendar, terms=terms)
        if not any(_within(h.on, p) for p in periods)
    ]


def _within(day: date, period: CarePeriod) -> bool:
    return period.started_on <= day and (period.ended_on is None or day <= period.ended_on)


def _held(facts: ChildFacts, *, as_at: date, calendar: WorkingDays, terms: TermsInForce) -> list[Held]:
    """Completed reviews in order of the date that counts; of two on one day the first given (REV-4)."""
    by_day: dict[date, Held] = {}
    for review in facts.reviews:
        if review.completed_on is None or review.completed_on > as_at or review.started_on > as_at:
            continue
        on = counted_on(review, calendar=calendar, terms=terms.on(review.started_on))
        if on is not None:
            by_day.setdefault(on, Held(on, review.key))
    return [by_day[on] for on in sorted(by_day)]


def _periods(facts: ChildFacts, *, as_at: date, adult_on: date) -> list[CarePeriod]:
    """Periods that began by the as-at day, ended by the 18th birthday at the latest; overlaps are cut, so nothing counts twice."""
    found: list[CarePeriod] = []
    for period in sorted(facts.periods, key=lambda p: p.started_on):
        start, end = period.started_on, period.ended_on
        if found:
            before = found[-1].ended_on
            if before is None:
                break
            start = max(start, before)
        if end is not None and end > as_at:
            end = None
        if end is None and adult_on <= as_at or end is not None and end > adult_on:
            end = adult_on
        if start > as_at or start >= adult_on or (end is not None and end <= start):
            continue
        found.append(CarePeriod(start, end, period.end_reason))
    return found


def _covering(spans: Iterable[LegalSpan | PlacementSpan], day: date) -> str:
    """The code that runs on a day; of several the one that started last."""
    running = [s for s in spans if s.started_on <= day and (s.ended_on is None or s.ended_on > day)]
    return max(running, key=lambda s: s.started_on).code if running else ""


def _lasting(placements: Iterable[PlacementSpan]) -> list[PlacementSpan]:
    """Placements with temporary ones (T-codes) replaced by the placement they interrupt (RC-10)."""
    found: list[PlacementSpan] = []
    for span in sorted(placements, key=lambda p: p.started_on):
        if span.code in TEMPORARY_PLACEMENTS and found:
            found[-1] = replace(found[-1], ended_on=span.ended_on)
        else:
            found.append(span)
    return found


def segments(facts: ChildFacts, period: CarePeriod, *, as_at: date) -> list[Segment]:
    """The period cut where the clock changes: short breaks (RC-6), placement for adoption (RC-7b), else CPR."""
    legal = [s for s in facts.legal if s.started_on <= as_at]
    placements = [s for s in _lasting(facts.placements) if s.started_on <= as_at]
    if not any(s.code in SHORT_BREAK_STATUSES for s in legal) and not any(
        s.code in ADOPTIVE_PLACEMENTS for s in placements
    ):
        return [Segment(period.started_on, period.ended_on, Clock.CPR, None)]
    days = {period.started_on}
    for span in (*legal, *placements):
        for day in (span.started_on, span.ended_on):
            ends_in_time = day is not None and (period.ended_on is None or day < period.ended_on)
            if day is not None and ends_in_time and period.started_on < day <= as_at:
                days.add(day)
    found: list[Segment] = []
    for day in sorted(days):
        if _covering(placements, day) in ADOPTIVE_PLACEMENTS:
            clock = Clock.ADOPTION_PLACED
        elif _covering(legal, day) in SHORT_BREAK_STATUSES:
            clock = Clock.SHORT_BREAKS
        else:
            clock = Clock.CPR
        if found and found[-1].clock == clock:
            continue
        if found:
            found[-1] = replace(found[-1], end=day)
        found.append(Segment(day, period.ended_on, clock, found[-1].clock if found else None))
    return found


class _PeriodReplay:
    """Walks one period of care: segment by segment, review by review."""

    def __init__(
        self, facts: ChildFacts, period: CarePeriod, held: list[Held], *, adult_on: date, as_at: date,
        calendar: WorkingDays, terms: TermsInForce,
    ) -> None:  # fmt: skip
        self.facts, self.period, self.adult_on, self.as_at = facts, period, adult_on, as_at
        self.calendar, self.terms = calendar, terms
        self.held = [h for h in held if _within(h.on, period)]
        self.cycles: list[ReviewCycle] = []
        self.any_known = False  # an earlier review of the period is known
        self.number: int | None = None  # number of the last review held, where known

    def run(self) -> list[ReviewCycle]:
        for segment in segments(self.facts, self.period, as_at=self.as_at):
            self._segment(segment)
        return self.cycles

    def _segment(self, segment: Segment) -> None:
        last = segment.end is None or segment.end == self.period.ended_on
        held = [
            h for h in self.held
            if segment.start <= h.on and (segment.end is None or h.on < segment.end or (last and h.on == segment.end))
        ]  # fmt: skip
        due, opened, index = self._opening(segment), segment.start, 0
        orders = self._orders(segment) if segment.clock == Clock.CPR else []
        for review in [*held, None]:
            until = review.on if review else segment.end
            for order in [o for o in orders if opened <= o and (until is None or o < until)]:
                earlier = self._authorised(due, order)
                if earlier is None:
                    continue
                if order == opened:
                    due = earlier
                else:
                    self._close(opened, order, due, None, words.OVERTAKEN_BY_ORDER)
                    due, opened = earlier, order
            if review is None:
                self._close(opened, segment.end, due, None, self._why_ended(segment))
                break
            self._close(opened, review.on, due, review, "")
            index += 1
            self.any_known, self.number = True, due.number
            due, opened = self._after(segment, review.on, due, index), review.on

    def _orders(self, segment: Segment) -> list[date]:
        """Days on which a placement order began inside the segment (RC-7a)."""
        return sorted(
            max(s.started_on, segment.start)
            for s in self.facts.legal
            if s.code == PLACEMENT_ORDER and s.started_on <= self.as_at
            and (segment.end is None or s.started_on < segment.end) and (s.ended_on is None or s.ended_on > segment.start)
        )  # fmt: skip

    def _authorised(self, due: Due, order: date) -> Due | None:
        """The earlier date that a placement order sets, if it does (RC-7a)."""
        months = self.terms.on(order).authorised_first_months
        limit = add_months(order, months)
        if due.on is None or due.on <= limit or due.rule == "RC-7a":
            return None
        return Due(limit, "RC-7a", words.authorised(months, order), due.number, Clock.ADOPTION_AUTHORISED)

    def _opening(self, segment: Segment) -> Due:
        """What is due first in a segment."""
        known_from, start, terms = self.facts.known_from, segment.start, self.terms.on(segment.start)
        number = None if self.any_known and self.number is None else (self.number or 0) + 1
        if segment.clock != Clock.ADOPTION_PLACED and segment.after != Clock.ADOPTION_PLACED:
            number = 1  # RC-1, RC-6: a clock of its own
        if known_from is not None and start < known_from and not self.any_known:
            return Due(
                None,
                words.RULE[segment.clock],
                words.not_known(start, known_from),
                None,
                segment.clock,
                flags=("number_not_known",),
            )
        if segment.clock == Clock.ADOPTION_PLACED:
            weeks = terms.adoption_first_weeks
            return Due(
                add_weeks(start, weeks), "RC-7b", words.placed_first(weeks, start), number, segment.clock
            )
        if segment.clock == Clock.SHORT_BREAKS:
            months = terms.short_break_first_months
            return Due(
                add_months(start, months),
                "RC-6",
                words.short_break_first(months, start),
                number,
                segment.clock,
            )
        if segment.after == Clock.ADOPTION_PLACED:
            days, rule, flags = terms.after_disruption_wd, "RC-7", ("after_disruption",)
            reason = words.after_disruption(days, start)
        else:
            days, rule, flags = terms.first_review_wd, "RC-1", ()
            again = any(p.started_on < self.period.started_on for p in self.facts.periods)
            if again and segment.after is None:
                rule = "RC-8"
            reason = words.first(
                days, start, again=rule == "RC-8", after_breaks=segment.after == Clock.SHORT_BREAKS
            )
        try:
            return Due(self.calendar.add(start, days), rule, reason, number, segment.clock, flags=flags)
        except CalendarExhausted as missing:
            return Due(
                None, rule, words.no_calendar(missing.day), number, segment.clock, flags=("calendar_missing",)
            )

    def _after(self, segment: Segment, held_on: date, due: Due, index: int) -> Due:
        """What is due after a review: always from the day it was held, never from the day it was due (RC-2, RC-3, RC-4)."""
        terms = self.terms.on(held_on)
        number = None if due.number is None else due.number + 1
        flags: tuple[str, ...] = ("number_not_known",) if number is None else ()
        assumed = due.on is None  # what came before is not known, so this may have been the first review
        target = None
        if segment.clock == Clock.ADOPTION_PLACED:
            second = index == 1 and not ("number_not_known" in due.flags and due.on is None)
            months = terms.adoption_second_months if second else terms.adoption_later_months
            rule = "RC-7b"
        elif segment.clock == Clock.SHORT_BREAKS:
            months, rule = terms.short_break_later_months, "RC-6"
        elif due.number == 1:
            months, rule = terms.second_review_months, "RC-2"
        else:
            months, rule = terms.later_review_months, "RC-3"
            if due.number == 2 and due.on and held_on < due.on and terms.early_second_review == "keep_target":
                target = due.on
        return Due(
            add_months(held_on, months), rule, words.after(months, held_on, segment.clock.value, assumed=assumed), number,
            segment.clock, assumed=assumed, target=target, flags=flags,
        )  # fmt: skip

    def _why_ended(self, segment: Segment) -> str:
        if segment.end is None:
            return ""
        if segment.end == self.period.ended_on:
            return (
                words.turned_18(segment.end) if segment.end == self.adult_on else words.left_care(segment.end)
            )
        following = _covering(_lasting(self.facts.placements), segment.end)
        if following in ADOPTIVE_PLACEMENTS:
            return words.placed_for_adoption(segment.end)
        return words.clock_changed(segment.end)

    def _close(self, opened: date, closed: date | None, due: Due, review: Held | None, why: str) -> None:
        """Write one turn."""
        state, void, late = self._state(closed, due, review, why)
        flags = due.flags
        if due.on and COVID[0] <= due.on <= COVID[1]:
            flags += ("covid_period",)
        self.cycles.append(
            ReviewCycle(
                period_start=self.period.started_on,
                clock=due.clock,
                sequence=0,
                number=due.number,
                opened_on=opened,
                closed_on=closed,
                due_on=due.on,
                last_working_day=self._working_day(due.on),
                internal_target_on=due.target,
                rule=due.rule,
                reason=due.reason,
                held_on=review.on if review else None,
                review_key=review.key if review else None,
                working_days_late=late,
                state=state,
                void_reason=void,
                assumed=due.assumed,
                flags=flags,
            )
        )

    def _state(
        self, closed: date | None, due: Due, review: Held | None, why: str
    ) -> tuple[State, str, int | None]:
        if due.on is None:
            return State.NOT_KNOWN, "", None
        if review:
            if review.on <= due.on:
                return State.MET, "", None
            return State.LATE, "", self._working_days_late(due.on, review.on)
        if closed is not None:
            return (State.MISSED, "", None) if due.on < closed else (State.VOID, why, None)
        if due.on >= self.adult_on:
            return State.VOID, words.turned_18(self.adult_on), None
        return (State.OVERDUE, "", None) if due.on < self.as_at else (State.OPEN, "", None)

    def _working_days_late(self, due_on: date, held_on: date) -> int | None:
        try:
            return self.calendar.between(due_on, held_on)
        except CalendarExhausted:
            return None

    def _working_day(self, day: date | None) -> date | None:
        try:
            return self.calendar.last_on_or_before(day) if day else None
        except CalendarExhausted:
            return None
