"""The mark of reviews that belong to short breaks (RC-6): the one place that says what figures leave out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from reviews.cycle.facts import among
from reviews.models import Review
from statute.clock_facts import ChildFacts
from statute.clock_history import SHORT_BREAK_STATUSES
from statute.clock_segments import days_of_short_breaks
from statute.terms import TermsInForce

MARK = "of_short_breaks"


def of_ordinary_care(rows: QuerySet[Any], path: str = "") -> QuerySet[Any]:
    """Those of these rows whose review, to which the path leads, does not belong to short breaks. Rows
    without a review stay.
    """
    return rows.exclude(**{f"{path}__{MARK}" if path else MARK: True})


@dataclass
class Marks:
    """What differs from the stored marks of some children's reviews."""

    wrong: dict[bool, list[int]] = field(default_factory=lambda: {True: [], False: []})
    """The mark that reviews should have, and the keys of those that have the other one."""

    def write(self) -> None:
        for mark, keys in self.wrong.items():
            if keys:
                Review.objects.filter(among("pk", keys)).update(of_short_breaks=mark)


Stored = tuple[int, int, bool, date | None]
"""Of a review: its key, its child, its mark, and the day on which it was held, begun or is booked for."""


def stored_of(facts: Mapping[int, ChildFacts]) -> list[Stored]:
    """The reviews of these children that are marked, and all of those who had short breaks."""
    on_breaks = [child for child, known in facts.items() if _has_breaks(known)]
    marked = Q(among("child_id", facts), of_short_breaks=True)
    rows = Review.objects.filter(marked | Q(among("child_id", on_breaks)) if on_breaks else marked)
    day = Coalesce("held_on", "started_on", "booked_for")
    return list(rows.order_by().values_list("pk", "child_id", MARK, day))


def marks(
    stored: Sequence[Stored], facts: Mapping[int, ChildFacts], *, as_at: date, terms: TermsInForce
) -> Marks:
    """What differs from the stored marks, by what is known of the children."""
    found = Marks()
    right = {
        child: days_of_short_breaks(days, facts[child], as_at=as_at, terms=terms)
        for child, days in _days_by_child(stored).items()
    }
    for key, child, mark, day in stored:
        if mark != (day in right[child]):
            found.wrong[not mark].append(key)
    return found


def _days_by_child(stored: Iterable[Stored]) -> dict[int, set[date]]:
    found: dict[int, set[date]] = {}
    for _, child, _, day in stored:
        found.setdefault(child, set()).update([day] if day else [])
    return found


def _has_breaks(facts: ChildFacts) -> bool:
    return any(span.code in SHORT_BREAK_STATUSES for span in facts.legal)
