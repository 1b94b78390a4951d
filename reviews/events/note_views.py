"""Pages of the IRO's notes on a child: all of them, writing one, striking one out."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.access.viewers import Viewer
from accounts.clock import today
from accounts.registry import registered
from accounts.templatetags.govuk import day as day_words
from accounts.ui.asking import Question, ask_page, refusals_on
from accounts.ui.fields import DatePartsField, sentence, sentences
from accounts.ui.forms import BaseForm
from accounts.ui.posted import posted
from children.access import may_record
from children.child.context import child_context
from children.models import Child
from reviews.events import notes as actions
from reviews.events.access import get_child_of_events, get_note_to_strike
from reviews.models import Review
from reviews.models.note import NoteKind

PER_PAGE = 25
Link = dict[str, str]
READERS = "The IRO, the QA manager, the social worker and their managers can read notes."


class NoteForm(BaseForm):
    """A note of the IRO, and the review it is about."""

    kind = forms.ChoiceField(
        label="What is it?",
        choices=sentences(NoteKind.choices),
        widget=forms.RadioSelect,
        error_messages={"required": "Select what it is"},
    )
    with_whom = forms.CharField(
        label="Who was it with? (for a discussion or an email)", max_length=120, required=False
    )
    on = DatePartsField(label="When?", noun="The day", past=True)
    text = forms.CharField(
        label="Your note",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Enter your note"},
    )
    review = forms.ChoiceField(label="Which review is it about? (optional)", required=False)
    concern = forms.ChoiceField(label="Which concern is it about? (optional)", required=False)

    def __init__(self, *args: Any, reviews: list[Review], concerns: dict[UUID, Link], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(one.public_id), f"Review of {day_words(_day_of(one))}") for one in reviews]
        self.offer("review", [("", "No review in particular"), *choices])
        if concerns:
            named = [(str(key), sentence(link["text"])) for key, link in concerns.items()]
            self.offer("concern", [("", "No concern in particular"), *named])
        else:
            del self.fields["concern"]


class StrikeForm(BaseForm):
    """Why a note is wrong."""

    because = forms.CharField(
        label="What is wrong with it?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter what is wrong with the note"},
    )


def _day_of(review: Review) -> Any:
    return review.held_on or review.booked_for


def _reviews(child: Child) -> list[Review]:
    """The child's latest reviews, held or booked."""
    return sorted(child.reviews.all(), key=_day_of, reverse=True)[:20]


def _concerns(viewer: Viewer, child: Child) -> dict[UUID, Link]:
    """The child's concerns that this person may see, each with a link to it, the latest first."""
    found: dict[UUID, Link] = {}
    for tell in registered("CONCERNS_OF_CHILD"):
        found |= tell(viewer, child, today())
    return found


@page(P.RECORD_REVIEW, P.SUBMIT_REPORT, P.RESTRICT_CHILD)
def notes(request: Request, public_id: UUID) -> HttpResponse:
    """The notes on a child, the latest first, those struck out among them."""
    viewer = request.viewer
    child = get_child_of_events(viewer, public_id, page="the IRO’s notes")
    rows = child.case_notes.select_related("written_by", "struck_by", "review").order_by("-on", "-pk")
    is_iro = may_record(viewer, child)
    shown = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    links = _concerns(viewer, child) if any(row.concern for row in shown) else {}
    context = child_context(viewer, child, today(), current="Reviews") | {
        "page_obj": shown,
        "rows": [(row, links.get(row.concern) if row.concern else None) for row in shown],
        "is_iro": is_iro,
        "may_strike": is_iro or viewer.may(P.RESTRICT_CHILD),
    }
    return render(request, "reviews/events/notes.html", context)


@page(P.RECORD_REVIEW, methods=FORM)
def new_note(request: Request, public_id: UUID) -> HttpResponse:
    """Write a note on the child's record."""
    viewer = request.viewer
    child = get_child_of_events(viewer, public_id, page="write a note")
    if not may_record(viewer, child):
        raise Http404("Not yours")
    reviews, concerns = _reviews(child), _concerns(viewer, child)
    form = NoteForm(
        posted(request), today=today(), reviews=reviews, concerns=concerns, initial={"on": today()}
    )
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        given["review"] = next((one for one in reviews if str(one.public_id) == given["review"]), None)
        given["concern"] = UUID(given["concern"]) if given.get("concern") else None
        with refusals_on(form):
            actions.write(child=child, note=actions.Note(**given), by=viewer.user, today=today())
            return _done(request, child, "The note is saved.")
    text = f"{READERS} It cannot be changed afterwards; you can strike it out with a reason."
    return _ask(request, child, form, "Write a note", "Save the note", text=text)


@page(P.RECORD_REVIEW, P.RESTRICT_CHILD, methods=FORM)
def strike(request: Request, public_id: UUID) -> HttpResponse:
    """Strike out a note that is wrong, with the reason."""
    found = get_note_to_strike(request.viewer, public_id, page="strike out a note")
    form = StrikeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.strike(note=found, by=request.viewer.user, **form.cleaned_data)
            return _done(request, found.child, "The note is struck out.")
    facts = (f"{day_words(found.on)}, {found.written_by.called_at(found.written_at)}: {found.text}",)
    text = "The note stays readable, with your reason, and is no longer counted."
    return _ask(request, found.child, form, "Strike out a note", "Strike it out", text=text, facts=facts)


def _done(request: Request, child: Child, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("reviews:notes", public_id=child.public_id)


def _ask(request: Request, child: Child, form: Any, title: str, button: str, **more: Any) -> HttpResponse:
    back = reverse("reviews:notes", args=[child.public_id])
    question = Question(title=title, button=button, back=back, back_text="IRO’s notes", **more)
    return ask_page(request, form, question, child=child, today=today())
