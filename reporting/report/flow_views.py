"""The way of a report in pages: sent for review, sent back, approved, published; comments; restatements."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from accounts.access.decorators import POST, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.clock import today
from reporting.access import get_report
from reporting.edition import composing
from reporting.figures import DoesNotSum
from reporting.models import SectionComment
from reporting.report import actions, states


@page(P.WRITE_REPORT, methods=POST)
def submit(request: Request, public_id: UUID) -> HttpResponse:
    """Send a report to the approver, once everything in it holds."""
    viewer = request.viewer
    report = get_report(viewer, public_id)
    try:
        actions.submit(report=report, by=viewer.user, today=today())
        messages.success(request, "The report is with the approver.")
    except composing.NotSound as refused:
        for fault in refused.faults[:20]:
            messages.error(request, str(fault))
    except (states.NotNow, DoesNotSum) as refused:
        messages.error(request, str(refused))
    return redirect("reporting:report", public_id=report.public_id)


@page(P.APPROVE_REPORT, methods=POST)
def decide(request: Request, public_id: UUID) -> HttpResponse:
    """Approve a report, or send it back with the reason."""
    viewer = request.viewer
    report = get_report(viewer, public_id)
    reason = request.POST.get("reason", "").strip()
    try:
        if request.POST.get("do") == "approve":
            actions.approve(report=report, by=viewer.user)
            messages.success(request, "The report is approved.")
        elif reason:
            actions.send_back(report=report, by=viewer.user, reason=reason[:500])
            messages.success(request, "The report is back with its author.")
        else:
            messages.error(request, "Enter why the report goes back.")
    except states.NotNow as refused:
        messages.error(request, str(refused))
    return redirect("reporting:report", public_id=report.public_id)


@page(P.WRITE_REPORT, methods=POST)
def publish(request: Request, public_id: UUID) -> HttpResponse:
    """Ask the worker to publish an approved report."""
    viewer = request.viewer
    report = get_report(viewer, public_id)
    try:
        job = actions.ask_to_publish(report=report, by=viewer.user)
    except states.NotNow as refused:
        messages.error(request, str(refused))
        return redirect("reporting:report", public_id=report.public_id)
    return redirect("accounts:job", public_id=job.public_id)


@page(P.WRITE_REPORT, methods=POST)
def restate(request: Request, public_id: UUID) -> HttpResponse:
    """Compare the published figures with the records of today."""
    viewer = request.viewer
    report = get_report(viewer, public_id)
    found = actions.find_restatements(report=report, by=viewer.user, today=today())
    messages.success(
        request,
        f"{len(found)} published figures would be others today."
        if found
        else "Every published figure still stands.",
    )
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
        if settles.isdigit():
            found = SectionComment.objects.filter(
                section__report=report, section__key=key, pk=int(settles)
            ).first()
            if found is None:
                raise Http404("No such comment")
            actions.settle(comment=found, by=viewer.user)
        elif text:
            actions.comment(report=report, key=key, text=text[:4000], by=viewer.user)
        else:
            messages.error(request, "Enter a comment.")
    except states.NotNow as refused:
        messages.error(request, str(refused))
    return redirect("reporting:report_section", public_id=report.public_id, key=key)
