"""Pages of a sampling list: drawing one, what was drawn, and the file of it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission
from accounts.clock import today
from accounts.registry import registered
from accounts.templatetags.govuk import day as day_words
from accounts.ui.asking import Question, ask_page, refusals_on
from accounts.ui.posted import posted
from accounts.ui.spreadsheets import csv_lines
from children import codesets
from children.child.lists import with_facts
from children.models import Child
from children.sampling import drawing
from children.sampling.forms import DrawForm
from statute.working_days import age_on

DRAW = Permission.DRAW_RECORDS
HEADINGS = ("Number", "Age", "Legal status", "Placement", "In care since", "IRO", "Team")


@page(DRAW, methods=FORM)
def draw(request: Request) -> HttpResponse:
    """Draw a list of records at random, by a reason."""
    viewer = request.viewer
    form = DrawForm(posted(request))
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data) | {"group": drawing.Group(form.cleaned_data["group"])}
        with refusals_on(form):
            at = drawing.draw(viewer=viewer, **given, today=today())
        if not form.errors:
            return redirect("children:sample", drawing.address_of(at))
    text = (
        "The list gives the number of each record, not the name, and leaves restricted records out. "
        "Opening a record takes a reason too: that of the list stands there already. "
        "QA managers get an email."
    )
    question = Question(
        "Draw a list of records to look at",
        "Draw the list",
        reverse("children:list"),
        text=text,
        about="children/sampling/lists.html",
    )
    return ask_page(request, form, question, lists=_lists(request))


def _lists(request: Request) -> list[dict[str, Any]]:
    return [
        {"at": at, "of": of, "by": by, "href": reverse("children:sample", args=[drawing.address_of(at)])}
        for at, of, by in drawing.lists_of(request.viewer)
    ]


@page(DRAW)
def sample(request: Request, drawn: int) -> HttpResponse:
    """The children of a list by number, with what tells which to look at."""
    day = today()
    found, children = _opened(request, drawn)
    due: dict[int, dict[str, Any]] = {}
    for columns in registered("CHILD_LIST_COLUMNS"):
        due |= columns([child.pk for child in children], day)
    context = {
        "drawn": found,
        "address": drawn,
        "rows": [(child, due.get(child.pk)) for child in children],
        "today": day,
    }
    return render(request, "children/sampling/sample.html", context)


@page(DRAW)
def sample_file(request: Request, drawn: int) -> HttpResponseBase:
    """The list as a file for a spreadsheet."""
    _, children = _opened(request, drawn)
    lines: Any = csv_lines(HEADINGS, _rows(children, today()))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="records-to-look-at.csv"'
    return response


def _opened(request: Request, address: int) -> tuple[drawing.Drawn, list[Child]]:
    found = drawing.drawn_at(request.viewer, address)
    if found is None:
        raise Http404("No such list")
    drawing.note_opened(request.viewer, found, found.children)
    return found, with_facts(list(found.children))


def _rows(children: list[Child], on: date) -> Iterator[list[str | int | None]]:
    for child in children:
        now: Any = child  # with what is so now
        yield [
            child.number,
            age_on(child.born_on, on),
            codesets.short("legal_status", now.legal_now) if now.legal_now else "",
            codesets.short("placement_type", now.placement_now) if now.placement_now else "",
            day_words(now.in_care_since) if now.in_care_since else "",
            now.iro_now or "",
            now.team_now or "",
        ]
