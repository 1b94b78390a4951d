"""What other terms would do to figures, before a council sets them."""

from datetime import date
from typing import Any

from accounts.calendars import terms_for
from accounts.councils.words import as_said
from accounts.models import Authority
from reporting.measures.base import Scope, compute
from reporting.measures.registry import MEASURES
from reporting.periods import Period, collection_year_of
from reporting.screen.shown import figure
from statute.terms import Terms

FIGURES_OF = {
    "caseload_max": ("iros_over_70",),
    "iro_appoint_wd": ("iro_named_in_time", "allocated_in_time"),
    "allocation_counted_in": ("allocated_in_time",),
    "allocation_hours": ("allocated_in_time",),
    "manager_notice_wd": ("notifications_in_time",),
    "record_wd": ("record_in_time",),
    "distribute_wd": ("letters_in_time",),
    "seen_from_age": ("spoke_alone",),
    "views_from_age": ("participation_own_age",),
    "moves_many": ("three_placements",),
    "settled_months": ("settled_placement",),
    "settled_care_months": ("settled_placement",),
}
"""Term -> the measures that are counted by it."""


def of_terms(
    authority: Authority, proposed: Terms, *, starts_on: date, changed: frozenset[str], today: date
) -> list[dict[str, Any]]:
    """The figures of this year that are counted by a term that changes: as they are, and as they would be."""
    codes = dict.fromkeys(code for name in sorted(changed) for code in FIGURES_OF.get(name, ()))
    period, now = Period(collection_year_of(today).start, today), terms_for(authority).on(today)
    rows = []
    for measure in (MEASURES[code] for code in codes):
        was, will = (compute(measure, Scope(authority, period, terms=t)) for t in (now, proposed))
        rows.append(
            {
                "what": as_said(measure.title),
                "now": figure(measure, was),
                "then": figure(measure, will),
            }
        )
    return rows
