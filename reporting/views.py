"""Pages of measures: the figures, one measure with its definition, the rows behind a figure."""

import csv
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts import audit, jobs
from accounts.clock import today
from accounts.decorators import POST, page
from accounts.roles import Permission as P
from children.models import Child
from reporting import charts
from reporting.access import log_list, scope_for
from reporting.forms import PeriodForm
from reporting.measures.base import Measure, Result, compute, compute_by
from reporting.measures.monitoring import MEASURED, question_code
from reporting.measures.registry import ALL, DIMENSIONS, MEASURES
from reporting.models import MeasureResult
from reporting.periods import Period, collection_year, month
from statute.working_days import add_months

PER_PAGE = 50
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


def _period(request: HttpRequest) -> tuple[str, Period, PeriodForm]:
    offered = periods(today())
    key = request.GET.get("period", "year_to_date")
    key = key if key in offered else "year_to_date"
    form = PeriodForm({"period": key}, periods=[(k, words) for k, (words, _) in offered.items()])
    return key, offered[key][1], form


def figure(measure: Measure, result: Result) -> str:
    """The figure as it is shown: a count, or a percentage."""
    if measure.is_count:
        return charts.shown(result.numerator)
    return f"{result.value}%" if result.value is not None else "–"


@page(P.SEE_MEASURES)
def measure_list(request: HttpRequest) -> HttpResponse:
    """All measures of a period, in groups; each opens its own page."""
    viewer = request.viewer  # type: ignore[attr-defined]
    key, period, form = _period(request)
    scope = scope_for(viewer, period)
    results = {m.code: compute(m, scope) for m in ALL if m.code != "participation_codes"}
    groups = [
        {
            "title": title,
            "rows": [
                {"measure": MEASURES[c], "result": results[c], "figure": figure(MEASURES[c], results[c])}
                for c in codes
            ],
        }
        for title, codes in GROUPS
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
    }
    return render(request, "reporting/measures.html", context)


@page(P.WRITE_REPORT, methods=POST)
def compute_now(request: HttpRequest) -> HttpResponse:
    """Ask the worker to compute and store the measures now."""
    viewer = request.viewer  # type: ignore[attr-defined]
    job = jobs.enqueue(
        "measures.compute", key=str(viewer.authority_id), params={"authority": viewer.authority_id}, authority=viewer.authority, by=viewer.user,
        text="Waiting to start",
    )  # fmt: skip
    return redirect("accounts:job", public_id=job.public_id)


def _measure(code: str) -> Measure:
    if code not in MEASURES:
        raise Http404("No such measure")
    return MEASURES[code]


@page(P.SEE_MEASURES)
def measure_page(request: HttpRequest, code: str) -> HttpResponse:
    """One measure: what it counts, its figure with what proves it, the months, a breakdown."""
    viewer = request.viewer  # type: ignore[attr-defined]
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
    context = {
        "measure": measure, "form": form, "key": key, "period": period, "result": result, "figure": figure(measure, result),
        "chart": _chart(measure, months), "months": [(k, r, figure(measure, r)) for k, r in months.items()],
        "dimension": dimension, "dimension_label": DIMENSIONS.get(dimension, ""), "offered": offered,
        "broken": [(k, r, figure(measure, r)) for k, r in broken.items()],
        "is_line": scope.children is not None, "may_open": viewer.may(P.OPEN_MEASURE_ROWS),
    }  # fmt: skip
    return render(request, "reporting/measure.html", context)


def _chart(measure: Measure, months: dict[str, Result]) -> Any:
    if not months:
        return None
    values = [
        r.numerator if measure.is_count else (float(r.value) if r.value is not None else None)
        for r in months.values()
    ]
    labels = [f"{k[5:]}/{k[2:4]}" for k in months]
    unit = "" if measure.is_count else "%"
    title = f"{measure.title} in each month"
    return charts.lines(
        measure.code,
        title,
        labels,
        [(measure.title, values)],
        unit=unit,
        top_value=None if measure.is_count else 100,
    )


KINDS = {"numerator": "counted", "denominator": "of these", "not_known": "not known"}


@page(P.OPEN_MEASURE_ROWS)
def measure_rows(request: HttpRequest, code: str) -> HttpResponse:
    """The list behind a figure. Restricted children are counted and not listed; each child shown is logged."""
    viewer = request.viewer  # type: ignore[attr-defined]
    measure = _measure(code)
    key, period, form = _period(request)
    kind = request.GET.get("part", "numerator")
    kind = kind if kind in KINDS else "numerator"
    rows = measure.rows(scope_for(viewer, period))
    if rows is None:
        raise Http404("No such figure in this period")
    queryset = {"numerator": rows.numerator, "denominator": rows.denominator, "not_known": rows.not_known}[
        kind
    ]()
    path = {"child": "", "decision": "decision__child", "answer": "form__child"}.get(measure.unit, "child")
    if measure.code.startswith("timeliness_snapshot"):
        path = "child"
    total = queryset.count()
    seen = queryset.filter(
        **{f"{path}__in" if path else "pk__in": Child.objects.visible_to(viewer).values("pk").order_by()}
    )
    if path:
        seen = seen.select_related(path)
    listed = [_line(row, path) for row in seen.order_by("pk")] if request.GET.get("csv") else None
    if listed is not None:
        return _csv(request, measure, period, kind, listed)
    shown = Paginator(seen.order_by("pk"), PER_PAGE).get_page(request.GET.get("page"))
    lines = [_line(row, path) for row in shown.object_list]
    log_list(viewer, {line["child"].pk for line in lines}, page=f"list behind {measure.code}")
    context = {"measure": measure, "period": period, "key": key, "kind": kind, "words": KINDS[kind], "total": total,
               "hidden": total - shown.paginator.count, "page_obj": shown, "lines": lines}  # fmt: skip
    return render(request, "reporting/rows.html", context)


def _line(row: Any, path: str) -> dict[str, Any]:
    child = row
    for part in path.split("__") if path else []:
        child = getattr(child, part)
    facts = [
        (label, getattr(row, name))
        for name, label in (
            ("due_on", "due"),
            ("held_on", "held"),
            ("started_on", "started"),
            ("ended_on", "ended"),
            ("participation_code", "code"),
            ("state", "state"),
        )
        if getattr(row, name, None)
    ]
    return {"child": child, "facts": facts}


def _csv(
    request: HttpRequest, measure: Measure, period: Period, kind: str, lines: list[dict[str, Any]]
) -> HttpResponse:
    viewer = request.viewer  # type: ignore[attr-defined]
    with audit.action(
        "measure.exported",
        by=viewer.user,
        authority=viewer.authority,
        measure=measure.code,
        rows=len(lines),
        part=kind,
    ):
        log_list(viewer, {line["child"].pk for line in lines}, page=f"export of {measure.code}")
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = (
        f'attachment; filename="{measure.code}-{period.start}-{period.end}-{kind}.csv"'
    )
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow(["child number", "name", "facts"])
    for line in lines:
        facts = "; ".join(f"{label} {value}" for label, value in line["facts"])
        writer.writerow([_safe(line["child"].number), _safe(line["child"].name), _safe(facts)])
    return response


def _safe(cell: str) -> str:
    """A cell that a spreadsheet does not take for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
