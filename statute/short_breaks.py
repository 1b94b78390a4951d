"""Series of short breaks: which single breaks (V3) belong together, and when regulation 48 does not apply to
one (RC-6).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from statute.terms import Terms, TermsInForce
from statute.working_days import add_months


class Failed(StrEnum):
    """Why the full clock applies to a break."""

    TOO_LONG = "too_long"
    TOO_MANY_DAYS = "too_many_days"


@dataclass(frozen=True, slots=True)
class Break:
    """One break, [start, end); `end` None: it runs. `at` is the caller's own."""

    at: int
    start: date
    end: date | None
    is_counted: bool = True
    """False: it is an agreement for breaks too, whose single days nobody records."""

    def days(self, as_at: date) -> list[date]:
        """The days of the break up to the as-at day, as far as they are counted."""
        if not self.is_counted:
            return []
        until = as_at + timedelta(days=1) if self.end is None else self.end
        return [self.start + timedelta(days=n) for n in range((until - self.start).days)]


@dataclass(frozen=True, slots=True)
class Chain:
    """Breaks that follow each other with no other care between them and no longer gap than the setting."""

    breaks: tuple[Break, ...]

    @property
    def last(self) -> Break:
        return self.breaks[-1]


@dataclass(frozen=True, slots=True)
class Series:
    """Breaks under one clock, or a single one to which the full clock applies."""

    breaks: tuple[Break, ...]
    ended_on: date | None
    """The day from which no break and no review can join any more; None: the series goes on."""
    failed: Failed | None = None


def chains(breaks: Sequence[Break | None], *, terms: TermsInForce) -> list[Chain]:
    """The chains among a child's stretches in order; None stands for care that is no single break."""
    found: list[list[Break]] = []
    before: Break | None = None
    for each in breaks:
        if each is not None and before is not None and _joins(before, each, terms):
            found[-1].append(each)
        elif each is not None:
            found.append([each])
        before = each
    return [Chain(tuple(chain)) for chain in found]


def _joins(before: Break, after: Break, terms: TermsInForce) -> bool:
    end = before.end
    return end is not None and after.start <= open_until(end, terms=terms.on(end))


def open_until(ended_on: date, *, terms: Terms) -> date:
    """The last day on which the next break can follow one that has ended, so that both are one series."""
    return add_months(ended_on, terms.short_break_series_gap_months)


def split(chain: Chain, *, as_at: date, following: date | None, terms: TermsInForce) -> Iterator[Series]:
    """The series of a chain: each break to which regulation 48 does not apply stands alone, and a new series
    begins after it.

    `following` is the day on which other care begins after the chain.
    """
    failed = failures(chain, as_at=as_at, terms=terms)
    group: list[Break] = []
    for each in chain.breaks:
        if each.at not in failed:
            group.append(each)
            continue
        if group:
            yield Series(tuple(group), each.start)
        yield Series((each,), each.end, failed[each.at])
        group = []
    if group:
        yield Series(tuple(group), _end(group[-1], as_at=as_at, following=following, terms=terms))


def _end(last: Break, *, as_at: date, following: date | None, terms: TermsInForce) -> date | None:
    """When a series is over: the gap after its last break has passed, or other care began before that."""
    if last.end is None:
        return None
    latest = open_until(last.end, terms=terms.on(last.end))
    if following is not None:
        return min(following, latest)
    return latest if latest < as_at else None


def failures(chain: Chain, *, as_at: date, terms: TermsInForce) -> dict[int, Failed]:
    """The breaks to which regulation 48 does not apply, by the end of the as-at day.

    A break fails on its 18th day, and on the day that is the 76th of the chain in any 12 months; the numbers
    are terms.
    """
    found: dict[int, Failed] = {}
    days: list[date] = []
    for each in chain.breaks:
        in_force = terms.on(each.start)
        before, own = len(days), each.days(as_at)
        days += own
        if len(own) > in_force.short_break_max_days:
            found[each.at] = Failed.TOO_LONG
        elif any(_is_one_too_many(days, at, in_force) for at in range(before, len(days))):
            found[each.at] = Failed.TOO_MANY_DAYS
    return found


def _is_one_too_many(days: Sequence[date], at: int, terms: Terms) -> bool:
    """Whether the day in this place and the most allowed days before it lie within 12 months."""
    first = at - terms.short_break_year_days
    return first >= 0 and days[at] < add_months(days[first], 12)
