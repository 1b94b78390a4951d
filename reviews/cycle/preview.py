"""What a change of terms would do to the review clock, before a council makes it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from accounts.calendars import terms_for, working_days
from accounts.models import Authority
from children.models import PeriodOfCare
from reviews.cycle.conditions import RUNNING
from reviews.cycle.facts import chunks, cycles_of, facts_for
from statute.clock_facts import ReviewCycle
from statute.terms import Terms, TermsInForce

OF_THE_CLOCK = frozenset(
    {
        *("first_review_wd", "second_review_months", "later_review_months", "early_second_review"),
        *("short_break_first_months", "short_break_later_months", "short_break_max_days"),
        *("short_break_year_days", "short_break_series_gap_months", "review_date_basis", "adjourn_wd"),
        *("adoption_first_weeks", "adoption_second_months", "adoption_later_months"),
        *("authorised_first_months", "authorised_later_months", "after_disruption_wd"),
    }
)
"""Terms from which the due dates of reviews are worked out."""


def of_terms(
    authority: Authority, proposed: Terms, *, starts_on: date, changed: frozenset[str], today: date
) -> list[dict[str, Any]]:
    """How many due dates of reviews still to be held would be different on the day the terms start."""
    if not changed & OF_THE_CLOCK:
        return []
    calendar, now = working_days(), terms_for(authority)
    then = TermsInForce((*now.rows, (starts_on, proposed)))
    children = PeriodOfCare.objects.filter(child__authority=authority, ended_on=None)
    before: dict[int, date] = {}
    after: dict[int, date] = {}
    for portion in chunks(sorted(set(children.values_list("child", flat=True)))):
        facts = facts_for(portion)
        before |= _due(cycles_of(facts, as_at=starts_on, calendar=calendar, terms=now))
        after |= _due(cycles_of(facts, as_at=starts_on, calendar=calendar, terms=then))
    moved = [child for child in before.keys() | after.keys() if before.get(child) != after.get(child)]
    return [
        {
            "what": "Reviews to be held whose due date moves",
            "now": "–",
            "then": f"{len(moved):,} of {len(before):,}",
        },
        {
            "what": "Reviews past their date on that day",
            "now": f"{sum(due < starts_on for due in before.values()):,}",
            "then": f"{sum(due < starts_on for due in after.values()):,}",
        },
    ]


def _due(cycles_by_child: Iterable[tuple[int, list[ReviewCycle]]]) -> dict[int, date]:
    """Child -> the date by which its next review is to be held."""
    found = {}
    for child, cycles in cycles_by_child:
        running = [cycle.due_on for cycle in cycles if cycle.state in RUNNING and cycle.due_on]
        if running:
            found[child] = min(running)
    return found
