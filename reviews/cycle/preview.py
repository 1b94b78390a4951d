"""What other terms would do to the review clock, before a council sets them."""

from datetime import date
from typing import Any

from accounts.calendars import terms_for, working_days
from accounts.models import Authority
from children.models import PeriodOfCare
from reviews.cycle.conditions import RUNNING
from reviews.cycle.facts import chunks, cycles_of, facts_for
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
"""Terms by which due dates of reviews are worked out."""


def of_terms(
    authority: Authority, proposed: Terms, *, starts_on: date, changed: frozenset[str], today: date
) -> list[dict[str, Any]]:
    """How many due dates of reviews to be held would be others on the day on which the terms start."""
    if not changed & OF_THE_CLOCK:
        return []
    now = terms_for(authority)
    then = TermsInForce((*now.rows, (starts_on, proposed)))
    children = PeriodOfCare.objects.filter(child__authority=authority, ended_on=None)
    before = _due(children.values_list("child", flat=True), starts_on, now)
    after = _due(children.values_list("child", flat=True), starts_on, then)
    moved = [child for child in before.keys() | after.keys() if before.get(child) != after.get(child)]
    late = sum(1 for due in after.values() if due < starts_on)
    return [
        {
            "what": "Reviews to be held whose due date moves",
            "now": "–",
            "then": f"{len(moved):,} of {len(before):,}",
        },
        {
            "what": "Reviews past their date on that day",
            "now": f"{sum(1 for due in before.values() if due < starts_on):,}",
            "then": f"{late:,}",
        },
    ]


def _due(children: Any, day: date, terms: TermsInForce) -> dict[int, date]:
    """Child -> by when its next review is to be held, as at a day."""
    calendar, found = working_days(), {}
    for portion in chunks(sorted(set(children))):
        for child, cycles in cycles_of(facts_for(portion), as_at=day, calendar=calendar, terms=terms):
            running = [turn.due_on for turn in cycles if turn.state in RUNNING and turn.due_on]
            if running:
                found[child] = min(running)
    return found
