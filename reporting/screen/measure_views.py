"""One measure: what it counts, its figure with what proves it, the months, a breakdown."""

from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString

from accounts.access.decorators import page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.access.roles import Role
from accounts.access.viewers import Viewer
from accounts.clock import today
from accounts.councils.words import as_said
from accounts.searches import chosen_of
from accounts.templatetags.govuk import day as day_words
from accounts.templatetags.govuk import within
from accounts.ui.tables import Cell, Table, headings
from reporting.access import frozen_for, scope_for, sees_small_numbers
from reporting.comparators.by_key import published
from reporting.drawing import charts
from reporting.measures.base import Measure, Result, Scope, compute, compute_by, only_known, rows_of
from reporting.measures.groups import counted_by, counted_here, in_order_of_age
from reporting.measures.registry import DIMENSIONS, MEASURES
from reporting.screen.chosen_period import chosen_period
from reporting.screen.shown import counted, failed, figure, figure_of, judged, number, part, unknown
from reporting.screen.surroundings import Surroundings, around, months_in_gaps
from reporting.shares import percentage
from statute.terms import Terms

LISTS = {
    "numerator": "Counted",
    "failed": "Not counted",
    "denominator": "All of these together",
    "not_known": "Not known",
}
"""The lists behind a figure, by the name an address gives them."""
LEFT_OUT = "Restricted records that are closed to you are not counted here."
"""Said whether there are any or not: nobody is told how many."""
OF_TEAMS = ("the children of your teams", "theirs")


def measure_named(code: str) -> Measure:
    """The measure of a code. Raises Http404 when there is none."""
    if code not in MEASURES:
        raise Http404("No such measure")
    return MEASURES[code]


@page(P.SEE_MEASURES)
def measure_page(request: Request, code: str) -> HttpResponse:
    """One measure of the period chosen, with the breakdown asked for."""
    viewer = request.viewer
    measure = measure_named(code)
    key, period, form = chosen_period(request)
    scope = scope_for(viewer, period)
    result = compute(measure, scope)
    offered = (
        _dimensions(measure) if sees_small_numbers(viewer) else {}
    )  # a lead member sees the council as one
    dimension = chosen_of(request, "by", offered, next(iter(offered), ""))
    found = around(scope, measure, result, today())
    gaps = months_in_gaps(scope, measure)
    months = _months(measure, scope)
    context = {
        "measure": measure,
        "form": form,
        "key": key,
        "dimension": dimension,
        "offered": offered.items(),
        "whose": whose_figures(viewer, scope),
        "sees_parts": sees_small_numbers(viewer),
        "figure": figure_of(measure, result, scope),
        "around": found,
        "unasked": rows.unasked if (rows := rows_of(measure, scope)) is not None else "",
        "facts": _facts(measure, found, may_write=viewer.may(P.WRITE_REPORT)),
        "lists": _lists(measure, result, key, may_open=viewer.may(P.OPEN_MEASURE_ROWS)),
        "chart": _chart(measure, months, gaps),
        "gap_months": gaps,
        "months": _months_table(measure, months, gaps),
        "broken": _by_dimension(measure, scope, dimension),
    }
    return render(request, "reporting/measure.html", context)


def whose_figures(viewer: Viewer, scope: Scope) -> str:
    """Which children the figures are of, for those who do not see the whole council; and what those get who
    see it as one."""
    if (frozen := frozen_for(viewer)) is not None:
        return frozen.words
    if not scope.is_of_some:
        return f"{LEFT_OUT} Reports and frozen figures count every child."
    whose, theirs = ("your own children", "yours") if viewer.is_a(Role.IRO) else OF_TEAMS
    return f"Figures of {whose}, and of those who were {theirs} when they left care. {LEFT_OUT}"


def _dimensions(measure: Measure) -> dict[str, str]:
    return {d: DIMENSIONS[d] for d in measure.dimensions if d != "month"}


def _months(measure: Measure, scope: Scope) -> dict[str, Result]:
    is_shown = "month" in measure.dimensions and len(scope.period.months()) > 1
    found = compute_by(measure, scope, "month") if is_shown else {}
    return found


def _facts(measure: Measure, found: Surroundings, *, may_write: bool) -> list[dict[str, Any]]:
    better = {True: "More is better.", False: "Less is better.", None: ""}[measure.is_more_better]
    at = ", as at its last day" if measure.as_at_end else ""
    target: dict[str, Any] = {"key": "Target", "value": _target_words(found)}
    if may_write:
        address = f"{reverse('reporting:set_target')}?{urlencode({'measure': measure.code})}"
        target |= {"href": address, "change": f"the target for {as_said(measure.title)}"}
    return [
        {"key": "Period", "value": f"{found.label}{at}"},
        {
            "key": "What it counts",
            "value": as_said(measure.definition),
            "note": f"{_own_way(measure, found.terms)}Counts: {as_said(measure.unit)}. "
            f"For: {measure.periods}. {better}",
        },
        target,
    ]


def _own_way(measure: Measure, terms: Terms) -> str:
    """How the council counts, where that is its own way, and whether it counts by this measure."""
    own = counted_here(measure.code, terms)
    what = counted_by(terms).get(measure.code)
    return f"{own} Figures of other councils may differ. " * bool(own) + (
        f"The council counts {what} by this measure. " if what else ""
    )


def _target_words(found: Surroundings) -> str:
    if found.target is None:
        return "none"
    reached = {True: ": reached", False: ": not reached", None: ""}[found.is_met]
    return f"{found.target_words}, from {day_words(found.target.starts_on)}{reached}"


def _lists(measure: Measure, result: Result, key: str, *, may_open: bool) -> Table:
    """What the figure is made of, each number opening its list."""
    numbers = {"numerator": counted(result), "not_known": unknown(result)}
    if not measure.is_count:
        numbers["denominator"] = judged(result)
    if measure.is_share:
        numbers["failed"] = failed(result)
    rows: list[list[Cell]] = []
    for kind, title in LISTS.items():
        if kind in numbers:
            opens = may_open and numbers[kind] and not (kind == "denominator" and measure.scale == 10_000)
            asked = urlencode({"period": key, "part": kind})
            href = f"{reverse('reporting:rows', args=[measure.code])}?{asked}" if opens else ""
            text = number(numbers[kind]) if kind == "not_known" else part(measure, numbers[kind])
            rows.append([{"text": title}, {"text": text, "href": href}])
    return Table("What the figure is made of", headings("Part", "Number", numeric=("Number",)), rows)


def _by_dimension(measure: Measure, scope: Scope, dimension: str) -> Table | None:
    if not dimension:
        return None
    label = DIMENSIONS[dimension]
    found = compute_by(measure, scope, dimension)
    if dimension in ("age", "years"):
        found = {key: found[key] for key in in_order_of_age(scope.authority, found, scope.period.end)}
    table = _table(measure, f"By {within(label)}", label, found)
    return _with_others(measure, scope, dimension, found, table) if table and measure.is_count else table


def _with_others(
    measure: Measure, scope: Scope, dimension: str, found: dict[str, Result], table: Table
) -> Table:
    """The table with the share of each row and the published shares beside it, where there are any."""
    if scope.is_of_some or scope.frozen is not None:
        return table
    others = published(scope.authority, measure, dimension, scope.period.end.year)
    if not others.columns:
        return table
    total = sum(result.numerator or 0 for result in found.values())
    for key, row in zip(found, table.rows, strict=True):
        share = percentage(found[key].numerator, total)
        row.append({"text": "–" if share is None else f"{share}%"})
        row += [{"text": others.shares.get(key, {}).get(name, "–")} for name in others.columns]
    names = ("Share", *(f"{name}, {others.year}" for name in others.columns))
    return replace(table, headings=[*table.headings, *headings(*names, numeric=names)])


def _table(measure: Measure, title: str, first: str, found: dict[str, Result]) -> Table | None:
    if not found:
        return None
    names = ("Figure", "Not known") if measure.is_count else ("Figure", "Counted", "Of", "Not known")
    rows: list[list[Cell]] = []
    for name, result in found.items():
        counts = [] if measure.is_count else [counted(result), judged(result)]
        parts = (part(measure, count) for count in counts)
        cells = [figure(measure, result), *parts, number(unknown(result))]
        rows.append([{"text": name}, *({"text": text} for text in cells)])
    return Table(title, headings(first, *names, numeric=names), rows)


def _months_table(measure: Measure, months: dict[str, Result], gaps: set[str]) -> Table | None:
    """The numbers of the chart; a month with a gap says so in place of its figure."""
    table = _table(measure, "The same numbers", "Month", {_month_words(k): r for k, r in months.items()})
    for key, row in zip(months, table.rows if table else [], strict=True):
        if key in gaps:
            row[1] = {"text": "gap"}
    return table


def _month_words(key: str) -> str:
    return f"{_first_day(key):%B %Y}"


def _first_day(month_key: str) -> date:
    """The first day of a month that is written as 2026-04."""
    return date.fromisoformat(f"{month_key}-01")


def _chart(measure: Measure, months: dict[str, Result], gaps: set[str]) -> SafeString | None:
    """The months as a line, broken where there is no figure or a gap in recording."""
    values = [None if k in gaps else _drawn(measure, r) for k, r in months.items()]
    if all(value is None for value in values):
        return None
    labels = [f"{_first_day(k):%b %y}" for k in months]
    return charts.lines(
        measure.code,
        f"{as_said(measure.title)} in each month",
        labels,
        [(as_said(measure.title), values)],
        unit="%" if measure.is_share else "",
        top_value=100 if measure.is_share else None,
    )


def _drawn(measure: Measure, result: Result) -> float | int | None:
    result = only_known(measure, result)
    if measure.is_count or result.value is None:
        return result.numerator if measure.is_count else None
    return float(result.value)
