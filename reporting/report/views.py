"""Pages of reports: which there are, the builder, its order, its title, a document asked for."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Prefetch, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access.decorators import FORM, POST, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.access.viewers import Viewer
from accounts.clock import today
from accounts.models import Job
from accounts.models.jobs import JobState
from accounts.ordering import place_in
from accounts.ui.asking import Question, ask_page, refusals_on
from accounts.ui.posted import posted, pressed
from reporting.access import documents_visible_to, get_report, makes_reports, restatements_visible_to
from reporting.council.deletions import Deletions
from reporting.edition.actions import ask_to_generate
from reporting.models import (
    DocumentRestatement,
    Edition,
    Report,
    ReportDocument,
    ReportState,
    SectionComment,
)
from reporting.report import flow_actions, states, task_list, writing_actions
from reporting.report.flow_actions import LARGE_COLUMNS
from reporting.report.forms import BeginForm, CorrectedTitleForm, SendBackForm, TitleForm
from reporting.report.notices import NOBODY_APPROVES, approvers
from reporting.report.section_views import get_section
from reporting.report.states import Act
from statute.refusals import Refused


@page(P.READ_REPORTS)
def report_list(request: Request) -> HttpResponse:
    """The council's annual reports, newest year first."""
    viewer = request.viewer
    made = documents_visible_to(viewer).select_related("created_by").defer(*LARGE_COLUMNS)
    reports = list(
        Report.objects.filter(authority=viewer.authority_id).prefetch_related(
            Prefetch("documents", made.order_by("-number"), to_attr="made")
        )
    )
    if not makes_reports(viewer):
        reports = [report for report in reports if report.made]
    context = {
        "reports": reports,
        "may_note": viewer.may(P.WRITE_REPORT) or viewer.may(P.RECORD_REVIEW),
        "may_write": viewer.may(P.WRITE_REPORT),
    }
    return render(request, "reporting/reports.html", context)


@page(P.WRITE_REPORT, methods=FORM)
def begin(request: Request) -> HttpResponse:
    """Begin the report of a year."""
    viewer, day = request.viewer, today()
    last = day.year + (day >= day.replace(month=4, day=1))
    years = [
        (str(year), f"{year - 1}-{year % 100:02d}" + (" (not over yet)" if year == last else ""))
        for year in range(last, last - 4, -1)
    ]
    form = BeginForm(posted(request), years=years)
    if request.method == "POST" and form.is_valid():
        year = int(form.cleaned_data["year"])
        report = writing_actions.begin(authority=viewer.authority, year=year, by=viewer.user)
        return redirect("reporting:report", public_id=report.public_id)
    return ask_page(request, form, Question("Begin a report", "Begin", reverse("reporting:reports")))


@page(P.READ_REPORTS)
def report_page(request: Request, public_id: UUID) -> HttpResponse:
    """The builder for its author and approver: a task list of sections; for readers the published
    documents."""
    viewer = request.viewer
    report = get_report(viewer, public_id)
    jobs = _under_way(report)
    takes_answer = reverse("reporting:decide", args=[report.public_id])
    documents = documents_visible_to(viewer).filter(report=report).select_related("created_by")
    if (
        report.review_job_id
    ):  # they stand with the next step; once published the same stand there as published
        documents = documents.exclude(job=report.review_job_id)
    context = {
        "report": report,
        "rows": task_list.rows(report),
        "documents": list(documents.defer(*LARGE_COLUMNS)),
        "job": next((job for job in jobs if job.kind != "report.publish"), None),
        "publishing": next((job for job in jobs if job.kind == "report.publish"), None),
        "next_edition": _next_edition(report, sees_drafts=makes_reports(viewer)),
        "makes": makes_reports(viewer),
        "is_author": viewer.may(P.WRITE_REPORT),
        "may": {act.name.lower(): states.may(act, report, viewer) for act in Act},
        "editions": Edition.choices,
        "restatements": _restatements(report, viewer),
        "to_approve": _to_approve(report),
        "sent_back": task_list.sent_back(report),
        "send_back": SendBackForm(posted(request, to=takes_answer)),
        "takes_answer": takes_answer,
        "approvers": _approvers(report, viewer),
        "nobody_approves": NOBODY_APPROVES,
        "open_comments": SectionComment.objects.filter(section__report=report, settled_at=None).count(),
    }
    return render(request, "reporting/report.html", context)


def _under_way(report: Report) -> list[Job]:
    """The documents of a report that are being made, and its publication while it waits."""
    return list(
        Job.objects.filter(
            Q(kind="report.generate", key__startswith=f"{report.pk}:")
            | Q(kind="report.publish", key=str(report.pk))
            | Q(pk=report.review_job_id),
            state__in=[JobState.QUEUED, JobState.RUNNING],
        )
    )


def _restatements(report: Report, viewer: Viewer) -> list[tuple[DocumentRestatement, str]]:
    """The published figures that would be others today, each with what else may be why."""
    rows = restatements_visible_to(viewer, report).select_related("document")
    deletions = Deletions(report.authority_id)
    rows = rows.defer(*(f"document__{name}" for name in LARGE_COLUMNS))
    return [(row, deletions.between(row.document.figures_at, row.found_at)) for row in rows]


def _to_approve(report: Report) -> list[ReportDocument]:
    """The documents that are to be approved, or were and wait for publication."""
    waits = report.state in (ReportState.IN_REVIEW, ReportState.APPROVED)
    return flow_actions.proposed(report) if waits else []


def _approvers(report: Report, viewer: Viewer) -> str:
    """The names of those who may approve the report, once this person or whoever sent it has sent it."""
    is_with_them = report.state == ReportState.IN_REVIEW
    if not is_with_them and not states.may(Act.SUBMIT, report, viewer):
        return ""
    by = report.submitted_by if is_with_them else viewer.user
    names = [person.name for person in approvers(report.authority, today(), sent_by=by)]
    return " or ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _next_edition(report: Report, *, sees_drafts: bool) -> Report | None:
    """The edition that corrects a report: for readers once it is published."""
    if report.state != ReportState.PUBLISHED:
        return None
    found = Report.objects.filter(corrects=report)
    return (found if sees_drafts else found.filter(state=ReportState.PUBLISHED)).first()


@page(P.WRITE_REPORT, methods=FORM)
def title(request: Request, public_id: UUID) -> HttpResponse:
    """Title and author."""
    viewer = request.viewer
    report = get_report(viewer, public_id)
    asked = TitleForm if report.corrects_id is None else CorrectedTitleForm
    form = asked(posted(request), initial={name: getattr(report, name) for name in asked.base_fields})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            writing_actions.rename(report=report, by=viewer.user, **form.cleaned_data)
        if not form.errors:
            return redirect("reporting:report", public_id=report.public_id)
    back = reverse("reporting:report", args=[report.public_id])
    question = Question("Title and author", "Save", back, caption=f"Annual report {report.year_label}")
    return ask_page(request, form, question)


@page(P.WRITE_REPORT, methods=POST)
def arrange(request: Request, public_id: UUID, key: str) -> HttpResponse:
    """Move a section to another place, include it or leave it out."""
    row, by = get_section(request, public_id, key), request.viewer.user
    what = request.POST.get("do", "")
    try:
        if what in ("in", "out"):
            writing_actions.set_included(section=row, included=what == "in", by=by)
        else:
            writing_actions.move(section=row, place=place_in(what), by=by)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("reporting:report", public_id=row.report.public_id)
    place = reverse("reporting:report", args=[row.report.public_id])
    return redirect(f"{place}#at-{row.key}")  # where the page was


@page(P.WRITE_REPORT, methods=POST)
def make(request: Request, public_id: UUID) -> HttpResponse:
    """Ask for the PDF of an edition; the figures are frozen when the worker begins."""
    viewer = request.viewer
    report = get_report(viewer, public_id)
    try:
        edition = pressed(request, "edition", *Edition.values)
        job = ask_to_generate(report=report, by=viewer.user, edition=edition)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("reporting:report", public_id=public_id)
    return redirect("accounts:job", public_id=job.public_id)
