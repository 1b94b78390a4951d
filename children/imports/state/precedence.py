"""What a later return says about the time of an earlier one, and how long an open episode is known to have
run.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from children.imports.rows import UNCHANGED, Row
from children.imports.state.layers import laid_over
from children.imports.state.lives import Council

END_NOT_KNOWN = "NK"  # our own reason for an end: it lies in a year whose return is not in
CONTINUES = "X1"
CORRECTED_START = timedelta(
    days=31
)  # another start of care, later than that, is another period: the two contradict each other


FACTS = (
    "reason_new",
    "legal_status",
    "category_of_need",
    "placement_type",
    "provider",
    "ended_on",
    "reason_ended",
    "reason_place_change",
    "home_postcode",
    "placement_postcode",
    "urn",
)


@dataclass
class Wanted:
    """An episode as it will be. `year`: the latest return that has it; None: entered by hand."""

    started_on: date
    facts: dict[str, Any]
    year: int | None
    source: int | None
    row: Row | None = None
    placed: Mapping[str, str] = field(default_factory=dict)
    """How far the placement is and where, as far as the return says: distance, location, placed_in."""
    known_until: date | None = None
    """From this day on, what followed is in a year whose return is not in."""

    @property
    def ended_on(self) -> date | None:
        ended: date | None = self.facts["ended_on"]
        return ended

    @property
    def reason_ended(self) -> str:
        return str(self.facts["reason_ended"])

    @property
    def reason_new(self) -> str:
        return str(self.facts["reason_new"])

    def end(self, on: date, reason: str) -> None:
        self.facts = self.facts | {"ended_on": on, "reason_ended": reason}

    def fill_from(self, before: "Wanted") -> None:
        """Take from what an earlier return told of the same episode what this one does not say."""
        self.facts = laid_over(before.facts, self.facts)
        self.placed = laid_over(before.placed, self.placed)


def settle(council: Council, wanted: list[Wanted]) -> list[Wanted]:
    """A child's episodes in order of start, after later returns overruled earlier ones.

    A return lists every episode that ran in its year. So an episode of an earlier return that a later one
    does not have was
    corrected where a later episode runs into it: it is shortened where a change inside the period of care
    came in late, and
    goes where the later return tells the same time otherwise. One that was open before a year without a
    return is known to
    have run until that year.
    """
    wanted = sorted(wanted, key=lambda w: w.started_on)
    for w in wanted:
        w.known_until = council.known_until(w.year)
        if w.ended_on is None and w.known_until is not None and w.started_on < w.known_until:
            w.end(w.known_until, END_NOT_KNOWN)
    kept = []
    for w in wanted:
        if not _is_overruled(w, wanted):
            kept.append(w)
        elif w.row is not None:
            w.row.status = UNCHANGED  # told otherwise by a later return that is in already
    return kept


def _is_overruled(w: Wanted, others: Iterable[Wanted]) -> bool:
    """Whether a later return leaves no room for this episode; one that a late change cut short is shortened
    here.
    """
    later = (o for o in others if w.year and o.year and o.year > w.year)
    first = next((o for o in later if _overlap(o, w)), None)
    if first is None:
        return False
    is_corrected = _is_start_corrected(w, first)
    if is_corrected:
        first.fill_from(w)
    if is_corrected or first.started_on <= w.started_on:
        return True
    if first.reason_new != "S":
        w.end(first.started_on, CONTINUES)
    return False


def _is_start_corrected(w: Wanted, first: Wanted) -> bool:
    """Whether a later return tells of the same start of care on another day."""
    is_start = w.reason_new == first.reason_new == "S"
    return is_start and abs(first.started_on - w.started_on) <= CORRECTED_START


def _overlap(one: Wanted, two: Wanted) -> bool:
    return one.started_on < (two.ended_on or date.max) and two.started_on < (one.ended_on or date.max)
