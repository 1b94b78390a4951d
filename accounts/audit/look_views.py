"""Who has looked at whom in the council: a page with filters, and the same as CSV. Children by number."""

from datetime import date, datetime, time, timedelta

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase, QueryDict, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.access.decorators import FORM, POST, page
from accounts.access.requests import Request
from accounts.access.roles import Permission
from accounts.audit.looks import PERIODS, Look, by_page, each_look, logged, looks_of
from accounts.audit.trail import action
from accounts.audit.views import ExportForm
from accounts.clock import now, today
from accounts.councils.words import Words, as_said
from accounts.searches import chosen_filters, filter_data, filters_in, search_field, to_list
from accounts.templatetags.govuk import moment
from accounts.ui.forms import BaseForm
from accounts.ui.spreadsheets import csv_lines
from accounts.ui.tables import Row, headings

PER_PAGE = 50
MOST_NUMBERS = 3
HEADINGS = ["When", "Who", "Page", "List narrowed to", "Child number", "Opened", "Reason"]


class LookFilter(BaseForm):
    """What the looks may be filtered by."""

    search = search_field("Name or email address of a person, or the number of a child")
    kind = forms.ChoiceField(label="Show", choices=[("", "All"), ("refused", "Turned away")], required=False)
    period = forms.ChoiceField(label="Period", choices=list(PERIODS.items()), required=False)


@page(Permission.READ_TRAIL, methods=FORM)
def looks(request: Request) -> HttpResponse:
    """Who opened which record or list, newest first."""
    form = LookFilter(filter_data(request))
    if request.method == "POST":
        return to_list(request, form)
    return _page(request, form, ExportForm())


def _page(request: Request, form: LookFilter, export_form: ExportForm) -> HttpResponse:
    data = filters_in(request, form)
    found = by_page(logged(request.viewer, chosen=data, at=now()))
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    rows = [_row(look) for look in looks_of(request.viewer, shown.object_list)]
    context = {
        "form": form,
        "export_form": export_form,
        "page": shown,
        "rows": rows,
        "headings": headings("When", "Who", "Page", "Children", "Opened", "Reason"),
        "selected": chosen_filters(request, form, data),
        "period": PERIODS[data.get("period") or "7"],
    }
    return render(request, "accounts/looks.html", context, status=422 if export_form.errors else 200)


def _row(look: Look) -> Row:
    numbers = ", ".join(look.children)
    many = {"text": f"{len(look.children)} children", "details": numbers}
    return [
        moment(look.at),
        look.by,
        {"text": as_said(look.page), "note": look.filters},
        numbers if len(look.children) <= MOST_NUMBERS else many,
        "Yes" if look.allowed else {"text": "Turned away", "tag": "red"},
        look.reason or "–",
    ]


@page(Permission.READ_TRAIL, methods=POST)
def export(request: Request) -> HttpResponseBase:
    """The looks of some days as CSV, one line for each child; that it was exported is on the log."""
    form, viewer = ExportForm(request.POST), request.viewer
    if not form.is_valid():
        return _page(request, LookFilter(QueryDict()), form)
    days = form.cleaned_data
    written = {name: day.isoformat() for name, day in days.items()}
    with action("looks.exported", by=viewer.user, authority=viewer.authority, **written):
        found = logged(viewer, chosen={"period": "all"}, at=now()).filter(
            at__gte=_midnight(days["since"]), at__lt=_midnight(days["until"] + timedelta(days=1))
        )
    words = Words.of(viewer.authority)
    rows = (
        [
            moment(x.at),
            x.by,
            words.said(x.page),
            x.filters,
            x.children[0],
            "yes" if x.allowed else "no",
            x.reason,
        ]
        for x in each_look(viewer, found)
    )
    response = StreamingHttpResponse(csv_lines(HEADINGS, rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="looks-{today():%Y-%m-%d}.csv"'
    return response


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
