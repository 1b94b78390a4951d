"""The head figures of the council on the home page of those who read measures."""

from datetime import date
from typing import Any

from django.urls import reverse

from accounts.access.roles import Permission, Role
from accounts.access.viewers import Viewer
from reporting.access import scope_for
from reporting.drawing.charts import shown
from reporting.measures.base import compute
from reporting.measures.registry import MEASURES
from reporting.periods import Period


def cards(viewer: Viewer, today: date) -> list[dict[str, Any]]:
    """In-time share and number looked after, each opening its measure."""
    if not viewer.may(Permission.SEE_MEASURES) or not viewer.is_a(
        Role.QA_MANAGER, Role.DIRECTOR, Role.LEAD_MEMBER, Role.INSPECTOR
    ):
        return []
    start = date(today.year if today >= date(today.year, 4, 1) else today.year - 1, 4, 1)
    scope = scope_for(viewer, Period(start, today))
    parts = []
    for code in (
        "looked_after_at_end",
        "timeliness_reviews_due",
        "timeliness_snapshot",
        "participation_official",
    ):
        measure, result = MEASURES[code], compute(MEASURES[code], scope)
        figure = (
            shown(result.numerator)
            if measure.is_count
            else f"{result.value}%"
            if result.value is not None
            else "–"
        )
        since = "today" if measure.as_at_end else f"since {start.day} {start:%B}"
        parts.append(
            {
                "kind": "card",
                "label": measure.title,
                "figure": figure,
                "note": since,
                "href": f"{reverse('reporting:measure', args=[code])}?period=year_to_date",
                "alert": False,
            }
        )
    return parts
