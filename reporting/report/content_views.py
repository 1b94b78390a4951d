"""Pages of what a report holds besides its text: priorities, voices, cover, layout, whom it goes to."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from accounts.access.decorators import FORM, POST, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.ui.posted import posted
from reporting.access import get_report
from reporting.edition import images
from reporting.edition.composing import COVER, layout_of
from reporting.models import Priority, Report, Voice
from reporting.report import actions, states
from reporting.report.content_actions import NotScreened, known_of
from reporting.report.content_forms import (
    CoverForm,
    LayoutForm,
    PresentationForm,
    PriorityForm,
    ProgressForm,
    VoiceForm,
)
from reporting.report.screening import screen
from reporting.report.sections import SECTIONS


def _form_page(
    request: Request,
    report: Report | None,
    form: Any,
    title: str,
    *,
    lead: str = "",
    back: str = "reporting:report",
) -> HttpResponse:
    context = {"form": form, "report": report, "title": title, "lead": lead, "back": back}
    return render(request, "reporting/form.html", context, status=422 if form.errors else 200)


@page(P.WRITE_REPORT)
def priorities(request: Request, public_id: UUID) -> HttpResponse:
    """Last year's priorities with what became of them, and those for next year."""
    report = get_report(request.viewer, public_id)
    found = Priority.objects.filter(authority=report.authority_id, year__in=[report.year, report.year + 1])
    context = {
        "report": report,
        "last": [p for p in found if p.year == report.year],
        "next": [p for p in found if p.year == report.year + 1],
        "next_label": f"{report.year}-{(report.year + 1) % 100:02d}",
    }
    return render(request, "reporting/priorities.html", context)


@page(P.WRITE_REPORT, methods=FORM)
def add_priority(request: Request, public_id: UUID) -> HttpResponse:
    """Set a priority for this year or the next."""
    viewer = request.viewer
    report = get_report(viewer, public_id)
    form = PriorityForm(posted(request), year=report.year)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data | {"year": int(form.cleaned_data["year"])}
        actions.add_priority(authority=report.authority, by=viewer.user, **values)
        return redirect("reporting:priorities", public_id=report.public_id)
    return _form_page(request, report, form, "Add a priority", back="reporting:priorities")


def _priority(report: Report, priority_id: UUID) -> Priority:
    found = Priority.objects.filter(authority=report.authority_id, public_id=priority_id).first()
    if found is None:
        raise Http404("No such priority")
    return found


@page(P.WRITE_REPORT, methods=FORM)
def priority(request: Request, public_id: UUID, priority_id: UUID) -> HttpResponse:
    """Say what became of a priority, or take back one that nobody reported on."""
    viewer = request.viewer
    report = get_report(viewer, public_id)
    found = _priority(report, priority_id)
    form = ProgressForm(posted(request), initial={"status": found.status, "progress": found.progress})
    if request.method == "POST" and request.POST.get("do") == "remove":
        try:
            actions.remove_priority(priority=found, by=viewer.user)
        except states.NotNow as refused:
            messages.error(request, str(refused))
        return redirect("reporting:priorities", public_id=report.public_id)
    if request.method == "POST" and form.is_valid():
        actions.report_on_priority(priority=found, by=viewer.user, **form.cleaned_data)
        return redirect("reporting:priorities", public_id=report.public_id)
    return _form_page(request, report, form, found.title, back="reporting:priorities")


@page(P.WRITE_REPORT)
def voices(request: Request, public_id: UUID) -> HttpResponse:
    """Case examples, quotations, drawings and what children asked for, with what the screening found in each."""
    report = get_report(request.viewer, public_id)
    known = known_of(report.authority)
    rows = [
        {
            "voice": v,
            "title": SECTIONS[v.section].title if v.section in SECTIONS else v.section,
            "finds": screen(f"{v.text} {v.answer} {v.alternative}", known),
        }
        for v in report.voices.select_related("signed_off_by").defer("image")
    ]
    return render(
        request,
        "reporting/voices.html",
        {"report": report, "rows": rows, "may_write": states.may("write", report)},
    )


@page(P.WRITE_REPORT, methods=FORM)
def add_voice(request: Request, public_id: UUID) -> HttpResponse:
    """Add one, with consent; an image is checked and stripped of everything but the picture."""
    viewer = request.viewer
    report = get_report(viewer, public_id)
    form = VoiceForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data.pop("drawing")
        try:
            image = images.read(upload.read(images.LARGEST + 1)) if upload else None
            actions.add_voice(report=report, by=viewer.user, image=image, **form.cleaned_data)
            return redirect("reporting:voices", public_id=report.public_id)
        except images.BadImage as refused:
            form.add_error("drawing", str(refused))
        except states.NotNow as refused:
            form.add_error(None, str(refused))
    return _form_page(request, report, form, "Add an example, quotation or drawing", back="reporting:voices")


@page(P.WRITE_REPORT, methods=POST)
def voice(request: Request, public_id: UUID, voice_id: UUID) -> HttpResponse:
    """Sign a voice off, or take it out."""
    viewer = request.viewer
    report = get_report(viewer, public_id)
    found = (
        Voice.objects.filter(report=report, public_id=voice_id).select_related("report__authority").first()
    )
    if found is None:
        raise Http404("No such example")
    try:
        if request.POST.get("do") == "remove":
            actions.remove_voice(voice=found, by=viewer.user)
        else:
            actions.sign_off(voice=found, by=viewer.user, in_spite_of=request.POST.get("reason", "").strip())
    except (NotScreened, states.NotNow) as refused:
        messages.error(request, str(refused))
    return redirect("reporting:voices", public_id=report.public_id)


@page(P.WRITE_REPORT, methods=FORM)
def cover(request: Request, public_id: UUID) -> HttpResponse:
    """The committee's cover page, field by field."""
    viewer = request.viewer
    report = get_report(viewer, public_id)
    form = CoverForm(posted(request), initial=report.cover, labels=COVER)
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_cover(report=report, cover=form.filled(), by=viewer.user)
            return redirect("reporting:report", public_id=report.public_id)
        except states.NotNow as refused:
            form.add_error(None, str(refused))
    lead = (
        ""
        if layout_of(report.authority).has_cover
        else "The layout of reports has no cover page yet, so this one is kept but not printed."
    )
    return _form_page(request, report, form, "Committee cover page", lead=lead)


@page(P.WRITE_REPORT, methods=FORM)
def distribution(request: Request, public_id: UUID) -> HttpResponse:
    """Who receives the report, when it was sent and presented; it goes on after publication."""
    viewer = request.viewer
    report = get_report(viewer, public_id)
    form = PresentationForm(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.present(report=report, by=viewer.user, **form.cleaned_data)
        return redirect("reporting:distribution", public_id=report.public_id)
    rows = list(report.presentations.all())
    return render(
        request,
        "reporting/distribution.html",
        {"report": report, "rows": rows, "form": form},
        status=422 if form.errors else 200,
    )


@page(P.WRITE_REPORT, methods=FORM)
def layout(request: Request) -> HttpResponse:
    """How the council's reports are made up."""
    viewer = request.viewer
    standing = layout_of(viewer.authority)
    form = LayoutForm(posted(request), standing=standing)
    if request.method == "POST" and form.is_valid():
        actions.save_layout(authority=viewer.authority, by=viewer.user, **form.values())
        messages.success(request, "The layout is saved. It holds for reports begun from now on.")
        return redirect("reporting:reports")
    return _form_page(request, None, form, "Layout of reports", back="reporting:reports")
