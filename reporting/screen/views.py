"""Pages of measures: the figures, one measure with its definition, the rows behind a figure."""

import csv
import re
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from accounts.access.decorators import POST, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.audit import trail as audit
from accounts.clock import today
from accounts.jobs import queue as jobs
from accounts.templatetags.govuk import CYCLE_TAGS, within
from accounts.ui.spreadsheets import neutral
from children.models import Child
from reporting.access import log_list, scope_for
from reporting.drawing import charts
from reporting.layouts.blocks import Breakdown, Cross, Figures, Months, Years
from reporting.layouts.registry import PAGES
from reporting.measures.base import Measure, Result, Rows, Scope, compute, compute_by, rows_of, with_key
from reporting.measures.monitoring import MEASURED, question_code
from reporting.measures.registry import DIMENSIONS, MEASURES
from reporting.models import MeasureResult
from reporting.periods import Period, collection_year, month
from reporting.report.forms import PeriodForm
from reporting.screen.shown import figure
from reporting.screen.surroundings import around, months_in_gaps
from statute.working_days import add_months

PER_PAGE = 50
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
    single = tuple(dict.fromkeys(b.code for b in blocks if isinstance(b, Breakdown | Cross | Years)))
    return [*([("Counts", single)] if single else []), *listed]


def periods(day: Any) -> dict[str, tuple[str, Period]]:
    """The periods a page offers: this year up to today, the last three collection years, the last twelve months one by one."""
    year = day.year + (day >= day.replace(month=4, day=1))
    found = {
        "year_to_date": (
            f"This year up to today ({year - 1}-{year % 100:02d})",
            Period(collection_year(year).start, day),
        )
    }
    for y in (year - 1, year - 2, year - 3):
        found[str(y)] = (f"{y - 1}-{y % 100:02d}", collection_year(y))
    for back in range(12):
        p = month(add_months(day.replace(day=1), -back))
        found[f"{p.start:%Y-%m}"] = (p.label, p if p.end <= day else Period(p.start, day))
    return found


def named_period(key: str, day: Any) -> Period | None:
    """An older period that an address names: 2024 a collection year, 2024-05 a month. None: no such period, or not begun."""
    match = re.fullmatch(r"((?:19|20)\d\d)(?:-(0[1-9]|1[0-2]))?", key)
    if not match:
        return None
    year = int(match[1])
    found = month(day.replace(year=year, month=int(match[2]), day=1)) if match[2] else collection_year(year)
    return found if found.start <= day else None


def _period(request: Request) -> tuple[str, Period, PeriodForm]:
    offered = periods(today())
    key = request.GET.get("period", "year_to_date")
    if key not in offered:
        named = named_period(key, today())
        offered |= {key: (named.label, named)} if named else {}
    key = key if key in offered else "year_to_date"
    form = PeriodForm({"period": key}, periods=[(k, words) for k, (words, _) in offered.items()])
    return key, offered[key][1], form


@page(P.SEE_MEASURES)
def measure_list(request: Request) -> HttpResponse:
    """All measures of a period, in groups; each opens its own page."""
    viewer = request.viewer
    key, period, form = _period(request)
    scope = scope_for(viewer, period)
    group = request.GET.get("group", OVERVIEW)
    group = group if group in PAGES else OVERVIEW
    chosen = groups_of(group)
    results = {c: compute(MEASURES[c], scope) for _, codes in chosen for c in codes}
    groups = [
        {
            "title": title,
            "rows": [
                {"measure": MEASURES[c], "result": results[c], "figure": figure(MEASURES[c], results[c])}
                for c in codes
            ],
        }
        for title, codes in chosen
    ]
    stored = (
        MeasureResult.objects.filter(authority=viewer.authority)
        .order_by("-computed_at")
        .values_list("computed_at", flat=True)
        .first()
    )
    context = {
        "form": form,
        "key": key,
        "period": period,
        "groups": groups,
        "stored": stored,
        "is_line": scope.children is not None,
        "may_compute": viewer.may(P.WRITE_REPORT),
        "may_export": viewer.may(P.EXPORT_RETURNS),
        "may_read": viewer.may(P.READ_REPORTS),
        "group": group,
        "links": _group_links(group, key),
        "pages": PAGES.values(),
    }
    return render(request, "reporting/measures.html", context)


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


def _measure(code: str) -> Measure:
    if code not in MEASURES:
        raise Http404("No such measure")
    return MEASURES[code]


@page(P.SEE_MEASURES)
def measure_page(request: Request, code: str) -> HttpResponse:
    """One measure: what it counts, its figure with what proves it, the months, a breakdown."""
    viewer = request.viewer
    measure = _measure(code)
    key, period, form = _period(request)
    scope = scope_for(viewer, period)
    result = compute(measure, scope)
    dimension = request.GET.get("by", "")
    wanted = measure.dimensions if viewer.may_see_children else ()  # a lead member sees the council as one
    offered = [(d, DIMENSIONS[d]) for d in wanted if d != "month"]
    dimension = dimension if dimension in dict(offered) else (offered[0][0] if offered else "")
    broken = compute_by(measure, scope, dimension) if dimension else {}
    months = (
        compute_by(measure, scope, "month")
        if "month" in measure.dimensions and len(period.months()) > 1
        else {}
    )
    gaps = months_in_gaps(scope, measure)
    context = {
        "measure": measure,
        "form": form,
        "key": key,
        "period": period,
        "result": result,
        "figure": figure(measure, result),
        "chart": _chart(measure, months, gaps),
        "months": [
            (f"{_first_day(k):%B %Y}", r, "gap" if k in gaps else figure(measure, r))
            for k, r in months.items()
        ],
        "dimension": dimension,
        "dimension_label": DIMENSIONS.get(dimension, ""),
        "offered": offered,
        "broken": [(k, r, figure(measure, r)) for k, r in broken.items()],
        "is_line": scope.children is not None,
        "may_open": viewer.may(P.OPEN_MEASURE_ROWS),
        "may_write": viewer.may(P.WRITE_REPORT),
        "gap_months": gaps,
        **around(scope, measure, result, today()),
    }
    return render(request, "reporting/measure.html", context)


def _first_day(month_key: str) -> date:
    """The first day of a month that is written as 2026-04."""
    return date.fromisoformat(f"{month_key}-01")


def _chart(measure: Measure, months: dict[str, Result], gaps: set[str]) -> Any:
    """The months as a line, broken where there is no figure or a gap in recording."""
    if not months:
        return None
    values = [
        None
        if k in gaps
        else r.numerator
        if measure.is_count
        else (float(r.value) if r.value is not None else None)
        for k, r in months.items()
    ]
    labels = [f"{_first_day(k):%b %y}" for k in months]
    unit = "%" if measure.is_share else ""
    title = f"{measure.title} in each month"
    return charts.lines(
        measure.code,
        title,
        labels,
        [(measure.title, values)],
        unit=unit,
        top_value=100 if measure.is_share else None,
    )


KINDS = {"numerator": "counted", "denominator": "of these", "not_known": "not known"}


@page(P.OPEN_MEASURE_ROWS)
def measure_rows(request: Request, code: str) -> HttpResponse:
    """The list behind a figure. Restricted children are counted and not listed; each child shown is logged."""
    viewer = request.viewer
    measure = _measure(code)
    key, period, form = _period(request)
    kind = request.GET.get("part", "numerator")
    kind = kind if kind in KINDS else "numerator"
    rows = _asked_rows(request, measure, scope_for(viewer, period))
    queryset = {"numerator": rows.numerator, "denominator": rows.denominator, "not_known": rows.not_known}[
        kind
    ]()
    path = "child" if measure.code == "timeliness_snapshot" else measure.child_path
    total = queryset.count()
    seen = queryset
    if path is not None:
        children = Child.objects.visible_to(viewer).values("pk").order_by()
        seen = queryset.filter(**{f"{path}__in" if path else "pk__in": children})
    if path:
        seen = seen.select_related(path)
    listed = [_line(row, path) for row in seen.order_by("pk")] if request.GET.get("csv") else None
    if listed is not None:
        return _csv(request, measure, period, kind, listed)
    shown = Paginator(seen.order_by("pk"), PER_PAGE).get_page(request.GET.get("page"))
    lines = [_line(row, path) for row in shown.object_list]
    log_list(
        viewer, {line["child"].pk for line in lines if line["child"]}, page=f"list behind {measure.code}"
    )
    context = {
        "part_of": _part_of(request),
        "asked": _asked(request),
        "measure": measure,
        "period": period,
        "key": key,
        "kind": kind,
        "words": KINDS[kind],
        "total": total,
        "hidden": total - shown.paginator.count,
        "page_obj": shown,
        "lines": lines,
    }
    return render(request, "reporting/rows.html", context)


def _asked_rows(request: Request, measure: Measure, scope: Scope) -> Rows:
    """The rows of a figure, of one key of a breakdown, or of one cell of two. Raises Http404 when there is none."""
    rows = rows_of(measure, scope)
    if rows is None:
        raise Http404("No such figure in this period")
    for dimension, key in _cells(request):
        if dimension not in rows.dimensions:
            raise Http404("No such breakdown")
        rows = with_key(rows, dimension, key)
    return rows


def _cells(request: Request) -> list[tuple[str, str]]:
    pairs = [("by", "key"), ("and", "is")]
    return [(request.GET[a], request.GET[b]) for a, b in pairs if request.GET.get(a) and request.GET.get(b)]


def _part_of(request: Request) -> str:
    return ", ".join(f"{within(DIMENSIONS.get(d, d))}: {key}" for d, key in _cells(request))


def _asked(request: Request) -> str:
    """The breakdown again, for the addresses of the page."""
    return urlencode({k: request.GET[k] for k in ("by", "key", "and", "is") if request.GET.get(k)})


def _line(row: Any, path: str | None) -> dict[str, Any]:
    child = row if path is not None else None
    for part in path.split("__") if path else []:
        child = getattr(child, part)
    facts = [
        (label, _state_words(row) if name == "state" else getattr(row, name))
        for name, label in (
            ("due_on", "due"),
            ("held_on", "held"),
            ("started_on", "started"),
            ("ended_on", "ended"),
            ("participation_code", "code"),
            ("state", "stands as"),
            ("decided_on", "decided"),
            ("matched_on", "matched"),
            ("miles", "miles"),
            ("times_placed", "placements"),
            ("since", "there since"),
            ("taken", "working days"),
            ("times", "times"),
            ("score", "score"),
            ("children", "children"),
            ("full_time_equivalent", "full-time equivalent"),
        )
        if getattr(row, name, None)
    ]
    return {"child": child, "title": "" if child else str(row), "facts": facts}


def _state_words(row: Any) -> str:
    """How a turn of the clock or a task stands, in the words of its own pages."""
    if row.state in CYCLE_TAGS:
        return within(CYCLE_TAGS[row.state][1])
    return str(row.get_state_display()) if hasattr(row, "get_state_display") else str(row.state)


def _csv(
    request: Request, measure: Measure, period: Period, kind: str, lines: list[dict[str, Any]]
) -> HttpResponse:
    viewer = request.viewer
    with audit.action(
        "measure.exported",
        by=viewer.user,
        authority=viewer.authority,
        measure=measure.code,
        rows=len(lines),
        part=kind,
    ):
        log_list(
            viewer, {line["child"].pk for line in lines if line["child"]}, page=f"export of {measure.code}"
        )
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = (
        f'attachment; filename="{measure.code}-{period.start}-{period.end}-{kind}.csv"'
    )
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow(["child number", "name", "facts"])
    for line in lines:
        facts = "; ".join(f"{label} {value}" for label, value in line["facts"])
        child = line["child"]
        number, name = (child.number, child.name) if child else ("", line["title"])
        writer.writerow([neutral(number), neutral(name), neutral(facts)])
    return response
