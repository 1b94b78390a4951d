"""The review clock: a replay of a child's care history into the reviews the law required, one turn after the other.

Care Planning, Placement and Case Review (England) Regulations 2010 (CPR) reg 33 and 48; Adoption Agencies Regulations 2005
(AAR) reg 36. Nothing here knows a booked date: what is due follows from facts alone.
"""

from collections.abc import Sequence
from datetime import date

from statute import clock_rules as rules
from statute import clock_words as words
from statute.clock_facts import (
    CarePeriod,
    ChildFacts,
    Clock,
    LegalSpan,
    PlacementSpan,
    ReviewCycle,
    ReviewFact,
    State,
)
from statute.clock_history import (
    Held,
    Segment,
    care_periods,
    counted_on,
    held_reviews,
    placement_orders,
    segments,
    share_out,
)
from statute.clock_rules import Due
from statute.terms import TermsInForce
from statute.working_days import CalendarExhausted, WorkingDays, birthday

__all__ = [
    "CarePeriod",
    "ChildFacts",
    "Clock",
    "Held",
    "LegalSpan",
    "PlacementSpan",
    "ReviewCycle",
    "ReviewFact",
    "Segment",
    "State",
    "counted_on",
    "replay",
    "segments",
]

COVID = (date(2020, 4, 24), date(2020, 9, 24))  # RC-15


def replay(
    facts: ChildFacts, *, as_at: date, calendar: WorkingDays, terms: TermsInForce
) -> list[ReviewCycle]:
    """The turns of a child's clock as they stand at the end of a day. Facts after it are ignored, so the past never changes."""
    adult_on = birthday(facts.born_on, 18)
    periods = care_periods(facts, as_at=as_at, adult_on=adult_on)
    held = held_reviews(facts, as_at=as_at, calendar=calendar, terms=terms)
    cycles: list[ReviewCycle] = []
    for period, share in zip(periods, share_out(held, periods, adult_on=adult_on), strict=True):
        walk = _PeriodReplay(
            facts, period, share, cycles, adult_on=adult_on, as_at=as_at, calendar=calendar, terms=terms
        )
        walk.run()
    return cycles


class _PeriodReplay:
    """Walks one period of care: segment by segment, review by review."""

    def __init__(
        self,
        facts: ChildFacts,
        period: CarePeriod,
        held: Sequence[Held],
        cycles: list[ReviewCycle],
        *,
        adult_on: date,
        as_at: date,
        calendar: WorkingDays,
        terms: TermsInForce,
    ) -> None:
        self.facts, self.period, self.held, self.cycles = facts, period, held, cycles
        self.adult_on, self.as_at, self.calendar, self.terms = adult_on, as_at, calendar, terms
        self.any_known = False  # an earlier review of the period is known
        self.cpr_number: int | None = 0  # number of the last review under CPR; None: not known

    def run(self) -> None:
        """Append every turn of the period."""
        parts = segments(self.facts, self.period, as_at=self.as_at, terms=self.terms)
        orders = placement_orders(self.facts, as_at=self.as_at)
        for at, segment in enumerate(parts):
            following = parts[at + 1].clock if at + 1 < len(parts) else None
            self._segment(
                segment, orders if segment.clock == Clock.CPR else [], self._why_ended(segment, following)
            )

    def _segment(self, segment: Segment, orders: Sequence[tuple[date, date | None]], why_ended: str) -> None:
        """Every turn of one segment. `due` is what runs; `base` is what would run without a placement order."""
        last = segment.end is None or segment.end == self.period.ended_on
        held = [
            h
            for h in self.held
            if segment.start <= h.on
            and (segment.end is None or h.on < segment.end or (last and h.on == segment.end))
        ]
        opened = segment.start
        before: date | None = None  # the review before the next one, in this segment
        base = due = self._opening(segment)
        due = self._under_orders(due, opened, orders)
        for review in [*held, None]:  # pragma: no branch  (None, the last, returns)
            until = review.on if review else segment.end
            for day, begins in _order_days(orders, opened, until) if orders else ():
                wanted = rules.after_order(due, day, terms=self.terms.on(day)) if begins else base
                if wanted.on != due.on:
                    why = words.OVERTAKEN_BY_ORDER if begins else words.ORDER_ENDED
                    self._close(opened, day, due, None, why.format(day=words.day(day)))
                    opened = day
                due = wanted
            if review is None:
                if not (held and opened == segment.end):  # nothing runs after a review on the very last day
                    self._close(opened, segment.end, due, None, why_ended, care_planning_on=base.on)
                return
            due = self._close(opened, review.on, due, review, "")
            self.any_known = True
            if segment.clock == Clock.CPR:
                self.cpr_number = due.number
            terms = self.terms.on(review.on)
            base = due = rules.next_due(segment.clock, review.on, due, before_on=before, terms=terms)
            opened = before = review.on
            if any(start <= opened and (end is None or opened < end) for start, end in orders):
                due = rules.under_order(due, opened, terms=terms)

    def _opening(self, segment: Segment) -> Due:
        """What is due first in a segment, as far as the records reach."""
        known_from, returning = self.facts.known_from, segment.after == Clock.ADOPTION_PLACED
        if known_from is not None and segment.start < known_from and not self.any_known:
            if segment.clock == Clock.CPR:
                self.cpr_number = None
            return rules.not_known(segment, known_from=known_from)
        number: int | None = 1
        if returning:  # the numbers of before go on
            number = None if self.cpr_number is None else self.cpr_number + 1
        again = any(p.started_on < self.period.started_on for p in self.facts.periods)
        return rules.first_due(
            segment, number=number, again=again, calendar=self.calendar, terms=self.terms.on(segment.start)
        )

    def _under_orders(self, due: Due, opened: date, orders: Sequence[tuple[date, date | None]]) -> Due:
        """What is due when a placement order is in force already on the day a segment starts (RC-7a)."""
        for start, end in orders:
            if start <= opened and (end is None or opened < end):
                return rules.after_order(due, opened, terms=self.terms.on(opened))
        return due

    def _why_ended(self, segment: Segment, following: Clock | None) -> str:
        end = segment.end
        if end is None:
            return ""
        if following is None:
            reason = self.period.end_reason
            return words.turned_18(end) if end == self.adult_on else words.left_care(end, reason)
        if following == Clock.ADOPTION_PLACED:
            return words.placed_for_adoption(end)
        return words.came_back(end) if segment.clock == Clock.ADOPTION_PLACED else words.clock_changed(end)

    def _close(
        self,
        opened: date,
        closed: date | None,
        due: Due,
        review: Held | None,
        why: str,
        care_planning_on: date | None = None,
    ) -> Due:
        """Write one turn and hand back what it was judged by; `closed` None: it still runs.

        A placement order's own date (RC-7a) binds "until placed": when the child was placed before the care-planning
        date came, the turn is void; when that had passed too, it was missed.
        """
        due = self._as_far_as_known(due, opened, closed or self.as_at)
        spared = due.clock == Clock.ADOPTION_AUTHORISED and closed != self.period.ended_on
        limit = max(due.on, care_planning_on) if spared and due.on and care_planning_on else due.on
        state, void, late = self._state(closed, due, review, why, limit)
        flags = due.flags
        if any(day and COVID[0] <= day <= COVID[1] for day in (due.on, review and review.on)):
            flags += ("covid_period",)
        self.cycles.append(
            ReviewCycle(
                period_start=self.period.started_on,
                clock=due.clock,
                sequence=len(self.cycles) + 1,
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
        return due

    def _as_far_as_known(self, due: Due, opened: date, until: date) -> Due:
        """A review due before the known-from day may have been held without being in the records: then nothing is known of the next.

        So it is when a year's return is missing: the last review before it does not say when the first one after it was due.
        """
        known_from = self.facts.known_from
        if known_from is None or due.on is None or not (opened < known_from <= until and due.on < known_from):
            return due
        reason = words.may_have_been_held(due.on, known_from)
        return Due(None, due.rule, reason, None, due.clock, flags=("number_not_known",))

    def _state(
        self, closed: date | None, due: Due, review: Held | None, why: str, limit: date | None
    ) -> tuple[State, str, int | None]:
        """How a turn stands, why it is void, and by how many working days a review was late.

        `limit` is the day after which a turn that ended without a review counts as missed.
        """
        if due.on is None or limit is None:
            return State.NOT_KNOWN, "", None
        if review:
            if review.on <= due.on:
                return State.MET, "", None
            return State.LATE, "", self._working_days_late(due.on, review.on)
        if closed is not None:
            return (State.MISSED, "", None) if limit < closed else (State.VOID, why, None)
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


def _order_days(
    orders: Sequence[tuple[date, date | None]], opened: date, until: date | None
) -> list[tuple[date, bool]]:
    """Days inside a turn on which a placement order begins (True) or ends (False), in order."""
    days = [(start, True) for start, _ in orders] + [(end, False) for _, end in orders if end is not None]
    return sorted((day, begins) for day, begins in days if opened < day and (until is None or day < until))
