"""Pages of events and meetings of which the IRO is told, and of the IRO's talks before a review."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.clock import today
from accounts.templatetags.govuk import day as day_words
from accounts.ui.asking import Question, ask_page, refusals_on
from accounts.ui.fields import DatePartsField, PickDateField, sentences
from accounts.ui.forms import BaseForm
from accounts.ui.posted import posted
from children.access import may_record
from children.child.context import child_context
from reviews.events import actions, court
from reviews.events.access import get_child_of_events, get_event_to_answer, may_tell
from reviews.events.actions import Notice
from reviews.meeting.access import get_review_for
from reviews.meeting.states import Act
from reviews.models.event import EventKind, IroPart
from reviews.models.review import AttendeeRole


def _text(label: str, limit: int, *, needed: str = "", hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=limit,
        required=bool(needed),
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": needed},
    )


class EventForm(BaseForm):
    """What the IRO is told of."""

    kind = forms.ChoiceField(
        label="What is it?",
        choices=sentences(EventKind.choices),
        widget=forms.RadioSelect,
        error_messages={"required": "Select what it is"},
    )
    happens_on = PickDateField(label="When did it happen, or when is the meeting?", noun="The day")
    what = _text(
        "What happened, or where and when is the meeting?", 1000, needed="Enter what happened, or where it is"
    )
    answer_due_on = PickDateField(
        label="When do you need the IRO’s view? (optional)",
        noun="The day by which the view is needed",
        required=False,
    )


class OwnEventForm(EventForm):
    """What the IRO records, with whether they were told."""

    told_on = DatePartsField(
        label="When were you told?",
        noun="The day you were told",
        past=True,
        required=False,
        help_text="Leave this empty if nobody told you",
    )
    field_order = ["kind", "happens_on", "told_on", "what"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["answer_due_on"]


class AnswerForm(BaseForm):
    """The IRO's view, and their part in a meeting."""

    part = forms.ChoiceField(
        label="Did you take part?",
        choices=sentences(IroPart.choices),
        widget=forms.RadioSelect,
        required=False,
    )
    text = _text("Your view, or what you did (optional)", 2000)
    on = DatePartsField(label="When?", noun="The day", past=True)

    def __init__(self, *args: Any, is_meeting: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_meeting:
            del self.fields["part"]
            self.fields["text"].label = "Your view, or what you did"


class TalkForm(BaseForm):
    """A talk of the IRO before the review."""

    role = forms.ChoiceField(
        label="Who did you talk with?",
        choices=[("", "Choose"), *sentences(AttendeeRole.choices)],
        error_messages={"required": "Select who you talked with"},
    )
    name = forms.CharField(label="Name (optional)", max_length=120, required=False)
    on = DatePartsField(label="When?", noun="The day of the talk", past=True)
    points = _text("What was said (optional)", 2000, hint="Difficulties, and what could be done about them")


@page(P.RECORD_REVIEW, P.SUBMIT_REPORT, P.RESTRICT_CHILD)
def events(request: Request, public_id: UUID) -> HttpResponse:
    """Events and meetings of which the IRO was told, the latest first."""
    viewer = request.viewer
    child = get_child_of_events(viewer, public_id, page="told to the IRO")
    rows = list(child.significant_events.select_related("recorded_by"))
    proceedings = court.told(child, rows, today())
    context = child_context(viewer, child, today(), current="Reviews") | {
        "rows": rows,
        "proceedings": proceedings,
        "goes_on": any(one.row.ended_on is None for one in proceedings),
        "may_tell": may_tell(viewer, child),
        "is_iro": may_record(viewer, child),
    }
    return render(request, "reviews/events/list.html", context)


def _ask(request: Request, child: Any, form: BaseForm, title: str, button: str, **more: Any) -> HttpResponse:
    back = reverse("reviews:events", args=[child.public_id])
    question = Question(title=title, button=button, back=back, back_text="Events and meetings", **more)
    return ask_page(request, form, question, child=child, today=today())


@page(P.RECORD_REVIEW, P.SUBMIT_REPORT, methods=FORM)
def tell(request: Request, public_id: UUID) -> HttpResponse:
    """Tell the IRO of an event or a meeting, or record as the IRO that one was told."""
    viewer = request.viewer
    child = get_child_of_events(viewer, public_id, page="tell the IRO of an event")
    if not may_tell(viewer, child):
        raise Http404("Not yours")
    is_iro = may_record(viewer, child)
    begins = {"happens_on": today(), "told_on": today()}
    form = (OwnEventForm if is_iro else EventForm)(posted(request), today=today(), initial=begins)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            given = {"told_on": today()} | form.cleaned_data
            actions.tell(child=child, notice=Notice(**given), by=viewer.user, today=today())
            messages.success(request, "Recorded." if is_iro else "Recorded for the IRO.")
            return redirect("reviews:events", public_id=child.public_id)
    title = "Record an event or a meeting" if is_iro else "Tell the IRO of an event or a meeting"
    text = "The IRO, the QA manager, the social worker and their managers can read it."
    return _ask(request, child, form, title, "Record it" if is_iro else "Tell the IRO", text=text)


@page(P.RECORD_REVIEW, methods=FORM)
def answer(request: Request, public_id: UUID) -> HttpResponse:
    """Record the IRO's view of an event, or their part in a meeting."""
    found = get_event_to_answer(request.viewer, public_id, page="answer to an event")
    form = AnswerForm(posted(request), today=today(), is_meeting=found.is_meeting, initial={"on": today()})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            given = {"part": ""} | form.cleaned_data
            actions.answer(event=found, by=request.viewer.user, today=today(), **given)
            messages.success(request, "Your answer is recorded.")
            return redirect("reviews:events", public_id=found.child.public_id)
    facts = (f"{day_words(found.happens_on)}: {found.get_kind_display()}. {found.what}",)
    return _ask(request, found.child, form, "Your answer", "Save the answer", facts=facts)


@page(P.RECORD_REVIEW, methods=FORM)
def talk(request: Request, public_id: UUID) -> HttpResponse:
    """Record a talk of the IRO before the review."""
    review = get_review_for(request.viewer, public_id, Act.PREPARE, page="talk before a review")
    begins = {"on": today(), "role": AttendeeRole.SOCIAL_WORKER}
    form = TalkForm(posted(request), today=today(), initial=begins)
    back = reverse("reviews:invitations", args=[review.public_id])
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.record_talk(review=review, by=request.viewer.user, today=today(), **form.cleaned_data)
            messages.success(request, "The talk is recorded.")
            return redirect(back)
    question = Question(
        title="A talk before the review",
        button="Record the talk",
        back=back,
        back_text="Back to the invitations",
        text="Only the child’s IRO and the QA manager can read what was said.",
    )
    return ask_page(request, form, question, child=review.child, today=today())
