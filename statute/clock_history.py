"""A child's care history as the clock reads it: what was known at the end of a day."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple, TypeVar

from statute.clock_facts import CarePeriod, ChildFacts, LegalSpan, PlacementSpan, ReviewFact
from statute.terms import Terms, TermsInForce
from statute.working_days import CalendarExhausted, WorkingDays

Span = TypeVar("Span", LegalSpan, PlacementSpan)

SINGLE_BREAKS, AGREED_BREAKS = "V3", "V4"
SHORT_BREAK_STATUSES = frozenset({SINGLE_BREAKS, AGREED_BREAKS})
PLACEMENT_ORDER = "E1"
ADOPTIVE_PLACEMENTS = frozenset({"A3", "A4", "A5", "A6"})
TEMPORARY_PLACEMENTS = frozenset({"T0", "T1", "T2", "T3", "T4"})


class Held(NamedTuple):
    """A review that counts, on the date that counts."""

    on: date
    key: Hashable


@dataclass(frozen=True, slots=True)
class Adjourned:
    """A review that was adjourned and still has time to be completed (RC-13)."""

    started_on: date
    complete_by: date


@dataclass(frozen=True, slots=True)
class Order:
    """A time in which the agency had authority to place for adoption, [started_on, ended_on) (RC-7a)."""

    started_on: date
    ended_on: date | None

    def runs_on(self, day: date) -> bool:
        return self.started_on <= day and (self.ended_on is None or day < self.ended_on)


def counted_on(review: ReviewFact, *, calendar: WorkingDays, terms: Terms) -> date | None:
    """The date of a review that the return gives and the law tests (RC-13); None while it is not complete.

    The first meeting's date, provided that the review was completed within the time for an adjournment, else
    the last meeting's; always the last meeting's where the council chose `completed_on`.
    """
    done = review.completed_on
    if done is None or done <= review.started_on:
        return None if done is None else review.started_on
    if terms.review_date_basis == "completed_on":
        return done
    return review.started_on if done <= calendar.add(review.started_on, terms.adjourn_wd) else done


def held_reviews(facts: ChildFacts, *, as_at: date, calendar: WorkingDays, terms: TermsInForce) -> list[Held]:
    """Reviews completed by the as-at day in order of the date that counts; of two on one day the first given
    (REV-4).
    """
    by_day: dict[date, Held] = {}
    for review in facts.reviews:
        done = review.completed_on
        if done is None or done > as_at or review.started_on > as_at:
            continue
        on = counted_on(review, calendar=calendar, terms=terms.on(review.started_on))
        if on is not None and on not in by_day:
            by_day[on] = Held(on, review.key)
    return [by_day[on] for on in sorted(by_day)]


def adjourned_review(
    facts: ChildFacts, *, as_at: date, calendar: WorkingDays, terms: TermsInForce
) -> Adjourned | None:
    """The review that stands adjourned on the as-at day with time left to complete it (RC-13).

    None where the council counts the last meeting's date: then an adjournment stops nothing.
    """
    begun = [
        r
        for r in facts.reviews
        if r.adjourned and r.started_on <= as_at and (r.completed_on is None or r.completed_on > as_at)
    ]
    if not begun:
        return None
    review = max(begun, key=lambda r: r.started_on)
    in_force = terms.on(review.started_on)
    try:
        last = calendar.add(review.started_on, in_force.adjourn_wd)
    except CalendarExhausted:
        return None
    if as_at > last or in_force.review_date_basis == "completed_on":
        return None
    return Adjourned(review.started_on, last)


def care_periods(facts: ChildFacts, *, as_at: date, adult_on: date) -> list[CarePeriod]:
    """Periods that began by the as-at day, ended by the 18th birthday at the latest (RC-12).

    Overlaps are cut, so that nothing counts twice.
    """
    found: list[CarePeriod] = []
    for period in sorted(facts.periods, key=lambda p: p.started_on):
        start = period.started_on
        if found:
            before = found[-1].ended_on
            if before is None:
                break
            start = max(start, before)
        end = _known_end(period.ended_on, as_at=as_at, adult_on=adult_on)
        if start <= as_at and start < adult_on and (end is None or end > start):
            is_whole = (start, end) == (period.started_on, period.ended_on)
            found.append(period if is_whole else replace(period, started_on=start, ended_on=end))
    return found


def _known_end(ended_on: date | None, *, as_at: date, adult_on: date) -> date | None:
    end = None if ended_on is None or ended_on > as_at else ended_on
    if adult_on <= as_at and (end is None or end > adult_on):
        return adult_on
    return end


def placement_orders(facts: ChildFacts, *, as_at: date) -> list[Order]:
    """Times in which a placement order was in force, touching ones joined: the agency has authority from the
    first (RC-7a).
    """
    spans = [s for s in facts.legal if s.code == PLACEMENT_ORDER and s.started_on <= as_at]
    found: list[Order] = []
    for span in sorted(spans, key=lambda s: s.started_on):
        end = None if span.ended_on is None or span.ended_on > as_at else span.ended_on
        order = Order(span.started_on, end)
        found[-1:] = _joined(found[-1], order) if found else [order]
    return found


def _joined(first: Order, second: Order) -> list[Order]:
    """Two orders in order of start, as one where they touch."""
    if first.ended_on is None:
        return [first]
    if second.started_on > first.ended_on:
        return [first, second]
    end = None if second.ended_on is None else max(first.ended_on, second.ended_on)
    return [Order(first.started_on, end)]


def lasting_placements(placements: Iterable[PlacementSpan], *, as_at: date) -> list[PlacementSpan]:
    """Placements known at the as-at day, temporary ones (T-codes) replaced by the placement they interrupt
    (RC-10). Who comes back from one to the same placement comes back to the same carers.
    """
    found: list[PlacementSpan] = []
    is_away = False
    for span in sorted((p for p in placements if p.started_on <= as_at), key=lambda p: p.started_on):
        was_away, is_away = is_away, bool(found) and _interrupts(found[-1], span)
        if is_away:
            found[-1] = replace(found[-1], ended_on=_later(found[-1].ended_on, span.ended_on))
        else:
            is_back = was_away and span.code == found[-1].code
            found.append(replace(span, with_others=False) if is_back else span)
    return found


def _interrupts(before: PlacementSpan, span: PlacementSpan) -> bool:
    """Whether a placement is a temporary one out of the one before."""
    return span.code in TEMPORARY_PLACEMENTS and span.started_on <= (before.ended_on or date.max)


def _later(one: date | None, two: date | None) -> date | None:
    """The later of two last days; None where either is open."""
    return max(one, two) if one and two else None


def covering(spans: Sequence[Span], day: date) -> Span | None:
    """The span that runs on a day; of several the one that started last."""
    running = [s for s in spans if s.started_on <= day and (s.ended_on is None or s.ended_on > day)]
    return max(running, key=lambda s: s.started_on, default=None)
