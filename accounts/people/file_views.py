"""People from a file: uploaded or pasted, looked through row by row, corrected in place, and added."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission
from accounts.clock import today
from accounts.drafts.slots import Words, slot_for
from accounts.people import rows as people_rows
from accounts.people.forms import PeopleFileForm
from accounts.ui.asking import refusals_on
from accounts.ui.posted import posted
from accounts.ui.spreadsheets import csv_lines

MANAGE = Permission.MANAGE_PEOPLE


@page(MANAGE, methods=FORM)
def people_file(request: Request) -> HttpResponse:
    """Check the rows, then add those without errors; what was not added stays on the page."""
    form = PeopleFileForm(posted(request), request.FILES or None)
    rows: list[people_rows.PersonRow] = []
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            rows = people_rows.read_rows(form.cleaned_data["text"])
            people_rows.check_rows(rows, request.viewer.authority, today())
            if request.POST.get("add"):
                left = _add(request, rows)
                if not left:
                    return redirect("accounts:people")
                rows = left
            form = _with_text(request, people_rows.as_text(rows) if rows else "")
    good = [row for row in rows if not row.errors]
    context = {"form": form, "rows": rows, "good": len(good), "wrong": len(rows) - len(good)}
    status = 422 if form.errors else 200
    return render(request, "accounts/people/file.html", context, status=status)


def _add(request: Request, rows: list[people_rows.PersonRow]) -> list[people_rows.PersonRow]:
    left = people_rows.take_in(
        rows, authority=request.viewer.authority, by=request.viewer.user, today=today()
    )
    added = len(rows) - len(left)
    if added:
        messages.success(request, f"Rows taken in: {added}. New people get an email with a link.")
    if left:
        messages.warning(request, f"Rows with errors: {len(left)}. Correct them below and add them.")
    return left


def _with_text(request: Request, text: str) -> PeopleFileForm:
    """The form with the rows in its box, wherever they came from."""
    data = request.POST.copy()
    data["rows"] = text
    return PeopleFileForm(Words(slot_for(request), data))


@page(MANAGE)
def people_template(request: Request) -> HttpResponse:
    """An empty file with the headings and three examples."""
    lines: Any = csv_lines(people_rows.COLUMNS, people_rows.EXAMPLE)
    response = HttpResponse("".join(lines), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="people.csv"'
    return response
