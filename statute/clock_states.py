"""How a turn of the clock stands at the end of a day, as far as the records reach."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from statute import clock_words as words
from statute.clock_facts import ChildFacts, State
from statute.clock_history import Adjourned, Held
from statute.clock_rules import Due
from statute.clock_segments import Segment
from statute.untold import Stretch


class Turn(NamedTuple):
    """A turn before it is judged. `why`: why nothing more was due, if it ended without a review."""

    segment: Segment
    due: Due
    opened: date
    closed: date | None
    review: Held | None
    why: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What is needed to judge turns on a day."""

    facts: ChildFacts
    as_at: date
    adult_on: date
    adjourned: Adjourned | None

    @property
    def live_from(self) -> date | None:
        """The day from which the portal is the live record, once that day has come."""
        live = self.facts.live_from
        return live if live is not None and live <= self.as_at else None

    @property
    def before_records(self) -> tuple[date, date]:
        """The time [first, after) of which no return tells, before the first."""
        return date.min, self.facts.known_from or date.min

    def is_before_all(self, day: date) -> bool:
        """Whether a day is before the first return, and the portal was not the live record then."""
        told_from, live_from = self.facts.told_from, self.live_from
        return told_from is not None and day < told_from and (live_from is None or day < live_from)

    @property
    def between_records(self) -> tuple[date, date]:
        """The time [first, after), now over, between the last return and the day the portal became the live
        record: a review may have been held in it that no record holds.
        """
        known_until, live_from = self.facts.known_until, self.live_from
        if known_until is None or live_from is None:
            return date.max, date.max
        return known_until + timedelta(days=1), live_from

    def untold_at(self, day: date) -> Stretch | None:
        """The stretch [first, after) between returns in which a day lies and of which none tells."""
        return next(((first, after) for first, after in self.facts.untold if first <= day < after), None)

    def is_untold_within(self, first: date, until: date) -> bool:
        """Whether no record tells of some of the days from one to the eve of another, so that a review may
        have been held in them which nobody knows of.
        """
        times = list(self.facts.untold)
        if self.facts.known_until is not None:
            times.append((self.facts.known_until + timedelta(days=1), self.live_from or date.max))
        return any(max(first, begins) < min(until, after) for begins, after in times)

    def is_confirmed(self, due_on: date) -> bool:
        """Whether the records would hold a review of this day: a return covers it, or the portal is the live
        record.
        """
        known_until, live_from = self.facts.known_until, self.live_from
        if live_from is not None and live_from <= due_on:
            return True
        return (known_until is None or due_on <= known_until) and not self.untold_at(due_on)

    def is_untold_between(self, segment: Segment, due: Due, opened: date, held_on: date) -> bool:
        """Whether another review may have been held in the turn before this one, which came late: of the due
        date no record tells, and this review is from before the portal became the live record.
        """
        if due.on is None or held_on <= due.on:
            return False
        if self.is_unreported(segment, opened):
            return True
        if (stretch := self.untold_at(due.on)) and held_on >= stretch[1]:
            return False
        return not self.is_confirmed(due.on) and (self.live_from is None or held_on < self.live_from)

    def is_unreported(self, segment: Segment, opened: date) -> bool:
        """Short breaks that came with a return and of which no review was recorded in the portal yet, also
        one to which the full clock applies. Returns need not hold their reviews: one that stands in a return
        says nothing of the next (RC-6).
        """
        is_live = self.live_from is not None and self.live_from <= segment.start
        return (
            not segment.counts_on(opened)
            and segment.period.returned
            and not is_live
            and not any(
                not review.returned and segment.start <= review.started_on <= opened
                for review in self.facts.reviews
            )
        )

    def _is_untold(self, turn: Turn) -> bool:
        """Whether the review may have been held in a short break that returns need not tell of. The latest
        lawful day after such a break is certain.
        """
        is_certain = turn.due.is_latest and turn.segment.failed_until is not None
        return not is_certain and self.is_unreported(turn.segment, turn.opened)

    def complete_by(self, turn: Turn) -> date | None:
        """The day by which the adjourned review of this turn must be completed; None where none is adjourned
        (RC-13).
        """
        adjourned, due_on = self.adjourned, turn.due.on
        if adjourned is None or due_on is None or turn.review or turn.closed:
            return None
        return adjourned.complete_by if turn.opened <= adjourned.started_on <= due_on else None

    def state(self, turn: Turn) -> tuple[State, str]:
        """How a turn stands, and why it is void."""
        due_on = turn.due.on
        if due_on is None:
            return State.NOT_KNOWN, ""
        if turn.review:
            return (State.MET if turn.review.on <= due_on else State.LATE), ""
        return self._running(turn, due_on) if turn.closed is None else self._ended(turn, turn.closed, due_on)

    def _running(self, turn: Turn, due_on: date) -> tuple[State, str]:
        if due_on >= self.adult_on:
            return State.VOID, words.turned_18(self.adult_on)
        if self._is_untold(turn):
            return State.NOT_KNOWN, ""
        if self.complete_by(turn):
            return State.ADJOURNED, ""
        if due_on >= self.as_at:
            return State.OPEN, ""
        return (State.OVERDUE if self.is_confirmed(due_on) else State.UNCONFIRMED), ""

    def _ended(self, turn: Turn, closed: date, due_on: date) -> tuple[State, str]:
        if due_on >= (turn.segment.void_from or closed):
            return (State.UNCONFIRMED, "") if self._is_end_untold(turn) else (State.VOID, turn.why)
        if self._is_untold(turn):
            return State.NOT_KNOWN, ""
        return (State.MISSED if self.is_confirmed(due_on) else State.UNCONFIRMED), ""

    def _is_end_untold(self, turn: Turn) -> bool:
        """Whether a turn ends only because the return that would tell more is not in."""
        period = turn.segment.period
        return not period.is_end_known and turn.closed == period.ended_on != self.adult_on
