"""The overview of measures: their figures of a period in groups, each opening its own page."""

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access.decorators import FORM, POST, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.clock import today
from accounts.councils.words import as_said
from accounts.jobs import queue as jobs
from accounts.searches import chosen_of
from accounts.ui.asking import Question, ask_page
from accounts.ui.posted import posted
from accounts.ui.tables import Cell, Table, headings
from reporting.access import frozen_for, scope_for, sees_small_numbers
from reporting.layouts.blocks import Breakdown, Cross, Figures, Months, Years
from reporting.layouts.registry import PAGES
from reporting.measures.base import Result, Scope, compute
from reporting.measures.monitoring import MEASURED, question_code
from reporting.measures.registry import MEASURES
from reporting.models import MeasureResult
from reporting.report.forms import StretchForm
from reporting.screen.chosen_period import chosen_period
from reporting.screen.measure_views import whose_figures
from reporting.screen.shown import counted, figure_of, judged, number, part, unknown

OVERVIEW = "overview"
GROUPS = [
    (
        "Timeliness",
        ("timeliness_reviews_due", "timeliness_reviews_held", "timeliness_snapshot", "timeliness_child_year"),
    ),
    ("Children", ("looked_after_at_end", "short_breaks_at_end", "starters", "leavers")),
    ("Taking part", ("participation_official", "participation_with_pn4")),
    (
        "Managers’ answers to decisions",
        (
            "decisions_answered",
            "decisions_agreed",
            "decisions_queried",
            "decisions_objected",
            "decisions_lapsed",
        ),
    ),
    (
        "Between reviews",
        (
            "monitoring_forms",
            "monitoring_after_reviews",
            "monitoring_acknowledged",
            "midways_due",
            "midways_done",
            "midways_in_time",
            "midways_late",
            "midways_superseded",
            "midways_missed",
            "contacts_made",
            "contacts_tried",
            "good_practice",
            "compliments",
        ),
    ),
    ("What the monitoring forms say", tuple(question_code(q.key) for q in MEASURED)),
]


def groups_of(key: str) -> list[tuple[str, tuple[str, ...]]]:
    """The measures of the overview, or of one page of figures."""
    if key not in PAGES:
        return GROUPS
    blocks = PAGES[key].blocks
    listed = [(b.title, b.codes) for b in blocks if isinstance(b, Figures | Months)]
    there = {code for _, codes in listed for code in codes}
    drawn = dict.fromkeys(b.code for b in blocks if isinstance(b, Breakdown | Cross | Years))
    single = tuple(code for code in drawn if code not in there)
    return [*([("Counts", single)] if single else []), *listed]


@page(P.SEE_MEASURES)
def measure_list(request: Request) -> HttpResponse:
    """All measures of a period, in groups; each opens its own page."""
    viewer = request.viewer
    key, period, form = chosen_period(request)
    scope = scope_for(viewer, period)
    group = chosen_of(request, "group", {OVERVIEW, *PAGES}, OVERVIEW)
    chosen = groups_of(group)
    results = {c: compute(MEASURES[c], scope) for _, codes in chosen for c in codes}
    groups = [_group(title, codes, results, key, scope) for title, codes in chosen]
    stored = (
        MeasureResult.objects.filter(authority=viewer.authority)
        .order_by("-computed_at")
        .values_list("computed_at", flat=True)
        .first()
    )
    frozen = frozen_for(viewer)
    is_reached = all(scope.recorded.reaches(True, period.end, of_reviews=each) for each in (True, False))
    told_until = None if is_reached else viewer.authority.known_until
    context = {
        "form": form,
        "key": key,
        "period": period,
        "groups": groups,
        "stored": stored,
        "whose": whose_figures(viewer, scope),
        "sees_parts": sees_small_numbers(viewer),
        "frozen": frozen.years.get(period) if frozen else None,
        "known_until": told_until if told_until and period.end > told_until and frozen is None else None,
        "may_compute": viewer.may(P.WRITE_REPORT),
        "may_export": viewer.may(P.EXPORT_RETURNS),
        "may_read": viewer.may(P.READ_REPORTS),
        "group": group,
        "links": _group_links(group, key),
        "pages": PAGES.values(),
    }
    return render(request, "reporting/measures.html", context)


def _group(title: str, codes: tuple[str, ...], results: dict[str, Result], key: str, scope: Scope) -> Table:
    """The figures of one group, each measure leading to its own page."""
    names = ("Figure", "Counted", "Of", "Not known")
    rows: list[list[Cell]] = []
    for code in codes:
        measure, result = MEASURES[code], results[code]
        href = f"{reverse('reporting:measure', args=[code])}?{urlencode({'period': key})}"
        numbers = (part(measure, counted(result)), part(measure, judged(result)), number(unknown(result)))
        cells = [figure_of(measure, result, scope), *numbers]
        rows.append([{"text": as_said(measure.title), "href": href}, *({"text": text} for text in cells)])
    return Table(title, headings("Measure", *names, numeric=names), rows)


def _group_links(group: str, period: str) -> list[dict[str, Any]]:
    offered = [(OVERVIEW, "Overview"), *((p.key, p.title) for p in PAGES.values())]
    return [
        {"text": title, "href": f"?{urlencode({'group': key, 'period': period})}", "current": key == group}
        for key, title in offered
    ]


@page(P.WRITE_REPORT, methods=POST)
def compute_now(request: Request) -> HttpResponse:
    """Ask the worker to compute and store the measures now."""
    viewer = request.viewer
    job = jobs.enqueue(
        "measures.compute",
        key=str(viewer.authority_id),
        params={"authority": viewer.authority_id},
        authority=viewer.authority,
        by=viewer.user,
        title="Figures of the council",
        text="Waiting to start",
    )
    return redirect("accounts:job", public_id=job.public_id)


@page(P.SEE_MEASURES, methods=FORM)
def other_period(request: Request) -> HttpResponse:
    """Choose any stretch of days; the measures, or one of them, are shown for it."""
    if not sees_small_numbers(request.viewer):
        raise PermissionDenied
    code = chosen_of(request, "measure", MEASURES)
    back = reverse("reporting:measure", args=[code]) if code else reverse("reporting:measures")
    form = StretchForm(posted(request), today=today())
    if request.method == "POST" and form.is_valid():
        first, last = form.cleaned_data["first"], form.cleaned_data["last"]
        return redirect(f"{back}?period={first.isoformat()}..{last.isoformat()}")
    return ask_page(request, form, Question("Another period", "Show", back, back_text="Measures"))
