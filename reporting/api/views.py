"""What the council's analysts read by program: figures with their three counts, and rows of its children."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.timezone import localdate

from accounts.access.decorators import takes
from accounts.clock import today
from accounts.models import Connection
from accounts.models.connections import ConnectionScope
from reporting.api.calls import Answer, BadCall, call
from reporting.api.description import description
from reporting.api.frozen import frozen_year
from reporting.api.rows import PER_PAGE, TABLES, children_of
from reporting.council.gaps import Gaps
from reporting.measures.base import Measure, Result, Scope, compute, compute_by, only_known
from reporting.measures.registry import ALL, DIMENSIONS, MEASURES
from reporting.periods import Period, collection_year_of, named_period

FIGURES = (ConnectionScope.FIGURES, ConnectionScope.ROWS, ConnectionScope.ALL_ROWS)
ROWS = (ConnectionScope.ROWS, ConnectionScope.ALL_ROWS)


@login_not_required
@takes("GET")
def openapi(request: HttpRequest) -> HttpResponse:
    """The description of this interface, for programs and for those who write them."""
    return JsonResponse(description(request.build_absolute_uri(reverse("reporting:api_measures"))))


@call(*FIGURES)
def measures(request: HttpRequest, connection: Connection) -> Answer:
    """Every measure with its definition."""
    return Answer({"measures": [_defined(measure) for measure in ALL]})


def _defined(measure: Measure) -> dict[str, Any]:
    return {
        "code": measure.code,
        "title": measure.title,
        "definition": measure.definition,
        "counts": measure.unit,
        "is_count": measure.is_count,
        "by": [name for name in measure.dimensions if name in DIMENSIONS],
    }


@call(*FIGURES)
def measure(request: HttpRequest, connection: Connection, code: str) -> Answer:
    """One measure in a period: its value, and the counts it is made of. `by` breaks it down.

    A token that reads figures alone gets frozen years, and no number of 1 to 5 children, like somebody who
    sees no child.
    """
    found = MEASURES.get(code)
    if found is None:
        raise BadCall("There is no measure of this code. Ask for the list of measures.", 404)
    by, asked = request.GET.get("by", ""), request.GET.get("period", "")
    if by and by not in found.dimensions:
        raise BadCall(f"This measure is broken down by: {', '.join(found.dimensions) or 'nothing'}.")
    if connection.scope == ConnectionScope.FIGURES:
        return _frozen(found, connection, asked, by)
    period = _period(asked, today())
    scope = _scope(connection, period)
    known = {"known_until": Gaps(scope.authority, scope.recorded).known_to(found, period), "frozen_on": None}
    body = _head(found, period) | known | _counts(found, compute(found, scope))
    if by:
        parts = compute_by(found, scope, by)
        body |= {"by": by, "parts": [{"key": key, **_counts(found, part)} for key, part in parts.items()]}
    return Answer(body)


def _scope(connection: Connection, period: Period) -> Scope:
    """The council's figures, of the children whose rows the token reads."""
    rows = None if connection.scope == ConnectionScope.ALL_ROWS else children_of(connection.authority, False)
    return Scope(connection.authority, period, rows, as_at=today(), is_council=True)


def _frozen(measure: Measure, connection: Connection, asked: str, by: str) -> Answer:
    """The same for a program that reads figures alone."""
    if by:
        raise BadCall("A token that reads figures alone gets no breakdown.", 403)
    period, frozen = frozen_year(connection.authority, asked)
    frozen_on = localdate(frozen.years[period].frozen_at)
    return Answer(
        _head(measure, period) | {"frozen_on": frozen_on} | _counts(measure, frozen.shown(measure, period))
    )


def _head(measure: Measure, period: Period) -> dict[str, Any]:
    """Which figure it is, of which days."""
    return {"code": measure.code, "from": period.start, "to": period.end}


def _counts(measure: Measure, result: Result) -> dict[str, Any]:
    """The value with its three counts: those that count, of how many, and those not known."""
    value = only_known(measure, result).value
    parts = (result.numerator, result.denominator)
    if measure.in_hundredths:
        numerator, denominator = (None if part is None else part / 100 for part in parts)
    else:
        numerator, denominator = parts
    return {
        "value": None if value is None else float(value),
        "numerator": numerator,
        "denominator": denominator,
        "not_known": None if result.is_hidden or result.hides_not_known else result.not_known,
        "is_hidden": result.is_hidden,
    }


def _period(text: str, day: date) -> Period:
    """2025-26, 2025-26-Q3, 2025-04, or both days; without one this year up to today. Raises BadCall."""
    if not text:
        return Period(collection_year_of(day).start, day)
    found = named_period(text)
    if found is None or found.start > day:
        raise BadCall("Write the period as 2025-26, 2025-26-Q3, 2025-04 or 2025-04-01..2025-09-30.")
    return Period(found.start, min(found.end, day))


@call(*ROWS)
def rows(request: HttpRequest, connection: Connection, table: str) -> Answer:
    """Rows of the council's own children, page by page. Restricted records only by a token that may."""
    found = TABLES.get(table)
    if found is None:
        raise BadCall(f"There is no such table. There are: {', '.join(TABLES)}.", 404)
    after = request.GET.get("after", "0")
    if not (after.isascii() and after.isdigit() and len(after) < 18):
        raise BadCall("after must be the number that the page before gave as next.")
    listed = list(found(connection.authority, connection.scope == ConnectionScope.ALL_ROWS, int(after)))
    given, is_more = listed[:PER_PAGE], len(listed) > PER_PAGE
    body = {
        "table": table,
        "rows": [row for _, _, row in given],
        "next": str(given[-1][0]) if is_more else None,
    }
    return Answer(body, [child for _, child, _ in given])
