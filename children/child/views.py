"""Pages of one child: overview, details, registers, and who has looked and changed."""

from collections import Counter
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.access.decorators import page
from accounts.access.requests import Request
from accounts.access.roles import Permission
from accounts.access.viewers import Viewer
from accounts.audit import reading as audit_reading
from accounts.clock import today
from accounts.drafts.keys import hidden_number
from accounts.registry import registered
from accounts.searches import chosen_of
from children.access import get_child, may_keep, may_read_access_log
from children.care.states import is_import_owned, notifiable_placement
from children.child.context import child_context
from children.child.history import care_tables, episodes_table, facts
from children.child.registers import register_tables
from children.models import Child, ReturnYear

EVENTS_PER_PAGE = 20
KINDS = {
    "review": "Reviews",
    "decision": "Decisions",
    "dispute": "Challenge",
    "between": "Between reviews",
    "placement": "Placements",
    "care": "Care and legal status",
    "people": "People",
    "missing": "Missing",
}


@page(Permission.SEE_CHILDREN)
def child_page(request: Request, public_id: UUID) -> HttpResponse:
    """What is so now, what is due next, and what happened."""
    viewer, day = request.viewer, today()
    child = get_child(viewer, public_id, page="overview")
    events = timeline(viewer, child)
    kinds = Counter(e["kind"] for e in events)
    kind = chosen_of(request, "kind", kinds)
    shown = [e for e in events if e["kind"] == kind] if kind else events
    context = child_context(viewer, child, day, current="Overview") | {
        "panels": panels(request, viewer, child),
        "page_obj": Paginator(shown, EVENTS_PER_PAGE).get_page(request.GET.get("page")),
        "kinds": _kind_links(kinds, kind),
    }
    return render(request, "children/child.html", context)


def timeline(viewer: Viewer, child: Child) -> list[dict[str, Any]]:
    """The events of all floors, newest first."""
    events = [event for provider in registered("CHILD_TIMELINE") for event in provider(viewer, child)]
    return sorted(events, key=lambda e: (e["on"], e["title"]), reverse=True)


def panels(request: Request, viewer: Viewer, child: Child) -> list[str]:
    """The parts that the floors above show of the child, drawn in the order of the settings."""
    parts = [provider(viewer, child, today()) for provider in registered("CHILD_PANELS")]
    return [render_to_string(p["template"], p["context"], request) for p in parts if p]


def _kind_links(kinds: Counter[str], chosen: str) -> list[dict[str, Any]]:
    """The filter of the timeline: a link for each kind of which there is something."""
    links = [{"text": f"All ({kinds.total()})", "href": "?", "current": chosen not in kinds}]
    for kind, words in KINDS.items():
        if kinds[kind]:
            links.append(
                {"text": f"{words} ({kinds[kind]})", "href": f"?kind={kind}", "current": kind == chosen}
            )
    return links


@page(Permission.SEE_CHILDREN)
def details(request: Request, public_id: UUID) -> HttpResponse:
    """Who the child is and the history of care, with where each fact came from, and what can be changed by
    hand.
    """
    viewer = request.viewer
    child = get_child(viewer, public_id, page="details")
    open_period = child.periods.filter(ended_on=None).first()
    may_edit = viewer.may(Permission.EDIT_CHILD)
    context = child_context(viewer, child, today(), current="Details") | {
        "facts": facts(child, today()),
        "tables": care_tables(child),
        "episodes": episodes_table(child),
        "may_edit": may_edit,
        "may_keep": may_keep(viewer, child),
        "may_correct": may_edit and not (is_import_owned(child) and child.names_source_id),
        "may_change_care": may_edit and open_period is not None and not is_import_owned(open_period),
        "may_notify": may_edit and notifiable_placement(child) is not None,
        "may_come_back": may_edit and open_period is None,
        "is_imported": open_period is not None and is_import_owned(open_period),
        "merges": list(child.merges.filter(undone_at=None).select_related("gone", "created_by")),
    }
    return render(request, "children/details.html", context)


@page(Permission.SEE_CHILDREN)
def registers(request: Request, public_id: UUID) -> HttpResponse:
    """What the other files of the return say of the child."""
    viewer = request.viewer
    child = get_child(viewer, public_id, page="registers")
    years = ReturnYear.objects.filter(authority=child.authority_id).order_by("year")
    context = child_context(viewer, child, today(), current="Registers") | {
        "tables": register_tables(child),
        "stretches": _known(list(years.values_list("year", flat=True)), child.authority.known_until),
    }
    return render(request, "children/registers.html", context)


def _known(years: list[int], until: date | None) -> list[tuple[date, date]]:
    """The days of these collection years, those without a gap together; none after `until`, to which the
    daily feed has told of a year that is not over.
    """
    ends = [(date(first - 1, 4, 1), date(last, 3, 31)) for first, last in _runs(years)]
    return [(first, min(last, until) if until and until > first else last) for first, last in ends]


def _runs(years: list[int]) -> list[tuple[int, int]]:
    """Collection years without a gap as (first, last): the returns of 2024, 2025 and 2026 are one stretch."""
    runs: list[tuple[int, int]] = []
    for year in years:
        if runs and runs[-1][1] == year - 1:
            runs[-1] = (runs[-1][0], year)
        else:
            runs.append((year, year))
    return runs


@page(Permission.READ_ACCESS_LOG)
def access_log(request: Request, public_id: UUID) -> HttpResponse:
    """Who has looked and who has changed, for the QA manager and the child's IRO."""
    viewer = request.viewer
    child = get_child(viewer, public_id, page="who has looked")
    if not may_read_access_log(viewer, child):
        raise Http404("Not for this person")
    kind = chosen_of(request, "kind", audit_reading.KINDS)
    found = audit_reading.trail(
        [child.pk, *child.merged.order_by("pk").values_list("pk", flat=True)],
        page=hidden_number(request.GET.get("page", "")) or 1,
        kind=kind,
        hidden=audit_reading.hidden_from(viewer, child.pk),
    )
    pages = Paginator(range(found.count), audit_reading.PER_PAGE)
    kinds = [("", "All"), ("looked", "Who has looked"), ("did", "What was done"), ("changed", "What changed")]
    context = child_context(viewer, child, today(), current="Who has looked") | {
        "lines": found.lines,
        "count": found.count,
        "page_obj": pages.get_page(found.number),
        "kinds": [
            {
                "text": text,
                "href": f"?kind={k}" if k else reverse("children:access_log", args=[child.public_id]),
                "current": k == kind,
            }
            for k, text in kinds
        ],
    }
    return render(request, "children/access_log.html", context)
