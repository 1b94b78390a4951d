"""Pages of the register of the IRO service."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.access.viewers import Viewer
from accounts.templatetags.govuk import day as day_words
from accounts.ui.asking import Question, ask_page, refusals_on
from accounts.ui.posted import posted
from accounts.ui.tables import Cell, headings
from reporting.models import ServiceEntry
from reporting.models.service import ServiceKind
from reporting.service import actions
from reporting.service.forms import EntryForm

LIST, TITLE = "reporting:service", "The IRO service"
FIELDS = ("name", "who", "detail", "starts_on", "ends_on")


@page(P.WRITE_REPORT)
def service(request: Request) -> HttpResponse:
    """Every entry, by kind."""
    entries = list(ServiceEntry.objects.filter(authority=request.viewer.authority_id))
    kinds = [(kind, [_row(entry) for entry in entries if entry.kind == kind]) for kind in ServiceKind]
    names = headings("Name", "Who", "Detail", "From", "Until")
    return render(request, "reporting/service.html", {"kinds": kinds, "headings": names})


def _row(entry: ServiceEntry) -> list[Cell]:
    """An entry; its name leads to the page on which it is changed."""
    change = reverse("reporting:change_service_entry", args=[entry.public_id])
    return [
        {"text": entry.name, "href": change, "is_long": True},
        {"text": entry.who or "not recorded"},
        {"text": entry.detail or "not recorded"},
        {"text": day_words(entry.starts_on)},
        {"text": day_words(entry.ends_on) if entry.ends_on else "no end"},
    ]


@page(P.WRITE_REPORT, methods=FORM)
def add_entry(request: Request, kind: str) -> HttpResponse:
    """Add an entry of one kind."""
    if kind not in ServiceKind.values:
        raise Http404("No such kind")
    form = EntryForm(posted(request), kind=kind)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.add(
                authority=request.viewer.authority, kind=kind, by=request.viewer.user, **form.cleaned_data
            )
            return _done(request)
    return _ask(request, form, f"Add to: {ServiceKind(kind).label}")


@page(P.WRITE_REPORT, methods=FORM)
def change_entry(request: Request, public_id: UUID) -> HttpResponse:
    """Correct an entry, or end it."""
    entry = get_entry(request.viewer, public_id)
    initial = {name: getattr(entry, name) for name in FIELDS}
    form = EntryForm(posted(request), kind=entry.kind, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.change(entry=entry, by=request.viewer.user, **form.cleaned_data)
            return _done(request)
    return _ask(request, form, "Change the entry")


def get_entry(viewer: Viewer, public_id: UUID) -> ServiceEntry:
    """The door to an entry: of the viewer's council. Raises Http404."""
    found = ServiceEntry.objects.filter(authority=viewer.authority_id, public_id=public_id).first()
    if found is None:
        raise Http404("No such entry")
    return found


def _ask(request: Request, form: Any, title: str) -> HttpResponse:
    text = "A report shows the entries that ran in its period."
    return ask_page(request, form, Question(title, "Save", reverse(LIST), TITLE, text=text))


def _done(request: Request) -> HttpResponse:
    messages.success(request, "The entry is saved.")
    return redirect(LIST)
