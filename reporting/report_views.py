"""Pages of reports: which there are, the builder, one section, the finished documents."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from accounts.clock import today
from accounts.decorators import FORM, POST, page
from accounts.forms import posted
from accounts.models import Job
from accounts.models.jobs import JobState
from accounts.roles import Permission as P
from accounts.templatetags.govuk import clock
from reporting import actions, freezing
from reporting.access import get_document, get_report
from reporting.figures import DoesNotSum, Figures
from reporting.forms import BeginForm, NarrativeForm, TitleForm
from reporting.models import Report, ReportDocument, ReportSection
from reporting.printing import printed
from reporting.sections import SECTIONS


@page(P.READ_REPORTS)
def report_list(request: HttpRequest) -> HttpResponse:
    """The council's annual reports, newest year first."""
    viewer = request.viewer  # type: ignore[attr-defined]
    made = ReportDocument.objects.select_related("created_by").defer("content", "figures").order_by("-number")
    reports = list(
        Report.objects.filter(authority=viewer.authority_id).prefetch_related(
            Prefetch("documents", made, to_attr="made")
        )
    )
    if not viewer.may(P.WRITE_REPORT):
        reports = [r for r in reports if r.made]  # type: ignore[attr-defined]
    return render(
        request, "reporting/reports.html", {"reports": reports, "may_write": viewer.may(P.WRITE_REPORT)}
    )


@page(P.WRITE_REPORT, methods=FORM)
def begin(request: HttpRequest) -> HttpResponse:
    """Begin the report of a year."""
    viewer = request.viewer  # type: ignore[attr-defined]
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
def report_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The builder for its author: a task list of sections; for readers the finished documents."""
    viewer = request.viewer  # type: ignore[attr-defined]
    report = get_report(viewer, public_id)
    rows = []
    for section in report.sections.order_by("position", "pk"):
        spec = SECTIONS[section.key]
        empty = spec.needs_words and not section.narrative.strip()
        if not section.is_included:
            status, colour = "Left out", "grey"
        elif empty:
            status, colour = "Nothing written: will be left out", "yellow"
        elif section.narrative.strip():
            status, colour = "Words written", "green"
        else:
            status, colour = "Figures only", "blue"
        rows.append({"section": section, "spec": spec, "status": status, "colour": colour})
    job = Job.objects.filter(
        kind="report.generate", key=str(report.pk), state__in=[JobState.QUEUED, JobState.RUNNING]
    ).first()
    context = {
        "report": report, "rows": rows, "documents": list(report.documents.select_related("created_by").defer("content", "figures")), "job": job,
        "may_write": viewer.may(P.WRITE_REPORT),
    }  # fmt: skip
    return render(request, "reporting/report.html", context)


@page(P.WRITE_REPORT, methods=FORM)
def title(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Title and author."""
    viewer = request.viewer  # type: ignore[attr-defined]
    report = get_report(viewer, public_id)
    form = TitleForm(posted(request), initial={"title": report.title, "author": report.author})
    if request.method == "POST" and form.is_valid():
        actions.rename(report=report, by=viewer.user, **form.cleaned_data)
        return redirect("reporting:report", public_id=report.public_id)
    return render(
        request, "reporting/title.html", {"form": form, "report": report}, status=422 if form.errors else 200
    )


def _section(request: HttpRequest, public_id: UUID, key: str) -> ReportSection:
    report = get_report(request.viewer, public_id)  # type: ignore[attr-defined]
    section = report.sections.select_related("report__authority", "saved_by").filter(key=key).first()
    if section is None:
        raise Http404("No such section")
    return section


@page(P.WRITE_REPORT, methods=FORM)
def section(request: HttpRequest, public_id: UUID, key: str) -> HttpResponse:
    """The words of a section beside its figures; kept while they are typed."""
    row = _section(request, public_id, key)
    if request.method == "POST":
        return _save(request, row)
    return _show(request, row, NarrativeForm(initial={"narrative": row.narrative}))


def _show(
    request: HttpRequest,
    row: ReportSection,
    form: NarrativeForm,
    *,
    status: int = 200,
    stale: actions.Stale | None = None,
) -> HttpResponse:
    spec, day = SECTIONS[row.key], today()
    problem, shown, faults = "", None, []
    figures = Figures(row.report.authority, row.report.year, as_at=day)
    try:
        frozen = freezing.freeze_rows(row.report, figures, [row], on=day)
        shown = next(iter(printed(frozen, "internal")["sections"]), None)
        faults = [f for f in freezing.faults_of(frozen) if f.rule != "empty"]
    except DoesNotSum as error:
        problem = str(error)
    context = {
        "report": row.report,
        "section": row,
        "spec": spec,
        "form": form,
        "shown": shown,
        "faults": faults,
        "problem": problem,
        "stale": stale,
    }
    return render(request, "reporting/section.html", context, status=status)


def _save(request: HttpRequest, row: ReportSection) -> HttpResponse:
    viewer = request.viewer  # type: ignore[attr-defined]
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
    except actions.Stale as stale:
        if autosave:
            return JsonResponse({"by": stale.by, "at": clock(stale.at)}, status=409)
        row.refresh_from_db()
        return _show(request, row, form, status=409, stale=stale)
    if autosave:
        return JsonResponse({"version": row.version, "at": clock(row.saved_at)})
    messages.success(request, "Your words are saved.")
    return redirect("reporting:report", public_id=row.report.public_id)


@page(P.WRITE_REPORT, methods=POST)
def arrange(request: HttpRequest, public_id: UUID, key: str) -> HttpResponse:
    """Move a section up or down, take it in or leave it out."""
    row = _section(request, public_id, key)
    by = request.viewer.user  # type: ignore[attr-defined]
    what = request.POST.get("do")
    if what in ("up", "down"):
        actions.move(section=row, up=what == "up", by=by)
    elif what in ("in", "out"):
        actions.set_included(section=row, included=what == "in", by=by)
    return redirect("reporting:report", public_id=row.report.public_id)


@page(P.WRITE_REPORT, methods=POST)
def make(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask for the PDF; the figures are frozen when the worker begins."""
    viewer = request.viewer  # type: ignore[attr-defined]
    job = actions.ask_to_generate(report=get_report(viewer, public_id), by=viewer.user)
    return redirect("accounts:job", public_id=job.public_id)


@page(P.READ_REPORTS)
def document(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A finished PDF."""
    found = get_document(request.viewer, public_id)  # type: ignore[attr-defined]
    response = HttpResponse(bytes(found.content), content_type="application/pdf")
    name = f"iro-annual-report-{found.report.year_label}-{found.edition}-{found.number}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
