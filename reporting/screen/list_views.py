"""The lists behind a figure: who counts, who does not, and of whom it is not known. Each child shown is
logged.
"""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.access.decorators import page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.access.viewers import Viewer
from accounts.audit import trail as audit
from accounts.councils.words import as_said
from accounts.searches import LONGEST_LOGGED
from accounts.templatetags.govuk import CYCLE_TAGS, within
from accounts.templatetags.govuk import day as day_words
from accounts.ui.spreadsheets import neutral
from accounts.ui.tables import Cell, Table, headings
from children.access import log_list
from children.models import Child
from reporting.access import scope_for
from reporting.layouts.registry import CROSSED
from reporting.measures.base import Measure, Rows, Scope, rows_of, with_key
from reporting.measures.registry import DIMENSIONS
from reporting.periods import Period
from reporting.screen.chosen_period import chosen_period
from reporting.screen.measure_views import LISTS, measure_named

PER_PAGE = 50
FIND: dict[str, Callable[[Rows], QuerySet[Any]]] = {
    "numerator": Rows.numerator,
    "failed": Rows.failed,
    "denominator": Rows.denominator,
    "not_known": Rows.not_known,
}
FACTS = {
    "due_on": "due",
    "held_on": "held",
    "started_on": "started",
    "ended_on": "ended",
    "turned_18_on": "turned 18",
    "participation_code": "code",
    "state": "status",
    "contact_on": "contact",
    "decided_on": "decided",
    "matched_on": "matched",
    "miles": "miles",
    "times_placed": "placements",
    "since": "there since",
    "taken": "working days",
    "times": "times",
    "score": "score",
    "children": "children",
    "share": "full-time equivalent",
}
"""What a list says of a row, where its rows carry it: the fields of the rows behind a measure are these or
none.
"""


@dataclass(frozen=True)
class Line:
    """One row of a list: the child, or for rows that are not children's a title; and its facts in words."""

    child: Child | None
    title: str
    facts: dict[str, str]
    """What the row carries, by its name in FACTS."""

    @property
    def words(self) -> str:
        return ", ".join(f"{FACTS[name]} {words}" for name, words in self.facts.items())


@dataclass(frozen=True)
class Asked:
    """Which list an address asks for: the part of the figure, and the cells of breakdowns it is cut down
    to.
    """

    part: str
    cells: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, request: Request) -> "Asked":
        """As the address says; without a word of it the first list of the whole. Raises Http404 for a list
        that there is not, which would be taken for the one that was asked for.
        """
        part = request.GET.get("part") or "numerator"
        named = [
            (request.GET.get(by, ""), request.GET.get(key, "")) for by, key in (("by", "key"), ("and", "is"))
        ]
        if part not in LISTS or any(bool(by) != bool(key) for by, key in named):
            raise Http404("No such list")
        return cls(part, tuple((by, key) for by, key in named if by))

    @property
    def words(self) -> str:
        """The cells in words."""
        return ", ".join(f"{within(DIMENSIONS.get(by, by))}: {key}" for by, key in self.cells)

    @property
    def address(self) -> dict[str, str]:
        """The list again, for addresses."""
        names = (("by", "key"), ("and", "is"))
        pairs = [
            p
            for (by, key), cell in zip(names, self.cells, strict=False)
            for p in ((by, cell[0]), (key, cell[1]))
        ]
        return {"part": self.part, **dict(pairs)}


@page(P.OPEN_MEASURE_ROWS)
def measure_rows(request: Request, code: str) -> HttpResponse:
    """One list behind a figure: of the children whom the figure counts for this person."""
    viewer = request.viewer
    measure = measure_named(code)
    key, period, form = chosen_period(request)
    if not form.is_valid():
        raise Http404("No such period")
    asked = Asked.of(request)
    _check_cells(measure, asked)
    scope = scope_for(viewer, period)
    found = FIND[asked.part](_rows(measure, scope, asked))
    path = "child" if measure.code == "timeliness_snapshot" else measure.child_path
    seen = _visible(found, viewer, path)
    if request.GET.get("csv"):
        return _csv(viewer, measure, period, asked.part, [_line(row, path) for row in seen])
    shown = Paginator(seen, PER_PAGE).get_page(request.GET.get("page"))
    lines = [_line(row, path) for row in shown.object_list]
    log_list(
        viewer,
        {line.child.pk for line in lines if line.child},
        page=f"list behind {measure.code}",
        filters=", ".join(w for w in (key, within(LISTS[asked.part]), asked.words) if w)[:LONGEST_LOGGED],
    )
    address = reverse("reporting:rows", args=[measure.code])
    context = {
        "measure": measure,
        "back": _back(measure, key),
        "caption": ", ".join(w for w in (period.label, within(LISTS[asked.part]), asked.words) if w),
        "total": shown.paginator.count,
        "is_of_some": scope.is_of_some,
        "page_obj": shown,
        "table": _table(measure, lines) if lines else None,
        "download": f"{address}?{urlencode({'period': key, **asked.address, 'csv': '1'})}",
    }
    return render(request, "reporting/rows.html", context)


def _back(measure: Measure, key: str) -> str:
    return f"{reverse('reporting:measure', args=[measure.code])}?{urlencode({'period': key})}"


def _check_cells(measure: Measure, asked: Asked) -> None:
    """Only the cells that a page offers have a list: others would be questions about one child. Raises
    Http404.
    """
    by = tuple(dimension for dimension, _ in asked.cells)
    if any(d not in measure.dimensions or d == "month" for d in by):
        raise Http404("No such breakdown")
    if len(by) == 2 and (measure.code, frozenset(by)) not in CROSSED:
        raise Http404("No such breakdown")


def _rows(measure: Measure, scope: Scope, asked: Asked) -> Rows:
    """The rows of a figure, of one key of a breakdown, or of one cell of two. Raises Http404 when there is
    none, and for a key of which there is nothing: an empty list would say that there was none.
    """
    rows = rows_of(measure, scope)
    if rows is None:
        raise Http404("No such figure in this period")
    for dimension, key in asked.cells:
        if dimension not in rows.dimensions:
            raise Http404("No such breakdown")
        rows = with_key(rows, dimension, key)
    if asked.cells and not rows.population.exists():
        raise Http404("Nothing of this breakdown")
    return rows


def _visible(found: QuerySet[Any], viewer: Viewer, path: str | None) -> QuerySet[Any]:
    if path is not None:
        children = Child.objects.visible_to(viewer).values("pk").order_by()
        found = found.filter(**{f"{path}__in" if path else "pk__in": children})
    return (found.select_related(path) if path else found).order_by("pk")


def _line(row: Any, path: str | None) -> Line:
    child = row if path is not None else None
    for part in path.split("__") if path else []:
        child = getattr(child, part)
    carried = {name: getattr(row, name, None) for name in FACTS}
    facts = {name: _fact(row, name, value) for name, value in carried.items() if value}
    return Line(child, "" if child else str(row), facts)


def _fact(row: Any, name: str, value: Any) -> str:
    if name == "state":
        return _state_words(row)
    return day_words(value) if isinstance(value, date | datetime) else str(value)


def _state_words(row: Any) -> str:
    """The status of a turn of the clock or a task, in the words of its own pages."""
    if row.state in CYCLE_TAGS:
        return within(CYCLE_TAGS[row.state][1])
    return str(row.get_state_display()) if hasattr(row, "get_state_display") else str(row.state)


def _table(measure: Measure, lines: list[Line]) -> Table:
    first = measure.unit if measure.child_path is None else "Child"
    return Table(
        as_said(measure.title),
        headings(first, "Facts"),
        [[_head(line), {"text": line.words}] for line in lines],
    )


def _head(line: Line) -> Cell:
    if line.child is None:
        return {"text": line.title}
    href = reverse("children:child", args=[line.child.public_id])
    return {"text": line.child.name, "href": href, "note": line.child.number}


def _csv(viewer: Viewer, measure: Measure, period: Period, part: str, lines: list[Line]) -> HttpResponse:
    details: dict[str, Any] = {"measure": measure.code, "rows": len(lines), "part": part}
    with audit.action("measure.exported", by=viewer.user, authority=viewer.authority, **details):
        seen = {line.child.pk for line in lines if line.child}
        log_list(viewer, seen, page=f"export of {measure.code}")
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    name = f"{measure.code}-{period.start}-{period.end}-{part}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response.write("\ufeff")
    writer = csv.writer(response)
    columns = [name for name in FACTS if any(name in line.facts for line in lines)]
    writer.writerow(["child number", "name", *(FACTS[name] for name in columns)])
    for line in lines:
        number, name = (line.child.number, line.child.name) if line.child else ("", line.title)
        cells = (number, name, *(line.facts.get(column, "") for column in columns))
        writer.writerow([neutral(cell) for cell in cells])
    return response
