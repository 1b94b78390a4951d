"""Pages of imports: what came in, a new upload, the check before it is applied, what it did."""

import csv
from collections.abc import Iterator
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from accounts.access.decorators import FORM, POST, page
from accounts.access.requests import Request
from accounts.access.roles import Permission
from accounts.audit import trail as audit
from accounts.clock import today
from accounts.templatetags.govuk import moment, plural
from accounts.ui.asking import Question, ask_page, refusals_on, refusals_said
from accounts.ui.forms import BaseForm
from accounts.ui.posted import posted
from accounts.ui.spreadsheets import neutral
from children.codesets import published
from children.imports import actions, tables_shown
from children.imports.access import closed_in, closed_numbers, get_import, imports_visible_to, open_to
from children.imports.forms import DecideForm, UploadForm
from children.imports.rows import BY_HAND, PEOPLE
from children.models import ReturnImport
from children.models.imports import ImportFile, ImportState

PER_PAGE = 25
REJECT_COLUMNS = ("file", "line", "column", "value", "why", "to_do", "rule", "child")
RULE_AT = REJECT_COLUMNS.index("rule")
HEADINGS = ("File", "Line", "Column", "Value", "Why it was refused", "What to do", "Rule", "Child")


@page(Permission.IMPORT)
def imports(request: Request) -> HttpResponse:
    """The imports of the council, the latest first, and which collection years are in."""
    viewer = request.viewer
    found = imports_visible_to(viewer).filter(feed_deliveries=None)
    reason = KeyTextTransform("0", KeyTransform("warnings", "preview"))
    found = (
        found.defer("preview", "moved")
        .select_related("created_by", "job")
        .prefetch_related(Prefetch("files", ImportFile.objects.defer("content"), to_attr="names"))
        .annotate(reason=reason)
        .order_by("-pk")
    )
    context = {
        "page_obj": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "years": actions.years_that_can_be_withdrawn(viewer.authority),
        "of_feed": actions.years_of_the_feed(viewer.authority),
        "has_people": actions.told_by(viewer.authority, PEOPLE)[1] > 0,
        "has_counts": not closed_numbers(viewer),
        "known_from": viewer.authority.known_from,
        "known_until": viewer.authority.reviews_told_until,
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
                stated_until=form.cleaned_data["stated_until"],
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
    stopped = actions.is_stopped(record)
    closed = closed_in(viewer, record)
    context = {
        "record": record,
        "title": TITLES[ImportState.FAILED if stopped else state],
        "is_running": state in (ImportState.READING, ImportState.APPLYING) and not stopped,
        "is_stopped": stopped,
        "is_preview": state == ImportState.PREVIEW,
        "is_applied": state == ImportState.APPLIED,
        "is_failed": state == ImportState.FAILED,
        "is_discarded": state == ImportState.DISCARDED,
        "is_withdrawn": state == ImportState.WITHDRAWN,
        "can_discard": stopped or state in (ImportState.FAILED, ImportState.READING),
        "warnings": tables_shown.notes(record, closed),
    }
    if state in (ImportState.PREVIEW, ImportState.APPLIED, ImportState.WITHDRAWN):
        rejects = tables_shown.said(record, closed, warnings=False)
        context |= {
            "counts": tables_shown.Counts.of(record, closed),
            "files": tables_shown.files(record, closed),
            "rejects": rejects,
            "all_rejects": len(rejects.rows) + rejects.more,
            "pointed_out": tables_shown.said(record, closed, warnings=True),
            "removed": tables_shown.removed(record, closed),
            "losses": tables_shown.losses(record),
            "untold": tables_shown.untold(viewer, record, closed),
            "moves": tables_shown.moves(viewer, record, closed),
            "decisions": open_to(viewer, record.preview.get("decisions", [])),
        }
    return render(request, "children/imports/import.html", context)


TITLES = {
    ImportState.READING: "Reading the files",
    ImportState.PREVIEW: "Check the import",
    ImportState.APPLYING: "Applying the import",
    ImportState.APPLIED: "Import applied",
    ImportState.FAILED: "Import failed",
    ImportState.DISCARDED: "Import discarded",
    ImportState.WITHDRAWN: "Import withdrawn",
}


@page(Permission.IMPORT, methods=FORM)
def decide(request: Request, public_id: UUID) -> HttpResponse:
    """Say of numbers that look like one child whether they are; the files are then read again."""
    viewer = request.viewer
    record = get_import(viewer, public_id)
    decisions = open_to(viewer, record.preview.get("decisions", []))
    if record.state != ImportState.PREVIEW or not decisions:
        return redirect("children:import", public_id=public_id)
    form = DecideForm(posted(request), decisions=decisions)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.decide(record=record, answers=form.answers(), by=viewer.user)
            messages.success(request, "Your decisions are kept. The files are being read again.")
            return redirect("children:import", public_id=public_id)
    question = Question(
        title="Is it the same child?",
        button="Save and read the files again",
        back=reverse("children:import", args=[public_id]),
        back_text="Import",
        facts=("Your answer is kept, so that later imports do not ask again.",),
    )
    return ask_page(request, form, question)


@page(Permission.IMPORT, methods=FORM)
def withdraw(request: Request, year: int) -> HttpResponse:
    """Take a return away again. The worker does it; what was entered by hand stays."""
    viewer = request.viewer
    children, rows = actions.told_by(viewer.authority, year)
    if not rows or year == BY_HAND:
        raise Http404("No such return")
    form, words = BaseForm(posted(request)), actions.withdrawn_words(year)
    if request.method == "POST" and form.is_valid():
        actions.ask_to_withdraw(authority=viewer.authority, year=year, by=viewer.user)
        messages.success(request, f"You have asked to withdraw {words}. You will be told when it is done.")
        return redirect("children:imports")
    question = Question(
        title=f"Withdraw {words}",
        button="Withdraw",
        back=reverse("children:imports"),
        back_text="Imports",
        facts=(
            f"It has {plural(rows, 'row')} about {plural(children, 'child,children')}.",
            *_last_brought_in(actions.last_import(viewer.authority, year)),
        ),
        warning=(
            "What only these files say is removed, and due dates are worked out again. "
            "What was entered by hand and what other returns say stays."
        ),
    )
    return ask_page(request, form, question)


NAMED = 3
"""So many files are named, as in the list of imports."""


def _last_brought_in(record: ReturnImport | None) -> tuple[str, ...]:
    """Of which day and files the return is that somebody is about to withdraw."""
    if record is None or record.applied_at is None:
        return ()
    names = list(record.files.order_by("pk").values_list("name", flat=True))
    more = f" and {plural(len(names) - NAMED, 'more file')}" if len(names) > NAMED else ""
    files = f": {', '.join(names[:NAMED])}{more}" if names else ""
    return (f"It was last imported on {moment(record.applied_at)}{files}.",)


@page(Permission.IMPORT)
def import_rejects(request: Request, public_id: UUID) -> HttpResponse:
    """Every refused value of an import as CSV. The download is written to the log."""
    viewer = request.viewer
    record = get_import(viewer, public_id)
    closed = closed_in(viewer, record)
    with audit.action(
        "import.rejects_downloaded",
        by=viewer.user,
        authority=viewer.authority,
        target=record,
        rows=tables_shown.told(record, closed).filter(is_warning=False).count(),
    ):
        pass
    response = HttpResponse(reject_lines(record, closed), content_type="text/csv; charset=utf-8")
    name = f"not-imported-{record.year or 'people'}-{localdate(record.created_at)}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


class _Line:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def reject_lines(record: ReturnImport, closed: frozenset[str]) -> Iterator[str]:
    """The lines of the CSV, with the mark that makes Excel read it as UTF-8; nothing of children who are
    closed to the reader.
    """
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(HEADINGS)
    for row in (
        tables_shown.told(record, closed)
        .filter(is_warning=False)
        .order_by("file", "line", "column", "pk")
        .values_list(*REJECT_COLUMNS)
        .iterator()
    ):
        told = {**dict(zip(REJECT_COLUMNS, row, strict=True)), "rule": published(row[RULE_AT])}
        yield writer.writerow([cell if isinstance(cell, int) else neutral(cell) for cell in told.values()])


@page(Permission.IMPORT, methods=POST)
def apply_import(request: Request, public_id: UUID) -> HttpResponse:
    """Ask the worker to apply an import that was checked."""
    viewer = request.viewer
    record = get_import(viewer, public_id)
    before = record.state
    with refusals_said(request):
        actions.ask_to_apply(record=record, by=viewer.user, may_remove="may_remove" in request.POST)
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
