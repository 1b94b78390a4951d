"""Who is open to leaving care: their starter pack says more."""

from datetime import date

from children.models import Child
from children.models.contact import PersonRole
from statute.clock_history import SHORT_BREAK_STATUSES
from statute.leaving_care import is_eligible

HAS_ADVISER = "the child has a personal adviser"
BY_LAW = "16 or 17, and at least 13 weeks in care since the age of 14"


def why_leaving_care(child: Child, day: date) -> str:
    """Why a child is open to leaving care on a day; empty where nothing that is recorded says so."""
    if child.contact_people.filter(role=PersonRole.ADVISER, ended_on=None).exists():
        return HAS_ADVISER
    cared = child.periods.values_list("started_on", "ended_on")
    breaks = child.legal_statuses.filter(code__in=SHORT_BREAK_STATUSES).values_list("started_on", "ended_on")
    return BY_LAW if is_eligible(child.born_on, cared, breaks, day) else ""
