"""The midway checks that follow from the clock: planned for running turns, closed when the next review
comes or care ends (MW-2).

Called by the replay with the turns it has just reckoned, so that a check moves with its due date. What was
done stays as it is.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet

from children.imports.state.streams import copy_values
from children.imports.state.updates import update_objects
from reviews.cycle.facts import among
from reviews.models import MidwayCheck, MidwayUpdate
from reviews.models.midway import CheckState, UpdateState
from statute import midway
from statute.clock_facts import ReviewCycle, State
from statute.midway import Interval, Midway, MidwayState
from statute.terms import TermsInForce
from statute.working_days import CalendarExhausted, WorkingDays

STORED: dict[str, str] = {
    MidwayState.PLANNED: CheckState.OPEN,
    MidwayState.DUE: CheckState.OPEN,
    MidwayState.OVERDUE: CheckState.OPEN,
    MidwayState.SUPERSEDED: CheckState.SUPERSEDED,
    MidwayState.MISSED: CheckState.MISSED,
    MidwayState.ENDED: CheckState.NOT_REQUIRED,
}
COMPARED = ["opened_on", "target_on", "window_from", "window_to", "state", "closed_on"]


@dataclass
class Plan:
    """What differs from the stored checks of some children: one statement to write of each kind."""

    new: list[dict[str, Any]] = field(default_factory=list)
    """What new checks say; they need no key yet, for which the import would have to wait."""
    changed: list[MidwayCheck] = field(default_factory=list)
    unneeded: list[int] = field(default_factory=list)

    def write(self) -> None:
        update_objects(self.changed, COMPARED)
        copy_values(MidwayCheck, self.new)
        _close_updates(c.pk for c in self.changed if c.state != CheckState.OPEN)
        # planned on facts that are told otherwise now, such as a placement for adoption that was left out
        if self.unneeded:
            forget_untouched(MidwayCheck.objects.filter(pk__in=self.unneeded))


def checks_of(child_ids: Iterable[int]) -> list[MidwayCheck]:
    """The stored checks of these children."""
    return list(MidwayCheck.objects.filter(among("child_id", child_ids)))


def plan(
    checks: Sequence[MidwayCheck],
    turns_of: Mapping[int, Sequence[ReviewCycle]],
    *,
    today: date,
    calendar: WorkingDays,
    terms: TermsInForce,
) -> Plan:
    """What differs from the stored `checks` of these children (child -> turns)."""
    stored = {c.after_review_id: c for c in checks if c.after_review_id}
    plan, seen = Plan(), set()
    opened = [(child, *each) for child, turns in turns_of.items() for each in opened_by_review(turns)]
    for child_id, review_id, turn in opened:
        seen.add(review_id)
        check = stored.get(review_id)
        if check is None and not _is_running(turn):
            continue
        middle = required(turn, calendar=calendar, terms=terms)
        if check is None:
            plan.new += _planned(child_id, review_id, turn, middle, today)
            continue
        if check.state != CheckState.DONE and _moved(check, turn, middle, today):
            plan.changed.append(check)
        if middle is None or _was_never_needed(check):
            plan.unneeded.append(check.pk)
    plan.changed += _closed_without_review(checks, seen, today)
    return plan


def _close_updates(checks: Iterable[int]) -> None:
    """Nobody is asked any more for an update of a check that has closed."""
    if closed := list(checks):
        MidwayUpdate.objects.filter(of__in=closed, state=UpdateState.WAITING).update(
            state=UpdateState.CLOSED, chase_on=None
        )


def _was_never_needed(check: MidwayCheck) -> bool:
    """Whether its turn had ended before it was planned, as a corrected return says now."""
    return bool(check.planned_on and check.closed_on and check.closed_on < check.planned_on)


def _closed_without_review(checks: Sequence[MidwayCheck], seen: set[int], today: date) -> list[MidwayCheck]:
    """Close the open checks whose turn no review opens any more."""
    found = []
    for check in checks:
        if check.after_review_id not in seen and check.state == CheckState.OPEN:
            check.state, check.closed_on = CheckState.NOT_REQUIRED, today
            found.append(check)
    return found


def opened_by_review(turns: Sequence[ReviewCycle]) -> list[tuple[int, ReviewCycle]]:
    """The turns that a review opened, each with the key of that review."""
    found = []
    for before, turn in zip(turns, turns[1:], strict=False):
        is_next = before.period_start == turn.period_start and before.held_on == turn.opened_on
        if is_next and before.review_key is not None:
            found.append((int(str(before.review_key)), turn))
    return found


def _is_running(turn: ReviewCycle) -> bool:
    return turn.closed_on is None and turn.state in (
        State.OPEN,
        State.OVERDUE,
        State.ADJOURNED,
        State.UNCONFIRMED,
    )


def required(turn: ReviewCycle, *, calendar: WorkingDays, terms: TermsInForce) -> Midway | None:
    """The middle of the turn, under the terms of the day on which it opened; None where no check is needed
    or none can be reckoned.
    """
    if (
        turn.due_on is None
        or turn.at_latest
        or turn.due_on <= turn.opened_on
        or (turn.state == State.VOID and turn.closed_on is None)
    ):
        return None
    interval = Interval(turn.opened_on, turn.due_on, is_first_to_second=turn.number == 2)
    in_force = terms.on(turn.opened_on)
    if midway.not_required(interval, terms=in_force):
        return None
    try:
        return midway.middle(interval, calendar=calendar, terms=in_force)
    except CalendarExhausted:
        return None


def _planned(
    child_id: int, review_id: int, turn: ReviewCycle, middle: Midway | None, today: date
) -> Iterable[dict[str, Any]]:
    """A check of a running turn, unless its time is over already: what nobody was asked is not missed."""
    if middle is None or not _is_running(turn) or middle.window_to < today:
        return
    yield {
        "child_id": child_id,
        "after_review_id": review_id,
        "opened_on": turn.opened_on,
        "target_on": middle.target_on,
        "window_from": middle.window_from,
        "window_to": middle.window_to,
        "planned_on": today,
    }


def _moved(check: MidwayCheck, turn: ReviewCycle, middle: Midway | None, today: date) -> bool:
    """Bring an undone check in line with its turn. Whether anything changed."""
    before = [getattr(check, name) for name in COMPARED]
    check.opened_on = turn.opened_on
    if middle is None:
        check.closed_on = max(check.closed_on or turn.closed_on or today, turn.opened_on)
        check.state = CheckState.NOT_REQUIRED
    else:
        check.target_on, check.window_from, check.window_to = (
            middle.target_on,
            middle.window_from,
            middle.window_to,
        )
        ended_on = turn.closed_on if turn.held_on is None else None
        state = midway.standing(middle, as_at=today, next_review_on=turn.held_on, ended_on=ended_on)
        check.state = STORED[state]
        check.closed_on = None if check.state == CheckState.OPEN else turn.held_on or ended_on
    return before != [getattr(check, name) for name in COMPARED]


def forget_untouched(checks: QuerySet[MidwayCheck]) -> None:
    """Remove planned checks of which nobody has written anything yet:

    what they were planned for is no longer there.
    """
    checks.filter(data={}, updates=None).exclude(state=CheckState.DONE).delete()
