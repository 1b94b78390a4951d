"""Pages of the quarterly reports: which quarters there are, one asked for, a finished PDF."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access.decorators import FORM, POST, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.clock import today
from accounts.models import Job
from accounts.models.jobs import JobState
from accounts.ui.asking import Question, ask_page, refusals_on
from accounts.ui.posted import posted, pressed
from reporting.access import get_quarterly, quarterlies_visible_to
from reporting.edition.views import attached
from reporting.models import Edition, QuarterlyDocument, QuarterWords
from reporting.periods import Period, parse_quarter, quarter, quarter_label, quarter_named
from reporting.report import quarterly
from reporting.report.content_forms import QuarterForm
from reporting.report.quarterly import NotBegun
from reporting.report.quarterly_actions import ask_for_quarterly, save_words
from statute.refusals import Refused


@dataclass(frozen=True)
class Row:
    """A quarter with the documents made of it."""

    label: str
    slug: str
    period: Period
    is_under_way: bool
    documents: list[QuarterlyDocument]
    editions: tuple[Edition, ...]

    @property
    def public_from(self) -> date:
        """The day from which readers can get a document of it."""
        return self.period.end + timedelta(days=1)


@page(P.READ_REPORTS)
def quarters(request: Request) -> HttpResponse:
    """The quarters of the last two years and those that have documents, the newest first."""
    viewer, day = request.viewer, today()
    made: dict[tuple[int, int], list[QuarterlyDocument]] = defaultdict(list)
    documents = quarterlies_visible_to(viewer).defer("content", "figures", "printed")
    for found in documents.order_by("-number"):
        made[found.year, found.quarter].append(found)
    may_write = viewer.may(P.WRITE_REPORT)
    named = sorted({*made, *(quarterly.begun(day) if may_write else ())}, reverse=True)
    context = {
        "rows": [
            Row(
                quarter_label(*of),
                quarter_label(*of).replace(" ", "-"),
                quarter(*of),
                of == quarter_named(day),
                made[of],
                quarterly.editions_of(of[0], of[1], day),
            )
            for of in named
        ],
        "may_write": may_write,
        "job": Job.objects.filter(
            kind="quarterly_report.generate",
            authority=viewer.authority_id,
            state__in=[JobState.QUEUED, JobState.RUNNING],
        ).first(),
    }
    return render(request, "reporting/quarters.html", context)


@page(P.WRITE_REPORT, methods=POST)
def make(request: Request, quarter: str) -> HttpResponse:
    """Ask for the PDF of an edition; the figures are frozen when the worker begins."""
    viewer = request.viewer
    try:
        year, number = parse_quarter(quarter)
        edition = pressed(request, "edition", *quarterly.EDITIONS)
        job = ask_for_quarterly(
            authority=viewer.authority,
            year=year,
            quarter=number,
            by=viewer.user,
            today=today(),
            edition=edition,
        )
    except (ValueError, NotBegun) as refused:
        raise Http404(str(refused)) from refused
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("reporting:quarters")
    return redirect("accounts:job", public_id=job.public_id)


@page(P.WRITE_REPORT, methods=FORM)
def words(request: Request, quarter: str) -> HttpResponse:
    """Write what is said in the report of a quarter, and who receives it."""
    viewer = request.viewer
    try:
        year, number = parse_quarter(quarter)
        quarterly.check_begun(year, number, today())
    except (ValueError, NotBegun) as refused:
        raise Http404(str(refused)) from refused
    said = QuarterWords.of(viewer.authority, year, number)
    last = (
        said or QuarterWords.objects.filter(authority=viewer.authority).order_by("-year", "-quarter").first()
    )
    given = {"words": said.words if said else "", "recipients": last.recipients if last else ""}
    form = QuarterForm(posted(request), initial=given)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            save_words(
                authority=viewer.authority, year=year, quarter=number, by=viewer.user, **form.cleaned_data
            )
            messages.success(request, "The text is saved. The next PDF of this quarter prints it.")
            return redirect("reporting:quarters")
    question = Question(
        "Text of the quarterly report",
        "Save",
        reverse("reporting:quarters"),
        "Quarterly reports",
        caption=quarter_label(year, number),
    )
    return ask_page(request, form, question)


@page(P.READ_REPORTS)
def document(request: Request, public_id: UUID) -> HttpResponse:
    """A finished PDF."""
    found = get_quarterly(request.viewer, public_id)
    name = f"iro-quarterly-report-{found.label.replace(' ', '-')}-{found.edition}-{found.number}.pdf"
    return attached(name, bytes(found.content), "application/pdf")
