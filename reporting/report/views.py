"""Pages of reports: which there are, the builder, one section, the finished documents."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.db.models import Prefetch, Q
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from accounts.access.decorators import FORM, POST, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.clock import today
from accounts.models import Job
from accounts.models.jobs import JobState
from accounts.templatetags.govuk import clock
from accounts.ui.posted import posted
from reporting.access import get_report
from reporting.edition import composing
from reporting.edition.printing import printed
from reporting.figures import DoesNotSum, Figures, reviews
from reporting.models import (
    DocumentRestatement,
    Edition,
    Report,
    ReportDocument,
    ReportSection,
    SectionComment,
)
from reporting.proof.paper import Fault
from reporting.report import actions, states, task_list
from reporting.report.forms import BeginForm, NarrativeForm, TitleForm
from reporting.report.sections import SECTIONS
from reporting.report.suggestions import Suggestion, suggestions


@page(P.READ_REPORTS)
def report_list(request: Request) -> HttpResponse:
    """The council's annual reports, newest year first."""
    viewer = request.viewer
    made = ReportDocument.objects.select_related("created_by").defer("content", "figures").order_by("-number")
    reports = list(
        Report.objects.filter(authority=viewer.authority_id).prefetch_related(
            Prefetch("documents", made, to_attr="made")
        )
    )
    if not viewer.may(P.WRITE_REPORT):
        reports = [r for r in reports if r.made]
    return render(
        request, "reporting/reports.html", {"reports": reports, "may_write": viewer.may(P.WRITE_REPORT)}
    )


@page(P.WRITE_REPORT, methods=FORM)
def begin(request: Request) -> HttpResponse:
    """Begin the report of a year."""
    viewer = request.viewer
    day = today()
    last = day.year + (day >= day.replace(month=4, day=1))
    years = [
        (str(y), f"{y - 1}-{y % 100:02d}" + (" (not over yet)" if y == last else ""))
        for y in range(last, last - 4, -1)
    ]
    form = BeginForm(posted(request), years=years)
    if request.method == "POST" and form.is_valid():
        report = actions.begin(
            authority=viewer.authority, year=int(form.cleaned_data["year"]), by=viewer.user
        )
        return redirect("reporting:report", public_id=report.public_id)
    return render(request, "reporting/begin.html", {"form": form}, status=422 if form.errors else 200)


@page(P.READ_REPORTS)
def report_page(request: Request, public_id: UUID) -> HttpResponse:
    """The builder for its author: a task list of sections; for readers the finished documents."""
    viewer = request.viewer
    report = get_report(viewer, public_id)
    job = Job.objects.filter(
        Q(kind="report.generate", key__startswith=f"{report.pk}:")
        | Q(kind="report.publish", key=str(report.pk)),
        state__in=[JobState.QUEUED, JobState.RUNNING],
    ).first()
    context = {
        "report": report,
        "rows": task_list.rows(report),
        "documents": list(report.documents.select_related("created_by").defer("content", "figures")),
        "job": job,
        "may_write": viewer.may(P.WRITE_REPORT),
        "may_change": viewer.may(P.WRITE_REPORT) and states.may("write", report),
        "may_approve": viewer.may(P.APPROVE_REPORT),
        "editions": Edition.choices,
        "restatements": DocumentRestatement.objects.filter(document__report=report),
        "steps": {step: states.may(step, report) for step in states.MAY},
        "sent_back": task_list.sent_back(report),
        "open_comments": SectionComment.objects.filter(section__report=report, settled_at=None).count(),
    }
    return render(request, "reporting/report.html", context)


@page(P.WRITE_REPORT, methods=FORM)
def title(request: Request, public_id: UUID) -> HttpResponse:
    """Title and author."""
    viewer = request.viewer
    report = get_report(viewer, public_id)
    form = TitleForm(posted(request), initial={"title": report.title, "author": report.author})
    if request.method == "POST" and form.is_valid():
        try:
            actions.rename(report=report, by=viewer.user, **form.cleaned_data)
            return redirect("reporting:report", public_id=report.public_id)
        except states.NotNow as refused:
            form.add_error(None, str(refused))
    return render(
        request, "reporting/title.html", {"form": form, "report": report}, status=422 if form.errors else 200
    )


def _section(request: Request, public_id: UUID, key: str) -> ReportSection:
    report = get_report(request.viewer, public_id)
    section = report.sections.select_related("report__authority", "saved_by").filter(key=key).first()
    if section is None:
        raise Http404("No such section")
    return section


@page(P.WRITE_REPORT, P.APPROVE_REPORT, methods=FORM)
def section(request: Request, public_id: UUID, key: str) -> HttpResponse:
    """The words of a section beside its figures; kept while they are typed. The approver reads and comments."""
    row = _section(request, public_id, key)
    if request.method == "POST":
        request.viewer.require(P.WRITE_REPORT)
        return _save(request, row)
    return _show(request, row, NarrativeForm(initial={"narrative": row.narrative}))


def _show(
    request: Request,
    row: ReportSection,
    form: NarrativeForm,
    *,
    status: int = 200,
    stale: actions.Stale | None = None,
) -> HttpResponse:
    spec, day = SECTIONS[row.key], today()
    problem, shown = "", None
    faults: list[Fault] = []
    suggested: list[Suggestion] = []
    picker: list[dict[str, str]] = []
    figures = Figures(row.report.authority, row.report.year, as_at=day)
    try:
        frozen = composing.freeze_rows(row.report, figures, [row], on=day)
        shown = next(iter(printed(frozen, "internal")["sections"]), None)
        faults = [f for f in composing.faults_of(frozen) if f.rule != "empty"]
        suggested = suggestions(frozen["figures"], figures)
        if not frozen["figures"]:  # a section of words alone may use the head figures of the report
            reviews.key_messages(figures)
            frozen["figures"] = {ref: f.plain() for ref, f in figures.ledger.items()}
        picker = [
            {"ref": f"[[figure:{r}]]", "what": f["what"], "text": f["text"], "period": f["period"]}
            for r, f in _whole_first(frozen["figures"], figures)
        ]
    except DoesNotSum as error:
        problem = str(error)
    last_year = ReportSection.objects.filter(
        report__authority=row.report.authority_id, report__year=row.report.year - 1, key=row.key
    ).first()
    context = {
        "report": row.report,
        "section": row,
        "title": row.title or spec.title,
        "may_write": request.viewer.may(P.WRITE_REPORT) and states.may("write", row.report),
        "may_comment": states.may("comment", row.report),
        "comments": row.comments.select_related("by", "settled_by"),
        "last_year": last_year.narrative if last_year else "",
        "suggestions": suggested,
        "picker": picker,
        "spec": spec,
        "form": form,
        "shown": shown,
        "faults": faults,
        "problem": problem,
        "list_page": task_list.LIST_PAGES.get(row.key),
        "next": task_list.after(row),
        "stale": stale,
    }
    return render(request, "reporting/section.html", context, status=status)


def _whole_first(found: dict[str, Any], figures: Figures) -> list[tuple[str, Any]]:
    """The figures to choose from: those of the whole period first, then those of the year before, months and breakdowns last."""
    whens = {
        figures.period.label: 0,
        figures.period.end.isoformat(): 0,
        figures.before.label: 1,
        figures.before.end.isoformat(): 1,
    }

    def place(item: tuple[str, Any]) -> tuple[bool, int]:
        return item[0].count("|") > 2, whens.get(item[0].split("|")[1], 2)

    return sorted(found.items(), key=place)


def _save(request: Request, row: ReportSection) -> HttpResponse:
    viewer = request.viewer
    form = NarrativeForm(posted(request))
    version = request.POST.get("draft_version", "")
    autosave = bool(request.POST.get("autosave"))
    if not form.is_valid():
        return (
            JsonResponse({"error": "too long"}, status=422)
            if autosave
            else _show(request, row, form, status=422)
        )
    words = form.cleaned_data["narrative"]
    if not version.isdigit():
        raise SuspiciousOperation("The page was sent without the version of the section.")
    try:
        row = actions.save_narrative(
            section=row, narrative=words, version=int(version), by=viewer.user, final=not autosave
        )
    except states.NotNow as refused:
        if autosave:
            return JsonResponse({"error": str(refused)}, status=422)
        form.add_error(None, str(refused))
        return _show(request, row, form, status=422)
    except actions.Stale as stale:
        if autosave:
            return JsonResponse({"by": stale.by, "at": clock(stale.at)}, status=409)
        row.refresh_from_db()
        return _show(request, row, form, status=409, stale=stale)
    if autosave:
        return JsonResponse({"version": row.version, "at": clock(row.saved_at)})
    messages.success(request, "Your words are saved.")
    following = task_list.after(row) if request.POST.get("save") == "next" else None
    if following:
        return redirect("reporting:report_section", public_id=row.report.public_id, key=following.key)
    return redirect("reporting:report", public_id=row.report.public_id)


@page(P.WRITE_REPORT, methods=POST)
def arrange(request: Request, public_id: UUID, key: str) -> HttpResponse:
    """Move a section up or down, take it in or leave it out."""
    row = _section(request, public_id, key)
    by = request.viewer.user
    what = request.POST.get("do")
    try:
        if what in ("up", "down"):
            actions.move(section=row, up=what == "up", by=by)
        elif what in ("in", "out"):
            actions.set_included(section=row, included=what == "in", by=by)
    except states.NotNow as refused:
        messages.error(request, str(refused))
    return redirect("reporting:report", public_id=row.report.public_id)


@page(P.WRITE_REPORT, methods=POST)
def make(request: Request, public_id: UUID) -> HttpResponse:
    """Ask for the PDF of an edition; the figures are frozen when the worker begins."""
    viewer = request.viewer
    edition = request.POST.get("edition") or Edition.INTERNAL
    if edition not in Edition.values:
        raise SuspiciousOperation("There is no such edition.")
    try:
        job = actions.ask_to_generate(report=get_report(viewer, public_id), by=viewer.user, edition=edition)
    except states.NotNow as refused:
        messages.error(request, str(refused))
        return redirect("reporting:report", public_id=public_id)
    return redirect("accounts:job", public_id=job.public_id)
