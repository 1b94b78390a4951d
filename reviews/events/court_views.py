"""Pages on which care proceedings of a child are recorded."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.clock import today
from accounts.ui.asking import Question, ask_page, refusals_on
from accounts.ui.fields import DatePartsField, sentences
from accounts.ui.forms import BaseForm
from accounts.ui.posted import posted
from children.models import Child
from reviews.events import court
from reviews.events.access import get_child_of_events, get_proceedings, may_tell
from reviews.models.proceedings import CourtOutcome

TEXT = (
    "Record hearings, the final care plan and talks with the children’s guardian as events: they stand "
    "beside the proceedings."
)


class ProceedingsForm(BaseForm):
    """When proceedings began, who is the guardian, and how they ended."""

    began_on = DatePartsField(label="When did proceedings begin?", noun="The day they began", past=True)
    guardian = forms.CharField(label="Children’s guardian (optional)", max_length=120, required=False)
    ended_on = DatePartsField(
        label="When did they end?",
        noun="The day they ended",
        past=True,
        required=False,
        help_text="Leave this empty if they have not ended",
    )
    outcome = forms.ChoiceField(
        label="What did the court decide?",
        choices=sentences(CourtOutcome.choices),
        widget=forms.RadioSelect,
        required=False,
        help_text="Only when they have ended",
    )


@page(P.RECORD_REVIEW, P.SUBMIT_REPORT, methods=FORM)
def record_proceedings(request: Request, public_id: UUID) -> HttpResponse:
    """Record that care proceedings began."""
    child = get_child_of_events(request.viewer, public_id, page="record care proceedings")
    if not may_tell(request.viewer, child):
        raise Http404("Not yours")
    form = ProceedingsForm(posted(request), today=today())
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            course = court.Course(**form.cleaned_data)
            court.record(child=child, course=course, by=request.viewer.user, today=today())
            return _done(request, child)
    return _ask(request, child, form, "Record care proceedings")


@page(P.RECORD_REVIEW, P.SUBMIT_REPORT, methods=FORM)
def change_proceedings(request: Request, public_id: UUID) -> HttpResponse:
    """Correct care proceedings, or record how they ended."""
    found = get_proceedings(request.viewer, public_id, page="change care proceedings")
    begins = {name: getattr(found, name) for name in ("began_on", "guardian", "ended_on", "outcome")}
    form = ProceedingsForm(posted(request), today=today(), initial=begins)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            course = court.Course(**form.cleaned_data)
            court.change(proceedings=found, course=course, by=request.viewer.user, today=today())
            return _done(request, found.child)
    return _ask(request, found.child, form, "Care proceedings")


def _done(request: Request, child: Child) -> HttpResponse:
    messages.success(request, "The proceedings are saved.")
    return redirect("reviews:events", public_id=child.public_id)


def _ask(request: Request, child: Child, form: Any, title: str) -> HttpResponse:
    back = reverse("reviews:events", args=[child.public_id])
    question = Question(title=title, button="Save", back=back, back_text="Events and meetings", text=TEXT)
    return ask_page(request, form, question, child=child, today=today())
