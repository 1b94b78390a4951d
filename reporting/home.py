"""Tiles of the home page: reports that wait, and the head figures for those who read measures."""

from datetime import date
from typing import Any

from django.urls import reverse

from accounts.access.roles import Permission, Role
from accounts.access.viewers import Viewer
from accounts.site.home import card
from accounts.templatetags.govuk import day as day_words
from reporting.access import frozen_for, scope_for
from reporting.council.gaps import Gaps
from reporting.measures.base import Measure, compute
from reporting.measures.registry import MEASURES
from reporting.models import Report, ReportState
from reporting.periods import Period
from reporting.screen.frozen_years import FrozenYears
from reporting.screen.shown import NOT_KNOWN, figure, figure_of
from statute.working_days import collection_year_number

HEAD = ("looked_after_at_end", "timeliness_reviews_due", "timeliness_snapshot", "participation_official")


def waiting(viewer: Viewer, today: date) -> list[dict[str, Any]]:
    """Reports that wait for this person: to approve, sent back, or to publish."""
    may_approve, may_write = (
        viewer.may(permission) for permission in (Permission.APPROVE_REPORT, Permission.WRITE_REPORT)
    )
    if not (may_approve or may_write):
        return []
    ours = Report.objects.filter(authority=viewer.authority_id).exclude(state=ReportState.PUBLISHED)
    rows = list(ours.values_list("state", "submitted_by"))
    asked = sum(state == ReportState.IN_REVIEW and by != viewer.user.pk for state, by in rows)
    back = sum(state == ReportState.DRAFT and by is not None for state, by in rows)
    ready = sum(state == ReportState.APPROVED for state, _ in rows)
    found = [
        ("Reports to approve", asked if may_approve else 0, "sent by their author"),
        ("Reports sent back", back if may_write else 0, "with a reason"),
        ("Reports to publish", ready if may_write else 0, "approved"),
    ]
    return [card(name, n, note, reverse("reporting:reports")) for name, n, note in found if n]


def cards(viewer: Viewer, today: date) -> list[dict[str, Any]]:
    """In-time share and number in care, each opening its measure: of this year up to today, and for those who
    see the council as one of the year that was frozen last."""
    if not viewer.may(Permission.SEE_MEASURES) or not viewer.is_a(
        Role.QA_MANAGER, Role.DIRECTOR, Role.LEAD_MEMBER, Role.INSPECTOR
    ):
        return []
    frozen = frozen_for(viewer)
    if frozen is not None:
        return _frozen_cards(frozen)
    start = date(collection_year_number(today) - 1, 4, 1)
    scope = scope_for(viewer, Period(start, today))
    gaps, parts = Gaps(viewer.authority, scope.recorded), []
    for code in HEAD:
        measure, result = MEASURES[code], compute(MEASURES[code], scope)
        shown = figure_of(measure, result, scope)
        since = "today" if measure.as_at_end else f"since {start.day} {start:%B}"
        if shown == NOT_KNOWN and viewer.authority.known_until:
            since = f"{since}; known until {day_words(viewer.authority.known_until)}"
        elif known_to := gaps.known_to_words(measure, scope.period):
            since = f"{since}; {known_to}"
        parts.append(_head(measure, shown, since, "year_to_date"))
    return parts


def _frozen_cards(frozen: FrozenYears) -> list[dict[str, Any]]:
    year = next(iter(frozen.years), None)
    if year is None:
        return []
    shown = {code: figure(MEASURES[code], frozen.shown(MEASURES[code], year)) for code in HEAD}
    note, key = f"{year.label}, frozen", str(year.end.year)
    return [_head(MEASURES[code], words, note, key) for code, words in shown.items()]


def _head(measure: Measure, shown: str, note: str, period: str) -> dict[str, Any]:
    return {
        "kind": "card",
        "label": measure.title,
        "figure": shown,
        "note": note,
        "href": f"{reverse('reporting:measure', args=[measure.code])}?period={period}",
        "alert": False,
    }
