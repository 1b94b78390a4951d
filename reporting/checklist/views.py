"""How reviews are prepared: the rates of a period, and what came in time for each review (P-164)."""

from dataclasses import replace

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.access.decorators import page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.access.viewers import Viewer
from accounts.calendars import working_days
from accounts.clock import today
from accounts.councils.words import as_said
from accounts.ui.tables import Cell, Row, Table, headings
from children.access import log_list
from children.models import Child
from reporting.access import scope_for
from reporting.checklist.rows import HEADINGS, checked, recorded, reviews_of, unfinished
from reporting.measures.base import Scope, compute
from reporting.measures.registry import MEASURES
from reporting.periods import Period
from reporting.screen.chosen_period import chosen_period
from reporting.screen.shown import figure_of, number, unknown

PER_PAGE = 50
RATES = (
    "invitations_in_time",
    "invitations_child_asked",
    "consulted_child",
    "consulted_others",
    "papers_report_in_time",
    "papers_plan_there",
    "documents_seen",
    "documents_current",
    "record_in_time",
)


@page(P.BOOK_REVIEW)
def checklist(request: Request) -> HttpResponse:
    """How reviews of a period were prepared."""
    viewer = request.viewer
    key, period, form = chosen_period(request)
    scope = _scope(viewer, period)
    reviews, is_short = reviews_of(scope), request.GET.get("unfinished") == "1"
    visible = reviews.filter(child__in=Child.objects.visible_to(viewer).values("pk").order_by())
    of_which = recorded(visible)
    shown = Paginator(unfinished(of_which) if is_short else of_which, PER_PAGE)
    found = shown.get_page(request.GET.get("page"))
    log_list(viewer, [review.child_id for review in found], page="how reviews were prepared")
    calendar = working_days()
    context = {
        "form": form,
        "key": key,
        "period": period,
        "rates": _rates(scope, key, may_open=viewer.may(P.SEE_MEASURES)),
        "held": Table("Reviews held", headings(*HEADINGS), [row.row(calendar) for row in checked(found)]),
        "page": found,
        "is_short": is_short,
        "without": visible.count() - of_which.count(),
        "is_all": not scope.is_of_some or not viewer.may(P.SEE_MEASURES),
    }
    return render(request, "reporting/checklist.html", context)


def _scope(viewer: Viewer, period: Period) -> Scope:
    """Whose reviews: an IRO's own, and for an office that sees no figures else those of everybody it sees."""
    if viewer.may(P.SEE_MEASURES):
        scope = scope_for(viewer, period)
    else:
        scope = Scope(viewer.authority, period, Child.objects.visible_to(viewer))
    return replace(scope, as_at=today())


def _rates(scope: Scope, key: str, *, may_open: bool) -> Table:
    """Each rate of the period with what it is made of."""
    rows: list[Row] = []
    for code in RATES:
        measure = MEASURES[code]
        result = compute(measure, scope)
        title: Cell = as_said(measure.title)
        if may_open:
            title = {"text": title, "href": f"{reverse('reporting:measure', args=[code])}?period={key}"}
        of = f"{number(result.numerator)} of {number(result.denominator)}" if result.denominator else "–"
        rows.append([title, figure_of(measure, result, scope), of, number(unknown(result))])
    names = ("What", "Share", "How many", "Not known")
    return Table("Rates of the period", headings(*names, numeric=names[1:]), rows)
