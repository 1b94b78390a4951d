"""The way of a report in pages: sent for review, sent back, approved, published; comments; restatements."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from accounts.access.decorators import POST, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.clock import today
from reporting.access import get_report
from reporting.edition.soundness import NotSound
from reporting.models import Report, SectionComment
from reporting.proof.manuscript import Fault
from reporting.report import flow_actions
from reporting.report.sections import SECTIONS
from statute.refusals import Refused

LONGEST_COMMENT, LONGEST_REASON = 4000, 500


@page(P.WRITE_REPORT, methods=POST)
def submit(request: Request, public_id: UUID) -> HttpResponse:
    """Send a report to the approver, once everything in it holds; else the list of what to put right."""
    viewer = request.viewer
    report = get_report(viewer, public_id)
    try:
        flow_actions.submit(report=report, by=viewer.user, today=today())
        messages.success(request, "The report is with the approver.")
    except NotSound as refused:
        context = {"report": report, "faults": _by_section(report, refused.faults)}
        return render(request, "reporting/not_sound.html", context, status=422)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("reporting:report", public_id=report.public_id)


def _by_section(report: Report, faults: list[Fault]) -> list[tuple[Fault, str]]:
    """Each fault with the key of the section in which it stands; empty where it is in none."""
    titles = {s.title or SECTIONS[s.key].title: s.key for s in report.sections.all()}
    by_length = sorted(titles, key=len, reverse=True)
    return [
        (fault, next((titles[title] for title in by_length if fault.place.startswith(title)), ""))
        for fault in faults
    ]


@page(P.APPROVE_REPORT, methods=POST)
def decide(request: Request, public_id: UUID) -> HttpResponse:
    """Approve a report, or send it back with the reason."""
    viewer = request.viewer
    report = get_report(viewer, public_id)
    reason = request.POST.get("reason", "").strip()
    try:
        if request.POST.get("do") == "approve":
            flow_actions.approve(report=report, by=viewer.user)
            messages.success(request, "The report is approved.")
        elif not reason:
            messages.error(request, "Enter why you are sending the report back.")
        elif len(reason) > LONGEST_REASON:
            messages.error(request, f"The reason must be {LONGEST_REASON} characters or fewer.")
        else:
            flow_actions.send_back(report=report, by=viewer.user, reason=reason)
            messages.success(request, "The report is back with its author.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("reporting:report", public_id=report.public_id)


@page(P.WRITE_REPORT, methods=POST)
def publish(request: Request, public_id: UUID) -> HttpResponse:
    """Ask the worker to publish an approved report."""
    viewer = request.viewer
    report = get_report(viewer, public_id)
    try:
        job = flow_actions.ask_to_publish(report=report, by=viewer.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("reporting:report", public_id=report.public_id)
    return redirect("accounts:job", public_id=job.public_id)


@page(P.WRITE_REPORT, methods=POST)
def restate(request: Request, public_id: UUID) -> HttpResponse:
    """Compare the published figures with today’s records."""
    viewer = request.viewer
    report = get_report(viewer, public_id)
    found = flow_actions.find_restatements(report=report, by=viewer.user, today=today())
    said = "Today’s records give the same figures as the published report."
    if found:
        said = f"{len(found)} published figures would be different today. They are listed below."
    messages.success(request, said)
    return redirect("reporting:report", public_id=report.public_id)


@page(P.WRITE_REPORT, P.APPROVE_REPORT, methods=POST)
def comment(request: Request, public_id: UUID, key: str) -> HttpResponse:
    """Comment on a section, or settle a comment."""
    viewer = request.viewer
    report = get_report(viewer, public_id)
    if not report.sections.filter(key=key).exists():
        raise Http404("No such section")
    text, settles = request.POST.get("text", "").strip(), request.POST.get("settle", "")
    try:
        if settles.isascii() and settles.isdigit():
            found = SectionComment.objects.filter(
                section__report=report, section__key=key, pk=int(settles)
            ).first()
            if found is None:
                raise Http404("No such comment")
            flow_actions.settle(comment=found, by=viewer.user)
        elif len(text) > LONGEST_COMMENT:
            messages.error(request, f"The comment must be {LONGEST_COMMENT:,} characters or fewer.")
        elif text:
            flow_actions.comment(report=report, key=key, text=text, by=viewer.user)
        else:
            messages.error(request, "Enter a comment.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("reporting:report_section", public_id=report.public_id, key=key)
