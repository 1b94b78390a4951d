"""When the reviews of an invented life were held: the law says when each was due, and nearly all were held in
time."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from demo.journeys import Stretch
from demo.lives import Life
from statute.clock_facts import (
    CarePeriod,
    ChildFacts,
    LegalSpan,
    PlacementSpan,
    ReviewCycle,
    ReviewFact,
    State,
)
from statute.review_clock import replay
from statute.terms import TermsInForce
from statute.working_days import WorkingDays, birthday

WAITS = (State.OPEN, State.OVERDUE, State.MISSED, State.NOT_KNOWN)
LATELY = timedelta(days=20)
SOON = timedelta(days=42)
MONTHS = timedelta(days=150)


@dataclass(frozen=True)
class Setting:
    """What holds for every life of a council."""

    today: date
    known_from: date | None
    calendar: WorkingDays
    terms: TermsInForce


def periods_of(life: Life) -> list[tuple[date, date | None, str]]:
    """Start, end and reason of each period of care."""
    found: list[tuple[date, date | None, str]] = []
    for s in life.stretches:
        if s.reason_new == "S":
            found.append((s.started_on, None, ""))
        if s.ended_on and s.reason_ended != "X1":
            found[-1] = (found[-1][0], s.ended_on, s.reason_ended)
    return found


def spans(stretches: Sequence[Stretch], *, of: str) -> list[tuple[Stretch, date | None]]:
    """Stretches that begin a legal status (`legal`) or a placement (`placement`), each with the end of the
    whole span."""
    found: list[tuple[Stretch, date | None]] = []
    for s in stretches:
        goes_on = found and s.reason_new == "L" if of == "placement" else found and s.reason_new in "PT"
        if goes_on and found[-1][1] == s.started_on:
            found[-1] = (found[-1][0], s.ended_on)
        else:
            found.append((s, s.ended_on))
    return found


def facts_of(life: Life, setting: Setting) -> ChildFacts:
    """The life as the clock reads it, reviews held so far included."""
    return ChildFacts(
        born_on=life.born_on,
        periods=tuple(CarePeriod(*p) for p in periods_of(life)),
        legal=tuple(LegalSpan(s.legal, s.started_on, end) for s, end in spans(life.stretches, of="legal")),
        placements=tuple(
            PlacementSpan(s.placement, s.started_on, end) for s, end in spans(life.stretches, of="placement")
        ),
        reviews=tuple(ReviewFact(day, day, day) for day in life.held_on),
        known_from=setting.known_from,
    )


def cycles_of(life: Life, setting: Setting) -> list[ReviewCycle]:
    return replay(
        facts_of(life, setting), as_at=setting.today, calendar=setting.calendar, terms=setting.terms
    )


def hold_reviews(rng: random.Random, life: Life, setting: Setting) -> ReviewCycle | None:
    """Hold the life's reviews one after another; the turn that runs now, None when the child has left care.

    About one in twenty is late. Of those due in the last three weeks some wait still, so that there is
    something overdue; and most of those due soon wait for their day.
    """
    left_out: set[tuple[date, date]] = set()
    for _ in range(80):
        cycles = cycles_of(life, setting)
        turn = next(
            (
                c
                for c in cycles
                if c.held_on is None and c.state in WAITS and (c.period_start, c.opened_on) not in left_out
            ),
            None,
        )
        if turn is None:
            break
        day = _day_for(rng, turn, setting)
        if day is None or not _possible(life, turn, day, setting):
            left_out.add((turn.period_start, turn.opened_on))
        else:
            life.held_on = sorted({*life.held_on, day})
    last = cycles_of(life, setting)
    return last[-1] if last and last[-1].closed_on is None else None


def _day_for(rng: random.Random, turn: ReviewCycle, setting: Setting) -> date | None:
    if turn.due_on is None:
        start = max(turn.opened_on, setting.known_from or turn.opened_on)
        return setting.calendar.last_on_or_before(start + timedelta(days=rng.randint(12, 178)))
    if setting.today - LATELY <= turn.due_on < setting.today and rng.random() < 0.5:
        return None
    if setting.today <= turn.due_on <= setting.today + SOON and rng.random() < 0.6:
        return None  # not held early, so that every IRO has something to book and to prepare
    if _is_brought_forward(turn):
        return setting.calendar.last_on_or_before(turn.opened_on + (turn.due_on - turn.opened_on) * 9 // 20)
    if rng.random() < 0.95:
        room = max(0, (turn.due_on - turn.opened_on).days // 4)
        day = setting.calendar.last_on_or_before(turn.due_on - timedelta(days=rng.randint(0, min(20, room))))
        return day if day > turn.opened_on else turn.due_on
    return setting.calendar.last_on_or_before(turn.due_on + timedelta(days=rng.randint(3, 24)))


def _is_brought_forward(turn: ReviewCycle) -> bool:
    """About one later review in thirty is held long before its day, because something in the child's life
    changed: its midway check is superseded then."""
    return (
        turn.due_on is not None
        and turn.due_on - turn.opened_on > MONTHS
        and turn.due_on.toordinal() % 30 == 7
    )


def _possible(life: Life, turn: ReviewCycle, day: date, setting: Setting) -> bool:
    end = next(end for start, end, _ in periods_of(life) if start == turn.period_start)
    known = setting.known_from is None or day >= setting.known_from
    return (
        turn.opened_on < day <= setting.today - timedelta(days=1)
        and (end is None or day < end)
        and day < birthday(life.born_on, 18)
        and day not in life.held_on
        and known
    )
