"""Calls for an earlier review with their outcome: met, breached, waiting or waived (RC-5). They are never
part of a timeliness percentage.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from reviews.models import ReviewTrigger
from statute.triggers import Outcome, Trigger, TriggerKind, outcome

WORDS: dict[Outcome, tuple[str, str]] = {
    Outcome.MET: ("Review held before", ""),
    Outcome.BREACHED: ("No review held before", "red"),
    Outcome.WAITING: ("Review needed", "blue"),
    Outcome.WAIVED: ("Waived", "grey"),
}


@dataclass(frozen=True)
class Called:
    """A call for a review, and its outcome."""

    trigger: ReviewTrigger
    outcome: Outcome

    @property
    def words(self) -> str:
        return WORDS[self.outcome][0]

    @property
    def colour(self) -> str:
        return WORDS[self.outcome][1]

    @property
    def can_be_waived(self) -> bool:
        return self.outcome in (Outcome.WAITING, Outcome.BREACHED)


def called(triggers: Iterable[ReviewTrigger], held: Iterable[date], *, today: date) -> list[Called]:
    """Each call with its outcome from the days on which reviews of the child were held."""
    days = list(held)
    return [Called(row, outcome(_fact(row), days, as_at=today)) for row in triggers]


def _fact(row: ReviewTrigger) -> Trigger:
    return Trigger(TriggerKind(row.kind), row.raised_on, row.needed_before, row.waived_reason)
