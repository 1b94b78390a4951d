"""Pages of caseloads: every IRO today, one IRO before supervision, and notes on practice."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access.decorators import FORM, POST, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.audit import trail as audit
from accounts.clock import today
from accounts.templatetags.govuk import day as day_words
from accounts.ui.asking import Question, ask_page
from accounts.ui.posted import posted
from accounts.ui.spreadsheets import csv_lines
from accounts.ui.tables import Cell, Table, headings
from children.access import log_list
from children.people.proposals import waiting
from reporting.caseloads import actions
from reporting.caseloads.access import get_iro, get_note, iros_for, sees_every_load, supervised_by
from reporting.caseloads.forms import PracticeForm
from reporting.caseloads.loads import IroLoad, loads_for
from reporting.caseloads.supervision import children_of, children_table, figures_table
from reporting.models import NoteKind

FIELDS = ("kind", "happened_on", "about", "result", "hours", "text", "agreed", "next_on")
HEADINGS = (
    "IRO",
    "Full-time equivalent",
    "Children",
    "For one full post",
    "In groups of brothers and sisters",
    "More than 20 miles from home",
    "Due in 4 weeks",
    "Due in 8 weeks",
    "Overdue",
    "Days away",
)


@page(P.ALLOCATE_IRO, P.APPROVE_REPORT, P.RECORD_REVIEW)
def caseloads(request: Request) -> HttpResponseBase:
    """Every IRO's caseload today; an IRO sees only their own."""
    viewer, day = request.viewer, today()
    loads = loads_for(viewer, day)
    if request.GET.get("csv"):
        with audit.action("caseloads.exported", by=viewer.user, authority=viewer.authority, rows=len(loads)):
            lines = csv_lines(HEADINGS, [_plain(load) for load in loads])
            response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="caseloads-{day}.csv"'
        return response
    opened = {str(pk) for pk in supervised_by(viewer).values_list("public_id", flat=True)}
    context = {
        "day": day,
        "table": Table("Caseloads", _heads(), [list(_cells(load, opened)) for load in loads]),
        "loads": loads,
        "supervised": _supervised(loads) if viewer.may(P.WRITE_REPORT) else None,
        "sees_all": sees_every_load(viewer),
        "waiting": len(waiting(viewer)) if viewer.may(P.ALLOCATE_IRO) else 0,
        "has_iros": bool(loads) or iros_for(viewer).exists(),
    }
    return render(request, "reporting/caseloads.html", context)


def _heads() -> list[dict[str, Any]]:
    return headings(*HEADINGS, numeric=HEADINGS[1:-1])


def _share(load: IroLoad) -> str:
    return "not recorded" if load.share is None else f"{load.share.normalize():f}"


def _per_post(load: IroLoad) -> str:
    return "not known" if load.per_full_time is None else f"{load.per_full_time:.0f}"


def _cells(load: IroLoad, opened: set[str]) -> Iterator[Cell]:
    href = reverse("reporting:supervision", args=[load.public_id]) if load.public_id in opened else ""
    stands_in = f"also stands in for {load.standing_in}" if load.standing_in else ""
    yield {"text": load.name, "href": href, "note": stands_in}
    yield {"text": _share(load)}
    yield {"text": str(load.count)}
    yield {"text": _per_post(load), "note": load.standing_words if load.share else ""}
    groups = "in 1 group" if load.groups == 1 else _said(load.groups, "groups")
    yield {"text": str(load.in_groups), "note": groups}
    yield {"text": _far(load), "note": _said(load.far_not_known, "not known")}
    yield {"text": str(load.due_soon)}
    yield {"text": str(load.due_later), "note": _said(load.due_while_away, "while away")}
    yield {"text": str(load.overdue), "note": _said(load.due_not_known, "not known")}
    yield {"text": "; ".join(load.away_words) or "none entered"}


def _said(count: int, words: str) -> str:
    return f"{count} {words}" if count else ""


def _far(load: IroLoad) -> str:
    """How many live far from home; not known where that is known of none of them."""
    return str(load.far) if load.far_not_known < load.count or not load.count else "not known"


def _plain(load: IroLoad) -> list[str]:
    return [
        load.name,
        _share(load),
        str(load.count),
        _per_post(load),
        str(load.in_groups),
        _far(load),
        str(load.due_soon),
        str(load.due_later),
        str(load.overdue),
        "; ".join(load.away_words),
    ]


def _supervised(loads: list[IroLoad]) -> Table:
    """When each IRO last had supervision, was observed, and had records audited."""
    kinds = (NoteKind.SUPERVISION, NoteKind.GROUP, NoteKind.OBSERVATION, NoteKind.AUDIT, NoteKind.TRAINING)
    rows: list[list[Cell]] = [
        [
            {"text": load.name, "href": reverse("reporting:supervision", args=[load.public_id])},
            *({"text": text, "note": note} for text, note in (load.last_words(kind) for kind in kinds)),
        ]
        for load in sorted(loads, key=lambda one: one.name)
    ]
    names = [str(kind.label) for kind in kinds]
    return Table("Supervision and practice: the last of each", headings("IRO", *names), rows)


@page(P.WRITE_REPORT, P.RECORD_REVIEW)
def supervision(request: Request, public_id: UUID) -> HttpResponse:
    """One IRO: children with what is overdue, figures beside the council’s, notes on practice."""
    viewer, day = request.viewer, today()
    iro = get_iro(viewer, public_id)
    rows = children_of(viewer, iro, day)
    log_list(viewer, {row.child.pk for row in rows}, page="supervision")
    load = next((one for one in loads_for(viewer, day) if one.public_id == str(iro.public_id)), None)
    notes = list(iro.practice_notes.select_related("written_by"))
    context = {
        "iro": iro,
        "load": load,
        "children": children_table(rows),
        "figures": figures_table(viewer, iro, day),
        "notes": notes,
        "last": next((n for n in notes if n.kind == NoteKind.SUPERVISION and n.agreed), None),
        "may_write": viewer.may(P.WRITE_REPORT),
        "may_allocate": viewer.may(P.ALLOCATE_IRO),
        "day": day,
    }
    return render(request, "reporting/supervision.html", context)


@page(P.WRITE_REPORT, methods=FORM)
def add_note(request: Request, public_id: UUID) -> HttpResponse:
    """Keep a note on supervision, an observation, an audit or training."""
    iro = get_iro(request.viewer, public_id)
    form = PracticeForm(posted(request), today=today())
    if request.method == "POST" and form.is_valid():
        actions.add_note(worker=iro, by=request.viewer.user, **form.cleaned_data)
        return _done(request, iro.public_id, "The note is saved.")
    return ask_page(request, form, _question(f"Add a note on {iro}", iro.public_id, str(iro)))


@page(P.WRITE_REPORT, methods=FORM)
def change_note(request: Request, public_id: UUID) -> HttpResponse:
    """Correct a note."""
    note = get_note(request.viewer, public_id)
    form = PracticeForm(
        posted(request), today=today(), initial={name: getattr(note, name) for name in FIELDS}
    )
    if request.method == "POST" and form.is_valid():
        actions.change_note(note=note, by=request.viewer.user, **form.cleaned_data)
        return _done(request, note.worker.public_id, "The note is saved.")
    title = f"Change the note of {day_words(note.happened_on)}"
    return ask_page(request, form, _question(title, note.worker.public_id, str(note.worker)))


@page(P.WRITE_REPORT, methods=POST)
def remove_note(request: Request, public_id: UUID) -> HttpResponse:
    """Remove a note that was written by mistake."""
    note = get_note(request.viewer, public_id)
    actions.remove_note(note=note, by=request.viewer.user)
    return _done(request, note.worker.public_id, "The note is removed.")


def _question(title: str, worker: UUID, name: str) -> Question:
    text = "Only QA managers and this IRO can read it."
    return Question(title, "Save", reverse("reporting:supervision", args=[worker]), name, text=text)


def _done(request: Request, worker: UUID, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("reporting:supervision", public_id=worker)
