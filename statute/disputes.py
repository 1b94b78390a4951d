"""The clocks of a dispute: one for each stage, one of 20 working days in all that never restarts (DR-1 to
DR-4).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from statute.terms import STATUTORY, Terms
from statute.working_days import WorkingDays

EFFECT_WD = 20
"""Ours: a dispute closed without anything changed yet for the child comes back after so many working days."""


@dataclass(frozen=True)
class DaysUsed:
    """Working days used of a limit. `limit` None: there is none. `due_on` is the last day."""

    used: int
    limit: int | None
    due_on: date | None
    is_past: bool

    @property
    def left(self) -> int | None:
        """Working days that are left, none once the limit has passed; None without a limit."""
        return None if self.limit is None else max(0, self.limit - self.used)


def days_used(
    started_on: date, due_on: date | None, *, as_at: date, ended_on: date | None = None, calendar: WorkingDays
) -> DaysUsed:
    """How many working days of a limit are used on a day, or were used when the stage ended (CAL-2)."""
    until = min(as_at, ended_on) if ended_on else as_at
    return DaysUsed(
        used=max(0, calendar.between(started_on, until)),
        limit=calendar.between(started_on, due_on) if due_on else None,
        due_on=due_on,
        is_past=due_on is not None and until > due_on,
    )


def step_due_on(
    started_on: date,
    limit_wd: int | None,
    *,
    is_informal: bool = False,
    calendar: WorkingDays,
    terms: Terms = STATUTORY,
) -> date | None:
    """Last day to answer at a stage from the day it began; None for a stage without a limit, such as Cafcass.

    An informal stage without a limit of its own takes the council's; it stands outside the total of the
    formal ones.

    It never looks at the stages before: an early answer or a skipped stage moves no later one (section 5).
    """
    if is_informal and limit_wd is None:
        limit_wd = terms.informal_wd
    return None if limit_wd is None else calendar.add(started_on, limit_wd)


def total_due_on(formal_on: date, *, calendar: WorkingDays, terms: Terms = STATUTORY) -> date:
    """Last day of the whole formal process, counted from the day the first formal stage was raised (DR-1)."""
    return calendar.add(formal_on, terms.drp_total_wd)


def shared_equally(stages: int, *, terms: Terms = STATUTORY) -> tuple[int, ...]:
    """The total shared among the stages, what is left over to the first ones.

    Ours, where no limit of a stage is printed.
    """
    whole, over = divmod(terms.drp_total_wd, stages)
    return tuple(whole + (1 if n < over else 0) for n in range(stages))


def skipped_between(orders: Sequence[int], from_order: int, to_order: int) -> tuple[int, ...]:
    """The stages that a move jumps over (DR-3). A move goes forward only, so a move back is a ValueError."""
    if to_order <= from_order:
        raise ValueError(f"stage {to_order} does not come after stage {from_order}")
    return tuple(order for order in sorted(orders) if from_order < order < to_order)


def effect_due_on(closed_on: date, *, calendar: WorkingDays) -> date:
    """The day on which "nothing has changed yet" is asked again (ours, 20 working days after the closing)."""
    return calendar.add(closed_on, EFFECT_WD)
