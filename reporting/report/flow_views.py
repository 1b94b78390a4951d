"""The way of a report in pages: sent for review, sent back, approved, published; comments; restatements."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access.decorators import FORM, POST, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.clock import today
from accounts.councils.words import as_said
from accounts.drafts.keys import hidden_number
from accounts.templatetags.govuk import plural
from accounts.ui.asking import Question, ask_page, refusals_on, refusals_said
from accounts.ui.posted import posted, pressed
from reporting.access import get_report
from reporting.council.deletions import Deletions
from reporting.council.forms import ExplainForm
from reporting.edition.document import CORRECTIONS, TITLE_PAGE
from reporting.edition.soundness import NotSound
from reporting.models import DocumentRestatement, Report, SectionComment
from reporting.proof.manuscript import Fault
from reporting.report import correcting, flow_actions, writing_actions
from reporting.report.forms import CommentForm, CorrectionForm, SendBackForm, SettleForm
from reporting.report.held.printed_words import COMMITTEE, OUTSIDE_SECTIONS
from reporting.report.screening_actions import hits_outside, settle_find
from reporting.report.sections import title_of
from statute.refusals import Refused


@page(P.WRITE_REPORT, methods=POST)
def submit(request: Request, public_id: UUID) -> HttpResponse:
    """Send a report to the approver, once everything in it holds; else the list of what to put right, from
    which the sections in which nothing stands can be left out at once.
    """
    viewer = request.viewer
    report = get_report(viewer, public_id)
    try:
        if keys := request.POST.getlist("leave_out"):
            writing_actions.leave_out(report=report, keys=keys, by=viewer.user)
        flow_actions.submit(report=report, by=viewer.user, today=today())
        messages.success(request, "The report is with the approver.")
    except NotSound as refused:
        faults = _placed(report, refused.faults)
        context = {
            "report": report,
            "faults": faults,
            "empty": [one.key for one in faults if one.key and one.fault.rule == "empty"],
            "outside": [(place, hit) for place, hit in hits_outside(report) if not hit.is_settled],
        }
        return render(request, "reporting/not_sound.html", context, status=422)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("reporting:report", public_id=report.public_id)


@dataclass(frozen=True)
class Placed:
    """A fault with the page on which it is put right; `key` of its section, empty where it is in none."""

    fault: Fault
    key: str
    url: str


def _placed(report: Report, faults: list[Fault]) -> list[Placed]:
    """Each fault with where it stands."""
    titles = {title_of(s, report.authority): s.key for s in report.sections.all()}
    by_length = sorted(titles, key=len, reverse=True)
    found = []
    for fault in faults:
        page = next((PAGES[k] for k in PAGES if fault.place.startswith(OUTSIDE_SECTIONS[k])), "")
        key = "" if page else next((titles[t] for t in by_length if fault.place.startswith(t)), "")
        args = [report.public_id, key] if key else [report.public_id]
        page = "report_section" if key else page
        found.append(Placed(fault, key, reverse(f"reporting:{page}", args=args) if page else ""))
    return found


PAGES = {TITLE_PAGE: "title", COMMITTEE: "cover", CORRECTIONS: "title"}
"""Where words are written that stand in no section."""


@page(P.APPROVE_REPORT, methods=POST)
def decide(request: Request, public_id: UUID) -> HttpResponse:
    """Approve a report, or send it back with the reason."""
    viewer = request.viewer
    report = get_report(viewer, public_id)
    form = SendBackForm(posted(request))
    with refusals_said(request):
        if pressed(request, "do", "approve", "back") == "approve":
            flow_actions.approve(report=report, by=viewer.user, seen=request.POST.get("shown", ""))
            messages.success(request, "The report is approved.")
        elif form.is_valid():
            flow_actions.send_back(report=report, by=viewer.user, reason=form.cleaned_data["reason"])
            messages.success(request, "The report is back with its author.")
        else:
            _say_what_is_wrong(request, form)
    return redirect("reporting:report", public_id=report.public_id)


def _say_what_is_wrong(request: Request, form: Form) -> None:
    """The page that shows the form is another one: it is led back to, with the words as they were typed."""
    for errors in form.errors.values():
        messages.error(request, f"{errors[0]}.")


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
        figures = plural(len(found), "published figure")
        said = f"{figures} would be different today. They are listed below."
    messages.success(request, said)
    return redirect("reporting:report", public_id=report.public_id)


@page(P.WRITE_REPORT, methods=FORM)
def explain_restatement(request: Request, public_id: UUID, pk: int) -> HttpResponse:
    """Say why a published figure would be different today."""
    viewer = request.viewer
    report = get_report(viewer, public_id)
    row = (
        DocumentRestatement.objects.select_related("document__report")
        .filter(document__report=report, pk=pk)
        .first()
    )
    if row is None:
        raise Http404("No such restatement")
    form = ExplainForm(posted(request), initial={"why": row.why})
    if request.method == "POST" and form.is_valid():
        flow_actions.explain_restatement(restatement=row, why=form.cleaned_data["why"], by=viewer.user)
        messages.success(request, "The explanation is saved.")
        return redirect("reporting:report", public_id=report.public_id)
    deleted = Deletions(report.authority_id).between(row.document.figures_at, row.found_at)
    question = Question(
        title="Why has this figure changed?",
        button="Save explanation",
        back=reverse("reporting:report", args=[report.public_id]),
        back_text="The report",
        caption=f"Annual report {report.year_label}",
        facts=(
            as_said(f"Published: {row.was}"),
            as_said(f"Today: {row.now}"),
            *([deleted] if deleted else []),
        ),
    )
    return ask_page(request, form, question)


@page(P.WRITE_REPORT, P.APPROVE_REPORT, methods=POST)
def comment(request: Request, public_id: UUID, key: str) -> HttpResponse:
    """Comment on a section, or settle a comment."""
    viewer = request.viewer
    report = get_report(viewer, public_id)
    if not report.sections.filter(key=key).exists():
        raise Http404("No such section")
    form, settles = CommentForm(posted(request)), hidden_number(request.POST.get("settle", ""))
    with refusals_said(request):
        if settles is not None:
            found = SectionComment.objects.filter(
                section__report=report, section__key=key, pk=settles
            ).first()
            if found is None:
                raise Http404("No such comment")
            flow_actions.settle(comment=found, by=viewer.user)
        elif form.is_valid():
            flow_actions.comment(report=report, key=key, text=form.cleaned_data["text"], by=viewer.user)
        else:
            _say_what_is_wrong(request, form)
    return redirect("reporting:report_section", public_id=report.public_id, key=key)


@page(P.WRITE_REPORT, methods=FORM)
def correct(request: Request, public_id: UUID) -> HttpResponse:
    """Begin a corrected edition of a published report."""
    viewer = request.viewer
    report = get_report(viewer, public_id)
    form = CorrectionForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            made = correcting.correct(report=report, reason=form.cleaned_data["reason"], by=viewer.user)
            messages.success(request, "The corrected edition is begun, with all that stands in the first.")
            return redirect("reporting:report", public_id=made.public_id)
    back = reverse("reporting:report", args=[report.public_id])
    caption = f"Annual report {report.year_label}"
    return ask_page(
        request, form, Question("Correct this report", "Begin the corrected edition", back, caption=caption)
    )


@page(P.WRITE_REPORT, methods=POST)
def settle(request: Request, public_id: UUID, key: str) -> HttpResponse:
    """Say why words that may tell who somebody is may stand, in a section or beside them."""
    report = get_report(request.viewer, public_id)
    section = report.sections.filter(key=key).first()
    if section is None and key not in OUTSIDE_SECTIONS:
        raise Http404("No such section")
    place = reverse("reporting:report", args=[public_id])
    if section is not None:
        place = reverse("reporting:report_section", args=[public_id, key])
    form = SettleForm(posted(request))
    if form.is_valid():
        with refusals_on(form):
            settle_find(report=report, place=key, by=request.viewer.user, **form.cleaned_data)
            messages.success(request, "The reason is saved.")
            return redirect(place)
    question = Question(
        "Why may these words stand?",
        "Settle",
        back=place,
        back_text=title_of(section, report.authority) if section else "The report",
        facts=tuple(f"“{words}”" for words in [form["words"].value()] if words),
    )
    return ask_page(request, form, question)
