"""The monthly dashboard: key measures of every month of a year, against target and the year before."""

from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access.decorators import FORM, POST, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.access.viewers import Viewer
from accounts.audit import trail as audit
from accounts.clock import today
from accounts.councils.words import as_said
from accounts.ui.asking import Question, ask_page, refusals_on
from accounts.ui.posted import posted
from accounts.ui.spreadsheets import csv_lines
from reporting.access import scope_for, sees_small_numbers
from reporting.council.actions import targets_on
from reporting.dashboard import actions
from reporting.dashboard.figures import YearOfFigures, years_on
from reporting.dashboard.forms import ChooseForm, NewNoteForm, NoteForm, ShownForm
from reporting.dashboard.layout import measures_of, offered
from reporting.dashboard.table import CSV_HEADINGS, Dashboard, notes_of
from reporting.dashboard.whose import Part, parts_for
from reporting.measures.registry import MEASURES
from reporting.models import MonthNote
from reporting.periods import collection_year, month
from reporting.screen.chosen_period import of_a_year
from reporting.screen.measure_views import LEFT_OUT
from statute.working_days import add_months

HOME, TITLE = "reporting:dashboard", "Dashboard"

MONTHS_TO_NOTE = 24


@page(P.SEE_MEASURES)
def dashboard(request: Request) -> HttpResponseBase:
    """The key measures of a year by month. Months beside a year tell what is hidden: not for members."""
    viewer, day = request.viewer, today()
    if not sees_small_numbers(viewer):
        raise PermissionDenied
    years, parts = years_on(day), {part.address: part for part in parts_for(viewer)}
    named = of_a_year(request.GET.get("year") or str(years[0]))
    whose = request.GET.get("whose", "")
    year, part = _year(named, years), parts.get(whose, parts[""])
    shown, measures, notes = _dashboard(viewer, year, part, day)
    if request.GET.get("csv"):
        if named != str(year) or whose != part.address:
            raise Http404("No such figures")
        return _csv(viewer, shown, part, year)
    labels = [(str(y), collection_year(y).label) for y in years]
    titles = [(p.address, p.title) for p in parts.values()]
    asked = {"year": year, "whose": part.address}
    context = {
        "form": ShownForm({"year": named, "whose": whose}, years=labels, parts=titles),
        "label": collection_year(year).label,
        "part": part,
        "left_out": LEFT_OUT,
        "table": shown.table(f"Key measures in {collection_year(year).label}"),
        "shown": shown,
        "notes": list(enumerate(notes, start=1)),
        "titles": {m.code: as_said(m.title) for m in measures},
        "download": f"?{urlencode({**asked, 'csv': '1'})}",
        "may_write": viewer.may(P.WRITE_REPORT),
        "leaves_out": [as_said(m.title) for m in measures if m not in shown.figures.counted],
    }
    return render(request, "reporting/dashboard.html", context)


def _year(asked: str, years: list[int]) -> int:
    return int(asked) if asked in {str(y) for y in years} else years[0]


def _dashboard(
    viewer: Viewer, year: int, part: Part, day: date
) -> tuple[Dashboard, list[Any], list[MonthNote]]:
    period = collection_year(year)
    scope = replace(scope_for(viewer, period), as_at=day)
    measures = measures_of(viewer.authority)
    figures = YearOfFigures(scope, measures, part)
    is_whole = not scope.is_of_some and not part.dimension
    notes = notes_of(figures, measures) if is_whole else []
    targets = targets_on(viewer.authority, min(period.end, day))
    return (
        Dashboard(figures, measures, targets, notes, may_open=viewer.may(P.OPEN_MEASURE_ROWS)),
        measures,
        notes,
    )


def _csv(viewer: Viewer, shown: Dashboard, part: Part, year: int) -> HttpResponseBase:
    rows = list(shown.csv_rows(part.title))
    with audit.action("dashboard.exported", by=viewer.user, authority=viewer.authority, rows=len(rows)):
        response = StreamingHttpResponse(
            csv_lines(CSV_HEADINGS, rows), content_type="text/csv; charset=utf-8"
        )
    name = f"dashboard-{collection_year(year).label}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@page(P.WRITE_REPORT, methods=FORM)
def choose(request: Request) -> HttpResponse:
    """Choose the measures of the dashboard."""
    viewer, groups = request.viewer, offered()
    chosen = [m.code for m in measures_of(viewer.authority)]
    ticked = {
        f"group_{n}": [m.code for m in measures if m.code in chosen] for n, (_, measures) in enumerate(groups)
    }
    form = ChooseForm(posted(request), groups=groups, initial=ticked)
    if request.method == "POST" and form.is_valid():
        actions.choose(authority=viewer.authority, codes=form.codes, by=viewer.user)
        messages.success(request, "The dashboard shows the measures you chose.")
        return redirect(HOME)
    text = "Everybody who sees the dashboard sees these measures, as far as they may see figures."
    return ask_page(request, form, _question("Measures of the dashboard", text))


@page(P.WRITE_REPORT, methods=FORM)
def add_note(request: Request) -> HttpResponse:
    """Write a note on a measure in a month."""
    viewer, first = request.viewer, month(today()).start
    months = [add_months(first, -back) for back in range(MONTHS_TO_NOTE)]
    form = NewNoteForm(
        posted(request),
        codes=[(m.code, as_said(m.title)) for m in measures_of(viewer.authority)],
        months=[(m.isoformat(), f"{m:%B %Y}") for m in months],
    )
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        with refusals_on(form):
            actions.add_note(
                authority=viewer.authority,
                code=asked["code"],
                month=date.fromisoformat(asked["month"]),
                text=asked["text"],
                by=viewer.user,
            )
            return _done(request, "The note is saved.")
    return ask_page(request, form, _question("Add a note to the dashboard"))


@page(P.WRITE_REPORT, methods=FORM)
def change_note(request: Request, public_id: UUID) -> HttpResponse:
    """Change a note."""
    note = get_note(request.viewer, public_id)
    form = NoteForm(posted(request), initial={"text": note.text})
    if request.method == "POST" and form.is_valid():
        actions.change_note(note=note, text=form.cleaned_data["text"], by=request.viewer.user)
        return _done(request, "The note is saved.")
    title = as_said(MEASURES[note.code].title) if note.code in MEASURES else note.code
    return ask_page(request, form, _question("Change a note", f"{title}, {note.label}"))


@page(P.WRITE_REPORT, methods=POST)
def remove_note(request: Request, public_id: UUID) -> HttpResponse:
    """Remove a note."""
    actions.remove_note(note=get_note(request.viewer, public_id), by=request.viewer.user)
    return _done(request, "The note is removed.")


def get_note(viewer: Viewer, public_id: UUID) -> MonthNote:
    """The door to a note: of the viewer's council. Raises Http404."""
    found = MonthNote.objects.filter(authority=viewer.authority_id, public_id=public_id).first()
    if found is None:
        raise Http404("No such note")
    return found


def _question(title: str, text: str = "") -> Question:
    return Question(title, "Save", reverse(HOME), TITLE, text=text)


def _done(request: Request, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect(HOME)
