"""Case examples noted in the course of the year, for the report to take over."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access.decorators import FORM, POST, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.access.viewers import Viewer
from accounts.clock import today
from accounts.ui.asking import Question, ask_page, refusals_on
from accounts.ui.posted import posted
from reporting.examples.settled import begun_from, settled
from reporting.models import CaseExample
from reporting.report import content_actions
from reporting.report.content_forms import ExampleForm

LIST, TITLE = "reporting:examples", "Case examples"


def examples_for(viewer: Viewer) -> QuerySet[CaseExample]:
    """Every example for who writes reports; an IRO's own ones for the IRO."""
    found = CaseExample.objects.filter(authority=viewer.authority_id).select_related("noted_by")
    return found if viewer.may(P.WRITE_REPORT) else found.filter(noted_by=viewer.user_id)


def get_example(viewer: Viewer, public_id: UUID) -> CaseExample:
    """The door to an example. Raises Http404."""
    found = examples_for(viewer).filter(public_id=public_id).first()
    if found is None:
        raise Http404("No such example")
    return found


def example_of(viewer: Viewer, text: str) -> CaseExample | None:
    """The example that an address names; None where it names none."""
    try:
        return examples_for(viewer).filter(public_id=UUID(text)).first()
    except ValueError:
        return None


@page(P.WRITE_REPORT, P.RECORD_REVIEW)
def examples(request: Request) -> HttpResponse:
    """Examples of the year, the latest first."""
    viewer = request.viewer
    context = {
        "examples": examples_for(viewer),
        "sees_all": viewer.may(P.WRITE_REPORT),
        "settled": settled(viewer, today()),
    }
    return render(request, "reporting/examples.html", context)


@page(P.WRITE_REPORT, P.RECORD_REVIEW, methods=FORM)
def add_example(request: Request) -> HttpResponse:
    """Note an example, without names."""
    given = begun_from(request.viewer, request.GET.get("concern", ""), today())
    form = ExampleForm(posted(request), today=today(), initial=given)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            viewer = request.viewer
            content_actions.note_example(authority=viewer.authority, by=viewer.user, **form.cleaned_data)
            messages.success(request, "The example is kept for the report.")
            return redirect(LIST)
    text = "The QA manager chooses from these for the annual report. Consent is asked for then."
    return ask_page(request, form, Question("Add a case example", "Save", reverse(LIST), TITLE, text=text))


@page(P.WRITE_REPORT, P.RECORD_REVIEW, methods=POST)
def remove_example(request: Request, public_id: UUID) -> HttpResponse:
    """Remove an example."""
    content_actions.remove_example(example=get_example(request.viewer, public_id), by=request.viewer.user)
    messages.success(request, "The example is removed.")
    return redirect(LIST)
