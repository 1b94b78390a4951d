"""Pages of imports: what came in, a new upload, the check before it is applied, what it did."""

import csv
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access.decorators import FORM, POST, page
from accounts.access.requests import Request
from accounts.access.roles import Permission
from accounts.access.viewers import Viewer
from accounts.audit import trail as audit
from accounts.clock import today
from accounts.ui.spreadsheets import neutral
from children.imports import actions
from children.imports.access import get_import, imports_visible_to
from children.imports.forms import UploadForm
from children.models import Child, ReturnImport, ReturnYear
from children.models.imports import ImportState

PER_PAGE = 25
SHOWN_REJECTS = 50
SHOWN_MOVES = 100
REJECT_COLUMNS = ("file", "line", "column", "value", "why", "to_do", "rule", "child")
HEADINGS = ("File", "Line", "Column", "Value", "Why it was refused", "What to do", "Rule", "Child")


@page(Permission.IMPORT)
def imports(request: Request) -> HttpResponse:
    """The imports of the council, the latest first, and which collection years are in."""
    viewer = request.viewer
    found = imports_visible_to(viewer).defer("preview", "moved").order_by("-pk")
    context = {
        "page_obj": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "years": list(
            ReturnYear.objects.filter(authority=viewer.authority_id)
            .order_by("year")
            .values_list("year", flat=True)
        ),
        "known_from": viewer.authority.known_from,
        "known_until": viewer.authority.told_until,
    }
    return render(request, "children/imports/list.html", context)


@page(Permission.IMPORT, methods=FORM)
def new_import(request: Request) -> HttpResponse:
    """Upload the files of one return. They are read by the worker; nothing is changed yet."""
    viewer = request.viewer
    form = UploadForm(today=today())
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES, today=today())
        if form.is_valid():
            record = actions.start_import(
                authority=viewer.authority,
                files={str(f.name): f.read() for f in form.cleaned_data["uploads"]},
                year=form.cleaned_data["year"],
                by=viewer.user,
            )
            return redirect("children:import", public_id=record.public_id)
    return render(request, "children/imports/new.html", {"form": form}, status=422 if form.errors else 200)


@page(Permission.IMPORT)
def import_page(request: Request, public_id: UUID) -> HttpResponse:
    """One import: its progress, what it would do, what it did, or why it failed."""
    viewer = request.viewer
    record = get_import(viewer, public_id)
    state = ImportState(record.state)
    running = state in (ImportState.READING, ImportState.APPLYING)
    stopped = actions.is_stopped(record)
    context = {
        "record": record,
        "is_running": running and not stopped,
        "is_stopped": stopped,
        "is_preview": state == ImportState.PREVIEW,
        "is_applied": state == ImportState.APPLIED,
        "is_failed": state == ImportState.FAILED,
        "is_discarded": state == ImportState.DISCARDED,
        "can_discard": stopped or state in (ImportState.FAILED, ImportState.READING),
        "files": record.preview.get("files", []),
        "warnings": record.preview.get("warnings", []),
        "will_change": record.count_new + record.count_changed,
    }
    if state in (ImportState.PREVIEW, ImportState.APPLIED):
        refused = record.rejects.count()
        context |= {
            "refused": refused,
            "rejects": list(record.rejects.all()[:SHOWN_REJECTS]),
            "more_rejects": max(0, refused - SHOWN_REJECTS),
            "moves": moves(viewer, record),
            "more_moves": max(0, len(record.moved) - SHOWN_MOVES),
        }
    return render(request, "children/imports/import.html", context)


def moves(viewer: Viewer, record: ReturnImport) -> list[dict[str, Any]]:
    """The first due dates that moved: the child's number, with a link where this person may see the child."""
    shown = record.moved[:SHOWN_MOVES]
    ids = {m["child_id"] for m in shown}
    children = {c.pk: c for c in Child.objects.filter(pk__in=ids, authority=viewer.authority_id)}
    visible = set(Child.objects.visible_to(viewer).filter(pk__in=ids).values_list("pk", flat=True))
    return [
        {
            "number": children[m["child_id"]].number,
            "href": reverse("children:child", args=[children[m["child_id"]].public_id])
            if m["child_id"] in visible
            else None,
            "rule": m["rule"],
            "was": date.fromisoformat(m["was"]) if m["was"] else None,
            "now": date.fromisoformat(m["now"]) if m["now"] else None,
        }
        for m in shown
        if m["child_id"] in children
    ]


@page(Permission.IMPORT)
def import_rejects(request: Request, public_id: UUID) -> HttpResponse:
    """Every refused value of an import as CSV. The download is written to the log."""
    viewer = request.viewer
    record = get_import(viewer, public_id)
    with audit.action(
        "import.rejects_downloaded",
        by=viewer.user,
        authority=viewer.authority,
        target=record,
        rows=record.rejects.count(),
    ):
        pass
    response = HttpResponse(reject_lines(record), content_type="text/csv; charset=utf-8")
    name = f"not-imported-{record.year or 'people'}-{record.created_at:%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


class _Line:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def reject_lines(record: ReturnImport) -> Iterator[str]:
    """The lines of the CSV, with the mark that makes Excel read it as UTF-8."""
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(HEADINGS)
    for row in (
        record.rejects.order_by("file", "line", "column", "pk").values_list(*REJECT_COLUMNS).iterator()
    ):
        yield writer.writerow([cell if isinstance(cell, int) else neutral(cell) for cell in row])


@page(Permission.IMPORT, methods=POST)
def apply_import(request: Request, public_id: UUID) -> HttpResponse:
    """Ask the worker to apply an import that was checked."""
    viewer = request.viewer
    record = get_import(viewer, public_id)
    before = record.state
    record = actions.ask_to_apply(record=record, by=viewer.user)
    if before != ImportState.PREVIEW:
        messages.warning(request, f"Nothing was done: the import was already {record.get_state_display()}.")
    return redirect("children:import", public_id=record.public_id)


@page(Permission.IMPORT, methods=POST)
def discard_import(request: Request, public_id: UUID) -> HttpResponse:
    """Throw an import away that was not applied."""
    viewer = request.viewer
    record = get_import(viewer, public_id)
    record = actions.discard(record=record, by=viewer.user)
    if record.state == ImportState.DISCARDED:
        messages.success(request, "The import is discarded. Nothing was changed, and the files are deleted.")
        return redirect("children:imports")
    messages.warning(request, f"It cannot be discarded: the import is {record.get_state_display()}.")
    return redirect("children:import", public_id=record.public_id)
