"""The council's log: a page with filters, and the same as CSV."""

from collections.abc import Iterator
from datetime import date

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase, QueryDict, StreamingHttpResponse
from django.shortcuts import render

from accounts.access.decorators import FORM, POST, page
from accounts.access.requests import Request
from accounts.access.roles import Permission
from accounts.audit.council_log import events_of, lines_of
from accounts.audit.trail import action
from accounts.audit.words import GROUPS
from accounts.clock import today
from accounts.models import AuditEvent
from accounts.searches import chosen_filters, filter_data, filters_in, search_field, to_list
from accounts.templatetags.govuk import moment
from accounts.ui.fields import PickDateField
from accounts.ui.forms import BaseForm
from accounts.ui.spreadsheets import csv_lines

PER_PAGE = 50
AT_ONCE = 500
HEADINGS = ["When", "What", "By", "About", "Reason"]


class LogFilter(BaseForm):
    """What the log may be filtered by."""

    search = search_field("Name or email address")
    group = forms.ChoiceField(
        label="Kind of event",
        choices=[("", "All"), *((key, group.text) for key, group in GROUPS.items())],
        required=False,
    )


class ExportForm(BaseForm):
    """From which day to which the log is exported."""

    since = PickDateField(label="From", noun="The first day")
    until = PickDateField(label="To", noun="The last day")

    def clean_until(self) -> date:
        since, until = self.cleaned_data.get("since"), self.cleaned_data["until"]
        if since and until < since:
            raise forms.ValidationError("The last day must be the first day or later")
        return until


@page(Permission.READ_TRAIL, methods=FORM)
def log(request: Request) -> HttpResponse:
    """Events of the council that belong to no child, newest first."""
    form = LogFilter(filter_data(request))
    if request.method == "POST":
        return to_list(request, form)
    return _page(request, form, ExportForm())


def _page(request: Request, form: LogFilter, export_form: ExportForm) -> HttpResponse:
    data = filters_in(request, form)
    events = events_of(request.viewer.authority, chosen=data)
    shown = Paginator(events, PER_PAGE).get_page(request.GET.get("page"))
    rows = [
        [moment(line.at), line.what, line.by, line.about or "–", line.reason or "–"]
        for line in lines_of(shown.object_list)
    ]
    context = {
        "form": form,
        "export_form": export_form,
        "page": shown,
        "rows": rows,
        "headings": [{"text": text} for text in HEADINGS],
        "selected": chosen_filters(request, form, data),
        "has_errors": bool(export_form.errors),
    }
    return render(request, "accounts/log.html", context, status=422 if export_form.errors else 200)


@page(Permission.READ_TRAIL, methods=POST)
def export(request: Request) -> HttpResponseBase:
    """The log of some days as CSV; that it was exported is on the log."""
    form, viewer = ExportForm(request.POST), request.viewer
    if not form.is_valid():
        return _page(request, LogFilter(QueryDict()), form)
    days = {name: day.isoformat() for name, day in form.cleaned_data.items()}
    with action("trail.exported", by=viewer.user, authority=viewer.authority, **days):
        events = events_of(viewer.authority, chosen=form.cleaned_data)
    response = StreamingHttpResponse(
        csv_lines(HEADINGS, _rows(events)), content_type="text/csv; charset=utf-8"
    )
    response.headers["Content-Disposition"] = f'attachment; filename="log-{today():%Y-%m-%d}.csv"'
    return response


def _rows(events: QuerySet[AuditEvent]) -> Iterator[list[str]]:
    """Some hundred events at a time, by their number: a page by offset would slow down towards the end."""
    last = None
    while batch := list((events.filter(pk__lt=last) if last else events)[:AT_ONCE]):
        yield from ([moment(e.at), e.what, e.by, e.about, e.reason] for e in lines_of(batch))
        last = batch[-1].pk
