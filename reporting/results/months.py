"""The months of a year at once: what happens on a day of its own is counted for all months in one statement."""

from dataclasses import replace
from typing import Any

from django.db.models.functions import TruncMonth

from reporting.measures.base import Measure, Result, Scope, compute, counts_of, result_of, rows_of
from reporting.measures.timeliness import with_cohort
from reporting.periods import Period, month
from reporting.results.families import compute_many

DAYS = {
    "timeliness_reviews_held": "held_on",
    "timeliness_reviews_due": "due_on",
    "starters": "started_on",
    "leavers": "ended_on",
    "participation_official": "held_on",
    "participation_with_pn4": "held_on",
    "participation_codes": "held_on",
    "decisions_answered": "sent_at",
    "decisions_agreed": "sent_at",
    "decisions_queried": "sent_at",
    "decisions_objected": "sent_at",
    "decisions_lapsed": "sent_at",
    "missing_incidents": "started_on",
    "away_incidents": "started_on",
    "entrants": "started_on",
    "exits": "ended_on",
    "started_over_20_miles": "started_on",
    "iro_named_in_time": "started_on",
    "adoption_decisions": "decided_on",
    "adoption_reversals": "reversed_on",
    "midways_due": "target_on",
    "midways_in_time": "target_on",
    "midways_done": "closed_on",
    "midways_late": "closed_on",
    "midways_superseded": "closed_on",
    "adoption_matches": "matched_on",
    "placed_for_adoption": "started_on",
}
"""The day that places a row in a month. A measure of reviews held is placed by `held_on`, one of leavers by `ended_on`."""
BY_UNIT = {"review": "held_on"}
LEAVERS = ("left_", "stayed_put")


def day_of(measure: Measure) -> str:
    """The field with the day a row belongs to; empty where a row has none, as for children on a day."""
    if not measure.months_add_up or measure.of_years:
        return ""
    if measure.code.startswith(LEAVERS):
        return "ended_on"
    return DAYS.get(measure.code) or BY_UNIT.get(measure.unit, "")


def months_of(scope: Scope) -> list[Scope]:
    """A scope for every calendar month that has begun, whole, with its children found once."""
    return [with_cohort(replace(scope, period=month(m.period.start))) for m in scope.months()]


def compute_months(measure: Measure, scope: Scope, months: list[Scope]) -> dict[Period, Result]:
    """The figure of every month of a scope (`months_of`): in one statement where the rows have a day, else one a month."""
    field = day_of(measure)
    if not field or not months:
        return {m.period: compute(measure, m) for m in months}
    span = Period(months[0].period.start, months[-1].period.end)
    rows = rows_of(measure, replace(scope, period=span))
    if rows is None:
        return {}
    grouped: Any = (
        rows.population.order_by()
        .annotate(dim=TruncMonth(field))
        .values("dim")
        .annotate(**counts_of(rows))
        .order_by("dim")
    )
    found = {(row["dim"].year, row["dim"].month): result_of(measure, rows, row) for row in grouped}
    none = Result(0, None if measure.is_count else 0, 0, 100 if measure.is_count else measure.scale)
    return {m.period: found.get((m.period.start.year, m.period.start.month), none) for m in months}


def compute_every_month(
    measures: list[Measure], scope: Scope, months: list[Scope]
) -> dict[Period, dict[str, Result]]:
    """Month -> code -> figure: all months in one statement where the rows have a day, else all measures of a family in one a month."""
    found = {m.period: compute_many([x for x in measures if not day_of(x)], m) for m in months}
    for measure in measures:
        if day_of(measure):
            for period, result in compute_months(measure, scope, months).items():
                found[period][measure.code] = result
    return found
