"""A child's life cut into stretches under one clock each: care planning, short breaks (RC-6), placed for
adoption (RC-7b).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from statute.clock_facts import CarePeriod, ChildFacts, Clock, LegalSpan, PlacementSpan
from statute.clock_history import (
    ADOPTIVE_PLACEMENTS,
    AGREED_BREAKS,
    SHORT_BREAK_STATUSES,
    SINGLE_BREAKS,
    Held,
    care_periods,
    covering,
    lasting_placements,
)
from statute.short_breaks import Break, Failed, Series, chains, split
from statute.terms import TermsInForce
from statute.working_days import birthday


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of life under one clock, [start, end).

    A series of short breaks may run over several periods of care.
    """

    start: date
    end: date | None
    clock: Clock
    period: CarePeriod
    after: Clock | None = None
    """The clock before it in the same period of care."""
    again: bool = False
    """The child was looked after before, so this is a return to care (RC-8)."""
    is_series: bool = False
    is_agreed: bool = False
    """An agreement for short breaks is recorded on some of its days: single breaks are not counted."""
    failed: Failed | None = None
    """Why regulation 48 does not apply to the short break with which the segment begins."""
    failed_until: date | None = None
    """The day on which that break ended, where other care followed it at once."""
    void_from: date | None = None
    """What was due on this day or later is void once the segment has ended."""

    @property
    def is_start_unknown(self) -> bool:
        """Whether the child was looked after before its first day, for how long nobody knows."""
        return not self.period.is_start_known and self.start == self.period.started_on

    def counts_on(self, day: date) -> bool:
        """Whether a review of a day, or a turn that opened on it, is in figures: short breaks are in none."""
        if self.clock == Clock.SHORT_BREAKS:
            return False
        return self.failed is None or (self.failed_until is not None and day >= self.failed_until)


def segments(facts: ChildFacts, *, as_at: date, adult_on: date, terms: TermsInForce) -> list[Segment]:
    """The stretches known at the as-at day, in order."""
    periods = care_periods(facts, as_at=as_at, adult_on=adult_on)
    found = [
        replace(piece, again=True) if at else piece
        for at, period in enumerate(periods)
        for piece in _pieces(facts, period, as_at)
    ]
    if not any(piece.is_series for piece in found):
        return found
    return _with_series(found, as_at=as_at, adult_on=adult_on, terms=terms)


def share_out(held: Sequence[Held], parts: Sequence[Segment], *, adult_on: date) -> list[list[Held]]:
    """The reviews of each segment; one on the last day of care is in, a day that two segments share belongs
    to the later.

    Reviews outside every segment and on or after the 18th birthday are in none (REV-1, REV-2, REV-5).
    """
    shares: list[list[Held]] = [[] for _ in parts]
    at = 0
    for review in held:
        if review.on >= adult_on:
            break
        while at + 1 < len(parts) and parts[at + 1].start <= review.on:
            at += 1
        if parts and _takes(parts[at], review.on):
            shares[at].append(review)
    return shares


def _takes(segment: Segment, day: date) -> bool:
    return segment.start <= day and (segment.end is None or day <= segment.end)


def days_of_short_breaks(
    days: Iterable[date], facts: ChildFacts, *, as_at: date, terms: TermsInForce
) -> set[date]:
    """Those of these days on which a review belongs to short breaks (RC-6): the stretch that began last by
    then is one of short breaks. So a day between two breaks is, and so is one after the last, where no clock
    asks for a review any more.
    """
    parts = segments(facts, as_at=as_at, adult_on=birthday(facts.born_on, 18), terms=terms)
    begun = {day: [part for part in parts if part.start <= day] for day in days}
    return {day for day, past in begun.items() if past and not past[-1].counts_on(day)}


def _pieces(facts: ChildFacts, period: CarePeriod, as_at: date) -> list[Segment]:
    """One period of care cut where its clock changes."""
    legal = [s for s in facts.legal if s.started_on <= as_at]
    placements = lasting_placements(facts.placements, as_at=as_at)
    days = {period.started_on}
    if _may_change_clock(facts):
        days |= set(_changes_within(period, [*legal, *placements], as_at))
    found: list[Segment] = []
    for day in sorted(days):
        status, placement = _code(covering(legal, day)), _code(covering(placements, day))
        clock = _clock(status, placement)
        before = found[-1] if found else None
        if before is None:
            found.append(_segment(day, period, clock, status))
        elif before.clock == clock == Clock.SHORT_BREAKS:
            found[-1] = _recorded_otherwise(before, status)
        elif before.clock != clock or _placed_again(clock, placements, day):
            found[-1] = replace(before, end=day)
            found.append(_segment(day, period, clock, status, before.clock))
    return found


def _segment(day: date, period: CarePeriod, clock: Clock, status: str, after: Clock | None = None) -> Segment:
    of_breaks = clock == Clock.SHORT_BREAKS
    is_series, is_agreed = of_breaks and status == SINGLE_BREAKS, of_breaks and status == AGREED_BREAKS
    return Segment(day, period.ended_on, clock, period, after, is_series=is_series, is_agreed=is_agreed)


def _recorded_otherwise(before: Segment, status: str) -> Segment:
    """Short breaks that go on in one period of care, one by one or as an agreement: regulation 48 knows no
    such difference, so its clock runs on.
    """
    return replace(
        before,
        is_series=before.is_series or status == SINGLE_BREAKS,
        is_agreed=before.is_agreed or status == AGREED_BREAKS,
    )


def _placed_again(clock: Clock, placements: Sequence[PlacementSpan], day: date) -> bool:
    """Whether a placement with other adopters begins on a day: the four weeks run anew (RC-7b)."""
    placement = covering(placements, day) if clock == Clock.ADOPTION_PLACED else None
    return placement is not None and placement.with_others and placement.started_on == day


def _changes_within(
    period: CarePeriod, spans: Sequence[LegalSpan | PlacementSpan], as_at: date
) -> Iterator[date]:
    """Days after the first on which a status or a placement began or ended."""
    until = period.ended_on or date.max
    for span in spans:
        for day in (span.started_on, span.ended_on):
            if day is not None and period.started_on < day <= as_at and day < until:
                yield day


def _code(span: LegalSpan | PlacementSpan | None) -> str:
    return span.code if span else ""


def _may_change_clock(facts: ChildFacts) -> bool:
    return any(s.code in SHORT_BREAK_STATUSES for s in facts.legal) or any(
        p.code in ADOPTIVE_PLACEMENTS for p in facts.placements
    )


def _clock(status: str, placement: str) -> Clock:
    if placement in ADOPTIVE_PLACEMENTS:
        return Clock.ADOPTION_PLACED
    return Clock.SHORT_BREAKS if status in (SINGLE_BREAKS, AGREED_BREAKS) else Clock.CPR


def _with_series(pieces: list[Segment], *, as_at: date, adult_on: date, terms: TermsInForce) -> list[Segment]:
    """The single breaks (V3) that belong together put together, and those that regulation 48 does not cover
    put apart.
    """
    breaks = [
        Break(at, p.start, p.end, not p.is_agreed) if p.is_series else None for at, p in enumerate(pieces)
    ]
    joined: list[Segment] = [p for p in pieces if not p.is_series]
    for chain in chains(breaks, terms=terms):
        following = pieces[chain.last.at + 1].start if chain.last.at + 1 < len(pieces) else None
        for series in split(chain, as_at=as_at, following=following, terms=terms):
            joined.append(_segment_of(series, pieces, as_at=as_at, adult_on=adult_on))
    joined.sort(key=lambda s: s.start)
    return list(_going_on(joined))


def _going_on(parts: Sequence[Segment]) -> Iterator[Segment]:
    """A break under the full clock that turned into other care goes on as one segment: that clock runs
    already.
    """
    broken: Segment | None = None
    for part in parts:
        if broken and part.clock == Clock.CPR and part.after and part.start == broken.end:
            broken = replace(broken, end=part.end, failed_until=part.start)
            continue
        if broken:
            yield broken
        broken = part if part.failed else None
        if not broken:
            yield part
    if broken:
        yield broken


def _segment_of(series: Series, pieces: list[Segment], *, as_at: date, adult_on: date) -> Segment:
    first, last = pieces[series.breaks[0].at], pieces[series.breaks[-1].at]
    if series.failed:
        return replace(first, clock=Clock.CPR, failed=series.failed, again=False)
    end = series.ended_on
    if adult_on <= as_at:  # the series ends on the 18th birthday at the latest, as care does
        end = adult_on if end is None else min(end, adult_on)
    if end is None:
        return replace(first, end=None)
    # the last break's period says why care ended
    period = replace(last.period, started_on=first.period.started_on)
    return replace(first, end=end, period=period, void_from=min(last.end or end, end))
