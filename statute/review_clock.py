"""The review clock: a replay of a child's care history into the reviews the law required, one turn after the
other.

Care Planning, Placement and Case Review (England) Regulations 2010 (CPR) reg 33 and 48; Adoption Agencies
Regulations 2005 (AAR) reg 36. Nothing here knows a booked date: what is due follows from facts alone.

The law is read in this order: `clock_segments` says which regulation held when, `clock_rules` what it asks
for, `clock_states` how a turn stands. Here they are walked through.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from statute import clock_rules as rules
from statute import clock_words as words
from statute.clock_facts import ChildFacts, Clock, Kind, ReviewCycle
from statute.clock_history import Held, Order, adjourned_review, held_reviews, placement_orders
from statute.clock_rules import Due, Number
from statute.clock_segments import Segment, segments, share_out
from statute.clock_states import Standing, Turn
from statute.terms import TermsInForce
from statute.working_days import CalendarExhausted, WorkingDays, birthday

DAY = timedelta(days=1)
COVID = (date(2020, 4, 24), date(2020, 9, 24))  # RC-15


def replay(
    facts: ChildFacts, *, as_at: date, calendar: WorkingDays, terms: TermsInForce
) -> list[ReviewCycle]:
    """The turns of a child's clock as they stand at the end of a day.

    Facts after it are ignored, so the past never changes.
    """
    adult_on = birthday(facts.born_on, 18)
    parts = segments(facts, as_at=as_at, adult_on=adult_on, terms=terms)
    held = held_reviews(facts, as_at=as_at, calendar=calendar, terms=terms)
    shares = share_out(held, parts, adult_on=adult_on)
    adjourned = adjourned_review(facts, as_at=as_at, calendar=calendar, terms=terms)
    standing = Standing(facts, as_at, adult_on, adjourned)
    walk = _Walk(facts, standing, placement_orders(facts, as_at=as_at), calendar, terms)
    following = [*parts[1:], None][: len(parts)]
    for segment, share, after in zip(parts, shares, following, strict=True):
        walk.through(segment, share, after)
    return walk.cycles


class _Event(NamedTuple):
    """Something that happens within a segment: a review is held, or a placement order begins or ends."""

    on: date
    review: Held | None = None
    begins: bool = False


class _Walk:
    """Goes through a child's segments in order and writes down every turn.

    `due` is what runs; `base` is what would run without a placement order.
    """

    def __init__(
        self,
        facts: ChildFacts,
        standing: Standing,
        orders: Sequence[Order],
        calendar: WorkingDays,
        terms: TermsInForce,
    ) -> None:
        self.facts, self.standing, self.orders = facts, standing, orders
        self.calendar, self.terms = calendar, terms
        self.cycles: list[ReviewCycle] = []
        self._enter_period()

    def _enter_period(self) -> None:
        self.last_review: date | None = None  # of the period
        self.cpr_number = Number(0)  # of the last review under CPR

    def through(self, segment: Segment, held: Sequence[Held], following: Segment | None) -> None:
        """Every turn of one segment."""
        if segment.after is None:
            self._enter_period()
        self.segment = segment
        self.opened = segment.start
        self.before: date | None = None  # the review before the next one, in this segment
        self.base = self.due = self._opening()
        if self._authorised(segment.start):
            terms = self.terms.on(segment.start)
            self.due = rules.after_order(self.due, segment.start, terms=terms)
        for event in self._events(held):
            if event.review:
                self._review(event.review)
            elif event.on > self.opened:
                self._order(event.on, event.begins)
        if not (held and self.opened == segment.end):  # nothing runs after a review on the very last day
            why = _why_ended(segment, following, self.standing.adult_on)
            self._count_what_may_be(self._close(segment.end, why=why))

    def _events(self, held: Sequence[Held]) -> list[_Event]:
        """What happens after the segment's first day, in order; a review comes before an order of the same
        day.
        """
        found = [_Event(review.on, review) for review in held]
        if self.orders and self.segment.clock == Clock.CPR:
            start, end = self.segment.start, self.segment.end or date.max
            for order in self.orders:
                days = [(order.started_on, True), (order.ended_on or date.max, False)]
                found += [_Event(day, None, begins) for day, begins in days if start < day < end]
            found.sort(key=lambda e: (e.on, e.review is None, e.begins))
        return found  # without an order they come as the reviews do

    def _count_what_may_be(self, left: Due) -> None:
        """A review that nobody knows of may have been held under care planning in the turn with which a
        segment ends: then the number that goes on after a placement for adoption is not exact (RC-7).
        """
        if self.segment.clock != Clock.CPR:
            return
        end = self.segment.end or self.standing.as_at
        if not left.number.is_exact or self.standing.is_untold_within(self.opened, end):
            self.cpr_number = replace(self.cpr_number, is_exact=False)

    def _authorised(self, day: date) -> bool:
        """Whether a placement order is in force, so that AAR reg 36(1) asks for reviews beside CPR."""
        orders = self.orders if self.segment.clock == Clock.CPR else ()
        return bool(orders) and any(order.runs_on(day) for order in orders)

    def _opening(self) -> Due:
        """What is due first in a segment, as far as the records reach."""
        segment = self.segment
        known_from, reason = self._known_from(segment)
        terms = self.terms.on(segment.start)
        if known_from is not None and self.last_review is None:
            if segment.clock == Clock.CPR or segment.is_start_unknown:
                self.cpr_number = replace(self.cpr_number, is_exact=False)
            known_from = max(known_from, segment.failed_until or known_from)
            return rules.not_known(segment.clock, reason, rules.SOME, known_from=known_from, terms=terms)
        return rules.first_due(
            segment,
            number=self.cpr_number.next if segment.after == Clock.ADOPTION_PLACED else rules.FIRST,
            last_review=self._last_review_before(segment.start),
            calendar=self.calendar,
            terms=terms,
        )

    def _known_from(self, segment: Segment) -> tuple[date | None, str]:
        """From which day on reviews are known, where one may have been held before it, and why; None where
        they are from the first day of a segment on.
        """
        stretch = self.standing.untold_at(segment.start)
        known_from = stretch[1] if stretch else self.facts.known_from
        if known_from is not None and segment.start < known_from:
            return known_from, words.not_known(segment.start, known_from)
        if segment.is_start_unknown:
            return segment.start, words.already_looked_after(segment.start)
        return None, ""

    def _last_review_before(self, day: date) -> date | None:
        """The last review of the period; none where a later one may have been held that nobody knows of."""
        last = self.last_review
        return None if last and self.standing.is_untold_within(last, day) else last

    def _order(self, day: date, begins: bool) -> None:
        """A placement order begins or ends: another date may be due from now on (RC-7a)."""
        self._cross_untold(day, parts=True)
        if self._is_unsure(day):
            self._part_on_live_day()
        self.due, self.base = self._as_far_as_known(self.due, day), self._as_far_as_known(self.base, day)
        wanted = rules.after_order(self.due, day, terms=self.terms.on(day)) if begins else self.base
        if wanted.by(day).on != self.due.by(day).on:
            why = words.OVERTAKEN_BY_ORDER if begins else words.ORDER_ENDED
            self._close(day, why=why.format(day=words.day(day)))
            self.opened = day
        self.due = wanted

    def _review(self, review: Held) -> None:
        """A review is held: it ends the turn, and the next is due from this day on (RC-4)."""
        clock, on = self.segment.clock, self.due.on
        if on and self.standing.is_untold_between(self.segment, self.due, self.opened, review.on):
            self._part_on(on + DAY, known_from=review.on)
        done = self._close(review.on, review=review)
        if clock == Clock.CPR:
            self.cpr_number = done.number
        terms = self.terms.on(review.on)
        self.base = self.due = rules.next_due(clock, review.on, done, before_on=self.before, terms=terms)
        self.opened = self.before = self.last_review = review.on
        if self._authorised(review.on):
            self.due = rules.under_order(self.due, review.on, terms=terms)

    def _as_far_as_known(self, due: Due, until: date) -> Due:
        """A due date of this turn; not known where the review may have been held in a year whose return is
        missing: the turn goes on into the time of which returns tell, or its day passed before the first. Nor
        where it may have been held in a short break, of which returns need not tell, before other care.
        """
        next_care, segment = self.segment.failed_until or date.max, self.segment
        if due.on and next_care < until and self.standing.is_unreported(segment, self.opened):
            return self._not_known(due, due.on, next_care)
        first, after = self.standing.before_records
        if due.on is None or not (self.opened < after and first <= due.on < after):
            return due
        if until < after and not (due.on < until and self.standing.is_before_all(due.on)):
            return due
        return self._not_known(due, due.on, after)

    def _not_known(self, due: Due, on: date, after: date) -> Due:
        number = replace(due.number, is_exact=False)
        reason = words.may_have_been_held(on, after)
        terms = self.terms.on(self.opened)
        return rules.not_known(due.clock, reason, number, known_from=after, terms=terms)

    def _is_unsure(self, until: date) -> bool:
        """Whether the review of this turn may have been held between the last return and the live day."""
        first, after = self.standing.between_records
        on = self.due.on
        return on is not None and self.opened < after <= until and first <= on < after

    def _cross_untold(self, until: date, *, parts: bool) -> None:
        """Go over each stretch without a return through which the turn runs: another review may have been
        held in it. What was due before it and not held stays so.

        `parts`: the turn ends with a review or an order, so what follows the stretch is a turn of its own.
        Otherwise that begins only once the latest lawful day after the stretch has passed.
        """
        for first, after in self.facts.untold:
            if not self.opened < after <= until:
                continue
            due = self.due.by(first)
            if due.on is None:
                self.due, self.base = self._known_since(self.due, after), self._known_since(self.base, after)
            elif due.on >= after:
                self._run_through(due.on, after, until)
            elif due.on < first or parts or self._is_certain_again(until, after):
                self.due = due
                self._part_on(after, known_from=after)

    def _run_through(self, due_on: date, after: date, until: date) -> None:
        """A review due after the stretch: in time it is in time, but which one it is nobody knows; and
        whether another was due by then, if there was none in time.
        """
        if due_on < until:
            self.due = self._not_known(self.due, due_on, after)
        else:
            number = replace(self.due.number, is_exact=False)
            self.due = self.due._replace(number=number)

    def _known_since(self, due: Due, after: date) -> Due:
        """A date that is not known, where reviews are known again only from this day on."""
        terms = self.terms.on(self.opened)
        return rules.not_known(due.clock, due.reason, due.number, known_from=after, terms=terms)

    def _part_on_live_day(self) -> None:
        _, live = self.standing.between_records
        self._part_on(live, known_from=live)

    def _part_on(self, after: date, *, known_from: date) -> None:
        """End the turn on a day after it was due, and begin one of which it is not known when its review is
        due: on the day the portal became the live record, or, where a review was held earlier, the day after
        the due date. `known_from`: the day from which none is held without being known.

        So what was known of the turn before that day stays known, whatever is recorded later.
        """
        due, base = self.due, self.base
        assert due.on is not None
        self._write(after, due)
        self.due = self._not_known(due, due.on, known_from)
        self.base = self._not_known(base, base.on, known_from) if base.on else base
        self.opened = after

    def _is_certain_again(self, until: date, after: date | None = None) -> bool:
        """Whether the latest lawful day after a review that nobody knows of has passed by a day. `after`: the
        first day of which the records tell again; that of the live record, if none is given.
        """
        after = after or self.standing.between_records[1]
        assert self.due.on is not None
        return self._not_known(self.due, self.due.on, after).by(until).on is not None

    def _close(self, closed: date | None, *, review: Held | None = None, why: str = "") -> Due:
        """Write one turn and hand back what it was judged by; `closed` None: it still runs."""
        until = closed or self.standing.as_at
        self._cross_untold(until, parts=review is not None)
        if self._is_unsure(until) and (review or self._is_certain_again(until)):
            self._part_on_live_day()
        return self._write(closed, self._as_far_as_known(self.due, until).by(until), review=review, why=why)

    def _write(self, closed: date | None, due: Due, *, review: Held | None = None, why: str = "") -> Due:
        turn = Turn(self.segment, due, self.opened, closed, review, why)
        state, void_reason = self.standing.state(turn)
        number = due.number
        kind = Kind.ADOPTION if due.clock == Clock.ADOPTION_PLACED else number.kind
        self.cycles.append(
            ReviewCycle(
                period_start=self.segment.period.started_on,
                clock=due.clock,
                sequence=len(self.cycles) + 1,
                number=number.known,
                kind=kind,
                opened_on=self.opened,
                closed_on=closed,
                due_on=due.on,
                at_latest=due.is_latest,
                last_working_day=self._working_day(due.on),
                internal_target_on=due.target,
                complete_by=self.standing.complete_by(turn),
                rule=due.rule,
                reason=due.reason,
                held_on=review.on if review else None,
                review_key=review.key if review else None,
                working_days_late=self._days_late(due.on, review),
                state=state,
                void_reason=void_reason,
                assumed=due.assumed,
                counts=self.segment.counts_on(review.on if review else self.opened),
                flags=_flags(due, review),
            )
        )
        return due

    def _days_late(self, due_on: date | None, review: Held | None) -> int | None:
        if due_on is None or review is None or review.on <= due_on:
            return None
        try:
            return self.calendar.between(due_on, review.on)
        except CalendarExhausted:
            return None

    def _working_day(self, day: date | None) -> date | None:
        try:
            return self.calendar.last_on_or_before(day) if day else None
        except CalendarExhausted:
            return None


def _flags(due: Due, review: Held | None) -> tuple[str, ...]:
    number = ("number_not_known",) if due.number.kind == Kind.NOT_KNOWN else ()
    is_covid = _in_covid(due.on) or (review is not None and _in_covid(review.on))
    return (*number, *due.flags, *(("covid_period",) if is_covid else ()))


def _in_covid(day: date | None) -> bool:
    return day is not None and COVID[0] <= day <= COVID[1]


def _why_ended(segment: Segment, following: Segment | None, adult_on: date) -> str:
    """Why nothing more was due in a segment that ended."""
    end = segment.end
    if end is None:
        return ""
    if end == adult_on:
        return words.turned_18(end)
    if segment.is_series:
        return words.series_ended(segment.void_from or end)
    if following is None or following.after is None:
        return words.left_care(end, segment.period.end_reason)
    was_placed, is_placed = (s.clock == Clock.ADOPTION_PLACED for s in (segment, following))
    return words.ANOTHER_CLOCK[was_placed, is_placed](end)
