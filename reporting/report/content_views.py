"""Pages of what a report holds besides its text: priorities, voices, cover, layout, whom it goes to."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access.decorators import FORM, POST, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.clock import today
from accounts.templatetags.govuk import day as day_words
from accounts.ui.asking import Question, ask_page, refusals_on, refusals_said
from accounts.ui.posted import posted, pressed
from reporting.access import get_report
from reporting.cover.fields import fields_of
from reporting.cover.forms import CoverForm
from reporting.edition import images
from reporting.examples.views import example_of, examples_for
from reporting.models import Priority, Report, ReportLayout, Voice, VoiceKind
from reporting.report import content_actions, flow_actions, states
from reporting.report.content_forms import (
    LayoutForm,
    PresentationForm,
    PriorityForm,
    ProgressForm,
    VoiceForm,
)
from reporting.report.forms import SignOffForm
from reporting.report.screening import screen
from reporting.report.screening_actions import known_of
from reporting.report.sections import SECTIONS
from reporting.report.states import Act


def _question(report: Report, title: str, back: str, *, button: str = "Save", text: str = "") -> Question:
    """A question about a report, asked from one of its lists."""
    caption = f"Annual report {report.year_label}"
    return Question(title, button, reverse(back, args=[report.public_id]), caption=caption, text=text)


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
        content_actions.add_priority(authority=report.authority, by=viewer.user, **values)
        return redirect("reporting:priorities", public_id=report.public_id)
    return ask_page(request, form, _question(report, "Add a priority", "reporting:priorities", button="Add"))


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
        with refusals_said(request):
            content_actions.remove_priority(priority=found, by=viewer.user)
        return redirect("reporting:priorities", public_id=report.public_id)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            content_actions.report_on_priority(priority=found, by=viewer.user, **form.cleaned_data)
            return redirect("reporting:priorities", public_id=report.public_id)
    return ask_page(request, form, _question(report, found.title, "reporting:priorities"))


@page(P.WRITE_REPORT, P.APPROVE_REPORT)
def voices(request: Request, public_id: UUID) -> HttpResponse:
    """Case examples, quotations, drawings and what children asked for, with what the screening found in
    each."""
    report = get_report(request.viewer, public_id)
    known = known_of(report.authority)
    rows = [
        {
            "voice": v,
            "title": SECTIONS[v.section].title if v.section in SECTIONS else "Title page",
            "finds": screen(f"{v.text} {v.answer} {v.alternative}", known),
        }
        for v in report.voices.select_related("signed_off_by").defer("image")
    ]
    return render(
        request,
        "reporting/voices.html",
        {
            "report": report,
            "rows": rows,
            "may_write": states.may(Act.WRITE, report, request.viewer),
            "may_withdraw": states.may(Act.WITHDRAW, report, request.viewer),
            "examples": examples_for(request.viewer).filter(taken_at=None),
        },
    )


@page(P.WRITE_REPORT, methods=FORM)
def add_voice(request: Request, public_id: UUID) -> HttpResponse:
    """Add one, with consent; an image is checked and stripped of everything but the picture."""
    viewer = request.viewer
    report = get_report(viewer, public_id)
    example = example_of(viewer, request.GET.get("example", ""))
    given = {"kind": VoiceKind.EXAMPLE, "text": example.text} if example else None
    form = VoiceForm(posted(request), request.FILES or None, initial=given)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data.pop("drawing")
        with refusals_on(form):
            image = images.read(upload.read(images.LARGEST + 1)) if upload else None
            content_actions.add_voice(
                report=report, by=viewer.user, image=image, example=example, **form.cleaned_data
            )
        if not form.errors:
            return redirect("reporting:voices", public_id=report.public_id)
    question = _question(report, "Add an example, quotation or drawing", "reporting:voices", button="Add")
    return ask_page(request, form, question)


WITHDRAWN = "It is taken out. The report is a draft again: send it for review once more."


@page(P.WRITE_REPORT, methods=POST)
def voice(request: Request, public_id: UUID, voice_id: UUID) -> HttpResponse:
    """Sign a voice off, or take it out: of a draft, or because consent was withdrawn."""
    viewer = request.viewer
    report = get_report(viewer, public_id)
    found = (
        Voice.objects.filter(report=report, public_id=voice_id).select_related("report__authority").first()
    )
    if found is None:
        raise Http404("No such example")
    if request.POST.get("do") != "sign":
        with refusals_said(request):
            if pressed(request, "do", "sign", "remove", "withdraw") == "remove":
                content_actions.remove_voice(voice=found, by=viewer.user)
            else:
                flow_actions.withdraw_consent(voice=found, by=viewer.user, today=today())
                messages.success(request, WITHDRAWN)
        return redirect("reporting:voices", public_id=report.public_id)
    form = SignOffForm(posted(request))
    if form.is_valid():
        with refusals_on(form):
            content_actions.sign_off(voice=found, by=viewer.user, in_spite_of=form.cleaned_data["reason"])
            return redirect("reporting:voices", public_id=report.public_id)
    title = f"Sign off this {found.get_kind_display().lower()}?"
    return ask_page(request, form, _question(report, title, "reporting:voices", button="Sign off"))


@page(P.WRITE_REPORT, methods=FORM)
def cover(request: Request, public_id: UUID) -> HttpResponse:
    """The committee's cover page, field by field."""
    viewer = request.viewer
    report = get_report(viewer, public_id)
    layout = ReportLayout.of(report.authority)
    form = CoverForm(posted(request), initial=report.cover, headings=fields_of(layout))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            content_actions.save_cover(report=report, cover=form.filled(), by=viewer.user)
        if not form.errors:
            return redirect("reporting:report", public_id=report.public_id)
    lead = (
        "" if layout.has_cover else "The report layout has no cover page, so this is saved but not printed."
    )
    return ask_page(request, form, _question(report, "Committee cover page", "reporting:report", text=lead))


@page(P.WRITE_REPORT, methods=FORM)
def distribution(request: Request, public_id: UUID) -> HttpResponse:
    """Who receives the report, when it was sent and presented; it goes on after publication."""
    viewer = request.viewer
    report = get_report(viewer, public_id)
    form = PresentationForm(posted(request))
    if request.method == "POST" and form.is_valid():
        content_actions.present(report=report, by=viewer.user, **form.cleaned_data)
        return redirect("reporting:distribution", public_id=report.public_id)
    rows = [
        [
            {"text": sent.body},
            {"text": _day_or(sent.sent_on)},
            {"text": _day_or(sent.presented_on)},
            {"text": sent.note},
        ]
        for sent in report.presentations.all()
    ]
    headings = [{"text": text} for text in ("Body", "Sent", "Presented", "Note")]
    context = {"report": report, "rows": rows, "headings": headings, "form": form}
    status = 422 if form.errors else 200
    return render(request, "reporting/distribution.html", context, status=status)


def _day_or(day: date | None) -> str:
    return day_words(day) if day else "not yet"


@page(P.WRITE_REPORT, methods=FORM)
def layout(request: Request) -> HttpResponse:
    """How the council's reports are made up."""
    viewer = request.viewer
    layout = ReportLayout.of(viewer.authority)
    form = LayoutForm(posted(request), current=layout)
    if request.method == "POST" and form.is_valid():
        content_actions.save_layout(authority=viewer.authority, by=viewer.user, **form.values())
        messages.success(request, "The layout is saved. It applies to reports begun or printed from now on.")
        return redirect("reporting:reports")
    return ask_page(request, form, Question("Layout of reports", "Save", reverse("reporting:reports")))
