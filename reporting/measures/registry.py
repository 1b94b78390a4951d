"""Every measure there is, by its code."""

from dataclasses import replace

from reporting.measures import (
    adoption,
    at_review,
    care,
    caseload,
    challenge,
    flows,
    health,
    leavers_later,
    missing,
    monitoring,
    oversight,
    participation,
    placements,
    population,
    record_answers,
    reviews_held,
    timeliness,
)
from reporting.measures.base import Measure
from reporting.measures.days import day_of
from reporting.measures.preparing import inviting, notifications, packs, readiness
from reporting.measures.recorded import is_told_by_returns, kind_of

_LISTED: tuple[Measure, ...] = (
    *timeliness.MEASURES,
    *population.MEASURES,
    *participation.MEASURES,
    *oversight.MEASURES,
    *monitoring.MEASURES,
    *challenge.MEASURES,
    *reviews_held.MEASURES,
    *at_review.MEASURES,
    *record_answers.MEASURES,
    *flows.MEASURES,
    *placements.MEASURES,
    *care.MEASURES,
    *health.MEASURES,
    *missing.MEASURES,
    *adoption.MEASURES,
    *leavers_later.MEASURES,
    *caseload.MEASURES,
    *notifications.MEASURES,
    *readiness.MEASURES,
    *packs.MEASURES,
    *inviting.MEASURES,
)
ALL = tuple(
    replace(m, record=kind_of(m.code), day=day_of(m), of_returns=is_told_by_returns(m.code)) for m in _LISTED
)
MEASURES: dict[str, Measure] = {m.code: m for m in ALL}
DIMENSIONS: dict[str, str] = {
    "month": "Month",
    "iro": "IRO",
    "team": "Team",
    "kind": "Kind of review",
    "age": "Age",
    "sex": "Sex",
    "ethnicity": "Ethnicity",
    "placement": "Placement",
    "reason": "Reason",
    "code": "Code",
    "home": "Group of placement",
    "provider": "Provider",
    "legal": "Legal status",
    "asylum": "Unaccompanied",
    "moves": "Moves",
    "need": "Need",
    "group": "Group of reasons",
    "years": "Age in years",
    "number": "Number of the review",
    "format": "Format",
    "way": "In person or by video",
    "late_reason": "Reason for lateness",
    "late_owner": "Whose delay",
    "length": "Length",
    "stage": "Stage",
    "settled": "Settled at stage",
    "open": "Still open at stage",
    "late_days": "Working days late",
    "theme": "Theme",
    "effect": "What changed",
    "delay": "What held it up",
    "partner": "Partner",
    "heard": "How heard",
    "part": "Part of the child",
    "plan": "Plan",
    "answer": "Answer",
    "given_by": "Who said it",
    "item": "Item",
    "became": "What became of it",
    "question": "Question",
    "age_sex": "Age and sex",
    "invited": "Who was invited",
}
