"""Every measure there is, by its code."""

from reporting.measures import monitoring, oversight, participation, population, timeliness
from reporting.measures.base import Measure

ALL: tuple[Measure, ...] = (
    *timeliness.MEASURES,
    *population.MEASURES,
    *participation.MEASURES,
    *oversight.MEASURES,
    *monitoring.MEASURES,
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
}
