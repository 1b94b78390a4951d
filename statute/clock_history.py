"""A child's care history as the clock reads it: what was known at the end of a day, cut into stretches under one clock each."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from statute.clock_facts import CarePeriod, ChildFacts, Clock, LegalSpan, PlacementSpan, ReviewFact
from statute.terms import STATUTORY, Terms, TermsInForce
from statute.working_days import WorkingDays

Span = TypeVar("Span", LegalSpan, PlacementSpan)

SINGLE_BREAKS, AGREED_BREAKS = "V3", "V4"
SHORT_BREAK_STATUSES = frozenset({SINGLE_BREAKS, AGREED_BREAKS})
PLACEMENT_ORDER = "E1"
ADOPTIVE_PLACEMENTS = frozenset({"A3", "A4", "A5", "A6"})
TEMPORARY_PLACEMENTS = frozenset({"T0", "T1", "T2", "T3", "T4"})


@dataclass(frozen=True, slots=True)
class Held:
    """A review that counts, on the date that counts."""

    on: date
    key: Hashable


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a period under one clock, [start, end)."""

    start: date
    end: date | None
    clock: Clock
    after: Clock | None = None  # the clock before it in the same period
    flags: tuple[str, ...] = ()


def counted_on(review: ReviewFact, *, calendar: WorkingDays, terms: Terms) -> date | None:
    """The date of a review that the return gives and the law tests (RC-13); None while it is not complete.

    The first meeting's date, provided that the review was completed within the time for an adjournment, else the last
    meeting's; always the last meeting's where the council chose `completed_on`.
    """
    done = review.completed_on
    if done is None or done <= review.started_on:
        return None if done is None else review.started_on
    if terms.review_date_basis == "completed_on":
        return done
    return review.started_on if done <= calendar.add(review.started_on, terms.adjourn_wd) else done


def held_reviews(facts: ChildFacts, *, as_at: date, calendar: WorkingDays, terms: TermsInForce) -> list[Held]:
    """Reviews completed by the as-at day in order of the date that counts; of two on one day the first given (REV-4)."""
    by_day: dict[date, Held] = {}
    for review in facts.reviews:
        done = review.completed_on
        if done is None or done > as_at or review.started_on > as_at:
            continue
        on = counted_on(review, calendar=calendar, terms=terms.on(review.started_on))
        if on is not None and on not in by_day:
            by_day[on] = Held(on, review.key)
    return [by_day[on] for on in sorted(by_day)]


def care_periods(facts: ChildFacts, *, as_at: date, adult_on: date) -> list[CarePeriod]:
    """Periods that began by the as-at day, ended by the 18th birthday at the latest (RC-12); overlaps are cut, so nothing counts twice."""
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
        if adult_on <= as_at and (end is None or end > adult_on):
            end = adult_on
        if start > as_at or start >= adult_on or (end is not None and end <= start):
            continue
        found.append(CarePeriod(start, end, period.end_reason))
    return found


def share_out(held: Sequence[Held], periods: Sequence[CarePeriod], *, adult_on: date) -> list[list[Held]]:
    """The reviews of each period, its first and its last day included; a day that two periods share belongs to the later.

    Reviews outside every period and on or after the 18th birthday are in none (REV-1, REV-2, REV-5).
    """
    shares: list[list[Held]] = [[] for _ in periods]
    at = 0
    for review in held:
        if review.on >= adult_on:
            break
        while at + 1 < len(periods) and periods[at + 1].started_on <= review.on:
            at += 1
        if periods and within(review.on, periods[at]):
            shares[at].append(review)
    return shares


def within(day: date, period: CarePeriod) -> bool:
    """Whether a review on that day lies in the period; the day on which it ends still counts."""
    return period.started_on <= day and (period.ended_on is None or day <= period.ended_on)


def placement_orders(facts: ChildFacts, *, as_at: date) -> list[tuple[date, date | None]]:
    """Times in which a placement order was in force, touching ones joined: the agency has authority from the first (RC-7a)."""
    found: list[tuple[date, date | None]] = []
    spans = [s for s in facts.legal if s.code == PLACEMENT_ORDER and s.started_on <= as_at]
    for span in sorted(spans, key=lambda s: s.started_on):
        end = None if span.ended_on is None or span.ended_on > as_at else span.ended_on
        if found:
            start, before = found[-1]
            if before is None:
                break
            if span.started_on <= before:
                found[-1] = (start, None if end is None else max(before, end))
                continue
        found.append((span.started_on, end))
    return found


def lasting_placements(placements: Iterable[PlacementSpan], *, as_at: date) -> list[PlacementSpan]:
    """Placements known at the as-at day, temporary ones (T-codes) replaced by the placement they interrupt (RC-10)."""
    found: list[PlacementSpan] = []
    for span in sorted((p for p in placements if p.started_on <= as_at), key=lambda p: p.started_on):
        before = found[-1].ended_on if found else None
        if found and span.code in TEMPORARY_PLACEMENTS and (before is None or span.started_on <= before):
            if before is not None and (span.ended_on is None or span.ended_on > before):
                found[-1] = replace(found[-1], ended_on=span.ended_on)
        else:
            found.append(span)
    return found


def is_short_break(span: LegalSpan, *, as_at: date, most_days: int = STATUTORY.short_break_max_days) -> bool:
    """Whether regulation 48 can apply to a stretch of V3 or V4: a single break that lasted longer has the full clock (RC-6)."""
    if span.code != SINGLE_BREAKS or span.ended_on is None or span.ended_on > as_at:
        return span.code in SHORT_BREAK_STATUSES
    return (span.ended_on - span.started_on).days <= most_days


def segments(
    facts: ChildFacts, period: CarePeriod, *, as_at: date, terms: TermsInForce | None = None
) -> list[Segment]:
    """The period cut where the clock changes: short breaks (RC-6), placement for adoption (RC-7b), else CPR."""
    if not any(s.code in SHORT_BREAK_STATUSES for s in facts.legal) and not any(
        p.code in ADOPTIVE_PLACEMENTS for p in facts.placements
    ):
        return [Segment(period.started_on, period.ended_on, Clock.CPR)]
    legal = [s for s in facts.legal if s.started_on <= as_at]
    placements = lasting_placements(facts.placements, as_at=as_at)
    in_force = terms or TermsInForce()
    days = {period.started_on}
    for span in (*legal, *placements):
        for day in (span.started_on, span.ended_on):
            if day is not None and period.started_on < day <= as_at:
                days.add(day)
    found: list[Segment] = []
    for day in sorted(d for d in days if period.ended_on is None or d < period.ended_on):
        status, placement = covering(legal, day), covering(placements, day)
        flags: tuple[str, ...] = ()
        if placement is not None and placement.code in ADOPTIVE_PLACEMENTS:
            clock = Clock.ADOPTION_PLACED
        elif status is None or status.code not in SHORT_BREAK_STATUSES:
            clock = Clock.CPR
        elif is_short_break(status, as_at=as_at, most_days=in_force.on(day).short_break_max_days):
            clock = Clock.SHORT_BREAKS
        else:
            clock, flags = Clock.CPR, ("not_short_breaks",)
        if found and found[-1].clock == clock:
            continue
        if found:
            found[-1] = replace(found[-1], end=day)
        found.append(Segment(day, period.ended_on, clock, found[-1].clock if found else None, flags))
    return found


def covering(spans: Iterable[Span], day: date) -> Span | None:
    """The span that runs on a day; of several the one that started last."""
    running = [s for s in spans if s.started_on <= day and (s.ended_on is None or s.ended_on > day)]
    return max(running, key=lambda s: s.started_on, default=None)
