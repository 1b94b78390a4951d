"""The register of meetings with Cafcass."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.clock import today
from accounts.ui.asking import Question, ask_page, refusals_on
from accounts.ui.posted import posted
from disputes.liaison import actions
from disputes.liaison.actions import Met
from disputes.liaison.forms import MeetingForm
from disputes.models import CafcassMeeting

PER_PAGE = 20


@page(P.CHALLENGE, P.OVERSEE_DISPUTES)
def meetings(request: Request) -> HttpResponse:
    """Meetings with Cafcass, the last one first, and when the next is to be held."""
    found = CafcassMeeting.objects.filter(authority=request.viewer.authority_id).select_related("recorded_by")
    context = {
        "page_obj": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "next_by": actions.next_by(found.first()),
        "today": today(),
        "may_record": request.viewer.may(P.OVERSEE_DISPUTES),
    }
    return render(request, "disputes/cafcass_meetings.html", context)


@page(P.OVERSEE_DISPUTES, methods=FORM)
def new_meeting(request: Request) -> HttpResponse:
    """Record a meeting with Cafcass."""
    viewer = request.viewer
    last = CafcassMeeting.objects.filter(authority=viewer.authority_id).first()
    form = MeetingForm(posted(request), today=today(), initial={"protocol": last.protocol if last else ""})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            met = Met(**form.cleaned_data)
            actions.record_meeting(authority=viewer.authority, met=met, by=viewer.user, today=today())
            messages.success(request, "The meeting is recorded.")
            return redirect("disputes:cafcass_meetings")
    return _ask(request, form, "Record a meeting with Cafcass")


@page(P.OVERSEE_DISPUTES, methods=FORM)
def meeting(request: Request, public_id: UUID) -> HttpResponse:
    """Put right what is recorded of a meeting."""
    viewer = request.viewer
    found = get_object_or_404(CafcassMeeting, public_id=public_id, authority=viewer.authority_id)
    start = {name: getattr(found, name) for name in MeetingForm.base_fields}
    form = MeetingForm(posted(request), today=today(), initial=start)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            met = Met(**form.cleaned_data)
            actions.correct_meeting(meeting=found, met=met, by=viewer.user, today=today())
            messages.success(request, "The meeting is corrected.")
            return redirect("disputes:cafcass_meetings")
    return _ask(request, form, "Correct the meeting with Cafcass")


def _ask(request: Request, form: MeetingForm, title: str) -> HttpResponse:
    back = reverse("disputes:cafcass_meetings")
    question = Question(title=title, button="Save", back=back, back_text="Meetings with Cafcass")
    return ask_page(request, form, question)
