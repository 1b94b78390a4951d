"""Which measures a dashboard shows: those that have a figure for every month, in groups."""

from accounts.models import Authority
from reporting.layouts.blocks import Breakdown, Figures, Months
from reporting.layouts.registry import PAGES
from reporting.measures.base import Measure
from reporting.measures.registry import ALL, MEASURES
from reporting.models import KeyMeasures

USUAL = (
    "looked_after_at_end",
    "starters",
    "leavers",
    "three_placements",
    "settled_placement",
    "placed_over_20_miles",
    "children_missing",
    "timeliness_reviews_held",
    "timeliness_reviews_due",
    "reviews_held",
    "reviews_late",
    "record_in_time",
    "participation_official",
    "child_attended",
    "papers_report_in_time",
    "midways_in_time",
    "decisions_answered",
    "notifications_in_time",
    "iro_named",
    "caseload",
    "disputes_informal",
    "disputes_formal",
    "disputes_in_time",
)
"""What a council watches that has not chosen."""
MONTHLY = {m.code: m for m in ALL if "month" in m.dimensions and not m.of_years}


def measures_of(authority: Authority) -> list[Measure]:
    """The council's key measures in order; one that is no longer there is left out."""
    return [MEASURES[code] for code in KeyMeasures.of(authority) or USUAL if code in MONTHLY]


def offered() -> list[tuple[str, list[Measure]]]:
    """Every measure that can be chosen, once, by the page of figures that it stands on."""
    left = dict(MONTHLY)
    found = []
    for page in PAGES.values():
        codes: list[str] = []
        for block in page.blocks:
            if isinstance(block, Months | Figures):
                codes += block.codes
            elif isinstance(block, Breakdown):
                codes.append(block.code)
        mine = [left.pop(code) for code in dict.fromkeys(codes) if code in left]
        if mine:
            found.append((page.title, mine))
    return [*found, ("More", list(left.values()))] if left else found
