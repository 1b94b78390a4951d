"""What a later return says about the time of an earlier one, and how long an open episode is known to have run."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from children.imports.batch import UNCHANGED, Batch, Row
from children.imports.values import year_bounds
from children.models import Episode

END_NOT_KNOWN = "NK"  # our own reason for an end: it lies in a year whose return is not in
CONTINUES = "X1"
CORRECTED_START = timedelta(
    days=31
)  # another start of care, later than that, is another period: the two contradict each other


class Wanted:
    """An episode as it will be: values of a row, or what is stored. `year`: the latest return that names it; None: by hand."""

    def __init__(
        self, row: Row | None, stored: Episode | None, year: int | None, facts: dict[str, Any]
    ) -> None:
        self.row, self.stored, self.year = row, stored, year
        self.known_until: date | None = (
            None  # from this day on, what followed lies in a year whose return is not in
        )
        self.__dict__.update(facts)
        if self.reason_ended == END_NOT_KNOWN:  # as it was told, before anything is concluded from it
            self.ended_on, self.reason_ended = None, ""

    started_on: date
    ended_on: date | None
    reason_new: str
    reason_ended: str


def settle(batch: Batch, wanted: list[Wanted]) -> tuple[list[Wanted], list[Episode]]:
    """A child's episodes in order of start after later returns overruled earlier ones, and the stored ones that go.

    A return lists every episode that ran in its year. So an episode of an earlier return that a later one does not have was corrected
    where a later episode runs into it: it is shortened where a change inside the period of care came in late, and goes where the later
    return tells the same time otherwise. One that was open before a year without a return is known to have run until that year.
    """
    wanted = sorted(wanted, key=lambda w: w.started_on)
    for w in wanted:
        w.known_until = known_until(batch, w.year)
        if w.ended_on is None and w.known_until is not None and w.started_on < w.known_until:
            w.ended_on, w.reason_ended = w.known_until, END_NOT_KNOWN
    kept, gone = [], []
    for w in wanted:
        if not _is_overruled(w, wanted):
            kept.append(w)
            continue
        if w.row is not None:
            w.row.status = UNCHANGED  # told otherwise by a later return that is in already
        if w.stored is not None:
            gone.append(w.stored)
    return kept, gone


def _is_overruled(w: Wanted, others: Iterable[Wanted]) -> bool:
    """Whether a later return leaves no room for this episode; one that a late change cut short is shortened here."""
    later = (o for o in others if w.year and o.year and o.year > w.year)
    over = (
        o
        for o in later
        if o.started_on < (w.ended_on or date.max) and w.started_on < (o.ended_on or date.max)
    )
    first = next(over, None)
    if first is None:
        return False
    if first.started_on <= w.started_on:
        return True
    if first.reason_new != "S":
        w.ended_on, w.reason_ended = first.started_on, CONTINUES
        return False
    return w.reason_new == "S" and first.started_on - w.started_on <= CORRECTED_START


def known_until(batch: Batch, year: int | None) -> date | None:
    """The day from which nothing is known of what was open in a return, because the next year's is not in though a later one is."""
    if year is None or year not in batch.returns:
        return None
    while year + 1 in batch.returns:
        year += 1
    return year_bounds(year + 1)[0] if year < max(batch.returns) else None
